package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kehu/query"
	"kehu/store"
)

// A task is one thing that is timed: a read as the screen makes it.
type task struct {
	group string
	name  string
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
	sortingMade = "sort by a column without index"
	ending      = "jump to the end"
)

func groups() []string {
	return []string{words, figuresOnly, filtered, otherOrder, wordsOrder, counting, paging, sorting, sortingMade, ending}
}

// rows is how many customers the screen reads at once in a window of 24 lines.
const rows = 100

// ordered are the columns of the usual list.
func ordered() []string {
	return []string{"name", "-name", "company", "-company", "level", "-level", "spent", "-spent", "last_contact", "-last_contact",
		"city", "-city", "orders", "-orders", "last_purchase", "-last_purchase", "owner", "-owner",
		"phone", "-phone", "email", "-email", "source", "-source", "title", "industry", "created", "-created"}
}

func unordered() []string { return []string{"gender", "-birthday"} }

// tasks returns everything that is timed on a book. found are the exact counts
// of the whole queries.
func tasks(strokes []stroke, customers int, found map[string]int, catalogue *query.Catalogue) (all []task) {
	orders := ordered()
	for i, s := range strokes {
		all = append(all, page(groupOf(s.query), s.text, s.query, store.Page{Limit: rows}))
		if s.whole || i%4 == 0 {
			all = append(all, count(s))
		}
		by := orders[i%len(orders)]
		all = append(all, page(orderGroup(s.query), s.text+" by "+by, s.query, store.Page{Sort: order(by, catalogue), Limit: rows}))
		if s.whole {
			all = append(all, moves(s, found[s.text])...)
		}
	}
	for _, by := range append(unordered(), orders...) {
		group := sorting
		if !slices.Contains(orders, by) {
			group = sortingMade
		}
		sort := order(by, catalogue)
		all = append(all, page(group, by, query.Query{}, store.Page{Sort: sort, Limit: rows}))
		if group == sorting {
			all = append(all, browse(by, sort, customers)...)
		}
	}
	return append(all, browse("no order", nil, customers)...)
}

// browse goes through the whole book in an order: ten pages down, then to the end.
func browse(by string, sort []query.Order, customers int) (all []task) {
	for offset := rows; offset <= 10*rows && offset < customers; offset += rows {
		all = append(all, page(paging, fmt.Sprintf("%s, from %d", by, offset), query.Query{}, store.Page{Sort: sort, Offset: offset, Limit: rows}))
	}
	return append(all, page(ending, by, query.Query{}, store.Page{Sort: sort, Offset: max(0, customers-rows), Limit: rows, Total: customers}))
}

// moves pages down twice in what a query finds, and goes to its end.
func moves(s stroke, found int) (all []task) {
	for offset := rows; offset <= 2*rows && offset < found; offset += rows {
		all = append(all, page(paging, fmt.Sprintf("%s, from %d", s.text, offset), s.query, store.Page{Offset: offset, Limit: rows}))
	}
	if found > rows {
		all = append(all, page(ending, fmt.Sprintf("%s (%d)", s.text, found), s.query, store.Page{Offset: found - rows, Limit: rows, Total: found}))
	}
	return all
}

func count(s stroke) task {
	return task{counting, s.text, func(ctx context.Context, b *store.Book) error {
		_, _, err := b.Count(ctx, s.query, 0)
		return err
	}}
}

func page(group, name string, q query.Query, p store.Page) task {
	return task{group, name, func(ctx context.Context, b *store.Book) error {
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
