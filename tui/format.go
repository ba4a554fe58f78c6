package tui

import (
	"fmt"
	"strings"
	"time"

	"kehu/model"
	"kehu/tui/widget"
)

// day writes a day as short as it can be told from today: 今天, 昨天, 3天前,
// 10-04 in this year, 2023-10-04 else. No day is "".
func (s *session) day(d model.Date) string {
	if d.IsZero() {
		return ""
	}
	today := s.today()
	switch n := today.DaysSince(d); {
	case n >= -1 && n <= 1:
		return s.t([]string{"tui.day.tomorrow", "tui.day.today", "tui.day.yesterday"}[n+1])
	case n > 1 && n < 7:
		return s.t("tui.day.ago", "Days", n)
	case n < -1 && n > -7:
		return s.t("tui.day.in", "Days", -n)
	}
	if d.Year() == today.Year() {
		return fmt.Sprintf("%02d-%02d", d.Month(), d.Day())
	}
	return d.String()
}

// when writes an instant as the day it falls on here.
func (s *session) when(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return s.day(model.DateOf(s.local(at)))
}

// moment writes an instant with its time of day: 今天 15:04.
func (s *session) moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return s.when(at) + " " + s.local(at).Format("15:04")
}

// local puts an instant into the zone of the session's clock.
func (s *session) local(at time.Time) time.Time { return at.In(s.now().Location()) }

// month writes the heading of a month.
func (s *session) month(at time.Time) string {
	return s.t("tui.month", "Year", at.Year(), "Month", int(at.Month()), "Name", at.Month().String())
}

// money writes an amount for a column of the book's own currency: the sign is
// left out there, as every row would repeat it.
func (s *session) money(m model.Money) string {
	text := m.Format(s.p.Lang())
	if m.Currency == s.settings.Currency {
		text = strings.Replace(text, m.Currency.Symbol(s.p.Lang()), "", 1)
	}
	return strings.TrimLeft(text, "\u00a0")
}

// spent writes the sum in the book's own currency, or else the first one, and how
// many other currencies there are; nothing spent is "".
func (s *session) spent(sums []model.Money) string {
	var text string
	for _, m := range sums {
		switch {
		case m.IsZero():
		case text == "":
			text = s.money(m)
		default:
			text += " +" + m.Currency.Symbol(s.p.Lang())
		}
	}
	return text
}

// priced writes an amount with its currency sign.
func (s *session) priced(m model.Money) string { return m.Format(s.p.Lang()) }

// levelSign tells a level without colour.
func levelSign(key string) string {
	switch key {
	case "":
		return " "
	case model.LevelVIP:
		return "★"
	case model.LevelRegular:
		return "●"
	case model.LevelPotential:
		return "○"
	}
	return "◆"
}

// levelText is the sign and the name of a level.
func (s *session) levelText(key string) string {
	if key == "" {
		return ""
	}
	return levelSign(key) + " " + widget.Grid(s.level(key).Name(s.p.Lang()))
}

// levelStyled is levelText in the level's colour.
func (s *session) levelStyled(key string) string {
	text := s.levelText(key)
	switch key {
	case model.LevelVIP:
		return s.styles.Warn.Render(text)
	case model.LevelPotential:
		return s.styles.Muted.Render(text)
	}
	return text
}

// rating draws 1–5 as stars; 0 is "".
func rating(n int64) string {
	if n < 1 || n > 5 {
		return ""
	}
	return strings.Repeat("★", int(n)) + strings.Repeat("☆", int(5-n))
}

// keyNames are the names people know keys by.
var keyNames = map[string]string{
	"enter": "Enter", "esc": "Esc", "space": "Space", "tab": "Tab", "shift+tab": "Shift-Tab",
	"up": "↑", "down": "↓", "left": "←", "right": "→", "pgup": "PgUp", "pgdown": "PgDn", "home": "Home", "end": "End",
}

func keyName(key string) string {
	if name, ok := keyNames[key]; ok {
		return name
	}
	if mods, name := splitMods(key); len(mods) > 0 {
		return strings.NewReplacer("ctrl+", "Ctrl-", "alt+", "Alt-", "shift+", "Shift-").Replace(strings.Join(mods, "+")+"+") + keyName(name)
	}
	if _, named := keyCodes()[key]; named {
		return strings.ToUpper(key[:1]) + key[1:]
	}
	return key
}
