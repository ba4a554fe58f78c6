package exchange

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// An Aside is a row that is no data: it is left out, and shown.
type Aside struct {
	Line int    // of the file
	Why  string // "above", "units", "example", "total", "heading", "remark", "group"
	Text string // what it says, in short
}

// asidesAtMost is how many asides are kept to be shown.
const asidesAtMost = 1000

var (
	totalWords = []string{"合计", "总计", "小计", "共计", "累计", "本页合计", "本页小计", "合计金额", "总合计", "total", "grandtotal", "subtotal", "totals", "sum",
		"summe", "gesamt", "gesamtsumme", "zwischensumme", "totale", "totaal", "somme", "soustotal", "suma", "totalgeneral", "soma", "итого", "всего", "합계"}
	totalCell   = regexp.MustCompile(`^(合[计計]|[总總][计計]|小[计計]|共[计計]|累[计計])(金[额額])?\s*[:：]?\s*[¥￥$]?\s*-?[\d,，.]+\s*元?$`)
	amountCell  = regexp.MustCompile(`^[¥￥$€£]?\s*[-(]?[¥￥$€£]?\d[\d,，.]*\)?\s*(元|万|万元|%|笔|件|个|单|次|€|EUR|£|\$|USD|kr|zł|₽|円|원)?$`)
	remarkCell  = regexp.MustCompile(`^(共\s*\d+\s*[条笔个行位名项单]|[-=*_—]{4,}|(导出|打印|制表|生成|统计)(时间|日期|人)?\s*[:：]|以上(数据|内容|为)|(注|(填表|填写)?说明|注意|提示|备注)\s*\d*\s*[:：]|(?i:(Exported|Generated|Printed)\s(on|at|by)\b|Copyright\s*(\(c\)|©)|Confidential Information\b))`)
	flowCell    = regexp.MustCompile(`^(已|待|总|本期)?(收入|支出|收款|付款|退款|中性交易|不计收支)\s*[:：]?\s*\d+\s*笔`)
	signedCell  = regexp.MustCompile(`^(制表|填表|制单|审核|复核|审批|批准|经办|经手|送货|收货|验收|主管|会计|出纳|签字|盖章|日期|制表日期)(人|员|部门|单位|时间|日期)?\s*[:：]`)
	exampleCell = regexp.MustCompile(`^[\[【(（]?(示例|样例|范例|填写示例|例子|填写说明|Example|Sample|e\.g\.)(行|数据|row|data)?[\]】)）]?\s*([:：].*)?$|^(例|如|例如|格式)\s*[:：].`)
	unitCell    = regexp.MustCompile(`^[\[【(（]?(单位[:：]?)?(((人民币|[$¥￥€£])?(百|千|十)?[万萬千亿億k](美元|港元|欧元|元|圆)?|thousands?|millions?|元|美元|人民币|CNY|RMB|USD)|件|个|只|台|套|箱|盒|瓶|支|张|本|千克|公斤|克|吨|kg|g|t|米|m|cm|%|％|天|日|月|年|小时|次|笔|人|岁|[元¥￥$][/每]\p{Han}{1,2}|pcs?|units?|必填|选填|非必填|可选|文本|数字|数值|日期|时间|金额|字符串|枚举|required|optional|text|string|number|date|yyyy[-/年]mm?[-/月]dd?日?( hh:mm(:ss)?)?|-|—|/)[\]】)）]?$`)
)

// asideKind tells what a row that is no data is, "" for data. width is how many
// cells the table has.
func asideKind(r row, width int) string {
	if r.fault != nil || r.record || !mayBeAside(r.cells) {
		return ""
	}
	cells := filledTexts(trimmed(r.cells))
	switch {
	case len(cells) == 0:
		return ""
	case isTotal(cells, width):
		return "total"
	case len(cells) == 1 && width > 1 && remarkCell.MatchString(cells[0]), isSigned(cells):
		return "remark"
	}
	return ""
}

// mayBeAside looks at the first character only: most rows are told by it.
func mayBeAside(cells []string) bool {
	for _, c := range cells {
		if c = strings.TrimSpace(c); c != "" {
			first, _ := utf8.DecodeRuneInString(c)
			return strings.ContainsRune("合总總小共累本导打制生统以注说提备填审复经批送收验已待收支付退中不tTgGsSzZeEpPcCиИвВ합-=*_—", first)
		}
	}
	return false
}

func trimmed(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.TrimSpace(c)
	}
	return out
}

// isTotal reports whether a row adds up the others: a word for it comes first,
// and amounts alone follow. A customer may be called Total; the word in English
// needs an amount beside it.
func isTotal(cells []string, width int) bool {
	if width < 2 || len(cells[0]) > 80 {
		return false
	}
	if totalCell.MatchString(cells[0]) && len(cells) == 1 {
		return true
	}
	if flowCell.MatchString(cells[0]) && len(cells) <= 2 {
		return !slices.ContainsFunc(cells[1:], func(c string) bool { return !amountCell.MatchString(c) })
	}
	if !slices.Contains(totalWords, foldWord(cells[0])) {
		return false
	}
	for _, c := range cells[1:] {
		if !amountCell.MatchString(c) || looksLike(c) != "" {
			return false
		}
	}
	return len(cells) > 1 || isHan(cells[0]) && width > 2
}

// isSigned reports whether a row says who made and checked a sheet: 制表：小王, 审核：老李.
func isSigned(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return !signedCell.MatchString(c) })
}

// templateKind tells the rows that templates have between headings and data:
// units or kinds of cells, and examples.
func templateKind(r row) string {
	cells := filledTexts(trimmed(r.cells))
	if len(cells) == 0 || r.fault != nil {
		return ""
	}
	if exampleCell.MatchString(cells[0]) {
		return "example"
	}
	for _, c := range cells {
		if !unitCell.MatchString(c) {
			return ""
		}
	}
	return "units"
}

// asideOf puts what a row says in short.
func asideOf(r row, why string) Aside {
	return Aside{Line: r.line, Why: why, Text: shorten(strings.Join(filledTexts(trimmed(r.cells)), " | "))}
}

// leaveOut notes a row that is no data.
func (rs *rows) leaveOut(r row, why string) {
	if len(rs.asides) < asidesAtMost {
		rs.asides = append(rs.asides, asideOf(r, why))
	}
}

// skips reports whether a row of the table is no data, and notes it.
func (rs *rows) skips(r row) bool {
	why := r.aside
	if why == "" && rs.table.columns == nil {
		why = asideKind(r, len(rs.header.cells))
	}
	if why == "" && rs.header.line > 0 && slices.Equal(r.cells, rs.header.cells) && r.fault == nil {
		why = "heading"
	}
	if why != "" {
		rs.leaveOut(r, why)
	}
	return why != ""
}

// Asides returns, once all rows are read, the rows that were left out because
// they are no data.
func (s *Source) Asides() []Aside { return s.rows.asides }
