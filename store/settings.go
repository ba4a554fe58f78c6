package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"kehu/model"
)

// defaults are the settings of a book that has lost its own.
var defaults = model.Settings{Currency: defaultCurrency, Region: "CN"}

const defaultCurrency = "CNY"

// ownSettings says how the settings of a book lie in the file.
func ownSettings() *entity[model.Settings] {
	return (&entity[model.Settings]{
		kind:     model.KindSettings,
		table:    tables[model.KindSettings],
		fields:   model.SettingsFields(),
		meta:     func(s *model.Settings) *model.Meta { return &s.Meta },
		customer: func(*model.Settings) int64 { return 0 },
		validate: func(s *model.Settings, _ time.Time) error { return s.Validate() },
		subject:  func(context.Context, queryer, *model.Settings) (string, error) { return "", nil },
		owe:      oweSettings,
	}).ready()
}

// oweSettings has what customers spent added up again where the currency is another.
func oweSettings(t *tx, before, after *model.Settings, _ []string) {
	t.settings = nil
	t.owesFigures = t.owesFigures || before == nil || before.Currency != after.Currency
}

// Settings returns the book's settings; Save changes them.
func (b *Book) Settings(ctx context.Context) (model.Settings, error) {
	s, err := b.store.settings(ctx, b.store.reader)
	return s, b.store.explain(err)
}

func (s *Store) settings(ctx context.Context, db queryer) (model.Settings, error) {
	found, err := of[model.Settings](s, model.KindSettings).find(ctx, db, "id = ?", model.SettingsID)
	if err != nil || len(found) == 0 {
		return defaults, err
	}
	return found[0], nil
}

// ownCurrency is the SQL of the currency of the book.
const ownCurrency = "coalesce((SELECT currency FROM book_settings), '" + defaultCurrency + "')"

func currencyOf(ctx context.Context, db queryer) (c model.Currency, err error) {
	err = db.QueryRowContext(ctx, "SELECT "+ownCurrency).Scan(&c)
	return c, err
}

// touchBuyers has the figures of everybody who bought anything added up again.
func (t *tx) touchBuyers() error {
	t.owesFigures = false
	rows, err := t.query("SELECT id FROM customers WHERE orders > 0")
	ids, err := scanAll(rows, err, scanOne[int64])
	for _, id := range ids {
		t.owes(id).figures = true
	}
	return err
}

// load reads the settings once per transaction.
func (t *tx) load() error {
	if t.settings != nil {
		return nil
	}
	s, err := t.store.settings(t.ctx, t)
	t.settings = &s
	return err
}

func (t *tx) region() (string, error) {
	err := t.load()
	return t.settings.Region, err
}

func (t *tx) currency() (model.Currency, error) {
	err := t.load()
	return t.settings.Currency, err
}

// isNoRow reports whether a query found nothing.
func isNoRow(err error) bool { return errors.Is(err, sql.ErrNoRows) }
