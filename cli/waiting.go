package cli

import (
	"context"

	"kehu/store"
)

// sayWaiting tells the person when a command waits for somebody else who writes the
// book, which may take as long as a large import, and on a terminal how far the copy
// has come that is made before a large change.
func (a *app) sayWaiting(ctx context.Context) context.Context {
	ctx = store.TellWaiting(ctx, func(isWaiting bool) {
		if isWaiting {
			a.note("cli.waiting")
		}
	})
	line := a.progress("cli.backing_up")
	return store.TellBackup(ctx, func(percent int) {
		if percent < 0 {
			line.end()
		} else {
			line.report(percent)
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
