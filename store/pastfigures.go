package store

import (
	"cmp"
	"slices"

	"kehu/model"
)

// inOrder puts what the customer had in the order of lists: purchases and contact
// history newest first, open follow-ups first by their day.
func (p *Past) inOrder() {
	slices.SortFunc(p.Purchases, func(a, b model.Purchase) int { return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(b.ID, a.ID)) })
	slices.SortFunc(p.Interactions, func(a, b model.Interaction) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.ID, a.ID)) })
	slices.SortFunc(p.Tasks, func(a, b model.Task) int {
		done := func(t model.Task) int {
			if t.Done.IsZero() {
				return 0
			}
			return 1
		}
		return cmp.Or(done(a)-done(b), a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID))
	})
}

// Figures adds up what the customer had then, as lists do; the sum in the book's
// own currency is the first.
func (p *Past) Figures(own model.Currency) model.Figures {
	f := model.Figures{Orders: int64(len(p.Purchases))}
	if len(p.Purchases) > 0 {
		f.LastPurchase = p.Purchases[0].Date
	}
	if len(p.Interactions) > 0 {
		f.LastContact = p.Interactions[0].At
	}
	sums := map[model.Currency]int64{}
	for i := range p.Purchases {
		sums[p.Purchases[i].Currency] += p.Purchases[i].Spent()
	}
	for currency, sum := range sums {
		if sum != 0 {
			f.Spent = append(f.Spent, model.Money{Amount: sum, Currency: currency})
		}
	}
	slices.SortFunc(f.Spent, func(a, b model.Money) int {
		if (a.Currency == own) != (b.Currency == own) {
			return map[bool]int{true: -1, false: 1}[a.Currency == own]
		}
		return cmp.Compare(a.Currency, b.Currency)
	})
	return f
}
