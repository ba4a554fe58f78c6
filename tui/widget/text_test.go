package widget

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

func TestCell(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		s     string
		w     int
		right bool
		want  string
	}{
		{"张伟", 6, false, "张伟  "},
		{"张伟", 6, true, "  张伟"},
		{"客户管理", 5, false, "客户…"},
		{"客户管理", 4, false, "客… "},
		{"客户管理", 1, false, "…"},
		{"客户", 0, false, ""},
		{"abc", -3, true, ""},
		{"1️⃣2️⃣", 3, false, "1️⃣…"},
		{"e\u0301e\u0301e\u0301", 2, false, "e\u0301…"},
		{"\x1b[1m客户管理\x1b[m", 5, false, "\x1b[1m客户…\x1b[m"},
	} {
		if got := Cell(tt.s, tt.w, tt.right); got != tt.want {
			t.Errorf("Cell(%q, %d, %v) = %q, want %q", tt.s, tt.w, tt.right, got, tt.want)
		}
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		s    string
		x, w int
		want string
	}{
		{"客户管理", 0, 4, "客户"},
		{"客户管理", 1, 4, " 户 "},
		{"客户管理", 7, 4, "    "},
		{"客户管理", 9, 2, "  "},
		{"客户", 1, 1, " "},
		{"a1️⃣b", 2, 2, " b"},
		{"e\u0301x", 1, 1, "x"},
		{"\x1b[31m客户\x1b[m", 2, 2, "\x1b[31m户\x1b[m"},
		{"abc", 1, -1, ""},
	} {
		if got := Cut(tt.s, tt.x, tt.w); got != tt.want {
			t.Errorf("Cut(%q, %d, %d) = %q, want %q", tt.s, tt.x, tt.w, got, tt.want)
		}
	}
}

func TestGrid(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"张伟\n北京\t市\r":           "张伟 北京 市 ",
		"a\x1b[31mb\x00\u0085":  "a[31mb",
		"\u202eabc\u2066\ufeff": "abc",
		"👨‍👩‍👧 ❤️ 👍🏽 1️⃣":       "👨👩👧 ❤ 👍 1",
		"bad\xffbyte\x9b":       "bad\ufffdbyte\ufffd",
	} {
		if got := Grid(in); got != want {
			t.Errorf("Grid(%q) = %q, want %q", in, got, want)
		}
	}
}

// Layout code counts clusters and terminals count code points: after Grid both
// must agree, or lines shift on the screen.
func TestGridHasOneWidth(t *testing.T) {
	t.Parallel()
	for _, s := range emoji(t) {
		if g := Grid(s); ansi.StringWidth(g) != ansi.StringWidthWc(g) {
			t.Errorf("%q is drawn as %q: %d cells by cluster, %d by code point", s, g, ansi.StringWidth(g), ansi.StringWidthWc(g))
		}
	}
}

func TestEmojiIsNeverSplit(t *testing.T) {
	t.Parallel()
	for _, s := range emoji(t) {
		w := ansi.StringWidth(s)
		line := s + s
		for x := 0; x <= 2*w; x++ {
			checkWhole(t, s, Cut(line, x, w+1), w+1)
			checkWhole(t, s, Cell(line, x, false), x)
		}
		for _, part := range Wrap("客"+line, 3) {
			if Width(part) > 3 {
				t.Errorf("Wrap of %q has the line %q", s, part)
			}
		}
		for _, p := range breakLine(line, w) {
			checkWhole(t, s, line[p.from:p.to], -1)
		}
	}
}

// checkWhole fails when got holds a part of the sequence, or is not w cells wide.
func checkWhole(t *testing.T, seq, got string, w int) {
	t.Helper()
	if w >= 0 && ansi.StringWidth(got) != w {
		t.Errorf("%q has %d cells, want %d", got, ansi.StringWidth(got), w)
	}
	rest := strings.Trim(strings.ReplaceAll(got, seq, ""), " …")
	if rest != "" {
		t.Errorf("%q holds %q, a part of %q", got, rest, seq)
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		s    string
		w    int
		want string
	}{
		{"", 5, ""},
		{"a b", 5, "a b"},
		{"hello world again", 11, "hello world|again"},
		{"incomprehensible", 6, "incomp|rehens|ible"},
		{"客户管理系统", 5, "客户|管理|系统"},
		{"你好，世界。", 4, "你|好，|世|界。"},
		{"他说（好）的", 6, "他说|（好）|的"},
		{"电话call me", 8, "电话call|me"},
		{"一\n\n二\r\n三", 8, "一||二|三"},
		{"宽", 1, " "},
		{"a    b", 2, "a|b"},
	} {
		if got := strings.Join(Wrap(tt.s, tt.w), "|"); got != tt.want {
			t.Errorf("Wrap(%q, %d) = %q, want %q", tt.s, tt.w, got, tt.want)
		}
	}
}

func FuzzCut(f *testing.F) {
	for _, s := range []string{"", "客户abc", "👨‍👩‍👧1️⃣🇨🇳", "e\u0301\u0301", "\x1b[31mred\x1b[m", "\x1b]8;;x", "\xff\x9b", "జ్ఞా", "🇺🇸🇷"} {
		f.Add(s, 1, 3)
		f.Add(s, 0, 80)
	}
	f.Fuzz(func(t *testing.T, s string, x, w int) {
		x, w = clamp(x, 1000), clamp(w, 1000)
		Cut(s, x, w) // raw text: no panic, no hang
		Cell(s, w, true)
		g := Grid(s)
		if !utf8.ValidString(g) {
			t.Fatalf("Grid(%q) is not UTF-8", s)
		}
		if Grid(g) != g {
			t.Fatalf("Grid(%q) = %q is not settled", s, g)
		}
		for _, got := range []string{Cut(g, x, w), Cell(g, w, x%2 == 0)} {
			if ansi.StringWidth(got) != w {
				t.Fatalf("%q of %q has %d cells, want %d", got, g, ansi.StringWidth(got), w)
			}
		}
		if w > 1 {
			checkWrap(t, s, w)
		}
	})
}

// checkWrap fails unless the lines fit and nothing but spaces is lost.
func checkWrap(t *testing.T, s string, w int) {
	t.Helper()
	lines := Wrap(s, w)
	for _, l := range lines {
		if Width(l) > w {
			t.Fatalf("Wrap(%q, %d) has the line %q", s, w, l)
		}
	}
	want := ""
	for line := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		want += Grid(line)
	}
	bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	if got := strings.Join(lines, ""); bare(got) != bare(want) {
		t.Fatalf("Wrap(%q, %d) holds %q, want %q", s, w, got, want)
	}
}
