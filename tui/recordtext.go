package tui

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// A form as a text: TOML with a line for each field under its name. It is read
// back by the rules of the form, so that both take the same.

// errorSign begins the lines at the top that say what is wrong.
const errorSign = "#! "

// asText writes the form as a text.
func (f *form[T, R]) asText() string {
	var b strings.Builder
	for _, line := range strings.Split(f.t("tui.text.head"), "\n") {
		b.WriteString("# " + line + "\n")
	}
	texts := f.form.Snapshot()
	var tables []entry[T]
	for _, e := range f.entries {
		switch {
		case e.Kind == widget.Heading:
			fmt.Fprintf(&b, "\n# %s\n", oneLine(e.Label))
		case e.Kind == widget.Items: // tables end what stands at the top level
			tables = append(tables, e)
		default:
			fmt.Fprintf(&b, "\n# %s\n%s = %s\n", describe(e.Field), tomlKey(f.textName(e.Key)), tomlText(texts[e.Key], e.Kind == widget.Lines))
		}
	}
	for _, e := range tables {
		fmt.Fprintf(&b, "\n# %s\n", oneLine(e.Label))
		writeRows(&b, e.Field, texts)
	}
	return b.String()
}

// describe is what stands above a field: its name, and what it may be.
func describe(f widget.Field) string {
	text := oneLine(f.Label)
	var values []string
	for _, o := range f.Options {
		if o.Value != "" {
			values = append(values, o.Value)
		}
	}
	switch {
	case len(values) > 0:
		text += ": " + strings.Join(values, ", ")
	case f.Hint != "":
		text += ": " + oneLine(f.Hint)
	case f.Placeholder != "":
		text += ": " + oneLine(f.Placeholder)
	}
	return text
}

// writeRows writes the rows of items as tables.
func writeRows(b *strings.Builder, f widget.Field, texts map[string]string) {
	for i := 0; ; i++ {
		begin := f.Key + "." + strconv.Itoa(i) + "."
		if _, there := texts[begin+f.Columns[0].Key]; !there {
			return
		}
		fmt.Fprintf(b, "[[%s]]\n", f.Key)
		for _, col := range f.Columns {
			fmt.Fprintf(b, "%s = %s # %s\n", col.Key, tomlText(texts[begin+col.Key], false), oneLine(col.Label))
		}
	}
}

// tomlText writes a string, of several lines as they are.
func tomlText(text string, lines bool) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\\' || r == '"':
			b.WriteString("\\" + string(r))
		case r == '\n' && lines:
			b.WriteRune(r)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, "\\u%04X", r)
		default:
			b.WriteRune(r)
		}
	}
	if lines && strings.Contains(text, "\n") {
		return "\"\"\"\n" + b.String() + "\"\"\""
	}
	return `"` + b.String() + `"`
}

// A textError is what is wrong in a line of a text; 0 is no line of its own.
type textError struct {
	line int
	text string
}

// fromText puts a text into the form and returns what is wrong with it.
func (f *form[T, R]) fromText(text string) (*T, []textError) {
	var values map[string]any
	if err := toml.Unmarshal([]byte(text), &values); err != nil {
		return nil, []textError{f.syntaxError(err)}
	}
	texts := map[string]string{}
	var errs []textError
	for _, key := range slices.Sorted(maps.Keys(values)) {
		e, ok := f.named(key)
		if !ok {
			errs = append(errs, textError{f.lineOf(text, widget.Ref{Key: key}), f.t("tui.text.unknown", "Name", oneLine(key))})
			continue
		}
		errs = append(errs, f.takeText(e.Field, values[key], text, texts)...)
	}
	f.form.Restore(texts)
	if f.resumed != nil {
		f.resumed()
	}
	r, wrong := f.record()
	for at, complaint := range wrong {
		errs = append(errs, textError{f.lineOf(text, at), complaint})
	}
	if len(errs) == 0 {
		errs = f.ruleErrors(r, text)
	}
	slices.SortFunc(errs, func(a, b textError) int { return a.line - b.line })
	return r, errs
}

// syntaxError says where a text is no TOML.
func (f *form[T, R]) syntaxError(err error) textError {
	if d, ok := err.(*toml.DecodeError); ok {
		line, _ := d.Position()
		return textError{line, f.t("tui.text.syntax", "Why", strings.TrimPrefix(d.Error(), "toml: "))}
	}
	return textError{0, f.t("tui.text.syntax", "Why", oneLine(err.Error()))}
}

// takeText notes the text of a field, or of the rows of one, under the keys of a
// form's snapshot.
func (f *form[T, R]) takeText(field widget.Field, value any, text string, texts map[string]string) (errs []textError) {
	rows, isRows := value.([]any)
	if field.Kind != widget.Items {
		texts[field.Key] = plainText(value)
		if field.Kind == widget.Choice {
			return f.takeChoice(field, text, texts)
		}
		return nil
	}
	for i, row := range rows {
		cells, ok := row.(map[string]any)
		if isRows = isRows && ok; !ok {
			break
		}
		for _, col := range field.Columns {
			texts[field.Key+"."+strconv.Itoa(i)+"."+col.Key] = col.Value // what a row begins with
		}
		for key, cell := range cells {
			if !slices.ContainsFunc(field.Columns, func(c widget.Field) bool { return c.Key == key }) {
				errs = append(errs, textError{f.lineOf(text, widget.Ref{Key: field.Key, Row: i, Col: key}), f.t("tui.text.unknown", "Name", oneLine(key))})
			}
			texts[field.Key+"."+strconv.Itoa(i)+"."+key] = plainText(cell)
		}
	}
	if !isRows {
		errs = append(errs, textError{f.lineOf(text, widget.Ref{Key: field.Key}), f.t("tui.text.rows", "Name", field.Key)})
	}
	return errs
}

// takeChoice takes a choice by its value or by its name.
func (f *form[T, R]) takeChoice(field widget.Field, text string, texts map[string]string) []textError {
	typed := strings.TrimSpace(texts[field.Key])
	if typed == field.Value {
		return nil // as it was, on the list or not
	}
	var values []string
	for _, o := range field.Options {
		if o.Value == typed || strings.EqualFold(strings.TrimSpace(o.Text()), typed) || strings.HasSuffix(o.Text(), " "+typed) && typed != "" {
			texts[field.Key] = o.Value
			return nil
		}
		if o.Value != "" {
			values = append(values, o.Value)
		}
	}
	err := model.Invalidf(field.Key, "choice_unknown", "Value", typed, "Allowed", strings.Join(values, ", "))
	return []textError{{f.lineOf(text, widget.Ref{Key: field.Key}), f.complaint(err)}}
}

// plainText is a TOML value as a form has it; a list is one line.
func plainText(value any) string {
	if list, ok := value.([]any); ok {
		parts := make([]string, len(list))
		for i, v := range list {
			parts[i] = plainText(v)
		}
		return strings.Join(parts, "; ")
	}
	return fmt.Sprint(value)
}

// ruleErrors are the rules that a record breaks.
func (f *form[T, R]) ruleErrors(r *T, text string) (errs []textError) {
	var err error
	switch v := any(r).(type) {
	case *model.Customer:
		err = v.Validate(f.now())
	case interface{ Validate() error }:
		err = v.Validate()
	}
	var problems model.Problems
	problems.Add(err)
	for _, p := range problems {
		errs = append(errs, textError{f.lineOf(text, widget.Ref{Key: p.Field}), f.complaint(p)})
	}
	return errs
}

// withErrors puts what is wrong above a text, in place of what was said before.
func (f *form[T, R]) withErrors(text string, errs []textError) string {
	var lines []string
	was := 0
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, errorSign) {
			was++
			continue
		}
		lines = append(lines, line)
	}
	said := []string{errorSign + f.t("tui.text.again")}
	for _, e := range errs {
		if e.line == 0 {
			said = append(said, errorSign+inOneLine(e.text))
			continue
		}
		said = append(said, errorSign+f.t("tui.text.line", "Line", e.line-was+len(errs)+1, "Text", inOneLine(e.text)))
	}
	return strings.Join(append(said, lines...), "\n")
}

// inOneLine puts what is wrong and what to do into one line.
func inOneLine(complaint string) string { return oneLine(strings.ReplaceAll(complaint, "\n", " · ")) }
