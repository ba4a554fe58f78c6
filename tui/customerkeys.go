package tui

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/query"
	"kehu/store"
	"kehu/tui/widget"
)

// The headings of the help.
const (
	groupMove    = "tui.group.move"
	groupChange  = "tui.group.change"
	groupFind    = "tui.group.find"
	groupProgram = "tui.group.program"
)

// Bindings lists the keys of the list.
func (c *customers) Bindings() []binding {
	switch {
	case c.jumping:
		return c.jumpKeys()
	case c.search.typing:
		return c.search.keys()
	case c.empty():
		return c.welcomeKeys()
	}
	_, on := c.table.Row()
	onRow := when(on, "tui.why.no_row")
	return append([]binding{
		{keys: []string{"enter"}, label: "tui.key.open", group: groupMove, foot: true, off: onRow, run: c.open},
		{keys: []string{"/"}, label: "tui.key.search", group: groupFind, foot: true, run: c.search.start},
		{keys: []string{"a"}, label: "tui.key.add", group: groupChange, foot: true, run: c.add},
		{keys: []string{"e"}, label: c.editLabel(), group: groupChange, foot: true, off: onRow, run: c.edit},
		{keys: []string{"E"}, label: "tui.key.edit_text", group: groupChange, off: c.noEditor(onRow), run: c.editText},
		{keys: []string{"t"}, label: "tui.key.tags", group: groupChange, off: onRow, run: c.editTags},
		{keys: []string{"l"}, label: "tui.key.level", group: groupChange, off: onRow, run: c.chooseLevel},
		{keys: []string{"$"}, label: "tui.key.purchase", group: groupChange, foot: true, off: onRow, run: c.addPurchase},
		{keys: []string{"m"}, label: "tui.key.contact", group: groupChange, foot: true, off: onRow, run: c.addInteraction},
		{keys: []string{"f"}, label: "tui.key.task", group: groupChange, off: onRow, run: c.addTask},
		{keys: []string{"d"}, label: "tui.key.bin", group: groupChange, foot: true, off: onRow, run: c.bin},
		{keys: []string{"space"}, label: "tui.key.mark", group: groupChange, off: onRow, run: c.mark},
		{keys: []string{"v"}, label: "tui.key.range", group: groupChange, off: onRow, run: c.markRange},
		{keys: []string{"*"}, label: "tui.key.mark_all", group: groupChange, off: onRow, run: c.markAll},
		{keys: []string{"s"}, label: "tui.key.sort", group: groupFind, off: c.unsorted(), run: func() tea.Cmd { return c.sortBy(false) }},
		{keys: []string{"S"}, label: "tui.key.sort_more", group: groupFind, off: c.unsorted(), run: func() tea.Cmd { return c.sortBy(true) }},
		{keys: []string{"'"}, label: "tui.key.jump", group: groupMove, run: c.startJump},
		{keys: []string{"F"}, label: "tui.key.frequency", group: groupFind, off: c.uncounted(), run: c.countValues},
		{keys: []string{","}, label: "tui.key.narrow", group: groupFind, off: cmp.Or(onRow, c.unasked()), run: c.narrow},
		{keys: []string{"\\"}, label: "tui.key.widen", group: groupFind, off: when(c.search.line.Value() != "", "tui.why.no_query"), run: c.widen},
		{keys: []string{"esc"}, label: "tui.key.clear", group: groupFind, off: c.nothingToClear(), run: c.clear},
		{keys: []string{"right"}, show: "← →", label: "tui.key.column", group: groupFind},
		{keys: []string{"left"}},
		{keys: []string{"c"}, label: "tui.key.columns", group: groupFind, run: c.chooseColumns},
		{keys: []string{"x"}, label: "tui.key.export", group: groupProgram, off: c.noExport(), run: c.startExport},
		{keys: []string{"<"}, label: "tui.key.narrower", group: groupFind, run: c.columns((*list).Widen, -2)},
		{keys: []string{">"}, label: "tui.key.wider", group: groupFind, run: c.columns((*list).Widen, 2)},
		{keys: []string{"_"}, label: "tui.key.fit", group: groupFind, run: c.columns(func(t *list, _ int) { t.Refit() }, 0)},
	}, append(c.viewKeys(), listKeys()...)...)
}

// listKeys are the keys that a table handles by itself.
func listKeys() []binding {
	return []binding{
		{keys: []string{"down", "j"}, show: "↑ ↓", label: "tui.key.move", group: groupMove},
		{keys: []string{"up", "k"}},
		{keys: []string{"pgdown", "ctrl+d"}, show: "PgUp PgDn", label: "tui.key.page", group: groupMove},
		{keys: []string{"pgup", "ctrl+u"}},
		{keys: []string{"G", "end"}, show: "g G", label: "tui.key.ends", group: groupMove},
		{keys: []string{"g", "home"}},
	}
}

// clear takes marks away first, then the search.
func (c *customers) clear() tea.Cmd {
	if c.table.Marks() > 0 {
		c.table.Unmark()
		return nil
	}
	c.search.clear()
	return tea.Batch(c.fit(), c.show())
}

func (c *customers) nothingToClear() string {
	return when(c.search.line.Value() != c.search.base || c.table.Marks() > 0, "tui.why.no_query")
}

// id is the customer under the cursor.
func (c *customers) id() int64 {
	row, _ := c.table.Row()
	return row.Key
}

// who is the name of the customer under the cursor.
func (c *customers) who() string {
	row, on := c.table.Row()
	if !on {
		return ""
	}
	return row.Cells[slices.IndexFunc(c.cols, func(col column) bool { return col.Key == "name" })]
}

func (c *customers) open() tea.Cmd { return c.nav.push(newCard(c.session, c.id(), c)) }

// add opens the form of a new customer, who is under the cursor afterwards.
func (c *customers) add() tea.Cmd {
	f := newCustomerForm(c.session, c.freshCustomer())
	f.then = func(made *model.Customer) tea.Cmd {
		c.search.clear()
		return tea.Batch(c.fit(), c.show(), c.table.Select(made.ID, 0))
	}
	return c.nav.push(f)
}

// edit edits the marked customers, or else reads the one under the cursor whole
// and opens its form.
func (c *customers) edit() tea.Cmd {
	if c.table.Marks() > 0 {
		return c.nav.push(newBulkForm(c.session, c.table.Marked(), c.unmark))
	}
	return c.openForm(newCustomerForm)
}

func (c *customers) addPurchase() tea.Cmd {
	return c.nav.push(newPurchaseForm(c.session, c.freshPurchase(c.id()), c.who()))
}

func (c *customers) addInteraction() tea.Cmd {
	return c.nav.push(newInteractionForm(c.session, c.freshInteraction(c.id()), c.who()))
}

func (c *customers) addTask() tea.Cmd {
	return c.nav.push(newTaskForm(c.session, c.freshTask(c.id()), c.who()))
}

// columns returns the command that changes the widths of the columns.
func (c *customers) columns(change func(*list, int), d int) func() tea.Cmd {
	return func() tea.Cmd {
		change(c.table, d)
		return c.remember()
	}
}

// bin moves what is meant to the bin; marked customers only after a question.
func (c *customers) bin() tea.Cmd {
	refs := c.refs()
	write := c.change(func(ctx context.Context) (*model.ChangeSet, error) {
		return c.book.Bin(ctx, refs...)
	}, func() tea.Cmd {
		c.table.Unmark()
		return nil
	})
	if c.table.Marks() == 0 {
		return write
	}
	return c.nav.push(newQuestion(c.session, c.t("tui.ask.bin", "Count", len(refs)), c.t("tui.ask.bin_hint"), func() tea.Cmd { return write }))
}

// sortBy sorts by the current column, ascending, then descending, then not; or
// makes it the next key of the order.
func (c *customers) sortBy(more bool) tea.Cmd {
	field := c.cat.Field(queryKey(c.column().Key))
	at := slices.IndexFunc(c.order, func(o query.Order) bool { return o.Field.Key == field.Key })
	switch {
	case at >= 0 && (more || len(c.order) == 1):
		c.flip(at)
	case more:
		c.order = append(slices.Clone(c.order), query.Order{Field: field})
	default:
		c.order = []query.Order{{Field: field}}
	}
	return tea.Batch(c.show(), c.remember())
}

// flip turns a key of the order round, or drops it the second time.
func (c *customers) flip(at int) {
	c.order = slices.Clone(c.order)
	if c.order[at].Desc {
		c.order = slices.Delete(c.order, at, at+1)
		return
	}
	c.order[at].Desc = true
}

// showOrder marks the columns that the list is sorted by: as the person said, or else
// as the query does.
func (c *customers) showOrder() {
	order := c.order
	if len(order) == 0 {
		order = c.search.query.Sort
	}
	keys := make([]widget.SortKey, len(order))
	for i, o := range order {
		keys[i] = widget.SortKey{Col: columnKey(o.Field.Key), Desc: o.Desc}
	}
	c.table.SetSort(keys...)
}

// unsorted is the reason why the current column cannot be sorted by.
func (c *customers) unsorted() string {
	f := c.cat.Field(queryKey(c.table.Column().Key))
	return when(f != nil && !f.Unsorted, "tui.why.no_sort")
}

// unasked is the reason why queries cannot ask for the current column.
func (c *customers) unasked() string {
	return when(c.cat.Field(queryKey(c.table.Column().Key)) != nil, "tui.why.no_query_field")
}

// uncounted is the reason why the values of the current column cannot be counted.
func (c *customers) uncounted() string {
	f := c.cat.Field(queryKey(c.table.Column().Key))
	return when(f != nil && store.Countable(f), "tui.why.no_count")
}

// queryKey is the query's name of a column, and columnKey the other way round.
func queryKey(column string) string {
	for _, f := range model.SummaryFields() {
		if f.Key == column {
			return f.Query
		}
	}
	return column
}

func columnKey(field string) string {
	for _, f := range model.SummaryFields() {
		if f.Query == field {
			return f.Key
		}
	}
	return field
}
