package cli

import (
	"context"
	"errors"
	"os"

	"kehu/exchange"
	"kehu/model"
	"kehu/store"
	"kehu/tui"
)

// wantsWizard reports whether import leads through the screens: on a terminal, for
// a file that can be read again, unless the person asked for an answer at once.
func (a *app) wantsWizard(name string, o importOptions) bool {
	if name == stdin || o.yes || o.dryRun || a.output != string(formatTable) {
		return false
	}
	if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() {
		return false
	}
	_, heard := terminal(a.err) // else a script reads what is said
	_, _, err := a.screenFiles()
	return heard && err == nil
}

// openWizard shows what was understood of a file, with what the flags say, over the
// book. A file that is no table is refused before a book is made for it.
func (a *app) openWizard(ctx context.Context, name string, file *os.File, o importOptions) error {
	im := importing{app: a, o: o, name: name, file: file}
	ours, err := im.isOurs()
	if err == nil && !ours && !a.hasBook() {
		err = errors.Join(im.open(""), im.close())
	}
	if err != nil {
		return err
	}
	mapping, mapErr := o.mapping()
	order, orderErr := o.order()
	money, moneyErr := o.money("")
	if err := errors.Join(mapErr, orderErr, moneyErr); err != nil {
		return err
	}
	st, err := a.openStore(ctx, store.Open)
	if err != nil {
		return err
	}
	start := &tui.ImportStart{File: name, OnDuplicate: model.OnDuplicate(o.onDuplicate), Rejects: o.rejects, Forget: o.forget,
		Options: im.options(exchange.Options{Map: mapping, Unmapped: exchange.Unmapped(o.unmapped), Currency: money, DateOrder: order})}
	return errors.Join(a.showWith(ctx, st, tui.Options{Import: start}), st.Close())
}
