package model

import (
	"cmp"
	"encoding/binary"
	"errors"
	"iter"
	"slices"
	"sort"
	"unicode/utf8"
)

// A Reject is a refused row with the reasons.
type Reject struct {
	Row      int
	Line     int // of the file, where the row begins; 0 where it has no lines
	Problems Problems
}

// Rejects are the refused rows of an import. A file may have a million of them, so
// they are kept in some sixty bytes each, and equal reasons once. Of a problem's
// cause only the text is kept, and of a long value its beginning. The zero value
// is ready; copies share what they hold.
type Rejects struct {
	rows    []rejectRow
	reasons [][]byte         // in blocks, so that growing copies nothing
	known   map[string]int64 // the first of the reasons, by their bytes
	others  []any            // values of problems that are neither text nor number
}

// A rejectRow is a row with where its reasons begin: the block, and the byte in it.
type rejectRow struct {
	row, line int32
	at        int64
}

const (
	reasonsBlock  = 1 << 20
	mostKnown     = 1000 // reasons that are looked for among those there are
	longestReason = 200  // characters of a value
)

// Add adds rows that are refused for the same reasons; lines may be nil.
func (r *Rejects) Add(rows, lines []int, why Problems) {
	at := r.keep(why)
	for i, row := range rows {
		refused := rejectRow{row: int32(row), at: at}
		if i < len(lines) {
			refused.line = int32(lines[i])
		}
		r.rows = append(r.rows, refused)
	}
}

// Sort puts the rows into the order of the file.
func (r *Rejects) Sort() {
	slices.SortStableFunc(r.rows, func(a, b rejectRow) int { return cmp.Compare(a.row, b.row) })
}

// Len is how many rows there are.
func (r *Rejects) Len() int { return len(r.rows) }

// At returns the row at an index from 0.
func (r *Rejects) At(i int) Reject {
	row := r.rows[i]
	why := reasonsReader{r.reasons[row.at/reasonsBlock][row.at%reasonsBlock:], r.others}
	return Reject{Row: int(row.row), Line: int(row.line), Problems: why.problems()}
}

// All returns the rows, one after the other.
func (r *Rejects) All() iter.Seq[Reject] {
	return func(yield func(Reject) bool) {
		for i := range r.rows {
			if !yield(r.At(i)) {
				return
			}
		}
	}
}

// keep writes reasons down and returns where.
func (r *Rejects) keep(why Problems) int64 {
	w := reasonsWriter{rejects: r}
	w.problems(why)
	if at, there := r.known[string(w.text)]; there {
		return at
	}
	at := r.append(w.text)
	if len(r.known) < mostKnown {
		if r.known == nil {
			r.known = map[string]int64{}
		}
		r.known[string(w.text)] = at
	}
	return at
}

// append appends to the last block, or to a new one where that is full; reasons
// longer than a block have one of their own.
func (r *Rejects) append(text []byte) int64 {
	last := len(r.reasons) - 1
	if last < 0 || len(r.reasons[last])+len(text) > reasonsBlock {
		last++
		r.reasons = append(r.reasons, make([]byte, 0, max(reasonsBlock, len(text))))
	}
	at := int64(last)*reasonsBlock + int64(len(r.reasons[last]))
	r.reasons[last] = append(r.reasons[last], text...)
	return at
}

// A reasonsWriter writes problems as lengths and bytes.
type reasonsWriter struct {
	rejects *Rejects
	text    []byte
}

func (w *reasonsWriter) number(n int64) { w.text = binary.AppendVarint(w.text, n) }

func (w *reasonsWriter) string(text string) {
	w.number(int64(len(text)))
	w.text = append(w.text, text...)
}

func (w *reasonsWriter) problems(why Problems) {
	w.number(int64(len(why)))
	for _, p := range why {
		w.number(int64(p.Kind))
		w.string(p.Code)
		w.string(p.Field)
		w.string(string(p.Of))
		cause := ""
		if p.Err != nil {
			cause = p.Err.Error()
		}
		w.string(beginning(cause))
		w.args(p.Args)
	}
}

// args writes them by name, so that equal problems have equal bytes.
func (w *reasonsWriter) args(args map[string]any) {
	names := make([]string, 0, len(args))
	for name := range args {
		names = append(names, name)
	}
	sort.Strings(names)
	w.number(int64(len(names)))
	for _, name := range names {
		w.string(name)
		w.value(args[name])
	}
}

// What kind of value follows.
const (
	valueString = iota
	valueInt
	valueOther
)

func (w *reasonsWriter) value(value any) {
	switch value := value.(type) {
	case string:
		w.number(valueString)
		w.string(beginning(value))
	case int:
		w.number(valueInt)
		w.number(int64(value))
	default:
		w.number(valueOther)
		w.number(int64(len(w.rejects.others)))
		w.rejects.others = append(w.rejects.others, value)
	}
}

// beginning cuts a long text.
func beginning(text string) string {
	if len(text) <= longestReason || utf8.RuneCountInString(text) <= longestReason {
		return text
	}
	return string([]rune(text)[:longestReason]) + "…"
}

// A reasonsReader reads what a reasonsWriter wrote.
type reasonsReader struct {
	text   []byte
	others []any
}

func (r *reasonsReader) number() int {
	n, length := binary.Varint(r.text)
	r.text = r.text[length:]
	return int(n)
}

func (r *reasonsReader) string() string {
	n := r.number()
	text := string(r.text[:n])
	r.text = r.text[n:]
	return text
}

func (r *reasonsReader) problems() Problems {
	why := make(Problems, r.number())
	for i := range why {
		p := &Problem{Kind: ProblemKind(r.number()), Code: r.string(), Field: r.string(), Of: Kind(r.string())}
		if cause := r.string(); cause != "" {
			p.Err = errors.New(cause)
		}
		for range r.number() {
			p.With(r.string(), r.value())
		}
		why[i] = p
	}
	return why
}

func (r *reasonsReader) value() any {
	switch r.number() {
	case valueString:
		return r.string()
	case valueInt:
		return r.number()
	}
	return r.others[r.number()]
}
