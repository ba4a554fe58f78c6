package model

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// ProblemKind sorts problems by what a caller can do about them; the command
// line turns each into an exit code.
type ProblemKind int

// The kinds of problems. The zero value is a failure without a better name.
const (
	Failed    ProblemKind = iota // something outside the input went wrong: disk, system
	Usage                        // the command or its options are wrong
	NotFound                     // the record or file that was named is not there
	Invalid                      // the input breaks a rule of the model
	Conflicts                    // somebody else changed the same thing meanwhile
	Forbidden                    // the actor may not do this
	Unusable                     // the file is no book, or one this program cannot open
)

// A Problem is an error made for the person at the keyboard. Code names a
// message "problem.<Code>" (and, where there is one, "hint.<Code>", which says
// what to do next) in the catalogues of package locale; Args fill it in.
type Problem struct {
	Kind  ProblemKind
	Code  string
	Args  map[string]any
	Field string // key of the field to blame, such as "birthday"; "" for none
	Of    Kind   // the kind of record whose Field it is, where a customer has one of that key too
	Err   error  // the cause, for logs and errors.Is; may be nil
}

// Invalidf returns an Invalid problem of a field. The args alternate names and
// values, as in Invalidf("birthday", "date_syntax", "Value", text).
func Invalidf(field, code string, args ...any) *Problem {
	p := NewProblem(Invalid, code, args...)
	p.Field = field
	return p
}

// NewProblem returns a problem without a field; args alternate names and values.
func NewProblem(kind ProblemKind, code string, args ...any) *Problem {
	p := &Problem{Kind: kind, Code: code}
	if len(args) > 0 {
		p.Args = make(map[string]any, len(args)/2)
	}
	for i := 0; i+1 < len(args); i += 2 {
		p.Args[args[i].(string)] = args[i+1]
	}
	return p
}

// With returns p with one more argument of its message.
func (p *Problem) With(name string, value any) *Problem {
	if p.Args == nil {
		p.Args = map[string]any{}
	}
	p.Args[name] = value
	return p
}

// At returns err with the blame on a field, unless it names one already. It does
// so to the first Problem of several.
func At(field string, err error) error {
	var p *Problem
	if errors.As(err, &p) && p.Field == "" {
		p.Field = field
	}
	return err
}

// Because returns p with the cause set, so that errors.Is sees through it.
func (p *Problem) Because(err error) *Problem {
	p.Err = err
	return p
}

// Error renders the problem for logs and tests; people read the catalogue's
// message instead.
func (p *Problem) Error() string {
	var b strings.Builder
	if p.Field != "" {
		b.WriteString(p.Field + ": ")
	}
	b.WriteString(p.Code)
	names := make([]string, 0, len(p.Args))
	for name := range p.Args {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Fprintf(&b, " %s=%v", name, p.Args[name])
	}
	if p.Err != nil {
		fmt.Fprintf(&b, ": %v", p.Err)
	}
	return b.String()
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// MessageID returns the id of the message that tells a person of the problem.
func (p *Problem) MessageID() string { return "problem." + p.Code }

// HintID returns the id of the message that says what to do next.
func (p *Problem) HintID() string { return "hint." + p.Code }

// MessageArgs returns what fills the message in.
func (p *Problem) MessageArgs() map[string]any { return p.Args }

// MessageField returns the key of the field to blame, as in "title" or
// "task.title", or "".
func (p *Problem) MessageField() string {
	if p.Field == "" || p.Of == "" {
		return p.Field
	}
	return string(p.Of) + "." + p.Field
}

// Problems are all the faults of one record, so that a form can show each at
// its field. It is never empty when returned as an error.
type Problems []*Problem

// Error renders all of them, one after the other.
func (ps Problems) Error() string {
	texts := make([]string, len(ps))
	for i, p := range ps {
		texts[i] = p.Error()
	}
	return strings.Join(texts, "; ")
}

// Unwrap gives the single problems to errors.Is and errors.As.
func (ps Problems) Unwrap() []error {
	errs := make([]error, len(ps))
	for i, p := range ps {
		errs[i] = p
	}
	return errs
}

// OrNil returns ps as an error, or nil when there is nothing wrong.
func (ps Problems) OrNil() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}

// Add appends what err holds, a *Problem or Problems; nil adds nothing.
func (ps *Problems) Add(err error) {
	if err == nil {
		return
	}
	var many Problems // behind the check: they are on the heap
	var one *Problem
	switch {
	case errors.As(err, &many):
		*ps = append(*ps, many...)
	case errors.As(err, &one):
		*ps = append(*ps, one)
	default:
		*ps = append(*ps, NewProblem(Failed, "failed").Because(err))
	}
}

// KindOf returns the kind of the first problem in err's chain, Failed for any
// other error.
func KindOf(err error) ProblemKind {
	var p *Problem
	if errors.As(err, &p) {
		return p.Kind
	}
	return Failed
}
