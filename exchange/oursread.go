package exchange

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kehu/model"
)

// maxElement is how many bytes of a file one customer may take.
const maxElement = 64 << 20

// A BookReader reads our own JSON, see docs/json.md.
type BookReader struct {
	Head  *model.BookHead // nil where the file has none
	Lines bool            // a customer a line

	src   *measured
	dec   *json.Decoder
	found int // customers so far
	inOne bool
}

// IsOurs reports whether a file that begins so is our own JSON.
func IsOurs(begin []byte) bool {
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(begin, []byte("\xef\xbb\xbf"))))
	brace, err := dec.Token()
	if err != nil || brace != json.Delim('{') {
		return false
	}
	key, err := dec.Token()
	return err == nil && key == oursMark
}

// OpenBook reads the head of a file. The error is a Problem: ours_newer,
// ours_broken, ours_key_unknown, read_failed.
func OpenBook(r io.Reader) (*BookReader, error) {
	b := &BookReader{src: &measured{r: bufio.NewReaderSize(skipMark(r), 64<<10)}}
	b.dec = json.NewDecoder(b.src)
	b.src.allow()
	if err := b.readHead(); err != nil {
		return nil, b.problem(err)
	}
	return b, nil
}

// skipMark leaves out the UTF-8 mark that some editors put first.
func skipMark(r io.Reader) io.Reader {
	buffered := bufio.NewReader(r)
	if begin, _ := buffered.Peek(3); string(begin) == "\ufeff" {
		_, _ = buffered.Discard(3)
	}
	return buffered
}

// readHead reads up to the first customer.
func (b *BookReader) readHead() error {
	if _, err := b.dec.Token(); err != nil { // the brace
		return err
	}
	for b.dec.More() {
		key, err := b.dec.Token()
		if err != nil {
			return err
		}
		if key == "customers" {
			if bracket, err := b.dec.Token(); err != nil || bracket != json.Delim('[') {
				return errors.Join(err, fault("customers"))
			}
			b.inOne = true
			return nil
		}
		var raw json.RawMessage
		if err := b.dec.Decode(&raw); err != nil {
			return err
		}
		if err := b.headPart(key.(string), raw); err != nil {
			return err
		}
	}
	b.Lines = true
	_, err := b.dec.Token() // the brace
	return err
}

func (b *BookReader) headPart(key string, raw json.RawMessage) error {
	if key == oursMark {
		var version int
		if err := json.Unmarshal(raw, &version); err != nil || version < 1 {
			return fault(oursMark)
		}
		if version > oursVersion {
			return model.NewProblem(model.Unusable, "ours_newer", "Version", version)
		}
		return nil
	}
	if b.Head == nil {
		b.Head = &model.BookHead{}
	}
	switch key {
	case "settings":
		return decodeAs(key, raw, &b.Head.Settings)
	case "choices":
		var choices []choiceJSON
		err := decodeAs(key, raw, &choices)
		for _, c := range choices {
			b.Head.Choices = append(b.Head.Choices, model.Choice{List: c.List, Key: c.Key, NameEN: c.NameEN, NameZH: c.NameZH})
		}
		return err
	case "fields":
		return readRecords(key, raw, model.CustomFieldFields(), &b.Head.Fields)
	case "views":
		return readRecords(key, raw, viewFields(), &b.Head.Views)
	case "tasks":
		return readRecords(key, raw, model.TaskFields(), &b.Head.Tasks)
	}
	return model.NewProblem(model.Invalid, "ours_key_unknown", "Key", shorten(key))
}

// Customers reads the customers. The error, which ends the sequence, is that of
// ctx or a Problem: ours_broken, ours_too_long, read_failed.
func (b *BookReader) Customers(ctx context.Context) iter.Seq2[model.Arrival, error] {
	return func(yield func(model.Arrival, error) bool) {
		for raw, err := range b.elements(ctx) {
			if err != nil {
				yield(model.Arrival{}, err)
				return
			}
			if !yield(b.arrival(raw), nil) {
				return
			}
		}
	}
}

// elements reads the customers as they stand in the file.
func (b *BookReader) elements(ctx context.Context) iter.Seq2[json.RawMessage, error] {
	return func(yield func(json.RawMessage, error) bool) {
		for ctx.Err() == nil {
			b.src.allow()
			if b.inOne && !b.dec.More() {
				if err := b.readEnd(); err != nil {
					yield(nil, b.problem(err))
				}
				return
			}
			var raw json.RawMessage
			err := b.dec.Decode(&raw)
			if errors.Is(err, io.EOF) && !b.inOne {
				return
			}
			if err != nil {
				yield(nil, b.problem(err))
				return
			}
			if b.found++; !yield(raw, nil) {
				return
			}
		}
		yield(nil, ctx.Err())
	}
}

// readEnd makes sure that nothing follows on the customers of an object: it would
// be lost.
func (b *BookReader) readEnd() error {
	for range 2 { // bracket and brace
		if _, err := b.dec.Token(); err != nil {
			return err
		}
	}
	if _, err := b.dec.Token(); !errors.Is(err, io.EOF) {
		return errors.Join(err, fault("customers"))
	}
	return nil
}

func (b *BookReader) arrival(raw json.RawMessage) model.Arrival {
	p := model.Arrival{Number: b.found}
	if b.Lines {
		p.Line = b.found + 1
	}
	p.Problems.Add(b.readCustomer(raw, &p.Dossier))
	return p
}

// problem puts an error of reading into words.
func (b *BookReader) problem(err error) error {
	var p *model.Problem
	var ps model.Problems
	switch {
	case errors.Is(err, errTooLong):
		return model.NewProblem(model.Invalid, "ours_too_long", "Number", b.found+1, "Limit", maxElement>>20)
	case errors.As(err, &p), errors.As(err, &ps):
		return err
	case b.src.err != nil && !errors.Is(b.src.err, io.EOF):
		return model.NewProblem(model.Failed, "read_failed").Because(b.src.err)
	}
	return model.NewProblem(model.Invalid, "ours_broken", "Line", b.src.lines+1, "Number", b.found+1).Because(err)
}

// measured counts the bytes of an element, so that one without an end does not
// fill the memory.
type measured struct {
	r     io.Reader
	left  int
	lines int
	err   error
}

var errTooLong = errors.New("too long")

func (m *measured) allow() { m.left = maxElement }

func (m *measured) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, errTooLong
	}
	n, err := m.r.Read(p[:min(len(p), m.left)])
	m.left -= n
	m.lines += bytes.Count(p[:n], []byte{'\n'})
	m.err = err
	return n, err
}

// fault is the problem of a key with a value that it cannot have.
func fault(key string) *model.Problem {
	return model.NewProblem(model.Invalid, "ours_value", "Key", shorten(key))
}

// decodeAs decodes a value and takes no keys that it does not know.
func decodeAs(key string, raw []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return fault(key).Because(err)
	}
	return nil
}

// readCustomer reads a customer with all that belongs to it.
func (b *BookReader) readCustomer(raw []byte, d *model.Dossier) error {
	keys := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &keys); err != nil || keys == nil {
		return fault("customers").Because(err)
	}
	var ps model.Problems
	take := func(key string, read func(json.RawMessage) error) {
		if part, ok := keys[key]; ok {
			ps.Add(read(part))
			delete(keys, key)
		}
	}
	take("purchases", func(raw json.RawMessage) error {
		return readRecords("purchases", raw, without(model.PurchaseFields(), "customer_id"), &d.Purchases)
	})
	take("interactions", func(raw json.RawMessage) error {
		return readRecords("interactions", raw, without(model.InteractionFields(), "customer_id"), &d.Interactions)
	})
	take("tasks", func(raw json.RawMessage) error {
		return readRecords("tasks", raw, without(model.TaskFields(), "customer_id"), &d.Tasks)
	})
	take("custom", func(raw json.RawMessage) error { return b.readCustom(raw, &d.Customer) })
	ps.Add(readFields(keys, &d.Customer.Meta, model.CustomerFields(), &d.Customer))
	return ps.OrNil()
}

// readCustom reads the values of custom fields, which the head defines.
func (b *BookReader) readCustom(raw []byte, c *model.Customer) error {
	var texts map[string]string
	if err := json.Unmarshal(raw, &texts); err != nil {
		return fault("custom").Because(err)
	}
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		at := -1
		if b.Head != nil {
			at = slices.IndexFunc(b.Head.Fields, func(f model.CustomField) bool { return f.Key == key })
		}
		if at < 0 {
			return model.NewProblem(model.Invalid, "ours_key_unknown", "Key", shorten(key))
		}
		c.SetCustom(&b.Head.Fields[at], texts[key])
	}
	return nil
}

// readRecords reads a list of records.
func readRecords[T any, R interface {
	*T
	model.Record
}](key string, raw []byte, fields []model.Field[T], into *[]T) error {
	var list []map[string]json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return fault(key).Because(err)
	}
	var ps model.Problems
	*into = make([]T, len(list))
	for i, keys := range list {
		r := &(*into)[i]
		ps.Add(readFields(keys, R(r).RecordMeta(), fields, r))
	}
	return ps.OrNil()
}

// readFields sets the fields of a record from an object. The currency goes first:
// amounts must be of it.
func readFields[T any](keys map[string]json.RawMessage, meta *model.Meta, fields []model.Field[T], r *T) error {
	var ps model.Problems
	if id, ok := keys["id"]; ok {
		if err := json.Unmarshal(id, &meta.ID); err != nil || meta.ID < 0 {
			ps.Add(fault("id"))
		}
	}
	var currency model.Currency
	if raw, ok := keys["currency"]; ok {
		_ = json.Unmarshal(raw, &currency) // a fault of it is found below
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		f := model.FieldOf(fields, key)
		switch {
		case key == "id":
		case f == nil:
			ps.Add(model.NewProblem(model.Invalid, "ours_key_unknown", "Key", shorten(key)))
		default:
			text, err := fieldText(*f, keys[key], currency)
			if err == nil {
				err = f.Set(r, text)
			}
			if err == nil && f.List && f.Key != "items" {
				err = sameKeys(keys[key], f.Get(r))
			}
			if err != nil {
				ps.Add(inField(key, err))
			}
		}
	}
	return ps.OrNil()
}

// sameKeys refuses elements of a list with keys that were not taken; those of
// nothing may be missing in what was.
func sameKeys(raw []byte, taken string) error {
	var theirs, ours []map[string]any
	if json.Unmarshal(raw, &theirs) != nil || taken != "" && json.Unmarshal([]byte(taken), &ours) != nil {
		return nil // no list of objects
	}
	for i, element := range theirs {
		for key, value := range element {
			if _, known := ours[i][key]; !known && !isNothing(value) {
				return model.NewProblem(model.Invalid, "ours_key_unknown", "Key", shorten(key))
			}
		}
	}
	return nil
}

func isNothing(value any) bool { return value == nil || value == "" || value == 0.0 }

// inField is the problem of a field, in words of its own where it has them.
func inField(key string, err error) error {
	var p *model.Problem
	if errors.As(err, &p) {
		return model.At(key, p)
	}
	return fault(key).Because(err)
}

// fieldText is the canonical text of a value: fieldValue the other way round.
func fieldText[T any](f model.Field[T], raw json.RawMessage, c model.Currency) (string, error) {
	switch {
	case f.Key == "items":
		return itemsFromJSON(raw, c)
	case f.List:
		var b bytes.Buffer
		err := json.Compact(&b, raw)
		return b.String(), err
	case f.Amount:
		n, err := amountFromJSON(raw, c)
		return strconv.FormatInt(n, 10), err
	case f.Number && !f.Instant && f.Key != "state":
		var n int64
		err := json.Unmarshal(raw, &n)
		return strconv.FormatInt(n, 10), err
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil || string(raw) == "null" {
		return "", fmt.Errorf("no text: %w", err)
	}
	switch {
	case f.Key == "state":
		return stateFromJSON(text)
	case f.Instant:
		at, err := time.Parse(time.RFC3339, text)
		return strconv.FormatInt(at.Unix(), 10), err
	}
	return text, nil
}

func stateFromJSON(name string) (string, error) {
	for text, known := range stateNames {
		if name == known {
			return text, nil
		}
	}
	return "", fault("state")
}

func amountFromJSON(raw []byte, c model.Currency) (int64, error) {
	var m model.Money
	if err := json.Unmarshal(raw, &m); err != nil {
		return 0, err
	}
	if m.Currency != c {
		return 0, model.Invalidf("", "money_currencies", "First", string(m.Currency), "Second", string(c))
	}
	return m.Amount, nil
}

func itemsFromJSON(raw []byte, c model.Currency) (string, error) {
	var list []itemJSON
	if err := decodeAs("items", raw, &list); err != nil {
		return "", err
	}
	items := make([]model.Item, len(list))
	for i, it := range list {
		items[i] = model.Item{Product: it.Product, SKU: it.SKU, Quantity: it.Quantity, UnitPrice: it.UnitPrice.Amount, Amount: it.Amount.Amount}
		amounts := []model.Money{it.UnitPrice, it.Amount}
		if it.Discount != nil {
			items[i].Discount = it.Discount.Amount
			amounts = append(amounts, *it.Discount)
		}
		for _, m := range amounts {
			if m.Currency != c {
				return "", model.Invalidf("items", "money_currencies", "First", string(m.Currency), "Second", string(c))
			}
		}
	}
	text, err := marshal(items)
	return strings.TrimPrefix(string(text), "[]"), err
}

// WriteRejects writes the refused customers of a file as they stand in it, a
// customer a line, so that they can be put right and imported again. r is the
// file once more from its beginning.
func WriteRejects(w io.Writer, r io.Reader, refused map[int]bool) error {
	b, err := OpenBook(r)
	if err != nil {
		return err
	}
	head, err := headJSON(nil)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	_, err = out.Write(append(head, '\n'))
	for raw, broken := range b.elements(context.Background()) {
		if err := errors.Join(err, broken); err != nil {
			return err
		}
		if refused[b.found] {
			var line bytes.Buffer
			err = json.Compact(&line, raw)
			_, _ = out.Write(append(line.Bytes(), '\n')) // Flush returns the error
		}
	}
	return errors.Join(err, out.Flush())
}
