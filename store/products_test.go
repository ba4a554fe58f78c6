package store

import (
	"fmt"
	"path/filepath"
	"testing"

	"kehu/internal/race"
	"kehu/model"
)

// sold is a purchase of one product on a day.
func sold(customer int64, day, product, sku string, price int64, c model.Currency) *model.Purchase {
	d, err := model.DateFromISO(day)
	if err != nil {
		panic(err)
	}
	return &model.Purchase{CustomerID: customer, Date: d, Status: model.StatusDone, Currency: c, Total: price,
		Items: []model.Item{{Product: product, SKU: sku, Quantity: model.NewQuantity(1), UnitPrice: price, Amount: price}}}
}

func TestProductsAreRememberedWithTheirLastPrice(t *testing.T) {
	_, b := openBook(t)
	c := zhang()
	save(t, b, c)
	save(t, b, sold(c.ID, "2026-03-01", "A4 复印纸", "P-001", 2400, model.CNY))
	save(t, b, sold(c.ID, "2026-05-01", "A4 复印纸", "P-001", 2550, model.CNY))
	old := sold(c.ID, "2025-01-01", "A4 复印纸", "P-001", 1900, model.CNY) // entered later, of an earlier day
	save(t, b, old)
	save(t, b, sold(c.ID, "2026-06-01", "A4 复印纸", "P-001", 400, model.USD))
	back := sold(c.ID, "2026-07-01", "A4 复印纸", "P-001", -2550, model.CNY)
	save(t, b, back)
	save(t, b, sold(c.ID, "2026-02-01", "复写纸", "", 900, model.CNY))
	save(t, b, sold(c.ID, "2026-02-02", "Köhler Stift", "", 300, model.CNY))

	for text, want := range map[string]string{
		"A4": "A4 复印纸 P-001 CNY 25.50", "a4复": "A4 复印纸 P-001 CNY 25.50", "fuyinzhi": "A4 复印纸 P-001 CNY 25.50", "fyz": "A4 复印纸 P-001 CNY 25.50",
		"p-001": "A4 复印纸 P-001 CNY 25.50", "fxz": "复写纸  CNY 9.00", "kohl": "Köhler Stift  CNY 3.00", "koehler": "Köhler Stift  CNY 3.00", "写纸": "复写纸  CNY 9.00",
		"xyz": "", "": "", `"`: "", "%": "",
	} {
		found := must[[]Product](t)(b.Products(t.Context(), text, model.CNY, 5))
		got := ""
		if len(found) > 0 {
			got = fmt.Sprintf("%s %s %s", found[0].Name, found[0].SKU, found[0].Price)
		}
		if got != want {
			t.Errorf("%q finds %q, want %q", text, got, want)
		}
	}
	if both := must[[]Product](t)(b.Products(t.Context(), "f", model.CNY, 5)); len(both) != 2 || both[0].Name != "复写纸" {
		t.Errorf("f finds %v, want the name that begins with it first", both)
	}
	if p, ok, err := b.Product(t.Context(), "A4 复印纸", model.USD); !ok || err != nil || p.Price.String() != "USD 4.00" {
		t.Errorf("in dollars %v, %v, %v", p, ok, err)
	}
	if p, ok, err := b.Product(t.Context(), "A4 复印纸", model.JPY); !ok || err != nil || p.Price != (model.Money{}) || p.SKU != "P-001" {
		t.Errorf("in yen %v, %v, %v", p, ok, err)
	}
	if _, ok, err := b.Product(t.Context(), "没有", model.CNY); ok || err != nil {
		t.Errorf("an unknown product: %v, %v", ok, err)
	}
}

// A taken-back purchase leaves the price before it.
func TestLastPriceFollowsUndo(t *testing.T) {
	_, b := openBook(t)
	c := zhang()
	save(t, b, c)
	save(t, b, sold(c.ID, "2026-03-01", "纸", "", 2400, model.CNY))
	save(t, b, sold(c.ID, "2026-05-01", "纸", "", 2550, model.CNY))
	must[*model.ChangeSet](t)(b.Undo(t.Context(), 0))
	p, ok, err := b.Product(t.Context(), "纸", model.CNY)
	if !ok || err != nil || p.Price.Amount != 2400 {
		t.Errorf("%v, %v, %v", p, ok, err)
	}
}

// Completion stays quick where one product was sold ten thousand times and ten
// thousand products share a word.
func TestProductsAreBounded(t *testing.T) {
	_, b := openBook(t)
	c := zhang()
	save(t, b, c)
	p := sold(c.ID, "2026-03-01", "纸", "", 100, model.CNY)
	p.Items = nil
	for i := range race.Share(10_000, 400) {
		p.Items = append(p.Items, model.Item{Product: fmt.Sprintf("办公用品 %05d", i), Quantity: model.NewQuantity(1), UnitPrice: 100, Amount: 100})
	}
	save(t, b, p)
	var many []model.Record
	for range race.Share(5_000, 200) {
		many = append(many, sold(c.ID, "2026-04-01", "办公用品 00000", "", 200, model.CNY))
	}
	save(t, b, many...)
	found := must[[]Product](t)(b.Products(t.Context(), "bgyp", model.CNY, 8))
	if len(found) != 8 {
		t.Errorf("%d found", len(found))
	}
	if p := must[[]Product](t)(b.Products(t.Context(), "办公用品 00000", model.CNY, 8)); len(p) != 1 || p[0].Price.Amount != 200 {
		t.Errorf("%v", p)
	}
}

// Money that went back is taken off what a customer spent, however it is written.
func TestRefundsCount(t *testing.T) {
	_, b := openBook(t)
	c := zhang()
	save(t, b, c)
	spent := func(want int64) {
		t.Helper()
		s := must[model.Summary](t)(b.Summary(t.Context(), c.ID))
		got := int64(0)
		if len(s.Spent) > 0 {
			got = s.Spent[0].Amount
		}
		if got != want {
			t.Errorf("spent %d, want %d", got, want)
		}
	}
	first := purchase(c.ID, 10_000)
	save(t, b, first)
	spent(10_000)
	line := purchase(c.ID, 5_000) // part of it came back: a line of its own
	line.Items = append(line.Items, model.Item{Product: "退货", Quantity: model.NewQuantity(1), UnitPrice: -2_000, Amount: -2_000})
	line.Total = line.ItemsTotal()
	save(t, b, line)
	spent(13_000)
	note := purchase(c.ID, -1_000) // a purchase that is the refund of another
	note.Status = model.StatusRefunded
	save(t, b, note)
	spent(12_000)
	first.Status = model.StatusRefunded // all of it went back
	save(t, b, first)
	spent(2_000)
	must[*model.ChangeSet](t)(b.Undo(t.Context(), 0))
	spent(12_000)
	if r := must[CheckReport](t)(b.store.Check(t.Context())); len(r.Findings) > 0 {
		t.Errorf("findings %v", r.Findings)
	}
}

// A book from before products could be found has them found after it is opened,
// and its refunds taken off.
func TestOlderBookLearnsItsProducts(t *testing.T) {
	race.Skip(t)
	path := filepath.Join(t.TempDir(), "book.kehu")
	s, b := openAt(t, path)
	c := zhang()
	save(t, b, c)
	save(t, b, sold(c.ID, "2026-03-01", "A4 复印纸", "", 2400, model.CNY))
	back := purchase(c.ID, -400)
	back.Status = model.StatusRefunded
	save(t, b, back, &model.Task{CustomerID: c.ID, Title: "回访"})
	for _, text := range []string{"ALTER TABLE change_sets DROP COLUMN digest", "ALTER TABLE change_sets DROP COLUMN chain", "ALTER TABLE change_sets DROP COLUMN erased",
		"ALTER TABLE changes DROP COLUMN erased", "ALTER TABLE customers DROP COLUMN sum", "ALTER TABLE purchases DROP COLUMN sum", "ALTER TABLE interactions DROP COLUMN sum",
		"ALTER TABLE tasks DROP COLUMN sum", "ALTER TABLE views DROP COLUMN sum", "ALTER TABLE custom_fields DROP COLUMN sum", "ALTER TABLE choices DROP COLUMN sum",
		"DROP TABLE product_search", "DROP TABLE removed", "DROP TABLE book_settings", "DROP TABLE erasures", "DROP INDEX change_sets_by_undoes", "DROP TABLE drafts", "DROP TABLE imported", "DROP TABLE import_sources", "DROP TABLE import_mappings", "DROP INDEX tasks_by_priority", "ALTER TABLE tasks DROP COLUMN priority",
		"ALTER TABLE tasks DROP COLUMN repeat", "UPDATE customers SET spent = 2400", "PRAGMA user_version = 7"} {
		if _, err := s.writer.ExecContext(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
	s, b = openAt(t, path)
	checkClean(t, s)
	if found := must[[]Product](t)(b.Products(t.Context(), "fyz", model.CNY, 5)); len(found) != 1 || found[0].Price.Amount != 2400 {
		t.Errorf("found %v", found)
	}
	if sum := must[model.Summary](t)(b.Summary(t.Context(), c.ID)); sum.Spent[0].Amount != 2000 {
		t.Errorf("spent %v", sum.Spent)
	}
	if tasks := must[[]model.Task](t)(b.Tasks(t.Context(), c.ID, 0, 0)); tasks[0].Priority != model.PriorityNormal {
		t.Errorf("task %+v", tasks[0])
	}
}
