package store

import (
	"slices"
	"strings"
)

// frequentWords are the words that stand in many names of companies: kinds of
// business and legal forms, Chinese by the pairs of which the search index is
// made. They only say in which order the words of a query are looked up; what
// is found does not depend on them.
var frequentWords = strings.Fields(`
	有限 限公 公司 限责 责任 任公 股份 份有 集团 团有 团股 分公 总公 企业 商行 商店 工厂 中心
	科技 技有 技股 网络 络科 信息 息技 技术 术有 软件 件有 电子 子有 子商 商务 务有 电器 器有 设备 备有 材料 料有
	贸易 易有 商贸 贸有 实业 业有 发展 展有 工程 程有 建设 设有 制造 造有 机械 械有 化工 工有 食品 品有 制品
	文化 传媒 媒有 传播 广告 告有 咨询 询有 管理 理有 服务 投资 资有 物流 流有 教育 育有 旅游 医药 药有
	株式 式会 会社 有限会 合同 주식 식회 회사
	company corp corporation inc incorporated limited llc llp ltd plc pty group holding holdings gmbh ohg mbh
	sarl sas srl spa ltda sociedad societe cong tnhh studio services solutions international trading technology technologies`)

// isFrequent reports whether a word finds so many customers that others should go
// first: so does whatever has no more than two letters.
func isFrequent(word string) bool {
	return len(word) <= 2 || slices.Contains(frequentWords, word)
}
