package exchange

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"kehu/model"
)

// sharedStrings are the texts that cells name by number, one behind the other.
type sharedStrings struct {
	text []byte
	ends []uint32
}

// maxShared is how many bytes of shared strings are held.
const maxShared = 256 << 20

func (s *sharedStrings) at(i int) (string, bool) {
	if i < 0 || i >= len(s.ends) {
		return "", false
	}
	start := uint32(0)
	if i > 0 {
		start = s.ends[i-1]
	}
	return string(s.text[start:s.ends[i]]), true
}

// readShared reads the parts with shared strings; there is one at most.
func (wb *workbook) readShared(parts map[string]string) error {
	for _, name := range parts {
		f := wb.file(name)
		if f == nil {
			continue
		}
		p, err := openPart(f)
		if err != nil {
			return err
		}
		defer p.src.Close()
		return wb.shared.read(p)
	}
	return nil
}

// read takes the texts of all items: those of their runs, joined, without the
// readings (rPh) that Japanese texts have beside them.
func (s *sharedStrings) read(p *part) error {
	inText, reading := false, false
	for {
		t, err := p.token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			inText = t.Name.Local == "t"
			reading = reading || t.Name.Local == "rPh"
		case xml.EndElement:
			inText = false
			switch t.Name.Local {
			case "rPh":
				reading = false
			case "si":
				s.ends = append(s.ends, uint32(len(s.text)))
			}
		case xml.CharData:
			if inText && !reading {
				s.text = append(s.text, unescapeCell(string(t))...)
			}
		}
		if len(s.text)+4*len(s.ends) > maxShared {
			return model.NewProblem(model.Invalid, "xlsx_bomb")
		}
	}
}

var escapedUnit = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescapeCell gives back the characters that XML cannot hold, written _x000D_.
func unescapeCell(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var units []uint16
	var b strings.Builder
	flush := func() { b.WriteString(string(utf16.Decode(units))); units = units[:0] }
	last := 0
	for _, at := range escapedUnit.FindAllStringIndex(text, -1) {
		if at[0] > last {
			flush()
			b.WriteString(text[last:at[0]])
		}
		n, _ := strconv.ParseUint(text[at[0]+2:at[1]-1], 16, 16) // four hexadecimal figures
		units, last = append(units, uint16(n)), at[1]
	}
	flush()
	return b.String() + text[last:]
}

// plainNumber writes a number as a person would: without the tail of a binary
// fraction (548.58000000000004) and without an exponent. A number too great for
// the program that wrote it stays as it stands.
func plainNumber(text string) string {
	if strings.Trim(text, "0123456789") == "" {
		return text
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) || math.Abs(f) >= 1e21 {
		return text
	}
	const digits = 15 // what spreadsheets hold
	short := strconv.FormatFloat(f, 'g', digits, 64)
	if f, err = strconv.ParseFloat(short, 64); err != nil {
		return text
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}
