package tui

import (
	"strings"
	"testing"

	"kehu/internal/race"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"kehu/model"
)

// at finds a text on the screen.
func (d *driver) at(text string) (x, y int) {
	d.t.Helper()
	for y, line := range strings.Split(d.screen(), "\n") {
		if before, _, found := strings.Cut(line, text); found {
			return ansi.StringWidth(before), y
		}
	}
	d.t.Fatalf("%q is not on the screen:\n%s", text, d.screen())
	return 0, 0
}

// click clicks the first cell of a text.
func (d *driver) click(text string) {
	d.t.Helper()
	x, y := d.at(text)
	d.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
}

func (d *driver) wheel(button tea.MouseButton) {
	d.t.Helper()
	d.send(tea.MouseWheelMsg{X: 10, Y: 8, Button: button})
}

func TestMouseInTheList(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 140, 40)
	d.click("Helena")
	d.sees("▌  Helena", "hholy@example.com")
	d.click("138 0013 8000")
	d.click("138 0013 8000")
	d.sees("询问 A4", "返回")
	d.click("返回")
	d.click("姓名")
	d.sees("姓名▲")
	d.click("姓名")
	d.sees("姓名▼")
	d.click("级别")
	d.sees("级别▲")
	d.click("VIP")
	d.sees("1 / 3 位")
	d.click("历史")
	d.sees("新增客户")
	d.click("客户")
	d.click("全部")
	_, y := d.at("021-6888")
	d.send(tea.MouseClickMsg{X: 1, Y: y, Button: tea.MouseLeft})
	d.sees("● 北湖", "已标记")
}

func TestMouseGoesThroughTheTimeline(t *testing.T) {
	t.Parallel()
	for _, w := range []int{80, 140} {
		d := openFilled(t, "zh", w, 40)
		d.press("enter")
		d.click("拜访，介绍新产品")
		d.click("拜访，介绍新产品")
		d.press("e")
		d.sees("编辑联系记录")
		d.press("esc")
		d.wheel(tea.MouseWheelUp)
		d.wheel(tea.MouseWheelDown)
		d.fits()
	}
}

func TestMouseInForms(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("e")
	x, y := d.at("138 0013 8000")
	d.send(tea.MouseClickMsg{X: x + 4, Y: y, Button: tea.MouseLeft})
	d.paste("9")
	d.sees("138 90013 8000")
	if cur := d.m.View().Cursor; cur == nil || cur.X != x+5 || cur.Y != y {
		t.Errorf("the cursor is at %v, want %d, %d", cur, x+5, y)
	}
	d.wheel(tea.MouseWheelDown)
	d.wheel(tea.MouseWheelDown)
	d.fits()
	d.press("esc")
	d.click("n 否")
	d.sees("编辑 张伟")
	d.press("esc")
	d.click("y 是")
	d.lacks("编辑 张伟")
}

func TestMouseInListsOfChoices(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("ctrl+p")
	d.wheel(tea.MouseWheelDown)
	d.click("Add a follow-up")
	d.sees("New follow-up")
	d.click("Esc cancel")
	d.click("? help")
	d.click("count the values")
	d.sees("Share")
}

func TestMouseCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	if d.m.View().MouseMode != tea.MouseModeCellMotion {
		t.Error("the mouse is off at the start")
	}
	d.press("M")
	d.sees("The mouse selects text")
	if d.m.View().MouseMode != tea.MouseModeNone {
		t.Error("the mouse is still on")
	}
	d.click("Helena")
	d.lacks("▌  Helena")
	d.press(":")
	d.write("mouse on")
	d.press("enter")
	d.click("Helena")
	d.sees("▌  Helena")
}

// A click anywhere, on any screen, never breaks it.
func TestClicksAnywhereFit(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	for _, keys := range []string{"", "enter", "enter tab", "a", "$", "?", "ctrl+p", ": t", "space space d", "] enter", "] ] ]", "] ] ] enter", "i", "c", "F", "V", "/ z"} {
		for y := 0; y < 24; y += 4 {
			d := start(t, openFilledBook(t), "zh", 80, 24)
			for _, x := range []int{0, 5, 24, 79} {
				d.press(keys)
				d.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
				d.fits()
				d.wheel(tea.MouseWheelDown)
				d.fits()
				d.press("esc esc y")
			}
		}
	}
}

// In a conflict a click takes a text, side by side and one below the other.
func TestMouseInAConflict(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{60, 20}, {100, 30}} {
		d := openFilled(t, "zh", size[0], size[1])
		d.press("e")
		d.write("甲")
		theirs := d.only("张伟")
		theirs.Name = "张伟乙"
		must[*model.ChangeSet](t)(d.book.Save(t.Context(), theirs))
		d.press("ctrl+s")
		d.click("张伟乙")
		d.sees("✓ 张伟乙")
		d.click("✓ 张伟乙") // is chosen already
		d.sees("✓ 张伟乙")
		d.press("enter")
		if got := d.only("张伟乙"); got.Name != "张伟乙" {
			t.Errorf("%v: the name is %q", size, got.Name)
		}
	}
}
