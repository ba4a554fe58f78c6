package model

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
}

// OnDuplicate says what an import does with a row that the book already has.
type OnDuplicate string

// The ways to treat a row that is already in the book.
const (
	SkipDuplicate   OnDuplicate = "skip"
	UpdateDuplicate OnDuplicate = "update" // fill in and overwrite with what the row has
	AddDuplicate    OnDuplicate = "add"
)

// An ImportReport says what became of each row; the five counts add up to Rows.
type ImportReport struct {
	Rows      int
	New       int
	Changed   int
	Same      int
	Duplicate int
	Rejected  int

	Customers    int      // records created
	Purchases    int      // records created
	Interactions int      // records created
	Tasks        int      // records created
	Totals       []Money  // of the created purchases, one per currency
	ChangeSet    int64    // 0 when nothing was written
	Rejects      []Reject // the refused rows, in file order

	Samples []ImportSample // of a dry run: the first rows of each outcome
}

// Outcome is what becomes of a row that is not refused.
type Outcome string

// The outcomes.
const (
	OutcomeNew       Outcome = "new"
	OutcomeChanged   Outcome = "changed"
	OutcomeSame      Outcome = "same"
	OutcomeDuplicate Outcome = "duplicate"
)

// Outcomes lists them in the order of reports.
func Outcomes() []Outcome {
	return []Outcome{OutcomeNew, OutcomeChanged, OutcomeSame, OutcomeDuplicate}
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
	Fields   []FieldChange
}

// A FieldChange is a field of a record before and after, in canonical text.
type FieldChange struct{ Key, Old, New string }

// A Reject is a refused row with the reasons.
type Reject struct {
	Row      int
	Line     int // of the file, where the row begins; 0 where it has no lines
	Problems Problems
}

// Rejects returns all rows of the draft as refused for the same reasons.
func (d *Draft) Rejects(why Problems) []Reject {
	rejects := make([]Reject, len(d.Rows))
	for i, row := range d.Rows {
		rejects[i] = Reject{Row: row, Problems: why}
		if i < len(d.Lines) {
			rejects[i].Line = d.Lines[i]
		}
	}
	return rejects
}
