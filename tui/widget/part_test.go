package widget

import (
	"context"
	"fmt"
	"image/color"
	"math"
	"regexp"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
)

func TestKeyFoldsFullWidth(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"／": "/", "：": ":", "ｊ": "j", "Ｇ": "G", "？": "?", "　": "space",
		"张": "张", "j": "j", "space": "space", "ctrl+d": "ctrl+d", "shift+tab": "shift+tab"} {
		if got := Key(press(in)); got != want {
			t.Errorf("Key(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFramesKeepTheCursor(t *testing.T) {
	t.Parallel()
	plain, with := Frame{S: "客户\nab"}, Frame{"x", cursor(1, 0)}
	for name, tt := range map[string]struct {
		f    Frame
		x, y int
		text string
	}{
		"In":      {with.In(lipgloss.NewStyle().Border(lipgloss.NormalBorder()).Padding(1, 2).Margin(0, 0, 0, 1)), 5, 2, ""},
		"HStack":  {HStack(plain, with, plain), 5, 0, "客户x客户\nab   ab"},
		"VStack":  {VStack(plain, with), 1, 2, "客户\nab\nx"},
		"Overlay": {Overlay(plain, with, 1, 0), 2, 0, " x户\nab"},
		"popup":   {Overlay(with, Frame{S: "窗"}, 2, 0), 1, 0, "x 窗"},
	} {
		if c := tt.f.Cur; c == nil || c.X != tt.x || c.Y != tt.y {
			t.Errorf("%s: cursor %v, want %d,%d", name, c, tt.x, tt.y)
		}
		if tt.text != "" && text(tt.f) != tt.text {
			t.Errorf("%s draws %q, want %q", name, text(tt.f), tt.text)
		}
	}
}

func TestBlock(t *testing.T) {
	t.Parallel()
	checkBlock(t, Frame{S: Block("客户管理\n\x1b[1mab\x1b[m\nc\nd", 5, 3)}, 5, 3)
	checkBlock(t, Frame{S: Block("", 5, 3)}, 5, 3)
}

func options() []Option {
	return []Option{{Value: "a", Label: "新增客户", Detail: "a", Find: "xinzeng", Group: "编辑"},
		{Value: "u", Label: "撤销", Detail: "u", Find: "chexiao", Group: "编辑"}, {Value: "q", Label: "退出", Detail: "q", Group: "其他"}}
}

func TestPick(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		keys []string
		want Decision
		pick string
	}{
		{[]string{"enter"}, Accepted, "a"},
		{[]string{"down", "down", "down", "up", "enter"}, Accepted, "u"},
		{[]string{"c", "h", "e", "enter"}, Accepted, "u"},
		{[]string{"编", "space", "新", "enter"}, Accepted, "a"},
		{[]string{"z", "z", "enter"}, Pending, ""},
		{[]string{"z", "backspace", "end", "enter"}, Accepted, "a"},
		{[]string{"esc"}, Cancelled, "a"},
	} {
		p := NewPick(NewStyles(true, true), "命令", "筛选", options())
		p.Empty = "没有"
		var got Decision
		for _, k := range tt.keys {
			got = p.Update(press(k))
			if f := p.View(); lipgloss.Width(f.S) != 40 || f.Cur == nil || f.Cur.Y != 2 {
				t.Errorf("%d cells wide, cursor %v", lipgloss.Width(f.S), f.Cur)
			}
		}
		if o, _ := p.Chosen(); got != tt.want || o.Value != tt.pick {
			t.Errorf("%v: %v on %q, want %v on %q", tt.keys, got, o.Value, tt.want, tt.pick)
		}
	}
}

func TestPickScrolls(t *testing.T) {
	t.Parallel()
	var many []Option
	for i := range 200 {
		many = append(many, Option{Value: fmt.Sprintf("选项%d", i), Group: fmt.Sprintf("组%d", i/10)})
	}
	p := NewPick(NewStyles(true, true), "长", "", many)
	p.SetSize(30, 10)
	for i := range 200 {
		if s := text(p.View()); !strings.Contains(s, fmt.Sprintf("▌ 选项%d ", i)) || strings.Count(s, "\n") != 9 {
			t.Fatalf("option %d is out of view:\n%s", i, s)
		}
		p.Update(press("down"))
	}
	p.Select("选项7")
	if o, _ := p.Chosen(); o.Value != "选项7" {
		t.Errorf("on %q", o.Value)
	}
}

func TestConfirm(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		keys string
		want Decision
	}{
		{"enter", Cancelled}, {"esc", Cancelled}, {"n", Cancelled}, {"y", Accepted}, {"ｙ", Accepted}, {"x", Pending},
		{"left enter", Accepted}, {"tab tab enter", Cancelled},
	} {
		c := NewConfirm(NewStyles(true, true), Question{Text: "把 12 位客户移到回收站？", Yes: "移动", No: "取消", Detail: []string{"张伟、李雷…"}})
		var got Decision
		for k := range strings.FieldsSeq(tt.keys) {
			got = c.Update(press(k))
		}
		if got != tt.want {
			t.Errorf("%s: %v, want %v", tt.keys, got, tt.want)
		}
	}
}

func TestFooterKeepsTheFirstAndTheLast(t *testing.T) {
	t.Parallel()
	st := NewStyles(true, true)
	bs := []Binding{{Key: "↑↓", Label: "移动"}, {Key: "a", Label: "新增客户"}, {Key: "u", Label: "撤销"}, {Key: "?", Label: "帮助"}}
	for w, want := range map[int]string{
		60: "↑↓ 移动  a 新增客户  u 撤销  ? 帮助", 30: "↑↓ 移动  a 新增客户  ? 帮助", 16: "↑↓ 移动  ? 帮助", 8: "? 帮助", 3: "? …",
	} {
		f := Frame{S: Footer(st, bs, w)}
		checkBlock(t, f, w, 1)
		if text(f) != want {
			t.Errorf("%d cells: %q, want %q", w, text(f), want)
		}
	}
}

func TestOneLinersFit(t *testing.T) {
	t.Parallel()
	st := NewStyles(true, true)
	for _, s := range append(naughty(t), "", strings.Repeat("长", 200)) {
		for _, w := range []int{1, 7, 40} {
			for _, tone := range []Tone{Plain, Good, Warning, Failure} {
				checkBlock(t, Frame{S: Toast(st, tone, s, w)}, w, 1)
			}
			checkBlock(t, Frame{S: Ends(Grid(s), Grid(s), w)}, w, 1)
			checkBlock(t, Frame{S: BarLine(st, s, 8, 3, 9, s, 6, w)}, w, 1)
			checkBlock(t, Frame{S: optionLine(st, Option{Value: s, Detail: s}, w+3, true)}, w+3, 1)
		}
	}
}

func TestBar(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		value, max float64
		want       string
	}{
		{0, 8, "    "}, {8, 8, "████"}, {9, 8, "████"}, {4, 8, "██  "}, {1, 8, "▌   "}, {0.001, 8, "▏   "},
		{-1, 8, "    "}, {1, 0, "    "}, {math.NaN(), 8, "    "}, {1, math.Inf(1), "▏   "},
	} {
		if got := Bar(tt.value, tt.max, 4); got != tt.want {
			t.Errorf("Bar(%v, %v) = %q, want %q", tt.value, tt.max, got, tt.want)
		}
	}
}

func TestSpark(t *testing.T) {
	t.Parallel()
	for want, in := range map[string][]float64{"▁▅█": {0, 3.5, 7}, "██": {5, 5}, "▁▁": {0, 0}, "": nil, "█▁▂": {1, -1, 0.001}} {
		if got := Spark(in, NewSigns(false).Steps); got != want {
			t.Errorf("Spark(%v) = %q, want %q", in, got, want)
		}
	}
}

var colours = regexp.MustCompile(`\x1b\[[0-9;]*[34]8[;:]`)

// NO_COLOR: no colour is written, and selection, error and focus still show.
func TestWithoutColour(t *testing.T) {
	t.Parallel()
	st := NewStyles(true, false)
	f := NewForm(st, "表", testTexts(), testFields())
	tb := NewTable(st, customerColumns())
	run(tb.Update, tb.SetSize(40, 6))
	run(tb.Update, tb.SetSource(newList(3).read))
	feed(t, f, "tab")
	p := NewPick(st, "命令", "筛选", options())
	for _, s := range []string{f.View().S, tb.View().S, p.View().S, Toast(st, Failure, "错误", 20)} {
		if colours.MatchString(s) {
			t.Errorf("colour in %q", s)
		}
	}
	if s := text(tb.View()); !strings.Contains(s, "▌  客户10") {
		t.Errorf("no cursor sign:\n%s", s)
	}
	if s := text(f.View()); !strings.Contains(s, "✗ 必填") || !strings.Contains(s, "▌ 城市") {
		t.Errorf("no signs:\n%s", s)
	}
}

// luminance is the relative luminance of WCAG 2.1.
func luminance(c color.Color) float64 {
	lin := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	r, g, b, _ := c.RGBA()
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Text stands out by 4.5:1 (WCAG AA) from usual backgrounds and from the selection.
func TestPaletteContrast(t *testing.T) {
	t.Parallel()
	for dark, backs := range map[bool][]string{true: {"#000000", "#1e1e1e"}, false: {"#ffffff", "#fafafa"}} {
		p := NewPalette(dark)
		for _, ink := range append([]color.Color{p.Accent, p.Muted, p.Match, p.Good, p.Warn, p.Bad}, p.Tags...) {
			for _, back := range backs {
				if r := contrast(ink, lipgloss.Color(back)); r < 4.5 {
					t.Errorf("dark %v: %v on %s has only %.1f:1", dark, ink, back, r)
				}
			}
			if r := contrast(ink, p.Selected); r < 3.9 {
				t.Errorf("dark %v: %v on the selection has only %.1f:1", dark, ink, r)
			}
		}
	}
}

func TestGolden(t *testing.T) {
	for name, st := range map[string]Styles{"dark": NewStyles(true, true), "light": NewStyles(false, true), "plain": NewStyles(true, false)} {
		t.Run(name, func(t *testing.T) {
			golden.RequireEqual(t, []byte(goldenScreen(t, st)))
		})
	}
}

// goldenScreen draws a table, a form with its parts and a picker, one below the
// other, readable and with their escapes.
func goldenScreen(t *testing.T, st Styles) string {
	tb := NewTable(st, customerColumns())
	run(tb.Update, tb.SetSize(50, 8))
	run(tb.Update, tb.SetSource(func(context.Context, Span) ([]Row, error) {
		return []Row{
			{Key: 1, Cells: []string{"张伟", "上海", "12,345.60"}, Match: []Match{{0, 0, 3}}},
			{Key: 2, Cells: []string{"Helena Holý", "布拉格", "49.62"}},
			{Key: 3, Cells: []string{"欧阳震华国际贸易(集团)有限公司上海分公司", "乌鲁木齐", "0.00"}, Muted: true},
			{Key: 4, Cells: []string{"👨‍👩‍👧 一家", "北京", "-5.00"}},
		}, nil
	}))
	tb.SetSort(SortKey{"spent", true})
	keys(tb, "j")
	tb.Toggle()
	keys(tb, "k", "right")
	f := NewForm(st, "新建客户", testTexts(), append(testFields(), orderForm().blocks[0].def))
	f.SetSize(64, 20)
	feed(t, f, "=张伟", "tab", "tab", "right", "tab", "space", "tab", "=x", "tab", "=两行\n文字", "tab", "=笔", "tab", "tab", "=2.5")
	p := NewPick(st, "命令", "筛选", options())
	out := strings.Join([]string{tb.View().S, f.View().S, p.View().S}, "\n\n")
	return ansi.Strip(out) + "\n\n" + strings.ReplaceAll(out, "\x1b", "␛") + "\n"
}
