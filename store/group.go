package store

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"

	"kehu/model"
)

// A group are the customers with one value: how many, and what they spent.
type group struct {
	count int
	last  int64       // the customer that was counted last
	own   model.Money // spent in the book's own currency, which is not named
	other []byte      // their spent_other, one behind the other
	less  []byte      // spent_other of those that do not belong to it after all
}

// add counts a customer, with what was spent in the book's own currency and the
// column spent_other. A customer whose rows follow each other counts once. The
// error is the problem money_too_large.
func (g *group) add(id, spent int64, other []byte) (err error) {
	if g.last == id {
		return nil
	}
	g.last, g.count, g.other = id, g.count+1, append(g.other, other...)
	g.own, err = g.own.Add(model.Money{Amount: spent})
	return err
}

// join adds another group.
func (g *group) join(o *group) (err error) {
	g.count, g.other = g.count+o.count, append(g.other, o.other...)
	g.own, err = g.own.Add(o.own)
	return err
}

// leave takes a part of a group out of it.
func (g *group) leave(part *group) (err error) {
	g.count, g.less = g.count-part.count, part.other
	g.own, err = g.own.Add(part.own.Neg())
	return err
}

// spent returns one sum per currency, the book's own first, without those that
// are nought.
func (g *group) spent(own model.Currency) ([]model.Money, error) {
	sums := map[model.Currency]model.Money{}
	add := func(m model.Money) (err error) {
		sums[m.Currency], err = m.Add(sums[m.Currency])
		return err
	}
	err := firstError(eachSum(g.other, add), eachSum(g.less, func(m model.Money) error { return add(m.Neg()) }))
	all := append([]model.Money{{Amount: g.own.Amount, Currency: own}}, slices.SortedFunc(maps.Values(sums), model.Money.Cmp)...)
	return slices.DeleteFunc(all, model.Money.IsZero), err
}

// eachSum visits the sums in any number of spent_other, [{"amount":"12.50",
// "currency":"EUR"}], as Money.MarshalJSON writes them: of what stands between
// quotes, the second and the fourth of each sum. Where every fourth customer has
// some, reading them as JSON would be a third of the whole work.
func eachSum(other []byte, visit func(model.Money) error) error {
	parts := bytes.Split(other, []byte{'"'})
	for i := 0; i+7 < len(parts); i += 8 {
		amount, err := strconv.ParseInt(string(bytes.Replace(parts[i+3], []byte{'.'}, nil, 1)), 10, 64)
		if err := firstError(err, visit(model.Money{Amount: amount, Currency: model.Currency(parts[i+7])})); err != nil {
			return err
		}
	}
	return nil
}

// frequencies lists groups; values that differ in letter case only, as NOCASE
// has it, are one.
func frequencies(groups map[string]*group, own model.Currency) ([]Frequency, error) {
	places, list, merged := map[string]int{}, make([]Frequency, 0, len(groups)), make([]*group, 0, len(groups))
	for _, value := range slices.Sorted(maps.Keys(groups)) {
		key := lowerASCII(value)
		if i, known := places[key]; known {
			if err := merged[i].join(groups[value]); err != nil {
				return nil, err
			}
			continue
		}
		places[key] = len(list)
		list, merged = append(list, Frequency{Value: value}), append(merged, groups[value])
	}
	for i, g := range merged {
		sums, err := g.spent(own)
		if err != nil {
			return nil, err
		}
		list[i].Count, list[i].Spent = g.count, sums
	}
	return list, nil
}

// lowerASCII is what LIKE and NOCASE make of a text.
func lowerASCII(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, text)
}
