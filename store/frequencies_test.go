package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"kehu/model"
	"kehu/query"
)

// frequenciesOf writes what Frequencies counts, such as "上海 2 CNY 30.00".
func frequenciesOf(t testing.TB, b *Book, text, field string, limit int) (lines []string, distinct int) {
	t.Helper()
	list, distinct, err := b.Frequencies(t.Context(), parse(t, b, text), fieldOf(t, b, field), limit)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range list {
		line := fmt.Sprintf("%s %d", one.Value, one.Count)
		for _, m := range one.Spent {
			line += " " + m.String()
		}
		lines = append(lines, line)
	}
	return lines, distinct
}

func fieldOf(t testing.TB, b *Book, key string) *query.Field {
	t.Helper()
	f := must[*query.Catalogue](t)(b.Catalogue(t.Context())).Field(key)
	if f == nil {
		t.Fatalf("no field %s", key)
	}
	return f
}

// countedBook has customers to be counted.
func countedBook(t testing.TB) *Book {
	t.Helper()
	s, b := openBook(t)
	born := func(text string) model.Birthday { return must[model.Birthday](t)(model.ParseBirthday(text, testNow)) }
	rated := func(i *model.Interaction, rating int64) *model.Interaction { i.Rating = rating; return i }
	save(t, b, zhang(),
		&model.Customer{Kind: model.PersonKind, Name: "Ann", Level: model.LevelVIP, Address: model.Address{City: "上海"}, Tags: []string{"press", "老客户"},
			Birthday:      born("1990-11-22"),
			ContactPoints: []model.ContactPoint{{Kind: model.ContactPhone, Value: "1001"}, {Kind: model.ContactFax, Value: "1001"}}},
		&model.Customer{Kind: model.CompanyKind, Name: "North Lake", Address: model.Address{City: "BERLIN"}, Tags: []string{"PRESS"}, Birthday: born("1990-11-21")},
		&model.Customer{Kind: model.CompanyKind, Name: "South Lake", Address: model.Address{City: "Berlin"}},
		&model.Customer{Kind: model.PersonKind, Name: "Nobody"},
		&model.Customer{Kind: model.PersonKind, Name: "Gone", Address: model.Address{City: "上海"}, Tags: []string{"gone"}})
	paper, dollars := purchase(1, 1000), purchase(2, 500)
	paper.Items = append(paper.Items, paper.Items[0])
	dollars.Currency = "USD"
	save(t, b, paper, purchase(1, 200), dollars, purchase(3, 300))
	save(t, b, rated(contact(1, "a"), 5), rated(contact(1, "b"), 5), rated(contact(2, "c"), 3))
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: 6}))
	setCreated(t, s, 4, time.Date(2026, 2, 28, 23, 30, 0, 0, time.UTC))
	return b
}

// setCreated dates a customer back, which only imports do otherwise.
func setCreated(t testing.TB, s *Store, id int64, at time.Time) {
	t.Helper()
	if _, err := s.writer.ExecContext(t.Context(), "UPDATE customers SET created = ? WHERE id = ?", at.Unix(), id); err != nil {
		t.Fatal(err)
	}
}

func TestFrequencies(t *testing.T) {
	t.Parallel()
	b := countedBook(t)
	for _, test := range []struct {
		query, field string
		want         []string
	}{
		{"", "city", []string{"BERLIN 2 CNY 3.00", "上海 2 CNY 12.00 USD 5.00", " 1"}},
		{"", "kind", []string{"person 3 CNY 12.00 USD 5.00", "company 2 CNY 3.00"}},
		{"", "level", []string{" 3 CNY 3.00", "vip 2 CNY 12.00 USD 5.00"}},
		{"", "tag", []string{" 2", "PRESS 2 CNY 3.00 USD 5.00", "老客户 2 CNY 12.00 USD 5.00"}},
		{"", "phone", []string{" 3 CNY 3.00", "1001 1 USD 5.00", "138 0013 8000 1 CNY 12.00"}},
		{"", "bought", []string{"A4纸 3 CNY 15.00 USD 5.00", " 2"}},
		{"", "rating", []string{" 3 CNY 3.00", "3 1 USD 5.00", "5 1 CNY 12.00"}},
		{"", "orders", []string{"0 2", "1 2 CNY 3.00 USD 5.00", "2 1 CNY 12.00"}},
		{"", "age", []string{" 3 CNY 12.00", "35 1 USD 5.00", "36 1 CNY 3.00"}},
		{"", "last_purchase", []string{"2026-11 3 CNY 15.00 USD 5.00", " 2"}},
		{"", "created", []string{"2026-11 4 CNY 15.00 USD 5.00", "2026-02 1"}},
		{"", "last_contact", []string{" 3 CNY 3.00", "2026-11 2 CNY 12.00 USD 5.00"}},
		{"", "next", []string{" 5 CNY 15.00 USD 5.00"}},
		{"lake", "city", []string{"BERLIN 2 CNY 3.00"}},
		{"lake kind:company", "tag", []string{" 1", "PRESS 1 CNY 3.00"}},
		{"level:vip", "tag", []string{"老客户 2 CNY 12.00 USD 5.00", "press 1 USD 5.00"}},
		{"is:binned", "tag", []string{"gone 1"}},
		{"nobody city:x", "city", nil},
		{"nobody city:x", "tag", nil},
	} {
		got, distinct := frequenciesOf(t, b, test.query, test.field, 0)
		if !slices.Equal(got, test.want) || distinct != len(test.want) {
			t.Errorf("%q by %s: %d %q\nwant %q", test.query, test.field, distinct, got, test.want)
		}
	}
}

// A value narrows to as many customers as it was counted for.
func TestFrequenciesAgreeWithQueries(t *testing.T) {
	t.Parallel()
	b := countedBook(t)
	for _, key := range []string{"name", "company", "city", "kind", "level", "tag", "email", "bought", "rating", "orders", "age", "created", "updated",
		"last_purchase", "last_contact", "last"} {
		f := fieldOf(t, b, key)
		list, _, err := b.Frequencies(t.Context(), query.Query{}, f, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range list {
			node := query.EqualTo(f, one.Value)
			if one.Value == "" {
				node = query.No{Field: f}
			}
			q := query.Query{Where: node}.String()
			if n, _, err := b.Count(t.Context(), parse(t, b, q), 0); err != nil || n != one.Count {
				t.Errorf("%s: %d, %v; counted %d", q, n, err, one.Count)
			}
		}
	}
}

func TestFrequenciesLimit(t *testing.T) {
	t.Parallel()
	b := countedBook(t)
	for field, want := range map[string][]string{"city": {"BERLIN 2 CNY 3.00"}, "rating": {" 3 CNY 3.00"}} {
		if got, distinct := frequenciesOf(t, b, "", field, 1); !slices.Equal(got, want) || distinct != 3 {
			t.Errorf("%s: %q of %d, want %q of 3", field, got, distinct, want)
		}
	}
}

// Months are those of the reader's clock, summer time included.
func TestFrequenciesByTheClockOfTheReader(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	for id, at := range []time.Time{
		time.Date(2026, 2, 28, 23, 30, 0, 0, time.UTC),  // 1 March in winter time
		time.Date(2026, 6, 30, 22, 30, 0, 0, time.UTC),  // 1 July in summer time
		time.Date(2026, 10, 31, 22, 30, 0, 0, time.UTC), // 31 October in winter time
		time.Date(1985, 6, 30, 22, 30, 0, 0, time.UTC),  // 1 July
	} {
		save(t, b, &model.Customer{Kind: model.PersonKind, Name: "Ann"})
		setCreated(t, s, int64(id)+1, at)
	}
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no time zones here:", err)
	}
	s.now = func() time.Time { return testNow.In(zone) }
	want := []string{"1985-07 1", "2026-03 1", "2026-07 1", "2026-10 1"}
	if got, _ := frequenciesOf(t, b, "", "created", 0); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestNotCountable(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	for _, key := range []string{"notes", "preferences", "address", "content", "spent", "birthday", "id"} {
		_, _, err := b.Frequencies(t.Context(), query.Query{}, fieldOf(t, b, key), 0)
		var p *model.Problem
		if !errors.As(err, &p) || p.Code != "not_countable" {
			t.Errorf("%s: %v", key, err)
		}
	}
}

func TestValues(t *testing.T) {
	t.Parallel()
	b := countedBook(t)
	for _, test := range []struct {
		field, prefix string
		want          []string
	}{
		{"city", "", []string{"BERLIN", "上海"}},
		{"city", "ber", []string{"BERLIN"}},
		{"city", "%", nil},
		{"tag", "", []string{"PRESS", "老客户"}}, // the tag of the customer in the bin is not there
		{"tags", "老", []string{"老客户"}},
		{"level", "", []string{"vip"}},
		{"name", "", []string{"Nobody", "South Lake", "North Lake", "Ann", "张伟"}},
		{"phone", "138", []string{"138 0013 8000"}},
		{"phone", "", []string{"1001", "138 0013 8000"}},
		{"bought", "a", []string{"A4纸"}},
		{"notes", "", nil},
	} {
		got, err := b.Values(t.Context(), test.field, test.prefix, 0)
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%s %q: %q, %v; want %q", test.field, test.prefix, got, err, test.want)
		}
	}
	if got, err := b.Values(t.Context(), "city", "", 1); err != nil || !slices.Equal(got, []string{"BERLIN"}) {
		t.Errorf("one city: %q, %v", got, err)
	}
}

// BenchmarkFrequencies counts the values of the whole book.
func BenchmarkFrequencies(b *testing.B) {
	_, book := demoBook(b, benchCustomers)
	for _, field := range []string{"city", "level", "tag", "phone", "bought", "created"} {
		f := fieldOf(b, book, field)
		b.Run(field, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := book.Frequencies(b.Context(), query.Query{}, f, 100); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkValues(b *testing.B) {
	_, book := demoBook(b, benchCustomers)
	for _, field := range []string{"city", "company", "tag", "title", "name", "phone", "bought", "payment"} {
		b.Run(field, func(b *testing.B) {
			for b.Loop() {
				if _, err := book.Values(b.Context(), field, "", 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Whatever the catalogue lets people sort by, the store sorts.
func TestFieldsAreSortedWhereTheyMayBe(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	for _, f := range must[*query.Catalogue](t)(b.Catalogue(t.Context())).Fields() {
		if f.Unsorted {
			continue
		}
		if _, err := b.Customers(t.Context(), parse(t, b, "sort:"+f.Key), Page{Limit: 1}); err != nil {
			t.Errorf("%s: %v", f.Key, err)
		}
	}
}
