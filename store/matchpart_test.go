package store

import (
	"slices"
	"testing"

	"kehu/model"
)

// bought is a row of a sheet of purchases without order numbers.
func bought(name, product string, total int64) model.Draft {
	p := purchase(0, total)
	p.OrderNo, p.Items[0].Product = "", product
	return model.Draft{Customer: model.Customer{Kind: model.CompanyKind, Name: name}, Purchase: p}
}

func importSheet(t *testing.T, b *Book, list ...model.Draft) model.ImportReport {
	t.Helper()
	return allCounted(t)(b.Import(t.Context(), drafts(list...), ImportOptions{File: "x.csv", Source: "sheet"}))
}

// Two equal rows are two purchases, and stay two however often the sheet comes.
func TestPurchasesWithoutNumbersComeOnce(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	rows := func() []model.Draft {
		return []model.Draft{bought("甲", "纸", 100), bought("甲", "纸", 100), bought("甲", "笔", 100), bought("乙", "纸", 5)}
	}
	if r := importSheet(t, b, rows()...); r.New != 4 {
		t.Errorf("first: %+v", r)
	}
	before := dump(t, b)
	again := importSheet(t, b, rows()...)
	if again.Same != 4 || dump(t, b) != before {
		t.Errorf("again: %+v", again)
	}
	longer := rows()
	slices.Reverse(longer)
	if r := importSheet(t, b, append(longer, bought("甲", "纸", 100))...); r.Same != 4 || r.New != 1 {
		t.Errorf("one more of the same: %+v", r)
	}
	checkClean(t, b.store)
}

func TestPurchaseByHandIsThatOfARow(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		edit func(*model.Purchase)
		isIt bool
	}{
		"the same":      {func(*model.Purchase) {}, true},
		"without lines": {func(p *model.Purchase) { p.Items = nil }, true},
		"with a time":   {func(p *model.Purchase) { p.At = testNow }, true},
		"other lines":   {func(p *model.Purchase) { p.Items[0].Product = "墨" }, false},
		"with a number": {func(p *model.Purchase) { p.OrderNo = "7" }, false},
		"another day":   {func(p *model.Purchase) { p.Date = p.Date.AddDays(1) }, false},
	} {
		_, b := openBook(t)
		row := bought("甲", "纸", 100)
		company := row.Customer
		save(t, b, &company)
		byHand := *row.Purchase
		byHand.CustomerID, byHand.Items = company.ID, slices.Clone(byHand.Items)
		c.edit(&byHand)
		save(t, b, &byHand)
		if r := importSheet(t, b, row); r.New == 1 == c.isIt {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestPurchaseInTheBinStaysThere(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	importSheet(t, b, bought("甲", "纸", 100))
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindPurchase, ID: 1}))
	if r := importSheet(t, b, bought("甲", "纸", 100)); r.Same != 1 {
		t.Errorf("%+v", r)
	}
}
