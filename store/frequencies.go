package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"kehu/model"
	"kehu/query"
)

// A Frequency is how often one value of a field occurs.
type Frequency struct {
	// Value can stand in a query behind the field's name; "" is for the customers
	// that have none. Days are gathered in months, such as "2026-03".
	Value string
	Count int           // the customers that have it
	Spent []model.Money // what these spent: one sum per currency, the book's own first
}

// Frequencies counts each value of a field among the customers that a query
// finds, the most frequent first and equal ones by value, at most limit of them
// (0: all); distinct is how many there are. A customer with several values, such
// as tags, counts once for each. Letter case makes no difference, as in queries.
// Fields without values that can be counted, such as notes and sums of money,
// have the problem not_countable (Invalid).
func (b *Book) Frequencies(ctx context.Context, q query.Query, f *query.Field, limit int) (list []Frequency, distinct int, err error) {
	list, distinct, err = b.frequencies(ctx, q, f, limit)
	return list, distinct, b.store.explain(err)
}

func (b *Book) frequencies(ctx context.Context, q query.Query, f *query.Field, limit int) (list []Frequency, distinct int, err error) {
	tally, ok := tallyOf(f, b.store.now())
	if !ok {
		return nil, 0, model.NewProblem(model.Invalid, "not_countable", "Name", f.Key)
	}
	own, err := b.store.settings(ctx, b.store.reader)
	if err != nil {
		return nil, 0, err
	}
	among, err := b.found(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	snapshot, err := b.store.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, 0, err
	}
	defer snapshot.Rollback()
	list, err = tally.count(ctx, snapshot, among, own.Currency)
	slices.SortFunc(list, func(x, y Frequency) int { return cmp.Or(y.Count-x.Count, cmp.Compare(x.Value, y.Value)) })
	distinct = len(list)
	if limit > 0 && limit < distinct {
		list = list[:limit]
	}
	return list, distinct, err
}

// found returns where the customers are that a query finds. Many of them are read
// in the order of the file: by any index every row would be a jump.
func (b *Book) found(ctx context.Context, q query.Query) (arm, error) {
	f, err := b.filter(ctx, q)
	if err != nil {
		return arm{}, err
	}
	if f.words != "" && len(f.parts) == 1 { // words alone are counted in the search index
		return arm{from: "customer_search CROSS JOIN customers c ON c.id = " + customerOfRank,
			where: clause{sql: "customer_search MATCH ?", args: []any{expression(f.words, "")}}}, nil
	}
	at, _, err := b.store.narrowest(ctx, f.parts)
	if err != nil {
		return arm{}, err
	}
	if at >= 0 {
		return gather(f, at, []key{sortKeys["id"]}), nil
	}
	return arm{from: "customers c NOT INDEXED", where: and(clause{sql: f.state}, f.scan())}, nil
}
