package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kehu/internal/race"
	"kehu/model"
	"kehu/model/pinyin"
	"kehu/query"
)

// Texts of fields are found wherever a part of them stands, as the text itself says:
// the list, the count, another order and the opposite agree with it.
func TestFieldsContainTexts(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	s, b := openBook(t)
	r := rand.New(rand.NewPCG(1, 2))
	contents := map[string]string{} // by name
	n := 100
	for i := range n {
		c, text := person(fmt.Sprintf("c%03d", i)), someText(r)
		c.Notes = text
		save(t, b, c)
		entry := contact(c.ID, someText(r))
		save(t, b, entry, contact(c.ID, "Ünïted 说明"))
		contents[c.Name+" notes"], contents[c.Name+" content"] = text, entry.Content+"\x00Ünïted 说明"
	}
	for range 120 {
		runes := []rune(someText(r))
		at := r.IntN(len(runes))
		part := strings.TrimSpace(string(runes[at:min(len(runes), at+1+r.IntN(4))]))
		if part == "" {
			continue
		}
		for _, field := range []string{"content", "notes"} {
			var want []string
			for i := range n {
				if name := fmt.Sprintf("c%03d", i); HasText(contents[name+" "+field], pinyin.Fold(part)) {
					want = append(want, name)
				}
			}
			contains := field + ":" + query.Quote(part)
			if got := names(t, b, contains+" sort:name"); !slices.Equal(got, want) {
				t.Fatalf("%s finds %v, want %v", contains, got, want)
			}
			for text, want := range map[string]int{contains: len(want), "-" + contains: n - len(want), contains + " OR name:c00": -1} {
				found := len(names(t, b, text))
				count := counts(t, b, text)
				if want >= 0 && found != want || count != found {
					t.Fatalf("%s finds %d and counts %d, want %d", text, found, count, want)
				}
			}
		}
	}
	sound(t, s)
}

// someText returns a few words of Chinese, Latin and other letters, often the same.
func someText(r *rand.Rand) string {
	parts := []string{"报价", "发票已寄", "报", "invoice", "Invoices", "in", "A4纸", "café", "CAFÉ", "カタログ", "，", " ", " ", "50%", "_x", "陳大文", "x报价y"}
	var b strings.Builder
	b.WriteString(parts[r.IntN(7)])
	for range r.IntN(6) {
		b.WriteString(parts[r.IntN(len(parts))])
	}
	return b.String()
}

// Contact entries are found by their words, and buyers by what they bought, as long
// as entry and purchase are in the book.
func TestRecordsOfCustomersAreFound(t *testing.T) {
	race.Skip(t)
	s, b := openBook(t)
	a := zhang()
	save(t, b, a, person("Ann"))
	entry, order := contact(a.ID, "询问碎纸机的报价, Café visit"), purchase(a.ID, 100)
	find := func(step string, want bool, texts ...string) {
		t.Helper()
		for _, text := range texts {
			if got := len(names(t, b, text)) == 1; got != want {
				t.Errorf("%s: %q finds Zhang: %v", step, text, got)
			}
			if n := counts(t, b, text); (n == 1) != want {
				t.Errorf("%s: %q counts %d", step, text, n)
			}
		}
	}
	contents := []string{"碎纸机", "cafe", "content:报价", "content:碎纸机", "content:visi", `"café visit"`, "张伟 询问", "content:价 content:vis"}
	products := []string{"bought:A4", "买过:纸", "bought:a4纸", "bought:=A4纸"}
	find("before", false, append(contents, products...)...)
	save(t, b, entry)
	find("a contact", true, contents...)
	save(t, b, order)
	find("a purchase", true, products...)
	entry.Content = "别的"
	save(t, b, entry)
	find("edited", false, contents...)
	find("edited", true, "content:别", "别的")
	undo(t, b, 0)
	find("undone", true, contents...)
	order.Items[0].Product = "笔"
	save(t, b, order)
	find("another product", false, products...)
	find("another product", true, "bought:笔")
	undo(t, b, 0)
	for _, ref := range []model.Ref{{Kind: model.KindInteraction, ID: entry.ID}, {Kind: model.KindPurchase, ID: order.ID}} {
		must[*model.ChangeSet](t)(b.Bin(t.Context(), ref))
	}
	find("binned", false, append(contents, products...)...)
	undo(t, b, 0)
	undo(t, b, 0)
	must[*model.ChangeSet](t)(b.Bin(t.Context(), customerRef(a.ID)))
	find("the customer binned", false, append(contents, products...)...)
	find("in the bin", true, "is:binned content:报价", `is:binned "café visit"`)
	undo(t, b, 0)
	find("and back", true, append(contents, products...)...)
	sound(t, s)
}

// More products than an expression names are found all the same.
func TestManyProductsOfOneName(t *testing.T) {
	race.Skip(t)
	_, b := openBook(t)
	const n = mostProducts + 20
	for i := range n {
		c := person(fmt.Sprint("c", i))
		save(t, b, c)
		order := purchase(c.ID, 100)
		order.OrderNo, order.Items[0].Product = fmt.Sprint("SO", i), fmt.Sprintf("Pen %03d", i)
		save(t, b, order)
	}
	for text, want := range map[string]int{"bought:pen": n, `bought:"pen 00"`: 10, "-bought:pen": 0, "bought:pen c1": 11, "bought:pen sort:name": n, "bought:ink": 0} {
		found := len(names(t, b, text))
		if count := counts(t, b, text); found != want || count != want {
			t.Errorf("%s finds %d and counts %d, want %d", text, found, count, want)
		}
	}
}

// counts returns how many customers a query counts, exactly.
func counts(t *testing.T, b *Book, text string) int {
	t.Helper()
	n, exact, err := b.Count(t.Context(), parse(t, b, text), 0)
	if err != nil || !exact {
		t.Fatalf("count of %s: %v, %v", text, exact, err)
	}
	return n
}
