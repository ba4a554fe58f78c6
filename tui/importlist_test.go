package tui

import (
	"os"
	"path/filepath"
	"testing"

	"kehu/model"
	"kehu/store"
)

// newerCopy imports a file of customers, changes what the book has of the first, puts
// the second into the bin, and writes a newer copy of the file.
func newerCopy(t *testing.T, st *store.Store) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "people.csv")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("客户编号,姓名,城市,备注\nC1,张三,北京,\nC2,李四,上海,\n")
	d := importOf(t, st, "zh", path)
	d.press("tab tab w")
	d.sees("已导入 2 行")
	for id, binned := range map[int64]bool{1: false, 2: true} {
		c := must[*model.Customer](t)(d.book.Customer(t.Context(), id))
		if c.Address.City = "天津"; binned {
			must[*model.ChangeSet](t)(d.book.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: id}))
		} else {
			must[*model.ChangeSet](t)(d.book.Save(t.Context(), c))
		}
	}
	write("客户编号,姓名,城市,备注\nC1,张三,广州,新备注\nC2,李四,杭州,\n")
	return path
}

func TestImportListsConflicts(t *testing.T) {
	t.Parallel()
	st := openBook(t)
	d := importOf(t, st, "zh", newerCopy(t, st))
	d.press("tab tab")
	d.sees("冲突")
	d.press("j j j j enter")
	d.sees("! 城市", "天津", "广州", "备注", "新备注", "回收站中：李四", "杭州")
}

// Enter opens the whole of a row, whose values the lists cut.
func TestImportListOpensTheWholeRow(t *testing.T) {
	t.Parallel()
	st := openBook(t)
	d := importOf(t, st, "zh", newerCopy(t, st))
	d.press("tab tab j j j j enter enter")
	d.sees("第 2 行，冲突：张三", "天津", "→ 广州", "客户簿保留自己的", "→ 新备注")
	d.press("esc")
	d.sees("! 城市")
}

// Refused rows open with their reasons in full and their cells.
func TestImportListOpensRefusedRows(t *testing.T) {
	t.Parallel()
	d := importOf(t, openBook(t), "zh", someCustomers)
	d.press("tab tab enter G enter enter")
	d.sees("第 5 行，未通过", "原因", "not a mail", "韩梅梅", "1.38E+10")
}
