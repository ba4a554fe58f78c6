package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// keyCodes are the keys that have a name instead of a character.
func keyCodes() map[string]rune {
	return map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace, "backspace": tea.KeyBackspace,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
		"insert": tea.KeyInsert, "delete": tea.KeyDelete,
		"f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f5": tea.KeyF5, "f6": tea.KeyF6,
		"f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9, "f10": tea.KeyF10, "f11": tea.KeyF11, "f12": tea.KeyF12,
	}
}

// keyAliases are other names that keyboards and programs have for keys.
func keyAliases() map[string]string {
	return map[string]string{"pageup": "pgup", "pagedown": "pgdown", "escape": "esc", "return": "enter", "del": "delete", "ins": "insert"}
}

// readKey returns a key as bindings name it from what a person wrote: "Ctrl-r",
// "^R", "PgUp", "F5", "G". ok is false for what no terminal sends as a key of its
// own, or what the program cannot give away: Ctrl-i is Tab, Ctrl-m Enter, Ctrl-h
// Backspace and Ctrl-[ Esc; Ctrl-c ends the program, Ctrl-Space switches the
// input method.
func readKey(text string) (key string, ok bool) {
	mods, name := splitMods(text)
	if r := []rune(name); len(r) != 1 {
		if name = strings.ToLower(name); keyAliases()[name] != "" {
			name = keyAliases()[name]
		}
		if _, known := keyCodes()[name]; !known {
			return "", false
		}
	} else if r[0] <= ' ' || r[0] > '~' {
		return "", false
	} else if len(mods) > 0 {
		name = strings.ToLower(name)
	}
	if slices.Equal(mods, []string{"shift"}) && len(name) == 1 {
		mods, name = nil, strings.ToUpper(name)
	}
	key = strings.Join(append(mods, name), "+")
	return key, !slices.Contains([]string{"ctrl+c", "ctrl+i", "ctrl+m", "ctrl+h", "ctrl+[", "ctrl+space", "ctrl+z"}, key)
}

// splitMods takes "Ctrl-", "alt+", "^" and the like off the front and puts them
// in the order in which keys are named.
func splitMods(text string) (mods []string, name string) {
	has := map[string]bool{}
	for {
		lower := strings.ToLower(text)
		mod := ""
		for _, m := range []string{"ctrl", "alt", "shift"} {
			if len(lower) > len(m)+1 && strings.HasPrefix(lower, m) && (lower[len(m)] == '+' || lower[len(m)] == '-') {
				mod, text = m, text[len(m)+1:]
			}
		}
		if mod == "" && len(text) > 1 && text[0] == '^' {
			mod, text = "ctrl", text[1:]
		}
		if mod == "" {
			break
		}
		has[mod] = true
	}
	for _, m := range []string{"ctrl", "alt", "shift"} {
		if has[m] {
			mods = append(mods, m)
		}
	}
	return mods, text
}

// isText reports whether a key types a character where one writes.
func isText(key string) bool { return len(key) == 1 || key == "space" }

// keyMsg is the press of a key that bindings name so.
func keyMsg(key string) tea.KeyPressMsg {
	mods, name := splitMods(key)
	msg := tea.KeyPressMsg{}
	for _, m := range mods {
		msg.Mod |= map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "alt": tea.ModAlt, "shift": tea.ModShift}[m]
	}
	if code, named := keyCodes()[name]; named {
		msg.Code = code
	} else {
		msg.Code = []rune(name)[0]
	}
	if msg.Mod == 0 && isText(name) {
		msg.Text = strings.ReplaceAll(name, "space", " ")
	}
	return msg
}
