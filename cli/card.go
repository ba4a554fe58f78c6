package cli

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// shownRecords is how many purchases and entries of the contact history show
// prints for people; JSON has all.
const shownRecords = 20

// printCard prints a customer for people: profile, ways to reach them, then
// purchases, contact history and follow-ups, the newest first.
func (a *app) printCard(w io.Writer, c card) {
	fmt.Fprintln(w, widget.Grid(a.t("cli.ref", "ID", c.customer.ID, "Name", c.customer.DisplayName())))
	printPairs(w, a.pairs(c))
	a.printSection(w, "cli.show.people", len(c.customer.People), func(i int) string {
		var parts []string
		for _, pair := range a.personPairs(c.customer, i) {
			parts = append(parts, pair[1])
		}
		return joined("  ", parts...)
	})
	a.printSection(w, "cli.show.purchases", len(c.purchases), func(i int) string { return a.purchaseText(&c.purchases[i]) })
	a.printSection(w, "cli.show.interactions", len(c.interactions), func(i int) string { return a.interactionLine(&c.interactions[i]) })
	a.printSection(w, "cli.show.tasks", len(c.tasks), func(i int) string { return a.taskLine(&c.tasks[i]) })
}

// pairs are what wants looking after, how the customer stands with us, the
// profile, and the ways to reach them.
func (a *app) pairs(c card) [][2]string {
	var out [][2]string
	for _, w := range c.warnings {
		out = append(out, [2]string{a.t("cli.show.warning"), a.warning(w)})
	}
	if next := c.outlook.Next; next != nil {
		out = append(out, [2]string{a.say.Field("next"), joined("  ", next.Due.String(), next.Title)})
	}
	return append(append(append(out, a.figures(c)...), a.profile(c)...), a.reach(c.customer)...)
}

func (a *app) warning(w store.Warning) string {
	var who model.Summary
	if w.Double != nil {
		who = *w.Double
	}
	return a.t("warn."+w.Code, "Count", w.Count, "Day", w.Day.String(), "Name", who.DisplayName(), "ID", who.ID)
}

// figures are what purchases and contact history add up to.
func (a *app) figures(c card) [][2]string {
	var pairs [][2]string
	if c.summary.Orders > 0 {
		pairs = [][2]string{{a.say.Field("spent"), a.moneys(c.summary.Spent)}, {a.say.Field("orders"), strconv.FormatInt(c.summary.Orders, 10)}}
		if average := store.Average(c.months); len(average) > 0 {
			pairs = append(pairs, [2]string{a.t("cli.show.average"), a.moneys(average)})
		}
	}
	return append(pairs, a.labelled("last_purchase", c.summary.LastPurchase.String(), "last_contact", a.clock(c.summary.LastContact))...)
}

// profileOrder are the fields of a card, in its order; empty ones are left out.
var profileOrder = [...]string{"kind", "company", "title", "level", "tags", "owner", "gender", "birthday", "language", "industry",
	"source", "country", "province", "city", "district", "street", "postcode", "preferences", "notes", "next_review"}

func (a *app) profile(c card) [][2]string {
	var pairs [][2]string
	for _, key := range profileOrder {
		if text := a.fieldText(c, key); text != "" {
			pairs = append(pairs, [2]string{a.say.Field(key), text})
		}
	}
	for i := range a.custom {
		f := &a.custom[i]
		if text := c.customer.CustomText(f.ID); text != "" {
			pairs = append(pairs, [2]string{f.Label, f.Show(text, a.say.Lang())})
		}
	}
	return pairs
}

// fieldText is the value of a customer's field as people read it.
func (a *app) fieldText(c card, key string) string {
	switch key {
	case "kind":
		return a.choice("customer_kind", string(c.customer.Kind))
	case "gender":
		return a.choice("gender", c.customer.Gender)
	case "level":
		return a.levelName(c.levels, c.customer.Level)
	case "birthday":
		return birthdayText(c.customer.Birthday)
	case "tags":
		return strings.Join(c.customer.Tags, ", ")
	}
	return model.FieldOf(model.CustomerFields(), key).Get(c.customer)
}

// reach lists the contact points, each kind by its name.
func (a *app) reach(c *model.Customer) [][2]string {
	pairs := make([][2]string, len(c.ContactPoints))
	for i, p := range c.ContactPoints {
		whose := ""
		if k := slices.IndexFunc(c.People, func(person model.Person) bool { return person.ID == p.PersonID }); p.PersonID != 0 && k >= 0 {
			whose = c.People[k].Name
		}
		pairs[i] = [2]string{a.say.Field(string(p.Kind)), joined("  ", p.Value, p.Label, whose)}
	}
	return pairs
}

func printPairs(w io.Writer, pairs [][2]string) {
	width := 0
	for _, pair := range pairs {
		width = max(width, widget.Width(pair[0]))
	}
	for _, pair := range pairs {
		fmt.Fprintf(w, "  %s  %s\n", widget.Cell(pair[0], width, false), widget.Grid(pair[1]))
	}
}

// lineWidth is how many cells a list of words takes before it goes on below.
const lineWidth = 80

// printWords prints a name with a list of words, on as many lines as they take.
func printWords(w io.Writer, name string, words []string, comma string) {
	line := ""
	for i, word := range words {
		word = widget.Grid(word)
		if i < len(words)-1 {
			word += comma
		}
		if line != "" && widget.Width(line)+widget.Width(word) > lineWidth {
			printPairs(w, [][2]string{{name, line}})
			name, line = strings.Repeat(" ", widget.Width(name)), ""
		}
		line += word
	}
	if line != "" {
		printPairs(w, [][2]string{{name, strings.TrimRight(line, " ")}})
	}
}

// printSection prints a heading with the number of records, and their lines.
func (a *app) printSection(w io.Writer, title string, n int, line func(int) string) {
	if n == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", a.t(title, "Count", n))
	for i := range min(n, shownRecords) {
		for part := range strings.SplitSeq(line(i), "\n") {
			fmt.Fprintf(w, "  %s\n", widget.Grid(part))
		}
	}
	if n > shownRecords {
		fmt.Fprintf(w, "  %s\n", a.t("cli.show.more", "Count", n-shownRecords))
	}
}

// purchaseText is a purchase on one line, and its items below it in columns.
func (a *app) purchaseText(p *model.Purchase) string {
	lines := []string{joined("  ", p.Date.String(), p.Money(p.Total).Format(a.say.Lang()), a.choice("status", string(p.Status)), p.OrderNo)}
	rows := make([][3]string, len(p.Items))
	var widths [3]int
	for i, it := range p.Items {
		rows[i] = [3]string{widget.Grid(joined(" ", it.Product, it.SKU)), "× " + it.Quantity.String(), p.Money(it.Amount).Format(a.say.Lang())}
		for k, text := range rows[i] {
			widths[k] = max(widths[k], widget.Width(text))
		}
	}
	for _, row := range rows {
		lines = append(lines, "    "+widget.Cell(row[0], min(widths[0], 50), false)+"  "+widget.Cell(row[1], widths[1], true)+"  "+widget.Cell(row[2], widths[2], true))
	}
	return strings.Join(lines, "\n")
}

func (a *app) interactionLine(i *model.Interaction) string {
	stars := ""
	if i.Rating > 0 {
		stars = strings.Repeat("★", int(i.Rating))
	}
	return joined("  ", a.clock(i.At), a.choice("channel", string(i.Channel)), stars, oneLine(i.Content), oneLine(i.Outcome), oneLine(i.Next), i.NextDay.String())
}

func (a *app) taskLine(t *model.Task) string {
	return joined("  ", t.Due.String(), a.priority(t), oneLine(t.Title), a.repeat(t.Repeat), t.Owner, a.taskState(t))
}

// taskState says whether a follow-up is open, or when it was done.
func (a *app) taskState(t *model.Task) string {
	if t.Done.IsZero() {
		return a.t("cli.todo.open")
	}
	return a.t("cli.todo.done_on", "Day", a.dayOf(t.Done))
}

// oneLine puts the lines of a text behind each other.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// joined joins the parts that are not empty.
func joined(gap string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), gap)
}
