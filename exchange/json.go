package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/transform"

	"kehu/model"
)

// Bounds of JSON, so that one value without end does not fill the memory.
const (
	maxJSONValue = 2 * maxRow // bytes of one object of the list
	maxJSONDepth = 20         // lists and objects within each other
)

// looksLikeJSON tells JSON from a table that happens to begin with a bracket: by
// the two tokens that its beginning has.
func looksLikeJSON(text []byte) bool {
	d := json.NewDecoder(bytes.NewReader(text))
	first, err := d.Token()
	open, isDelim := first.(json.Delim)
	if err != nil || !isDelim {
		return false
	}
	second, err := d.Token()
	if err != nil {
		return false
	}
	inner, isDelim := second.(json.Delim)
	_, isText := second.(string)
	if open == '{' {
		return isText || inner == '}'
	}
	return isDelim || isText && second == "vcard"
}

// decodeJSON reads a list of objects: an array, an object that holds one, or one
// object a line. The keys are the headings. Cards (RFC 7095) and our own files
// are known by their first value.
func decodeJSON(in *input, o Options) (*table, error) {
	cs, err := chooseCharset(in.sample, in.whole, o)
	if err != nil {
		return nil, err
	}
	values := func() (*jsonValues, error) {
		f, err := in.file()
		if err != nil {
			return nil, err
		}
		if _, err := f.Seek(int64(cs.markIn(in.sample)), io.SeekStart); err != nil {
			return nil, unreadable(err)
		}
		var text io.Reader = f
		if cs.enc != nil {
			text = transform.NewReader(f, cs.enc.NewDecoder())
		}
		return newJSONValues(text), nil
	}
	v, err := values()
	if err != nil {
		return nil, err
	}
	first, _, err := v.next()
	if errors.Is(err, io.EOF) {
		return nil, model.NewProblem(model.Invalid, "file_empty")
	}
	if err != nil {
		return nil, err
	}
	kind := jsonKind(first, v.lines)
	t := table{format: kind.format, encoding: cs.name, kind: kind.rows}
	return tabulate(t, func() (recordReader, error) {
		v, err := values()
		if err != nil {
			return nil, err
		}
		return kind.reader(v), nil
	})
}

// A jsonFormat is what the values of a file are.
type jsonFormat struct {
	format string
	rows   Kind // "" where the headings must tell
	reader func(v *jsonValues) recordReader
}

func jsonKind(first json.RawMessage, lines bool) jsonFormat {
	format := "json"
	if lines {
		format = "jsonl"
	}
	if isJCard(first) {
		return jsonFormat{"jcard", Customers, jcards}
	}
	return jsonFormat{format, "", objects}
}

// A jsonValues gives the values of a list one by one.
type jsonValues struct {
	src     *meteredReader
	d       *json.Decoder
	base    int64 // where the decoder began
	started bool
	lines   bool   // one value behind another, without a list around them
	single  []byte // a card that is the whole file
	ended   bool
}

func newJSONValues(r io.Reader) *jsonValues {
	src := &meteredReader{src: r, line: 1}
	return &jsonValues{src: src, d: json.NewDecoder(src)}
}

// A meteredReader stops a value that does not end, and counts lines.
type meteredReader struct {
	src   io.Reader
	since int
	line  int   // at the end of what was read
	total int64 // bytes read
	ends  []int64
}

func (m *meteredReader) Read(b []byte) (int, error) {
	n, err := m.src.Read(b[:min(len(b), max(maxJSONValue+1-m.since, 0))]) // decoders take ever more at once
	for i, c := range b[:n] {
		if c == '\n' {
			m.ends = append(m.ends, m.total+int64(i))
		}
	}
	m.total += int64(n)
	if m.since += n; m.since > maxJSONValue {
		return n, model.NewProblem(model.Invalid, "row_too_wide", "Line", m.line)
	}
	return n, err
}

// lineAt returns the line of an offset, which never goes back.
func (m *meteredReader) lineAt(offset int64) int {
	n := 0
	for n < len(m.ends) && m.ends[n] < offset {
		n++
	}
	m.line += n
	m.ends = append(m.ends[:0], m.ends[n:]...)
	return m.line
}

// next returns the next value and its line; io.EOF behind the last. The error is
// a Problem: json_syntax, row_too_wide or read_failed.
func (v *jsonValues) next() (json.RawMessage, int, error) {
	if v.ended {
		return nil, 0, io.EOF
	}
	if !v.started {
		v.started = true
		if err := v.begin(); err != nil {
			return nil, 0, v.fault(err)
		}
		if v.single != nil {
			v.ended = true
			return v.single, 1, nil
		}
	}
	v.src.since = 0
	if !v.d.More() {
		v.ended = true
		if !v.lines {
			if _, err := v.d.Token(); err != nil {
				return nil, 0, v.fault(err)
			}
		}
		return nil, 0, io.EOF
	}
	var raw json.RawMessage
	err := v.d.Decode(&raw)
	if errors.Is(err, io.EOF) && v.lines {
		v.ended = true
		return nil, 0, io.EOF
	}
	if err != nil {
		return nil, 0, v.fault(err)
	}
	return raw, v.src.lineAt(v.base + v.d.InputOffset() - int64(len(raw))), nil
}

// begin finds the list: the array itself, the first array of objects in an
// object, or else values one behind another.
func (v *jsonValues) begin() error {
	var ahead bytes.Buffer
	head := io.TeeReader(v.src, &ahead)
	list, err := findList(head)
	v.src.since, v.base = 0, int64(list.offset)
	rest := io.MultiReader(bytes.NewReader(ahead.Bytes()[list.offset:]), v.src)
	v.d = json.NewDecoder(rest)
	if err != nil {
		return err
	}
	if list.card {
		var raw json.RawMessage
		if err := v.d.Decode(&raw); err != nil {
			return err
		}
		v.single = raw
		return nil
	}
	if v.lines = !list.found; v.lines {
		return nil
	}
	_, err = v.d.Token()
	return err
}

// beforeLists are the keys that may stand before the list in the object around it.
var beforeLists = map[string]bool{"version": true, "format": true, "count": true, "total": true, "kind": true, "type": true, "app": true, "generator": true,
	"exported": true, "exported_at": true, "created_at": true, "schema": true, "$schema": true, "status": true, "code": true, "message": true, "success": true, "meta": true}

// A listPlace is where the list of a file begins.
type listPlace struct {
	offset int
	found  bool
	card   bool // the array is a card itself
}

func findList(r io.Reader) (listPlace, error) {
	d := json.NewDecoder(r)
	t, err := d.Token()
	if err != nil {
		return listPlace{}, err
	}
	if t == json.Delim('[') {
		if t, err = d.Token(); err == nil && t == "vcard" {
			return listPlace{card: true}, nil
		}
		return listPlace{found: true}, nil
	}
	for d.More() { // {"contacts": [{
		key, err := d.Token()
		if err != nil {
			return listPlace{}, nil // the reader of values will say it
		}
		value, err := d.Token()
		if err != nil {
			return listPlace{}, nil
		}
		if name, _ := key.(string); value != json.Delim('[') && beforeLists[strings.ToLower(name)] {
			continue
		}
		at := int(d.InputOffset()) - 1
		if inner, err := d.Token(); value == json.Delim('[') && err == nil && inner == json.Delim('{') {
			return listPlace{offset: at, found: true}, nil
		}
		return listPlace{}, nil
	}
	return listPlace{}, nil
}

func (v *jsonValues) fault(err error) error {
	var p *model.Problem
	if errors.As(err, &p) {
		return err
	}
	var syntax *json.SyntaxError
	at := v.src.total
	if errors.As(err, &syntax) && v.base+syntax.Offset < at {
		at = max(v.base+syntax.Offset-1, v.base+v.d.InputOffset())
	}
	if syntax != nil || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return model.NewProblem(model.Invalid, "json_syntax", "Line", v.src.lineAt(at)).Because(err)
	}
	return unreadable(err)
}

// objects gives each object as a record: its keys are the headings, objects
// within it are taken apart (address.city), lists of texts are joined.
func objects(v *jsonValues) recordReader {
	return func() (record, error) {
		raw, line, err := v.next()
		if err != nil {
			return record{}, err
		}
		r := record{line: line}
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber()
		if t, err := d.Token(); err != nil || t != json.Delim('{') {
			r.fault = model.NewProblem(model.Invalid, "json_no_object", "Value", shorten(string(raw)))
			return r, nil
		}
		if err := r.takeObject(d, "", 0); errors.As(err, &r.fault) {
			r.cells = nil
		} else if err != nil {
			r.fault = model.NewProblem(model.Invalid, "json_no_object", "Value", shorten(string(raw))).Because(err)
		}
		return r, nil
	}
}

func (r *record) takeObject(d *json.Decoder, prefix string, depth int) error {
	if depth > maxJSONDepth {
		return errors.New("too deep")
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		name := strings.Join(strings.Fields(prefix+fmt.Sprint(key)), " ")
		if err := r.takeValue(d, name, depth); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func (r *record) takeValue(d *json.Decoder, name string, depth int) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	switch t {
	case json.Delim('{'):
		return r.takeObject(d, name+".", depth+1)
	case json.Delim('['):
		return r.takeList(d, name, depth)
	}
	return r.take(name, scalarText(t))
}

// take takes a text under a heading, within the bounds of a table.
func (r *record) take(name, text string) error {
	switch {
	case len(text) > maxCell:
		return model.NewProblem(model.Invalid, "cell_too_long", "Line", r.line, "Limit", maxCell>>20)
	case len(r.cells) == maxColumns:
		return model.NewProblem(model.Invalid, "row_too_wide", "Line", r.line)
	}
	r.cells = append(r.cells, namedCell{Column{Heading: name}, text})
	return nil
}

// takeList joins texts by line breaks, which every field that holds several
// understands; objects in a list have numbered headings.
func (r *record) takeList(d *json.Decoder, name string, depth int) error {
	var texts []string
	for n := 1; d.More(); n++ {
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'):
			if err := r.takeObject(d, fmt.Sprintf("%s %d.", name, n), depth+1); err != nil {
				return err
			}
		case json.Delim('['):
			if depth >= maxJSONDepth {
				return errors.New("too deep")
			}
			if err := r.takeList(d, fmt.Sprintf("%s %d", name, n), depth+1); err != nil {
				return err
			}
		default:
			texts = append(texts, scalarText(t))
		}
	}
	if len(texts) > 0 {
		if err := r.take(name, strings.Join(filledTexts(texts), "\n")); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func scalarText(t json.Token) string {
	switch t := t.(type) {
	case string:
		return t
	case json.Number:
		return t.String()
	case bool:
		return fmt.Sprint(t)
	}
	return ""
}
