package tui

import (
	"testing"

	"kehu/model"
	"kehu/store"
)

// inBin opens the bin of a book with three customers in it, the last two of which
// went there together.
func inBin(t *testing.T, lang string) *driver {
	t.Helper()
	d := openFilled(t, lang, 100, 24)
	ref := func(name string) model.Ref { return model.Ref{Kind: model.KindCustomer, ID: d.customer(name).ID} }
	zhang, north, helena := ref("张伟"), ref("北湖纸业有限公司"), ref("Helena Holý")
	must[*model.ChangeSet](t)(d.book.Bin(t.Context(), zhang))
	must[*model.ChangeSet](t)(d.book.Bin(t.Context(), north, helena))
	d.await()
	d.press("] ]")
	return d
}

// binned is how many records are in the bin.
func (d *driver) binned() int {
	d.t.Helper()
	return must[int](d.t)(d.book.BinnedCount(d.t.Context(), store.BinQuery{}))
}

func (d *driver) wantBinned(n int) {
	d.t.Helper()
	if got := d.binned(); got != n {
		d.t.Errorf("%d records are in the bin, want %d", got, n)
	}
}

func TestBinIsSearchedAndSorted(t *testing.T) {
	t.Parallel()
	d := inBin(t, "zh")
	d.sees("3 条", "张伟", "北湖", "Helena")
	d.press("/")
	d.write("zhangw")
	d.sees("1 / 3", "张伟")
	d.lacks("北湖")
	d.press("esc /")
	d.write("zhangw")
	d.press("enter r")
	d.sees("恢复客户：张伟", "没有含这些词语")
	d.press("esc")
	d.sees("2 条", "Helena")
	d.press("right s g r") // by name
	d.sees("恢复客户：北湖")
	d.wantBinned(1)
}

func TestBinRestoresMany(t *testing.T) {
	t.Parallel()
	d := inBin(t, "en")
	d.press("*")
	d.sees("3 marked")
	d.press("* v down v")
	d.sees("2 marked")
	d.press("r")
	d.sees("Restored 2 customers", "1 record")
	d.press("u")
	d.wantBinned(3)
	d.press("g R") // with the one that it came with
	d.sees("Restored 2 customers")
	d.wantBinned(1)
}

func TestBinShowsWhatARecordIs(t *testing.T) {
	t.Parallel()
	d := inBin(t, "en")
	d.press("G enter")
	d.sees("Customer 张伟", "采购经理")
	d.press("G")
	d.sees("SO-1001", "询问 A4", "发报价单")
	d.press("r")
	d.sees("Restored customer 张伟", "北湖")
	d.wantBinned(2)
}

func TestEmptyingTheBinAsksAndIsFinal(t *testing.T) {
	t.Parallel()
	d := inBin(t, "en")
	d.press("X")
	d.sees("everything (3)", "older than 30 days")
	d.press("enter")
	d.sees("Remove 3 records for good?", "This is final")
	d.press("enter") // no
	d.wantBinned(3)
	d.press("X")
	d.pick("30 days")
	d.sees("Nothing has lain there that long")
	d.press("space X")
	d.sees("the marked ones (1)")
	d.press("enter y")
	d.sees("Removed customer #1 in the bin for good")
	d.wantBinned(2)
	d.press("u") // takes back what was done before, not this
	d.wantBinned(2)
	d.press("[")
	d.sees("Removed customer #1 in the bin for good")
	d.press("g u")
	d.sees("cannot be undone")
	d.press("enter")
	d.sees("gone for good")
}

func TestEraseFromTheCard(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 100, 30)
	id := d.customer("张伟").ID
	d.press("enter ctrl+p")
	d.write("erase")
	d.press("enter")
	d.sees("This customer has purchases")
	d.pick("keep")
	d.sees("What goes with #3 张伟", "ways to reach 3", "contact history 2", "2 purchases stay", "Type 张伟 to erase")
	d.write("李娜")
	d.press("enter")
	d.sees("That is not the name")
	d.press("backspace backspace")
	d.write("张伟")
	d.press("enter")
	d.sees("Erased customer #3 with all", "Helena")
	d.lacks("张伟")
	got := must[*model.Customer](t)(d.book.Customer(t.Context(), id))
	if bought := must[[]model.Purchase](t)(d.book.Purchases(t.Context(), id, 0, 0)); got.Name != "Erased customer 3" || len(bought) != 2 {
		t.Errorf("%+v has %d purchases", got, len(bought))
	}
}

func TestEraseFromTheBin(t *testing.T) {
	t.Parallel()
	d := inBin(t, "zh")
	d.press("g down ctrl+p")
	d.paste("抹除")
	d.press("enter")
	d.sees("将删除", "北湖纸业有限公司")
	d.press("esc")
	d.wantBinned(3)
	d.press("ctrl+p")
	d.paste("抹除")
	d.press("enter")
	d.write("#2")
	d.press("enter")
	d.sees("抹除客户 #2")
	d.wantBinned(2)
}

// A book whose bin has no customer under the cursor erases nobody.
func TestEraseNeedsACustomer(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 100, 24)
	d.press("] ] ctrl+p")
	d.write("erase")
	d.sees("no customer here")
}
