package store

import (
	"context"
	"database/sql"
)

// A Finding is something wrong with a book. MessageID names what to tell a person.
type Finding struct {
	Code string
	Args map[string]any
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
	Bytes                                     int64 // size of the file
}

// checks are what must find nothing: each statement counts offences.
var checks = []struct{ code, sql string }{
	{"orphans", "SELECT count(*) FROM pragma_foreign_key_check"},
	{"orders", `SELECT count(*) FROM customers c WHERE orders <>
		(SELECT count(*) FROM purchases p WHERE p.customer_id = c.id AND p.state = 0)`},
	{"spent", `SELECT count(*) FROM customers c WHERE spent <> (SELECT coalesce(sum(total), 0) FROM purchases p
		WHERE p.customer_id = c.id AND p.state = 0 AND ` + counted + ` AND p.currency =
			coalesce((SELECT value FROM settings WHERE key = 'currency'), '` + defaultCurrency + `'))`},
	{"last_contact", `SELECT count(*) FROM customers c WHERE last_contact <>
		(SELECT coalesce(max(max(at, 1)), 0) FROM interactions i WHERE i.customer_id = c.id AND i.state = 0)`},
	{"unindexed", "SELECT count(*) FROM customers WHERE state = 0 AND rank NOT IN (SELECT id FROM customer_search_docsize)"},
	{"stray_index", "SELECT count(*) FROM customer_search_docsize WHERE id NOT IN (SELECT rank FROM customers WHERE state = 0)"},
	{"no_history", `SELECT count(*) FROM customers c WHERE NOT EXISTS (SELECT 1 FROM changes h WHERE h.kind = 'customer' AND h.record = c.id AND h.created = 1)
		AND NOT EXISTS (SELECT 1 FROM changes h WHERE h.kind = 'customer' AND h.last > h.record AND h.record <= c.id AND h.last >= c.id AND h.created = 1)`},
	{"unscrubbed", "SELECT count(*) FROM erasures WHERE scrubbed = 0"},
	{"returned", `SELECT count(*) FROM customers c JOIN removed r ON r.kind = 'customer' AND c.id BETWEEN r.record AND r.last`},
	{"empty_change_sets", `SELECT count(*) FROM change_sets s WHERE action NOT IN ('undo', 'redo') AND NOT EXISTS (SELECT 1 FROM changes c WHERE c.change_set = s.id)
		AND NOT EXISTS (SELECT 1 FROM imported i WHERE i.change_set = s.id)`},
}

// Check looks for damage: pages, references, figures that do not add up, what
// the search index lacks, records without history. It changes nothing.
func (s *Store) Check(ctx context.Context) (CheckReport, error) {
	var r CheckReport
	err := s.reader.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM customers WHERE state = 0), (SELECT count(*) FROM purchases WHERE state = 0),
		(SELECT count(*) FROM interactions WHERE state = 0), (SELECT count(*) FROM tasks WHERE state = 0), (SELECT count(*) FROM change_sets),
		(SELECT page_count * page_size FROM pragma_page_count, pragma_page_size)`).
		Scan(&r.Customers, &r.Purchases, &r.Interactions, &r.Tasks, &r.ChangeSets, &r.Bytes)
	if err != nil {
		return r, s.explain(err)
	}
	if err := s.checkPages(ctx, &r); err != nil {
		return r, s.explain(err)
	}
	for _, c := range checks {
		var n int
		if err := s.reader.QueryRowContext(ctx, c.sql).Scan(&n); err != nil {
			return r, s.explain(err)
		}
		if n > 0 {
			r.Findings = append(r.Findings, Finding{c.code, map[string]any{"Count": n}})
		}
	}
	return r, nil
}

// checkPages adds what SQLite says of the file's pages.
func (s *Store) checkPages(ctx context.Context, r *CheckReport) error {
	conn, err := s.reader.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	// FTS5 checks by the list of segments that this connection read last, which
	// may be old; any use of the table makes it read again.
	var n int
	if err := conn.QueryRowContext(ctx, "SELECT count(*) FROM customer_search WHERE rowid = 0").Scan(&n); err != nil {
		return err
	}
	rows, err := conn.QueryContext(ctx, "PRAGMA integrity_check(20)")
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var text string
		err := rows.Scan(&text)
		if text != "ok" {
			r.Findings = append(r.Findings, Finding{"pages", map[string]any{"Text": text}})
		}
		return err
	})
}
