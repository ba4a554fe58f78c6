package model

import (
	"fmt"
	"sort"
	"strings"
	"time"
)

// An Actor is who does something; every write names one.
type Actor struct {
	Name string
}

// Origin is where a change came from.
type Origin string

// The origins of change sets.
const (
	OriginScreen  Origin = "screen"
	OriginCommand Origin = "command"
	OriginImport  Origin = "import"
	OriginDemo    Origin = "demo"
)

// Action is what a change set did, in one word; package locale has its sentence.
type Action string

// The actions of change sets.
const (
	ActionCreate  Action = "create"
	ActionEdit    Action = "edit"
	ActionFinish  Action = "finish" // of a follow-up
	ActionBin     Action = "bin"
	ActionRestore Action = "restore"
	ActionRecover Action = "recover" // from a copy of the book
	ActionImport  Action = "import"
	ActionDemo    Action = "demo"
	ActionUndo    Action = "undo"
	ActionRedo    Action = "redo"
	ActionRepair  Action = "repair"  // of what can be computed from records
	ActionSalvage Action = "salvage" // of records from a damaged file
	ActionEmpty   Action = "empty"   // the bin, or part of it, was emptied
	ActionErase   Action = "erase"   // of a person, with all that was stored
)

// IsFinal reports whether what was done removed records for good.
func (a Action) IsFinal() bool { return a == ActionEmpty || a == ActionErase }

// IsMending reports whether the book itself was mended, and nothing that a person
// said changed.
func (a Action) IsMending() bool { return a == ActionRepair || a == ActionSalvage }

// A ChangeSet is one reversible step: all that one save, import or bulk edit wrote.
type ChangeSet struct {
	ID       int64     `json:"id"`
	At       time.Time `json:"at"`
	Actor    string    `json:"actor"`
	Origin   Origin    `json:"origin"`
	Action   Action    `json:"action"`
	Kind     Kind      `json:"kind,omitempty"`      // of the records; of the first where a save wrote several kinds
	Count    int64     `json:"count"`               // how many records of that kind it touched
	Subject  string    `json:"subject,omitempty"`   // the name of the one record, or of the file
	Fields   []string  `json:"fields,omitempty"`    // what changed, when it was one record
	Undoes   int64     `json:"undoes,omitempty"`    // the change set that this one takes back
	UndoneBy int64     `json:"undone_by,omitempty"` // the one that took this one back
	Kept     []Kept    `json:"kept,omitempty"`      // what an undo left alone; only on the result of Undo and Redo
}

// Kept is something an undo did not touch because it was changed again since, or
// because it is gone for good.
type Kept struct {
	Ref
	Field  string `json:"field"`            // "" when the whole record was kept
	Erased bool   `json:"erased,omitempty"` // the record, or what the history held of it, is gone
}

// A Change is the part of a change set that concerns one record, or a run of
// records with consecutive ids whose state alone changed.
type Change struct {
	Ref
	Last     int64                `json:"last"`               // last id of a run; ID for one record
	Created  bool                 `json:"created,omitempty"`  // the records were made by this change
	Revision int64                `json:"revision,omitempty"` // of the record, after the change
	Fields   map[string][2]string `json:"fields,omitempty"`   // key → old and new canonical text
}

// A Conflict says that another session changed the same fields of a record
// since it was read. It lists them with all three values in canonical text.
type Conflict struct {
	Ref
	Fields   []FieldConflict
	Actor    string // who saved last
	Revision int64  // the present revision
}

// A FieldConflict is one field that two sessions changed.
type FieldConflict struct {
	Key                string
	Base, Mine, Theirs string
}

// Error names the record and the fields.
func (c *Conflict) Error() string {
	keys := make([]string, len(c.Fields))
	for i, f := range c.Fields {
		keys[i] = f.Key
	}
	sort.Strings(keys)
	return fmt.Sprintf("%s #%d was changed by %s meanwhile: %s", c.Kind, c.ID, c.Actor, strings.Join(keys, ", "))
}

// MessageID returns the id of the message that tells a person of the conflict.
func (c *Conflict) MessageID() string { return "problem.conflict" }

// HintID returns the id of the message that says what to do next.
func (c *Conflict) HintID() string { return "hint.conflict" }

// MessageArgs returns what fills the message in; Fields are keys.
func (c *Conflict) MessageArgs() map[string]any {
	keys := make([]string, len(c.Fields))
	for i, f := range c.Fields {
		keys[i] = f.Key
	}
	return map[string]any{"Kind": string(c.Kind), "ID": c.ID, "Actor": c.Actor, "Fields": keys}
}

// MessageField returns the first field in conflict.
func (c *Conflict) MessageField() string {
	if len(c.Fields) == 0 {
		return ""
	}
	return c.Fields[0].Key
}
