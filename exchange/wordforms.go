package exchange

import (
	"strings"
	"sync"
)

// traditionalPairs are the characters of headings and of words in cells that are written
// in another way in Taiwan and Hong Kong, each before the simplified one.
const traditionalPairs = "電电話话備备註注號号碼码機机郵邮遞递編编聯联絡络繫系職职稱称級级別别標标籤签類类區区縣县單单訂订購购買买賣卖數数價价額额總总" +
	"計计費费運运時时間间狀状態态內内實实應应優优惠惠貨货產产幣币種种來来負负責责員员業业網网傳传戶户鎮镇鄉乡國国諮咨詢询問问題题記记錄录連连" +
	"結结場场歷历紀纪語语興兴愛爱發发項项條条對对帳账賬账務务團团體体組组織织顧顾導导訊讯訪访談谈進进後后續续動动筆笔關关閉闭質质銷销贈赠飲饮" +
	"點点臺台灣湾廣广東东園园陽阳開开會会員员請请認认證证無无為为與与執执處处門门號号點点審审報报變变轉转務务較较選选舊旧新新專专屬属滿满評评萬万億亿"

// simplifiedForms are the simplified characters by the traditional ones.
var simplifiedForms = sync.OnceValue(func() map[rune]rune {
	forms := map[rune]rune{}
	pair := []rune(traditionalPairs)
	for i := 0; i < len(pair); i += 2 {
		forms[pair[i]] = pair[i+1]
	}
	return forms
})

// simplified brings a folded text to the form in which our words are listed.
func simplified(text string) string {
	forms := simplifiedForms()
	return strings.Map(func(r rune) rune {
		if form, ok := forms[r]; ok {
			return form
		}
		return r
	}, text)
}

// foldWord brings a word of a cell or heading to the form in which our words are listed.
func foldWord(text string) string { return simplified(foldHeading(text)) }
