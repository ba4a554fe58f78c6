package model

import (
	"cmp"
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
	reasons packed
	known   map[string]int64 // the first of the reasons, by their bytes
	others  []any            // values of problems that are neither text nor number
}

// A rejectRow is a row with where its reasons begin.
type rejectRow struct {
	row, line int32
	at        int64
}

const (
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
	why := reasonsReader{unpacker{r.reasons.at(row.at)}, r.others}
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
	at := r.reasons.append(w.text)
	if len(r.known) < mostKnown {
		if r.known == nil {
			r.known = map[string]int64{}
		}
		r.known[string(w.text)] = at
	}
	return at
}

// A reasonsWriter writes problems.
type reasonsWriter struct {
	packer
	rejects *Rejects
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

// beginning cuts a long text to its first 200 characters.
func beginning(text string) string {
	if len(text) <= longestReason || utf8.RuneCountInString(text) <= longestReason {
		return text
	}
	return string([]rune(text)[:longestReason]) + "…"
}

// A reasonsReader reads what a reasonsWriter wrote.
type reasonsReader struct {
	unpacker
	others []any
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
