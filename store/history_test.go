package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"kehu/internal/race"
	"kehu/model"
	"kehu/query"
)

// A diary is a book with a few change sets of different people, days and origins.
// Its clock goes a day further with each.
type diary struct {
	t    *testing.T
	s    *Store
	now  time.Time
	sets map[string]int64 // numbers by what they did
}

func openDiary(t *testing.T) *diary {
	t.Helper()
	d := &diary{t: t, now: testNow, sets: map[string]int64{}}
	s := must[*Store](t)(Open(t.Context(), t.TempDir()+"/book.kehu", Options{Now: func() time.Time { return d.now }}))
	t.Cleanup(func() { s.Close() })
	d.s = s
	return d
}

func (d *diary) as(name string, origin model.Origin) *Book {
	return d.s.As(model.Actor{Name: name}, origin)
}

// did notes a change set under a name, and lets a day go by.
func (d *diary) did(name string, cs *model.ChangeSet, err error) {
	d.t.Helper()
	if err != nil || cs == nil {
		d.t.Fatalf("%s: %v, %v", name, cs, err)
	}
	d.sets[name] = cs.ID
	d.now = d.now.AddDate(0, 0, 1)
}

// found are the names of what a query finds, the newest first.
func (d *diary) found(b *Book, text string) (names []string) {
	d.t.Helper()
	q := must[query.Query](d.t)(query.Parse(text, query.History()))
	sets := must[[]model.ChangeSet](d.t)(b.ChangeSets(d.t.Context(), HistoryQuery{Query: q}, Page{}))
	for _, cs := range sets {
		for name, id := range d.sets {
			if id == cs.ID {
				names = append(names, name)
			}
		}
	}
	n, _, err := b.CountChangeSets(d.t.Context(), HistoryQuery{Query: q}, 0)
	if err != nil || n != len(sets) {
		d.t.Errorf("%q: counted %d of %d, %v", text, n, len(sets), err)
	}
	return names
}

func TestHistoryQuery(t *testing.T) {
	race.Skip(t)
	d := openDiary(t)
	ann, bob := d.as("ann", model.OriginScreen), d.as("Bob", model.OriginCommand)
	ctx := t.Context()
	zhang, ada := zhang(), &model.Customer{Kind: model.PersonKind, Name: "Ada"}
	do := func(name string) func(cs *model.ChangeSet, err error) {
		return func(cs *model.ChangeSet, err error) { t.Helper(); d.did(name, cs, err) }
	}
	do("zhang")(ann.Save(ctx, zhang))
	do("ada")(bob.Save(ctx, ada))
	bought := purchase(ada.ID, 100)
	do("bought")(ann.Save(ctx, bought))
	report := must[model.ImportReport](t)(ann.Import(ctx, sequence(customerRows(3)), ImportOptions{File: "march.csv"}))
	do("import")(ann.ChangeSet(ctx, report.ChangeSet))
	ada.Name = "Countess"
	do("renamed")(bob.Save(ctx, ada))
	do("rid")(ann.Bin(ctx, model.Ref{Kind: model.KindPurchase, ID: bought.ID}))
	do("binned")(ann.Bin(ctx, model.Ref{Kind: model.KindCustomer, ID: ada.ID}))
	do("undo")(ann.Undo(ctx, d.sets["rid"]))

	for text, want := range map[string][]string{
		"":                                  {"undo", "binned", "rid", "renamed", "import", "bought", "ada", "zhang"},
		"by:bob":                            {"renamed", "ada"},
		"by:me origin:screen":               {"undo", "binned", "rid", "bought", "zhang"},
		"origin:import":                     {"import"},
		"file:mar":                          {"import"},
		"-has:file -by:me":                  {"renamed", "ada"},
		"action:bin":                        {"binned", "rid"},
		"action:bin is:undone":              {"rid"},
		"kind:purchase":                     {"undo", "rid", "bought"},
		"kind:purchase,task":                {"undo", "rid", "bought"},
		"customer:zw":                       {"zhang"},
		"customer:countess":                 {"undo", "binned", "rid", "renamed", "bought", "ada"},
		"customer:=Ada":                     {"bought", "ada"}, // as she was called then
		"customer:#1":                       {"zhang"},
		"customer:nobody":                   nil,
		"customer:客户2":                      {"import"},
		"at:2026-11-22":                     {"ada"},
		"at:<2026-11-22":                    {"zhang"},
		"at:2026-11-22..11-23":              {"bought", "ada"},
		"march":                             {"import"},
		"bob OR march":                      {"renamed", "import", "ada"},
		fmt.Sprintf("#%d", 2):               {"ada"},
		"id:1,2":                            {"ada", "zhang"},
		"no:kind":                           nil,
		"-customer:countess at:>2026-11-21": {"import"},
	} {
		if got := d.found(ann, text); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
	of := &model.Ref{Kind: model.KindCustomer, ID: ada.ID}
	q := must[query.Query](t)(query.Parse("by:ann", query.History()))
	if got := must[[]model.ChangeSet](t)(ann.ChangeSets(ctx, HistoryQuery{Query: q, Of: of}, Page{})); len(got) != 4 {
		t.Errorf("what ann did with ada: %+v", got)
	}
}

// A window is the same wherever it is read from.
func TestHistoryWindows(t *testing.T) {
	race.Skip(t)
	_, b := openBook(t)
	c := zhang()
	const n = 60
	for i := range n {
		c.Title = fmt.Sprint("title ", i)
		save(t, b, c)
	}
	all := must[[]model.ChangeSet](t)(b.ChangeSets(t.Context(), HistoryQuery{}, Page{}))
	for offset := 0; offset < n; offset += 7 {
		want := all[offset:min(offset+10, n)]
		for _, p := range []Page{{}, {Total: n}, {Known: Place{ID: all[30].ID, Offset: 30}}, {Known: Place{ID: all[55].ID, Offset: 55}, Total: n}} {
			p.Offset, p.Limit = offset, 10
			got := must[[]model.ChangeSet](t)(b.ChangeSets(t.Context(), HistoryQuery{}, p))
			if !slices.EqualFunc(got, want, func(a, b model.ChangeSet) bool { return a.ID == b.ID }) {
				t.Errorf("%+v gives %d sets from %d, want %d from %d", p, len(got), got[0].ID, len(want), want[0].ID)
			}
		}
	}
}
