package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"kehu/internal/race"
	"kehu/model"
	"kehu/query"
	"kehu/store"
)

// The files of these tests: customers in GBK with a note above, a total below, a
// broken telephone and a row that is refused; orders with a date that is none.
const (
	someCustomers = "testdata/import/customers-gbk.csv"
	someOrders    = "testdata/import/orders.csv"
)

// importOf opens the import of a file.
func importOf(t *testing.T, st *store.Store, lang string, file string) *driver {
	t.Helper()
	d := start(t, st, lang, 100, 30)
	d.press("i ctrl+u")
	d.paste(file)
	d.press("enter")
	return d
}

// copyOf copies a file to a folder of the test's own.
func copyOf(t *testing.T, file string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), filepath.Base(file))
	if err := os.WriteFile(path, must[[]byte](t)(os.ReadFile(file)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (d *driver) customers() int {
	d.t.Helper()
	n, _, err := d.book.Count(d.t.Context(), query.Query{}, 0)
	if err != nil {
		d.t.Fatal(err)
	}
	return n
}

func TestImportFromTheFileToTheReport(t *testing.T) {
	t.Parallel()
	d := importOf(t, openBook(t), "zh", someCustomers)
	d.sees("文件 › 预览", "编码 GB18030", "表头在第 2 行", "1 行不会通过", "2 行不是数据", "! 5", "张伟")
	d.press("tab")
	d.sees("对应到", "门牌备注", "还没有去处", "张伟 · 李雷")
	d.press("tab")
	d.sees("1 列没有去处：门牌备注")
	d.press("enter")
	d.sees("5 行将会怎样", "新增", "4", "未通过", "4 位客户")
	if n := d.customers(); n != 0 {
		t.Fatalf("the plan wrote %d customers", n)
	}
	d.press("w")
	d.sees("已导入 4 行", "未通过 1", "按 u 撤销")
	if n := d.customers(); n != 4 {
		t.Fatalf("%d customers were written", n)
	}
	found := must[[]model.Summary](t)(d.book.Customers(t.Context(), must[query.Query](t)(query.Parse("张伟", store.Catalogue(nil, nil))), store.Page{Limit: 1}))
	c := must[*model.Customer](t)(d.book.Customer(t.Context(), found[0].ID))
	if c.Notes != "门牌备注: 三号楼" {
		t.Errorf("notes %q", c.Notes)
	}
	d.press("u")
	d.sees("导入已撤销")
	if n := d.customers(); n != 0 {
		t.Fatalf("undo left %d customers", n)
	}
	d.press("enter")
	d.sees("客户簿还是空的")
}

func TestImportCompletesPaths(t *testing.T) {
	t.Parallel()
	d := start(t, openBook(t), "en", 80, 24)
	d.press("i")
	d.write("testdata/im")
	d.press("tab")
	d.sees("testdata/import/", "more/", "customers-gbk.csv", "371 B", "old.xls", "1 of other kinds")
	d.lacks("readme.pdf")
	d.write("cu")
	d.press("tab")
	d.sees(someCustomers)
	d.lacks("orders.csv")
	d.press("enter")
	d.sees("GB18030")
	d.press("esc")
	for range "customers-gbk.csv" {
		d.press("backspace")
	}
	d.press("down enter")
	d.sees("testdata/import/more/", "card.vcf")
	d.press("down enter")
	d.sees("vCard", "Li Na")
	d.press("esc esc")
	d.sees("still empty")
}

// The beginning of a name stands for the only file that begins so.
func TestImportOpensTheOnlyFileThatIsLeft(t *testing.T) {
	t.Parallel()
	d := start(t, openBook(t), "en", 80, 24)
	d.press("i")
	d.write("testdata/import/cu")
	d.press("enter")
	d.sees("GB18030", "customers-gbk.csv")
}

// Who types faster than the folder is read loses no key.
func TestImportKeepsKeysThatComeBeforeTheList(t *testing.T) {
	t.Parallel()
	d := start(t, openBook(t), "en", 80, 24)
	d.press("i")
	f := d.m.(*root).top().(*importFile)
	read := f.put("testdata/import/cu")
	for _, b := range f.Bindings() {
		if b.keys[0] == "tab" && b.run() != nil {
			t.Fatal("the list is used before it is read")
		}
	}
	d.drain(read)
	if f.line.Value() != someCustomers {
		t.Errorf("Tab made it %q", f.line.Value())
	}
}

// The next import begins where the last one was.
func TestImportRemembersTheFolder(t *testing.T) {
	t.Parallel()
	d := importOf(t, openBook(t), "zh", someCustomers)
	d.press("esc esc i")
	d.sees("orders.csv", "testdata/import/")
}

func TestImportSaysWhatIsWrongWithAFile(t *testing.T) {
	t.Parallel()
	empty := filepath.Join(t.TempDir(), "empty.csv")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d := start(t, openBook(t), "en", 80, 24)
	d.press("i enter")
	d.sees("No file is chosen")
	for file, want := range map[string]string{"/no/such/file.csv": "/no/such/file.csv", "testdata/import/old.xls": "xlsx", "testdata/import/readme.pdf": "PDF", empty: "empty"} {
		d.press("ctrl+u")
		d.paste(file)
		d.press("enter")
		d.sees("✗", want, "File ›")
	}
	d.press("ctrl+u")
	d.paste("testdata/import")
	d.press("enter")
	d.lacks("✗")
	d.sees("testdata/import/", "orders.csv")
}

func TestImportGoesThroughEncodings(t *testing.T) {
	t.Parallel()
	d := importOf(t, openBook(t), "zh", someCustomers)
	d.sees("编码 GB18030", "张伟")
	d.press("e")
	d.sees("编码 BIG5", "您选的")
	d.lacks("张伟")
	for range 6 {
		d.press("e")
	}
	d.sees("编码 GB18030", "张伟")
	d.lacks("您选的")
}

func TestImportTakesOtherDelimitersHeadingsAndKinds(t *testing.T) {
	t.Parallel()
	d := importOf(t, openBook(t), "en", someOrders)
	d.sees("purchases", "delimiter ;", "headings on line 1", "SO-1", "1 row would be refused")
	d.press("d")
	d.sees("delimiter | (your choice)", "SO-1;Zhang Wei")
	for range 4 {
		d.press("d")
	}
	d.sees("delimiter ;", "Zhang Wei")
	d.press("h")
	d.sees("headings on line 2")
	d.press("H H")
	d.sees("no headings")
	d.press("h t")
	d.sees("headings on line 1", "contact entries")
	d.press("t t")
	d.sees("purchases ·")
}

func TestImportWalksTheProblems(t *testing.T) {
	t.Parallel()
	d := importOf(t, openBook(t), "zh", someCustomers)
	d.press("p")
	d.sees("表头以上", "北湖纸业 2026 年客户表", "合计行", "不会通过", "not a mail")
	d.press("G enter")
	d.sees("编码 GB18030")
	if row, _ := d.m.(*root).top().(*importPreview).table.Row(); row.Cells[0] != "! 5" {
		t.Errorf("the cursor is on %v", row.Cells)
	}
}

func TestImportSendsColumnsElsewhere(t *testing.T) {
	t.Parallel()
	d := importOf(t, openBook(t), "zh", someCustomers)
	d.press("tab down")
	d.sees("138 0013 8000", "+8613800138000", "数字已被表格软件破坏")
	d.press("enter")
	d.write("微信")
	d.press("enter")
	d.sees("手机 → 微信")
	d.press("x")
	d.sees("手机 → 不导入")
	d.press("n")
	d.sees("备注（带列名）", "手机: 138 0013 8000")
	d.press("r")
	d.sees("手机 → 电话", "导入 6/7 列")
	d.press("down down enter") // the city's field is taken by the mail: the city goes nowhere
	d.write("邮编")
	d.press("enter")
	d.sees("城市 → 邮编")
	d.press("down enter")
	d.write("邮编")
	d.press("enter")
	d.sees("级别 → 邮编", "城市")
	if said := d.m.(*root).top().(*importMapping).said.MapAt; len(said) != 1 {
		t.Errorf("two columns fill one field: %v", said)
	}
}

// Going back keeps what was chosen.
func TestImportKeepsChoicesWhenOneGoesBack(t *testing.T) {
	t.Parallel()
	d := importOf(t, openBook(t), "zh", someCustomers)
	d.press("tab G x tab d")
	d.sees("更新客户簿")
	d.press("esc")
	d.sees("门牌备注 → 不导入")
	d.press("shift+tab shift+tab enter tab G")
	d.sees("门牌备注 → 不导入")
	d.press("tab")
	d.sees("更新客户簿", "不导入的列", "门牌备注")
}

func TestImportAsksForLeftOversOnce(t *testing.T) {
	t.Parallel()
	d := importOf(t, openBook(t), "en", someCustomers)
	d.press("tab tab")
	d.sees("1 column goes nowhere")
	d.press("down down down enter") // let me look
	d.sees("门牌备注 → ! goes nowhere")
	d.press("tab down enter") // leave it out
	d.sees("What would become of 5 rows")
	d.press("esc tab")
	d.sees("What would become of 5 rows")
}

// A newer copy of a sheet: what changes is shown field by field before it is written.
func TestImportShowsWhatWouldChange(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	d := importOf(t, st, "zh", someCustomers)
	d.press("tab tab down enter")
	d.sees("已有，跳过")
	d.press("d")
	d.sees("更新客户簿")
	d.press("down enter")
	d.sees("更新：1 行", "张伟", "客户簿里", "将变为")
	d.press("esc G enter")
	d.sees("未通过：1 行", "not a mail")
	d.press("esc w")
	d.sees("更新 1")
	d.press("u")
	d.sees("导入已撤销")
}

func TestImportThatIsStoppedLeavesNothing(t *testing.T) {
	t.Parallel()
	d := importOf(t, openBook(t), "zh", someCustomers)
	d.press("tab G x tab")
	m, cmd := d.m.Update(keyPress("w"))
	d.m = m
	d.sees("正在写入客户簿", "0/5 行")
	d.press("esc")
	d.sees("停止导入？")
	d.press("n")
	d.lacks("停止导入？")
	d.press("esc y")
	d.drain(cmd)
	d.sees("导入已停止", "5 行将会怎样")
	if n := d.customers(); n != 0 {
		t.Fatalf("a stopped import wrote %d customers", n)
	}
	d.press("w")
	d.sees("已导入 4 行")
}

// Leaving the plan ends its trial; what it brings is not looked at.
func TestImportDropsATrial(t *testing.T) {
	t.Parallel()
	d := importOf(t, openBook(t), "zh", someCustomers)
	d.press("tab G x")
	m, cmd := d.m.Update(keyPress("tab"))
	d.m = m
	d.sees("正在试算")
	d.press("esc")
	d.sees("门牌备注 → 不导入")
	d.drain(cmd)
	d.sees("门牌备注 → 不导入")
}

func TestImportGivesRefusedRowsBack(t *testing.T) {
	t.Parallel()
	file := copyOf(t, someCustomers)
	d := importOf(t, openBook(t), "zh", file)
	d.press("tab G x tab w w")
	d.sees("未通过的行保存为", "customers-gbk-未通过.csv")
	d.press("enter")
	want := strings.TrimSuffix(file, ".csv") + "-未通过.csv"
	d.sees("1 行已保存到")
	text := string(must[[]byte](t)(os.ReadFile(want)))
	if !strings.Contains(text, "姓名,手机") || !strings.Contains(text, "韩梅梅") || strings.Contains(text, "张伟") || !strings.Contains(text, "not a mail") {
		t.Errorf("%s", text)
	}
	d.press("w")
	d.sees("customers-gbk-未通过-2.csv")
	d.press("ctrl+u")
	d.paste(want)
	d.press("enter")
	d.sees("已经存在", "未通过的行保存为")
	if again := string(must[[]byte](t)(os.ReadFile(want))); again != text {
		t.Error("the file was written over")
	}
	d.press("esc l")
	d.sees("未通过：1 行")
}

func TestImportOfOurOwnFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "all.jsonl")
	d := start(t, openFilledBook(t), "zh", 100, 30)
	d.press("x tab ctrl+u")
	d.paste(file)
	d.press("ctrl+s")
	other := importOf(t, openBook(t), "zh", file)
	other.sees("3 行将会怎样", "新增")
	other.press("w")
	other.sees("已导入 3 行", "3 位客户")
	if n := other.customers(); n != 3 {
		t.Errorf("%d customers", n)
	}
}

// A file named on the command line is open when the screens appear.
func TestImportThatWasAskedFor(t *testing.T) {
	t.Parallel()
	d := start(t, openBook(t), "zh", 80, 24)
	d.m.(*root).begin = &ImportStart{File: someOrders, OnDuplicate: model.UpdateDuplicate}
	d.drain(d.m.(*root).Init())
	d.sees("文件 › 预览", "购买记录")
	d.press("tab tab")
	d.sees("更新客户簿")
	d.press("] i")
	d.sees("更新客户簿")
}

// The key that opens imports goes to the one under way, from any tab.
func TestImportIsOneAtATime(t *testing.T) {
	t.Parallel()
	d := importOf(t, openBook(t), "zh", someCustomers)
	d.press("]")
	d.lacks("文件 › 预览")
	d.press("i")
	d.sees("编码 GB18030")
}

// Every step fits the smallest and a large terminal, in both languages.
func TestImportFitsTheTerminal(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	for _, lang := range []string{"zh", "en"} {
		for _, size := range [][2]int{{60, 16}, {60, 20}, {80, 24}, {140, 40}} {
			for _, keys := range []string{"", "enter", "enter p", "enter tab", "enter tab enter", "enter tab tab", "enter tab tab enter", "enter tab tab enter enter", "enter tab tab enter w"} {
				d := start(t, openBook(t), lang, size[0], size[1])
				d.press("i")
				d.fits()
				d.paste(someCustomers)
				d.press(keys)
				d.fits()
				d.send(tea.WindowSizeMsg{Width: 60, Height: 16})
				d.w, d.h = 60, 16
				d.fits()
			}
		}
	}
}

// sheetFile writes a sheet for a test.
func sheetFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// importAll imports a file by the screens without choosing anything.
func importAll(t *testing.T, st *store.Store, file string) {
	t.Helper()
	d := importOf(t, st, "zh", file)
	d.press("tab tab w")
	d.sees("已导入")
	d.press("enter")
}

// A column that nothing says the meaning of becomes a field of the user's own, and
// a further file with these headings fills it without a word.
func TestImportMakesFieldsAndRemembersColumns(t *testing.T) {
	t.Parallel()
	st := openBook(t)
	d := importOf(t, st, "zh", sheetFile(t, "三月.csv", "姓名,鞋码,暗号\n张伟,42,x\n"))
	d.press("tab down c")
	d.sees("鞋码 → 新字段 鞋码（数字）")
	d.press("tab")
	d.sees("1 列没有去处：暗号")
	d.press("down down enter") // a field each
	d.sees("1 位客户")
	d.press("w")
	d.sees("已导入 1 行")
	d.press("enter")
	if fields := must[[]model.CustomField](t)(d.book.CustomFields(t.Context())); len(fields) != 2 || fields[0].Type != model.CustomNumber || fields[1].Label != "暗号" {
		t.Fatalf("fields %+v", fields)
	}
	again := sheetFile(t, "四月.csv", "姓名,鞋码,暗号\n李娜,38,y\n")
	d = importOf(t, st, "zh", again)
	d.press("tab")
	d.sees("按上次的 三月.csv", "鞋码", "暗号")
	d.press("down x")
	d.sees("鞋码 → 不导入")
	d.press("tab w")
	d.sees("已导入 1 行")
	d.press("enter")
	d = importOf(t, st, "zh", again)
	d.press("tab down")
	d.sees("按上次的 四月.csv", "鞋码 → 不导入")
	d.press("f")
	d.sees("鞋码 → 鞋码", "姓名")
	d.lacks("按上次的")
	d = importOf(t, st, "zh", again)
	d.press("tab")
	d.lacks("按上次的")
}

// Rows that the book has from elsewhere, and conflicts, are decided one by one, or
// field by field; the plan follows.
func TestImportDecidesRowByRow(t *testing.T) {
	t.Parallel()
	st := openBook(t)
	importAll(t, st, sheetFile(t, "a.csv", "编号,姓名,城市,职务\n1,张伟,上海,经理\n2,李娜,上海,经理\n"))
	b := st.As(model.Actor{Name: "li"}, model.OriginCommand)
	for _, id := range []int64{1, 2} {
		c := must[*model.Customer](t)(b.Customer(t.Context(), id))
		c.Address.City, c.Title = "北京", "总监"
		must[*model.ChangeSet](t)(b.Save(t.Context(), c))
	}
	must[*model.ChangeSet](t)(b.Save(t.Context(), &model.Customer{Kind: model.PersonKind, Name: "王芳", Address: model.Address{City: "上海"}}))
	d := importOf(t, st, "zh", sheetFile(t, "b.csv", "编号,姓名,城市,职务\n1,张伟,苏州,顾问\n2,李娜,苏州,顾问\n"))
	d.press("tab tab")
	d.sees("冲突", "2 行，已定 0 行")
	d.press("a")
	d.sees("2 行的文件与簿中不同", "张伟", "北京", "苏州")
	d.press("enter")
	d.sees("张伟，第 2 行", "文件", "簿中", "上次导入", "上海")
	d.press("right enter") // the title stays
	d.sees("逐个字段")
	d.press("down b")
	d.sees("用簿中的")
	d.press("esc")
	d.sees("2 行，已定 2 行")
	d.press("w")
	d.sees("已导入 1 行")
	for id, want := range map[int64][2]string{1: {"苏州", "总监"}, 2: {"北京", "总监"}} {
		if c := must[*model.Customer](t)(b.Customer(t.Context(), id)); c.Address.City != want[0] || c.Title != want[1] {
			t.Errorf("#%d: %s, %s", id, c.Address.City, c.Title)
		}
	}
	d.press("enter")
	d = importOf(t, st, "zh", sheetFile(t, "c.csv", "姓名,城市\n王芳,苏州\n"))
	d.press("tab tab d d d")
	d.sees("逐行决定", "1 行，已定 0 行")
	d.press("a n esc")
	d.sees("1 位客户")
	d.press("a l F esc")
	d.sees("更新")
	d.press("w")
	d.sees("更新 1")
}

// The help of a place lists a key once: what the place does with it goes before what
// the program does.
func TestHelpListsTheUndoOfAnImportOnce(t *testing.T) {
	t.Parallel()
	d := importOf(t, openBook(t), "en", someCustomers)
	d.press("tab tab enter w ?")
	d.write("undo")
	if n := strings.Count(d.screen(), "undo"); n != 2 { // what was typed, and the line
		t.Errorf("undo stands %d times on\n%s", n, d.screen())
	}
}
