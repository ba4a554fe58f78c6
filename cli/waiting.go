package cli

import (
	"context"

	"kehu/store"
)

// sayWaiting tells the person when a command waits for somebody else who writes the
// book: it may take as long as a large import.
func (a *app) sayWaiting(ctx context.Context) context.Context {
	return store.TellWaiting(ctx, func(isWaiting bool) {
		if isWaiting {
			a.note("cli.waiting")
		}
	})
}

// warnOfNetwork tells a user once that the book lies on a network file system.
func (a *app) warnOfNetwork(ctx context.Context, b *store.Book) error {
	name, err := b.NewNetwork(ctx)
	if err == nil && name != "" {
		a.note("network.warning", "Name", name)
		a.note("network.advice")
	}
	return err
}
