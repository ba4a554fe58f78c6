package exchange

import (
	"cmp"
	"regexp"
	"strings"

	"kehu/model"
)

// statusParts are what statuses say that we do not know as a whole, by what they
// contain, folded as by foldWord: the first that is found counts. What undoes a sale
// comes first, then what it waits for, then what was done.
var statusParts = []struct {
	words  string
	status model.Status
}{
	{"部分退款 partiallyrefunded partialrefund 售后", model.StatusDone},
	{"退款中 退款关闭 退款失败 申请退款 待退款 退款处理", model.StatusPaid},
	{"退款 退货 退还 已退 refund return", model.StatusRefunded},
	{"取消 关闭 作废 失败 无效 删除 拒收 不成功 未成功 cancel closed fail void declined reject trash", model.StatusCancelled},
	{"未完成 incomplete 待付 未付 等待付款 待支付 未支付 待审 待确认 拼单中 unpaid notpaid pendingpayment awaitingpayment paymentpending onhold", model.StatusOpen},
	{"待签收 待收货 确认收货 待买家确认 outfordelivery undelivered", model.StatusShipped},
	{"完成 成功 签收 收货 送达 到账 结算 核销 complete deliver", model.StatusDone},
	{"待发货 未发货 待出货 未出货 等待卖家发货 等待对方发货 出库 备货 配货 拣货 部分发货 接单 unshipped unfulfilled notshipped partiallyshipped readytoship processing", model.StatusPaid},
	{"发货 出货 配送 派送 运输 揽收 shipped dispatched transit", model.StatusShipped},
	{"已付 已支付 付款 paid", model.StatusPaid},
}

// guessStatus finds what a status that we do not know probably means: open where
// nothing tells, for then no money is counted that nobody may have paid.
func guessStatus(word string) model.Status {
	for _, p := range statusParts {
		for part := range strings.FieldsSeq(p.words) {
			if strings.Contains(word, part) {
				return p.status
			}
		}
	}
	return model.StatusOpen
}

// setStatus knows the words of shops. One that we do not know is guessed, kept in
// the notes, and reported.
func setStatus(d *drafting, c Column, text string) error {
	word := strings.TrimPrefix(foldWord(text), "wc") // WooCommerce's wc-completed
	status, ok := statusWords[word]
	if !ok && !isNone(text) {
		status = guessStatus(word)
		d.line.guess = shorten(text)
		appendLine(&d.draft.Purchase.Notes, c.Heading+": "+text)
	}
	d.draft.Purchase.Status = status
	return nil
}

// refundedPart is how payment services name what of a payment was given back:
// 已退款(￥10.00).
var refundedPart = regexp.MustCompile(`退款\s*[(（]?\s*([¥￥][\d.,]+)`)

// finishStatus takes a sale of which only a part was given back for done.
func (d *drafting) finishStatus() {
	p, part := d.draft.Purchase, refundedPart.FindStringSubmatch(d.line.guess)
	if p.Status != model.StatusRefunded || part == nil {
		return
	}
	m, err := model.ParseMoney(part[1], p.Currency)
	if err == nil && m.Amount < cmp.Or(d.line.minor[total], d.line.minor[lineAmount]) {
		p.Status = model.StatusDone
	}
}

// A StatusGuess is a status that the file has and we do not know, and what it was
// taken for.
type StatusGuess struct {
	Text   string
	Status model.Status
	Rows   int
}

// guessesAtMost is how many different statuses are kept to be shown.
const guessesAtMost = 100

// StatusGuesses returns, once all rows are read, the statuses that were guessed.
func (s *Source) StatusGuesses() []StatusGuess { return s.guesses }

func (s *Source) noteGuess(d *drafting) {
	g := StatusGuess{d.line.guess, d.draft.Purchase.Status, 1}
	for i, known := range s.guesses {
		if known.Text == g.Text && known.Status == g.Status {
			s.guesses[i].Rows++
			return
		}
	}
	if g.Text != "" && len(s.guesses) < guessesAtMost {
		s.guesses = append(s.guesses, g)
	}
}
