package exchange

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// doubleNames are family names of two characters, the usual ones of Baijiaxing.
const doubleNames = " 欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木 轩辕 长孙 宇文 司空 南宫 西门 东郭 独孤 呼延 百里 钟离 闻人 赫连 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 鲜于 闾丘 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 段干 微生 梁丘 左丘 东门 第五 "

// Titles that stand before and behind names, in lower case without points.
const (
	titlesBefore = " mr mrs ms miss mx dr prof professor sir herr frau hr fr mme mlle monsieur madame señor señora sr sra signor signora "
	titlesBehind = " jr sr ii iii iv phd md dds esq cpa mba "
)

// chineseTitles stand behind Chinese names, without a blank.
var chineseTitles = []string{"先生", "女士", "小姐", "太太", "博士", "教授", "老师", "医生", "律师"}

// namePartsOf parts a name into the components of a card: family name, given
// name, additional names, prefixes, suffixes. The family name is the first
// character or two of a Chinese name, and the last word of others.
func namePartsOf(name string) []string {
	if name = strings.TrimSpace(name); isAllHan(name) {
		return chineseParts(name)
	}
	words := strings.Fields(name)
	from, to := 0, len(words)
	for from < to-1 && isTitle(words[from], titlesBefore) {
		from++
	}
	for to > from+1 && isTitle(words[to-1], titlesBehind) {
		to--
	}
	before, behind := strings.Join(words[:from], " "), strings.Join(words[to:], " ")
	switch words = words[from:to]; {
	case len(words) == 0:
		return make([]string, 5)
	case len(words) == 1 && from > 0: // Mr. Smith
		return []string{words[0], "", "", before, behind}
	case len(words) == 1:
		return []string{"", words[0], "", "", behind}
	}
	last := len(words) - 1
	return []string{strings.TrimSuffix(words[last], ","), words[0], strings.Join(words[1:last], " "), before, behind}
}

// isTitle reports whether a word is among titles, with points or without.
func isTitle(word, titles string) bool {
	word = strings.ToLower(strings.NewReplacer(".", "", ",", "").Replace(word))
	return word != "" && strings.Contains(titles, " "+word+" ")
}

func chineseParts(name string) []string {
	parts := make([]string, 5)
	for _, title := range chineseTitles {
		if rest, found := strings.CutSuffix(name, title); found && rest != "" {
			name, parts[3] = rest, title
			break
		}
	}
	n := utf8.RuneCountInString(name)
	switch {
	case n > 4, n == 1 && parts[3] == "":
		parts[1] = name
		return parts
	case n == 2 && parts[3] != "" && isDoubleName(name): // 欧阳先生
		parts[0] = name
		return parts
	}
	cut := utf8.RuneLen(firstRune(name))
	if first := string([]rune(name)[:min(n, 2)]); n > 2 && isDoubleName(first) {
		cut = len(first)
	}
	parts[0], parts[1] = name[:cut], name[cut:]
	return parts
}

func isDoubleName(name string) bool { return strings.Contains(doubleNames, " "+name+" ") }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func isAllHan(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) < 0
}
