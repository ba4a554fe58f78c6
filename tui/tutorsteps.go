package tui

import "kehu/model"

// A lesson is one step of the tutorial: its words are tutor.title and tutor.text
// with the id, and done says whether it was taken.
type lesson struct {
	id   string
	done func(*tutor) bool
	back int // how many steps earlier one must begin who comes back here
}

// resume is where somebody begins who left at the n-th step: what an earlier step
// made is gone with its book.
func (l lesson) resume(n int) int { return n - l.back }

// lessons are the steps, in their order.
var lessons = [...]lesson{
	{id: "move", done: func(t *tutor) bool { return t.here == 0 && t.list().table.Cursor() >= 3 }},
	{id: "search", done: func(t *tutor) bool {
		s := t.list().search
		return s.query.Where != nil && !s.typing && s.line.Value() != t.query
	}},
	{id: "open", done: func(t *tutor) bool { return t.card() != nil }},
	{id: "look", back: 1, done: func(t *tutor) bool { return t.card() != nil && t.card().line.lens == 1 }},
	{id: "next", back: 2, done: (*tutor).onList},
	{id: "contact", done: func(t *tutor) bool { return t.wrote(made(model.KindInteraction)) }},
	{id: "purchase", done: func(t *tutor) bool { return t.wrote(made(model.KindPurchase)) }},
	{id: "undo", back: 1, done: func(t *tutor) bool {
		return t.wrote(func(cs *model.ChangeSet) bool { return cs.Action == model.ActionUndo })
	}},
	{id: "clear", done: func(t *tutor) bool {
		return t.onList() && t.list().search.query.Where == nil && !t.list().search.typing
	}},
	{id: "narrow", done: func(t *tutor) bool { s := t.list().search; return s.query.Where != nil && s.line.Value() != t.query }},
	{id: "history", done: func(t *tutor) bool { return t.here == 1 }},
	{id: "help", done: func(t *tutor) bool { _, ok := t.top().(*help); return ok }},
	{id: "quit", done: func(*tutor) bool { return false }},
}

// made fits change sets that added a record of a kind.
func made(kind model.Kind) func(*model.ChangeSet) bool {
	return func(cs *model.ChangeSet) bool { return cs.Action == model.ActionCreate && cs.Kind == kind }
}

// onList reports whether the list of customers is on top.
func (t *tutor) onList() bool { return t.here == 0 && t.top() == screen(t.list()) }

// card is the card on top, or nil.
func (t *tutor) card() *card {
	c, _ := t.top().(*card)
	return c
}

// TutorialSteps is how many steps the tutorial has.
func TutorialSteps() int { return len(lessons) }
