package model

import (
	"strings"
	"time"
)

// Priority is how much a follow-up matters.
type Priority string

// The priorities of follow-ups. One without any is a normal one.
const (
	PriorityHigh   Priority = "high"
	PriorityNormal Priority = "normal"
	PriorityLow    Priority = "low"
)

// Priorities lists the priorities, the highest first.
func Priorities() []Priority { return []Priority{PriorityHigh, PriorityNormal, PriorityLow} }

// A Task is a follow-up: something due.
type Task struct {
	Meta
	CustomerID int64     `json:"customer_id"`
	Title      string    `json:"title"`
	Due        Date      `json:"due,omitzero"`
	Priority   Priority  `json:"priority,omitempty"` // "" is normal
	Repeat     Repeat    `json:"repeat,omitempty"`
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
	{Key: "priority",
		Get: func(t *Task) string { return string(t.Weight()) },
		Set: func(t *Task, text string) error { t.Priority = Priority(text); return nil }},
	textField("repeat", func(t *Task) *string { return (*string)(&t.Repeat) }),
	textField("owner", func(t *Task) *string { return &t.Owner }),
	instantField("done", func(t *Task) *time.Time { return &t.Done }),
	textField("result", func(t *Task) *string { return &t.Result }),
	stateField(func(t *Task) *Meta { return &t.Meta }),
}

// Weight returns the priority, normal where none is set.
func (t *Task) Weight() Priority {
	if t.Priority == "" {
		return PriorityNormal
	}
	return t.Priority
}

// Overdue reports whether the task is open past its day.
func (t *Task) Overdue(today Date) bool {
	return t.Done.IsZero() && !t.Due.IsZero() && t.Due.Compare(today) < 0
}

// Validate returns the faults of the task as Problems, or nil.
func (t *Task) Validate() error {
	var ps Problems
	if strings.TrimSpace(t.Title) == "" {
		ps.Add(Invalidf("title", "title_missing"))
	}
	checkTexts(&ps, taskFields, t, "result")
	ps.Add(oneOf("priority", string(t.Weight()), texts(Priorities())...))
	if !t.Repeat.Valid() {
		ps.Add(Invalidf("repeat", "repeat_unknown", "Value", string(t.Repeat)))
	}
	for _, p := range ps {
		p.Of = KindTask
	}
	return ps.OrNil()
}

// Finish ticks the task off and returns the one that comes after it, nil for a
// task that does not repeat. Both are to be saved together.
func (t *Task) Finish(at time.Time) *Task {
	t.Done = at
	due, repeat := t.Repeat.Next(t.Due, DateOf(at))
	if due.IsZero() {
		return nil
	}
	return &Task{CustomerID: t.CustomerID, Title: t.Title, Due: due, Priority: t.Priority, Repeat: repeat, Owner: t.Owner}
}

// Contact returns the contact entry that a finished task leaves: what was to be
// done and what came of it. The caller says by which channel and by whom.
func (t *Task) Contact() *Interaction {
	return &Interaction{CustomerID: t.CustomerID, At: t.Done, Channel: ChannelPhone, Direction: DirectionOut,
		Kind: InteractionOther, Content: strings.TrimSpace(t.Title + "\n" + t.Result), Author: t.Owner}
}

// FollowUp returns the task that the next step of a contact entry asks for, nil
// where there is none. A next step that is but a day is about the entry itself.
func (i *Interaction) FollowUp() *Task {
	if i.Next == "" && i.NextDay.IsZero() {
		return nil
	}
	title := firstLine(i.Next)
	if title == "" {
		title = firstLine(i.Content)
	}
	return &Task{CustomerID: i.CustomerID, Title: title, Due: i.NextDay, Owner: i.Author}
}

// firstLine returns the first line of a text that says something, no longer than
// a field of one line holds.
func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if runes := []rune(line); len(runes) > MaxLine {
		line = string(runes[:MaxLine])
	}
	return strings.TrimSpace(line)
}
