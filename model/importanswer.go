package model

// An ImportQuestion is a row that a person decides on.
type ImportQuestion struct {
	RowConflict      // Fields are those in which the file says something else
	IsConflict  bool // both sides changed since the last import; else the record came from elsewhere
	CanAdd      bool // AddDuplicate is an answer
}

// An ImportAnswer is what somebody decides of a row: UpdateDuplicate for what the file
// says, SkipDuplicate for what the book has, AddDuplicate for a record beside the one
// there is, or Undecided. Of what the file says, the fields of Book stay as they are in
// the book.
type ImportAnswer struct {
	How  OnDuplicate
	Book []string
}

// ImportAnswers are what was decided of the rows of a file, between a dry run, which
// asks, and the writing. Rows that come to be questions only then stay undecided.
type ImportAnswers map[askedRow]ImportAnswer

// askedRow is what tells a question from all others.
type askedRow struct {
	row int
	of  Ref
}

func (q ImportQuestion) asked() askedRow { return askedRow{q.Row, q.Ref} }

// Set notes an answer; Undecided takes it back.
func (as ImportAnswers) Set(q ImportQuestion, a ImportAnswer) {
	if a.How == Undecided {
		delete(as, q.asked())
		return
	}
	as[q.asked()] = a
}

// Of returns the answer to a question, the zero one where there is none.
func (as ImportAnswers) Of(q ImportQuestion) ImportAnswer { return as[q.asked()] }
