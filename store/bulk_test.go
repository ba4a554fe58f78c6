package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"kehu/internal/race"
	"kehu/model"
)

// sequence gives drafts to Import.
func sequence(drafts []model.Draft) iter.Seq2[model.Draft, error] {
	return func(yield func(model.Draft, error) bool) {
		for _, d := range drafts {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// customerRows are the drafts of a list of n customers. Each tenth breaks a rule
// and each tenth is there a second time; both bring a level of their own.
func customerRows(n int) []model.Draft {
	all := make([]model.Draft, n)
	for i := range all {
		c := model.Customer{Kind: model.PersonKind, Name: fmt.Sprint("客户", i), Level: model.LevelVIP,
			ContactPoints: []model.ContactPoint{{Kind: model.ContactPhone, Value: fmt.Sprint(13800000000 + i)}}}
		switch i % 10 {
		case 4:
			c.Kind, c.Level = "planet", "refused"
		case 7:
			c = all[i-1].Customer
			c.Level = "skipped"
		}
		all[i] = model.Draft{Rows: []int{i + 1}, Customer: c}
	}
	return all
}

// Refused rows in the middle of a great import leave no trace: the ids are
// without gaps, the figures and the index are right, and one undo takes all back.
func TestImportWithRefusedRowsAmongMany(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	n := 3000
	s, b := openBook(t)
	progress := 0
	r := must[model.ImportReport](t)(b.Import(t.Context(), sequence(customerRows(n)), ImportOptions{Progress: func(rows int) { progress = rows }}))
	if r.Rows != n || r.New != n*8/10 || r.Rejected != n/10 || r.Duplicate+r.Same != n/10 || r.Rejects.Len() != n/10 || progress != n {
		t.Errorf("report %+v, progress %d", r, progress)
	}
	changes := must[[]model.Change](t)(b.Changes(t.Context(), r.ChangeSet, 0))
	if len(changes) != 1 || changes[0].ID != 1 || changes[0].Last != int64(n)*8/10 {
		t.Errorf("changes %+v", changes)
	}
	for _, l := range must[[]model.Level](t)(b.Levels(t.Context())) {
		if l.Key == "refused" || l.Key == "skipped" {
			t.Errorf("level %q of a row that was not written", l.Key)
		}
	}
	sound(t, s)
	last := fmt.Sprint("客户", n-1)
	if got := names(t, b, last); !slices.Equal(got, []string{last}) {
		t.Errorf("found %v", got)
	}
	undo(t, b, r.ChangeSet)
	sound(t, s)
	if got := names(t, b, ""); len(got) != 0 {
		t.Errorf("%d customers after the undo", len(got))
	}
}

// A bulk write that ends in the middle leaves the book as it was, with its
// indexes, and does not go on reading behind the caller's back.
func TestBulkWriteThatEndsEarly(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken file")
	ctx, cancel := context.WithCancel(t.Context())
	stopAt500 := func(rows int) {
		if rows == 500 {
			cancel()
		}
	}
	ended := false
	rows := func(last error) iter.Seq2[model.Draft, error] {
		return func(yield func(model.Draft, error) bool) {
			defer func() { ended = true }()
			for _, d := range customerRows(1000) {
				if !yield(d, nil) {
					return
				}
			}
			yield(model.Draft{}, last)
		}
	}
	bundles := func(yield func(Bundle) bool) {
		defer func() { ended = true }()
		for bundle := range strangers(1000) {
			if !yield(bundle) {
				return
			}
		}
		yield(Bundle{Customer: &model.Customer{}})
	}
	for name, write := range map[string]func(*Book) error{
		"error of the sequence": func(b *Book) error {
			_, err := b.Import(t.Context(), rows(broken), ImportOptions{})
			return err
		},
		"end of the context": func(b *Book) error {
			_, err := b.Import(ctx, rows(nil), ImportOptions{Progress: stopAt500})
			return err
		},
		"refused bundle": func(b *Book) error {
			_, err := b.Fill(t.Context(), bundles, nil)
			return err
		},
	} {
		s, b := openBook(t)
		before := schema(t, s)
		ended = false
		if err := write(b); err == nil || !ended {
			t.Errorf("%s: error %v, the sequence has ended: %v", name, err, ended)
		}
		if n := must[int](t)(b.HistoryCount(t.Context())); n != 0 || len(names(t, b, "")) != 0 {
			t.Errorf("%s: %d change sets", name, n)
		}
		if schema(t, s) != before {
			t.Errorf("%s: the schema is another", name)
		}
		sound(t, s)
	}
}

// schema returns all statements that make the book's tables and indexes.
func schema(t testing.TB, s *Store) (all string) {
	t.Helper()
	if err := s.reader.QueryRow("SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_master ORDER BY name)").Scan(&all); err != nil {
		t.Fatal(err)
	}
	return all
}

// A filled book has the schema, and the figures, of one that was typed in.
func TestFillAddsUpAsSaving(t *testing.T) {
	t.Parallel()
	filled, saved := Bundle{Customer: zhang()}, zhang()
	for i, currency := range []model.Currency{"CNY", "USD", "EUR", "CNY"} {
		p := *purchase(0, int64(100*i+50))
		p.Currency, p.Date = currency, model.DateOf(testNow.AddDate(0, -i, 0))
		if i == 3 {
			p.Status = model.StatusOpen
		}
		filled.Purchases = append(filled.Purchases, p)
	}
	filled.Interactions = []model.Interaction{*contact(0, "询价"), *contact(0, "again")}
	filled.Interactions[0].At = testNow.Add(-time.Hour)

	typed, b := openBook(t)
	save(t, b, saved)
	for _, p := range filled.Purchases {
		p.CustomerID = saved.ID
		save(t, b, &p)
	}
	for _, i := range filled.Interactions {
		i.CustomerID = saved.ID
		save(t, b, &i)
	}
	bulk, other := openBook(t)
	must[*model.ChangeSet](t)(other.Fill(t.Context(), slices.Values([]Bundle{filled}), nil))
	if got, want := figuresOf(t, bulk), figuresOf(t, typed); got != want {
		t.Errorf("filled %+v, typed %+v", got, want)
	}
	if schema(t, bulk) != schema(t, typed) {
		t.Error("the schema of a filled book is another")
	}
	sound(t, bulk)
}

func figuresOf(t testing.TB, s *Store) (f standing) {
	t.Helper()
	err := s.inTx(t.Context(), func(tx *tx) (err error) {
		f, _, _, err = tx.standing(1)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A panic of a sequence comes out where its values are taken.
func TestAheadPassesPanicsOn(t *testing.T) {
	t.Parallel()
	defer func() {
		if got := recover(); got != "no paper" {
			t.Errorf("panic %v", got)
		}
	}()
	values := func(yield func(int) bool) {
		for i := range 100 {
			yield(i)
		}
		panic("no paper")
	}
	want := 0
	for got := range ahead(values, func(n int) int { return 2 * n }) {
		if got != 2*want {
			t.Fatalf("value %d is %d", want, got)
		}
		want++
	}
	t.Error("no panic")
}
