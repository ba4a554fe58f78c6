package region

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kehu/model"
	"kehu/model/pinyin"
)

// A Match is a division that may be meant, with those that it belongs to.
type Match struct{ Name, City, Province string }

// Complete returns the divisions that a text may mean, by characters, pinyin or
// initials: part is "province", "city" or "district", other parts have none. What
// the address says of the larger parts limits them. Those that begin with the text
// come first, and of them those that it names whole: sz is 苏州 and 深圳.
func Complete(part, text string, within model.Address, limit int) []Match {
	l := slices.Index([]string{"province", "city", "district"}, part)
	if text = fold(strings.TrimSpace(text)); l < 0 || text == "" {
		return nil
	}
	var ranked [3][]Match
	all := divisions().all
	for i := range all {
		d := &all[i]
		if d.level != level(l) || !d.belongs(within) {
			continue
		}
		if rank := d.rank(text); rank >= 0 {
			ranked[rank] = append(ranked[rank], d.match())
		}
	}
	found := slices.Concat(ranked[0], ranked[1], ranked[2])
	return found[:min(len(found), limit)]
}

// belongs reports whether a division lies in what the larger parts name; parts
// that are no divisions of ours limit nothing.
func (d *division) belongs(a model.Address) bool {
	for l, known := range []string{a.Province, a.City} {
		at := d.in(level(l))
		if at != nil && at != d && known != "" && !at.is(known) && isName(known) {
			return false
		}
	}
	return true
}

// isName reports whether a text is one of the names that we know.
func isName(text string) bool {
	text = fold(strings.TrimSpace(text))
	for f := range divisions().begin(text) {
		if f.text == text {
			return true
		}
	}
	return false
}

// rank tells how well a text names a division: 0 as a whole, 1 its beginning, 2 a
// later part, -1 not at all.
func (d *division) rank(text string) int {
	from, to, ok := pinyin.Find(d.name, text)
	short, _ := shorten(d.name)
	switch {
	case !ok || from > 0 && (!hasHan(text) || utf8.RuneCountInString(text) == 1):
		return -1 // zz is not the 族自 of so many
	case from > 0:
		return 2
	case to >= len(short):
		return 0
	}
	return 1
}

func (d *division) match() Match {
	m := Match{Name: d.name}
	if d.level > province {
		m.Province = d.in(province).name
	}
	if d.level > city {
		m.City = d.in(city).name
	}
	return m
}
