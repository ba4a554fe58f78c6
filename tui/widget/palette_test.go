package widget

import (
	"image/color"
	"math"
	"testing"
)

// brightness is the relative luminance of WCAG 2.
func brightness(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(part uint32) float64 {
		v := float64(part) / 0xffff
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func contrastOf(a, b color.Color) float64 {
	high, low := brightness(a), brightness(b)
	if high < low {
		high, low = low, high
	}
	return (high + 0.05) / (low + 0.05)
}

func TestHighContrastIsHigh(t *testing.T) {
	t.Parallel()
	for _, dark := range []bool{true, false} {
		ground, text := color.Color(color.White), color.Color(color.Black)
		if dark {
			ground, text = text, ground
		}
		p := ContrastPalette(dark)
		for name, ink := range map[string]color.Color{"accent": p.Accent, "muted": p.Muted, "faint": p.Faint, "match": p.Match, "good": p.Good, "warn": p.Warn, "bad": p.Bad, "tag": p.Tags[5]} {
			if got := contrastOf(ink, ground); got < 7 {
				t.Errorf("dark %v: %s has a contrast of %.1f", dark, name, got)
			}
		}
		for name, back := range map[string]color.Color{"selected": p.Selected, "idle": p.Idle, "surface": p.Surface, "raised": p.Raised} {
			if got := contrastOf(text, back); got < 7 {
				t.Errorf("dark %v: text on %s has a contrast of %.1f", dark, name, got)
			}
			if got := contrastOf(p.Accent, back); got < 4.5 {
				t.Errorf("dark %v: accent on %s has a contrast of %.1f", dark, name, got)
			}
		}
	}
}

func TestReadColor(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"#fff", "#A0b1C2", "0", "255", "red", "Bright-Blue"} {
		if _, ok := ReadColor(text); !ok {
			t.Errorf("%q is refused", text)
		}
	}
	for _, text := range []string{"", "#ff", "#ggg", "256", "-1", "reddish", "rgb(1,2,3)"} {
		if _, ok := ReadColor(text); ok {
			t.Errorf("%q is taken", text)
		}
	}
}

// Each sign stays one cell wide, and nothing that people write in letters changes.
func TestASCIIKeepsWidths(t *testing.T) {
	t.Parallel()
	for r := rune(0x20); r < 0x3000; r++ {
		before, after := string(r), ASCII(string(r))
		if before != after && (len(after) != 1 || Width(before) != 1) {
			t.Errorf("%q becomes %q", before, after)
		}
	}
	if got := ASCII("张伟 Ünal 😀"); got != "张伟 Ünal 😀" {
		t.Errorf("letters become %q", got)
	}
}
