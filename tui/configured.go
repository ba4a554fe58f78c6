package tui

import (
	"kehu/config"
	"kehu/model"
)

// configure takes what a config file asks for. A file with faults is not used at
// all: half of somebody's keys is worse than none.
func (r *root) configure(f config.File) {
	r.look.own = f.Themes
	if f.Theme.Value != "" {
		r.look.theme = theme(f.Theme.Value)
	}
	r.look.ascii = r.look.ascii || f.Borders.Value == bordersASCII
	r.look.mouse = f.Mouse.Value != switchOff
	r.keys = keymap{}
	for _, k := range f.Keys {
		r.keys[k.Command] = nil
		for _, written := range k.Keys {
			if key, ok := readKey(written); ok {
				r.keys[k.Command] = append(r.keys[k.Command], key)
			}
		}
	}
}

// sayConfig tells the person at the start that their config file has faults.
func (r *root) sayConfig(fault error) {
	if fault == nil {
		return
	}
	message, _ := r.p.Error(firstOf(fault))
	r.say(toast{text: message, hint: r.t("tui.config.unused"), tone: warn})
}

func firstOf(err error) error {
	var all model.Problems
	all.Add(err)
	return all[0]
}
