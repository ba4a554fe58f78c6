package exchange

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/transform"

	"kehu/model"
)

// decodeCSV returns the rows of a delimited text.
func decodeCSV(in *input, o Options) (*table, error) {
	sample, all := in.sample, in.all()
	cs, err := chooseCharset(sample, in.whole, o)
	if err == nil && o.Encoding == "" {
		cs, err = in.beyondASCII(cs, o.Locale), cs.checkMixed(sample, in.whole)
	}
	if err != nil {
		return nil, err
	}
	if o.Encoding == "" {
		all = newSeamReader(all, cs, sample)
	}
	text, marked := bytes.CutPrefix(sample, []byte(cs.bom))
	if marked {
		if _, err := io.CopyN(io.Discard, all, int64(len(cs.bom))); err != nil {
			return nil, model.NewProblem(model.Failed, "read_failed").Because(err)
		}
	}
	if cs.enc != nil {
		text, _, _ = transform.Bytes(cs.enc.NewDecoder(), text) // broken ends become U+FFFD
		all = transform.NewReader(all, cs.enc.NewDecoder())
	}
	d, said := separatorLine(text)
	if said == 0 {
		d = sniffDialect(text, o.Delimiter)
	}
	reader := newCSVReader(all, d)
	reader.check = cs.check
	if said > 0 {
		if _, err := reader.next(); err != nil {
			return nil, err
		}
	}
	return &table{format: "csv", encoding: cs.name, delimiter: d.delimiter, next: reader.next}, nil
}

// chooseCharset returns the encoding that was asked for or else the one that
// the sample shows.
func chooseCharset(sample []byte, whole bool, o Options) (charset, error) {
	if o.Encoding != "" {
		return charsetNamed(o.Encoding)
	}
	return sniffCharset(sample, whole, o.Locale)
}

// markIn returns the length of the byte order mark that a text begins with.
func (cs charset) markIn(sample []byte) int {
	if cs.bom != "" && bytes.HasPrefix(sample, []byte(cs.bom)) {
		return len(cs.bom)
	}
	return 0
}

// check refuses text that cannot be what was written: with NUL bytes, or with
// bytes that the encoding does not have. What UTF-8 has of U+FFFD was in the
// file; another decoder put it there.
func (cs charset) check(text string) *model.Problem {
	switch {
	case strings.IndexByte(text, 0) >= 0:
		return model.NewProblem(model.Invalid, "text_nul")
	case !utf8.ValidString(text) || cs.enc != nil && strings.ContainsRune(text, utf8.RuneError):
		return model.NewProblem(model.Invalid, "text_undecodable", "Encoding", cs.name)
	}
	return nil
}

// separatorLine reads the line "sep=;" that Excel takes a delimiter from, and
// returns the dialect and the length of the line; 0 when there is none.
func separatorLine(text []byte) (dialect, int) {
	rest, ok := bytes.CutPrefix(text, []byte("sep="))
	if !ok {
		return dialect{}, 0
	}
	end := bytes.IndexAny(rest, "\r\n")
	if end < 1 || utf8.RuneCount(rest[:end]) != 1 {
		return dialect{}, 0
	}
	d := sniffDialect(rest[end:], string(rest[:end]))
	return d, len("sep=") + end
}

// delimiters are tried in this order; among equals the first is taken.
var delimiters = []string{",", "\t", ";", "|", "，"}

// sniffRows is how many rows the delimiter is judged by.
const sniffRows = 200

// sniffDialect finds out how a text is written; delimiter is "" to find out too.
func sniffDialect(text []byte, delimiter string) dialect {
	d := dialect{delimiter: delimiter, crEnds: endsWithCR(text)}
	most := -1.0
	for _, candidate := range delimiters {
		if delimiter != "" {
			break
		}
		try := dialect{delimiter: candidate, crEnds: d.crEnds}
		if score := regularity(text, try); score > most {
			most, d.delimiter = score, candidate
		}
	}
	d.spaced = quotesAfterBlank(text, d.delimiter)
	return d
}

// endsWithCR reports whether rows end with a lone CR: there is one outside
// quotes, and no LF there.
func endsWithCR(text []byte) bool {
	quoted, lone := false, false
	for i, b := range text {
		switch {
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '\n':
			return false
		case b == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			lone = true
		}
	}
	return lone
}

// quotesAfterBlank reports whether cells are quoted behind a delimiter and a
// blank, and the quotes close before the next delimiter.
func quotesAfterBlank(text []byte, delimiter string) bool {
	opens := bytes.Count(text, []byte(delimiter+` "`))
	closes := bytes.Count(text, []byte(`"`+delimiter)) + bytes.Count(text, []byte("\"\n")) + bytes.Count(text, []byte("\"\r"))
	return opens > 0 && closes >= opens
}

// regularity says how well a dialect suits a text: how many of its rows have
// the most frequent number of cells (two at least), times the cells each has
// beyond the first, less where other rows have other numbers.
func regularity(text []byte, d dialect) float64 {
	reader := newCSVReader(bytes.NewReader(text), d)
	counts := map[int]int{}
	parted := 0
	for range sniffRows {
		r, err := reader.next()
		if err != nil || reader.quote > 0 {
			if errors.Is(err, io.EOF) || reader.quote > 0 {
				break
			}
			return 0
		}
		if n := len(r.cells); n > 1 {
			counts[n]++
			parted++
		}
	}
	best := 0.0
	for width, n := range counts {
		best = max(best, float64(n*n*(width-1))/float64(parted))
	}
	return best
}
