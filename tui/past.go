package tui

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// past shows a customer as they were once, beside how they are now: the fields, and
// what they had in the book. Nothing is changed but by putting a field back.
type past struct {
	base
	id    int64
	set   int64  // the change set after which it was so
	when  string // as the person asked
	name  string
	rows  []pastRow
	table *list
}

// A pastRow is a field, or a record, then and now.
type pastRow struct {
	ref       model.Ref
	field     string // key of a field of the customer; "" for a record
	text      string // of the field then, canonical
	label     string
	then, now string
}

// newPast shows what was read of then and now.
func newPast(s *session, when string, then, now *store.Past) *past {
	p := &past{base: base{s}, id: now.Customer.ID, set: then.ChangeSet, when: when}
	p.table = newList(s, p.heads())
	p.take(then, now)
	return p
}

func (p *past) heads() []widget.Column {
	return []widget.Column{
		{Key: "what", Title: p.t("tui.changes.field"), Max: 18, Muted: true},
		{Key: "then", Title: p.t("history.column.then"), Flex: true, Min: 10},
		{Key: "now", Title: p.t("history.column.now"), Flex: true, Min: 10, Muted: true},
	}
}

// Init shows the rows.
func (p *past) Init() tea.Cmd { return p.table.SetSource(p.source()) }

func (p *past) source() widget.Source {
	rows := make([]widget.Row, len(p.rows))
	for i, r := range p.rows {
		sign := "  "
		if r.then != r.now { // what differs has a sign too, not a colour alone
			sign = p.styles.Signs.Mark + " "
		}
		rows[i] = widget.Row{Key: int64(i + 1), Cells: []string{sign + r.label, r.then, r.now}}
	}
	return func(_ context.Context, span widget.Span) ([]widget.Row, error) { return span.Of(rows), nil }
}

// take makes the rows of what was read.
func (p *past) take(then, now *store.Past) {
	p.name, p.rows = oneLine(then.Customer.DisplayName()), p.fieldRows(then.Customer, now.Customer)
	p.rows = append(p.rows, recordRows(p.session, model.KindPurchase, then.Purchases, now.Purchases, p.pastPurchase)...)
	p.rows = append(p.rows, recordRows(p.session, model.KindInteraction, then.Interactions, now.Interactions, p.pastInteraction)...)
	p.rows = append(p.rows, recordRows(p.session, model.KindTask, then.Tasks, now.Tasks, p.pastTask)...)
}

// fieldRows are the fields of the customer that were filled in then or are now.
func (p *past) fieldRows(then, now *model.Customer) (rows []pastRow) {
	ref := model.Ref{Kind: model.KindCustomer, ID: now.ID}
	text := func(key, v string) string {
		return oneLine(p.fieldText(model.KindCustomer, key, v, p.settings.Currency))
	}
	for _, f := range model.WithCustom(p.custom) {
		was, is := f.Get(then), f.Get(now)
		if f.Key == "created" || f.Key == "source_key" || was == "" && is == "" {
			continue
		}
		rows = append(rows, pastRow{ref, f.Key, was, p.p.Field(f.Key), text(f.Key, was), text(f.Key, is)})
	}
	return rows
}

// recordRows are the records of a kind that were there then, or are now.
func recordRows[T any, R interface {
	*T
	model.Record
}](s *session, kind model.Kind, then, now []T, text func(R) string) (rows []pastRow) {
	at := map[int64]int{}
	for i := range then {
		id := R(&then[i]).RecordMeta().ID
		at[id] = len(rows)
		rows = append(rows, pastRow{ref: model.Ref{Kind: kind, ID: id}, label: s.t("tui.kind." + string(kind)), then: text(&then[i]), now: "–"})
	}
	for i := range now {
		id := R(&now[i]).RecordMeta().ID
		if k, had := at[id]; had {
			rows[k].now = text(&now[i])
			continue
		}
		rows = append(rows, pastRow{ref: model.Ref{Kind: kind, ID: id}, label: s.t("tui.kind." + string(kind)), then: "–", now: text(&now[i])})
	}
	return rows
}

func (p *past) pastPurchase(r *model.Purchase) string {
	text := r.Date.String() + " " + p.priced(r.Money(r.Total)) + " " + p.choice("status.", string(r.Status))
	for _, it := range head(r.Items, mostItems) {
		text += " · " + itemText(it)
	}
	return oneLine(text)
}

func (p *past) pastInteraction(r *model.Interaction) string {
	return p.local(r.At).Format("2006-01-02 15:04") + " " + oneLine(r.Content)
}

func (p *past) pastTask(r *model.Task) string {
	text := strings.TrimSpace(r.Due.String() + " " + oneLine(r.Title))
	if !r.Done.IsZero() {
		text += " · " + p.t("history.task_done")
	}
	return text
}

// Update moves, and reads again what others changed.
func (p *past) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case bookChanged, restyled:
		p.table.SetStyles(p.styles)
		p.table.SetColumns(p.heads())
		return p.reload()
	}
	return p.table.Update(msg)
}

// reload reads then and now again: a field may have been put back.
func (p *past) reload() tea.Cmd {
	id, set := p.id, p.set
	return ask(p.session, func(ctx context.Context) ([2]*store.Past, error) { return p.bothPasts(ctx, id, set) },
		func(both [2]*store.Past, err error) tea.Cmd {
			if err != nil {
				p.fail(err)
				return nil
			}
			held, on := p.table.Row()
			at := p.table.Cursor()
			p.take(both[0], both[1])
			cmd := p.table.SetSource(p.source())
			if !on {
				return cmd
			}
			return tea.Batch(cmd, p.table.Select(held.Key, at))
		})
}

// bothPasts reads a customer after a change set, and as it is.
func (s *session) bothPasts(ctx context.Context, id, set int64) (both [2]*store.Past, err error) {
	if both[0], err = s.book.Past(ctx, id, set); err != nil {
		return both, err
	}
	both[1], err = s.book.Past(ctx, id, math.MaxInt64)
	return both, err
}

func (p *past) Resize(w, h int) tea.Cmd { return p.table.SetSize(w, h-2) }

// View draws who and when above the table.
func (p *past) View(w, h int) widget.Frame {
	title := p.t("history.past.title", "Name", p.name, "When", p.when)
	about := p.t("history.past.after", "ID", p.set)
	return widget.VStack(widget.Frame{S: "  " + p.styles.Title.Render(widget.Truncate(widget.Grid(title), w-4)) + "\n  " + p.styles.Muted.Render(widget.Truncate(about, w-4))}, p.table.View())
}

// here is the row under the cursor; its ref is empty where there is none.
func (p *past) here() (r pastRow) {
	if row, on := p.table.Row(); on && int(row.Key) <= len(p.rows) {
		r = p.rows[row.Key-1]
	}
	return r
}

// Bindings lists the keys.
func (p *past) Bindings() []binding {
	here := p.here()
	field := when(here.field != "", "history.why.no_field")
	back := cmp.Or(field, when(here.field != "state", "history.why.state"), when(here.then != here.now, "history.same_already"))
	return slices.Concat([]binding{
		{keys: []string{"enter"}, label: "history.key.values", group: groupMove, foot: true, off: cmp.Or(field, when(here.field != "state", "history.why.state")),
			run: func() tea.Cmd { return p.nav.push(newFieldBlame(p.session, here.ref, here.field)) }},
		{keys: []string{"r"}, label: "history.key.put_back", group: groupChange, foot: true, off: back,
			run: func() tea.Cmd { return p.putBack(here.ref, here.field, here.text) }},
		{keys: []string{"esc"}, label: "tui.key.back", group: groupMove, foot: true, run: p.nav.pop},
	}, listKeys())
}

// askPast asks for a day, or a change set, and shows a customer as they were then.
func (c *card) askPast() tea.Cmd {
	id, own := c.id, *c.session
	var line *prompt
	line = newPrompt(c.session, c.t("history.ask.past"), "", func(text string) tea.Cmd {
		now := own.now()
		return ask(c.session, func(ctx context.Context) (both [2]*store.Past, err error) {
			set, err := own.book.AsOf(ctx, text, now)
			if err != nil {
				return both, err
			}
			return own.bothPasts(ctx, id, set)
		}, func(both [2]*store.Past, err error) tea.Cmd {
			if err != nil { // the prompt stays with what was typed
				c.fail(err)
				return nil
			}
			c.nav.dismiss(func(s screen) bool { return s == screen(line) })
			return c.nav.push(newPast(c.session, text, both[0], both[1]))
		})
	})
	return c.nav.push(line)
}

// askBlame lists who set the fields of the customer, the one under the cursor first.
func (c *card) askBlame() tea.Cmd {
	at := ""
	if c.whole {
		at = c.facts.at().Key
	}
	return c.nav.push(newBlame(c.session, model.Ref{Kind: model.KindCustomer, ID: c.id}, at))
}
