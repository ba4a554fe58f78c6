package exchange

import (
	"regexp"
	"strings"
	"unicode"

	"kehu/model"
)

// setContact adds the contact points of a cell. Phones and the like are kept as
// typed, whatever they are; a mail address must be one.
func setContact(kind model.ContactKind) setter {
	return func(d *drafting, c Column, text string) error {
		if isNone(strings.TrimPrefix(text, "'")) {
			return nil
		}
		if c.part != "" {
			d.addPart(c, text)
			return nil
		}
		if kind == model.ContactEmail && isExchangeName(text) {
			appendLine(&d.draft.Customer.Notes, c.Heading+": "+text)
			return nil
		}
		kind, label := kind, d.label(c)
		if rest, is := cutFax(label); is && kind == model.ContactPhone {
			kind, label = model.ContactFax, rest
		}
		for _, value := range splitContacts(kind, text) {
			kind, value := namedKind(kind, value)
			point := model.ContactPoint{Kind: kind, Value: wholeNumber(kind, value), Label: label}
			if err := d.addContact(point); err != nil {
				return err
			}
			d.doubt(c, point.Value, point.Damage())
		}
		return nil
	}
}

// A namedContact among phones is no phone, as it says: 微信zhangwei88, QQ：10001.
var namedContact = regexp.MustCompile(`^(?i)(微信号?|wechat|weixin|wx|vx|qq号?)\s*[:：]?\s*([a-z0-9_-]{5,20})$`)

// namedKind returns what a value in a column of phones says that it is.
func namedKind(kind model.ContactKind, value string) (model.ContactKind, string) {
	if kind != model.ContactPhone {
		return kind, value
	}
	if looksLike(value) == "email" {
		return model.ContactEmail, value
	}
	m := namedContact.FindStringSubmatch(value)
	switch {
	case m == nil:
		return kind, value
	case strings.EqualFold(m[1][:2], "qq"):
		return model.ContactQQ, m[2]
	}
	return model.ContactWeChat, m[2]
}

// spreadsheetNumber is a phone that a program has taken for a number, of which no
// digit is lost: 13800138000.0.
var spreadsheetNumber = regexp.MustCompile(`^(\d{7,15})\.0{1,3}$`)

// wholeNumber takes the decimals off a phone.
func wholeNumber(kind model.ContactKind, text string) string {
	if kind != model.ContactPhone && kind != model.ContactFax || !strings.HasSuffix(text, "0") {
		return text
	}
	return spreadsheetNumber.ReplaceAllString(text, "$1")
}

// isExchangeName knows the names that Exchange has for people of one's own
// organisation: Outlook writes them in place of addresses, and nobody else can use
// them.
func isExchangeName(text string) bool {
	return len(text) > len("/o=") && strings.EqualFold(text[:len("/o=")], "/o=")
}

// cutFax takes the word for a fax off a label such as "Work Fax".
func cutFax(label string) (rest string, is bool) {
	for _, word := range [...]string{"fax", "传真", "傳真"} {
		if n := len(label) - len(word); n >= 0 && strings.EqualFold(label[n:], word) {
			return ownLabel(strings.TrimSpace(label[:n])), true
		}
	}
	return label, false
}

// label is that of the column, or what the cell beside it says: "* Work".
func (d *drafting) label(c Column) string {
	if c.labelAt == 0 || c.labelAt > len(d.cells) {
		return c.Label
	}
	return ownLabel(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(d.cells[c.labelAt-1]), "*")))
}

func (d *drafting) addContact(p model.ContactPoint) error {
	if p.Kind == model.ContactEmail {
		if _, err := model.ParseEmail(p.Value); err != nil {
			return err
		}
	}
	for _, other := range d.draft.Customer.ContactPoints {
		if other.Kind == p.Kind && strings.EqualFold(other.Value, p.Value) && (other.Label == p.Label || !d.source.labelled()) {
			return nil
		}
	}
	if len(d.draft.Customer.ContactPoints) == maxValues {
		return model.Invalidf("", "values_too_many", "Limit", maxValues)
	}
	d.draft.Customer.ContactPoints = append(d.draft.Customer.ContactPoints, p)
	return nil
}

// labelled reports whether the format itself labels contact points, so that a
// number under two labels was meant twice.
func (s *Source) labelled() bool { return s.rows.table.columns != nil }

// phoneDigits is how many digits a part of a cell has at least if it is a
// telephone number of its own, and not an extension or the rest of another.
const phoneDigits = 7

// googleBetween is what Google puts between several values in one cell.
const googleBetween = " ::: "

// splitContacts parts several contact points in one cell.
func splitContacts(kind model.ContactKind, text string) []string {
	text = strings.ReplaceAll(text, googleBetween, "\n")
	if kind != model.ContactPhone && kind != model.ContactFax && kind != model.ContactEmail && kind != model.ContactQQ {
		return strings.Split(text, "\n")
	}
	separates := func(r rune) bool { return separatesContacts(kind, r) }
	if strings.IndexFunc(text, separates) < 0 {
		return []string{text}
	}
	var values []string
	for _, part := range strings.FieldsFunc(text, separates) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if kind == model.ContactPhone || kind == model.ContactFax {
			if as, _ := namedKind(kind, part); as == kind && figures(part) < phoneDigits {
				return []string{text}
			}
		}
		values = append(values, part)
	}
	return values
}

func separatesContacts(kind model.ContactKind, r rune) bool {
	switch r {
	case '\n':
		return true
	case ';', '；', ',', '，', '、', '|':
		return kind == model.ContactPhone || kind == model.ContactFax || kind == model.ContactEmail || kind == model.ContactQQ
	case '/':
		return kind == model.ContactPhone || kind == model.ContactFax
	}
	return false
}

// figures counts digits, hidden ones too.
func figures(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsDigit(r) || r == '*' {
			n++
		}
	}
	return n
}

// maxValues is how many tags or contact points a customer has at most. No real
// one has as many; a damaged file would take for ever to compare them.
const maxValues = 1000
