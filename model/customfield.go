package model

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// KindField is the kind of the definitions of custom fields.
const KindField Kind = "field"

// CustomType says what the values of a custom field are.
type CustomType string

// The types of custom fields.
const (
	CustomText    CustomType = "text"
	CustomNumber  CustomType = "number" // exact, six decimals
	CustomMoney   CustomType = "money"
	CustomDate    CustomType = "date"
	CustomBool    CustomType = "bool"
	CustomChoice  CustomType = "choice"  // one of the options
	CustomChoices CustomType = "choices" // any of the options
)

// CustomTypes lists the types in the order in which they are offered.
func CustomTypes() []CustomType {
	return []CustomType{CustomText, CustomNumber, CustomMoney, CustomDate, CustomBool, CustomChoice, CustomChoices}
}

// HasOptions reports whether values of the type are chosen from a list.
func (t CustomType) HasOptions() bool { return t == CustomChoice || t == CustomChoices }

// The canonical texts of yes and no.
const (
	Yes = "yes"
	No  = "no"
)

// A CustomField is a field of customers of the user's own. The key is what
// queries, files and JSON call it and never changes, nor does the type; the label
// is what people read. A field that is removed rests in the bin with all values.
type CustomField struct {
	Meta
	Key      string
	Label    string
	Type     CustomType
	Options  []string // of a choice, in the order in which they are offered
	Required bool     // a new customer must have a value
	Default  string   // of new customers, as a person would type it: "today" is the day of each
	Hint     string
	Pos      int64 // 1 is the first in forms
}

// CustomFieldFields lists the fields of a definition. The slice is shared: do not
// change it.
func CustomFieldFields() []Field[CustomField] { return customFieldFields }

var customFieldFields = []Field[CustomField]{
	textField("key", func(f *CustomField) *string { return &f.Key }),
	textField("label", func(f *CustomField) *string { return &f.Label }),
	textField("type", func(f *CustomField) *string { return (*string)(&f.Type) }),
	optionsField(),
	boolField("required", func(f *CustomField) *bool { return &f.Required }),
	textField("preset", func(f *CustomField) *string { return &f.Default }),
	textField("hint", func(f *CustomField) *string { return &f.Hint }),
	numberField("pos", func(f *CustomField) *int64 { return &f.Pos }),
	stateField(func(f *CustomField) *Meta { return &f.Meta }),
}

// optionsField is the list of options. Two edits of it do not merge: their order
// is one decision.
func optionsField() Field[CustomField] {
	f := listField("options", func(f *CustomField) *[]string { return &f.Options })
	f.Merge = nil
	return f
}

// boolField is a truth; the empty text is false.
func boolField[T any](key string, at func(*T) *bool) Field[T] {
	return Field[T]{Key: key, Number: true,
		Get: func(r *T) string {
			if *at(r) {
				return "1"
			}
			return ""
		},
		Set: func(r *T, s string) error { *at(r) = s == "1"; return nil }}
}

// RecordKind returns KindField.
func (*CustomField) RecordKind() Kind { return KindField }

// Limits of definitions, in characters and in number.
const (
	MostCustomFields  = 200 // of a book
	mostCustomKey     = 40  // what a query still takes for the name of a field
	mostCustomLabel   = 60
	mostCustomOptions = 500
	mostCustomOption  = 100
	mostCustomHint    = 200
)

// Validate returns the faults of the definition as Problems, or nil. That its key
// and label are free is the matter of the book.
func (f *CustomField) Validate(now time.Time) error {
	var ps Problems
	ps.Add(checkKey(f.Key))
	if strings.TrimSpace(f.Label) == "" {
		ps.Add(Invalidf("label", "field_label_missing"))
	}
	ps.Add(checkText("label", f.Label, mostCustomLabel))
	ps.Add(oneOf("type", string(f.Type), texts(CustomTypes())...))
	ps.Add(f.checkOptions())
	ps.Add(checkText("hint", f.Hint, mostCustomHint))
	if len(ps) == 0 && f.Default != "" {
		if _, err := f.Parse(f.Default, now, CNY); err != nil {
			ps.Add(At("preset", err))
		}
	}
	for _, p := range ps {
		p.Of = KindField
	}
	return ps.OrNil()
}

// checkKey holds keys to letters, digits and "_", so that they can stand in
// queries, on command lines and in JSON.
func checkKey(key string) error {
	switch {
	case key == "":
		return Invalidf("key", "field_key_missing")
	case utf8.RuneCountInString(key) > mostCustomKey:
		return Invalidf("key", "text_too_long", "Limit", mostCustomKey, "Length", utf8.RuneCountInString(key))
	case key != KeyOf(key):
		return Invalidf("key", "field_key_syntax", "Value", key, "Nearest", KeyOf(key))
	case FieldOf(customerFields, key) != nil || slices.Contains(ContactKinds(), ContactKind(key)):
		return Invalidf("key", "field_key_builtin", "Value", key, "Name", key)
	}
	return nil
}

// KeyOf returns the key that suits a label: its letters and digits in lower case,
// with "_" for what parts them. "Member no." becomes member_no; it is "" where
// the label has neither letter nor digit.
func KeyOf(label string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(label) {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) && b.Len() > 0 || unicode.IsDigit(r) && b.Len() > 0:
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	key := []rune(strings.TrimRight(b.String(), "_"))
	return strings.TrimRight(string(key[:min(len(key), mostCustomKey)]), "_")
}

func (f *CustomField) checkOptions() error {
	if !f.Type.HasOptions() {
		return nil
	}
	if len(f.Options) == 0 {
		return Invalidf("options", "field_options_missing")
	}
	if len(f.Options) > mostCustomOptions {
		return Invalidf("options", "values_too_many", "Limit", mostCustomOptions)
	}
	for i, option := range f.Options {
		if err := checkText("options", option, mostCustomOption); err != nil {
			return err
		}
		if strings.ContainsAny(option, optionSigns) || strings.TrimSpace(option) == "" {
			return Invalidf("options", "field_option_syntax", "Value", option)
		}
		if optionOf(f.Options[:i], option) != "" {
			return Invalidf("options", "field_option_twice", "Value", option)
		}
	}
	return nil
}

// optionSigns part the options of a list.
const optionSigns = ",，、;；|\n\r"

// SplitOptions returns the parts of a list that a person typed with any comma.
func SplitOptions(text string) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(optionSigns, r) }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// optionOf returns the option that text names, in any letter case and with or
// without gaps; "" for none.
func optionOf(options []string, text string) string {
	for _, o := range options {
		if strings.EqualFold(closed(o), closed(text)) {
			return o
		}
	}
	return ""
}

// Parse returns the canonical text of a value as a person typed it; nothing but
// blanks is no value. The currency is that of amounts that name none. The error
// is a Problem without a field.
func (f *CustomField) Parse(text string, now time.Time, own Currency) (canonical string, err error) {
	if text = strings.TrimSpace(text); text == "" {
		return "", nil
	}
	switch f.Type {
	case CustomNumber:
		return parseCustomNumber(text)
	case CustomMoney:
		return parseCustomMoney(text, own)
	case CustomDate:
		d, err := ParseDate(text, now)
		return d.String(), err
	case CustomBool:
		return parseBool(text)
	case CustomChoice:
		return f.parseOption(text)
	case CustomChoices:
		return f.parseOptions(text)
	}
	return text, checkText("", text, MaxLine)
}

func parseCustomNumber(text string) (string, error) {
	q, err := ParseQuantity(text)
	if err != nil {
		return "", err
	}
	return q.String(), nil
}

func parseCustomMoney(text string, own Currency) (string, error) {
	m, err := ParseMoney(text, own)
	if err == nil && (m.Amount > MaxAmount || m.Amount < -MaxAmount) {
		err = Invalidf("", "money_too_large", "Value", m.Decimal())
	}
	if err != nil {
		return "", err
	}
	return m.String(), nil
}

// parseBool reads yes and no in both languages, and the signs that files use.
func parseBool(text string) (string, error) {
	switch strings.ToLower(foldWidth(text)) {
	case "yes", "y", "true", "t", "1", "on", "是", "有", "对", "真", "√", "✓", "✔":
		return Yes, nil
	case "no", "n", "false", "f", "0", "off", "否", "无", "没有", "不是", "假", "×", "✗":
		return No, nil
	}
	return "", Invalidf("", "bool_syntax", "Value", excerpt(text))
}

func (f *CustomField) parseOption(text string) (string, error) {
	if o := optionOf(f.Options, text); o != "" {
		return o, nil
	}
	return "", f.unknownOption(text)
}

func (f *CustomField) unknownOption(text string) *Problem {
	return Invalidf("", "choice_unknown", "Value", excerpt(text), "Allowed", strings.Join(f.Options, ", "))
}

// parseOptions reads several options; they are kept in the order of the list.
func (f *CustomField) parseOptions(text string) (string, error) {
	var chosen []string
	for _, part := range SplitOptions(text) {
		o, err := f.parseOption(part)
		if err != nil {
			return "", err
		}
		if !slices.Contains(chosen, o) {
			chosen = append(chosen, o)
		}
	}
	slices.SortFunc(chosen, func(a, b string) int { return slices.Index(f.Options, a) - slices.Index(f.Options, b) })
	return ListText(chosen), nil
}

// ListText is the canonical text of a list of choices.
func ListText(list []string) string {
	if len(list) == 0 {
		return ""
	}
	text, err := json.Marshal(list)
	if err != nil {
		panic(err) // texts can always be written
	}
	return string(text)
}

// valueKey begins the keys of custom values among the fields of a customer.
const valueKey = "custom."

// ValueKey returns the key by which change sets and problems name the values of
// the field: its number, which no other field will ever have.
func (f *CustomField) ValueKey() string { return CustomValue{Field: f.ID}.Key() }

// IsValueKey reports whether a key of a customer's field is that of a custom one.
func IsValueKey(key string) bool { return strings.HasPrefix(key, valueKey) }
