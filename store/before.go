package store

import (
	"context"

	"kehu/model"
	"kehu/model/pinyin"
	"kehu/query"
)

// Before counts the customers of a list that stand before those whose text in the
// first key of its order begins with a text: by letter, accents and case aside,
// and Chinese by its sound. The order must be by a text, such as name or city;
// by any other, and by none, it is the problem not_by_letter (Invalid).
func (b *Book) Before(ctx context.Context, q query.Query, p Page, text string) (int, error) {
	n, err := b.before(ctx, q, p, text)
	return n, b.store.explain(err)
}

func (b *Book) before(ctx context.Context, q query.Query, p Page, text string) (int, error) {
	f, err := b.filter(ctx, q)
	if err != nil {
		return 0, err
	}
	wanted := wishes(q, p)
	if len(wanted) == 0 || !ByLetter(wanted[0].Field) {
		return 0, model.NewProblem(model.Invalid, "not_by_letter")
	}
	by, err := keys(wanted)
	if err != nil {
		return 0, err
	}
	column, bound, sign := by[0].column, pinyin.Fold(text), " < ?"
	if by[0].desc {
		bound, sign = bound+"\U0010FFFF", " > ?"
	}
	condition := column + sign
	if by[0].least != "" {
		condition += " AND " + by[0].filled()
	}
	f.parts = append(f.parts, part{exact: true, finder: clause{sql: by[0].ids(condition), args: []any{bound}}})
	return b.store.countSets(ctx, f)
}
