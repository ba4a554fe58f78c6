package fts5

import (
	"fmt"
	"slices"
	"strings"
)

// An Expression is a query of the full-text search: what stands in quotes, with
// a * where it is the begin of words, joined by AND, OR and NOT (which binds
// most tightly) and parentheses: that part of https://sqlite.org/fts5.html,
// chapter 3, which package store writes.
type Expression struct {
	Term     string // of a leaf
	IsPrefix bool   // the leaf finds all that begin with the term

	Op          Op // of what is no leaf
	Left, Right *Expression
}

// An Op joins two expressions.
type Op byte

// The operators, in the order in which they bind.
const (
	Leaf Op = iota
	Not
	And
	Or
)

var opNames = map[Op]string{Not: "NOT", And: "AND", Or: "OR"}

// Parse reads an expression. The error says what it does not understand.
func Parse(text string) (*Expression, error) {
	p := parser{rest: text}
	e := p.joined(Or)
	if p.err == nil && p.skip() != "" {
		p.fail()
	}
	return e, p.err
}

// Conjuncts returns the expressions that e joins by AND; e alone where it is none.
func (e *Expression) Conjuncts() []*Expression {
	if e.Op != And {
		return []*Expression{e}
	}
	return append(e.Left.Conjuncts(), e.Right.Conjuncts()...)
}

// Holds reports whether the expression finds a document with these words, which are
// sorted.
func (e *Expression) Holds(words []string) bool {
	switch e.Op {
	case And:
		return e.Left.Holds(words) && e.Right.Holds(words)
	case Or:
		return e.Left.Holds(words) || e.Right.Holds(words)
	case Not:
		return e.Left.Holds(words) && !e.Right.Holds(words)
	}
	at, there := slices.BinarySearch(words, e.Term)
	return there || e.IsPrefix && at < len(words) && strings.HasPrefix(words[at], e.Term)
}

type parser struct {
	rest string
	err  error
}

// skip returns what is left, without blanks before it.
func (p *parser) skip() string {
	p.rest = strings.TrimLeft(p.rest, " ")
	return p.rest
}

func (p *parser) fail() {
	if p.err == nil {
		p.err = fmt.Errorf("search expression: %q", p.rest)
	}
}

// take takes a text if it comes next.
func (p *parser) take(text string) bool {
	rest, found := strings.CutPrefix(p.skip(), text)
	if found {
		p.rest = rest
	}
	return found
}

// joined reads what an operator joins, and all that binds more tightly. Each takes
// what stands to its left: a NOT b NOT c is (a NOT b) NOT c.
func (p *parser) joined(op Op) *Expression {
	if op == Leaf {
		return p.leaf()
	}
	e := p.joined(op - 1)
	for p.err == nil && p.take(opNames[op]) {
		e = &Expression{Op: op, Left: e, Right: p.joined(op - 1)}
	}
	return e
}

func (p *parser) leaf() *Expression {
	if p.take("(") {
		e := p.joined(Or)
		if !p.take(")") {
			p.fail()
		}
		return e
	}
	if !p.take(`"`) {
		p.fail()
		return &Expression{}
	}
	return &Expression{Term: p.quoted(), IsPrefix: p.take("*")}
}

// quoted reads on behind a quote to the one that ends the term.
func (p *parser) quoted() string {
	var b strings.Builder
	for {
		part, rest, found := strings.Cut(p.rest, `"`)
		b.WriteString(part)
		if p.rest = rest; !found {
			p.fail()
			return ""
		}
		if !strings.HasPrefix(rest, `"`) {
			return b.String()
		}
		b.WriteByte('"')
		p.rest = rest[1:]
	}
}
