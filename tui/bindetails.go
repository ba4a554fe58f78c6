package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// details shows one record in the bin, to be read: each field, and for a customer
// what belongs to it.
type details struct {
	base
	ref   model.Ref
	title string
	table *widget.Table
}

func newDetails(s *session, ref model.Ref, title string) *details {
	d := &details{base: base{s}, ref: ref, title: title}
	d.table = widget.NewTable(s.styles, []widget.Column{
		{Key: "field", Title: s.t("tui.changes.field"), Max: 20, Muted: true},
		{Key: "value", Title: s.t("tui.details.value"), Flex: true, Min: 20},
	})
	d.table.Empty = s.t("tui.changes.empty")
	d.table.Failure = s.failure
	return d
}

// open shows the record under the cursor.
func (b *bin) open() tea.Cmd {
	row, _ := b.table.Row()
	return b.nav.push(newDetails(b.session, binRef(row.Key), row.Cells[0]+" "+row.Cells[1]))
}

// Init reads the record.
func (d *details) Init() tea.Cmd {
	s, ref := *d.session, d.ref
	var rows []widget.Row // read once, by the one read that a table has in flight
	return d.table.SetSource(func(ctx context.Context, span widget.Span) (_ []widget.Row, err error) {
		if rows == nil {
			if rows, err = s.recordRows(ctx, ref); err != nil {
				return nil, err
			}
			for i := range rows {
				rows[i].Key = int64(i)
			}
		}
		return span.Of(rows), nil
	})
}

// recordRows writes the fields of a record that hold something.
func (s *session) recordRows(ctx context.Context, ref model.Ref) ([]widget.Row, error) {
	own := s.settings.Currency
	switch ref.Kind {
	case model.KindCustomer:
		return s.customerRows(ctx, ref.ID)
	case model.KindPurchase:
		p, err := s.book.Purchase(ctx, ref.ID)
		if err != nil {
			return nil, err
		}
		return fieldRows(s, ref.Kind, model.PurchaseFields(), p, p.Currency), nil
	case model.KindInteraction:
		i, err := s.book.Interaction(ctx, ref.ID)
		return fieldRowsOr(s, ref.Kind, model.InteractionFields(), i, own, err)
	case model.KindTask:
		t, err := s.book.Task(ctx, ref.ID)
		return fieldRowsOr(s, ref.Kind, model.TaskFields(), t, own, err)
	case model.KindField:
		f, err := s.book.CustomField(ctx, ref.ID)
		return fieldRowsOr(s, ref.Kind, model.CustomFieldFields(), f, own, err)
	}
	r, err := s.book.Record(ctx, ref)
	switch r := r.(type) {
	case *model.View:
		return fieldRows(s, ref.Kind, model.ViewFields(), r, own), nil
	case *model.Choice:
		return fieldRows(s, ref.Kind, model.ChoiceFields(), r, own), nil
	}
	return nil, err
}

func fieldRowsOr[T any](s *session, kind model.Kind, fields []model.Field[T], r *T, currency model.Currency, err error) ([]widget.Row, error) {
	if err != nil {
		return nil, err
	}
	return fieldRows(s, kind, fields, r, currency), nil
}

// fieldRows writes the fields of a record that hold something; who it belongs to
// stands in the title.
func fieldRows[T any](s *session, kind model.Kind, fields []model.Field[T], r *T, currency model.Currency) (rows []widget.Row) {
	for _, f := range fields {
		text := f.Get(r)
		if text == "" || f.Key == "customer_id" || f.Key == "state" || f.Key == "pos" {
			continue
		}
		rows = append(rows, widget.Row{Cells: []string{s.p.Field(f.Key), oneLine(s.fieldText(kind, f.Key, text, currency))}})
	}
	return rows
}

// mostDetails is how many of a customer's purchases, contact entries and follow-ups
// are listed: the card has them all once the customer is back.
const mostDetails = 1000

// customerRows writes a customer, and what belongs to it and comes back with it.
func (s *session) customerRows(ctx context.Context, id int64) ([]widget.Row, error) {
	c, err := s.book.Customer(ctx, id)
	if err != nil {
		return nil, err
	}
	rows := fieldRows(s, model.KindCustomer, model.WithCustom(s.custom), c, s.settings.Currency)
	add := func(kind model.Kind, text string) {
		rows = append(rows, widget.Row{Cells: []string{s.t("tui.kind." + string(kind)), oneLine(text)}})
	}
	purchases, err := s.book.Purchases(ctx, id, 0, mostDetails)
	for i := range purchases {
		p := &purchases[i]
		add(model.KindPurchase, p.Date.String()+"  "+s.priced(p.Money(p.Total))+"  "+p.OrderNo)
	}
	if err != nil {
		return nil, err
	}
	interactions, err := s.book.Interactions(ctx, id, 0, mostDetails)
	for i := range interactions {
		add(model.KindInteraction, s.moment(interactions[i].At)+"  "+interactions[i].Content)
	}
	if err != nil {
		return nil, err
	}
	tasks, err := s.book.Tasks(ctx, id, 0, mostDetails)
	for i := range tasks {
		add(model.KindTask, tasks[i].Due.String()+"  "+tasks[i].Title)
	}
	return rows, err
}

func (d *details) Update(msg tea.Msg) tea.Cmd { return d.table.Update(msg) }

func (d *details) Resize(w, h int) tea.Cmd { return d.table.SetSize(w, h-2) }

// View draws the name of the record and the fields below it.
func (d *details) View(w, _ int) widget.Frame {
	title := widget.Frame{S: "  " + d.styles.Title.Render(widget.Truncate(widget.Grid(d.title), w-4)) + "\n"}
	return widget.VStack(title, d.table.View())
}

// Bindings lists the keys.
func (d *details) Bindings() []binding {
	return append([]binding{
		{keys: []string{"esc"}, label: "tui.key.back", group: groupMove, foot: true, run: d.nav.pop},
		{keys: []string{"r"}, label: "tui.key.restore", group: groupChange, foot: true, run: d.restore},
	}, listKeys()...)
}

// restore takes the record out of the bin and goes back.
func (d *details) restore() tea.Cmd {
	return d.change(func(ctx context.Context) (*model.ChangeSet, error) { return d.book.Restore(ctx, d.ref) }, d.nav.pop)
}
