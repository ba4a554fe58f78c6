package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strconv"

	"kehu/model"
	"kehu/query"
)

// A Page is a window on a list. Sort overrides the order of the query; without
// either, those dealt with last come first, after exact and prefix matches of
// the name. A Limit of 0 is no limit.
//
// Windows far down a long list are found sooner from a row that is known to
// stand near, or from the end. Both may be a little out of date: then the window
// begins that much earlier or later.
type Page struct {
	Sort          []query.Order
	Offset, Limit int
	Known         Place
	Total         int      // the length of the list; 0 where it is not known
	Columns       []string // keys of what is shown; what is not in a customer's row is read for these alone
}

// A Place is where a customer stands in a list. The id 0 is none.
type Place struct {
	ID     int64
	Offset int
}

// summaryColumns are the columns that scanSummary reads.
const summaryColumns = `c.id, c.revision, c.state, c.kind, c.name, c.company, c.title, c.gender, c.birthday, c.language, c.phone, c.email,
	c.country, c.province, c.city, c.district, c.street, c.postcode, c.level, c.owner, c.source, c.industry, c.orders, c.spent, c.spent_other,
	c.last_purchase, c.last_contact, c.dealt, c.created`

// An apart is a field of summaries that takes a statement of its own: it is read for
// the rows of a page, and only where its column is shown.
type apart struct {
	key, value string // the value of customer c in SQL, null for none
	set        func(s *model.Summary, text string) error
}

var aparts = [...]apart{
	{"wechat", "(SELECT value FROM contact_points WHERE customer_id = c.id AND kind = 'wechat' AND person_id = 0 ORDER BY pos LIMIT 1)",
		func(s *model.Summary, text string) error { s.WeChat = text; return nil }},
	{"rating", "(SELECT rating FROM interactions WHERE customer_id = c.id AND state = 0 AND rating > 0 ORDER BY at DESC, id DESC LIMIT 1)",
		func(s *model.Summary, text string) (err error) {
			s.Rating, err = strconv.ParseInt(text, 10, 64)
			return err
		}},
	{"next_due", "(SELECT due FROM tasks WHERE customer_id = c.id AND state = 0 AND done = 0 AND due > '' ORDER BY due LIMIT 1)",
		func(s *model.Summary, text string) error { return s.NextDue.UnmarshalText([]byte(text)) }},
}

// Customers returns the rows of a window of the customers that a query finds.
func (b *Book) Customers(ctx context.Context, q query.Query, p Page) ([]model.Summary, error) {
	rows, err := b.store.customersPage(ctx, b, q, p)
	if err == nil {
		err = complete(ctx, b.store.reader, rows, p.Columns)
	}
	return rows, b.store.explain(err)
}

// complete reads what columns show besides the rows of customers.
func complete(ctx context.Context, db queryer, found []model.Summary, columns []string) error {
	for _, a := range aparts {
		if len(found) == 0 || !slices.Contains(columns, a.key) {
			continue
		}
		if err := a.read(ctx, db, found); err != nil {
			return err
		}
	}
	return nil
}

func (a apart) read(ctx context.Context, db queryer, found []model.Summary) error {
	ids, at := rowsByID(found)
	list := idClause("customers", ids)
	rows, err := db.QueryContext(ctx, "SELECT c.id, "+a.value+" AS apart FROM customers c WHERE c.id IN ("+list.sql+") AND apart IS NOT NULL", list.args...)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		var text string
		if err := rows.Scan(&id, &text); err != nil {
			return err
		}
		return a.set(&found[at[id]], text)
	})
}

// rowsByID are the ids of summaries, and where each of them stands.
func rowsByID(found []model.Summary) (ids []int64, at map[int64]int) {
	ids, at = make([]int64, len(found)), make(map[int64]int, len(found))
	for i := range found {
		ids[i], at[found[i].ID] = found[i].ID, i
	}
	return ids, at
}

func (s *Store) customersPage(ctx context.Context, b *Book, q query.Query, p Page) ([]model.Summary, error) {
	f, err := b.filter(ctx, q)
	if err != nil {
		return nil, err
	}
	by, err := keys(wishes(q, p))
	if err != nil {
		return nil, err
	}
	db, err := s.sets(ctx)
	if err != nil {
		return nil, err
	}
	planFor := db.plan
	if p.Limit == 0 {
		planFor = db.wholePlan
	}
	plan, err := planFor(ctx, f, by)
	if err != nil {
		return nil, err
	}
	return plan.window(ctx, db, p)
}

// inOrder reads customers by their ids, in the order of these.
func inOrder(ctx context.Context, db queryer, ids []int64) ([]model.Summary, error) {
	place := make(map[int64]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	list := idClause("customers", ids)
	found, err := summaries(ctx, db, "SELECT "+summaryColumns+" FROM customers c WHERE c.id IN ("+list.sql+")", list.args...)
	slices.SortFunc(found, func(a, b model.Summary) int { return place[a.ID] - place[b.ID] })
	return found, err
}

// Summary returns one customer as lists show it, in whatever state; a NotFound
// problem when there is none. Columns are as those of a Page.
func (b *Book) Summary(ctx context.Context, id int64, columns ...string) (model.Summary, error) {
	s, err := summary(ctx, b.store.reader, id)
	if err != nil {
		return s, b.store.explain(err)
	}
	found := []model.Summary{s}
	err = complete(ctx, b.store.reader, found, columns)
	return found[0], b.store.explain(err)
}

func summary(ctx context.Context, db queryer, id int64) (model.Summary, error) {
	found, err := summaries(ctx, db, "SELECT "+summaryColumns+" FROM customers c WHERE c.id = ?", id)
	if err != nil || len(found) == 0 {
		return model.Summary{}, firstError(err, model.NewProblem(model.NotFound, "customer_not_found", "ID", id))
	}
	return found[0], nil
}

// summaries reads the summaries that a statement selects, with their tags, sums and custom values.
func summaries(ctx context.Context, db queryer, text string, args ...any) ([]model.Summary, error) {
	rows, err := db.QueryContext(ctx, text, args...)
	found, err := scanAll(rows, err, scanSummary)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	own, err := currencyOf(ctx, db)
	if err != nil {
		return nil, err
	}
	for i := range found {
		nameCurrency(&found[i], own)
	}
	ids, at := rowsByID(found)
	list := idClause("customers", ids)
	rows, err = db.QueryContext(ctx, "SELECT customer_id, tag FROM customer_tags WHERE customer_id IN ("+list.sql+") ORDER BY customer_id, pos", list.args...)
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		var tag string
		err := rows.Scan(&id, &tag)
		found[at[id]].Tags = append(found[at[id]].Tags, tag)
		return err
	})
	if err != nil {
		return nil, err
	}
	return found, summariesCustom(ctx, db, found, list, at)
}

// nameCurrency gives the sum in the book's own currency its code, or takes it
// away where nothing was spent in it.
func nameCurrency(s *model.Summary, own model.Currency) {
	if s.Spent[0].Amount == 0 {
		s.Spent = s.Spent[1:]
		return
	}
	s.Spent[0].Currency = own
}

func scanSummary(rows *sql.Rows, s *model.Summary) error {
	var spent, lastContact, last, created int64
	var birthday, other, lastPurchase string
	err := rows.Scan(&s.ID, &s.Revision, &s.State, &s.Kind, &s.Name, &s.Company, &s.Title, &s.Gender, &birthday, &s.Language, &s.Phone, &s.Email,
		&s.Country, &s.Province, &s.City, &s.District, &s.Street, &s.Postcode, &s.Level, &s.Owner, &s.Source, &s.Industry, &s.Orders, &spent, &other,
		&lastPurchase, &lastContact, &last, &created)
	if err != nil {
		return err
	}
	s.LastContact, s.Last, s.Created = instant(lastContact), instant(last), instant(created)
	s.Spent = []model.Money{{Amount: spent}}
	if other != "" {
		var others []model.Money
		if err := json.Unmarshal([]byte(other), &others); err != nil {
			return err
		}
		s.Spent = append(s.Spent, others...)
	}
	return firstError(s.LastPurchase.UnmarshalText([]byte(lastPurchase)), s.Birthday.UnmarshalText([]byte(birthday)))
}

// firstError returns the first error that is not nil.
func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
