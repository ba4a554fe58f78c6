package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"kehu/model"
)

// Products are names that the lines of purchases share. They are no records and
// have no history: what the book remembers of one follows from the purchases.

// A Product is one that was bought, and its price the last time.
type Product struct {
	Name, SKU string
	Price     model.Money // of no currency where it was never sold in the one asked for
}

// Products looks through the few matches of each kind that came into the book
// last, so that a word which all products share costs no more than a rare one. The
// price is the one of the latest day among the purchases entered last.
const (
	mostProductMatches = 200
	mostPricesSeen     = 200
)

// Products returns the products that a text finds by characters, pinyin, initials
// or SKU: those whose name begins with it first, then those sold last. Prices are
// those in a currency.
func (b *Book) Products(ctx context.Context, text string, c model.Currency, limit int) ([]Product, error) {
	ids, err := b.store.matchProducts(ctx, text, limit)
	if err != nil {
		return nil, b.store.explain(err)
	}
	found := make([]Product, len(ids))
	for i, id := range ids {
		if found[i], err = b.store.readProduct(ctx, id, c); err != nil {
			return nil, b.store.explain(err)
		}
	}
	return found, nil
}

// Product returns the product with exactly a name, the one sold last where
// several SKUs have it; ok is false when there is none.
func (b *Book) Product(ctx context.Context, name string, c model.Currency) (p Product, ok bool, err error) {
	var id int64
	err = b.store.reader.QueryRowContext(ctx, "SELECT id FROM products p WHERE name = ? ORDER BY "+lastSold+" DESC LIMIT 1", name).Scan(&id)
	if isNoRow(err) {
		return p, false, nil
	}
	if err == nil {
		p, err = b.store.readProduct(ctx, id, c)
	}
	return p, err == nil, b.store.explain(err)
}

// FillPrices gives the lines of a sale that have no price the one that their
// product had the last time, with its SKU, and returns those lines. Where the total
// was given it stands alone, and nothing is filled in.
func (b *Book) FillPrices(ctx context.Context, sale *model.QuickSale) (filled []model.Item, err error) {
	for i := range sale.Items {
		it, given := &sale.Items[i], &sale.Given[i]
		if given.Price || given.Amount || sale.Totalled {
			continue
		}
		known, ok, err := b.Product(ctx, it.Product, sale.Currency)
		if err != nil {
			return nil, err
		}
		if !ok || known.Price.IsZero() {
			continue
		}
		if it.UnitPrice, given.Price = known.Price.Amount, true; it.SKU == "" {
			it.SKU = known.SKU
		}
		filled = append(filled, *it)
	}
	return filled, nil
}

// lastSold is the SQL of the last purchase of the product p.
const lastSold = "coalesce((SELECT max(purchase_id) FROM items WHERE product_id = p.id), 0)"

// matchProducts returns the ids of products that a text finds, the best first.
func (s *Store) matchProducts(ctx context.Context, text string, limit int) ([]int64, error) {
	var ids []int64
	for _, match := range tiers(text) {
		rows, err := s.reader.QueryContext(ctx, `SELECT p.id FROM products p WHERE p.id IN
			(SELECT rowid FROM product_search WHERE product_search MATCH ? ORDER BY rowid DESC LIMIT ?)
			ORDER BY `+lastSold+" DESC, p.name LIMIT ?", match, mostProductMatches, limit-len(ids))
		some, err := scanAll(rows, err, scanOne[int64])
		if err != nil {
			return nil, err
		}
		if ids = append(ids, some...); len(ids) >= limit {
			break
		}
	}
	return ids, nil
}

// readProduct reads a product with its last price: what somebody paid, not what
// was given away or went back.
func (s *Store) readProduct(ctx context.Context, id int64, c model.Currency) (p Product, err error) {
	if err := s.reader.QueryRowContext(ctx, "SELECT name, sku FROM products WHERE id = ?", id).Scan(&p.Name, &p.SKU); err != nil {
		return p, err
	}
	err = s.reader.QueryRowContext(ctx, `SELECT i.unit_price, u.currency FROM
		(SELECT purchase_id, unit_price FROM items WHERE product_id = ? ORDER BY purchase_id DESC LIMIT ?) i
		JOIN purchases u ON u.id = i.purchase_id AND u.state = 0 AND u.currency = ?
		WHERE i.unit_price > 0 ORDER BY u.date DESC, u.id DESC LIMIT 1`, id, mostPricesSeen, string(c)).Scan(&p.Price.Amount, &p.Price.Currency)
	if isNoRow(err) {
		return p, nil
	}
	return p, err
}

// product returns the id of a product, made when it is new.
func (t *tx) product(name, sku string) (int64, error) {
	key := [2]string{name, sku}
	if id := t.products[key]; id != 0 {
		return id, nil
	}
	var id int64
	err := t.row("SELECT id FROM products WHERE name = ? AND sku = ?", name, sku).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		id, err = t.newProduct(name, sku)
	}
	t.products[key] = id
	return id, err
}

func (t *tx) newProduct(name, sku string) (int64, error) {
	id, err := t.newID("products")
	if err != nil {
		return 0, err
	}
	t.productWords = append(t.productWords, id, productWords(name, sku))
	return id, t.insertRows("products", "id, name, sku", []any{id, name, sku})
}

func productWords(name, sku string) string {
	words := newCutter()
	words.name(name)
	words.add(cut(sku))
	return string(words.words)
}

// indexProducts writes the words of new products together: between two statements
// that could fail, FTS5 makes a segment of each.
func (t *tx) indexProducts() error {
	const width, most = 2, 100 // ids with words, in a statement
	for args := range slices.Chunk(t.productWords, width*most) {
		rows := strings.TrimSuffix(strings.Repeat("(?, ?), ", len(args)/width), ", ")
		if err := t.exec("INSERT INTO product_search (rowid, words) VALUES "+rows, args...); err != nil {
			return err
		}
	}
	t.productWords = nil
	return nil
}

// indexAllProducts has the words of all products written at the end of the transaction.
func (t *tx) indexAllProducts() error {
	rows, err := t.query("SELECT id, name, sku FROM products")
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		var name, sku string
		err := rows.Scan(&id, &name, &sku)
		t.productWords = append(t.productWords, id, productWords(name, sku))
		return err
	})
}

// rememberProducts gives the products of an older book their words, and has the
// figures added up again of customers to whom money went back: purchases that were
// refunded with a negative total did not count before.
func (t *tx) rememberProducts() error {
	if err := t.indexAllProducts(); err != nil {
		return err
	}
	rows, err := t.query("SELECT DISTINCT customer_id FROM purchases WHERE status = 'refunded' AND total < 0")
	ids, err := scanAll(rows, err, scanOne[int64])
	for _, id := range ids {
		t.owes(id).figures = true
	}
	return err
}
