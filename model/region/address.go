package region

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"kehu/model"
)

// Understand takes the street of an address apart that holds more than a street:
// 广东省深圳市南山区科技园1号. It fills in what is empty, keeps what is filled in,
// and changes nothing where the two contradict each other, where the text could
// mean two places, or where it names no division of China. sure says that
// the text leaves no doubt; what is not sure somebody should look at.
func Understand(a model.Address) (out model.Address, sure, ok bool) {
	if !hasHan(a.Street) || !utf8.ValidString(a.Street) || !isChina(a.Country) {
		return a, false, false
	}
	line, postcode, code := cutPostcode(strings.TrimSpace(a.Street))
	r := &reader{atlas: divisions(), text: fold(line), typed: line, known: a}
	found, ok := r.read(r.skip(r.country()))
	if !ok || code == anyCode && found.div.in(province).name != taiwan {
		return a, false, false
	}
	out = a
	found.fill(&out)
	if found.div.in(province).name == taiwan && !strings.Contains(r.text[:found.end], "台湾") {
		out.Country, out.Province = a.Country, a.Province // those who write 臺北市信義區 write neither
	}
	out.Street = strings.TrimLeftFunc(line[r.skip(found.end):], separates)
	if postcode != "" && out.Postcode == "" {
		out.Postcode = postcode
	}
	if filled(out) == filled(a) {
		return a, false, false // the parts say it already
	}
	return out, found.sure, true
}

const taiwan = "台湾省"

// fill puts the names into the parts that are empty.
func (r reading) fill(a *model.Address) {
	for l, part := range [...]*string{&a.Province, &a.City, &a.District} {
		d := r.div.in(level(l))
		if d == nil || *part != "" {
			continue
		}
		if *part = d.name; r.typed[l] != "" {
			*part = r.typed[l]
		}
	}
	if a.City == "" && r.div.isMunicipality() {
		a.City = a.Province
	}
	if a.Country == "" {
		a.Country = "中国"
	}
}

// isMunicipality reports whether a province is its own city: 北京市.
func (d *division) isMunicipality() bool {
	return d.level == province && strings.HasSuffix(d.name, "市")
}

// filled counts the parts that say where a place is.
func filled(a model.Address) (n int) {
	for _, part := range []string{a.Province, a.City, a.District, a.Postcode} {
		if part != "" {
			n++
		}
	}
	return n
}

// country returns the length of the country's name with which the text begins.
func (r *reader) country() int {
	for _, name := range [...]string{"中华人民共和国", "中国"} {
		if strings.HasPrefix(r.text, name) {
			return len(name)
		}
	}
	return 0
}

// isChina reports whether a country is China or not said.
func isChina(country string) bool {
	switch strings.ToLower(strings.TrimSpace(country)) {
	case "", "中国", "中國", "中华人民共和国", "china", "cn", "chn", "p.r. china", "pr china", "prc", "中国大陆",
		"香港", "hong kong", "hk", "hkg", "澳门", "macao", "macau", "mo", "mac", "台湾", "臺灣", "taiwan", "tw", "twn":
		return true
	}
	return false
}

// How a postcode was found.
const (
	noCode  = iota
	sixCode // six digits, as in the mainland
	anyCode // three to six before the address, as in Taiwan
)

// Patterns are compiled when the first address is read.
var (
	codeBehind = pattern(`[\s,，;；]*[(（【\[]?\s*(?:(?:邮政编码|郵遞區號|邮编|郵編)\s*[:：]?|[\s,，;；(（])\s*(\d{6})\s*[)）】\]]?$`)
	codeBefore = pattern(`^[(（【\[]?(?:邮政编码|邮编|郵編)?[:：]?\s*(\d{3}|\d{5,6})\s*[)）】\]]?[\s,，]*(\p{Han})`)
)

func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// cutPostcode takes a postcode off the end or the beginning of an address.
func cutPostcode(text string) (rest, postcode string, how int) {
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	if !mayEndCode(first) && !mayEndCode(last) { // most have none, and patterns take long
		return text, "", noCode
	}
	if m := codeBehind().FindStringSubmatchIndex(text); m != nil {
		return strings.TrimSpace(text[:m[0]]), text[m[2]:m[3]], sixCode
	}
	m := codeBefore().FindStringSubmatchIndex(text)
	if m == nil {
		return text, "", noCode
	}
	postcode, rest = text[m[2]:m[3]], text[m[4]:]
	if len(postcode) == 6 {
		return rest, postcode, sixCode
	}
	return rest, postcode, anyCode
}

// mayEndCode reports whether a postcode, or what stands around it, may begin or end
// with a character.
func mayEndCode(r rune) bool {
	return r >= '0' && r <= '9' || strings.ContainsRune("()（）[]【】邮郵", r)
}
