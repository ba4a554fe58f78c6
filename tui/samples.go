package tui

import (
	"context"
	"iter"

	tea "charm.land/bubbletea/v2"

	"kehu/demo"
	"kehu/model"
	"kehu/store"
)

// The sample data that the welcome offers: enough to look around, at once there.
const (
	sampleSeed      = 1
	sampleCustomers = 200
)

// fillDemo puts sample data into the empty book, as one change set that one undo
// takes back.
func (c *customers) fillDemo() tea.Cmd {
	book, now := c.store.As(c.book.Actor(), model.OriginDemo), c.now()
	return c.change(func(ctx context.Context) (*model.ChangeSet, error) {
		return book.Fill(ctx, bundles(demo.New(sampleSeed, sampleCustomers, now).Drafts()), nil)
	}, nil)
}

// bundles turns made-up entries into what the book takes.
func bundles(entries iter.Seq[demo.Entry]) iter.Seq[store.Bundle] {
	return func(yield func(store.Bundle) bool) {
		for e := range entries {
			if !yield(store.Bundle{Customer: &e.Customer, Purchases: e.Purchases, Interactions: e.Interactions, Tasks: e.Tasks}) {
				return
			}
		}
	}
}
