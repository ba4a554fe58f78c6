package tui

import (
	"strings"
	"testing"

	"kehu/model"
)

// again is another session of the same person on the same book.
func (d *driver) again() *driver {
	d.t.Helper()
	d.end()
	return start(d.t, d.store, "zh", d.w, d.h)
}

func TestDraftOfANewCustomerIsOfferedAtTheNextStart(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("a")
	d.paste("李雷")
	d.press("tab tab")
	d.paste("138 0000 1111")
	d = d.again()
	d.sees("尚未保存的表单", "12:00", "新增客户 李雷")
	d.press("esc")
	d = d.again() // later: it is offered again
	d.sees("新增客户 李雷")
	d.press("enter")
	d.sees("新增客户", "李雷", "138 0000 1111")
	d.paste("22") // the cursor stands where it was
	d.press("ctrl+s")
	if got := d.only("李雷").Main(model.ContactPhone); got != "138 0000 111122" {
		t.Errorf("phone %q", got)
	}
	d.again().lacks("尚未保存")
}

func TestDraftOfAPurchaseKeepsItsItems(t *testing.T) {
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
	d = d.again()
	d.sees("新增购买记录 张伟")
	d.press("enter")
	d.sees("新增购买记录 · 张伟", "SO-2000", "A4 复印纸", "125.00")
	d.press("tab tab tab tab")
	d.paste("装订机")
	d.press("tab tab")
	d.paste("100")
	d.press("tab")
	d.sees("225.00") // the total goes on following the lines
	d.press("ctrl+s")
	got := must[[]model.Purchase](t)(d.book.Purchases(t.Context(), d.only("张伟").ID, 0, 1))[0]
	if got.OrderNo != "SO-2000" || len(got.Items) != 2 || got.Total != 22500 {
		t.Errorf("saved %+v", got)
	}
	d.again().lacks("尚未保存")
}

// A draft of an edit carries on from the revision it began with: what others
// changed meanwhile is merged, not overwritten.
func TestDraftOfAnEditMerges(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("e")
	d.paste("先生")
	d.end()
	theirs := d.only("张伟")
	theirs.Title = "总监"
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), theirs))
	d = d.again()
	d.sees("修改客户 张伟先生")
	d.press("enter ctrl+s")
	if got := d.only("张伟先生"); got.Title != "总监" {
		t.Errorf("title %q: the other's change is lost", got.Title)
	}
}

func TestDraftGoesWithItsForm(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("m")
	d.paste("问价")
	d.press("esc y")
	d.press("f")
	d.paste("回电")
	d.press("backspace backspace") // as it was: nothing to keep
	d = d.again()
	d.lacks("尚未保存")
	d.press("ctrl+o")
	d.sees("没有尚未保存的表单")
}

func TestDraftCanBeDropped(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("f")
	d.paste("回电")
	d = d.again()
	d.sees("新增跟进 张伟")
	d.press("d")
	d.sees("丢弃这份草稿")
	d.press("n")
	d.sees("尚未保存的表单")
	d.press("d y")
	d.lacks("尚未保存的表单")
	d.again().lacks("尚未保存")
}

// Two sessions of one person: what one is typing now is not offered to the other.
func TestDraftOfALivingSessionIsItsOwn(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("a")
	d.paste("李雷")
	other := start(t, d.store, "zh", 80, 24)
	other.lacks("尚未保存")
	d.press("ctrl+s")
	if strings.Contains(other.screen(), "李雷") {
		t.Error("the other session knows before it was told")
	}
}

func TestLeavingKeepsWhatIsTyped(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.m.(*root).rest = 1 << 40 // as if the second were not over yet
	d.m.Update(keyPress("a"))
	d.m.Update(keyPress("X"))
	d.press("ctrl+c")
	d.sees("未保存")
	d.press("ctrl+c")
	if !d.quit {
		t.Fatal("the program goes on")
	}
	d.again().sees("新增客户 X")
}
