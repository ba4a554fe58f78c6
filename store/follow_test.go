package store

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"kehu/demo"
	"kehu/internal/race"
	"kehu/model"
)

// Whatever is written, what is kept of a whole book follows it, or is read anew: both are
// the same.
func TestKeptOrdersAndTextsFollowTheBook(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	followedOnes := 0
	for seed := range uint64(4) {
		w := history(t, seed+900, 0)
		b := w.actors[0]
		sample := demo.New(seed, 60, testNow)
		must[*model.ChangeSet](t)(b.Fill(t.Context(), bundlesOf(sample), nil))
		f := &following{b: b, s: b.store, t: t}
		f.read()
		for len(w.sets) < 16 {
			if w.stepOrUndo() != 0 {
				f.compare()
			}
		}
		followedOnes += f.followed
	}
	if followedOnes < 30 {
		t.Errorf("only %d were followed", followedOnes)
	}
}

// Few changes of records are followed; many, and those of more than records, are not.
func TestWhatIsNotFollowed(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	must[*model.ChangeSet](t)(b.Fill(t.Context(), bundlesOf(demo.New(1, mostFollowed+50, testNow)), nil))
	f := &following{b: b, s: s, t: t}
	f.read()
	save(t, b, zhang())
	f.isFollowed("one customer", true)
	save(t, b, &model.Choice{List: model.ListLevels, Key: "gold", NameZH: "金"})
	f.isFollowed("a level", false)
	f.read()
	everybody := must[setReader](t)(s.sets(t.Context())).last
	must[EditReport](t)(b.EditAll(t.Context(), allUpTo(everybody).ids()[1:everybody], func(c *model.Customer) error { c.Title = "x"; return nil }, nil))
	f.isFollowed("everybody", false)
}

// following compares what is kept with what is read anew.
type following struct {
	t        *testing.T
	b        *Book
	s        *Store
	followed int
}

func (f *following) indexes() (all []string) {
	for _, k := range sortKeys {
		if k.index() != "" {
			all = append(all, k.index())
		}
	}
	for _, field := range slices.Concat(indexedTexts, sortedTexts) {
		all = append(all, textKey(field).index())
	}
	return append(all, rankKey.index())
}

func (f *following) sources() []textSource {
	return []textSource{nameSource(), tagSource(), numberSource(), columnSource(textKey("company"), "company"),
		pointSource("phone"), pointSource("email"), pointSource("wechat")}
}

// read has everything kept.
func (f *following) read() {
	r := must[setReader](f.t)(f.s.sets(f.t.Context()))
	for _, index := range f.indexes() {
		must[walk](f.t)(r.indexWalk(f.t.Context(), index))
	}
	for _, from := range f.sources() {
		must[*textColumn](f.t)(once(f.t.Context(), r, &f.s.caches.texts, from.field, f.s.columnOf(from)))
	}
}

func (f *following) isFollowed(what string, want bool) {
	f.t.Helper()
	r := must[setReader](f.t)(f.s.sets(f.t.Context()))
	if _, ok, err := current(f.t.Context(), r, &f.s.caches.walks, rankKey.index()); ok != want || err != nil {
		f.t.Errorf("%s: followed is %v (%v)", what, ok, err)
	}
}

func (f *following) compare() {
	f.t.Helper()
	ctx, r := f.t.Context(), must[setReader](f.t)(f.s.sets(f.t.Context()))
	if _, ok, _ := current(ctx, r, &f.s.caches.walks, rankKey.index()); !ok {
		f.read()
		return
	}
	f.followed++
	for _, index := range f.indexes() {
		got, ok, err := current(ctx, r, &f.s.caches.walks, index)
		want := must[walk](f.t)(f.s.readIndex(index)(ctx))
		if !ok || err != nil || !slices.Equal(got.all, want.all) || got.blanks != want.blanks {
			f.t.Fatalf("%s: followed %v (%v)\n%v, %d without\nwant\n%v, %d", index, ok, err, got.all, got.blanks, want.all, want.blanks)
		}
	}
	for _, from := range f.sources() {
		got, ok, err := current(ctx, r, &f.s.caches.texts, from.field)
		want := must[*textColumn](f.t)(f.s.readTexts(ctx, from))
		if !ok || err != nil || !maps.Equal(got.content(), want.content()) {
			f.t.Fatalf("%s: followed %v (%v)\n%v\nwant\n%v", from.field, ok, err, got.content(), want.content())
		}
	}
}

// content has how often each customer has each value.
func (c *textColumn) content() map[string]int {
	all, begin := map[string]int{}, uint32(0)
	for row, end := range c.ends {
		if id := c.ids[row]; id != 0 {
			all[fmt.Sprint(id, string(c.text[begin:end]))]++
		}
		begin = end + 1
	}
	return all
}
