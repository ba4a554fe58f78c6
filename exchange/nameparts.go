package exchange

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// doubleNames are family names of two characters, the usual ones of Baijiaxing.
const doubleNames = " 欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木 轩辕 长孙 宇文 司空 南宫 西门 东郭 独孤 呼延 百里 钟离 闻人 赫连 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 鲜于 闾丘 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 段干 微生 梁丘 左丘 东门 第五 "

// namePartsOf parts a name into the components of a card: family name, given
// name, additional names, prefixes, suffixes. The family name is the first
// character or two of a Chinese name, and the last word of others.
func namePartsOf(name string) []string {
	parts := make([]string, 5)
	name = strings.TrimSpace(name)
	if n := utf8.RuneCountInString(name); isAllHan(name) && n >= 2 && n <= 4 {
		cut := utf8.RuneLen(firstRune(name))
		if first := string([]rune(name)[:2]); n > 2 && strings.Contains(doubleNames, " "+first+" ") {
			cut = len(first)
		}
		parts[0], parts[1] = name[:cut], name[cut:]
		return parts
	}
	words := strings.Fields(name)
	if len(words) < 2 {
		parts[1] = name
		return parts
	}
	last := len(words) - 1
	parts[0], parts[1], parts[2] = words[last], words[0], strings.Join(words[1:last], " ")
	return parts
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func isAllHan(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) < 0
}
