package tui

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/locale"
	"kehu/model"
	"kehu/tui/widget"
)

// choiceList shows one of the user's own lists, with how often each entry is used.
type choiceList struct {
	*listScreen[model.Choice]
	list    string
	entries []model.Choice
	used    map[int64]int
}

func newChoiceList(s *session, list string) screen {
	c := &choiceList{list: list}
	c.listScreen = &listScreen[model.Choice]{base: base{s}, title: "tui.lists." + list, empty: "tui.lists.empty",
		all:  func() []model.Choice { return c.entries },
		meta: func(e *model.Choice) *model.Meta { return &e.Meta },
		add:  c.addEntry, edit: c.editEntry, drop: c.dropEntry,
		move: func(all []model.Choice) []model.Record {
			records := make([]model.Record, len(all))
			for i := range all {
				all[i].Pos = int64(i) + 1
				records[i] = &all[i]
			}
			return records
		}}
	c.heads = func() []widget.Column {
		return []widget.Column{
			{Key: "name", Title: s.t("tui.lists.name"), Flex: true, Min: 14, Max: 40},
			{Key: "key", Title: s.p.Field("key"), Max: 30, Muted: true},
			{Key: "used", Title: s.p.Field("used"), Right: true, Max: 12},
		}
	}
	c.cells = func(e *model.Choice) []string {
		name := oneLine(e.Name(s.p.Lang()))
		if list == model.ListLevels {
			name = levelSign(e.Key) + " " + name
		}
		return []string{name, oneLine(e.Key), strconv.Itoa(c.used[e.ID])}
	}
	c.ready()
	return c
}

// Init reads the list.
func (c *choiceList) Init() tea.Cmd { return c.reload() }

// readChoices is what the book has of a list.
type readChoices struct {
	entries []model.Choice
	used    map[int64]int
}

func (c *choiceList) reload() tea.Cmd {
	return ask(c.session, func(ctx context.Context) (r readChoices, err error) {
		r.entries, err = c.book.Choices(ctx, c.list)
		r.used = make(map[int64]int, len(r.entries))
		for _, e := range r.entries {
			if err == nil {
				r.used[e.ID], err = c.book.ChoiceUse(ctx, e)
			}
		}
		return r, err
	}, func(r readChoices, err error) tea.Cmd {
		if err != nil {
			c.fail(err)
			return nil
		}
		c.entries, c.used = r.entries, r.used
		return c.show()
	})
}

// Update reads the list again when somebody wrote.
func (c *choiceList) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case bookChanged, restyled:
		return c.reload()
	}
	return c.listScreen.Update(msg)
}

func (c *choiceList) addEntry() tea.Cmd {
	return c.nav.push(newPrompt(c.session, c.t("tui.lists.new"), "", func(name string) tea.Cmd {
		e := model.Choice{List: c.list, Key: strings.TrimSpace(name)}
		return c.change(func(ctx context.Context) (*model.ChangeSet, error) { return c.book.Save(ctx, &e) }, c.nav.pop)
	}))
}

func (c *choiceList) editEntry(e model.Choice) tea.Cmd {
	return c.nav.push(newChoiceForm(c.session, e))
}

type choiceForm = form[model.Choice, *model.Choice]

// newChoiceForm opens the form of the names of an entry; what records hold stays.
func newChoiceForm(s *session, e model.Choice) *choiceForm {
	title := s.t("tui.lists.edit", "Name", oneLine(e.Name(s.p.Lang())))
	name := func(lang, key, value string) entry[model.Choice] {
		return entry[model.Choice]{Field: widget.Field{Key: key, Label: s.t("tui.lists." + key), Value: value, Placeholder: e.Key},
			set: func(e *model.Choice, text string) error {
				e.Rename(lang, text)
				return nil
			}}
	}
	entries := []entry[model.Choice]{name(locale.ZH, "name_zh", e.NameZH), name(locale.EN, "name_en", e.NameEN)}
	if s.p.Lang() == locale.EN {
		entries[0], entries[1] = entries[1], entries[0]
	}
	f := newForm[model.Choice, *model.Choice](s, title, e, model.ChoiceFields(), entries)
	f.read, f.who = s.book.Choice, e.Key
	return f
}

// dropEntry takes an entry off the list. A level that somebody has goes together
// with what they get instead.
func (c *choiceList) dropEntry(e model.Choice) tea.Cmd {
	n := c.used[e.ID]
	if c.list != model.ListLevels {
		return c.change(func(ctx context.Context) (*model.ChangeSet, error) {
			return c.book.Bin(ctx, model.Ref{Kind: model.KindChoice, ID: e.ID})
		}, nil)
	}
	remove := func(to string) tea.Cmd {
		return c.change(func(ctx context.Context) (*model.ChangeSet, error) { return c.book.RemoveLevel(ctx, e.ID, to) }, nil)
	}
	if n == 0 {
		return remove("")
	}
	var options []widget.Option
	for _, other := range c.entries {
		if other.ID != e.ID {
			options = append(options, widget.Option{Value: other.Key, Label: c.levelText(other.Key)})
		}
	}
	options = append(options, widget.Option{Value: "", Label: c.t("tui.lists.no_level")})
	title := c.t("tui.lists.ask", "Count", n, "N", grouped(int64(n)), "Name", oneLine(e.Name(c.p.Lang())))
	return c.nav.push(newChooser(c.session, title, options[0].Value, options, remove))
}
