package model

import "strings"

// An Item is one line of a purchase. Prices are in minor units of the
// purchase's currency.
type Item struct {
	Product   string   `json:"product"`
	SKU       string   `json:"sku,omitempty"`
	Quantity  Quantity `json:"quantity"`
	UnitPrice int64    `json:"unit_price"`
	Discount  int64    `json:"discount,omitempty"` // off the whole line
	Amount    int64    `json:"amount"`             // what the line costs in all
}

// Validate returns the faults of the line as Problems, or nil. Their fields are
// those of a line: product, sku, quantity, unit_price, discount, amount. Money that
// goes back is a negative price; a quantity is never negative.
func (it *Item) Validate(c Currency) error {
	var ps Problems
	if strings.TrimSpace(it.Product) == "" && it.SKU == "" {
		ps.Add(Invalidf("product", "product_missing"))
	}
	ps.Add(checkLine("product", it.Product))
	ps.Add(checkLine("sku", it.SKU))
	if it.Quantity.Sign() < 0 {
		ps.Add(Invalidf("quantity", "quantity_negative", "Value", it.Quantity.String(), "Product", excerpt(it.Name())))
	}
	ps.Add(checkAmount("unit_price", Money{it.UnitPrice, c}))
	ps.Add(checkAmount("discount", Money{it.Discount, c}))
	ps.Add(checkAmount("amount", Money{it.Amount, c}))
	return ps.OrNil()
}

// Name returns the product, or its SKU where it has no name.
func (it *Item) Name() string {
	if strings.TrimSpace(it.Product) == "" {
		return it.SKU
	}
	return it.Product
}

// Given says which amounts of a line somebody named.
type Given struct{ Price, Discount, Amount bool }

// Complete works out the amounts of a line that were not given: the amount from
// the price, the price from the amount where it comes out even, the discount from
// both. Where all are given and do not fit, beyond what rounding of the price
// explains, the error is the Problem line_differs; a discount that is more than the
// line costs, also one without any price, is the Problem discount_above_price.
func (it *Item) Complete(c Currency, given Given) error {
	full, err := Money{it.UnitPrice, c}.Mul(it.Quantity)
	if err != nil {
		return At("unit_price", err)
	}
	net, err := full.Add(Money{-it.Discount, c})
	switch {
	case err != nil:
		return At("discount", err)
	case !given.Amount && it.Discount > 0 && net.Amount < 0 && full.Amount >= 0:
		return Invalidf("discount", "discount_above_price", "Discount", Money{it.Discount, c}.Decimal(), "Worth", full.Decimal())
	case !given.Amount:
		it.Amount = net.Amount
	case !given.Price:
		it.UnitPrice = it.evenPrice()
	case !given.Discount && full.Amount > it.Amount && it.Amount > -MaxAmount:
		it.Discount = full.Amount - it.Amount
	case !it.near(net.Amount):
		return Invalidf("amount", "line_differs", "Product", excerpt(it.Name()), "Worth", net.Decimal(), "Amount", Money{it.Amount, c}.Decimal())
	}
	return nil
}

// evenPrice returns the unit price that gives the amount exactly, 0 for none.
func (it *Item) evenPrice() int64 {
	whole := int64(it.Quantity) / quantityOne
	if it.Amount > MaxAmount || it.Amount < -MaxAmount || it.Discount > MaxAmount || it.Discount < -MaxAmount {
		return 0
	}
	if gross := it.Amount + it.Discount; whole > 0 && int64(it.Quantity)%quantityOne == 0 && gross%whole == 0 {
		return gross / whole
	}
	return 0
}

// near reports whether the amount is what the line is worth: a price is exact to
// half a minor unit, of each of the pieces.
func (it *Item) near(worth int64) bool {
	off := Money{Amount: it.Amount - worth}
	return magnitude(off.Amount) <= magnitude(int64(it.Quantity))/(2*quantityOne)+1 && (it.Amount > worth) == (off.Amount > 0)
}

// checkAmount refuses amounts that the sums of a book could not hold.
func checkAmount(field string, m Money) error {
	if m.Amount > MaxAmount || m.Amount < -MaxAmount {
		return Invalidf(field, "money_too_large", "Value", m.Decimal())
	}
	return nil
}
