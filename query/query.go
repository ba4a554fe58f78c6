package query

// A Query is what a person asked for: which records, in which order. The zero
// Query matches everything in the order of the place that shows it.
type Query struct {
	Where Node    // nil matches everything
	Sort  []Order // first key first; never the same field twice
}

// An Order is one key of the order of rows.
type Order struct {
	Field *Field
	Desc  bool
}

// A Node is one part of a condition: And, Or, Not, Word, Term, Has, No or Is.
// A parsed tree is in normal form: And and Or hold at least two nodes and none
// of their own kind, Not holds no Not. All, Any and Negate keep it so.
type Node interface{ node() }

type (
	// And holds where all of its nodes do.
	And []Node

	// Or holds where any of its nodes does.
	Or []Node

	// Not holds where its node does not.
	Not struct{ Node Node }

	// Word is free text, sought everywhere. As a phrase it was put in quotes
	// and means these characters in this order, blanks and all; otherwise it
	// holds no blank and may be pinyin, initials or the end of a number.
	Word struct {
		Text   string
		Phrase bool
	}

	// Term compares a field. Is has one or more values, any of which will do;
	// Between has two, the lower (or nearer) first as typed; other operators
	// have one. The values fit the type of the field.
	Term struct {
		Field  *Field
		Op     Op
		Values []Value
	}

	// Has holds where the field is filled in.
	Has struct{ Field *Field }

	// No holds where the field is empty.
	No struct{ Field *Field }

	// Is holds where the record is in the state, one of the catalogue's keys.
	Is struct{ State string }
)

func (And) node()  {}
func (Or) node()   {}
func (Not) node()  {}
func (Word) node() {}
func (Term) node() {}
func (Has) node()  {}
func (No) node()   {}
func (Is) node()   {}

// Op is how a Term compares.
type Op int

// The operators. For days, Less of a distance ("<30d") means nearer and More
// farther; of a day they mean before and after. Term.Spans knows the rest.
const (
	Equals  Op = iota // any of the values; a Text field contains any of them
	Exact             // a Text field equals the value as a whole
	Less              // <
	AtMost            // <= and "..b"
	More              // >
	AtLeast           // >= and "a.."
	Between           // a..b, both ends included
)

// All joins nodes by "and" in normal form; nil nodes drop out, and nothing
// left is nil.
func All(nodes ...Node) Node {
	flat := flatten[And](nodes)
	if len(flat) < 2 {
		return only(flat)
	}
	return flat
}

// Any joins nodes by "or" in normal form; nil nodes drop out, and nothing left
// is nil.
func Any(nodes ...Node) Node {
	flat := flatten[Or](nodes)
	if len(flat) < 2 {
		return only(flat)
	}
	return flat
}

// flatten puts the nodes of an inner S in its place and leaves nil out.
func flatten[S ~[]Node](nodes []Node) S {
	var flat S
	for _, n := range nodes {
		if inner, ok := any(n).(S); ok {
			flat = append(flat, inner...)
		} else if n != nil {
			flat = append(flat, n)
		}
	}
	return flat
}

func only(nodes []Node) Node {
	if len(nodes) == 0 {
		return nil
	}
	return nodes[0]
}

// Negate returns the opposite of n in normal form; of nil it is nil.
func Negate(n Node) Node {
	switch n := n.(type) {
	case nil:
		return nil
	case Not:
		return n.Node
	}
	return Not{n}
}

// Narrow returns q with one more condition, such as Term for the value under
// the cursor. A condition that already stands there is not repeated.
func (q Query) Narrow(n Node) Query {
	text := Query{Where: n}.String()
	parts, ok := q.Where.(And)
	if !ok {
		parts = And{q.Where}
	}
	for _, part := range parts {
		if part != nil && (Query{Where: part}).String() == text {
			return q
		}
	}
	return Query{Where: All(q.Where, n), Sort: q.Sort}
}

// EqualTo is the condition that the field has this very value.
func EqualTo(f *Field, value string) Node {
	if f.Type == Text {
		return Term{f, Exact, []Value{{value}}}
	}
	return Term{f, Equals, []Value{{value}}}
}

// Words returns the free words and phrases that a match holds, for
// highlighting: those under a Not are left out.
func (q Query) Words() []Word {
	var words []Word
	Walk(q.Where, func(n Node) bool {
		if w, ok := n.(Word); ok {
			words = append(words, w)
		}
		_, negated := n.(Not)
		return !negated
	})
	return words
}

// Walk calls visit for n and everything below it, from left to right; where
// visit returns false it goes no deeper. A nil node has nothing to visit.
func Walk(n Node, visit func(Node) bool) {
	if n == nil || !visit(n) {
		return
	}
	switch n := n.(type) {
	case And:
		walkAll(n, visit)
	case Or:
		walkAll(n, visit)
	case Not:
		Walk(n.Node, visit)
	}
}

func walkAll(nodes []Node, visit func(Node) bool) {
	for _, n := range nodes {
		Walk(n, visit)
	}
}
