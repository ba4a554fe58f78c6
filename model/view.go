package model

import "strings"

// KindView is the kind of saved views.
const KindView Kind = "view"

// A View is a saved query with its columns. A name that begins with "@" is one
// of the views every book starts with: package locale has its words, as
// "view.<name without @>"; renaming makes it the user's own.
type View struct {
	Meta
	Name    string       `json:"name"`
	Query   string       `json:"query"`             // with its order: "level:vip sort:-spent"
	Columns []ViewColumn `json:"columns,omitempty"` // empty: the usual ones
	Pos     int64        `json:"pos"`               // 1 is the first tab
}

// A ViewColumn is one column of a view, in its place.
type ViewColumn struct {
	Key   string `json:"key"`
	Width int    `json:"width,omitempty"` // in cells; 0 fits the data
}

// ViewFields lists the fields of a view. The slice is shared: do not change it.
func ViewFields() []Field[View] { return viewFields }

var viewFields = []Field[View]{
	textField("name", func(v *View) *string { return &v.Name }),
	textField("query", func(v *View) *string { return &v.Query }),
	numberField("pos", func(v *View) *int64 { return &v.Pos }),
	columnsField(),
	stateField(func(v *View) *Meta { return &v.Meta }),
}

// columnsField is the list of columns. Two edits of it do not merge: the order
// of columns is one decision.
func columnsField() Field[View] {
	f := listField("columns", func(v *View) *[]ViewColumn { return &v.Columns })
	f.Merge = nil
	return f
}

// Validate returns the faults of the view as Problems, or nil.
func (v *View) Validate() error {
	var ps Problems
	if strings.TrimSpace(v.Name) == "" {
		ps.Add(Invalidf("name", "view_name_missing"))
	}
	ps.Add(checkText("name", v.Name, mostViewName))
	ps.Add(checkText("query", v.Query, MaxText))
	return ps.OrNil()
}

// mostViewName is the longest name of a view, in characters: it is a tab.
const mostViewName = 60

// RecordKind returns KindView.
func (*View) RecordKind() Kind { return KindView }
