package widget

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// sharedFile finds a file of the shared data beside the checkout, or skips.
func sharedFile(t testing.TB, path ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		file := filepath.Join(append([]string{dir, "shared", "data"}, path...)...)
		if _, err := os.Stat(file); err == nil {
			return file
		}
		if dir == filepath.Dir(dir) {
			t.Skipf("no shared data with %s beside the checkout", filepath.Join(path...))
		}
	}
}

// naughty returns the big list of naughty strings.
func naughty(t testing.TB) (out []string) {
	t.Helper()
	b, err := os.ReadFile(sharedFile(t, "strings", "blns.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// emoji returns all sequences of emoji-test.txt.
func emoji(t testing.TB) (out []string) {
	t.Helper()
	file, err := os.Open(sharedFile(t, "unicode", "emoji-test.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for sc := bufio.NewScanner(file); sc.Scan(); {
		codes, _, ok := strings.Cut(sc.Text(), ";")
		if !ok || strings.HasPrefix(codes, "#") {
			continue
		}
		var s strings.Builder
		for _, hex := range strings.Fields(codes) {
			n, err := strconv.ParseUint(hex, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			s.WriteRune(rune(n))
		}
		out = append(out, s.String())
	}
	if len(out) < 3000 {
		t.Fatalf("only %d sequences read", len(out))
	}
	return out
}

// press makes the key press that a terminal would send for a name.
func press(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "delete": tea.KeyDelete,
		"backspace": tea.KeyBackspace, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp,
	}
	var mod tea.KeyMod
	for _, m := range []struct {
		name string
		mod  tea.KeyMod
	}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}} {
		if rest, ok := strings.CutPrefix(name, m.name); ok {
			name, mod = rest, mod|m.mod
		}
	}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code, Mod: mod}
	}
	if name == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	code := []rune(name)[0]
	if mod != 0 {
		return tea.KeyPressMsg{Code: code, Mod: mod}
	}
	return tea.KeyPressMsg{Code: code, Text: name}
}

// run runs a command and what follows from it, as the runtime would.
func run(update func(tea.Msg) tea.Cmd, cmd tea.Cmd) {
	for cmd != nil {
		cmd = update(cmd())
	}
}

// checkBlock fails unless the frame has h lines of w cells.
func checkBlock(t *testing.T, f Frame, w, h int) {
	t.Helper()
	lines := strings.Split(f.S, "\n")
	if len(lines) != h {
		t.Fatalf("%d lines, want %d:\n%s", len(lines), h, ansi.Strip(f.S))
	}
	for i, l := range lines {
		if got := ansi.StringWidth(l); got != w {
			t.Fatalf("line %d has %d cells, want %d: %q", i, got, w, l)
		}
		if at := strings.LastIndexByte(l, '\x1b'); at >= 0 && !strings.HasPrefix(l[at:], "\x1b[m") {
			t.Fatalf("line %d does not end its colours: %q", i, l)
		}
	}
	if c := f.Cur; c != nil && (c.X < 0 || c.X >= w || c.Y < 0 || c.Y >= h) {
		t.Fatalf("cursor %d,%d outside of %d×%d", c.X, c.Y, w, h)
	}
}

// text returns the frame without escapes and trailing spaces.
func text(f Frame) string {
	lines := strings.Split(ansi.Strip(f.S), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}
