package exchange

import (
	"slices"
	"strings"

	"kehu/model"
)

// A cardCells makes the cells of a card.
type cardCells struct {
	*card
	cells []namedCell
	seen  map[string]bool // fields that one property alone can fill
}

// record turns a card into cells: each property has a column whose meaning the
// format gives. What has no field of its own goes to the notes with its name;
// what programs tell each other is passed over.
func (k *card) record() record {
	c := cardCells{card: k, seen: map[string]bool{}}
	c.identity()
	if k.isGroup() {
		return record{line: k.line, cells: c.cells, fault: k.fault, aside: "group"}
	}
	for _, p := range k.props {
		if p.fault == nil {
			c.property(p)
		}
	}
	return record{line: k.line, cells: c.cells, fault: k.fault}
}

// isGroup reports whether a card is the name of a list of others, as Apple and version
// 4.0 write them.
func (k *card) isGroup() bool {
	return k.fault == nil && slices.ContainsFunc(k.props, func(p *property) bool {
		return (p.name == "KIND" || p.name == "X-ADDRESSBOOKSERVER-KIND") && strings.EqualFold(p.plain(), "group")
	})
}

// add puts a text under a heading; field "" leaves the column to the person.
func (c *cardCells) add(heading, field, label, text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	if label != "" {
		heading += " (" + label + ")"
	}
	c.cells = append(c.cells, namedCell{Column{Heading: heading, Field: field, Label: label, Sure: field != ""}, text})
}

// once is add for fields that hold one text; more of them are noted.
func (c *cardCells) once(heading, field, text string) {
	if c.seen[field] {
		c.note(heading, "", text)
		return
	}
	c.seen[field] = strings.TrimSpace(text) != ""
	c.add(heading, field, "", text)
}

// note keeps a text in the notes, with its heading before it.
func (c *cardCells) note(heading, label, text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	if label != "" {
		heading = label
	}
	c.cells = append(c.cells, namedCell{Column{Heading: heading, Field: "notes", Sure: true, noted: heading}, text})
}

func (c *cardCells) first(name string) *property {
	for _, p := range c.props {
		if p.name == name && p.fault == nil {
			return p
		}
	}
	return nil
}

// identity says who it is. A card whose name is that of its organisation is one
// of a company.
func (c *cardCells) identity() {
	name, org, units := "", "", []string(nil)
	if p := c.first("FN"); p != nil {
		name = p.plain()
	}
	if p := c.first("ORG"); p != nil {
		parts := p.components(8)
		org, units = parts[0], parts[1:]
	}
	kind := ""
	if p := c.first("KIND"); p != nil {
		kind = strings.ToLower(p.plain())
	}
	isCompany := kind == "org" || org != "" && (name == org || name == "" && c.first("N") == nil)
	if p := c.first("X-ABSHOWAS"); p != nil && strings.EqualFold(p.plain(), "company") {
		isCompany = true
	}
	c.once("Name", "name", name)
	if p := c.first("N"); p != nil && name == "" {
		n := p.components(3)
		c.once("Last name", "last_name", n[0])
		c.once("First name", "first_name", n[1])
		c.once("Middle name", "middle_name", n[2])
	}
	if isCompany {
		c.once("Kind", "kind", string(model.CompanyKind))
	}
	if !isCompany || org != name {
		c.once("Company", "company", org)
	}
	c.note("Department", "", strings.Join(filledTexts(units), ", "))
}

func filledTexts(texts []string) []string {
	var filled []string
	for _, t := range texts {
		if t != "" {
			filled = append(filled, t)
		}
	}
	return filled
}

// property makes the cells of one property that says no name.
func (c *cardCells) property(p *property) {
	switch p.name {
	case "TEL":
		c.phone(p)
	case "EMAIL":
		c.email(p)
	case "ADR":
		c.address(p)
	case "URL", "X-ABURL":
		c.add("Website", "url", c.label(p), p.plain())
	case "TITLE":
		c.once("Title", "title", p.plain())
	case "BDAY":
		c.birthday(p)
	case "NOTE":
		c.add("Notes", "notes", "", c.withoutPreferences(p.plain()))
	case ownPreferences:
		c.once("Preferences", "preferences", p.plain())
	case "CATEGORIES":
		c.tags(p.list())
	case "UID":
		c.once("UID", "source_key", p.plain())
	case "GENDER", "X-GENDER", "SEX":
		c.gender(p)
	case "LANG":
		c.once("Language", "language", p.plain())
	case ownProperty:
		c.add("Contact", string(model.ContactOther), c.label(p), p.plain())
	case "ORG", "N", "FN", "KIND":
		c.again(p)
	default:
		c.other(p)
	}
}

// withoutPreferences takes the last line off notes of ours where a property of its own has
// it too.
func (c *cardCells) withoutPreferences(notes string) string {
	p := c.first(ownPreferences)
	if p == nil {
		return notes
	}
	rest, found := strings.CutSuffix(notes, ": "+p.plain())
	if !found {
		return notes
	}
	return rest[:max(strings.LastIndexByte(rest, '\n'), 0)]
}

// again notes a second organisation or name, which the first does not hold.
func (c *cardCells) again(p *property) {
	if p.name == "KIND" || p.name == "N" || p == c.first(p.name) {
		return
	}
	text := strings.Join(filledTexts(p.components(8)), ", ")
	if p.name == "FN" {
		text = p.plain()
	}
	c.note(map[string]string{"ORG": "Company", "FN": "Name"}[p.name], "", text)
}

// tags keeps commas within a name, which the format tells from those between names.
func (c *cardCells) tags(names []string) {
	if text := strings.Join(names, "\n"); text != "" {
		c.cells = append(c.cells, namedCell{Column{Heading: "Tags", Field: "tags", Sure: true, commas: true}, text})
	}
}

// phone writes a number as people dial it: tel:+1-418-656-9254;ext=102 is
// +1-418-656-9254 ext. 102.
func (c *cardCells) phone(p *property) {
	value, label := p.plain(), c.label(p)
	if strings.HasPrefix(strings.ToLower(value), "tel:") {
		number, rest, _ := strings.Cut(value[len("tel:"):], ";")
		value = number
		for param := range strings.SplitSeq(rest, ";") {
			if ext, ok := strings.CutPrefix(strings.ToLower(param), "ext="); ok {
				value += " ext. " + ext
			}
		}
	}
	heading, field := "Phone", string(model.ContactPhone)
	if p.has("TYPE", "FAX") {
		heading, field = "Fax", string(model.ContactFax)
	}
	c.add(heading, field, label, value)
}

// email keeps what is no address as another way of contact: a card is not
// refused for it.
func (c *cardCells) email(p *property) {
	value := strings.TrimPrefix(p.plain(), "mailto:")
	if _, err := model.ParseEmail(value); err != nil {
		c.add("Contact", string(model.ContactOther), "email", value)
		return
	}
	c.add("Email", string(model.ContactEmail), c.label(p), value)
}

// address takes the first address apart and keeps the others whole. Some programs put
// all of it into one part, on several lines.
func (c *cardCells) address(p *property) {
	a := p.components(7)
	for i := range a {
		a[i] = strings.Join(filledTexts(trimmedLines(a[i])), ", ")
	}
	if _, further := p.params[ownLabelParam]; further || c.seen["address"] || !c.preferred(p) {
		c.add("Address", string(model.ContactAddress), c.label(p), strings.Join(filledTexts(a), ", "))
		return
	}
	c.seen["address"] = strings.Join(a, "") != ""
	street := filledTexts([]string{a[2], a[1], a[0]})
	separator := ", "
	if isHan(strings.Join(street, "")) {
		separator = " "
	}
	c.add("Country", "country", "", a[6])
	c.add("Province", "province", "", a[4])
	c.add("City", "city", "", a[3])
	c.add("Street", "street", "", strings.Join(street, separator))
	c.add("Postcode", "postcode", "", a[5])
}

func trimmedLines(text string) []string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = strings.Trim(l, " ,\r")
	}
	return lines
}

// preferred reports whether no other address of the card claims to come first.
func (c *cardCells) preferred(p *property) bool {
	isPref := func(p *property) bool { return p.has("TYPE", "PREF") || p.has("PREF", "1") }
	if isPref(p) {
		return true
	}
	for _, other := range c.props {
		if other.name == "ADR" && isPref(other) {
			return false
		}
	}
	return true
}

// gender reads M, F and Apple's words; other ones are noted.
func (c *cardCells) gender(p *property) {
	parts := p.components(2)
	if _, known := genderWords[strings.ToLower(parts[0])]; known {
		c.once("Gender", "gender", parts[0])
		c.note("Gender", "", parts[1])
		return
	}
	c.note("Gender", "", strings.Join(filledTexts(parts), " "))
}

// birthday gives the day in the form that has one meaning. Apple writes 1604 for
// a year that is not known. Days of other calendars are noted as they stand.
func (c *cardCells) birthday(p *property) {
	text := p.plain()
	if cal := p.param("CALSCALE"); cal != "" && !strings.EqualFold(cal, "gregorian") || strings.EqualFold(p.param("VALUE"), "text") {
		c.note("Birthday", strings.TrimSpace("Birthday "+strings.ToLower(cal)), text)
		return
	}
	c.once("Birthday", "birthday", cardDay(text, p.param("X-APPLE-OMIT-YEAR")))
}

// cardDay rewrites a day of ISO 8601's short forms: 19800322, --0203, with a time
// or not.
func cardDay(text, omitted string) string {
	day, _, _ := strings.Cut(text, "T")
	digits := strings.ReplaceAll(day, "-", "")
	if strings.Trim(digits, "0123456789") != "" {
		return text
	}
	switch {
	case strings.HasPrefix(day, "--") && len(digits) == 4:
		return "--" + digits[:2] + "-" + digits[2:]
	case len(digits) != 8:
		return text
	case digits[:4] == omitted || digits[:4] == "1604":
		return "--" + digits[4:6] + "-" + digits[6:]
	}
	return digits[:4] + "-" + digits[4:6] + "-" + digits[6:]
}
