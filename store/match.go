package store

import (
	"kehu/model"
	"kehu/model/pinyin"
)

// matchCustomer returns the customer in the book that a draft is about, 0 for
// none: by the key of its source, then by phone, mail or WeChat, then by name
// with company. Masked and broken numbers never match. Where several customers
// share a number, the name decides; a name alone counts only when the draft has
// nothing else to go by and exactly one customer bears it.
func (t *tx) matchCustomer(c *model.Customer) (int64, error) {
	if c.SourceKey != "" && t.mayKnow(c.SourceKey) {
		id, err := t.one("SELECT id FROM customers WHERE source_key <> '' AND source_key = ? AND state = 0 ORDER BY id LIMIT 1", c.SourceKey)
		if id != 0 || err != nil {
			return id, err
		}
	}
	id, err := t.matchContact(c)
	if id != 0 || err != nil {
		return id, err
	}
	return t.matchName(c)
}

// matchContact finds a customer by a contact point of its own. One who goes by
// another name is somebody else behind the same number (a family, a switchboard).
func (t *tx) matchContact(c *model.Customer) (int64, error) {
	for _, p := range c.ContactPoints {
		normal, err := t.normal(p)
		if err != nil {
			return 0, err
		}
		if !matchable(p, normal) || !t.mayKnow(normal) {
			continue
		}
		id, err := t.one(`SELECT c.id FROM contact_points p JOIN customers c ON c.id = p.customer_id AND c.state = 0
			WHERE p.normal <> '' AND p.normal = ? AND p.kind = ? AND (c.name = '' OR ? = '' OR c.sort_key = ?) ORDER BY c.id LIMIT 1`,
			normal, string(p.Kind), c.Name, pinyin.SortKey(c.DisplayName()))
		if id != 0 || err != nil {
			return id, err
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
	query, args, trace := "SELECT id FROM customers WHERE name = ? AND state = 0", []any{c.Name}, c.Name
	if c.Company != "" {
		query, args, trace = query+" AND company = ?", append(args, c.Company), atCompany(c)
	}
	if !t.mayKnow(trace) {
		return 0, nil
	}
	rows, err := t.query(query+" LIMIT 2", args...)
	ids, err := scanAll(rows, err, scanOne[int64])
	if err != nil || len(ids) != 1 {
		return 0, err
	}
	return ids[0], nil
}

// atCompany is the trace of a name with its company.
func atCompany(c *model.Customer) string { return c.Name + "\x00" + c.Company }

// matchable reports whether a contact point, in its normal form, tells who somebody is.
func matchable(p model.ContactPoint, normal string) bool {
	return normal != "" && p.Kind != model.ContactURL && p.Kind != model.ContactAddress && p.Kind != model.ContactOther
}

// mayKnow reports whether the book can have a customer with a key, a number or
// a name.
func (t *tx) mayKnow(text string) bool { return t.traces == nil || t.traces.has(text) }

// remember notes by what a customer that is written will be matched.
func (t *tx) remember(c *model.Customer) error {
	if t.traces == nil {
		return nil
	}
	for _, text := range []string{c.Name, atCompany(c), c.SourceKey} {
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
