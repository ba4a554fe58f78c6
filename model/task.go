package model

import "time"

// A Task is a follow-up: something due.
type Task struct {
	Meta
	CustomerID int64     `json:"customer_id"`
	Title      string    `json:"title"`
	Due        Date      `json:"due,omitzero"`
	Owner      string    `json:"owner,omitempty"`
	Done       time.Time `json:"done,omitzero"` // zero while it is open
	Result     string    `json:"result,omitempty"`
}

// TaskFields lists the fields of a task. The slice is shared: do not change it.
func TaskFields() []Field[Task] { return taskFields }

var taskFields = []Field[Task]{
	numberField("customer_id", func(t *Task) *int64 { return &t.CustomerID }),
	textField("title", func(t *Task) *string { return &t.Title }),
	dateField("due", func(t *Task) *Date { return &t.Due }),
	textField("owner", func(t *Task) *string { return &t.Owner }),
	instantField("done", func(t *Task) *time.Time { return &t.Done }),
	textField("result", func(t *Task) *string { return &t.Result }),
	stateField(func(t *Task) *Meta { return &t.Meta }),
}
