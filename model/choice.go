package model

import (
	"slices"
	"strings"
)

// KindChoice is the kind of the entries of the user's own lists.
const KindChoice Kind = "choice"

// The lists that belong to the user: the levels of customers, which are closed,
// and those that come first when one fills in a text.
const (
	ListLevels   = "level"
	ListSources  = "source"
	ListIndustry = "industry"
	ListPayments = "payment"
)

// Lists lists them.
func Lists() []string { return []string{ListLevels, ListSources, ListIndustry, ListPayments} }

// A Choice is one entry of a list of the user's own. Key is what records and
// queries hold, and never changes; names may be empty where the key is the name.
type Choice struct {
	Meta
	List   string
	Key    string
	NameEN string
	NameZH string
	Pos    int64 // 1 is the first
}

// A Level is one step of the user's list of customer levels.
type Level = Choice

// ChoiceFields lists the fields of a choice. The slice is shared: do not change it.
func ChoiceFields() []Field[Choice] { return choiceFields }

var choiceFields = []Field[Choice]{
	textField("list", func(c *Choice) *string { return &c.List }),
	textField("key", func(c *Choice) *string { return &c.Key }),
	textField("name_en", func(c *Choice) *string { return &c.NameEN }),
	textField("name_zh", func(c *Choice) *string { return &c.NameZH }),
	numberField("pos", func(c *Choice) *int64 { return &c.Pos }),
	stateField(func(c *Choice) *Meta { return &c.Meta }),
}

// RecordKind returns KindChoice.
func (*Choice) RecordKind() Kind { return KindChoice }

// mostChoice is the longest key or name of a choice, in characters.
const mostChoice = 60

// Validate returns the faults of the choice as Problems, or nil.
func (c *Choice) Validate() error {
	var ps Problems
	if strings.TrimSpace(c.Key) == "" {
		ps.Add(Invalidf("name", "choice_name_missing"))
	}
	for _, text := range []string{c.Key, c.NameEN, c.NameZH} {
		ps.Add(checkText("name", text, mostChoice))
	}
	if !slices.Contains(Lists(), c.List) {
		ps.Add(Invalidf("list", "choice_unknown", "Value", c.List, "Allowed", strings.Join(Lists(), ", ")))
	}
	return ps.OrNil()
}

// Name returns the choice's name in a language, "zh" or "en", or its key.
func (c Choice) Name(lang string) string {
	name := c.NameEN
	if lang == "zh" {
		name = c.NameZH
	}
	if name == "" {
		return c.Key
	}
	return name
}

// Rename gives the choice a name in a language; its key where that says the same.
func (c *Choice) Rename(lang, name string) {
	if name = strings.TrimSpace(name); name == c.Key {
		name = ""
	}
	if lang == "zh" {
		c.NameZH = name
	} else {
		c.NameEN = name
	}
}

// Is reports whether text names the choice: by key or by either name, in any case
// and with or without gaps.
func (c Choice) Is(text string) bool {
	text = closed(text)
	return strings.EqualFold(text, closed(c.Key)) ||
		text != "" && (strings.EqualFold(text, closed(c.NameEN)) || strings.EqualFold(text, closed(c.NameZH)))
}

func closed(text string) string { return strings.Join(strings.Fields(text), "") }
