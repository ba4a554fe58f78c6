package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kehu/model"
	"kehu/model/pinyin"
	"kehu/query"
	"kehu/store/fts5"
)

// Catalogue returns the fields that queries on this book know.
func (b *Book) Catalogue(ctx context.Context) (*query.Catalogue, error) {
	levels, err := b.Levels(ctx)
	if err != nil {
		return nil, err
	}
	custom, err := b.CustomFields(ctx)
	return Catalogue(levels, custom), err
}

// Catalogue returns the fields of queries on a book with these levels and custom
// fields.
func Catalogue(levels []model.Level, custom []model.CustomField) *query.Catalogue {
	options := make([]query.Option, len(levels))
	for i, l := range levels {
		options[i] = query.Option{Key: l.Key, Aliases: spellings(l.NameZH, l.NameEN)}
	}
	return query.Customers(queryFields(custom)...).With("level", true, query.LevelOptions(options...)...)
}

// spellings returns names as written and closed up: a query has no gaps.
func spellings(names ...string) []string {
	var out []string
	for _, name := range names {
		closed := strings.ReplaceAll(name, " ", "")
		for _, text := range []string{name, closed} {
			if text != "" && !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

// Find returns the customer that a reference names: "#" and the number of the
// customer, an order number, or a query that finds exactly one. The problems are
// NotFound (ref_not_found), Usage (ref_ambiguous, with Count and the first
// Names) and those of the query language.
func (b *Book) Find(ctx context.Context, ref string) (int64, error) {
	ref = strings.TrimSpace(ref)
	if number, isNumber := strings.CutPrefix(ref, "#"); isNumber {
		if id, err := strconv.ParseInt(number, 10, 64); err == nil {
			return b.live(ctx, id)
		}
	}
	id, err := b.byOrder(ctx, ref)
	if err != nil || id != 0 {
		return id, err
	}
	return b.onlyMatch(ctx, ref)
}

// FindAny is Find that also finds customers in the bin, by number or by exact
// name where nobody in the book is meant; binned says that it is one of those.
func (b *Book) FindAny(ctx context.Context, ref string) (id int64, isBinned bool, err error) {
	id, err = b.Find(ctx, ref)
	if err == nil || model.KindOf(err) != model.NotFound {
		return id, false, err
	}
	where, arg := "name", any(strings.TrimSpace(ref))
	if number, isNumber := strings.CutPrefix(strings.TrimSpace(ref), "#"); isNumber {
		where, arg = "id", number
	}
	rows, listErr := b.store.reader.QueryContext(ctx, "SELECT id FROM customers WHERE "+where+" = ? AND state = 1 LIMIT 2", arg)
	ids, listErr := scanAll(rows, listErr, scanOne[int64])
	if listErr != nil || len(ids) != 1 {
		return 0, false, firstError(b.store.explain(listErr), err)
	}
	return ids[0], true, nil
}

// live returns the id of a customer that is in the book.
func (b *Book) live(ctx context.Context, id int64) (int64, error) {
	s, err := b.Summary(ctx, id)
	if gone := isRemoved(ctx, b.store.reader, model.Ref{Kind: model.KindCustomer, ID: id}); err != nil && gone != nil {
		return id, b.store.explain(gone)
	}
	if err == nil && s.State != model.Live {
		err = model.NewProblem(model.NotFound, "record_binned", "Kind", string(model.KindCustomer), "ID", id)
	}
	return id, err
}

// byOrder returns the customer of an order number, 0 when there is none.
func (b *Book) byOrder(ctx context.Context, number string) (id int64, err error) {
	if number == "" {
		return 0, nil
	}
	err = b.store.reader.QueryRowContext(ctx, `SELECT p.customer_id FROM purchases p JOIN customers c ON c.id = p.customer_id AND c.state = 0
		WHERE p.order_no <> '' AND p.order_no = ? AND p.state = 0 ORDER BY p.id DESC LIMIT 1`, number).Scan(&id)
	if isNoRow(err) {
		return 0, nil
	}
	return id, b.store.explain(err)
}

// named is how many names an ambiguous reference lists.
const named = 5

// onlyMatch returns the one customer that a query finds; an exact name goes
// before other matches.
func (b *Book) onlyMatch(ctx context.Context, ref string) (int64, error) {
	if ref == "" {
		return 0, model.NewProblem(model.Usage, "ref_missing")
	}
	exact, err := b.exactName(ctx, ref)
	if err != nil || exact != 0 {
		return exact, err
	}
	catalogue, err := b.Catalogue(ctx)
	if err != nil {
		return 0, err
	}
	q, err := query.Parse(ref, catalogue)
	if err != nil {
		return 0, err
	}
	found, n, err := b.meant(ctx, q)
	switch {
	case err != nil:
		return 0, err
	case n == 0:
		return 0, model.NewProblem(model.NotFound, "ref_not_found", "Ref", ref)
	case n > 1:
		return 0, ambiguity(ref, n, found)
	}
	return found[0].ID, nil
}

// mostMeant is among how many customers those are looked for whom a reference means;
// the names it could be come first in any case.
const mostMeant = 1000

// meant returns the first customers whom a reference may mean, and how many they are:
// those whom a query finds by what they are. Whose contact history has a name is not
// the one who bears it.
func (b *Book) meant(ctx context.Context, q query.Query) (some []model.Summary, n int, err error) {
	found, err := b.Customers(ctx, q, Page{Limit: named + 1})
	words, _ := split(q.Where)
	if err != nil || len(words) == 0 || len(found) == 0 {
		return b.counted(ctx, q, found, err)
	}
	if found, err = b.Customers(ctx, q, Page{Limit: mostMeant}); err != nil {
		return nil, 0, err
	}
	own, err := b.byThemselves(ctx, strings.Join(words, " "), found)
	if len(own) > named && len(found) == mostMeant {
		return b.counted(ctx, q, own, err)
	}
	return own, len(own), err
}

// counted counts the customers that a query finds, unless all of them are known.
func (b *Book) counted(ctx context.Context, q query.Query, some []model.Summary, err error) ([]model.Summary, int, error) {
	if err != nil || len(some) <= named {
		return some, len(some), err
	}
	n, _, err := b.Count(ctx, q, 0)
	return some, n, err
}

// byThemselves returns those of some customers whose own texts have words.
func (b *Book) byThemselves(ctx context.Context, words string, some []model.Summary) ([]model.Summary, error) {
	e, err := fts5.Parse(expression(words, ""))
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(some))
	for i, s := range some {
		ids[i] = s.ID
	}
	list := idClause("customers", ids)
	records, err := b.store.customers().find(ctx, b.store.reader, "id IN ("+list.sql+")", list.args...)
	if err != nil {
		return nil, b.store.explain(err)
	}
	own, cut := map[int64]bool{}, newCutter()
	for i := range records {
		texts := strings.Fields(string(cut.customer(findable{Customer: &records[i]})))
		slices.Sort(texts)
		own[records[i].ID] = e.Holds(texts)
	}
	return slices.DeleteFunc(some, func(s model.Summary) bool { return !own[s.ID] }), nil
}

// exactName returns the one customer with a name, 0 when none or several have it.
func (b *Book) exactName(ctx context.Context, name string) (int64, error) {
	rows, err := b.store.reader.QueryContext(ctx, "SELECT id FROM customers WHERE name = ? AND state = 0 LIMIT 2", name)
	ids, err := scanAll(rows, err, scanOne[int64])
	if err != nil || len(ids) != 1 {
		return 0, b.store.explain(err)
	}
	return ids[0], nil
}

// ambiguity is the problem of a reference that finds n customers, of which some
// are known.
func ambiguity(ref string, n int, some []model.Summary) error {
	var names []string
	for _, s := range some[:min(named, len(some))] {
		names = append(names, "#"+strconv.FormatInt(s.ID, 10)+" "+s.DisplayName())
	}
	return model.NewProblem(model.Usage, "ref_ambiguous", "Ref", ref, "Count", n, "Names", strings.Join(names, " · "))
}

// mostNameWords is of how many words the name of a customer may consist in a line
// of quick entry.
const mostNameWords = 6

// FindFirst returns the customer whom the first of some words name, and how many
// of them are the name: the longest run that is a name or part of one, by characters
// or by sound; else the first word is a reference as for Find. Where a
// name leaves several to choose from, the problem is that of Find.
func (b *Book) FindFirst(ctx context.Context, words []string) (id int64, used int, err error) {
	for n := min(len(words), mostNameWords); n > 0; n-- {
		if n == 1 && strings.HasPrefix(words[0], "#") {
			break
		}
		id, err := b.bearer(ctx, strings.Join(words[:n], " "))
		if err != nil || id != 0 {
			return id, n, err
		}
	}
	if len(words) == 0 {
		return 0, 0, model.NewProblem(model.Usage, "ref_missing")
	}
	id, err = b.Find(ctx, words[0])
	return id, 1, err
}

// bearer returns the customer whose name a text is, or has part of, by characters
// or by sound; 0 for none.
func (b *Book) bearer(ctx context.Context, name string) (int64, error) {
	id, err := b.exactName(ctx, name)
	if err != nil || id != 0 {
		return id, err
	}
	whole, part := short(closeUp(pinyin.Fold(name))), expression(name, markName)
	if whole == "" || part == "" {
		return 0, nil
	}
	for _, match := range []string{quote(markExact + whole), part} {
		id, err := b.onlyIndexed(ctx, name, match)
		if err != nil || id != 0 {
			return id, err
		}
	}
	return 0, nil
}

// onlyIndexed returns the one customer that an expression of the search index
// finds, 0 for none.
func (b *Book) onlyIndexed(ctx context.Context, ref, match string) (int64, error) {
	const found = " FROM customer_search f WHERE customer_search MATCH ?"
	rows, err := b.store.reader.QueryContext(ctx, "SELECT "+strings.ReplaceAll(customerOfRank, "customer_search", "f")+found+" ORDER BY rowid DESC LIMIT ?", match, named)
	ids, err := scanAll(rows, err, scanOne[int64])
	if err != nil || len(ids) < 2 {
		return append(ids, 0)[0], b.store.explain(err)
	}
	var n int
	if err := b.store.reader.QueryRowContext(ctx, "SELECT count(*)"+found, match).Scan(&n); err != nil {
		return 0, b.store.explain(err)
	}
	some, err := inOrder(ctx, b.store.reader, ids)
	if err != nil {
		return 0, b.store.explain(err)
	}
	return 0, ambiguity(ref, n, some)
}
