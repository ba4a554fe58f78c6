package widget

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
)

// Palette names colours by what they mean. One accent leads the eye; everything
// else is the terminal's own text colour or a shade of grey.
type Palette struct {
	Accent   color.Color // focus, current tab, the cursor's marker
	Muted    color.Color // labels, hints, secondary columns
	Faint    color.Color // borders, rules, scroll bars, placeholders
	Selected color.Color // background of the selected row
	Idle     color.Color // the same without focus
	Surface  color.Color // background of input fields
	Raised   color.Color // background of toasts
	Match    color.Color // found text
	Good     color.Color
	Warn     color.Color
	Bad      color.Color
	Tags     []color.Color // for labels of the user's own, chosen by number
}

// NewPalette returns the colours for a dark or a light background. Text colours
// keep a contrast of at least 4.5:1 against black and white respectively.
func NewPalette(dark bool) Palette {
	c := lipgloss.Color
	if dark {
		return Palette{
			Accent: c("#6cc3d5"), Muted: c("#98a2b0"), Faint: c("#5c6673"),
			Selected: c("#1f4450"), Idle: c("#2d333c"), Surface: c("#252b33"), Raised: c("#2d333c"),
			Match: c("#e8c06a"), Good: c("#8cc98a"), Warn: c("#e3b95b"), Bad: c("#f4837a"),
			Tags: []color.Color{c("#8fb8f0"), c("#8cc98a"), c("#e3b95b"), c("#d7a0e0"), c("#f0a58a"), c("#7fcfc4")},
		}
	}
	return Palette{
		Accent: c("#0b6b80"), Muted: c("#5f6874"), Faint: c("#a9b1bc"),
		Selected: c("#d5eaf0"), Idle: c("#e8ebef"), Surface: c("#eff2f5"), Raised: c("#e8ebef"),
		Match: c("#8a5a00"), Good: c("#2a7232"), Warn: c("#8a5a00"), Bad: c("#b3261e"),
		Tags: []color.Color{c("#2458a6"), c("#2a7232"), c("#8a5a00"), c("#7d3a91"), c("#a1452a"), c("#0b6f66")},
	}
}

// Signs are the characters that carry state besides colour. All are one cell, or a row of such.
type Signs struct {
	Cursor, Mark, Asc, Desc, More, Left, Right string
	Thumb, Track, Error, Warn, Required        string
	On, Off, Open, Fold                        string
	Steps                                      string // from low to high, for [Spark]
}

// NewSigns returns the usual signs, or ASCII ones for terminals whose font or
// width setting has trouble with them.
func NewSigns(ascii bool) Signs {
	if ascii {
		return Signs{">", "*", "^", "v", "~", "<", ">", "#", "|", "!", "?", "*", "x", " ", "v", "+", "_.:-=+*#"}
	}
	return Signs{"▌", "●", "▲", "▼", ellipsis, "‹", "›", "┃", "│", "✗", "!", "*", "✓", " ", "▾", "▸", "▁▂▃▄▅▆▇█"}
}

// Styles is everything that a screen needs to look like the others. Build it once
// per session and again when the background is reported; hold it in the model.
type Styles struct {
	Palette Palette
	Signs   Signs
	Color   bool // false: only bold, faint, reverse and underline are used

	Text, Muted, Faint, Title, Accent  lipgloss.Style
	Header, HeaderHere                 lipgloss.Style // table head; the current column
	Selected, Idle, Match              lipgloss.Style
	Label, LabelHere                   lipgloss.Style // form labels; the focused one
	Field, FieldHere, Placeholder      lipgloss.Style
	Good, Warn, Bad                    lipgloss.Style
	Key, KeyLabel, Tab, TabHere, Toast lipgloss.Style
	Box                                lipgloss.Style // popups: border and padding
	Tags                               []lipgloss.Style
}

// NewStyles builds the styles of the usual palettes. color is false under
// NO_COLOR.
func NewStyles(dark, color bool) Styles { return NewLook(NewPalette(dark), color, false) }

// NewLook builds the styles of a palette, with ASCII signs and borders where the
// terminal needs them.
func NewLook(p Palette, color, ascii bool) Styles {
	s := Styles{Palette: p, Signs: NewSigns(ascii), Color: color}
	border := lipgloss.RoundedBorder()
	if ascii {
		border = lipgloss.ASCIIBorder()
	}
	s.Box = lipgloss.NewStyle().Border(border).Padding(0, 1)
	if color {
		s.tint()
	} else {
		s.plain()
	}
	return s
}

func (s *Styles) tint() {
	p, st := s.Palette, lipgloss.NewStyle()
	s.Text, s.Muted, s.Faint = st, st.Foreground(p.Muted), st.Foreground(p.Faint)
	s.Title, s.Accent = st.Bold(true), st.Foreground(p.Accent)
	s.Header, s.HeaderHere = s.Muted, s.Accent.Bold(true)
	s.Selected, s.Idle = st.Background(p.Selected), st.Background(p.Idle)
	s.Match = st.Foreground(p.Match).Bold(true)
	s.Label, s.LabelHere = s.Muted, s.Accent.Bold(true)
	s.Field, s.FieldHere, s.Placeholder = st, st.Background(p.Surface), s.Faint
	s.Good, s.Warn, s.Bad = st.Foreground(p.Good), st.Foreground(p.Warn), st.Foreground(p.Bad)
	s.Key, s.KeyLabel = s.Accent, s.Muted
	s.Tab, s.TabHere = s.Muted, s.Accent.Bold(true).Underline(true)
	s.Toast = st.Background(p.Raised)
	s.Box = s.Box.BorderForeground(p.Faint)
	for _, c := range p.Tags {
		s.Tags = append(s.Tags, st.Foreground(c))
	}
}

func (s *Styles) plain() {
	st := lipgloss.NewStyle()
	bold, faint := st.Bold(true), st.Faint(true)
	s.Text, s.Muted, s.Faint, s.Title, s.Accent = st, st, faint, bold, bold
	s.Header, s.HeaderHere = bold, bold.Underline(true)
	s.Selected, s.Idle, s.Match = st.Reverse(true), bold, bold.Underline(true)
	s.Label, s.LabelHere = st, bold
	s.Field, s.FieldHere, s.Placeholder = st, st.Underline(true), faint
	s.Good, s.Warn, s.Bad = st, bold, bold
	s.Key, s.KeyLabel, s.Tab, s.TabHere, s.Toast = bold, st, st, bold.Underline(true), st.Reverse(true)
	s.Tags = []lipgloss.Style{st}
}

// Tag returns the style of the user's label with number n.
func (s Styles) Tag(n int) lipgloss.Style {
	return s.Tags[((n%len(s.Tags))+len(s.Tags))%len(s.Tags)]
}

// Brush paints one line of text by two ready sequences. A [lipgloss.Style]
// measures and wraps at each Render; a brush only writes.
type Brush struct{ On, Off string }

// NewBrush takes colours and attributes from a style, not its borders or sizes.
func NewBrush(st lipgloss.Style) Brush {
	on, off, _ := strings.Cut(lipgloss.NewStyle().
		Foreground(st.GetForeground()).Background(st.GetBackground()).
		Bold(st.GetBold()).Faint(st.GetFaint()).Italic(st.GetItalic()).
		Reverse(st.GetReverse()).Underline(st.GetUnderline()).Render("x"), "x")
	return Brush{on, off}
}

// Paint returns s in the brush's colours. Inner sequences must not reset.
func (b Brush) Paint(s string) string { return b.On + s + b.Off }

// Over paints s in the brush's colours on top of the base brush, which goes on
// after it.
func (b Brush) Over(base Brush, s string) string { return b.On + s + b.Off + base.On }
