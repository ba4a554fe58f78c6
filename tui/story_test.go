package tui

import (
	"database/sql"
	"strings"
	"testing"

	"kehu/internal/race"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/query"
	"kehu/store"
)

// openFilled opens the screens on a book with the customers of the fixture.
func openFilled(t *testing.T, lang string, w, h int) *driver {
	t.Helper()
	st := openFilledBook(t)
	return start(t, st, lang, w, h)
}

// paste puts a text into the field, as a terminal does; typing it would wait for
// completions at each character.
func (d *driver) paste(text string) {
	d.t.Helper()
	d.send(tea.PasteMsg{Content: text})
}

// only returns the one customer that a query finds.
func (d *driver) only(text string) *model.Customer {
	d.t.Helper()
	q := must[query.Query](d.t)(query.Parse(text, query.Customers()))
	found := must[[]model.Summary](d.t)(d.book.Customers(d.t.Context(), q, store.Page{}))
	if len(found) != 1 {
		d.t.Fatalf("%q finds %d customers, want 1", text, len(found))
	}
	return must[*model.Customer](d.t)(d.book.Customer(d.t.Context(), found[0].ID))
}

func TestEmptyBookWelcomesAndTakesTheFirstCustomer(t *testing.T) {
	t.Parallel()
	d := start(t, openBook(t), "zh", 80, 24)
	d.sees("客户簿还是空的", "新增第一位客户", "导入文件", "用示例数据试试")
	d.press("a")
	d.sees("新增客户")
	d.paste("李雷")
	d.press("tab tab")
	d.paste("138 0013 8000; 010-6555 1234（办公）")
	d.press("ctrl+s")
	d.sees("新增客户：李雷", "1 位客户")
	got := d.only("李雷")
	want := []model.ContactPoint{{Kind: model.ContactPhone, Value: "138 0013 8000"}, {Kind: model.ContactPhone, Value: "010-6555 1234", Label: "办公"}}
	if len(got.ContactPoints) != 2 || got.ContactPoints[0] != want[0] || got.ContactPoints[1] != want[1] {
		t.Errorf("contact points are %v, want %v", got.ContactPoints, want)
	}
	if got.Owner != "wang" {
		t.Errorf("owner is %q, want the one who typed", got.Owner)
	}
}

func TestNewCustomerIsSelected(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("down down a")
	d.paste("李雷")
	d.press("ctrl+s")
	d.sees("▌  李雷")
	d.press("$")
	d.sees("新增购买记录 · 李雷")
}

func TestSampleDataGoesWithOneUndo(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	d := start(t, openBook(t), "zh", 80, 24)
	d.press("D")
	d.sees("200 位客户", "添加 200 条示例数据")
	d.press("u")
	d.sees("客户簿还是空的", "已撤销")
}

func TestSearchIsLiveAndEscDropsIt(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("/")
	d.write("beihu")
	d.sees("北湖纸业", "1 / 3 位")
	d.lacks("Helena")
	d.press("esc")
	d.sees("Helena", "3 位客户")
	d.press("/")
	d.write("holy")
	d.press("enter a esc")
	d.sees("Helena", "1 / 3 位")
	d.lacks("北湖")
	d.press("esc")
	d.sees("北湖")
}

func TestSearchKnowsTheNamesOfLevels(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("/")
	d.paste("级别：VIP客户")
	d.sees("张伟")
	d.lacks("Helena")
}

func TestSearchKeepsTheLastGoodResult(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("/")
	d.write("level:vip")
	d.sees("张伟", "1 of 3")
	d.paste(" colour:red")
	d.sees("张伟", "^", "colour")
	d.lacks("Helena")
}

func TestSortByTheCurrentColumn(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 140, 40)
	before := func(a, b string) bool { s := d.screen(); return strings.Index(s, a) < strings.Index(s, b) }
	d.press("s")
	d.sees("Name▲")
	d.press("s")
	d.sees("Name▼")
	if !before("张伟", "Helena") {
		t.Errorf("Helena stands before 张伟 in descending order:\n%s", d.screen())
	}
	d.press("s")
	d.lacks("▼", "▲")
}

func TestEditShowsWhatIsWrongAtTheField(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("e")
	d.sees("编辑 张伟")
	d.press("tab tab tab")
	d.paste("@@")
	d.press("tab")
	d.sees("✗")
	d.press("ctrl+s")
	d.sees("编辑 张伟", "zhangwei@example.cn@@")
	d.press("backspace backspace ctrl+s")
	d.lacks("编辑 张伟")
}

func TestEscAsksOnceBeforeDroppingChanges(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("e")
	d.write("X")
	d.press("esc")
	d.sees("放弃已填写的内容？")
	d.press("enter")
	d.sees("张伟X")
	d.press("esc y")
	d.sees("3 位客户")
	d.lacks("张伟X")
}

func TestUntouchedFieldsStayAsTheyWere(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	was := d.only("张伟")
	d.press("e ctrl+s")
	if now := d.only("张伟"); now.Revision != was.Revision {
		t.Errorf("saving without a change made revision %d of %d: %v", now.Revision, was.Revision, model.Diff(model.CustomerFields(), was, now))
	}
}

func TestPurchaseAddsUpItsItems(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("$ tab")
	d.paste("SO-2000")
	d.press("tab tab")
	d.paste("A4 复印纸")
	d.press("tab backspace")
	d.paste("10")
	d.press("tab")
	d.paste("12.50")
	d.press("tab")
	d.sees("125.00")
	d.press("tab tab tab")
	d.paste("装订机")
	d.press("tab tab")
	d.paste("1.2万")
	d.press("tab tab tab tab")
	d.sees("12125.00")
	d.press("ctrl+s")
	c := d.only("张伟")
	got := must[[]model.Purchase](t)(d.book.Purchases(t.Context(), c.ID, 0, 1))[0]
	if got.OrderNo != "SO-2000" || got.Total != 1212500 || len(got.Items) != 2 || got.Items[0].Amount != 12500 {
		t.Errorf("saved %+v", got)
	}
}

func TestContactEntryMakesItsFollowUp(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("enter m")
	d.write("客户想要样品")
	d.press("tab tab tab tab tab tab tab tab")
	d.write("寄样品")
	d.press("tab")
	d.write("明天")
	d.press("ctrl+s")
	d.sees("客户想要样品", "寄样品", "明天")
	c := d.only("张伟")
	tasks := must[[]model.Task](t)(d.book.Tasks(t.Context(), c.ID, 0, 0))
	if len(tasks) != 2 {
		t.Fatalf("%d follow-ups, want 2", len(tasks))
	}
	d.press("u")
	if tasks := must[[]model.Task](t)(d.book.Tasks(t.Context(), c.ID, 0, 0)); len(tasks) != 1 {
		t.Errorf("one undo leaves %d follow-ups, want 1: entry and follow-up are one step", len(tasks))
	}
}

func TestBinAndUndo(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("d")
	d.sees("客户移到回收站：张伟", "2 位客户")
	d.press("u")
	d.sees("已撤销：客户移到回收站：张伟", "3 位客户")
	d.press("ctrl+r")
	d.sees("2 位客户")
	d.press("] ]")
	d.sees("张伟", "1 条")
	d.press("r")
	d.sees("恢复客户：张伟", "回收站是空的")
}

func TestMarkedCustomersAreBinnedAfterAQuestion(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("space space")
	d.sees("已标记 2 位")
	d.press("d")
	d.sees("把 2 位客户移到回收站？")
	d.press("enter")
	d.sees("3 位客户")
	d.press("d y")
	d.sees("1 位客户")
	d.press("u")
	d.sees("3 位客户")
}

func TestNewEntryIsSelected(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 100, 30)
	d.press("enter m")
	d.paste("asked for the price list")
	d.press("ctrl+s")
	d.sees("asked for the price list")
	d.press("d")
	d.lacks("asked for the price list ")
	d.press("u")
	d.sees("asked for the price list")
}

func TestRedoSaysWhatItDidAgain(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 100, 30)
	d.press("d u ctrl+r")
	d.sees("Done again: ")
	d.lacks("Done again: Undone")
}

func TestWrongValueIsSaidWhenTheSearchIsKept(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 100, 30)
	d.press("/")
	d.paste("level:zzz")
	d.press("enter")
	d.sees("zzz", "^")
}

func TestQuantityIsReplaced(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 100, 30)
	d.press("$ tab tab tab")
	d.paste("Chair")
	d.press("tab 2 tab")
	d.paste("10")
	d.press("tab")
	d.sees("20.00")
}

// A second key while an undo is under way takes nothing more back.
func TestUndoWaitsForTheOneUnderWay(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("d d")
	first := d.m.(*root).undo()
	if second := d.m.(*root).undo(); second != nil {
		t.Error("a second undo began")
	}
	d.sees("Working")
	d.drain(first)
	d.sees("Undone")
	if third := d.m.(*root).undo(); third == nil {
		t.Error("no undo after the first was done")
	}
}

func TestRangeIsMarked(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("v down v d")
	d.sees("2 customers")
	d.press("y")
	d.sees("1 customer")
}

func TestConflictIsChosenFieldByField(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("e")
	d.write("甲")
	theirs := d.only("张伟")
	theirs.Name, theirs.Title = "张伟乙", "总监"
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), theirs))
	d.press("ctrl+s")
	d.sees("li 同时改动了相同的内容", "张伟甲", "张伟乙")
	d.press("enter")
	if got := d.only("张伟甲"); got.Title != "总监" {
		t.Errorf("title is %q: what the other changed elsewhere must stay", got.Title)
	}
}

func TestConflictMayTakeTheirs(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("e")
	d.write("甲")
	d.press("tab tab tab tab tab tab")
	d.paste("（华北）")
	theirs := d.only("张伟")
	theirs.Name = "张伟乙"
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), theirs))
	d.press("ctrl+s right enter")
	if got := d.only("张伟乙"); got.Title != "采购经理（华北）" {
		t.Errorf("title is %q: what was typed elsewhere must be saved", got.Title)
	}
}

func TestBinnedMeanwhileKeepsTheForm(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("e")
	d.write("甲")
	must[*model.ChangeSet](t)(d.book.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: d.only("张伟").ID}))
	d.press("ctrl+s")
	d.sees("张伟甲", "这条客户刚刚被移到回收站", "恢复并保存", "另存为新的")
	d.press("esc")
	d.sees("编辑 张伟", "张伟甲")
	d.press("ctrl+s enter")
	d.lacks("编辑 张伟")
	if c := d.only("张伟甲"); len(c.Tags) != 2 {
		t.Errorf("restored with tags %v", c.Tags)
	}
}

func TestBinnedMeanwhileIsSavedAsNew(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 60, 16)
	c := d.only("张伟")
	c.People = []model.Person{{ID: -1, Name: "李四"}}
	c.ContactPoints = append(c.ContactPoints, model.ContactPoint{Kind: model.ContactPhone, Value: "13900139000", PersonID: -1})
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), c))
	d.press("e")
	d.write("甲")
	must[*model.ChangeSet](t)(d.book.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: c.ID}))
	d.press("ctrl+s down enter")
	got := d.only("张伟甲")
	if got.ID == c.ID || len(got.People) != 1 || got.People[0].ID == c.People[0].ID || got.ContactPoints[3].PersonID != got.People[0].ID {
		t.Errorf("saved %+v", got)
	}
	d.again().lacks("尚未保存")
}

func TestCustomerBinnedWhileAnEntryIsTyped(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	id := d.only("张伟").ID
	d.press("m")
	d.paste("问价")
	must[*model.ChangeSet](t)(d.book.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: id}))
	d.press("ctrl+s")
	d.sees("这条客户刚刚被移到回收站", "恢复并保存")
	d.lacks("另存为新的")
	d.press("enter")
	if got := must[[]model.Interaction](t)(d.book.Interactions(t.Context(), d.only("张伟").ID, 0, 1)); got[0].Content != "问价" {
		t.Errorf("saved %+v", got)
	}
}

func TestConflictShowsWhatItWasAndTakesAllOfOneSide(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{60, 16}, {80, 24}, {140, 40}} {
		d := openFilled(t, "en", size[0], size[1])
		d.press("e")
		d.write("甲")
		d.press("tab tab tab tab tab tab")
		d.paste("（华北）")
		theirs := d.only("张伟")
		theirs.Name, theirs.Title = "张伟乙", "总监"
		must[*model.ChangeSet](t)(d.book.Save(t.Context(), theirs))
		d.press("ctrl+s")
		d.sees("Yours", "Theirs", "Before", "张伟甲", "张伟乙")
		d.fits()
		d.press("down")
		d.sees("采购经理（华北）", "总监")
		d.fits()
		d.press("t enter")
		if got := d.only("张伟乙"); got.Title != "总监" {
			t.Errorf("%v: title is %q", size, got.Title)
		}
	}
}

func TestLongTextsOfAConflictAreWrapped(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("e tab tab tab tab tab tab tab tab tab tab tab tab")
	d.paste(strings.Repeat("只在上午接电话。", 20))
	theirs := d.only("张伟")
	theirs.Notes = strings.Repeat("Call before noon only.\n", 9)
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), theirs))
	d.press("ctrl+s")
	d.sees("我的", "对方的", "原来的", "Call before noon", "…")
	d.fits()
}

func TestLevelDeletedMeanwhileIsSaidAtTheField(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("e")
	for range 7 {
		d.press("tab")
	}
	d.press("right") // another level
	db := must[*sql.DB](t)(sql.Open("sqlite", d.store.Path()))
	defer db.Close()
	must[sql.Result](t)(db.Exec("UPDATE choices SET state = 1 WHERE list = 'level' AND key = 'regular'"))
	d.press("ctrl+s")
	d.sees("Edit 张伟", "✗ The level “regular” is not on the list")
}

func TestOthersWritesShowWithoutMovingTheSelection(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("down")
	d.sees("▌  北湖")
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), &model.Customer{Kind: model.PersonKind, Name: "韩梅梅"}))
	d.await()
	d.sees("韩梅梅", "▌  北湖", "4 位客户")
}

// Another process is another Store on the same file.
func TestOtherProcessIsNoticed(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	other := must[*store.Store](t)(store.Open(t.Context(), d.store.Path(), store.Options{Now: clock}))
	defer other.Close()
	must[*model.ChangeSet](t)(other.As(model.Actor{Name: "zhao"}, model.OriginCommand).Save(t.Context(), &model.Customer{Kind: model.PersonKind, Name: "韩梅梅"}))
	d.await()
	d.sees("韩梅梅")
}

func TestHistoryUndoesWhatIsSelected(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("e")
	d.write("甲")
	d.press("ctrl+s d ]")
	d.sees("修改客户：张伟甲（姓名）", "客户移到回收站：张伟甲")
	d.press("g down enter")
	d.sees("张伟甲", "原值", "新值")
	d.press("esc u")
	d.sees("撤销这一条？修改客户：张伟甲", "恢复原来的字段：1 位客户（张伟甲）")
	d.press("y")
	d.sees("已撤销：修改客户")
}

func TestLanguageSwitchesWhileRunning(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("down L")
	d.sees("Customers", "Name", "3 customers", "▌  北湖", "VIP")
	d.press("L")
	d.sees("客户", "姓名")
}

func TestFullWidthKeysWork(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.write("／")
	d.write("ｚｈａｎｇ")
	d.sees("1 / 3 位")
}

func TestHelpFindsAndDoes(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("?")
	d.sees("按键", "打开")
	d.write("新增")
	d.press("enter")
	d.sees("新增客户")
}

func TestSmallTerminalSaysSo(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.send(tea.WindowSizeMsg{Width: 59, Height: 16})
	d.sees("窗口太小")
	d.send(tea.WindowSizeMsg{Width: 60, Height: 16})
	d.w, d.h = 60, 16
	d.sees("张伟")
	d.fits()
}

func TestPanicInWorkBecomesAToast(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	s := d.m.(*root).session
	d.drain(s.change(nil, nil))
	d.sees("✗", "没有成功")
}

func TestCtrlCOverUnsavedInputAsksForASecondOne(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("e")
	d.write("甲")
	d.press("ctrl+c")
	d.sees("再按一次 Ctrl-c", "张伟甲")
	if d.press("ctrl+c"); !d.quit {
		t.Error("the second Ctrl-c did not leave")
	}
}
