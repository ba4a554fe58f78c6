package store

import (
	"database/sql"
	"strconv"
	"strings"

	"kehu/model"
	"kehu/model/pinyin"
)

// matchCustomer returns the customer in the book that a draft is about, 0 for
// none: by the key of its source, then by phone, mail or WeChat, then by name
// with company. Masked and broken numbers never match. Where several customers
// share a number, the name decides; a name alone counts only when the draft has
// nothing else to go by and exactly one customer bears it.
func (t *tx) matchCustomer(c *model.Customer) (int64, error) {
	if c.SourceKey != "" {
		found, err := t.known(c.SourceKey, "SELECT id FROM customers WHERE source_key <> '' AND source_key = ? AND "+t.inBook("")+" ORDER BY id LIMIT 1", c.SourceKey)
		if len(found) > 0 || err != nil {
			return first(found), err
		}
		if id, err := t.matchOwn(c); id != 0 || err != nil {
			return id, err
		}
	}
	id, err := t.matchContact(c)
	if id != 0 || err != nil {
		return id, err
	}
	return t.matchName(c)
}

// matchOwn finds the customer whose key in a file of this very book a draft has: its
// number, or the name that its card bears for ever. Another book's customer of the
// number has another name. The key is the book's own, so that the draft loses it.
func (t *tx) matchOwn(c *model.Customer) (int64, error) {
	_, key, _ := strings.Cut(c.SourceKey, "=")
	if c.DisplayName() == "" || !t.mayKnow(atCompany(c.Name, c.Company)) {
		return 0, nil
	}
	rows, err := t.query("SELECT id, created FROM customers WHERE name = ? AND company = ? AND "+t.inBook(""), c.Name, c.Company)
	found, err := scanAll(rows, err, func(rows *sql.Rows, m *ownMark) error { return rows.Scan(&m.id, &m.created) })
	for _, m := range found {
		if key == strconv.FormatInt(m.id, 10) || key == model.UIDOf(model.KindCustomer, m.id, instant(m.created)) {
			c.SourceKey = ""
			return m.id, nil
		}
	}
	return 0, err
}

// An ownMark is what names a customer in the files of its own book.
type ownMark struct{ id, created int64 }

// matchContact finds a customer by a contact point of its own. One who goes by
// another name is somebody else behind the same number (a family, a switchboard).
// An address of the web or of a house tells who somebody is only together with the
// very name, and no more than a key does.
func (t *tx) matchContact(c *model.Customer) (int64, error) {
	id, err := t.byPoints(c, matchable, `(c.name = '' OR ? = '' OR c.sort_key = ?)`, c.Name, pinyin.SortKey(c.DisplayName()))
	if id != 0 || err != nil || c.Name == "" || c.SourceKey != "" {
		return id, err
	}
	return t.byPoints(c, shareable, "c.name = ?", c.Name)
}

// byPoints finds a customer by contact points of a sort, and what its name must be.
func (t *tx) byPoints(c *model.Customer, sort func(model.ContactPoint, string) bool, named string, args ...any) (int64, error) {
	for _, p := range c.ContactPoints {
		normal, err := t.normal(p)
		if err != nil {
			return 0, err
		}
		if !sort(p, normal) {
			continue
		}
		found, err := t.known(normal, `SELECT c.id FROM contact_points p JOIN customers c ON c.id = p.customer_id AND `+t.inBook("c.")+`
			WHERE p.normal <> '' AND p.normal = ? AND p.kind = ? AND `+named+` ORDER BY c.id LIMIT 1`, append([]any{normal, string(p.Kind)}, args...)...)
		if len(found) > 0 || err != nil {
			return first(found), err
		}
	}
	return 0, nil
}

// matchName finds the one customer with the draft's name and company.
func (t *tx) matchName(c *model.Customer) (int64, error) {
	if c.Name == "" && c.Company == "" {
		return 0, nil
	}
	if c.Company == "" && (c.SourceKey != "" || t.reachable(c)) {
		return 0, nil // a namesake: the draft has a key or a number, and it is not the same
	}
	query, args, trace := "SELECT id FROM customers WHERE name = ? AND "+t.inBook(""), []any{c.Name}, c.Name
	if c.Company != "" {
		query, args, trace = query+" AND company = ?", append(args, c.Company), atCompany(c.Name, c.Company)
	}
	found, err := t.known(trace, query+" LIMIT 2", args...)
	if err != nil || len(found) != 1 {
		return 0, err
	}
	return found[0], nil
}

// atCompany is the trace of a name with its company.
func atCompany(name, company string) string { return name + "\x00" + company }

// first returns the first of ids, 0 for none.
func first(ids []int64) int64 {
	if len(ids) == 0 {
		return 0
	}
	return ids[0]
}

// matchable reports whether a contact point, in its normal form, tells who somebody is.
func matchable(p model.ContactPoint, normal string) bool {
	return normal != "" && p.Kind != model.ContactURL && p.Kind != model.ContactAddress && p.Kind != model.ContactOther
}

// shareable reports whether a contact point tells who somebody is where the name is
// the same too.
func shareable(p model.ContactPoint, normal string) bool {
	return normal != "" && !matchable(p, normal)
}

// known returns the customers that a query finds by a text, which is not asked
// where neither the book nor this write can know the text. New rows that wait are
// written only where they may be meant: a row alone costs twice what it does among
// others.
func (t *tx) known(text, query string, args ...any) ([]int64, error) {
	if !t.mayKnow(text) {
		return nil, nil
	}
	prepared := t.stmt
	if t.traces != nil && !t.traces.has(text) {
		prepared = t.prepared
	}
	st, err := prepared(query)
	if err != nil {
		return nil, err
	}
	rows, err := st.QueryContext(t.ctx, args...)
	return scanAll(rows, err, scanOne[int64])
}

// mayKnow reports whether the book or this write can know a text.
func (t *tx) mayKnow(text string) bool {
	return t.traces == nil || t.traces.has(text) || t.earlier != nil && t.earlier.mayKnow(text)
}

// remember notes by what a customer that is written will be matched.
func (t *tx) remember(c *model.Customer) error {
	if t.traces == nil {
		return nil
	}
	for _, text := range []string{c.Name, atCompany(c.Name, c.Company), c.SourceKey} {
		t.traces.add(text)
	}
	for _, p := range c.ContactPoints {
		normal, err := t.normal(p)
		if err != nil {
			return err
		}
		t.traces.add(normal)
	}
	return nil
}

// reachable reports whether a draft has a contact point that could have matched.
func (t *tx) reachable(c *model.Customer) bool {
	for _, p := range c.ContactPoints {
		if normal, err := t.normal(p); err == nil && normal != "" {
			return true
		}
	}
	return false
}

// one returns the id that a query finds, 0 for none.
func (t *tx) one(text string, args ...any) (id int64, err error) {
	if err = t.row(text, args...).Scan(&id); isNoRow(err) {
		return 0, nil
	}
	return id, err
}
