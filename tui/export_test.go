package tui

import (
	"os"
	"path/filepath"
	"testing"
)

// x writes what the list shows: its search, its order, its columns.
func TestExportWritesWhatIsShown(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	file := filepath.Join(t.TempDir(), "out.csv")
	d := start(t, st, "zh", 80, 24)
	d.press("/")
	d.write("sort:name -张伟")
	d.press("enter x")
	d.sees("导出 2 位客户", "Excel 工作簿", "客户-2026-11-18", "与屏幕一致")
	d.press("tab ctrl+u")
	d.paste(file)
	d.press("ctrl+s")
	d.sees("已把 2 位客户写到")
	want := "\ufeff姓名,公司,级别,电话,消费额,最近联系,城市,订单数,标签,最近购买,邮箱,负责人,来源\n" +
		"北湖纸业有限公司,,潜在客户,021-6888 1234,,,上海市,0,,,,,展会\n" +
		"Helena Holý,,普通客户,'+420 2 4177 0449,49.62 EUR,,Prague,1,,2025-12-24,hholy@example.com,li,\n"
	if data, err := os.ReadFile(file); string(data) != want {
		t.Errorf("got  %q\nwant %q\n%v", data, want, err)
	}
	d.press("x tab ctrl+u")
	d.paste(file)
	d.press("ctrl+s")
	d.sees("替换 out.csv？")
	d.press("n")
	d.sees("导出 2 位客户")
	d.press("ctrl+s y")
	d.sees("已把 2 位客户写到")
}

// Marked customers go alone; a place where no file can be is said at the field.
func TestExportOfMarkedCustomers(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	file := filepath.Join(t.TempDir(), "one")
	d := start(t, st, "en", 80, 24)
	d.press("space x")
	d.sees("Marked (1)")
	d.press("tab ctrl+u")
	d.paste("/no/such/folder/x.vcf")
	d.press("ctrl+s")
	d.sees("✗", "cannot be written")
	d.press("ctrl+u")
	d.paste(file + ".jsonl")
	d.press("ctrl+s")
	d.sees("1 customer written to")
	if data, err := os.ReadFile(file + ".jsonl"); err != nil || len(data) < 50 {
		t.Errorf("%q, %v", data, err)
	}
}
