package widget

import (
	"image/color"
	"regexp"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
)

// ContrastPalette returns strong colours: texts keep a contrast of at least 7:1
// against black and white respectively.
func ContrastPalette(dark bool) Palette {
	c := lipgloss.Color
	if dark {
		return Palette{
			Accent: c("#5fffff"), Muted: c("#dadada"), Faint: c("#bcbcbc"),
			Selected: c("#0000af"), Idle: c("#3a3a3a"), Surface: c("#262626"), Raised: c("#3a3a3a"),
			Match: c("#ffff5f"), Good: c("#5fff5f"), Warn: c("#ffd75f"), Bad: c("#ff9f9f"),
			Tags: []color.Color{c("#afd7ff"), c("#5fff5f"), c("#ffd75f"), c("#ffafff"), c("#ffaf87"), c("#5fffd7")},
		}
	}
	return Palette{
		Accent: c("#003f7f"), Muted: c("#303030"), Faint: c("#4a4a4a"),
		Selected: c("#ffe45c"), Idle: c("#dadada"), Surface: c("#eeeeee"), Raised: c("#dadada"),
		Match: c("#6b2f00"), Good: c("#00470a"), Warn: c("#6b2f00"), Bad: c("#8b0000"),
		Tags: []color.Color{c("#00307a"), c("#00470a"), c("#6b2f00"), c("#5a005a"), c("#7a1f00"), c("#004747")},
	}
}

// A named colour of a palette.
type paletteColor struct {
	name string
	at   *color.Color
}

// named lists the colours by the names that a person gives them in themes.
func (p *Palette) named() []paletteColor {
	return []paletteColor{
		{"accent", &p.Accent}, {"muted", &p.Muted}, {"faint", &p.Faint}, {"selected", &p.Selected}, {"idle", &p.Idle},
		{"surface", &p.Surface}, {"raised", &p.Raised}, {"match", &p.Match}, {"good", &p.Good}, {"warn", &p.Warn}, {"bad", &p.Bad},
	}
}

// ColorNames lists the names of a palette's colours.
func ColorNames() (names []string) {
	for _, c := range new(Palette).named() {
		names = append(names, c.name)
	}
	return names
}

// Color returns the colour with a name, as "#rrggbb".
func (p Palette) Color(name string) string {
	for _, c := range p.named() {
		if c.name == name && *c.at != nil {
			r, g, b, _ := (*c.at).RGBA()
			return "#" + hex(r) + hex(g) + hex(b)
		}
	}
	return ""
}

func hex(part uint32) string {
	s := strconv.FormatUint(uint64(part>>8), 16)
	return strings.Repeat("0", 2-len(s)) + s
}

// With returns the palette with another colour of a name; unknown names change
// nothing.
func (p Palette) With(name string, ink color.Color) Palette {
	for _, c := range p.named() {
		if c.name == name {
			*c.at = ink
		}
	}
	return p
}

// ansiColors are the names of the terminal's own sixteen colours, in order.
const ansiColors = "black red green yellow blue magenta cyan white " +
	"bright-black bright-red bright-green bright-yellow bright-blue bright-magenta bright-cyan bright-white"

// ReadColor reads "#rgb", "#rrggbb", the number of one of the terminal's 256
// colours, or the name of one of its sixteen.
func ReadColor(text string) (ink color.Color, ok bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	for i, name := range strings.Fields(ansiColors) {
		if name == text {
			return lipgloss.Color(strconv.Itoa(i)), true
		}
	}
	n, err := strconv.Atoi(text)
	if regexp.MustCompile(`^#([0-9a-f]{3}|[0-9a-f]{6})$`).MatchString(text) || err == nil && n >= 0 && n < 256 {
		return lipgloss.Color(text), true
	}
	return nil, false
}
