package main

import (
	"context"
	"fmt"
	"strings"

	"kehu/query"
	"kehu/store"
)

// A task is one thing that is timed: a read as the screen makes it.
type task struct {
	group string
	name  string
	ready func(context.Context, *store.Book) error // what comes before, untimed; may be nil
	read  func(context.Context, *store.Book) error
}

// The groups of tasks, in the order of the tables.
const (
	words       = "words"
	figuresOnly = "numbers"
	filtered    = "structured filter"
	otherOrder  = "structured filter, other order"
	wordsOrder  = "words, other order"
	counting    = "exact count"
	paging      = "page down"
	sorting     = "sort by a visible column"
	ending      = "jump to the end"
)

func groups() []string {
	return []string{words, figuresOnly, filtered, otherOrder, wordsOrder, counting, paging, sorting, ending}
}

// In a window of 24 lines the screen reads so many customers of a new query at
// once, and so many when somebody goes on in its list.
const (
	atFirst = 36
	rows    = 100
)

// ordered are the columns that a list can show and be sorted by, up and down.
func ordered() (all []string) {
	for _, key := range strings.Fields("name company level phone spent last_contact city orders last_purchase email owner source title province country industry postcode kind created") {
		all = append(all, key, "-"+key)
	}
	return all
}

// tasks returns everything that is timed on a book. found are the exact counts
// of the whole queries.
func tasks(strokes []stroke, customers int, found map[string]int, catalogue *query.Catalogue) (all []task) {
	orders := ordered()
	for i, s := range strokes {
		all = append(all, page(groupOf(s.query), s.text, s.query, store.Page{Limit: atFirst}))
		if s.whole || i%4 == 0 {
			all = append(all, count(s))
		}
		by := orders[i%len(orders)]
		all = append(all, page(orderGroup(s.query), s.text+" by "+by, s.query, store.Page{Sort: order(by, catalogue), Limit: atFirst}))
		if s.whole {
			all = append(all, browse(s.text, s.query, nil, found[s.text], 2)...)
		}
	}
	for _, by := range orders {
		sort := order(by, catalogue)
		all = append(all, page(sorting, by, query.Query{}, store.Page{Sort: sort, Limit: atFirst}))
		all = append(all, browse(by, query.Query{}, sort, customers, 10)...)
	}
	return append(all, browse("no order", query.Query{}, nil, customers, 10)...)
}

// browse pages down in a list of total customers and then goes to its end, as
// the screen does: it knows the last row it has read, and the length.
func browse(name string, q query.Query, sort []query.Order, total, pages int) (all []task) {
	known := new(store.Place)
	read := func(offset int) func(context.Context, *store.Book) error {
		return func(ctx context.Context, b *store.Book) error {
			found, err := b.Customers(ctx, q, store.Page{Sort: sort, Offset: offset, Limit: rows, Known: *known, Total: total})
			if len(found) > 0 {
				*known = store.Place{ID: found[len(found)-1].ID, Offset: offset + len(found) - 1}
			}
			return err
		}
	}
	for offset := rows; offset <= pages*rows && offset < total; offset += rows {
		all = append(all, task{group: paging, name: fmt.Sprintf("%s, from %d", name, offset), read: read(offset)})
	}
	if len(all) == 0 {
		return nil
	}
	all[0].ready = func(ctx context.Context, b *store.Book) error {
		*known = store.Place{}
		return read(0)(ctx, b)
	}
	return append(all, task{group: ending, name: fmt.Sprintf("%s (%d)", name, total), read: read(total - rows)})
}

func count(s stroke) task {
	return task{group: counting, name: s.text, read: func(ctx context.Context, b *store.Book) error {
		_, _, err := b.Count(ctx, s.query, 0)
		return err
	}}
}

func page(group, name string, q query.Query, p store.Page) task {
	return task{group: group, name: name, read: func(ctx context.Context, b *store.Book) error {
		_, err := b.Customers(ctx, q, p)
		return err
	}}
}

// order reads "-spent" as the screen's order by spent, downwards.
func order(by string, catalogue *query.Catalogue) []query.Order {
	key, desc := strings.CutPrefix(by, "-")
	return []query.Order{{Field: catalogue.Field(key), Desc: desc}}
}

// groupOf tells searches for words, for numbers, and those with more than words;
// a sort: in the text counts as another order.
func groupOf(q query.Query) string {
	group := words
	query.Walk(q.Where, func(n query.Node) bool {
		switch n := n.(type) {
		case query.Term, query.Has, query.No, query.Is:
			group = filtered
		case query.Word:
			if group == words && strings.Trim(n.Text, "+-() 0123456789") == "" {
				group = figuresOnly
			}
		}
		return true
	})
	if group == filtered && len(q.Sort) > 0 {
		return otherOrder
	}
	return group
}

func orderGroup(q query.Query) string {
	if group := groupOf(q); group == filtered || group == otherOrder {
		return otherOrder
	}
	return wordsOrder
}
