package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"kehu/model"
)

// A Finding is something wrong with a book. MessageID names what to tell a person.
type Finding struct {
	Code string
	Args map[string]any
	// Reparable says that Repair mends it.
	Reparable bool

	ids []int64 // all of the records concerned
}

// MessageID returns the id of the finding's message.
func (f Finding) MessageID() string { return "finding." + f.Code }

// MessageArgs returns what fills the message in.
func (f Finding) MessageArgs() map[string]any { return f.Args }

// A CheckReport says what a check looked at and what it found.
type CheckReport struct {
	Findings                                  []Finding
	Customers, Purchases, Interactions, Tasks int64 // in the book
	ChangeSets                                int64
	Erased                                    int64  // change sets whose content was taken away on purpose
	Seal                                      string // the chain behind the last change set, in hexadecimal
	Bytes                                     int64  // size of the file
}

// Tell is told what a check is at, by the id of a message, and how far it has
// come: at 0 where that is not known. It is called from several goroutines, one at
// a time, and may be nil.
type Tell func(step string, done int)

// Check looks for damage: pages, references, the content of records, figures that
// do not add up, what the search index lacks or has too much, the history and its
// seals. It changes nothing, and sees the book as it is at one moment.
//
// What it proves when it finds nothing: all pages are sound and all indexes agree
// with their tables (SQLite's integrity_check); every record holds what kehu wrote
// into it (its sum); every derived column is what the records say; the search
// indexes have the words of the records, all of them and no others; no change set
// was altered, taken out or put in before the last one (its seal).
func (s *Store) Check(ctx context.Context) (CheckReport, error) { return s.CheckTelling(ctx, nil) }

// CheckTelling is Check that tells how far it has come.
func (s *Store) CheckTelling(ctx context.Context, tell Tell) (r CheckReport, err error) {
	err = s.snapshots(ctx, 2, func(ctx context.Context, dbs []queryer) error {
		c := checker{ctx: ctx, store: s, db: dbs[0], tell: tell}
		pages := inBackground(func() error {
			beside := checker{ctx: ctx, store: s, db: dbs[1], tell: tell, shared: &c}
			return beside.pages()
		})
		err := c.content()
		err = firstError(pages(), err)
		r = c.report
		return err
	})
	order := func(a, b Finding) int { return strings.Compare(a.Code, b.Code) }
	slices.SortStableFunc(r.Findings, order) // pages are looked at beside the rest
	return r, s.explain(err)
}

// A checker is a check in progress. The one that looks at pages shares its report
// with the one that looks at content.
type checker struct {
	ctx    context.Context
	store  *Store
	db     queryer
	tell   Tell
	shared *checker

	mu       sync.Mutex
	report   CheckReport
	custom   []model.CustomField
	settings model.Settings
	words    wordSums
}

// find adds a finding about some records, if there are any.
func (c *checker) find(code string, reparable bool, ids []int64, more ...any) {
	if len(ids) == 0 {
		return
	}
	args := map[string]any{"Count": len(ids), "IDs": someIDs(ids)}
	for i := 0; i+1 < len(more); i += 2 {
		args[more[i].(string)] = more[i+1]
	}
	c.add(Finding{Code: code, Args: args, Reparable: reparable, ids: ids})
}

// A listCheck is a statement that lists the records with a fault.
type listCheck struct{ code, sql string }

// lists adds what statements find.
func (c *checker) lists(reparable bool, checks []listCheck) error {
	for _, check := range checks {
		rows, err := c.db.QueryContext(c.ctx, check.sql)
		ids, err := scanAll(rows, err, scanOne[int64])
		if err != nil {
			return err
		}
		c.find(check.code, reparable, ids)
	}
	return nil
}

func (c *checker) add(f Finding) {
	if c.shared != nil {
		c.shared.add(f)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.report.Findings = append(c.report.Findings, f)
}

// someIDs names the first of many records.
func someIDs(ids []int64) string {
	const most = 10
	var b strings.Builder
	for i, id := range ids[:min(most, len(ids))] {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "#%d", id)
	}
	if len(ids) > most {
		b.WriteString(" …")
	}
	return b.String()
}

func (c *checker) say(step string, done int) {
	if c.tell == nil {
		return
	}
	lock := &c.mu
	if c.shared != nil {
		lock = &c.shared.mu
	}
	lock.Lock()
	defer lock.Unlock()
	c.tell("check."+step, done)
}

// content looks at everything but pages. What cannot be read is a finding, and the
// rest is looked at all the same.
func (c *checker) content() error {
	for _, part := range []struct {
		name string
		look func() error
	}{
		{"counts", c.counts}, {"references", c.references}, {"history", c.history}, {"removed", c.removed},
		{"records", c.records}, {"figures", c.figures}, {"index", c.searchIndex}, {"products", c.productIndex},
	} {
		if err := part.look(); err != nil && !c.unreadable(part.name, err) {
			return err
		}
	}
	return nil
}

// unreadable notes that a part of the book cannot be read, unless the reason is
// another.
func (c *checker) unreadable(part string, err error) bool {
	if c.ctx.Err() != nil || !isDamage(err) {
		return false
	}
	c.add(Finding{Code: "unreadable", Args: map[string]any{"Part": part, "Err": err.Error()}})
	return true
}

// isDamage reports whether an error comes from what stands in the file.
func isDamage(err error) bool {
	var p *model.Problem
	return errors.As(pathProblem(err, ""), &p) && p.Kind == model.Unusable && p.Code != "book_unreadable"
}

func (c *checker) counts() error {
	r := &c.report
	return c.db.QueryRowContext(c.ctx, `SELECT (SELECT count(*) FROM customers WHERE state = 0), (SELECT count(*) FROM purchases WHERE state = 0),
		(SELECT count(*) FROM interactions WHERE state = 0), (SELECT count(*) FROM tasks WHERE state = 0), (SELECT count(*) FROM change_sets),
		(SELECT page_count * page_size FROM pragma_page_count, pragma_page_size)`).
		Scan(&r.Customers, &r.Purchases, &r.Interactions, &r.Tasks, &r.ChangeSets, &r.Bytes)
}

func (c *checker) references() error {
	c.say("references", 0)
	var n int
	err := c.db.QueryRowContext(c.ctx, `SELECT (SELECT count(*) FROM pragma_foreign_key_check) +
		(SELECT count(*) FROM tasks WHERE customer_id <> 0 AND customer_id NOT IN (SELECT id FROM customers))`).Scan(&n)
	if n > 0 {
		c.add(Finding{Code: "orphans", Args: map[string]any{"Count": n}})
	}
	return err
}

// removed looks for what should be gone for good.
func (c *checker) removed() error {
	return c.lists(false, []listCheck{
		{"unscrubbed", "SELECT change_set FROM erasures WHERE scrubbed = 0"},
		{"returned", "SELECT c.id FROM customers c JOIN removed r ON r.kind = 'customer' AND c.id BETWEEN r.record AND r.last ORDER BY c.id"},
	})
}

// pages adds what SQLite says of the file's pages.
func (c *checker) pages() error {
	c.say("pages", 0)
	// FTS5 checks by the list of segments that this connection read last, which
	// may be old; any use of the table makes it read again.
	var n int
	err := c.db.QueryRowContext(c.ctx, "SELECT count(*) FROM customer_search WHERE rowid = 0").Scan(&n)
	if err == nil {
		err = c.integrity()
	}
	if err != nil && c.unreadable("pages", err) {
		return nil
	}
	return err
}

func (c *checker) integrity() error {
	rows, err := c.db.QueryContext(c.ctx, "PRAGMA integrity_check(20)")
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var text string
		err := rows.Scan(&text)
		if text != "ok" {
			c.add(Finding{Code: "pages", Args: map[string]any{"Text": text}, Reparable: isOfIndex(text)})
		}
		return err
	})
}

// isOfIndex reports whether what integrity_check says is only about an index, which
// can be made again from its table.
func isOfIndex(text string) bool {
	for _, sign := range []string{"missing from index", "wrong # of entries in index", "non-unique entry in index", "index customer_search", "index product_search", "malformed inverted index"} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

func sealText(chain []byte) string { return hex.EncodeToString(chain) }
