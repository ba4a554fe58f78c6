package exchange

import (
	"cmp"
	"encoding/csv"
	"errors"
	"strings"
	"unicode"

	"kehu/model"
	"kehu/model/region"
)

// customerFields are all fields of the model that are plain text, and those
// that need reading. A field of the model that is not mentioned here is text.
func customerFields(all []model.Field[model.Customer]) []field {
	read := map[string]setter{
		"kind":           setKind,
		"level":          setWord(levelWords, func(d *drafting) *string { return &d.draft.Customer.Level }),
		"gender":         setWord(genderWords, func(d *drafting) *string { return &d.draft.Customer.Gender }),
		"birthday":       setBirthday,
		"next_review":    setNextReview,
		"source_key":     setCustomerKey,
		"tags":           setTags,
		"notes":          setNotes,
		"street":         setStreet,
		"created":        nil, // when the book learned of the customer
		"contact_points": nil, // each kind of them is a field
		"people":         nil, // as "person"
		"state":          nil,
	}
	var fields []field
	for _, f := range all {
		set, special := read[f.Key]
		if !special {
			set = setText(f)
		}
		if set != nil {
			fields = append(fields, field{f.Key, set})
		}
	}
	return append(fields, customerParts()...)
}

// customerParts are the fields of a file that the model has not.
func customerParts() []field {
	parts := []field{
		{"account", setAccount},
		{"first_name", func(d *drafting, _ Column, text string) error { d.first = text; return nil }},
		{"middle_name", func(d *drafting, _ Column, text string) error { d.middle = text; return nil }},
		{"last_name", func(d *drafting, _ Column, text string) error { d.last = text; return nil }},
		{"nickname", setNickname},
		{"person", setPerson},
	}
	for _, kind := range model.ContactKinds() {
		parts = append(parts, field{string(kind), setContact(kind)})
	}
	return parts
}

// setText keeps a cell as it is. Two columns never fill one such field.
func setText(f model.Field[model.Customer]) setter {
	return func(d *drafting, _ Column, text string) error { return f.Set(&d.draft.Customer, text) }
}

// setWord translates the words we know and keeps all others as typed.
func setWord(words map[string]string, at func(*drafting) *string) setter {
	return func(d *drafting, _ Column, text string) error {
		known, ok := words[text]
		if !ok {
			known, ok = words[foldWord(text)]
		}
		if *at(d) = text; ok {
			*at(d) = known
		}
		return nil
	}
}

// setKind tells persons from companies; another word for a kind of customer
// becomes a tag, lest it be lost.
func setKind(d *drafting, _ Column, text string) error {
	if kind, ok := kindWords[foldWord(text)]; ok {
		d.draft.Customer.Kind = kind
		return nil
	}
	d.draft.Customer.AddTag(text)
	return nil
}

func setBirthday(d *drafting, c Column, text string) (err error) {
	b := &d.draft.Customer.Birthday
	if day, no := model.DateFromISO(text); no == nil { // what most files have, in a quarter of the time
		if *b, err = model.NewBirthday(day.Year(), int(day.Month()), day.Day()); err == nil {
			err = b.Check(d.source.today)
		}
		return err
	}
	if isNone(text) {
		return nil
	}
	*b, err = d.dates(c).Birthday(text)
	var p *model.Problem
	if errors.As(err, &p) && (p.Code == "birthday_lunar" || p.Code == "date_no_day") {
		appendLine(&d.draft.Customer.Notes, c.Heading+": "+text) // true, and yet no day of our calendar
		return nil
	}
	return err
}

func setNextReview(d *drafting, c Column, text string) (err error) {
	if !isNone(text) {
		d.draft.Customer.NextReview, err = d.dates(c).Day(text)
	}
	return err
}

// sourceKey names a record by the key that its file gives it: the folded
// heading and the value, as in "customerid=6".
func sourceKey(c Column, text string) string { return c.folded + "=" + text }

func setCustomerKey(d *drafting, c Column, text string) error {
	d.draft.Customer.SourceKey = sourceKey(c, text)
	return nil
}

// setAccount takes a name to log in with for the key where there is no other.
// One that is partly hidden may be anybody's and is only noted.
func setAccount(d *drafting, c Column, text string) error {
	customer := &d.draft.Customer
	switch {
	case isNone(text):
	case strings.Contains(text, "*"):
		appendLine(&customer.Notes, c.Heading+": "+text)
	case customer.SourceKey == "":
		customer.SourceKey = sourceKey(c, text)
	default:
		return d.addContact(model.ContactPoint{Kind: model.ContactOther, Value: text, Label: c.Heading})
	}
	return nil
}

// setNickname notes what somebody is called besides; two customers may be called the
// same, so that it is no key. Where no name stands it is the name.
func setNickname(d *drafting, c Column, text string) error {
	switch customer := &d.draft.Customer; {
	case isNone(text) || text == customer.Name:
	case customer.Name == "" && d.first+d.last == "":
		customer.Name = text
	default:
		appendLine(&customer.Notes, c.Heading+": "+text)
	}
	return nil
}

func setTags(d *drafting, c Column, text string) error {
	for _, tag := range splitTags(c, strings.ReplaceAll(strings.ReplaceAll(text, googleBetween, "\n"), "* myContacts", "")) {
		if len(d.draft.Customer.Tags) == maxValues {
			return model.Invalidf("", "values_too_many", "Limit", maxValues)
		}
		d.draft.Customer.AddTag(strings.Trim(strings.TrimPrefix(strings.TrimSpace(tag), "* "), `"`))
	}
	return nil
}

// splitTags parts the tags of a cell. Mailchimp quotes each, and a comma may stand in
// one.
func splitTags(c Column, text string) []string {
	if strings.HasPrefix(text, `"`) {
		if tags, err := csv.NewReader(strings.NewReader(text)).Read(); err == nil {
			return tags
		}
	}
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";、，；|\n", r) || r == ',' && !c.commas })
}

func setNotes(d *drafting, c Column, text string) error {
	if c.noted != "" {
		text = cmp.Or(d.label(c), c.noted) + ": " + strings.ReplaceAll(text, googleBetween, ", ")
	}
	appendLine(&d.draft.Customer.Notes, text)
	return nil
}

// behindHeading puts the heading before a text that is only noted.
func (c Column) behindHeading(text string) string {
	if c.noted == "" {
		return text
	}
	return c.noted + ": " + text
}

func appendLine(to *string, text string) {
	if *to != "" {
		text = *to + "\n" + text
	}
	*to = text
}

// setStreet joins the parts of an address, without blanks in Chinese. A further whole
// address is no part.
func setStreet(d *drafting, c Column, text string) error {
	street := &d.draft.Customer.Address.Street
	if *street != "" && isWholeAddress(text) {
		return setContact(model.ContactAddress)(d, c, text)
	}
	if *street != "" {
		text = *street + between(*street, text) + text
	}
	*street = text
	return nil
}

// isWholeAddress reports whether a text names the place too.
func isWholeAddress(text string) bool {
	a, sure, ok := region.Understand(model.Address{Street: text})
	return ok && sure && a.City != ""
}

// between returns what joins two parts of a Chinese or another text.
func between(a, b string) string {
	if isHan(a) || isHan(b) {
		return ""
	}
	return " "
}

// isHan reports whether a text has a Chinese character.
func isHan(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0
}

// setPerson adds the contact persons of a cell, one a line: the name, the job title
// in brackets, and behind a colon what else is known of them.
func setPerson(d *drafting, _ Column, text string) error {
	for line := range strings.Lines(text) {
		name, notes, _ := strings.Cut(strings.TrimSpace(line), ": ")
		p := model.Person{Name: name, Notes: notes}
		if before, title, found := strings.Cut(name, " ("); found && strings.HasSuffix(title, ")") {
			p.Name, p.Title = before, strings.TrimSuffix(title, ")")
		}
		if p.Name != "" {
			d.draft.Customer.People = append(d.draft.Customer.People, p)
		}
	}
	return nil
}

// finishCustomer joins the parts of the name, tells companies from persons, and
// takes a whole address in one cell apart where that leaves no doubt.
func (d *drafting) finishCustomer() {
	c := &d.draft.Customer
	d.finishAddresses()
	d.finishPeople()
	if a, sure, ok := region.Understand(c.Address); ok && sure {
		c.Address = a
	}
	if c.Name == "" {
		c.Name = fullName(d.first, d.middle, d.last)
	}
	if c.Kind == "" {
		c.Kind = model.PersonKind
		if c.Name == "" && c.Company != "" || isCompanyName(c.Name) {
			c.Kind = model.CompanyKind
		}
	}
	if c.Kind == model.CompanyKind && c.Name == "" {
		c.Name, c.Company = c.Company, ""
	}
}

// fullName joins the parts of a name, family name first in Chinese.
func fullName(first, middle, last string) string {
	if isHan(first + last) {
		return last + middle + first
	}
	return strings.Join(strings.Fields(first+" "+middle+" "+last), " ")
}

// companyEnds are legal forms that end the names of companies and of nobody
// else.
var companyEnds = []string{"公司", "有限合伙", "集团", " inc", " inc.", " ltd", " ltd.", " llc", " gmbh", " corp.", " s.a."}

func isCompanyName(name string) bool {
	name = strings.ToLower(name)
	for _, end := range companyEnds {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}
