package tui

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"kehu/internal/race"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"kehu/tui/widget"
)

// everyForm are the keys that open the forms.
var everyForm = []struct{ name, keys string }{
	{"new customer", "a"}, {"customer", "e"}, {"purchase", "$"}, {"old purchase", "enter down down e"},
	{"contact entry", "m"}, {"follow-up", "f"},
}

// clusters are what an input method, a keyboard and a paste bring: wide, combined,
// joined, tall and plain.
var clusters = []string{"客", "户", "a", "e\u0301", "한", "👨‍👩‍👧", "👍🏽", "❤️", "ก", "ｗ", "…", "𠮷", "①", " ", "é", "1"}

// formOf is the form on the screen.
func formOf(d *driver) *widget.Form {
	d.t.Helper()
	switch f := d.m.(*root).top().(type) {
	case *customerForm:
		return f.form
	case *purchaseForm:
		return f.form
	case *interactionForm:
		return f.form
	case *taskForm:
		return f.form
	}
	d.t.Fatalf("no form is open:\n%s", d.screen())
	return nil
}

// tap sends a message and drops the command: completions are not waited for.
func (d *driver) tap(msg tea.Msg) { d.m, _ = d.m.Update(msg) }

// The cursor stands right behind what was typed, in every field of every form, as a
// terminal draws the screen: an input method opens its window there.
func TestCursorFollowsTyping(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	for _, size := range [][2]int{{60, 24}, {80, 24}, {140, 40}} {
		for _, form := range everyForm {
			t.Run(fmt.Sprint(form.name, size), func(t *testing.T) {
				t.Parallel()
				d := start(t, openFilledBook(t), "zh", size[0], size[1])
				d.press(form.keys)
				term := vt.NewEmulator(size[0], size[1])
				for n := 0; ; n++ {
					at := formOf(d).Focused()
					typeAlong(d, term, at)
					d.tap(keyPress("esc")) // what completes
					d.tap(keyPress("ctrl+u"))
					if d.tap(keyPress("tab")); formOf(d).Focused() == at || n > 100 {
						break
					}
				}
			})
		}
	}
}

// typeAlong types into the focused field and compares the cell after every key.
func typeAlong(d *driver, term *vt.Emulator, at widget.Ref) {
	d.t.Helper()
	d.tap(keyPress("ctrl+u"))
	before := formOf(d).Text(at)
	for _, cluster := range clusters {
		d.tap(tea.KeyPressMsg{Text: cluster, Code: []rune(cluster)[0]})
		if d.m.View().Cursor == nil {
			if formOf(d).Text(at) != before {
				d.t.Fatalf("%v takes %q and shows no cursor", at, cluster)
			}
			return // nothing to type into
		}
		if got, want := cellBefore(d, term), lastCluster(cluster); got == "" || !strings.HasPrefix(want, got) { // the emulator drops accents
			d.t.Fatalf("%v: %q stands before the cursor after typing %q\n%s", at, got, cluster, term.String())
		}
	}
	d.tap(keyPress("left"))
	if got := cellAt(d, term); got != "1" {
		d.t.Fatalf("%v: %q stands at the cursor after ←\n%s", at, got, term.String())
	}
}

// lastCluster is what the last cell of a cluster shows.
func lastCluster(cluster string) string {
	runes := []rune(widget.Grid(cluster))
	i := len(runes) - 1
	for i > 0 && ansi.StringWidth(string(runes[i])) == 0 {
		i--
	}
	return string(runes[i:])
}

// cellBefore draws the screen and returns what stands left of the cursor.
func cellBefore(d *driver, term *vt.Emulator) string {
	v := draw(d, term)
	for x := v.Cursor.X - 1; x >= 0; x-- {
		if cell := term.CellAt(x, v.Cursor.Y); cell != nil && cell.Width > 0 {
			if x+cell.Width != v.Cursor.X {
				return "a gap"
			}
			return cell.Content
		}
	}
	return "the edge"
}

// cellAt draws the screen and returns what stands at the cursor.
func cellAt(d *driver, term *vt.Emulator) string {
	v := draw(d, term)
	return term.CellAt(v.Cursor.X, v.Cursor.Y).Content
}

func draw(d *driver, term *vt.Emulator) tea.View {
	v := d.m.View()
	if _, err := term.WriteString("\x1b[2J\x1b[H" + strings.ReplaceAll(v.Content, "\n", "\r\n")); err != nil {
		d.t.Fatal(err)
	}
	return v
}

// No text in any field makes a line wider than the terminal.
func TestAnyTextFitsInAnyField(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	texts := slices.Concat(naughtyStrings(t), emojiLines(t))
	for _, form := range everyForm {
		for _, w := range []int{60, 80, 140} {
			t.Run(fmt.Sprint(form.name, w), func(t *testing.T) {
				t.Parallel()
				d := start(t, openFilledBook(t), "zh", w, 80)
				d.press(form.keys)
				d.tap(keyPress("tab"))
				f := formOf(d)
				for key := range f.Snapshot() {
					f.SetNote(widget.Ref{Key: key}, "")
				}
				for i, text := range texts {
					if i%3 != w%7%3 { // each text at one width of three
						continue
					}
					fillAll(f, text)
					d.fits()
				}
			})
		}
	}
}

// fillAll puts a text into every field and cell.
func fillAll(f *widget.Form, text string) {
	for key := range f.Snapshot() {
		f.Set(widget.Ref{Key: key}, text)
		f.SetNote(widget.Ref{Key: key}, text)
	}
	for _, key := range []string{keyPeople, keyPoints, "items"} {
		for _, r := range f.Rows(key) {
			for col := range r.Values {
				f.Set(widget.Ref{Key: key, Row: r.Row, Col: col}, text)
			}
		}
		if len(f.Rows(key)) == 0 {
			f.AddRow(key, map[string]string{colName: text, colValue: text, colLabel: text, colProduct: text, colQuantity: text, colPrice: text})
		}
	}
}

// emojiLines are the emoji of Unicode, some to a line.
func emojiLines(t testing.TB) (lines []string) {
	t.Helper()
	file := must[*os.File](t)(os.Open(sharedFile(t, "unicode/emoji-test.txt")))
	defer file.Close()
	line, n := "", 0
	for scan := bufio.NewScanner(file); scan.Scan(); {
		codes, _, ok := strings.Cut(scan.Text(), ";")
		if !ok || strings.HasPrefix(codes, "#") {
			continue
		}
		for code := range strings.FieldsSeq(codes) {
			var r rune
			fmt.Sscanf(code, "%X", &r)
			line += string(r)
		}
		if n++; n%15 == 0 {
			lines, line = append(lines, line), ""
		}
	}
	return append(lines, line)
}
