package cli

import (
	"fmt"
	"io"
	"strings"

	"kehu/model"
	"kehu/tui/widget"
)

// printPlain prints a customer as lines of "label: value" alone: nothing is drawn
// and nothing depends on where it stands, so that a voice can read it and grep can
// find it.
func (a *app) printPlain(w io.Writer, c card) {
	a.plainPairs(w, append([][2]string{{a.t("cli.show.customer"), a.t("cli.ref", "ID", c.customer.ID, "Name", c.customer.DisplayName())}},
		a.pairs(c)...))
	a.plainSection(w, "cli.show.people", "people", len(c.customer.People), func(i int) [][2]string { return a.personPairs(c.customer, i) })
	a.plainSection(w, "cli.show.purchases", "purchase", len(c.purchases), func(i int) [][2]string { return a.purchasePairs(&c.purchases[i]) })
	a.plainSection(w, "cli.show.interactions", "interaction", len(c.interactions), func(i int) [][2]string { return a.interactionPairs(&c.interactions[i]) })
	a.plainSection(w, "cli.show.tasks", "task", len(c.tasks), func(i int) [][2]string { return a.taskPairs(&c.tasks[i]) })
}

// plainPairs prints pairs, several lines of a value as several lines with the label.
func (a *app) plainPairs(w io.Writer, pairs [][2]string) {
	for _, pair := range pairs {
		for line := range strings.Lines(pair[1]) {
			if line = strings.TrimSpace(line); line != "" {
				fmt.Fprintln(w, widget.Grid(a.t("cli.show.pair", "Label", pair[0], "Value", line)))
			}
		}
	}
}

// plainSection prints the records of a kind, each under a line with its number.
func (a *app) plainSection(w io.Writer, title, kind string, n int, pairs func(int) [][2]string) {
	if n == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", a.t(title, "Count", n))
	for i := range min(n, shownRecords) {
		fmt.Fprintf(w, "\n%s\n", a.t("cli.show.one."+kind, "N", i+1, "Count", n))
		a.plainPairs(w, pairs(i))
	}
	if n > shownRecords {
		fmt.Fprintf(w, "\n%s\n", a.t("cli.show.more", "Count", n-shownRecords))
	}
}

// labelled makes pairs of field keys and values, without those that are empty.
func (a *app) labelled(pairs ...string) [][2]string {
	var out [][2]string
	for i := 0; i+1 < len(pairs); i += 2 {
		if strings.TrimSpace(pairs[i+1]) != "" {
			out = append(out, [2]string{a.say.Field(pairs[i]), pairs[i+1]})
		}
	}
	return out
}

func (a *app) personPairs(c *model.Customer, i int) [][2]string {
	p := c.People[i]
	pairs := a.labelled("name", p.Name, "title", p.Title)
	for _, point := range c.ContactPoints {
		if point.PersonID == p.ID && p.ID != 0 {
			pairs = append(pairs, [2]string{a.say.Field(string(point.Kind)), joined(", ", point.Value, point.Label)})
		}
	}
	return append(pairs, a.labelled("notes", p.Notes)...)
}

func (a *app) purchasePairs(p *model.Purchase) [][2]string {
	money := func(minor int64) string { return p.Money(minor).Format(a.say.Lang()) }
	some := func(minor int64) string {
		if minor == 0 {
			return ""
		}
		return money(minor)
	}
	pairs := a.labelled("date", p.Date.String(), "total", money(p.Total), "status", a.choice("status", string(p.Status)),
		"order_no", p.OrderNo, "freight", some(p.Freight), "discount", some(p.Discount), "payment", p.Payment)
	for _, it := range p.Items {
		parts := []string{joined(" ", it.Product, it.SKU), a.say.Field("quantity") + " " + it.Quantity.String(),
			a.say.Field("unit_price") + " " + money(it.UnitPrice), a.say.Field("amount") + " " + money(it.Amount)}
		pairs = append(pairs, [2]string{a.say.Field("item"), strings.Join(parts, ", ")})
	}
	return append(pairs, a.labelled("notes", p.Notes, "after_sales", p.AfterSales)...)
}

func (a *app) interactionPairs(i *model.Interaction) [][2]string {
	stars := ""
	if i.Rating > 0 {
		stars = a.t("cli.show.rating", "N", i.Rating)
	}
	return a.labelled("at", a.clock(i.At), "channel", a.choice("channel", string(i.Channel)), "direction", a.choice("direction", string(i.Direction)),
		"kind", a.choice("interaction_kind", string(i.Kind)), "content", i.Content, "feedback", i.Feedback, "rating", stars,
		"outcome", i.Outcome, "next", joined(" ", i.NextDay.String(), i.Next), "author", i.Author)
}

func (a *app) taskPairs(t *model.Task) [][2]string {
	pairs := [][2]string{{a.t("field.task.title"), t.Title}}
	return append(pairs, a.labelled("due", t.Due.String(), "priority", a.priority(t), "repeat", a.repeat(t.Repeat), "owner", t.Owner, "state", a.taskState(t), "result", t.Result)...)
}
