package tui

import (
	"context"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"kehu/model"
	"kehu/model/pinyin"
	"kehu/model/region"
	"kehu/tui/widget"
)

// addressEntries are the parts of an address. The first takes a whole address, which
// is taken apart when one leaves it.
func (s *session) addressEntries(c *model.Customer) []entry[model.Customer] {
	fields := model.CustomerFields()
	street := text(s, fields, c, "street")
	street.Hint, street.Leave = s.t("tui.form.street_hint"), s.takeApart
	es := []entry[model.Customer]{heading[model.Customer](s, "tui.form.address"), street}
	for _, part := range []string{"province", "city", "district"} {
		e := text(s, fields, c, part)
		e.SuggestIn, e.Take = s.placesLike(part), takePlace
		es = append(es, e)
	}
	country := text(s, fields, c, "country")
	country.Suggest = s.bookFirst("country", s.countries)
	return append(es, completed(s, fields, c, "postcode"), country)
}

// addressIn reads the address that stands in a form.
func addressIn(f *widget.Form) model.Address {
	return model.Address{Country: f.Value("country"), Province: f.Value("province"), City: f.Value("city"),
		District: f.Value("district"), Street: f.Value("street"), Postcode: f.Value("postcode")}
}

// takeApart fills the parts of a whole address into the fields that are empty, and
// says what it did: nothing that was typed there changes.
func (s *session) takeApart(f *widget.Form, at widget.Ref) {
	a, _, ok := region.Understand(addressIn(f))
	if !ok {
		f.SetMeaning(at, "")
		return
	}
	texts := map[widget.Ref]string{}
	for key, part := range map[string]string{"country": a.Country, "province": a.Province, "city": a.City, "district": a.District, "street": a.Street, "postcode": a.Postcode} {
		texts[widget.Ref{Key: key}] = part
	}
	f.Fill(texts)
	f.SetMeaning(at, s.t("tui.form.taken_apart", "Parts", placeText(a)))
}

// previewAddress shows below the address what will be taken out of it.
func (s *session) previewAddress(f *widget.Form) {
	street := widget.Ref{Key: "street"}
	if f.Focused() != street {
		return
	}
	note := ""
	if a, _, ok := region.Understand(addressIn(f)); ok {
		note = placeText(a) + " · " + a.Street
	}
	f.SetMeaning(street, strings.TrimSuffix(note, " · "))
}

// placeText names the larger parts of an address one after the other.
func placeText(a model.Address) string {
	return strings.Join(dedupe([]string{a.Province, a.City, a.District, a.Postcode}), " ")
}

// placesLike completes a part of an address, from the book first and then from the
// divisions of China, within what the larger parts say.
func (s *session) placesLike(part string) func(*widget.Form) func(context.Context, string) ([]widget.Option, error) {
	book := s.book
	return func(f *widget.Form) func(context.Context, string) ([]widget.Option, error) {
		within := largerThan(part, addressIn(f))
		return func(ctx context.Context, text string) ([]widget.Option, error) {
			known, err := book.Completions(ctx, part, text, within, suggestions/2)
			options := make([]widget.Option, 0, suggestions)
			for _, v := range known {
				options = append(options, widget.Option{Value: v})
			}
			for _, m := range region.Complete(part, text, within, suggestions+len(known)) {
				options = addPlace(options, m)
			}
			return options[:min(len(options), suggestions)], err
		}
	}
}

// largerThan keeps the parts of an address that hold a part.
func largerThan(part string, a model.Address) model.Address {
	switch part {
	case "province":
		return model.Address{Country: a.Country}
	case "city":
		return model.Address{Country: a.Country, Province: a.Province}
	}
	return model.Address{Country: a.Country, Province: a.Province, City: a.City}
}

// addPlace adds a division unless the book has one of that name; that one gets to
// know where it lies.
func addPlace(options []widget.Option, m region.Match) []widget.Option {
	where := strings.TrimSpace(m.Province + " " + m.City)
	for i := range options {
		if o := &options[i]; o.Value == m.Name && (o.Detail == "" || o.Detail == where) {
			o.Detail = where
			return options
		}
	}
	return append(options, widget.Option{Value: m.Name, Detail: where})
}

// takePlace fills in where a chosen place lies, in fields that are empty.
func takePlace(f *widget.Form, _ widget.Ref, o widget.Option) {
	texts := map[widget.Ref]string{}
	for i, part := range strings.Fields(o.Detail) {
		at := widget.Ref{Key: [...]string{"province", "city"}[i]}
		if f.Text(at) == "" {
			texts[at] = part
		}
	}
	f.Fill(texts)
}

// bookFirst completes from the book, and then from a list that is made when it is
// asked for.
func (s *session) bookFirst(key string, list func() []widget.Option) func(context.Context, string) ([]widget.Option, error) {
	values := s.values(key)
	return func(ctx context.Context, text string) ([]widget.Option, error) {
		options, err := values(ctx, text)
		known := map[string]bool{}
		for _, o := range options {
			known[o.Value] = true
		}
		for _, o := range list() {
			if !known[o.Value] && names(o, strings.TrimSpace(text)) {
				options = append(options, o)
			}
		}
		return options[:min(len(options), suggestions)], err
	}
}

// names reports whether a text begins one of the names of an option.
func names(o widget.Option, text string) bool {
	for name := range strings.SplitSeq(o.Value+"\n"+o.Find, "\n") {
		if from, _, ok := pinyin.Find(name, text); ok && from == 0 {
			return true
		}
	}
	return false
}

// tag is the language of the screen.
func (s *session) tag() (here, other language.Tag) {
	if s.p.Lang() == "zh" {
		return language.Chinese, language.English
	}
	return language.English, language.Chinese
}

// countries are those of ISO 3166 in the language of the screen, found by their
// names in the other one and by their codes as well.
func (s *session) countries() (out []widget.Option) {
	here, other := s.tag()
	for first := 'A'; first <= 'Z'; first++ {
		for second := 'A'; second <= 'Z'; second++ {
			code := string(first) + string(second)
			r, err := language.ParseRegion(code)
			if err != nil || !r.IsCountry() || r.String() != code {
				continue
			}
			if name := display.Regions(here).Name(r); name != "" {
				out = append(out, widget.Option{Value: name, Detail: code, Find: display.Regions(other).Name(r) + "\n" + code})
			}
		}
	}
	return out
}

// spoken are languages in which one writes to customers, the widest first.
const spoken = "zh en ja ko fr de es pt ru ar it vi th id ms hi tr nl pl sv da nb fi cs sk hu ro el uk he fa mn my km lo bn ur ka kk uz bo ug yue"

// languages are the names of languages, found as countries are.
func (s *session) languages() (out []widget.Option) {
	here, other := s.tag()
	for code := range strings.FieldsSeq(spoken) {
		tag := language.Make(code)
		out = append(out, widget.Option{Value: display.Languages(here).Name(tag), Detail: code,
			Find: display.Languages(other).Name(tag) + "\n" + display.Self.Name(tag) + "\n" + code})
	}
	return out
}
