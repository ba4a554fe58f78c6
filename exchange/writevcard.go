package exchange

import (
	"io"
	"strconv"
	"strings"
	"unicode"

	"kehu/model"
)

// A vcardWriter writes a card for each customer, and one for each contact person.
type vcardWriter struct {
	*tables
	*lineWriter
	groups int // of the card under way, which carry labels
}

func newVCardWriter(w io.Writer, o WriteOptions) *vcardWriter {
	return &vcardWriter{tables: newTables(o), lineWriter: newLineWriter(w)}
}

func (v *vcardWriter) Write(d *model.Dossier) error {
	c := &d.Customer
	if c.ID == 0 {
		return nil // tasks of nobody
	}
	v.begin(model.UIDOf(model.KindCustomer, c.ID, c.Created), c.DisplayName())
	if c.Kind == model.CompanyKind {
		v.company(c)
	} else {
		v.list("N", ";", namePartsOf(c.Name)...)
		v.text("ORG", c.Company)
	}
	v.text("TITLE", c.Title)
	v.address(c) // before the others among the points: the first is the customer's own
	v.points(c, 0)
	v.birthday(c.Birthday)
	v.gender(c.Gender)
	v.list("CATEGORIES", ",", c.Tags...)
	v.text("NOTE", v.note(c))
	v.text(ownPreferences, c.Preferences)
	v.end(d)
	for _, p := range c.People {
		v.person(d, p)
	}
	return v.err
}

func (v *vcardWriter) Close() error { return v.flush() }

// company writes the name of a company, which has no family or given name.
func (v *vcardWriter) company(c *model.Customer) {
	v.line("N", ";;;;")
	v.text("ORG", c.DisplayName())
	if v.VCard4 {
		v.line("KIND", "org")
	}
	v.line("X-ABShowAs", "COMPANY")
}

// person writes the card of somebody at a customer company.
func (v *vcardWriter) person(d *model.Dossier, p model.Person) {
	v.begin(model.UIDOf("person", p.ID, d.Customer.Created), p.Name)
	v.line(ofCustomer, model.UIDOf(model.KindCustomer, d.Customer.ID, d.Customer.Created))
	v.list("N", ";", namePartsOf(p.Name)...)
	v.text("ORG", d.Customer.DisplayName())
	v.text("TITLE", p.Title)
	v.points(&d.Customer, p.ID)
	v.text("NOTE", p.Notes)
	v.end(d)
}

func (v *vcardWriter) begin(uid, name string) {
	version := "3.0"
	if v.VCard4 {
		version = "4.0"
	}
	v.groups = 0
	v.line("BEGIN", "VCARD")
	v.line("VERSION", version)
	v.line("PRODID", "-//kehu//kehu//EN")
	v.line("UID", uid)
	v.text("FN", name)
}

func (v *vcardWriter) end(d *model.Dossier) {
	if at := d.Changed; !at.IsZero() {
		v.line("REV", at.UTC().Format("20060102T150405Z"))
	}
	v.line("END", "VCARD")
}

// points writes the contact points of the customer, or of a person there.
func (v *vcardWriter) points(c *model.Customer, person int64) {
	for _, p := range c.ContactPoints {
		if p.PersonID != person {
			continue
		}
		types, label := v.typesOf(p)
		name := propertyFor(p)
		ours := name == propertyOf[p.Kind]
		for _, t := range types {
			name += param("TYPE", t)
		}
		value := escapeLine(p.Value)
		if p.Kind == model.ContactAddress || label == "" && len(types) > 0 && typeLabels[strings.ToUpper(types[0])] != p.Label {
			name += param(ownLabelParam, p.Label) // the type alone would come back as another word, a lone address as the customer's own
		}
		switch p.Kind {
		case model.ContactURL:
			value = strings.ReplaceAll(p.Value, "\n", "") // a URI is no text, and is not escaped
		case model.ContactAddress:
			value = ";;" + value + ";;;;"
		}
		if label == "" || !ours {
			v.line(name, value)
			continue
		}
		v.groups++
		group := "item" + strconv.Itoa(v.groups) + "."
		v.line(group+name, value)
		v.text(group+"X-ABLabel", label)
	}
}

var propertyOf = map[model.ContactKind]string{
	model.ContactPhone: "TEL", model.ContactFax: "TEL", model.ContactEmail: "EMAIL", model.ContactURL: "URL",
	model.ContactWeChat: "X-WECHAT", model.ContactQQ: "X-QQ", model.ContactAddress: "ADR", model.ContactOther: ownProperty,
}

// ownProperty holds the accounts of services that other programs have no property for.
const ownProperty = "X-KEHU-OTHER"

// ofCustomer names the card of the customer whose contact person a card is.
const ofCustomer = "X-KEHU-CUSTOMER"

// propertyFor is the property of a contact point; services that many programs know
// have their own, which says what the label does. They would take a colon for the
// end of a service's name.
func propertyFor(p model.ContactPoint) string {
	name := "X-" + strings.ToUpper(p.Label)
	if s, known := cardServices[name]; known && p.Kind == model.ContactOther && s.kind == p.Kind && strings.EqualFold(s.label, p.Label) && !strings.Contains(p.Value, ":") {
		return name
	}
	return propertyOf[p.Kind]
}

// labelTypes are the types of vCard by the labels that mean them.
var labelTypes = map[string]string{
	"work": "work", "工作": "work", "公司": "work", "单位": "work", "办公": "work", "office": "work",
	"home": "home", "家": "home", "家庭": "home", "住宅": "home", "家里": "home", "私人": "home",
	"mobile": "cell", "cell": "cell", "手机": "cell", "移动电话": "cell", "移动": "cell",
}

// typesOf returns the types of a contact point, and the label where none says it.
func (v *vcardWriter) typesOf(p model.ContactPoint) (types []string, label string) {
	known := labelTypes[strings.ToLower(p.Label)]
	if known == "cell" && p.Kind != model.ContactPhone {
		known = ""
	}
	if known == "" {
		label = p.Label
	} else {
		types = append(types, known)
	}
	switch {
	case p.Kind == model.ContactFax:
		types = append(types, "fax")
	case p.Kind == model.ContactPhone && known == "" && isMobile(p.Value):
		types = append(types, "cell")
	case p.Kind == model.ContactEmail && !v.VCard4:
		types = append(types, "INTERNET")
	}
	if !v.VCard4 {
		for i := range types {
			types[i] = strings.ToUpper(types[i])
		}
	}
	return types, label
}

// isMobile reports whether a number is one of China's mobile phones.
func isMobile(value string) bool {
	digits := strings.TrimPrefix(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, value), "86")
	return len(digits) == 11 && digits[0] == '1' && digits[1] >= '3'
}

// address writes the address; the district stands before the street, as the
// formats have no place for it.
func (v *vcardWriter) address(c *model.Customer) {
	a := c.Address
	street := a.Street
	if a.District != "" {
		street = a.District + between(a.District, a.Street) + a.Street
	}
	v.list("ADR", ";", "", "", strings.TrimSpace(street), a.City, a.Province, a.Postcode, a.Country)
}

// birthday writes a birthday. Version 3.0 knows none without a year: Apple's way
// is the year 1604 with a parameter that says to omit it.
func (v *vcardWriter) birthday(b model.Birthday) {
	text := b.String()
	switch {
	case b.IsZero():
	case v.VCard4 && b.Year() == 0:
		v.line("BDAY", "--"+strings.ReplaceAll(strings.TrimPrefix(text, "--"), "-", ""))
	case v.VCard4:
		v.line("BDAY", strings.ReplaceAll(text, "-", ""))
	case b.Year() == 0:
		v.line("BDAY;X-APPLE-OMIT-YEAR=1604", "1604-"+strings.TrimPrefix(text, "--"))
	default:
		v.line("BDAY", text)
	}
}

func (v *vcardWriter) gender(g string) {
	letter := map[string]string{"male": "M", "female": "F"}[g]
	switch {
	case letter == "":
	case v.VCard4:
		v.line("GENDER", letter)
	default:
		v.line("X-GENDER", letter)
	}
}

// ownPreferences holds what the customer prefers once more, for us to find in the notes.
const ownPreferences = "X-KEHU-PREFERENCES"

// note is the notes, and what the customer prefers behind them.
func (v *vcardWriter) note(c *model.Customer) string {
	if c.Preferences == "" {
		return c.Notes
	}
	return strings.TrimSpace(c.Notes + "\n" + v.Words.Field("preferences") + ": " + c.Preferences)
}
