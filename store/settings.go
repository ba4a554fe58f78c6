package store

import (
	"context"
	"database/sql"
	"errors"

	"kehu/model"
)

// Settings are the choices that belong to a book and not to a user.
type Settings struct {
	Currency model.Currency // of amounts without a sign of their own; ISO 4217
	Region   string         // of telephone numbers without a country code; ISO 3166
}

// defaults are the settings of a new book.
var defaults = Settings{Currency: defaultCurrency, Region: "CN"}

const defaultCurrency = "CNY"

// Settings returns the book's settings.
func (b *Book) Settings(ctx context.Context) (Settings, error) {
	s, err := settings(ctx, b.store.reader)
	return s, b.store.explain(err)
}

func settings(ctx context.Context, db queryer) (Settings, error) {
	s := defaults
	rows, err := db.QueryContext(ctx, "SELECT key, value FROM settings")
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var key, value string
		err := rows.Scan(&key, &value)
		switch key {
		case "currency":
			s.Currency = model.Currency(value)
		case "region":
			s.Region = value
		}
		return err
	})
	return s, err
}

// SetSettings changes the book's settings; what customers spent is added up
// again where the currency is another.
func (b *Book) SetSettings(ctx context.Context, s Settings) error {
	if !s.Currency.Valid() {
		return model.Invalidf("currency", "currency_unknown", "Value", string(s.Currency))
	}
	return b.store.inTx(ctx, func(t *tx) error {
		before, err := settings(t.ctx, t)
		if err != nil {
			return err
		}
		if err := t.exec("INSERT OR REPLACE INTO settings (key, value) VALUES ('currency', ?), ('region', ?)",
			string(s.Currency), s.Region); err != nil || before.Currency == s.Currency {
			return err
		}
		return t.touchBuyers()
	})
}

// touchBuyers has the figures of everybody who bought anything added up again.
func (t *tx) touchBuyers() error {
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
	s, err := settings(t.ctx, t)
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
