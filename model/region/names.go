package region

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// zones are parts of cities that have no short names of their own.
var zones = []string{"开发区", "园区", "示范区", "管理区", "实验区", "聚集区", "名胜区", "产业区", "食品区", "矿区"}

// formsOf yields the ways to write a division, the full name first.
func formsOf(d *division) iter.Seq[form] {
	return func(yield func(form) bool) {
		short, sign := shorten(d.name)
		switch {
		case !yield(form{d.name, !isBare(d.name), d}), len(short) < 2*len("市"), short == d.name, endsIn(d.name, zones):
		case !yield(form{short, false, d}):
		case sign != "" && !yield(form{short + sign, true, d}): // 恩施州, 石柱县
		case short == "内蒙古":
			yield(form{"内蒙", false, d})
		}
	}
}

func endsIn(name string, ends []string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(name, end) })
}

// isBare reports whether a name lacks the character that tells it from others: 九龙.
func isBare(name string) bool {
	last, _ := utf8.DecodeLastRuneInString(name)
	return !strings.ContainsRune("省市区县旗州盟乡镇", last)
}

// ends are what a division is called besides its own name, the longer ones first.
var ends = []string{"特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "新区", "林区", "省", "市", "区", "县", "旗", "盟", "乡", "镇"}

// shorten takes the kind of division, and the peoples that autonomous ones are
// named after, off a name. sign is the kind in one character where that stays
// usual: 州 of 恩施土家族苗族自治州.
func shorten(name string) (short, sign string) {
	for _, end := range ends {
		rest, ok := strings.CutSuffix(name, end)
		if !ok {
			continue
		}
		if !strings.HasPrefix(end, "自治") {
			return rest, ""
		}
		_, size := utf8.DecodeLastRuneInString(end)
		if sign = end[len(end)-size:]; sign == "区" {
			sign = ""
		}
		return cutPeoples(rest), sign
	}
	return name, ""
}

// peoples are those that autonomous divisions are named after.
var peoples = strings.Fields("蒙古族 蒙古 回族 藏族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 " +
	"哈萨克族 哈萨克 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 " +
	"撒拉族 毛南族 仡佬族 锡伯 普米族 塔吉克 怒族 鄂温克族 保安族 裕固族 独龙族 各族")

func cutPeoples(name string) string {
	for again := true; again; {
		again = false
		for _, people := range peoples {
			if rest, ok := strings.CutSuffix(name, people); ok && utf8.RuneCountInString(rest) > 1 {
				name, again = rest, true
			}
		}
	}
	return name
}

// fold brings the traditional characters of names of divisions to the simplified
// ones of the list. Characters stay as long as they were.
func fold(text string) string { return strings.Map(foldRune, text) }

func foldRune(r rune) rune {
	if i := strings.IndexRune(traditional, r); i >= 0 {
		r, _ = utf8.DecodeRuneInString(simplified[i:])
	}
	return r
}

// The characters of traditional, place by place, are those of simplified.
const (
	traditional = "萬豐義烏樂雲崙蘭關興岡軍鳳別勢區華單雙臺後國壇壢壯復頭學寶將嶼島峽巒莊庫廟彌歸棲樹橋橫濟灣滿濱愛獅瑪環榮蓮鶯營觀貢車邊達裡銅鑼鎮長門間順風馬魚鳥麥黃龍龜線結綠羅蘇蘆霧鄉縣東員園鹽聖離廣陽蘇寧慶漢滬瀋陝貴遼開連廈揚鄭"
	simplified  = "万丰义乌乐云仑兰关兴冈军凤别势区华单双台后国坛坜壮复头学宝将屿岛峡峦庄库庙弥归栖树桥横济湾满滨爱狮玛环荣莲莺营观贡车边达里铜锣镇长门间顺风马鱼鸟麦黄龙龟线结绿罗苏芦雾乡县东员园盐圣离广阳苏宁庆汉沪沈陕贵辽开连厦扬郑"
)

// hasHan reports whether a text has a Chinese character.
func hasHan(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r >= 0x4e00 && r <= 0x9fff })
}
