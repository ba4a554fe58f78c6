package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"kehu/model"
	"kehu/query"
)

// Unmapped says what becomes of the columns that nothing says the meaning of.
type Unmapped string

// The ways to treat columns without a meaning. By default they are left out, and
// Info.Unmapped lists them.
const (
	UnmappedToNotes  Unmapped = "notes"  // "heading: value" among the notes
	UnmappedToFields Unmapped = "fields" // each a field of the user's own, made for it
	UnmappedSkip     Unmapped = "skip"   // left out knowingly
)

// NewField stands in Options.Map for a field of the user's own that is yet to be
// made.
const NewField = "field:new"

// place gives the columns that are left their places, and those that are to become
// fields their definitions. The error is the Problem map_field_kind where the rows
// are not customers, who alone have fields of the user's own.
func (s *Source) place(kind Kind, columns []Column) error {
	for i := range columns {
		c := &columns[i]
		wanted := c.Field == NewField
		if c.Field == "" && !c.Ignored {
			switch s.options.Unmapped {
			case UnmappedSkip:
				c.Ignored = true
			case UnmappedToNotes:
				c.toNotes(kind)
			case UnmappedToFields:
				wanted = true
			}
		}
		if !wanted {
			continue
		}
		if kind != Customers {
			return model.NewProblem(model.Invalid, "map_field_kind", "Value", c.Heading)
		}
		s.toNewField(c)
	}
	return nil
}

// toNotes has a column written among the notes, behind its heading. A contact entry
// has no notes but its outcome.
func (c *Column) toNotes(kind Kind) {
	c.Field, c.Sure, c.noted = "notes", true, c.Heading
	if kind == Interactions {
		c.Field = "outcome"
	}
}

// toNewField has a field made for a column: of the type that its values show, under
// a key that is free. A column without any value is left to the notes.
func (s *Source) toNewField(c *Column) {
	values := valuesOf(c.Index, s.rows.sample())
	if len(values) == 0 {
		c.toNotes(Customers)
		return
	}
	f := model.CustomField{Label: s.freeLabel(c.Heading), Type: typeOf(values)}
	f.ID = -1 - int64(len(s.Info.NewFields)) // until the book gives it one
	f.Key = s.freeKey(cmp.Or(model.KeyOf(c.Heading), "column_"+strconv.Itoa(c.Index+1)))
	s.Info.NewFields = append(s.Info.NewFields, f)
	s.options.Custom = append(slices.Clip(s.options.Custom), f)
	c.Field, c.Sure = f.Key, true
}

// valuesOf returns what the cells of a column hold.
func valuesOf(index int, sample []row) []string {
	var values []string
	for _, r := range sample {
		if index < len(r.cells) {
			if text := cleanCell(r.cells[index]); !isEmptySign(text) && !isNone(text) {
				values = append(values, text)
			}
		}
	}
	return values
}

// typeOf returns the type that all values fit without a doubt, or text.
func typeOf(values []string) model.CustomType {
	for _, t := range []struct {
		what model.CustomType
		fits func(string) bool
	}{{model.CustomNumber, isPlainNumber}, {model.CustomMoney, namesCurrency}, {model.CustomDate, isPlainDate}, {model.CustomBool, isYesOrNo}} {
		if !slices.ContainsFunc(values, func(v string) bool { return !t.fits(v) }) {
			return t.what
		}
	}
	return model.CustomText
}

// isPlainNumber tells numbers from codes of digits, which lose their leading
// noughts as numbers, or are longer than amounts of anything.
func isPlainNumber(text string) bool {
	digits := strings.TrimLeft(text, "+-")
	if len(digits) > 12 || len(digits) > 1 && digits[0] == '0' && digits[1] != '.' {
		return false
	}
	_, err := model.ParseQuantity(text)
	return err == nil
}

// namesCurrency reports whether a text is an amount that says of which currency.
func namesCurrency(text string) bool {
	one, err := model.ParseMoney(text, model.CNY)
	if err != nil {
		return false
	}
	other, err := model.ParseMoney(text, "EUR")
	return err == nil && one.Currency == other.Currency
}

// isPlainDate reports whether a text is a day, without a time, that can be read in one
// way only.
func isPlainDate(text string) bool {
	if looksLike(text) != "date" || strings.Contains(text, ":") {
		return false
	}
	var reader model.DateReader
	_, err := reader.Day(text)
	return err == nil
}

func isYesOrNo(text string) bool {
	_, err := (&model.CustomField{Type: model.CustomBool}).Parse(text, time.Time{}, model.CNY)
	return err == nil
}

// mostLabel is the length of a label in characters.
const mostLabel = 60

// freeLabel returns a label that no field has: the heading, or "heading (2)".
func (s *Source) freeLabel(heading string) string {
	if utf8.RuneCountInString(heading) > mostLabel-5 {
		heading = string([]rune(heading)[:mostLabel-5])
	}
	return free(heading, " (", ")", func(label string) bool {
		return slices.ContainsFunc(s.options.Custom, func(f model.CustomField) bool { return strings.EqualFold(f.Label, label) })
	})
}

// freeKey returns a key that no field has, of the user's own or any.
func (s *Source) freeKey(key string) string {
	if r := []rune(key); len(r) > 36 {
		key = string(r[:36])
	}
	return free(key, "_", "", func(key string) bool {
		builtin := query.Customers().Field(key) != nil || slices.Contains(FieldKeys(Customers), key) || model.FieldOf(model.CustomerFields(), key) != nil
		return builtin || s.options.customField(key) != nil
	})
}

// free returns a text that is not taken: itself, or with a number behind.
func free(text, before, after string, taken func(string) bool) string {
	for n, tried := 2, text; ; n++ {
		if !taken(tried) {
			return tried
		}
		tried = text + before + strconv.Itoa(n) + after
	}
}
