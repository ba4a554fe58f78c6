package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"kehu/model"
	"kehu/model/pinyin"
)

// customers says how customers lie in the file.
func customers() *entity[model.Customer] {
	return (&entity[model.Customer]{
		kind:     model.KindCustomer,
		table:    tables[model.KindCustomer],
		fields:   model.CustomerFields(),
		meta:     func(c *model.Customer) *model.Meta { return &c.Meta },
		customer: func(*model.Customer) int64 { return 0 },
		validate: (*model.Customer).Validate,
		rules:    customerRules,
		more:     model.WithCustom,
		subject: func(_ context.Context, _ queryer, c *model.Customer) (string, error) {
			return c.DisplayName(), nil
		},
		derived:  derivedOfCustomers(pinyin.SortKey),
		opening:  []string{"orders", "spent", "spent_other", "last_purchase", "last_contact", "dealt", "rank"},
		openings: openings,
		identify: identifyPeople,
		owe:      oweWords,
		lists: []list[model.Customer]{
			{"people", loadPeople, savePeople}, // before the contact points that name them
			{"contact_points", loadContactPoints, saveContactPoints},
			{"tags", loadTags, saveTags},
			{customList, loadCustom, saveCustom},
		},
	}).ready()
}

// customerRules are those of the book's own fields and levels.
func customerRules(t *tx, before, c *model.Customer) error {
	var ps model.Problems
	ps.Add(customRules(t, before, c))
	ps.Add(knownLevel(t, before, c))
	return ps.OrNil()
}

// knownLevel refuses a level that is not on the book's list, or not any more, where
// somebody chooses it; who has it already keeps it.
func knownLevel(t *tx, before, c *model.Customer) error {
	if c.Level == "" || before != nil && before.Level == c.Level || t.knownLevel == c.Level {
		return nil
	}
	known, err := choicesOf(t.ctx, t.store.choices(), t, model.ListLevels)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(known, func(l model.Level) bool { return l.Key == c.Level }) {
		return model.Invalidf("level", "level_gone", "Value", c.Level)
	}
	t.knownLevel = c.Level
	return nil
}

// unsearched are the fields whose texts are not in the search index.
var unsearched = []string{"kind", "level", "gender", "birthday", "language", "next_review", "source_key", "created", "state"}

// oweWords notes that the words of a customer changed, where they can have.
func oweWords(t *tx, before, c *model.Customer, keys []string) {
	due := t.owes(c.ID)
	if before == nil || slices.ContainsFunc(keys, func(key string) bool { return !slices.Contains(unsearched, key) }) {
		due.customer, due.words = c, nil
	}
}

// openings returns what a new customer has to its name, and notes that its words
// are not in the search index.
func openings(t *tx, c *model.Customer) []any {
	s := t.opening
	s.dealt = max(seconds(c.Created), s.lastContact, dayStart(s.lastPurchase))
	s.rank = rankOf(s.dealt, c.ID)
	due := t.owes(c.ID)
	due.isNew, due.rank = true, s.rank
	return []any{s.orders, s.spent, s.other, s.lastPurchase, s.lastContact, s.dealt, s.rank}
}

func loadTags(ctx context.Context, db queryer, ids clause, byID map[int64]*model.Customer) error {
	rows, err := db.QueryContext(ctx, "SELECT customer_id, tag FROM customer_tags WHERE customer_id IN ("+ids.sql+") ORDER BY customer_id, pos", ids.args...)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		var tag string
		err := rows.Scan(&id, &tag)
		if c := byID[id]; err == nil && c != nil { // a damaged page gives rows that nobody asked for
			c.Tags = append(c.Tags, tag)
		}
		return err
	})
}

func saveTags(t *tx, c *model.Customer, isNew bool) error {
	if err := t.clear("customer_tags", "customer_id", c.ID, isNew); err != nil {
		return err
	}
	args := make([]any, 0, 3*len(c.Tags))
	for i, tag := range c.Tags {
		args = append(args, c.ID, i, tag)
	}
	return t.insertRows("customer_tags", "customer_id, pos, tag", args)
}

func loadPeople(ctx context.Context, db queryer, ids clause, byID map[int64]*model.Customer) error {
	rows, err := db.QueryContext(ctx, "SELECT customer_id, id, name, title, notes FROM people WHERE customer_id IN ("+ids.sql+") ORDER BY customer_id, pos", ids.args...)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		var p model.Person
		err := rows.Scan(&id, &p.ID, &p.Name, &p.Title, &p.Notes)
		if c := byID[id]; err == nil && c != nil { // a damaged page gives rows that nobody asked for
			c.People = append(c.People, p)
		}
		return err
	})
}

// identifyPeople gives new contact persons their ids. A new person has the id 0, or a
// negative one by which contact points of the same record name them; both get real ids.
func identifyPeople(t *tx, c *model.Customer) error {
	for i := range c.People {
		p := &c.People[i]
		if p.ID > 0 {
			if err := t.takeID("people", p.ID); err != nil {
				return err
			}
			continue
		}
		id, err := t.newID("people")
		if err != nil {
			return err
		}
		renamePerson(c, p.ID, id)
		p.ID = id
	}
	return nil
}

// savePeople writes the contact persons, who have their ids.
func savePeople(t *tx, c *model.Customer, isNew bool) error {
	if err := t.clear("people", "customer_id", c.ID, isNew); err != nil {
		return err
	}
	args := make([]any, 0, 6*len(c.People))
	for i, p := range c.People {
		args = append(args, p.ID, c.ID, i, p.Name, p.Title, p.Notes)
	}
	return t.insertRows("people", "id, customer_id, pos, name, title, notes", args)
}

// renamePerson moves the contact points of a new person to the id that was given.
func renamePerson(c *model.Customer, from, to int64) {
	for i := range c.ContactPoints {
		if p := &c.ContactPoints[i]; from < 0 && p.PersonID == from {
			p.PersonID = to
		}
	}
}

func loadContactPoints(ctx context.Context, db queryer, ids clause, byID map[int64]*model.Customer) error {
	rows, err := db.QueryContext(ctx, "SELECT customer_id, kind, value, label, person_id FROM contact_points WHERE customer_id IN ("+ids.sql+") ORDER BY customer_id, pos", ids.args...)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		var p model.ContactPoint
		err := rows.Scan(&id, &p.Kind, &p.Value, &p.Label, &p.PersonID)
		if c := byID[id]; err == nil && c != nil { // a damaged page gives rows that nobody asked for
			c.ContactPoints = append(c.ContactPoints, p)
		}
		return err
	})
}

func saveContactPoints(t *tx, c *model.Customer, isNew bool) error {
	if err := t.clear("contact_points", "customer_id", c.ID, isNew); err != nil {
		return err
	}
	args := make([]any, 0, 8*len(c.ContactPoints))
	for i, p := range c.ContactPoints {
		normal, err := t.normal(p)
		if err != nil {
			return err
		}
		args = append(args, c.ID, i, string(p.Kind), p.Value, p.Label, p.PersonID, normal, t.tail(p, normal))
	}
	return t.insertRows("contact_points", "customer_id, pos, kind, value, label, person_id, normal, tail", args)
}

// phoneTail returns the digits of a phone in normal form, last first, so that
// the B-tree finds numbers by their end; "" for what is not a number.
func phoneTail(p model.ContactPoint, normal string) string {
	if !isNumber(p) {
		return ""
	}
	return reverse(strings.TrimPrefix(normal, "+"))
}

// isNumber reports whether a contact point is a telephone number.
func isNumber(p model.ContactPoint) bool {
	return p.Kind == model.ContactPhone || p.Kind == model.ContactFax
}

func reverse(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

// clear deletes the rows of a list before it is written again.
func (t *tx) clear(table, owner string, id int64, isNew bool) error {
	if isNew {
		return nil
	}
	return t.exec("DELETE FROM "+table+" WHERE "+owner+" = ?", id)
}

// eachRow calls f for every row and closes them.
func eachRow(rows *sql.Rows, err error, f func(*sql.Rows) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// seconds returns an instant as stored: unix seconds, 0 for none.
func seconds(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.Unix()
}

// instant returns a stored instant.
func instant(stored int64) time.Time {
	if stored == 0 {
		return time.Time{}
	}
	return time.Unix(stored, 0).UTC()
}
