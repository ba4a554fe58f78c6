package exchange

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"

	"kehu/model"
)

// Bounds of a part of a workbook, so that an archive made to fill the memory
// ends in an error.
const (
	maxPart   = 4 << 30    // bytes that a part may unpack to
	maxToken  = 4 * maxRow // bytes of one element or text
	bombFrom  = 4 << 20    // bytes from which the share that packing saved counts
	bombRatio = 300        // real sheets pack to a twentieth, endless copies of a row to a two hundredth
)

// A part is one XML file of a workbook, read element by element. It keeps no
// stack, for depth means nothing to us and may be endless.
type part struct {
	src    io.ReadCloser
	packed uint64
	buf    []byte
	pos    int
	total  int64 // bytes unpacked
	since  int   // bytes since the last token
	err    error
	xml    *xml.Decoder
}

// openPart opens an entry of the archive. The error is the Problem xlsx_broken.
func openPart(f *zip.File) (*part, error) {
	src, err := f.Open()
	if err != nil {
		return nil, brokenBook(err)
	}
	p := &part{src: src, packed: max(f.CompressedSize64, 1), buf: make([]byte, 0, 64<<10)}
	p.xml = xml.NewDecoder(p)
	return p, nil
}

func brokenBook(err error) error {
	var p *model.Problem
	if errors.As(err, &p) {
		return err
	}
	return model.NewProblem(model.Invalid, "xlsx_broken").Because(err)
}

// token returns the next element or text; names are as written, prefix apart.
// The error is io.EOF or a Problem: xlsx_broken or xlsx_bomb.
func (p *part) token() (xml.Token, error) {
	p.since = 0
	t, err := p.xml.RawToken()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, brokenBook(err)
	}
	return t, err
}

// ReadByte is what the decoder reads by.
func (p *part) ReadByte() (byte, error) {
	if p.pos == len(p.buf) {
		if err := p.fill(); err != nil {
			return 0, err
		}
	}
	if p.since++; p.since > maxToken {
		return 0, errBomb()
	}
	p.pos++
	return p.buf[p.pos-1], nil
}

// Read makes a part a reader, which it has to be, though only bytes are read.
func (p *part) Read(b []byte) (int, error) {
	for i := range b {
		c, err := p.ReadByte()
		if err != nil {
			return i, err
		}
		b[i] = c
	}
	return len(b), nil
}

func (p *part) fill() error {
	if p.err != nil {
		return p.err
	}
	var n int
	n, p.err = p.src.Read(p.buf[:cap(p.buf)])
	p.buf, p.pos = p.buf[:n], 0
	p.total += int64(n)
	if p.total > maxPart || p.total > bombFrom && uint64(p.total)/p.packed > bombRatio {
		p.err = errBomb()
		return p.err
	}
	if n > 0 {
		return nil
	}
	if p.err == nil {
		p.err = io.ErrNoProgress
	}
	return p.err
}

func errBomb() error { return model.NewProblem(model.Invalid, "xlsx_bomb") }

// attr returns an attribute of an element, "" where it has none.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// elements calls f with every element of an entry as it begins.
func elements(f *zip.File, each func(e xml.StartElement)) error {
	p, err := openPart(f)
	if err != nil {
		return err
	}
	defer p.src.Close()
	for {
		t, err := p.token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			each(e)
		}
	}
}
