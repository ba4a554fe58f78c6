package exchange

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"

	"kehu/model"
)

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

// WriteRejects writes the refused customers of a file as they stand in it, a
// customer a line, so that they can be put right and imported again. r is the
// file once more from its beginning; the rejects are in its order.
func WriteRejects(w io.Writer, r io.Reader, rejects model.Rejects) error {
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
	next := 0
	for raw, broken := range b.elements(context.Background()) {
		if err := errors.Join(err, broken); err != nil {
			return err
		}
		if next < rejects.Len() && rejects.At(next).Row == b.found {
			next++
			var line bytes.Buffer
			err = json.Compact(&line, raw)
			_, _ = out.Write(append(line.Bytes(), '\n')) // Flush returns the error
		}
	}
	return errors.Join(err, out.Flush())
}
