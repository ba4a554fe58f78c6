package cli

import (
	"bufio"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

func newShow(a *app) *cobra.Command {
	cmd := a.command("show", "show REF")
	cmd.Annotations = map[string]string{takesRefs: "yes"}
	cmd.Args = atLeast(1)
	a.completes(cmd, at(a.customers, nil))
	plain := cmd.Flags().Bool("plain", false, a.t("cli.show.flag.plain"))
	everything := cmd.Flags().Bool("everything", false, a.t("cli.show.flag.everything"))
	to := cmd.Flags().String("to", "", a.t("cli.show.flag.to"))
	force := cmd.Flags().Bool("force", false, a.t("cli.export.flag.force"))
	then := cmd.Flags().String("at", "", a.t("cli.show.flag.at"))
	a.completesFiles(cmd, "to")
	cmd.RunE = runE(func(ctx context.Context, args []string) error {
		ref := strings.Join(args, " ")
		switch {
		case *everything:
			return a.everything(ctx, ref, *to, *force)
		case *to != "":
			return usage(cmd, "show_to_everything")
		}
		return a.show(ctx, ref, *plain, *then)
	})
	return cmd
}

// A card is a customer with everything.
type card struct {
	summary      model.Summary
	customer     *model.Customer
	purchases    []model.Purchase
	interactions []model.Interaction
	tasks        []model.Task
	levels       []model.Level
	outlook      store.Outlook
	warnings     []store.Warning
	months       []store.Month
}

// show prints a customer as they are or, with a day or a change set, as they were.
func (a *app) show(ctx context.Context, ref string, plain bool, then string) error {
	if err := a.single(); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		id, isBinned, err := b.FindAny(ctx, ref)
		if err != nil {
			return err
		}
		if isBinned {
			a.note("cli.show.binned", "ID", id)
		}
		c, err := a.readCard(ctx, b, id, then)
		switch {
		case err != nil:
			return err
		case a.isJSON():
			return a.printJSON(c.view(a.custom))
		case a.output == string(formatIDs):
			_, err = fmt.Fprintln(a.out, id)
			return err
		}
		w := bufio.NewWriter(a.out)
		if _, seen := terminal(a.out); plain || !seen {
			a.printPlain(w, c)
		} else {
			a.printCard(w, c)
		}
		return w.Flush()
	})
}

// readCard reads a card of now or, where then says so, of some day.
func (a *app) readCard(ctx context.Context, b *store.Book, id int64, then string) (card, error) {
	if then == "" {
		return readCard(ctx, b, id, model.DateOf(a.now()))
	}
	set, err := b.AsOf(ctx, then, a.now())
	if err != nil {
		return card{}, err
	}
	return readPast(ctx, b, id, set)
}

// readPast reads a card as it was after a change set. Warnings and months are of
// the present alone.
func readPast(ctx context.Context, b *store.Book, id, set int64) (c card, err error) {
	p, err := b.Past(ctx, id, set)
	if err != nil {
		return c, err
	}
	settings, err := b.Settings(ctx)
	if err != nil {
		return c, err
	}
	f := p.Figures(settings.Currency)
	c = card{customer: p.Customer, purchases: p.Purchases, interactions: p.Interactions, tasks: p.Tasks}
	c.summary = model.Summary{Orders: f.Orders, Spent: f.Spent, LastPurchase: f.LastPurchase, LastContact: f.LastContact}
	c.levels, err = b.Levels(ctx)
	return c, err
}

func readCard(ctx context.Context, b *store.Book, id int64, today model.Date) (c card, err error) {
	if c.customer, err = b.Customer(ctx, id); err != nil {
		return c, err
	}
	if c.summary, err = b.Summary(ctx, id); err != nil {
		return c, err
	}
	if c.purchases, err = b.Purchases(ctx, id, 0, 0); err != nil {
		return c, err
	}
	if c.interactions, err = b.Interactions(ctx, id, 0, 0); err != nil {
		return c, err
	}
	if c.tasks, err = b.Tasks(ctx, id, 0, 0); err != nil {
		return c, err
	}
	if c.outlook, err = b.Outlook(ctx, id, today); err != nil {
		return c, err
	}
	c.warnings = c.outlook.Warnings(c.customer, today)
	if c.months, err = b.Months(ctx, id); err != nil {
		return c, err
	}
	c.levels, err = b.Levels(ctx)
	return c, err
}

// cardView is the JSON of show.
type cardView struct {
	Customer      customerView      `json:"customer"`
	Summary       cardSummary       `json:"summary"`
	Warnings      []warningView     `json:"warnings"`
	Next          *taskView         `json:"next"`
	ContactPoints []contactView     `json:"contact_points"`
	People        []personView      `json:"people"`
	Purchases     []purchaseView    `json:"purchases"`
	Interactions  []interactionView `json:"interactions"`
	Tasks         []taskView        `json:"tasks"`
	Months        []monthView       `json:"months"`
}

// A warningView is one warning: its code, and what it speaks of.
type warningView struct {
	Code     string      `json:"code"`
	Count    int         `json:"count,omitempty"`
	Day      *model.Date `json:"day,omitempty"`
	Customer int64       `json:"customer,omitempty"`
}

func viewWarning(w store.Warning) warningView {
	v := warningView{Code: w.Code, Count: w.Count, Day: day(w.Day)}
	if w.Double != nil {
		v.Customer = w.Double.ID
	}
	return v
}

// A monthView is what was spent in one month in one currency.
type monthView struct {
	Month  string      `json:"month"` // YYYY-MM
	Spent  model.Money `json:"spent"`
	Orders int64       `json:"orders"`
}

func viewMonth(m store.Month) monthView {
	return monthView{fmt.Sprintf("%04d-%02d", m.Year, m.Month), m.Spent, m.Orders}
}

// cardSummary is what purchases and contact history add up to, as in a row of ls.
type cardSummary struct {
	Orders       int64         `json:"orders"`
	Spent        []model.Money `json:"spent"`
	Average      []model.Money `json:"average"`
	LastPurchase *model.Date   `json:"last_purchase"`
	LastContact  *time.Time    `json:"last_contact"`
}

func (c card) view(custom []model.CustomField) cardView {
	var next *taskView
	if c.outlook.Next != nil {
		v := viewTask(*c.outlook.Next)
		next = &v
	}
	return cardView{
		Customer: viewCustomer(c.customer, custom),
		Summary: cardSummary{c.summary.Orders, some(c.summary.Spent), some(store.Average(c.months)),
			day(c.summary.LastPurchase), instant(c.summary.LastContact)},
		ContactPoints: each(c.customer.ContactPoints, viewContact),
		People:        each(c.customer.People, viewPerson),
		Purchases:     each(c.purchases, viewPurchase),
		Interactions:  each(c.interactions, viewInteraction),
		Tasks:         each(c.tasks, viewTask),
		Warnings:      each(c.warnings, viewWarning),
		Next:          next,
		Months:        each(c.months, viewMonth),
	}
}
