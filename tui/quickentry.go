package tui

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
)

// quickEntry writes what a line such as "log 张伟 电话 询价A4纸 评分4 下周三回访" says, and
// tells what it was understood as; u takes it back. A line without a verb is a
// contact entry.
func quickEntry(s *session, line string) tea.Cmd {
	q := quickWriter{s.book, model.ParseQuickEntry(line), s.now(), s.freshInteraction(0), s.freshPurchase(0), s.freshTask(0)}
	return ask(s, q.write, func(r quickResult, err error) tea.Cmd {
		if err != nil {
			s.fail(err)
			return nil
		}
		s.nav.say(toast{text: s.done(written{set: r.set}), hint: s.understood(r), tone: good})
		return nil
	})
}

// quickResult is what was written, and the records.
type quickResult struct {
	set     *model.ChangeSet
	records []model.Record
}

// A quickWriter writes a line beside Update, from the defaults of each kind.
type quickWriter struct {
	book     *store.Book
	line     model.QuickEntry
	now      time.Time
	contact  model.Interaction
	purchase model.Purchase
	task     model.Task
}

// write finds the customer, makes the records and saves them as one change set.
func (w quickWriter) write(ctx context.Context) (r quickResult, err error) {
	id, used, err := w.book.FindFirst(ctx, w.line.Words)
	if err != nil {
		return r, err
	}
	text := strings.Join(w.line.Words[used:], " ")
	w.contact.CustomerID, w.purchase.CustomerID, w.task.CustomerID = id, id, id
	switch w.line.Verb {
	case model.QuickBuy:
		r.records, err = w.sale(ctx, text)
	case model.QuickTodo:
		task := model.QuickTask(text, w.task, w.now)
		r.records = []model.Record{&task}
	default:
		entry := model.QuickContact(text, w.contact, w.now)
		r.records = append([]model.Record{&entry}, recordsOf(entry.FollowUp())...)
	}
	if err == nil {
		r.set, err = w.book.Save(ctx, r.records...)
	}
	return r, err
}

// sale makes a purchase. A total that is not what the lines add up to needs the
// form, where one can confirm it.
func (w quickWriter) sale(ctx context.Context, text string) ([]model.Record, error) {
	sale, err := model.QuickPurchase(text, w.purchase, w.now)
	if err != nil {
		return nil, err
	}
	if _, err := w.book.FillPrices(ctx, &sale); err != nil {
		return nil, err
	}
	if err := sale.Complete(); err != nil {
		return nil, err
	}
	if sale.TotalDiffers() {
		return nil, model.Invalidf("total", "total_differs_here", "Total", sale.Money(sale.Total).Decimal(), "Lines", sale.Money(sale.ItemsTotal()).Decimal())
	}
	return []model.Record{&sale.Purchase}, nil
}

// understood says what was made of a line.
func (s *session) understood(r quickResult) string {
	var parts []string
	for _, record := range r.records {
		switch x := record.(type) {
		case *model.Interaction:
			parts = append(parts, s.contactWords(x)...)
		case *model.Purchase:
			parts = append(parts, s.purchaseWords(x)...)
		case *model.Task:
			parts = append(parts, s.taskWords(x)...)
		}
	}
	return middots(parts)
}

func (s *session) contactWords(i *model.Interaction) []string {
	parts := []string{s.t("channel." + string(i.Channel))}
	if i.Direction == model.DirectionIn {
		parts = append(parts, s.t("direction.in"))
	}
	if i.Kind != model.InteractionOther {
		parts = append(parts, s.t("interaction_kind."+string(i.Kind)))
	}
	return append(parts, rating(i.Rating), oneLine(i.Content))
}

func (s *session) purchaseWords(p *model.Purchase) []string {
	parts := []string{s.day(p.Date), s.t("status." + string(p.Status))}
	for _, it := range p.Items {
		parts = append(parts, itemText(it)+" "+s.money(p.Money(it.UnitPrice)))
	}
	return append(parts, s.p.Field("total")+" "+s.priced(p.Money(p.Total)))
}

func (s *session) taskWords(k *model.Task) []string {
	due := ""
	if !k.Due.IsZero() {
		due = s.dayInFull(k.Due)
	}
	return []string{s.t("kind.task") + " " + oneLine(k.Title), due, s.repeat(k.Repeat), s.priority(k)}
}

// middots joins the parts that say something.
func middots(parts []string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " · ")
}
