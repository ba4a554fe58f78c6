package model

import "slices"

// A Draft is what an importer understood from one or several rows of a file: a
// customer, or a purchase or contact entry with the customer it belongs to.
// Package exchange makes drafts, package store matches and writes them.
type Draft struct {
	Rows        []int        // numbers of the file's data rows, from 1
	Lines       []int        // of the file, from 1, on which the Rows begin; nil where there are none
	Customer    Customer     // all of a customer, or just what identifies one
	Purchase    *Purchase    // nil in an import of customers
	Adds        bool         // Purchase holds only lines, for one that the book has under the same key or order number
	Known       bool         // only for a customer that the book has: no new one is made
	Interaction *Interaction // nil but in an import of contact history
	Problems    Problems     // why the rows are refused; nothing of such a draft is written

	// Covers are the keys of the record's fields of which the file has columns:
	// what such a column leaves empty the file says to be empty. Of all other
	// fields it only says what is filled in. All drafts of a file share the list.
	Covers []string
}

// OnDuplicate says what an import does with a row that the book already has.
type OnDuplicate string

// The ways to treat a row that is already in the book.
const (
	SkipDuplicate   OnDuplicate = "skip"
	UpdateDuplicate OnDuplicate = "update" // fill in and overwrite with what the row has
	AddDuplicate    OnDuplicate = "add"
	AskDuplicate    OnDuplicate = "ask" // a person decides, row by row; conflicts too
)

// Undecided is the answer of a person who leaves a row as it is: a duplicate, or a
// conflict.
const Undecided OnDuplicate = ""

// An ImportReport says what became of each row; the six counts add up to Rows.
type ImportReport struct {
	Rows      int
	New       int
	Changed   int
	Same      int
	Duplicate int
	Conflict  int // the file and somebody in the book changed the same field
	Rejected  int

	Customers    int     // records created
	Purchases    int     // records created
	Interactions int     // records created
	Tasks        int     // records created
	Totals       []Money // of the created purchases, one per currency
	ChangeSet    int64   // 0 when nothing was written
	Rejects      Rejects // the refused rows, in file order

	Samples []ImportSample // of a dry run: the first rows of each outcome

	Conflicts RowConflicts // in file order
}

// A MadeCount is how many records of a kind an import made.
type MadeCount struct {
	What  string // customers, purchases, interactions, tasks
	Count int
}

// Made counts the records that were made, those of which there are any.
func (r *ImportReport) Made() []MadeCount {
	all := []MadeCount{{"customers", r.Customers}, {"purchases", r.Purchases}, {"interactions", r.Interactions}, {"tasks", r.Tasks}}
	return slices.DeleteFunc(all, func(c MadeCount) bool { return c.Count == 0 })
}

// Outcome is what becomes of a row that is not refused.
type Outcome string

// The outcomes.
const (
	OutcomeNew       Outcome = "new"
	OutcomeChanged   Outcome = "changed"
	OutcomeSame      Outcome = "same"
	OutcomeDuplicate Outcome = "duplicate"
	OutcomeConflict  Outcome = "conflict"
)

// Outcomes lists them in the order of reports.
func Outcomes() []Outcome {
	return []Outcome{OutcomeNew, OutcomeChanged, OutcomeSame, OutcomeDuplicate, OutcomeConflict}
}

// SamplesAtMost is how many of each outcome a report shows.
const SamplesAtMost = 200

// An ImportSample is what would become of one draft, to be looked at before
// anything is written.
type ImportSample struct {
	Outcome  Outcome
	Row      int // the first of the draft
	Line     int // of the file, where it begins; 0 where it has no lines
	Rows     int // how many rows the draft has
	Kind     Kind
	Customer string   // the name of whom it concerns
	Currency Currency // of amounts among the fields
	IsBinned bool     // the record in the book lies in the bin, where it stays
	Fields   []FieldChange
}

// A FieldChange is a field of a record before and after, in canonical text.
type FieldChange struct {
	Key, Old, New string
	IsKept        bool // the book keeps the old: somebody changed it there since the last import
}

// Line returns the line of the file on which the draft begins, 0 where it has none.
func (d *Draft) Line() int {
	if len(d.Lines) == 0 {
		return 0
	}
	return d.Lines[0]
}

// Row returns the first row of the draft, 0 where it has none.
func (d *Draft) Row() int {
	if len(d.Rows) == 0 {
		return 0
	}
	return d.Rows[0]
}
