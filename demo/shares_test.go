package demo

import (
	"strings"
	"testing"
	"unicode/utf8"

	"kehu/model"
)

// census counts what a book holds.
type census map[string]int

func count(s *Sample) census {
	n := make(census)
	for e := range s.Drafts() {
		n.customer(&e)
		n.purchases(&e)
		n.tasks(&e)
	}
	return n
}

// when counts a name once if it is so.
func (n census) when(is bool, name string) {
	if is {
		n[name]++
	}
}

func (n census) customer(e *Entry) {
	c := &e.Customer
	person := c.Kind == model.PersonKind
	phone := c.Main(model.ContactPhone)
	n["customers"]++
	n[c.Level]++
	n.when(c.Language == "zh", "chinese")
	n.when(!person, "companies")
	n.when(person, "persons")
	n.when(person && phone == "", "without phone")
	n.when(c.Name == "" && phone != "", "only a phone")
	n.when(strings.Contains(phone, "*"), "masked")
	n.when(c.Name == "张伟", "张伟")
	n.when(!c.Birthday.IsZero(), "birthdays")
	n.when(!c.Birthday.IsZero() && c.Birthday.Year() == 0, "birthdays without year")
	n.when(strings.HasPrefix(c.Name, "欧阳") && utf8.RuneCountInString(c.Name) > 2, "欧阳")
	n.when(c.Notes != "", "notes")
	n.when(c.Level == model.LevelPotential && len(e.Purchases) > 2, "potential with many orders")
	n.when(len(e.Purchases) >= 20, "twenty orders")
}

func (n census) purchases(e *Entry) {
	for i := range e.Purchases {
		p := &e.Purchases[i]
		n["purchases"]++
		n[string(p.Status)]++
		n[string(p.Currency)]++
		n.when(p.Date.Month() == 2, "February")
		n.when(p.Date.Month() == 11, "November")
	}
}

func (n census) tasks(e *Entry) {
	for i := range e.Tasks {
		t := &e.Tasks[i]
		days := t.Due.DaysSince(model.DateOf(now))
		n["tasks"]++
		n.when(!t.Done.IsZero(), "tasks done")
		n.when(t.Done.IsZero() && !t.Due.IsZero() && days < 0, "tasks overdue")
		n.when(t.Done.IsZero() && !t.Due.IsZero() && days >= 0 && days < 7, "tasks this week")
	}
}

func TestShares(t *testing.T) {
	t.Parallel()
	n := count(New(5, 10_000, now))
	for _, test := range []struct {
		what, of  string
		low, high float64 // percent
	}{
		{"chinese", "customers", 63, 67},
		{"companies", "customers", 23.5, 26.5},
		{model.LevelVIP, "customers", 5, 7},
		{model.LevelRegular, "customers", 52, 56},
		{model.LevelPotential, "customers", 38, 42},
		{"without phone", "persons", 4, 8},
		{"only a phone", "persons", 0.3, 2},
		{"masked", "persons", 0.2, 2},
		{"birthdays", "persons", 40, 48},
		{"birthdays without year", "birthdays", 18, 26},
		{"张伟", "customers", 0.02, 0.5},
		{"欧阳", "customers", 0.01, 0.3},
		{"notes", "customers", 50, 60},
		{"potential with many orders", model.LevelPotential, 0, 2},
		{"twenty orders", "customers", 2, 8},
		{string(model.StatusDone), "purchases", 90, 97},
		{string(model.StatusOpen), "purchases", 0.05, 2},
		{string(model.StatusCancelled), "purchases", 1, 4},
		{string(model.StatusRefunded), "purchases", 0.5, 3},
		{string(model.CNY), "purchases", 60, 75},
		{string(model.EUR), "purchases", 5, 15},
		{string(model.JPY), "purchases", 2, 6},
		{"February", "purchases", 2.5, 6},
		{"November", "purchases", 9, 15},
		{"tasks", "customers", 25, 35},
		{"tasks done", "tasks", 20, 32},
		{"tasks overdue", "tasks", 15, 25},
		{"tasks this week", "tasks", 25, 35},
	} {
		if share := 100 * float64(n[test.what]) / float64(n[test.of]); share < test.low || share > test.high {
			t.Errorf("%s: %.2f %% of %s, want %v to %v", test.what, share, test.of, test.low, test.high)
		}
	}
}

// TestPhones finds the numbers that another customer has too: those of people
// entered twice, at half a per cent, and no others. Nearly all must be numbers
// that the model can place; a foreign one without its country code is not.
func TestPhones(t *testing.T) {
	t.Parallel()
	total, placed := 0, 0
	owner := make(map[string]string)
	twice := 0
	for e := range New(4, 3000, now).Drafts() {
		for _, p := range e.Customer.ContactPoints {
			if p.Kind != model.ContactPhone {
				continue
			}
			total++
			normal := p.Normal("CN")
			if normal == "" {
				continue
			}
			placed++
			if name, seen := owner[normal]; seen {
				twice++
				if name != e.Customer.Name {
					t.Errorf("%s belongs to %q and %q", p.Value, name, e.Customer.Name)
				}
			}
			owner[normal] = e.Customer.Name
		}
	}
	if twice < 5 || twice > 30 {
		t.Errorf("%d of 3,000 customers entered twice, want about 15", twice)
	}
	if placed*100 < total*92 {
		t.Errorf("the model places %d of %d phones", placed, total)
	}
}

func TestMailGoesToExampleDomains(t *testing.T) {
	t.Parallel()
	for e := range New(6, 1000, now).Drafts() {
		for _, p := range e.Customer.ContactPoints {
			if p.Kind != model.ContactEmail {
				continue
			}
			_, domain, _ := strings.Cut(p.Value, "@")
			if _, rest, _ := strings.Cut("."+domain, ".example."); rest != "com" && rest != "org" && rest != "net" && rest != "cn" {
				t.Errorf("mail to %s", p.Value)
			}
		}
	}
}

func TestShort(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ sku, name, want string }{
		{"OF-105", "中性笔 0.5mm（12支/盒）", "中性笔"},
		{"OF-101", "A4纸 80g（5包/箱）", "A4纸"},
		{"TE-402", "武夷岩茶大红袍 礼盒", "武夷岩茶大红袍"},
		{"OF-105", "Gel pens 0.5 mm, box of 12", "gel pens"},
		{"OF-101", "A4 paper 80 g, box of 5", "A4 paper"},
		{"EL-304", "USB stick 64 GB", "USB stick"},
		{"EL-302", "27-inch monitor", "27-inch monitor"},
		{"TE-401", "Longjing tea 250 g", "Longjing tea"},
	} {
		if got := short(test.sku, test.name); got != test.want {
			t.Errorf("short(%q) = %q, want %q", test.name, got, test.want)
		}
	}
}

// TestWordsHaveLatinLetters guards the lists that addresses are made from.
func TestWordsHaveLatinLetters(t *testing.T) {
	t.Parallel()
	l := newLexicon()
	check := func(list []word) {
		for _, w := range list {
			if w.latin == "" || strings.Trim(w.latin, "abcdefghijklmnopqrstuvwxyz") != "" {
				t.Errorf("%s has the Latin letters %q", w.text, w.latin)
			}
		}
	}
	check(l.surnames)
	for _, g := range l.given {
		for _, n := range g {
			check(n.whole)
			check(n.first)
			check(n.second)
		}
	}
	for _, n := range l.nations {
		check(n.male)
		check(n.female)
		check(n.family)
	}
}

// TestCatalogue guards the tables: prices in every currency, SKUs once, phones
// written at home and abroad with the same digits.
func TestCatalogue(t *testing.T) {
	t.Parallel()
	seen := make(map[string]bool)
	for _, shelf := range catalogue {
		for _, p := range shelf {
			if seen[p.sku] || p.pack <= 0 {
				t.Errorf("%+v: SKU twice or no pack", p)
			}
			seen[p.sku] = true
			for c := range tariffs {
				if p.in(c) <= 0 {
					t.Errorf("%s: no price in %s", p.sku, c)
				}
			}
		}
	}
	for _, n := range nations {
		if _, ok := tariffs[n.currency]; !ok || len(n.phones) != len(n.local) {
			t.Errorf("%s: currency or phones", n.country)
		}
		for i := range n.phones {
			if a, b := strings.Count(n.phones[i], "#"), strings.Count(n.local[i], "#"); a != b {
				t.Errorf("%s: %q and %q", n.country, n.phones[i], n.local[i])
			}
		}
	}
}
