package widget

import tea "charm.land/bubbletea/v2"

// Key names a key press as bindings write it ("j", "ctrl+d", "space"). Full-width
// characters of a Chinese input method count as their ASCII twins: ／ is "/",
// ： is ":", ｊ is "j", the ideographic space is "space".
func Key(k tea.KeyPressMsg) string {
	r := []rune(k.Text)
	if len(r) != 1 || k.Mod&^tea.ModShift != 0 {
		return k.String()
	}
	switch {
	case r[0] == '\u3000':
		return "space"
	case r[0] >= '！' && r[0] <= '～':
		return string(r[0] - '！' + '!')
	}
	return k.String()
}

// Binding tells of one key for people: the footer and the help list draw it.
// Dispatch is the screen's own affair.
type Binding struct {
	ID    string // what a list of keys returns for it; Key when empty
	Key   string // as shown: "↑↓", "Ctrl-d"
	Label string // what it does
	Group string // heading in the help list
}
