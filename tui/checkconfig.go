package tui

import (
	"slices"
	"strings"

	"kehu/config"
	"kehu/locale"
	"kehu/model"
	"kehu/query"
	"kehu/tui/widget"
)

// CheckConfig returns all that a config file asks of the screens and cannot have,
// as [model.Problems] with file and line. Places are named in the printer's language.
func CheckConfig(f config.File, p *locale.Printer) error {
	c := checker{File: f, places: places(newBareSession(p))}
	c.commands, _ = keyed(c.places)
	c.themes()
	for _, k := range f.Keys {
		c.key(k)
	}
	if len(c.problems) == 0 {
		c.twice()
	}
	return c.problems.OrNil()
}

// A checker knows the commands that there are.
type checker struct {
	config.File
	places   []place
	commands []string
	problems model.Problems
}

func (c *checker) wrong(line int, code string, args ...any) {
	c.problems = append(c.problems, c.Problem(line, code, args...))
}

// themes checks the names and colours of themes.
func (c *checker) themes() {
	names := []string{string(themeAuto), string(themeLight), string(themeDark), string(themeContrast)}
	fixed := slices.Clone(names)
	for _, t := range c.Themes {
		if slices.Contains(fixed, t.Name) {
			c.wrong(t.Line, "config_theme_taken", "Name", t.Name)
		}
		if t.Base.Line > 0 && !slices.Contains(fixed, t.Base.Value) {
			c.wrong(t.Base.Line, "config_theme_unknown", "Name", t.Base.Value, "Nearest", query.Nearest(t.Base.Value, fixed), "Known", strings.Join(fixed, ", "))
		}
		for _, color := range t.Colors {
			c.color(color)
		}
		names = append(names, t.Name)
	}
	if c.Theme.Line > 0 && !slices.Contains(names, c.Theme.Value) {
		c.wrong(c.Theme.Line, "config_theme_unknown", "Name", c.Theme.Value, "Nearest", query.Nearest(c.Theme.Value, names), "Known", strings.Join(names, ", "))
	}
}

func (c *checker) color(color config.Color) {
	if !slices.Contains(widget.ColorNames(), color.Name) {
		c.wrong(color.Line, "config_color_unknown", "Name", color.Name, "Nearest", query.Nearest(color.Name, widget.ColorNames()), "Known", strings.Join(widget.ColorNames(), ", "))
	} else if _, ok := widget.ReadColor(color.Value); !ok {
		c.wrong(color.Line, "config_color", "Name", color.Name, "Value", color.Value)
	}
}

// key checks that there is the command, and that keys can be pressed.
func (c *checker) key(k config.Key) {
	if !slices.Contains(c.commands, k.Command) {
		c.wrong(k.Line, "config_command_unknown", "Name", k.Command, "Nearest", query.Nearest(k.Command, c.commands))
		return
	}
	for _, written := range k.Keys {
		key, ok := readKey(written)
		switch {
		case !ok:
			c.wrong(k.Line, "config_key", "Value", written)
		case isText(key) && c.whileTyping(k.Command, key):
			c.wrong(k.Line, "config_key_text", "Value", written, "Command", k.Command)
		}
	}
}

// whileTyping reports whether a key would be new to a command of a text field,
// where it is a letter.
func (c *checker) whileTyping(command, key string) bool {
	for _, p := range c.places {
		at := slices.Index(ids(p.keys), command)
		if at >= 0 && p.typing && !p.keys[at].fixed() && !slices.Contains(p.keys[at].keys, key) {
			return true
		}
	}
	return false
}

// twice finds keys that two commands of one screen would have, because somebody
// gave them to one of the two.
func (c *checker) twice() {
	wanted := keymap{}
	for _, k := range c.Keys {
		for _, written := range k.Keys {
			key, _ := readKey(written)
			wanted[k.Command] = append(wanted[k.Command], key)
		}
	}
	said := map[string]bool{}
	for _, k := range c.Keys {
		for _, key := range wanted[k.Command] {
			other, where := c.rival(wanted, k.Command, key)
			if pair := pairOf(k.Command, other, key); other != "" && !said[pair] {
				said[pair] = true
				c.wrong(k.Line, "config_key_twice", "Key", keyName(key), "Command", k.Command, "Other", other, "Place", where.session.t("tui.place."+where.id))
			}
		}
	}
}

func pairOf(a, b, key string) string {
	if a > b {
		a, b = b, a
	}
	return a + " " + b + " " + key
}

// rival returns another command that has the key where the command is, unless the
// two share it by themselves.
func (c *checker) rival(wanted keymap, command, key string) (string, place) {
	program := c.places[0]
	for _, p := range c.places {
		all := p.keys
		if !p.typing && !p.floats && p.id != programPlace {
			all = slices.Concat(p.keys, program.keys)
		}
		names, now := ids(all), wanted.over(all)
		at := slices.Index(names, command)
		if at < 0 || slices.Contains(all[at].keys, key) {
			continue // it is not here, or had the key before
		}
		for i, b := range now {
			if names[i] != command && slices.Contains(b.keys, key) {
				return rivalName(names, i), p
			}
		}
	}
	return "", place{}
}

// rivalName is the id of a binding; one without goes by the one before it.
func rivalName(names []string, i int) string {
	for i > 0 && names[i] == "" {
		i--
	}
	return names[i]
}
