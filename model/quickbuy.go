package model

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A QuickSale is a purchase as a line of quick entry names it: what was given of
// each line, and whether the total was.
type QuickSale struct {
	Purchase
	Given    []Given // of each of the items
	Totalled bool
}

// QuickPurchase reads what somebody bought into p, which has the defaults and the
// currency of amounts that name none: products with their quantity (A4纸x10, A4纸
// 10包) and the unit price behind them, 运费10, 优惠5, 合计255, a status, a way of
// payment and a day that is not to come. The error is that of an amount in a
// currency other than the first.
func QuickPurchase(text string, p Purchase, now time.Time) (QuickSale, error) {
	s := saleLine{quickLine: cutLine(text, now), sale: QuickSale{Purchase: p}}
	for s.at = 0; s.at < len(s.words); {
		n := s.read()
		if s.err != nil {
			return s.sale, s.err
		}
		s.at += n
	}
	return s.sale, nil
}

// Complete works out what the lines and the total were not given, as Item.Complete
// does. A line without a price needs the total: else the error is the Problem
// price_missing, and purchase_empty where there is neither line nor total.
func (s *QuickSale) Complete() error {
	if len(s.Items) == 0 && !s.Totalled {
		return Invalidf("items", "purchase_empty")
	}
	for i, given := range s.Given {
		it := &s.Items[i]
		if !given.Price && !given.Amount && !s.Totalled {
			return Invalidf("items", "price_missing", "Product", it.Product)
		}
		if err := it.Complete(s.Currency, given); err != nil {
			return err
		}
	}
	if !s.Totalled {
		s.Total = s.ItemsTotal()
	}
	return nil
}

// Add begins a line with one of a product.
func (s *QuickSale) Add(product string) {
	s.Items = append(s.Items, Item{Product: product, Quantity: NewQuantity(1)})
	s.Given = append(s.Given, Given{})
}

// Last returns the line that was begun last, and what is given of it; nil when
// there is none.
func (s *QuickSale) Last() (*Item, *Given) {
	if len(s.Items) == 0 {
		return nil, nil
	}
	return &s.Items[len(s.Items)-1], &s.Given[len(s.Given)-1]
}

// A saleLine is a line of quick entry that becomes a purchase.
type saleLine struct {
	*quickLine
	sale    QuickSale
	at      int  // the word under way
	counted bool // the quantity of the last line was given
	priced  bool // an amount was read: its currency is that of the purchase
	err     error
}

// read understands the word under way, and returns how many words it took.
func (s *saleLine) read() int {
	word := s.words[s.at]
	if status, ok := statusWords[word.known]; ok {
		s.sale.Status = status
		return 1
	}
	if paymentWords[word.known] && len(s.sale.Items)+int(s.sale.Total) != 0 {
		s.sale.Payment = word.in(s.text)
		return 1
	}
	for _, read := range []func() int{s.sum, s.day, s.quantity, s.price} {
		if n := read(); n > 0 || s.err != nil {
			return n
		}
	}
	s.product(word.in(s.text))
	return 1
}

// sum reads an amount of the whole: 运费10, total 255.
func (s *saleLine) sum() int {
	for _, w := range sumWords {
		rest, ok := strings.CutPrefix(s.words[s.at].known, w.word)
		if !ok {
			continue
		}
		n := 1
		if rest = strings.TrimLeft(rest, ":="); rest == "" && s.at+1 < len(s.words) {
			rest, n = s.words[s.at+1].known, 2
		}
		if minor, ok := s.money(rest); ok {
			*w.at(&s.sale.Purchase) = minor
			s.sale.Totalled = s.sale.Totalled || w.at(&s.sale.Purchase) == &s.sale.Total
			return n
		}
	}
	return 0
}

// day reads the day of the purchase, which is not to come.
func (s *saleLine) day() int {
	for n := min(longestDay, len(s.words)-s.at); n > 0; n-- {
		text := s.text[s.words[s.at].from:s.words[s.at+n-1].to]
		if day, ok := quickDay(text, s.now); ok && day.Compare(DateOf(s.now)) <= 0 {
			s.sale.Date = day
			return n
		}
	}
	return 0
}

// quantity reads x10 and 10包 behind a product.
func (s *saleLine) quantity() int {
	it, given := s.sale.Last()
	if it == nil || s.counted || *given != (Given{}) {
		return 0
	}
	known := foldWidth(s.words[s.at].in(s.text)) // X5 is a name
	digits := strings.TrimLeft(known, "x×*")
	if r, size := utf8.DecodeLastRuneInString(known); digits == known {
		if !unicode.Is(unicode.Han, r) || strings.ContainsRune("元块角分万千百亿", r) {
			return 0
		}
		digits = known[:len(known)-size]
	}
	if q, ok := countOfPieces(digits); ok {
		it.Quantity, s.counted = q, true
		return 1
	}
	return 0
}

// countOfPieces reads a number in digits.
func countOfPieces(digits string) (Quantity, bool) {
	if digits == "" || !isDigit(digits[0]) {
		return 0, false
	}
	q, err := ParseQuantity(digits)
	return q, err == nil
}

// price reads the unit price of the last line, or without any line the total.
func (s *saleLine) price() int {
	known := strings.TrimPrefix(strings.TrimPrefix(s.words[s.at].known, "@"), "单价")
	it, given := s.sale.Last()
	if given != nil && given.Price || it == nil && s.sale.Totalled {
		return 0
	}
	minor, ok := s.money(known)
	switch {
	case !ok:
		return 0
	case it == nil:
		s.sale.Total, s.sale.Totalled = minor, true
	default:
		it.UnitPrice, given.Price = minor, true
	}
	return 1
}

// money reads an amount. The first one that names a currency decides on that of
// the purchase, unless amounts were read before.
func (s *saleLine) money(text string) (minor int64, ok bool) {
	if !strings.ContainsFunc(text, unicode.IsDigit) {
		return 0, false
	}
	m, err := ParseMoney(text, s.sale.Currency)
	switch {
	case err != nil:
		return 0, false
	case !s.priced:
		s.sale.Currency, s.priced = m.Currency, true
	case m.Currency != s.sale.Currency:
		s.err = Invalidf("", "money_currencies", "First", string(s.sale.Currency), "Second", string(m.Currency))
	}
	return m.Amount, true
}

// product begins a line, with its quantity where that hangs on (A4纸x10), or goes
// on with the name of one of which nothing else is known yet.
func (s *saleLine) product(word string) {
	name, quantity, counted := cutQuantity(word)
	if it, given := s.sale.Last(); it != nil && !s.counted && *given == (Given{}) && s.at > 0 {
		it.Product += " " + name
	} else {
		s.sale.Add(name)
	}
	if it, _ := s.sale.Last(); counted {
		it.Quantity = quantity
	}
	s.counted = counted
}

// cutQuantity parts A4纸x10 in the product and how many of it.
func cutQuantity(word string) (name string, q Quantity, ok bool) {
	for _, sign := range []string{"x", "×", "X", "*", "＊"} {
		i := strings.LastIndex(word, sign)
		if i < 1 {
			continue
		}
		if q, ok := countOfPieces(foldWidth(word[i+len(sign):])); ok {
			return word[:i], q, true
		}
	}
	return word, 0, false
}
