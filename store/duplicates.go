package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"unicode/utf8"

	"kehu/model"
	"kehu/model/pinyin"
)

// A Likeness is what a customer has in common with another.
type Likeness string

// The likenesses, the strongest first.
const (
	SamePhone   Likeness = "phone"
	SameEmail   Likeness = "email"
	SameAccount Likeness = "account" // WeChat, QQ and the like
	SameName    Likeness = "name"    // with the same company, or none that differs
	SameSound   Likeness = "sound"   // of the name
	SameCompany Likeness = "company" // a company whose name begins alike
)

// A Duplicate is a customer who is likely the same as another, and why.
type Duplicate struct {
	model.Summary
	Alike []Likeness // the strongest first
}

// Bounds of the look for duplicates: a common name is had by thousands, and
// nobody reads as many.
const (
	mostAlike   = 60 // read per likeness
	fewestTyped = 7  // digits that find a number by its end
	longSound   = 4  // characters of a name from which its beginning tells something
)

// Duplicates returns customers that are likely the same as c, the likeliest
// first: they share a number, an address or the sound of the name. It reads a
// bounded number of rows whatever the size of the book, so that it can be asked
// while one types. Customer c itself is left out; masked and broken numbers never
// match.
func (b *Book) Duplicates(ctx context.Context, c *model.Customer, limit int) ([]Duplicate, error) {
	settings, err := b.Settings(ctx)
	if err != nil {
		return nil, err
	}
	l := lookout{ctx: ctx, db: b.store.reader, self: c.ID, alike: map[int64][]Likeness{}}
	for _, p := range c.ContactPoints {
		l.point(p, p.Normal(settings.Region))
	}
	l.name(c)
	if l.err != nil {
		return nil, b.store.explain(l.err)
	}
	found, err := l.ranked(c, limit)
	return found, b.store.explain(err)
}

// A lookout gathers likely duplicates, with the likenesses in the order of their
// strength.
type lookout struct {
	ctx   context.Context
	db    queryer
	self  int64
	alike map[int64][]Likeness
	ids   []int64 // in the order in which they were found
	err   error
}

// find notes the customers that a statement finds.
func (l *lookout) find(why Likeness, statement string, args ...any) {
	if l.err != nil {
		return
	}
	rows, err := l.db.QueryContext(l.ctx, statement+" LIMIT ?", append(args, mostAlike)...)
	l.err = eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		if err := rows.Scan(&id); err != nil || id == l.self || slices.Contains(l.alike[id], why) {
			return err
		}
		if l.alike[id] == nil {
			l.ids = append(l.ids, id)
		}
		l.alike[id] = append(l.alike[id], why)
		return nil
	})
}

const liveOwner = "SELECT p.customer_id FROM contact_points p JOIN customers c ON c.id = p.customer_id AND c.state = 0 WHERE "

// point looks for a contact point. A number that is typed without its area or
// country is found by its end.
func (l *lookout) point(p model.ContactPoint, normal string) {
	if !matchable(p, normal) {
		return
	}
	why := SameAccount
	switch p.Kind {
	case model.ContactPhone, model.ContactFax:
		why = SamePhone
	case model.ContactEmail:
		why = SameEmail
	}
	l.find(why, liveOwner+"p.normal <> '' AND p.normal = ? AND p.kind = ?", normal, string(p.Kind))
	if tail := phoneTail(p, normal); why == SamePhone && len(tail) >= fewestTyped && !strings.HasPrefix(normal, "+") {
		l.find(why, liveOwner+"p.tail <> '' AND p.tail >= ? AND p.tail < ?", tail, tail+":") // ":" follows on "9"
	}
}

// name looks for the name: as it is written with the same company, as it is
// written, by its sound, and a long one by how its sound begins.
func (l *lookout) name(c *model.Customer) {
	name := strings.TrimSpace(c.DisplayName())
	if c.Name == "" && c.Company == "" || utf8.RuneCountInString(name) < 2 {
		return
	}
	if c.Name != "" && c.Company != "" {
		l.find(SameName, "SELECT id FROM (SELECT id, company FROM customers WHERE name = ? AND state = 0 LIMIT 300) WHERE company = ?", name, c.Company)
	}
	if c.Name != "" {
		l.find(SameName, "SELECT id FROM customers WHERE name = ? AND state = 0", name)
	}
	sound := soundOf(name)
	const bySound = "SELECT id FROM customers INDEXED BY customers_by_name WHERE state = 0 AND sort_key >= ? AND sort_key < ?"
	l.find(SameSound, bySound, sound+"\x00", sound+"\x01")
	l.find(SameSound, "SELECT id FROM customers INDEXED BY customers_by_name WHERE state = 0 AND sort_key = ?", sound)
	if utf8.RuneCountInString(name) >= longSound {
		l.find(SameCompany, bySound+" AND kind = 'company'", sound, sound+"\uffff")
	}
}

// soundOf is the sound in a sort key, without the writing that parts namesakes.
func soundOf(name string) string {
	sound, _, _ := strings.Cut(pinyin.SortKey(name), "\x00")
	return sound
}

// ranked reads those found and puts the likeliest first. Who merely sounds alike
// and is known to be of another company, or in another city, is somebody else.
func (l *lookout) ranked(c *model.Customer, limit int) ([]Duplicate, error) {
	if len(l.ids) == 0 {
		return nil, nil
	}
	found, err := inOrder(l.ctx, l.db, l.ids)
	if err != nil {
		return nil, err
	}
	var all []Duplicate
	for _, s := range found {
		d := Duplicate{Summary: s, Alike: l.alike[s.ID]}
		if d.score(c) > 0 {
			all = append(all, d)
		}
	}
	slices.SortStableFunc(all, func(x, y Duplicate) int { return cmp.Compare(y.score(c), x.score(c)) })
	if limit > 0 && len(all) > limit {
		all = all[:limit]
	}
	return all, nil
}

// score weighs how likely two are the same.
func (d *Duplicate) score(c *model.Customer) int {
	n := 0
	for _, why := range d.Alike {
		n += map[Likeness]int{SamePhone: 40, SameEmail: 40, SameAccount: 30, SameName: 12, SameSound: 8, SameCompany: 6}[why]
	}
	for _, both := range [][2]string{{c.Company, d.Company}, {c.Address.City, d.City}} {
		switch {
		case both[0] == "" || both[1] == "":
		case soundOf(both[0]) == soundOf(both[1]):
			n += 10
		case n < 30: // nothing but the name
			n -= 15
		}
	}
	return n
}
