package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"kehu/internal/race"

	"kehu/model"
)

// richCustomer puts a customer with a long history into a book: everything within
// some days, so that many entries share a day and a moment.
func richCustomer(t testing.TB, book *Book, each, days int) *model.Customer {
	t.Helper()
	c := &model.Customer{Kind: model.PersonKind, Name: "张伟"}
	save(t, book, c)
	dice := rand.New(rand.NewPCG(1, 2))
	day := func() model.Date { return model.DateOf(testNow).AddDays(-dice.IntN(days)) }
	moment := func() time.Time {
		return day().Time(time.UTC).Add(time.Duration(dice.IntN(4)) * 6 * time.Hour)
	}
	var records []model.Record
	for i := range each {
		p := &model.Purchase{CustomerID: c.ID, Date: day(), Status: model.StatusPaid, Currency: model.CNY, Total: int64(100 * i),
			Items: []model.Item{{Product: fmt.Sprint("product ", i%40), Quantity: model.NewQuantity(2), UnitPrice: int64(50 * i), Amount: int64(100 * i)}}}
		if i%2 == 0 {
			p.At = moment()
		}
		records = append(records, p, &model.Interaction{CustomerID: c.ID, At: moment(), Channel: model.ChannelPhone,
			Direction: model.DirectionIn, Kind: model.InteractionInquiry, Content: fmt.Sprint("call ", i)})
	}
	for i := range min(each, 30) {
		k := &model.Task{CustomerID: c.ID, Title: fmt.Sprint("call back ", i)}
		if i%3 > 0 {
			k.Due = day()
		}
		if i%5 == 0 {
			k.Done = moment()
		}
		records = append(records, k)
		c.Title = fmt.Sprint("title ", i)
		save(t, book, c)
	}
	save(t, book, records...)
	return c
}

func refs(entries []Entry) []model.Ref {
	out := make([]model.Ref, len(entries))
	for i, e := range entries {
		out[i] = e.Ref()
	}
	return out
}

// Whatever the zone, the kinds and the direction: page after page gives each entry
// once, in one order.
func TestTimelinePagesMeet(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	_, book := openBook(t)
	c := richCustomer(t, book, 60, 12)
	for _, zone := range []*time.Location{time.UTC, time.FixedZone("CST", 8*3600), time.FixedZone("EST", -5*3600)} {
		for _, kinds := range [][]model.Kind{nil, {model.KindPurchase}, {model.KindInteraction, KindEdit}, {model.KindTask}} {
			q := Timeline{Customer: c.ID, Zone: zone, Kinds: kinds}
			all := must[[]Entry](t)(book.Timeline(t.Context(), q))
			for i := 1; i < len(all); i++ {
				if !all[i].At.IsZero() && all[i].At.After(all[i-1].At) && !all[i-1].At.IsZero() {
					t.Fatalf("entry %d is newer than the one above it", i)
				}
			}
			q.Limit = 7
			checkPages(t, book, q, refs(all))
		}
	}
}

func checkPages(t *testing.T, book *Book, q Timeline, want []model.Ref) {
	t.Helper()
	var down, up []model.Ref
	for q := q; ; {
		page := must[[]Entry](t)(book.Timeline(t.Context(), q))
		if len(page) == 0 {
			break
		}
		down = append(down, refs(page)...)
		q.Below = &page[len(page)-1]
		from := must[[]Entry](t)(book.Timeline(t.Context(), Timeline{Customer: q.Customer, Zone: q.Zone, Kinds: q.Kinds, From: q.Below, Limit: 1}))
		if len(from) != 1 || from[0].Ref() != q.Below.Ref() {
			t.Fatalf("a part from %v begins with %v", q.Below.Ref(), refs(from))
		}
	}
	q.Oldest = true
	for {
		page := must[[]Entry](t)(book.Timeline(t.Context(), q))
		if len(page) == 0 {
			break
		}
		up = append(refs(page), up...)
		q.Above, q.Oldest = &page[0], false
	}
	if !slices.Equal(down, want) {
		t.Errorf("zone %v, kinds %v: downward pages give %v, want %v", q.Zone, q.Kinds, down, want)
	}
	if !slices.Equal(up, want) {
		t.Errorf("zone %v, kinds %v: upward pages give %v, want %v", q.Zone, q.Kinds, up, want)
	}
}

func TestTimelineStandsByTheDaysOfTheZone(t *testing.T) {
	t.Parallel()
	_, book := openBook(t)
	c := &model.Customer{Kind: model.PersonKind, Name: "张伟"}
	save(t, book, c)
	day := must[model.Date](t)(model.DateFromISO("2026-03-01"))
	zone := time.FixedZone("EST", -5*3600)
	p := &model.Purchase{CustomerID: c.ID, Date: day, Status: model.StatusPaid, Currency: model.CNY, Total: 100}
	evening := &model.Interaction{CustomerID: c.ID, At: day.Time(zone).Add(-time.Hour), Channel: model.ChannelPhone,
		Direction: model.DirectionIn, Kind: model.InteractionInquiry, Content: "the evening before"}
	someday := &model.Task{CustomerID: c.ID, Title: "some day"}
	save(t, book, p, evening, someday)
	got := must[[]Entry](t)(book.Timeline(t.Context(), Timeline{Customer: c.ID, Zone: zone,
		Kinds: []model.Kind{model.KindPurchase, model.KindInteraction, model.KindTask}}))
	if want := []model.Ref{ref(someday), ref(p), ref(evening)}; !slices.Equal(refs(got), want) {
		t.Fatalf("got %v, want %v", refs(got), want)
	}
	if local := got[1].At.In(zone); model.DateOf(local) != day {
		t.Errorf("the purchase stands at %v, not on its day", local)
	}
	if !got[0].At.IsZero() {
		t.Errorf("a follow-up without a day stands at %v", got[0].At)
	}
	for _, r := range []model.Record{p, evening, someday} {
		e, _ := EntryOf(r, zone)
		from := must[[]Entry](t)(book.Timeline(t.Context(), Timeline{Customer: c.ID, Zone: zone, From: &e, Limit: 1}))
		if len(from) != 1 || from[0].Ref() != e.Ref() {
			t.Errorf("from the entry of %v: %v", e.Ref(), refs(from))
		}
	}
}

func ref(r model.Record) model.Ref { return model.Ref{Kind: r.RecordKind(), ID: r.RecordMeta().ID} }

func TestTimelineTellsWhatWasEdited(t *testing.T) {
	t.Parallel()
	_, book := openBook(t)
	c := &model.Customer{Kind: model.PersonKind, Name: "张伟"}
	save(t, book, c)
	c.Level = model.LevelVIP
	save(t, book, c)
	got := must[[]Entry](t)(book.Timeline(t.Context(), Timeline{Customer: c.ID}))
	if len(got) != 2 {
		t.Fatalf("%d entries, want the change and the creation", len(got))
	}
	if e := got[0].Edit; e.Change.Fields["level"] != [2]string{"", model.LevelVIP} || e.Set.Actor == "" || e.Set.Action != model.ActionEdit {
		t.Errorf("the change is %+v", e)
	}
	if !got[1].Edit.Change.Created {
		t.Errorf("the oldest entry is %+v, want the creation", got[1].Edit)
	}
}

func TestTimelineCounts(t *testing.T) {
	t.Parallel()
	_, book := openBook(t)
	c := richCustomer(t, book, 40, 20)
	got := must[map[model.Kind]int](t)(book.TimelineCounts(t.Context(), c.ID))
	want := map[model.Kind]int{model.KindPurchase: 40, model.KindInteraction: 40, model.KindTask: 30, KindEdit: 31}
	for kind, n := range want {
		if got[kind] != n {
			t.Errorf("%d entries of kind %s, want %d", got[kind], kind, n)
		}
	}
}

func TestMonthsAddUpWhatCounts(t *testing.T) {
	t.Parallel()
	_, book := openBook(t)
	c := &model.Customer{Kind: model.PersonKind, Name: "张伟"}
	save(t, book, c)
	buy := func(day string, status model.Status, currency model.Currency, total int64) {
		save(t, book, &model.Purchase{CustomerID: c.ID, Date: must[model.Date](t)(model.DateFromISO(day)), Status: status, Currency: currency, Total: total})
	}
	buy("2026-03-01", model.StatusPaid, model.CNY, 100)
	buy("2026-03-31", model.StatusDone, model.CNY, 20)
	buy("2026-03-15", model.StatusCancelled, model.CNY, 7)
	buy("2026-03-15", model.StatusPaid, model.EUR, 5)
	buy("2026-02-28", model.StatusPaid, model.CNY, 3)
	got := must[[]Month](t)(book.Months(t.Context(), c.ID))
	want := []Month{{2026, time.March, model.Money{Amount: 120, Currency: model.CNY}, 2},
		{2026, time.March, model.Money{Amount: 5, Currency: model.EUR}, 1},
		{2026, time.February, model.Money{Amount: 3, Currency: model.CNY}, 1}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestOutlook(t *testing.T) {
	t.Parallel()
	_, book := openBook(t)
	phone := func(kind model.ContactKind, value string) []model.ContactPoint {
		return []model.ContactPoint{{Kind: kind, Value: value}}
	}
	c := &model.Customer{Kind: model.PersonKind, Name: "张伟", ContactPoints: phone(model.ContactPhone, "138 0013 8000")}
	same := &model.Customer{Kind: model.PersonKind, Name: "张先生", ContactPoints: phone(model.ContactPhone, "+86 13800138000")}
	fax := &model.Customer{Kind: model.PersonKind, Name: "李雷", ContactPoints: phone(model.ContactFax, "13800138000")}
	gone := &model.Customer{Kind: model.PersonKind, Name: "韩梅梅", ContactPoints: phone(model.ContactPhone, "13800138000")}
	save(t, book, c, same, fax, gone)
	must[*model.ChangeSet](t)(book.Bin(t.Context(), ref(gone)))
	today := model.DateOf(testNow)
	save(t, book, &model.Task{CustomerID: c.ID, Title: "some day"}, &model.Task{CustomerID: c.ID, Title: "late", Due: today.AddDays(-1)},
		&model.Task{CustomerID: c.ID, Title: "today", Due: today}, &model.Task{CustomerID: c.ID, Title: "done", Due: today.AddDays(-5), Done: testNow})
	got := must[Outlook](t)(book.Outlook(t.Context(), c.ID, today))
	if got.Next == nil || got.Next.Title != "late" || got.Overdue != 1 {
		t.Errorf("next is %+v, %d overdue; want the late one", got.Next, got.Overdue)
	}
	if len(got.Doubles) != 1 || got.Doubles[0].ID != same.ID {
		t.Errorf("likely duplicates are %+v, want 张先生 alone", got.Doubles)
	}
}

// BenchmarkCard reads what the card of a customer with 10,000 purchases and 10,000
// contact entries shows, and pages deep in its timeline.
func BenchmarkCard(b *testing.B) {
	_, book := openBook(b)
	c := richCustomer(b, book, 10_000, 3000)
	all := must[[]Entry](b)(book.Timeline(b.Context(), Timeline{Customer: c.ID}))
	middle := &all[len(all)/2]
	run := func(name string, read func() error) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for name, q := range map[string]Timeline{"newest": {}, "oldest": {Oldest: true}, "deep-below": {Below: middle}, "deep-above": {Above: middle},
		"purchases": {Kinds: []model.Kind{model.KindPurchase}, Below: middle}} {
		q.Customer, q.Limit = c.ID, 100
		run(name, func() error { _, err := book.Timeline(b.Context(), q); return err })
	}
	run("customer", func() error { _, err := book.Customer(b.Context(), c.ID); return err })
	run("summary", func() error { _, err := book.Summary(b.Context(), c.ID); return err })
	run("outlook", func() error { _, err := book.Outlook(b.Context(), c.ID, model.DateOf(testNow)); return err })
	run("counts", func() error { _, err := book.TimelineCounts(b.Context(), c.ID); return err })
	run("months", func() error { _, err := book.Months(b.Context(), c.ID); return err })
}
