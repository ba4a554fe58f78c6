package tui

import (
	"os"
	"path/filepath"
	"testing"

	"kehu/query"
)

func TestImportShowsThePlanBeforeItWrites(t *testing.T) {
	t.Parallel()
	file := sharedFile(t, "chinook/customers.csv")
	d := start(t, openBook(t), "zh", 80, 24)
	d.press("i")
	d.paste(file)
	d.press("ctrl+s")
	d.sees("customers.csv", "59 行客户", "尚未写入", "新增", "59")
	if n, _, err := d.book.Count(t.Context(), query.Query{}, 0); err != nil || n != 0 {
		t.Fatalf("the plan wrote %d customers (%v)", n, err)
	}
	d.press("enter")
	d.sees("59 位客户", "已导入 59 行")
	d.press("u")
	d.sees("客户簿还是空的")
}

func TestImportOfAMissingFileSaysSoAtTheField(t *testing.T) {
	t.Parallel()
	d := start(t, openBook(t), "zh", 80, 24)
	d.press("i")
	d.paste("/no/such/file.csv")
	d.press("ctrl+s")
	d.sees("✗", "file.csv", "导入文件")
}

func TestImportListsRefusedRows(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "c.csv")
	if err := os.WriteFile(file, []byte("姓名,电话,邮箱\n李雷,13800138000,lilei@example.cn\n韩梅梅,13900139000,not a mail\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := start(t, openBook(t), "zh", 80, 24)
	d.press("i")
	d.paste(file)
	d.press("ctrl+s")
	d.sees("2 行客户", "姓名", "电话")
	d.press("esc")
	d.sees("导入文件")
	d.press("esc")
	d.sees("客户簿还是空的")
}
