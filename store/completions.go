package store

import (
	"context"
	"slices"
	"strings"

	"kehu/model"
	"kehu/model/pinyin"
)

// Completions returns the values that a field has in the book and that a text may
// mean, the most used first: by their beginning, by pinyin or initials (gz is
// 广州), Chinese characters also from their middle. Cities and districts are those
// of the customers who live in the larger parts of the address that are not empty.
// Fields as in Values.
func (b *Book) Completions(ctx context.Context, field, text string, within model.Address, limit int) ([]string, error) {
	first, used, err := b.offered(ctx, field)
	if err != nil {
		return nil, err
	}
	used, args := usedWithin(field, used, within)
	most, err := b.valuesOf(ctx, used, args, "", mostValues)
	if err != nil {
		return nil, err
	}
	most = slices.DeleteFunc(followed(first, most, mostValues), func(v string) bool { return !means(v, text) })
	if len(most) >= limit {
		return most[:limit], nil
	}
	begun, err := b.valuesOf(ctx, used, args, text, limit) // in large books there are more that begin with it
	return followed(most, begun, limit), err
}

// means reports whether a value may be what a text is the beginning of.
func means(value, text string) bool {
	text = strings.TrimSpace(text)
	from, _, ok := pinyin.Find(value, text)
	return ok && (from == 0 || strings.ContainsFunc(text, pinyin.IsHan)) || text == ""
}

// usedWithin narrows a statement of usedValues to the customers of a place.
func usedWithin(field, all string, within model.Address) (used string, args []any) {
	larger := map[string]map[string]string{
		"city":     {"country": within.Country, "province": within.Province},
		"district": {"country": within.Country, "province": within.Province, "city": within.City},
	}[field]
	where := ""
	for _, part := range []string{"country", "province", "city"} {
		if larger[part] != "" {
			where, args = where+" AND c."+part+" IN (?, '')", append(args, larger[part])
		}
	}
	if where == "" {
		return all, nil
	}
	return "SELECT " + field + " AS v, count(*) AS n FROM customers c WHERE c.id IN (" + recentCustomers + ")" + where + " GROUP BY v", args
}
