package query

import (
	"strings"
	"unicode"
)

// String writes the query in its canonical form: English keys, ASCII
// punctuation, the order last. Values stay as they were typed. Parsing the
// result by the same catalogue gives the same query.
func (q Query) String() string {
	var b strings.Builder
	if q.Where != nil {
		writeNode(&b, q.Where, looseBinding)
	}
	if len(q.Sort) == 0 {
		return b.String()
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	b.WriteString("sort:")
	for i, o := range q.Sort {
		if i > 0 {
			b.WriteByte(',')
		}
		if o.Desc {
			b.WriteByte('-')
		}
		b.WriteString(quoteValue(o.Field.Key))
	}
	return b.String()
}

// How tightly the place binds where a node is written; a node that binds less
// tightly needs parentheses there.
const (
	looseBinding = iota // the whole text, a branch of an Or
	andBinding
	notBinding
)

func writeNode(b *strings.Builder, n Node, binding int) {
	switch n := n.(type) {
	case Or:
		writeJoined(b, n, " OR ", looseBinding, binding > looseBinding)
	case And:
		writeJoined(b, n, " ", andBinding, binding > andBinding)
	case Not:
		b.WriteByte('-')
		writeNode(b, n.Node, notBinding)
	case Word:
		if n.Phrase {
			b.WriteString(quote(n.Text))
		} else {
			b.WriteString(n.Text)
		}
	case Term:
		writeTerm(b, n)
	case Has:
		b.WriteString("has:" + quoteValue(n.Field.Key))
	case No:
		b.WriteString("no:" + quoteValue(n.Field.Key))
	case Is:
		b.WriteString("is:" + n.State)
	}
}

func writeJoined(b *strings.Builder, nodes []Node, joint string, binding int, group bool) {
	if group {
		b.WriteByte('(')
	}
	for i, n := range nodes {
		if i > 0 {
			b.WriteString(joint)
		}
		writeNode(b, n, binding)
	}
	if group {
		b.WriteByte(')')
	}
}

func writeTerm(b *strings.Builder, t Term) {
	b.WriteString(t.Field.Key)
	b.WriteByte(':')
	b.WriteString(t.Op.sign())
	joint := ","
	if t.Op == Between {
		joint = ".."
	}
	for i, v := range t.Values {
		if i > 0 {
			b.WriteString(joint)
		}
		b.WriteString(quoteValue(v.Text))
	}
}

// sign returns what stands before the value.
func (op Op) sign() string {
	return [...]string{Exact: "=", Less: "<", AtMost: "<=", More: ">", AtLeast: ">=", Between: ""}[op]
}

// quoteValue puts a value in quotes unless it reads the same without.
func quoteValue(text string) string {
	plain := text != "" && !strings.Contains(text, "..") && narrow(text) == text
	for _, r := range text {
		plain = plain && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune("_-+./@%&$¥€£", r))
	}
	if plain {
		return text
	}
	return quote(text)
}

func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		if r == '\\' || isQuote(r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}
