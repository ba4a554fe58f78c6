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
	cmd.RunE = runE(func(ctx context.Context, args []string) error { return a.show(ctx, strings.Join(args, " ")) })
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
}

func (a *app) show(ctx context.Context, ref string) error {
	if err := a.single(); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		id, err := b.Find(ctx, ref)
		if err != nil {
			return err
		}
		c, err := readCard(ctx, b, id)
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
		a.printCard(w, c)
		return w.Flush()
	})
}

func readCard(ctx context.Context, b *store.Book, id int64) (c card, err error) {
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
	c.levels, err = b.Levels(ctx)
	return c, err
}

// cardView is the JSON of show.
type cardView struct {
	Customer      customerView      `json:"customer"`
	Summary       cardSummary       `json:"summary"`
	ContactPoints []contactView     `json:"contact_points"`
	People        []personView      `json:"people"`
	Purchases     []purchaseView    `json:"purchases"`
	Interactions  []interactionView `json:"interactions"`
	Tasks         []taskView        `json:"tasks"`
}

// cardSummary is what purchases and contact history add up to, as in a row of ls.
type cardSummary struct {
	Orders       int64         `json:"orders"`
	Spent        []model.Money `json:"spent"`
	LastPurchase *model.Date   `json:"last_purchase"`
	LastContact  *time.Time    `json:"last_contact"`
}

func (c card) view(custom []model.CustomField) cardView {
	return cardView{
		Customer: viewCustomer(c.customer, custom),
		Summary: cardSummary{c.summary.Orders, some(c.summary.Spent),
			day(c.summary.LastPurchase), instant(c.summary.LastContact)},
		ContactPoints: each(c.customer.ContactPoints, viewContact),
		People:        each(c.customer.People, viewPerson),
		Purchases:     each(c.purchases, viewPurchase),
		Interactions:  each(c.interactions, viewInteraction),
		Tasks:         each(c.tasks, viewTask),
	}
}
