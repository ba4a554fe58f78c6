package store

import (
	"context"
	"slices"
	"strings"

	"kehu/model"
	"kehu/query"
)

// A key is one key of an order: a column of customers, and how the database
// walks along it.
type key struct {
	column string
	blank  string // the SQL of the value that means nothing and comes last; "" for none
	least  string // the SQL of the least value of those that come first; "" where only blank ones come last
	hint   string // how SQLite reads the customers in the order of the column; "" where it cannot
	desc   bool
	custom *query.Field // that the key is of, nil for built-in ones
}

// along is the key of a column with an index, which is named for its field.
func along(column, blank, field string) key {
	return key{column: column, blank: blank, hint: "INDEXED BY customers_by_" + field}
}

// index is the index of the column, "" where there is none.
func (k key) index() string {
	_, index, _ := strings.Cut(k.hint, "INDEXED BY ")
	return index
}

// filled and empty are the conditions that a customer has a value, and has none.
func (k key) filled() string {
	if k.least != "" {
		return k.column + " >= " + k.least
	}
	return k.column + " > " + k.blank
}

func (k key) empty() string {
	if k.least != "" {
		return k.column + " < " + k.least
	}
	return k.column + " = " + k.blank
}

// hasLast reports whether some values come last in either direction.
func (k key) hasLast() bool { return k.blank != "" || k.least != "" }

// isRank reports whether the key is the order without a wish, and no other.
func (k key) isRank() bool { return k.column == rankKey.column }

// ids is the statement of those in the book for whom a condition on the key's
// column holds, and who have a value.
func (k key) ids(condition string) string {
	if k.blank != "" {
		condition += " AND " + k.filled()
	}
	return eachCustomer + "FROM customers c " + k.hint + " WHERE " + condition + " AND c.state = 0"
}

// rangeIDs is ids for a condition that is one range of values of the key.
func (k key) rangeIDs(of clause) clause {
	statement := clause{sql: k.ids(of.sql), args: of.args}
	statement.memory = func(ctx context.Context, r setReader) (idSet, bool, error) { return r.between(ctx, k, statement) }
	return statement
}

// eachCustomer begins statements that give each customer once, and those in the
// book alone.
const eachCustomer = "SELECT c.id "

// valued and blanks list those in the book who have a value, and who have none.
func (k key) valued() clause {
	return k.stretch(k.ids("1"), stretch{index: k.index(), filled: true})
}

func (k key) blanks() clause {
	return k.stretch(eachCustomer+"FROM customers c "+k.hint+" WHERE "+k.empty()+" AND c.state = 0", stretch{index: k.index(), blank: true})
}

// stretch is a statement that lists all of a stretch.
func (k key) stretch(sql string, all stretch) clause {
	return clause{sql: sql,
		memory: func(ctx context.Context, r setReader) (idSet, bool, error) {
			w, ok, err := current(ctx, r, &r.store.caches.walks, all.index)
			return w.set(all), ok, err
		},
		whole: func(ctx context.Context, r setReader) (idSet, error) {
			w, err := r.indexWalk(ctx, all.index)
			return w.set(all), err
		}}
}

// rankKey is the order without a wish: dealt with last first, by the day, and
// among those of a day the newest customer.
var rankKey = key{column: "c.rank", hint: "INDEXED BY customers_by_rank", desc: true}

// firstLetter is the least of the letters. Who has no name but a number is sorted by
// it, and comes last as in telephone books, with the few names that begin with a digit.
const firstLetter = "a"

// sortKeys are the columns of other kinds than text that lists can be sorted by
// without a wait.
var sortKeys = map[string]key{
	"id":            {column: "c.id", hint: "NOT INDEXED"},
	"name":          {column: "c.sort_key", least: "'" + firstLetter + "'", hint: "INDEXED BY customers_by_name"},
	"orders":        along("c.orders", "", "orders"),
	"spent":         along("c.spent", "", "spent"),
	"last_purchase": along("c.last_purchase", "''", "last_purchase"),
	"last_contact":  along("c.last_contact", "0", "last_contact"),
	"created":       along("c.created", "", "created"),
	"last":          along("c.dealt", "", "dealt"),
}

// indexedTexts are the columns with an index of their own that are sorted by
// what they hold.
var indexedTexts = []string{"level", "phone", "email", "postcode", "kind", "birthday", "gender", "language"}

// keyOf returns the key of an order by a field. Fields without an index of their
// own are sorted by their column.
func keyOf(f *query.Field) (key, bool) {
	if f.Custom {
		return customKey(f), true
	}
	if k, ok := sortKeys[f.Key]; ok {
		return k, true
	}
	column, ok := columns[f.Key]
	switch {
	case !ok || f.Unsorted:
		return key{}, false
	case slices.Contains(sortedTexts, f.Key), slices.Contains(indexedTexts, f.Key):
		return textKey(f.Key), true
	}
	return key{column: column, blank: "''"}, true
}

// ByLetter reports whether a list that is sorted by a field first can be gone
// through by letters, see Book.Before.
func ByLetter(f *query.Field) bool { return f.Key == "name" || slices.Contains(sortedTexts, f.Key) }

// textKey is the key of a field of text that has an index.
func textKey(field string) key {
	if slices.Contains(sortedTexts, field) {
		return along("c."+sortColumn(field), "''", field)
	}
	return along("c."+field, "''", field)
}

// wishes returns the order that a page or a query asks for.
func wishes(q query.Query, p Page) []query.Order {
	if len(p.Sort) > 0 {
		return p.Sort
	}
	return q.Sort
}

// keys returns the keys of an order, those of the order without a wish for none.
func keys(wanted []query.Order) ([]key, error) {
	all := make([]key, len(wanted))
	for i, o := range wanted {
		k, ok := keyOf(o.Field)
		if !ok {
			return nil, model.NewProblem(model.Invalid, "not_sortable", "Name", o.Field.Key)
		}
		k.desc = o.Desc
		all[i] = k
	}
	if len(all) == 0 {
		all = []key{rankKey}
	}
	return all, nil
}

// walked is the order of customers who are read along their first key; among
// equals it is total by the id.
func walked(by []key) ordering {
	first := step{clause{sql: by[0].column}, by[0].desc}
	return append(ordering{first}, append(steps(by[1:]), step{clause{sql: "c.id"}, by[0].desc})...)
}

// sorted is the order of customers who were gathered in some other one.
func sorted(by []key) ordering {
	return append(steps(by), step{clause{sql: "c.id"}, by[0].desc})
}

// steps are the expressions of keys, empty ones last. The + keeps SQLite from
// walking along an index that it was not asked for.
func steps(by []key) (all ordering) {
	for _, k := range by {
		if k.hasLast() {
			all = append(all, step{expr: clause{sql: "(" + k.empty() + ")"}})
		}
		all = append(all, step{clause{sql: "+" + k.column}, k.desc})
	}
	return all
}
