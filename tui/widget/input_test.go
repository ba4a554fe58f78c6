package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func newTestLine(w int, s string) *Line {
	l := NewLine(NewStyles(true, true), 0)
	l.SetSize(w)
	l.SetValue(s)
	l.Focus()
	return l
}

func TestLineEdits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		start string
		keys  []string
		want  string
	}{
		{"", []string{"张", "伟"}, "张伟"},
		{"张伟", []string{"left", "小"}, "张小伟"},
		{"a👨‍👩‍👧", []string{"backspace"}, "a"},
		{"👨‍👩‍👧a", []string{"home", "delete"}, "a"},
		{"e\u0301", []string{"backspace"}, ""},
		{"one two three", []string{"ctrl+w"}, "one two "},
		{"one two three", []string{"home", "alt+d"}, " two three"},
		{"one two", []string{"alt+d"}, "one two"},
		{"one two", []string{"ctrl+left", "ctrl+k"}, "one "},
		{"one two", []string{"alt+left", "ctrl+u"}, "two"},
		{"一二", []string{"left", "left", "left", "left", "backspace", "x"}, "x一二"},
		{"一二", []string{"right", "delete", "x"}, "一二x"},
		{"", []string{"space", "a"}, " a"},
	} {
		l := newTestLine(20, tt.start)
		for _, k := range tt.keys {
			if _, used := l.Update(press(k)); !used {
				t.Errorf("%s is not used", k)
			}
		}
		if l.Value() != tt.want {
			t.Errorf("%q and %v give %q, want %q", tt.start, tt.keys, l.Value(), tt.want)
		}
	}
}

// What stands in the input is selected when one enters it, if the field is to be
// replaced rather than mended.
func TestLineReplaces(t *testing.T) {
	t.Parallel()
	for keys, want := range map[string]string{"2": "2", "2 3": "23", "end 2": "12", "left 2": "21", "backspace": "", "delete 5": "5"} {
		l := NewLine(NewStyles(true, true), 0)
		l.Replace = true
		l.SetValue("1")
		l.Focus()
		for _, k := range strings.Fields(keys) {
			l.Update(press(k))
		}
		if l.Value() != want {
			t.Errorf("%q makes %q, want %q", keys, l.Value(), want)
		}
	}
}

func TestLinePaste(t *testing.T) {
	t.Parallel()
	l := newTestLine(20, "")
	l.Update(tea.PasteMsg{Content: "上海市\r\n浦东新区\r\r张杨路\t1 号\n\x00\x1b[31m"})
	if want := "上海市 浦东新区 张杨路 1 号 [31m"; l.Value() != want {
		t.Errorf("value %q, want %q", l.Value(), want)
	}
}

func TestLineLimit(t *testing.T) {
	t.Parallel()
	l := NewLine(NewStyles(true, true), 3)
	l.Focus()
	l.Update(tea.PasteMsg{Content: "一二三四"})
	if l.Value() != "一二三" {
		t.Errorf("value %q", l.Value())
	}
	l.SetValue("一二三四五") // stored before there was a limit
	l.Update(press("六"))
	if l.Value() != "一二三四五" {
		t.Errorf("value %q", l.Value())
	}
}

func TestLineLeavesKeysToItsOwner(t *testing.T) {
	t.Parallel()
	l := newTestLine(20, "a")
	for _, k := range []string{"enter", "tab", "shift+tab", "esc", "up", "down", "ctrl+s", "ctrl+v", "ctrl+c", "pgdown"} {
		if d, used := l.Update(press(k)); used || d != Pending {
			t.Errorf("%s is used", k)
		}
	}
	l.Blur()
	if _, used := l.Update(press("x")); used {
		t.Error("takes keys without focus")
	}
}

// Every emoji of Unicode is one step for the cursor and for Backspace, and the
// cursor stands where the drawing ends.
func TestLineTreatsEmojiAsOne(t *testing.T) {
	t.Parallel()
	for _, s := range emoji(t) {
		if n, _ := next("客" + s); n > len("客") {
			continue // a skin tone alone belongs to what stands before it
		}
		l := newTestLine(30, "客")
		l.Update(tea.PasteMsg{Content: s})
		if c := l.View().Cur; c.X != Width(Grid("客"+s)) {
			t.Errorf("%q: cursor at %d, drawing ends at %d", s, c.X, Width(Grid("客"+s)))
		}
		if l.Update(press("backspace")); l.Value() != "客" {
			t.Errorf("Backspace leaves %q of %q", l.Value(), s)
		}
	}
}

func TestLineScrolls(t *testing.T) {
	t.Parallel()
	l := newTestLine(10, "一二三四五六七八九十")
	for _, tt := range []struct {
		key  string
		x    int
		want string
	}{
		{"end", 9, " 七八九十"},
		{"left", 7, " 七八九十"},
		{"home", 0, "一二三四五"},
		{"ctrl+k", 0, ""},
	} {
		l.Update(press(tt.key))
		f := l.View()
		if got := strings.TrimRight(text(f), " "); f.Cur.X != tt.x || got != tt.want {
			t.Errorf("after %s: %q, cursor at %d, want %q, %d", tt.key, got, f.Cur.X, tt.want, tt.x)
		}
		checkBlock(t, f, 10, 1)
	}
}

func TestLineOnTheRight(t *testing.T) {
	t.Parallel()
	l := newTestLine(8, "12.50")
	l.Right = true
	if f := l.View(); text(f) != "  12.50" || f.Cur.X != 7 {
		t.Errorf("%q, cursor at %d", text(f), f.Cur.X)
	}
	l.Blur()
	if f := l.View(); text(f) != "   12.50" || f.Cur != nil {
		t.Errorf("%q, cursor %v", text(f), f.Cur)
	}
}

func TestLinePlaceholder(t *testing.T) {
	t.Parallel()
	l := newTestLine(9, "")
	l.Placeholder = "输入客户的名称"
	f := l.View()
	checkBlock(t, f, 9, 1)
	if text(f) != "输入客户…" || f.Cur.X != 0 {
		t.Errorf("%q, cursor at %d", text(f), f.Cur.X)
	}
}

func newTestArea(w, h int, s string) *Area {
	a := NewArea(NewStyles(true, true), 0)
	a.SetSize(w, h)
	a.SetValue(s)
	a.Focus()
	return a
}

func TestAreaCursor(t *testing.T) {
	t.Parallel()
	a := newTestArea(9, 3, "一二三四五六\nab\n终")
	for _, tt := range []struct {
		key  string
		x, y int
		want string
	}{
		{"", 2, 2, "五六\nab\n终"},
		{"up", 2, 1, "五六\nab\n终"},
		{"up", 2, 0, "五六\nab\n终"},
		{"up", 2, 0, "一二三四\n五六\nab"},
		{"end", 4, 1, "一二三四\n五六\nab"},
		{"down", 2, 2, "一二三四\n五六\nab"},
		{"up", 4, 1, "一二三四\n五六\nab"},
		{"enter", 0, 2, "一二三四\n五六\n"},
		{"backspace", 4, 1, "一二三四\n五六\nab"},
	} {
		if tt.key != "" {
			a.Update(press(tt.key))
		}
		f := a.View()
		checkBlock(t, f, 9, 3)
		if f.Cur.X != tt.x || f.Cur.Y != tt.y || text(f) != tt.want {
			t.Errorf("after %q: cursor %d,%d, want %d,%d; text %q, want %q", tt.key, f.Cur.X, f.Cur.Y, tt.x, tt.y, text(f), tt.want)
		}
	}
}

func TestAreaLeavesTheEdgesToItsOwner(t *testing.T) {
	t.Parallel()
	a := newTestArea(20, 3, "一\n二")
	if _, used := a.Update(press("down")); used {
		t.Error("↓ in the last line is used")
	}
	if _, used := a.Update(press("up")); !used {
		t.Error("↑ in the last line is not used")
	}
	if _, used := a.Update(press("up")); used {
		t.Error("↑ in the first line is used")
	}
	for _, k := range []string{"tab", "esc", "ctrl+s"} {
		if _, used := a.Update(press(k)); used {
			t.Errorf("%s is used", k)
		}
	}
}

func TestAreaKeepsLongTexts(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("一行文字 with words\n", 500)
	a := newTestArea(30, 4, long)
	a.Update(press("x"))
	if want := long + "x"; a.Value() != want {
		t.Errorf("%d bytes, want %d", len(a.Value()), len(want))
	}
	checkBlock(t, a.View(), 30, 4)
}

func TestInputsSurviveNaughtyStrings(t *testing.T) {
	t.Parallel()
	for _, s := range naughty(t) {
		l, a := newTestLine(17, s), newTestArea(17, 3, s)
		for _, k := range []string{"left", "left", "ctrl+left", "x", "up", "down", "delete", "home", "ctrl+right", "backspace"} {
			l.Update(press(k))
			a.Update(press(k))
			checkBlock(t, l.View(), 17, 1)
			checkBlock(t, a.View(), 17, 3)
		}
	}
}

func FuzzEditor(f *testing.F) {
	f.Add("张伟 👨‍👩‍👧", []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
	f.Add("🇨🇳🇺🇸e\u0301", []byte{1, 5, 1, 5, 11, 5})
	names := []string{"left", "right", "home", "end", "backspace", "delete", "ctrl+w", "alt+d", "ctrl+left", "ctrl+right",
		"up", "down", "enter", "ctrl+u", "ctrl+k", "张", "\u0301", "\u200d", "👍", "🏽", "🇨", "a"}
	f.Fuzz(func(t *testing.T, s string, keys []byte) {
		l, a := newTestLine(9, s), newTestArea(9, 3, s)
		for _, k := range keys[:min(len(keys), 60)] {
			msg := press(names[int(k)%len(names)])
			l.Update(msg)
			a.Update(msg)
			checkBlock(t, l.View(), 9, 1)
			checkBlock(t, a.View(), 9, 3)
		}
	})
}
