package region

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kehu/model"
)

// A reading is one way to understand the beginning of an address.
type reading struct {
	div   *division // the smallest that is named
	typed [3]string // full names as they were typed, by level
	end   int       // bytes understood
	names int       // how many divisions are named
	sure  bool      // needs nobody to look at it
}

// A reader reads one address in the light of what is known of it.
type reader struct {
	*atlas
	text   string // folded
	typed  string
	known  model.Address
	denied bool // the text names another place than the fields
}

// read returns the one reading that understands most; false where there is none,
// or several different ones.
func (r *reader) read(from int) (best reading, ok bool) {
	clear := true
	for _, found := range r.readings(from, nil, province, r.witness()) {
		switch {
		case !ok || found.end > best.end || found.end == best.end && found.div.inside(best.div):
			best, ok, clear = found, true, found.end > best.end || clear
		case found.end == best.end && !best.div.inside(found.div):
			clear = false
		}
	}
	return best, ok && clear && !r.denied
}

// witness reports whether the fields beside the address name a division that a
// short name may lean on.
func (r *reader) witness() bool { return r.known.City != "" || r.known.Province != "" }

// readings lists the ways to go on at a byte of the text inside a division.
// leaning says that a name stands before: a short name alone proves nothing.
func (r *reader) readings(from int, within *division, least level, leaning bool) (out []reading) {
	agreed, denied := false, false
	for f := range r.begin(r.text[from:]) {
		if f.div.level < least || !f.div.inside(within) {
			continue
		}
		if !r.agrees(f.div) {
			denied = denied || f.full
			continue
		}
		agreed = true
		end := from + len(f.text)
		next := r.skip(end)
		for _, deeper := range r.readings(next, f.div, f.div.level+1, true) {
			deeper.names++
			deeper.sure = deeper.sure || deeper.names > 1
			out = append(out, deeper.note(f, r.typed[from:end]))
		}
		if closed := next == len(r.text) || next > end; r.stands(f, r.text[end:], leaning, closed, within) {
			out = append(out, reading{div: f.div, end: end, names: 1, sure: f.full || closed}.note(f, r.typed[from:end]))
		}
	}
	r.denied = r.denied || denied && !agreed
	return out
}

// note keeps a full name as it was typed.
func (r reading) note(f form, typed string) reading {
	if f.text == f.div.name {
		r.typed[f.div.level] = typed
	}
	return r
}

// Words that make a name of a road or a building of what stands before them: 南京路,
// 深圳湾, 中山公园.
var (
	roads     = strings.Fields("路 街 大道 大街 大路 道 巷 弄 胡同")
	buildings = strings.Fields("桥 门 湾 山 湖 河 江 海 岛 港 角 口 站 关 寺 庙 宫 塔 岭 镇 乡 村 社区 火车 机场 大学 学院 中学 小学 医院 " +
		"公园 广场 大厦 大楼 酒店 饭店 宾馆 花园 银行 体育 足球")
)

// compass are the words between a name and its road: 南京东路, 二环路.
const compass = "东西南北中内外前后新老上下一二三四五六七八九十环"

func begins(text string, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(text, word) })
}

// isRoad reports whether a text goes on as the name of a road, up to two words of
// the compass first.
func isRoad(text string) bool {
	for range 3 {
		if begins(text, roads) {
			return true
		}
		r, size := utf8.DecodeRuneInString(text)
		if size == 0 || !strings.ContainsRune(compass, r) {
			return false
		}
		text = text[size:]
	}
	return false
}

// stands reports whether a name can be the last one that is understood.
func (r *reader) stands(f form, rest string, leaning, closed bool, within *division) bool {
	switch {
	case closed:
		return f.full || leaning || f.div.level < district
	case f.full && begins(rest, roads):
		return false
	case f.full: // 城区 and 东区 are in many cities
		return utf8.RuneCountInString(f.text) > 2 || within.in(city) != nil || r.known.City != ""
	case isRoad(rest), begins(rest, buildings):
		return false
	}
	return leaning || f.div.level < district
}

// agrees reports whether a division does not contradict the fields that are
// filled in already.
func (r *reader) agrees(d *division) bool {
	for l, known := range [...]string{r.known.Province, r.known.City, r.known.District} {
		if known == "" {
			continue
		}
		at := d.in(level(l))
		if at == nil || at.is(known) {
			continue
		}
		if level(l) != city || !at.parent.is(known) { // the city of 九龙 may well be called 香港
			return false
		}
	}
	return true
}

// fillers stand between names and say nothing.
var fillers = []string{"市辖区", "省直辖县级行政区划", "自治区直辖县级行政区划"}

// skip returns where the next name may begin.
func (r *reader) skip(from int) int {
	for {
		rest := strings.TrimLeftFunc(r.text[from:], separates)
		for _, filler := range fillers {
			rest = strings.TrimPrefix(rest, filler)
		}
		if at := len(r.text) - len(rest); at == from {
			return at
		} else {
			from = at
		}
	}
}

func separates(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(",，、;；/|·-—_.。:：", r)
}
