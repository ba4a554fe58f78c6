package tui

import (
	"testing"

	"kehu/internal/race"

	"kehu/locale"
)

func TestPaletteFindsInBothLanguagesAndByPinyin(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"跟进", "genjin", "gj", "follow"} {
		d := openFilled(t, "zh", 80, 24)
		d.press("ctrl+p")
		d.write(typed)
		d.press("enter")
		d.sees("新增跟进 · 张伟")
	}
}

func TestPaletteShowsKeysAndWhyNot(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("ctrl+p")
	d.write("redo")
	d.sees("Redo", "Ctrl-r")
	d.press("esc ctrl+p")
	d.write("all customers")
	d.sees("There is no search to clear.")
	d.press("enter")
	d.sees("There is no search to clear.")
	d.lacks("Commands ")
}

func TestPaletteGivesWords(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("ctrl+p")
	d.write("tab hist")
	d.press("enter")
	d.sees("Who", "From")
}

func TestCommandLineRunsCommandsByName(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"task", "新增跟进", "TASK", "add_a_follow-up"} {
		d := openFilled(t, "zh", 80, 24)
		d.press(":")
		d.write(line)
		d.press("enter")
		d.sees("新增跟进 · 张伟")
	}
	d := openFilled(t, "zh", 80, 24)
	d.press(": q enter")
	if !d.quit {
		t.Error(":q does not leave")
	}
}

func TestCommandLineTakesWordsRowsAndCustomers(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	for line, seen := range map[string]string{
		"lang en": "Customers", "set lang=en": "Customers", "语言 英文": "Customers", "tab bin": "回收站是空的",
		"view VIP": "1 / 3 位", "3": "▌  Helena", "#1": "hholy@example.com", "theme dark": "张伟",
	} {
		d := openFilled(t, "zh", 80, 24)
		d.press(":")
		d.write(line)
		d.press("enter")
		d.sees(seen)
		d.lacks(" : ", "✗")
	}
}

func TestCommandLineTakesEntries(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press(":")
	d.write("log 张伟 电话 询价A4纸 评分4")
	d.press("enter")
	d.sees("新增联系记录")
	d.lacks(" : log")
	d.press("enter")
	d.sees("询价A4纸")
	d.press("esc :")
	d.write("log 谁也不是 电话")
	d.press("enter : up")
	d.sees(" : log 谁也不是 电话")
}

func TestCommandLineKeepsWhatItRefuses(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	for line, seen := range map[string]string{
		"serach": "Did you mean search?", "theme drak": "Did you mean dark?", "#999": "999", "undo now": "takes nothing",
		"widen": "There is no search to clear.", "zzz": "Ctrl-p lists",
	} {
		d.press(":")
		d.write(line)
		d.press("enter")
		d.sees("✗", seen, " : "+line)
		d.fits()
		d.press("esc")
		d.lacks(" : ")
	}
}

func TestCommandLineCompletesAndRemembers(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press(": t h e tab")
	d.sees(" : theme")
	d.write("d")
	d.press("tab")
	d.sees(" : theme dark")
	d.press("esc : v i e w tab")
	d.write("v")
	d.press("tab")
	d.sees(" : view VIP")
	d.press("esc :")
	d.write("主")
	d.press("tab esc :")
	d.write("undo")
	d.press("enter : up")
	d.sees(" : undo")
	d.press("down")
	d.lacks(" : undo")
}

func TestAnyLineFits(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 60, 16)
	for i, text := range naughtyStrings(t) {
		if i%race.Share(3, 30) > 0 {
			continue
		}
		d.press(":")
		d.paste(text)
		d.fits()
		d.press("tab enter")
		d.fits()
		d.press("esc esc esc ctrl+p")
		d.paste(text)
		d.fits()
		d.press("esc")
	}
}

func TestReboundKeys(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.m.(*root).keys = keymap{"task": {"T"}, "move": {"n"}, "help": {"f1"}, "edit": nil}
	d.press("n T")
	d.sees("New follow-up · 北湖")
	d.press("esc j")
	d.sees("▌  北湖")
	d.press("f e")
	d.sees("F1 help")
	d.lacks("New follow-up", "Edit")
	d.send(keyMsg("f1"))
	d.sees("n ↑")
	d.write("follow-up")
	d.sees("T ", "follow-up")
}

func TestKeysAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"x": "x", "X": "X", "Ctrl-R": "ctrl+r", "ctrl+r": "ctrl+r", "^R": "ctrl+r", "PageDown": "pgdown", "F5": "f5", "space": "space",
		"shift+a": "A", "Shift-Tab": "shift+tab", "Alt-x": "alt+x", "+": "+", "-": "-", "^": "^", "alt+ctrl+x": "ctrl+alt+x", "Delete": "delete", "Ins": "insert",
	} {
		if got, ok := readKey(text); got != want || !ok {
			t.Errorf("%q is read as %q, %v; want %q", text, got, ok, want)
		}
		if got := keyMsg(want).String(); got != want && want != "A" {
			t.Errorf("the press of %q is %q", want, got)
		}
	}
	for _, text := range []string{"", "jj", "中", "ctrl+i", "Ctrl-M", "ctrl+c", "Ctrl-Space", "hyper+x", "f13", " "} {
		if key, ok := readKey(text); ok {
			t.Errorf("%q is taken as %q", text, key)
		}
	}
}

// Every command that the table lists can be typed and found, in both languages.
func TestCommandsHaveNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{locale.ZH, locale.EN} {
		for _, p := range places(newBareSession(locale.New(lang))) {
			seen := map[string]string{}
			for _, c := range p.session.named(p.keys) {
				if !p.session.p.Has(c.label) || c.name == "" || c.other == "" {
					t.Errorf("%s: %s has no name", p.id, c.id)
				}
				if before := seen[plainName(c.name)]; before != "" && before != c.id {
					t.Errorf("%s: %s and %s are both called %s", p.id, c.id, before, c.name)
				}
				seen[plainName(c.name)] = c.id
			}
		}
	}
}
