package exchange

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/traditionalchinese"
)

// A pairCharset is one whose characters beyond ASCII mostly take two bytes.
// weigh judges a lead byte and what follows, and says how many bytes it took.
type pairCharset struct {
	weigh func(lead, trail byte) (weight float64, size int)
	// frequent are pairs that names, addresses and headings are full of.
	frequent map[[2]byte]bool
}

// lonely is what a character weighs that stands between Latin letters: those
// are rather one letter with an accent, or a quotation mark.
const lonely = -0.4

// score is the mean weight of the characters beyond ASCII.
func (p pairCharset) score(text []byte, whole bool) float64 {
	var sum float64
	n := 0
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		if i+1 == len(text) && !whole {
			break
		}
		trail := byte(0)
		if i+1 < len(text) {
			trail = text[i+1]
		}
		weight, size := p.weigh(text[i], trail)
		switch {
		case size == 2 && p.frequent[[2]byte{text[i], trail}]:
			weight += 0.5
		case weight > 0 && isLetter(text, i-1) && isLetter(text, i+size):
			weight = lonely
		}
		sum += weight
		n++
		i += size
	}
	return sum / float64(max(n, 1))
}

func isLetter(text []byte, i int) bool {
	return i >= 0 && i < len(text) && (text[i]|0x20) >= 'a' && (text[i]|0x20) <= 'z'
}

// scoreBig5 weighs Big5: the 5,401 most used characters stand in A4–C6, rarer
// ones in C9–F9, punctuation in A1–A3.
func scoreBig5(text []byte, whole bool) float64 {
	return pairCharset{weigh: weighBig5, frequent: frequentBig5()}.score(text, whole)
}

func weighBig5(lead, trail byte) (float64, int) {
	switch {
	case lead < 0x81 || lead > 0xfe || trail < 0x40 || trail > 0x7e && trail < 0xa1 || trail == 0xff:
		return -2, 1
	case lead >= 0xa4 && lead <= 0xc6:
		return 0.9, 2
	case lead >= 0xc9 && lead <= 0xf9:
		return 0, 2
	case lead >= 0xa1 && lead <= 0xa3:
		return 0.4, 2
	}
	return -1, 2
}

// scoreShiftJIS weighs Shift JIS: kana in 82–83, the 2,965 most used characters
// in 88–97, rarer ones behind. Single bytes from A1 to DF are half-width kana.
func scoreShiftJIS(text []byte, whole bool) float64 {
	return pairCharset{weigh: weighShiftJIS}.score(text, whole)
}

func weighShiftJIS(lead, trail byte) (float64, int) {
	switch {
	case lead >= 0xa1 && lead <= 0xdf:
		return 0, 1
	case lead == 0x80 || lead == 0xa0 || lead > 0xfc || trail < 0x40 || trail == 0x7f || trail > 0xfc:
		return -2, 1
	case lead == 0x82 && trail >= 0x9f && trail <= 0xf1, lead == 0x83 && trail <= 0x96:
		return 1.3, 2
	case lead >= 0x88 && lead <= 0x97:
		return 0.75, 2
	case lead <= 0x84:
		return 0.4, 2
	case lead <= 0x9f, lead >= 0xe0 && lead <= 0xea:
		return -0.3, 2
	}
	return -1, 2
}

// commonBig5 are characters of headings, names and addresses of Taiwan and Hong
// Kong, most of which have another shape in simplified Chinese.
const commonBig5 = "姓名電話手機郵箱公司地址備註編號客戶級別聯絡人職稱生日縣市區路號樓段巷弄街臺台北灣高雄中南新竹桃園基隆香港九龍陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游詹胡施沈余盧梁趙顏柯翁魏孫戴美玲淑芬雅婷志明家豪有限股份先生小姐訂單商品數量單價金額總計付款時間門"

// frequentBig5 is how Big5 writes them. What it lacks is left out.
var frequentBig5 = sync.OnceValue(func() map[[2]byte]bool {
	pairs := map[[2]byte]bool{}
	for _, r := range commonBig5 {
		data, err := traditionalchinese.Big5.NewEncoder().Bytes([]byte(string(r)))
		if err == nil && len(data) == 2 {
			pairs[[2]byte(data)] = true
		}
	}
	return pairs
})
