package exchange

import (
	"cmp"
	"errors"
	"slices"
	"sort"
	"strings"

	"kehu/model"
	"kehu/query"
)

// mapColumns sets the field of each column and returns the kind of the file.
// What the person says comes first, then the words of the heading, then what
// the cells look like.
func mapColumns(columns []Column, sample []row, o Options) (Kind, error) {
	headings := make([]heading, len(columns))
	for i, c := range columns {
		headings[i] = readHeading(c.Heading)
		columns[i].folded = headings[i].folded
		if c.Field == "" {
			columns[i].Label = headings[i].label
		}
	}
	kind := o.As
	if kind == "" {
		kind = kindOf(headings, o.Map)
	}
	m := mapper{options: o, kind: kind, columns: columns, headings: headings, taken: map[string]int{}, preset: map[string]int{}}
	for i, c := range columns {
		if c.Field != "" && c.person == 0 {
			m.take(i, c.Field, c.Sure)
			m.preset[c.Field] = i
		}
	}
	if err := errors.Join(m.bySaying(o.Map), m.byPlace(o.MapAt)); err != nil {
		return "", err
	}
	m.byWords(sample)
	m.byLooks(sample)
	for i, c := range columns {
		if !isContact(c.Field) {
			columns[i].Label = ""
		}
	}
	return kind, nil
}

// kindOf tells what the rows are from the fields that only one kind has.
func kindOf(headings []heading, said map[string]string) Kind {
	fields := func(kind Kind) map[string]bool {
		found := map[string]bool{}
		for _, h := range headings {
			s, ok := h.sense(kind)
			if c, _ := h.sense(Customers); ok && (kind != Interactions || c.field != "notes") { // any list has notes
				found[s.field] = true
			}
		}
		for _, f := range said {
			found[f] = true
		}
		return found
	}
	p, i := fields(Purchases), fields(Interactions)
	money := p["total"] || p["order_total"] || p["unit_price"] || p["amount"]
	switch {
	case p["order_no"] && (p["date"] || money || p["product"]), money && (p["date"] || p["product"] || p["order_key"] && p["quantity"]):
		return Purchases
	case i["content"] && (i["at"] && !hasContacts(i) || i["channel"] && i["feedback"]), i["at"] && (i["feedback"] || i["rating"]):
		return Interactions
	}
	return Customers
}

// hasContacts reports whether a file tells more of its customers than whom it
// means: it is a list of customers with notes then.
func hasContacts(fields map[string]bool) bool {
	return fields["company"] && (fields["email"] || fields["phone"]) || fields["street"] || fields["city"] || fields["birthday"]
}

// A mapper gives fields to columns.
type mapper struct {
	options  Options
	kind     Kind
	columns  []Column
	headings []heading
	taken    map[string]int // field → the first column that fills it
	preset   map[string]int // field → the column that fills it in files of its format or source
}

// bySaying follows the person. The error is the Problem map_heading_unknown or
// map_field_unknown, with the nearest word that would do.
func (m *mapper) bySaying(said map[string]string) error {
	names := make([]string, 0, len(said))
	for name := range said {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		i := m.columnNamed(name)
		if i < 0 {
			return model.NewProblem(model.Invalid, "map_heading_unknown", "Value", name,
				"Nearest", query.Nearest(name, headingsOf(m.columns)), "Headings", listed(m.columns))
		}
		if err := m.say(i, said[name]); err != nil {
			return err
		}
	}
	return nil
}

// byPlace follows the person where the columns go by their places.
func (m *mapper) byPlace(said map[int]string) error {
	for i, c := range m.columns {
		name, is := said[c.Index]
		if !is {
			continue
		}
		if err := m.say(i, name); err != nil {
			return err
		}
	}
	return nil
}

// means reports whether the heading of a column is a word for a field.
func (m *mapper) means(i int, field string) bool {
	s, ok := m.headings[i].sense(m.kind)
	return ok && s.field == field
}

// inNotes is the word for the notes with the heading before the text.
const inNotes = "+"

// say gives a column the field that the person names.
func (m *mapper) say(i int, name string) error {
	c := &m.columns[i]
	c.noted = ""
	if name == inNotes {
		name, c.noted = "notes", c.Heading
	}
	field, err := m.options.fieldNamed(m.kind, name)
	if err != nil {
		return err
	}
	if field == "" {
		c.Ignored, c.Field = true, ""
		return nil
	}
	if key, ok := m.options.customNamed(m.headings[i]); ok && field == NewField {
		field = key
	}
	if field == "notes" && !m.means(i, field) {
		c.toNotes(m.kind)
		c.Ignored = false
		return nil
	}
	if other, ok := m.preset[field]; ok && other != i && !isMany(field) {
		m.columns[other].Field = ""
	}
	c.Ignored = false
	m.take(i, field, true)
	return nil
}

// columnNamed finds a column by its heading, or by the heading's folded form.
func (m *mapper) columnNamed(name string) int {
	for i, c := range m.columns {
		if c.Heading == name {
			return i
		}
	}
	if folded := foldHeading(name); folded != "" {
		return slices.IndexFunc(m.headings, func(h heading) bool { return h.folded == folded })
	}
	return -1
}

// fieldNamed finds a field by its key or by a word for it; "" and "-" are none.
func (o Options) fieldNamed(kind Kind, name string) (string, error) {
	if name == "" || name == "-" {
		return "", nil
	}
	if name == NewField {
		return name, nil
	}
	if key, ok := o.customNamed(readHeading(name)); ok {
		return key, nil
	}
	fields := FieldKeys(kind)
	for _, f := range o.Custom {
		fields = append(fields, f.Key)
	}
	if slices.Contains(fields, name) {
		return name, nil
	}
	if s, ok := readHeading(name).sense(kind); ok && slices.Contains(fields, s.field) {
		return s.field, nil
	}
	return "", model.NewProblem(model.Invalid, "map_field_unknown", "Value", name,
		"Nearest", query.Nearest(name, fields), "Fields", strings.Join(fields, ", "))
}

// byWords gives each field to the column whose heading fits it best, and those
// that can be filled by many to all of their columns. Numbers are no names of
// colleagues, but the keys that another program has for them: left to the person.
func (m *mapper) byWords(sample []row) {
	type bid struct {
		column int
		sense
	}
	var bids []bid
	for i, c := range m.columns {
		if key, ok := m.options.customNamed(m.headings[i]); ok && c.Field == "" && !c.Ignored {
			bids = append(bids, bid{i, sense{key, ownRank}})
			continue
		}
		s, ok := m.headings[i].sense(m.kind)
		if !ok || c.Field != "" || c.Ignored || isColleague(s.field) && looksOf(c.Index, sample) == "number" {
			continue
		}
		bids = append(bids, bid{i, s})
	}
	slices.SortStableFunc(bids, func(a, b bid) int { return cmp.Compare(a.rank, b.rank) })
	for _, b := range bids {
		m.bid(b.column, b.field)
	}
}

// ownRank is how well the label of a field of the user's own fits: better than
// any word.
const ownRank = -1

// isColleague reports whether a field names one of our own people.
func isColleague(field string) bool { return field == "owner" || field == "author" }

func (m *mapper) bid(i int, field string) {
	first, taken := m.taken[field]
	switch {
	case field == "ignore":
		m.columns[i].Ignored = true
	case !taken, m.joins(field, first, i):
		m.take(i, field, true)
	case field == "name" && m.headings[i].names(contactPersons):
		m.bid(i, "person")
	case field == "name" && m.headings[i].names(customersThemselves) && m.headings[first].names(plainNames) && !m.has("company"):
		m.take(first, "person", true)
		m.taken[field] = i
		m.take(i, field, true)
	}
}

// joins reports whether a further column fills a field too. Discounts add up only where
// none of them is the sum of the others.
func (m *mapper) joins(field string, first, i int) bool {
	switch {
	case field == "discount":
		return m.headings[first].isDiscountPart() && m.headings[i].isDiscountPart()
	case isContact(field):
		return true
	}
	return isMany(field) && m.columns[first].Label == m.columns[i].Label
}

func (h heading) isDiscountPart() bool {
	return slices.Contains(strings.Fields(discountParts), h.bare)
}

// has reports whether a column is about a field.
func (m *mapper) has(field string) bool {
	return slices.ContainsFunc(m.headings, func(h heading) bool { s, ok := h.sense(m.kind); return ok && s.field == field })
}

// contactPersons head the columns of somebody at a company, where another
// column has the customer's own name.
var contactPersons = []string{"联系人", "联系人姓名", "联络人", "contactperson", "contact", "contactname", "person"}

// plainNames head the names of people, who are contact persons where another column
// has customers themselves.
var (
	plainNames          = []string{"姓名", "名字", "name", "fullname"}
	customersThemselves = []string{"客户名称", "客户", "客户名", "客户全称", "客户单位", "customer", "customername", "client", "clientname"}
)

func (h heading) names(words []string) bool { return slices.Contains(words, h.word) }

func (m *mapper) take(i int, field string, sure bool) {
	if _, taken := m.taken[field]; !taken {
		m.taken[field] = i
	}
	m.columns[i].Field, m.columns[i].Sure = field, sure
}

// byLooks maps the columns whose headings say nothing and whose cells can only
// be one thing; in a file without headings the first words are the name.
func (m *mapper) byLooks(sample []row) {
	wordless := true
	for i, c := range m.columns {
		if wordless = wordless && len(c.Heading) > 0 && c.Heading[0] == '('; c.Field != "" || c.Ignored {
			continue
		}
		if field := looksOf(c.Index, sample); isContact(field) {
			m.take(i, field, false)
		}
	}
	if _, named := m.taken["name"]; !wordless || named {
		return
	}
	for i, c := range m.columns {
		if c.Field == "" && !c.Ignored && looksOf(c.Index, sample) == "words" {
			m.take(i, "name", false)
			return
		}
	}
}

func listed(columns []Column) string {
	const most = 500 // bytes of a message
	text := ""
	for i, c := range columns {
		if i > 0 {
			text += ", "
		}
		if text += c.Heading; len(text) > most {
			return text[:len(text)-len(c.Heading)] + "…"
		}
	}
	return text
}

func headingsOf(columns []Column) []string { return Info{Columns: columns}.Headings() }
