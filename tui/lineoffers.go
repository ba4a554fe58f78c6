package tui

import (
	"slices"

	"kehu/tui/widget"
)

// An offer is what a line could become.
type offer struct {
	text   string // the whole line
	about  string
	detail string // the key, or why it cannot be done
	off    bool
}

// complete lists what a line could become: commands, or words behind one.
func (l *commandLine) complete(text string) []offer {
	name, rest, behind := cutWord(text)
	if !behind {
		return l.completeName(name)
	}
	prefix := name + " "
	if name == "set" {
		if name, rest, behind = cutSetting(rest); !behind {
			return nil
		}
		prefix = "set " + name + " "
	}
	c, found := named(l.all, name, true)
	if !found || c.words == nil {
		return nil
	}
	var out ranked
	for _, w := range c.words() {
		rank, fits := finds(widget.Option{Label: w.name, Find: w.other + "\n" + w.value}, rest)
		if rest == "" || fits {
			out.add(rank, offer{text: prefix + w.typed(rest), about: w.name})
		}
	}
	return out.offers
}

// ranked are offers in order of rank.
type ranked struct {
	ranks  []int
	offers []offer
}

// add puts an offer behind those of its rank, unless the same is there.
func (r *ranked) add(rank int, o offer) {
	if slices.ContainsFunc(r.offers, func(have offer) bool { return have.text == o.text }) {
		return
	}
	at, _ := slices.BinarySearch(r.ranks, rank+1)
	r.ranks, r.offers = slices.Insert(r.ranks, at, rank), slices.Insert(r.offers, at, o)
}

// completeName lists the commands that a word may mean, those that begin with it
// first.
func (l *commandLine) completeName(typed string) []offer {
	if typed == "" {
		return nil
	}
	var found ranked
	for _, c := range l.all {
		rank, ok := finds(widget.Option{Label: c.name, Find: c.id + "\n" + c.other}, typed)
		if !ok {
			continue
		}
		o := offer{text: l.spelled(c, typed), about: c.name, detail: c.binding.name(), off: c.off != ""}
		if o.off {
			o.detail = l.t(c.off)
		}
		if plainName(typed) == plainName(o.text) {
			rank = -1 // it is all there
		}
		if c.words != nil {
			o.text += " "
		}
		found.add(rank, o)
	}
	return found.offers
}

// spelled is the name by which a command goes into the line: Chinese where one
// types Chinese, else the one that is the same everywhere.
func (l *commandLine) spelled(c command, typed string) string {
	if !hasChinese(typed) {
		return c.id
	}
	for _, name := range []string{c.name, c.other} {
		if hasChinese(name) {
			return plainName(name)
		}
	}
	return c.id
}

// typed is the form of a word that goes into the line.
func (w word) typed(typed string) string {
	for _, name := range []string{w.name, w.other} {
		if hasChinese(typed) && hasChinese(name) {
			return name
		}
	}
	return w.value
}
