// Package widget holds the parts that screens are made of: a windowed table, a
// form, inputs, a picker, a question, bars and footers. It draws text and
// collects keys; it knows no customers, reads no files, keeps no package-level
// state and holds no visible words of its own, so every text comes from the
// caller in the caller's language.
//
// All components share one contract:
//
//   - they are pointers that change in place;
//   - keys, paste and mouse go to the focused one, all other messages to every
//     one: each knows the answers to its own commands and drops the rest;
//   - Update takes a message and returns a command that must reach the runtime,
//     and, where the component decides something, a [Decision] first;
//   - SetSize gives cells, View returns a [Frame] of exactly that size;
//   - the hardware cursor travels in the Frame, so that the window of an input
//     method opens where one types;
//   - widths are measured by x/ansi alone (see [Width]).
package widget

// Decision is what a component made of a message. Its owner acts on it.
type Decision int

// What Update may report.
const (
	Pending   Decision = iota // nothing to act on
	Changed                   // the content is another one now
	Accepted                  // saved, chosen, or answered yes
	Cancelled                 // left, closed, or answered no
)
