package model

import (
	"math"
	"testing"
)

func TestItemComplete(t *testing.T) {
	t.Parallel()
	q := NewQuantity
	for _, c := range []struct {
		it    Item
		given Given
		want  Item
		code  string
	}{
		{Item{Quantity: q(10), UnitPrice: 2550}, Given{Price: true}, Item{Quantity: q(10), UnitPrice: 2550, Amount: 25500}, ""},
		{Item{Quantity: q(10), UnitPrice: 2550, Discount: 500}, Given{Price: true, Discount: true}, Item{Quantity: q(10), UnitPrice: 2550, Discount: 500, Amount: 25000}, ""},
		{Item{Quantity: q(4), Amount: 1000}, Given{Amount: true}, Item{Quantity: q(4), UnitPrice: 250, Amount: 1000}, ""},
		{Item{Quantity: q(3), Amount: 1000}, Given{Amount: true}, Item{Quantity: q(3), Amount: 1000}, ""},
		{Item{Quantity: q(3), UnitPrice: 333, Amount: 1000}, Given{Price: true, Amount: true}, Item{Quantity: q(3), UnitPrice: 333, Amount: 1000}, ""}, // a rounded price
		{Item{Quantity: q(1), UnitPrice: 500}, Given{Price: true, Amount: true}, Item{Quantity: q(1), UnitPrice: 500, Discount: 500}, ""},              // a gift
		{Item{Quantity: q(2), UnitPrice: 500, Amount: 1500}, Given{Price: true, Amount: true}, Item{}, "line_differs"},
		{Item{Quantity: q(2), UnitPrice: 500, Discount: 100, Amount: 950}, Given{true, true, true}, Item{}, "line_differs"},
		{Item{Quantity: q(1), Discount: 500}, Given{Discount: true}, Item{}, "discount_above_price"}, // and no price
		{Item{Quantity: q(2), UnitPrice: 500, Discount: 1001}, Given{Price: true, Discount: true}, Item{}, "discount_above_price"},
		{Item{Quantity: q(2), UnitPrice: 500, Discount: 1000}, Given{Price: true, Discount: true}, Item{Quantity: q(2), UnitPrice: 500, Discount: 1000}, ""},
		{Item{Quantity: q(2), UnitPrice: -500}, Given{Price: true}, Item{Quantity: q(2), UnitPrice: -500, Amount: -1000}, ""},
		{Item{Quantity: math.MaxInt64, UnitPrice: MaxAmount}, Given{Price: true}, Item{}, "money_too_large"},
		{Item{Quantity: q(1), UnitPrice: 1, Amount: math.MinInt64}, Given{Price: true, Amount: true}, Item{}, "line_differs"},
	} {
		it := c.it
		err := it.Complete(CNY, c.given)
		if codeOf(err) != c.code || err == nil && it != c.want {
			t.Errorf("%+v given %+v: %+v, %v; want %+v %s", c.it, c.given, it, err, c.want, c.code)
		}
	}
}

func TestItemValidateNamesTheField(t *testing.T) {
	t.Parallel()
	for field, it := range map[string]Item{
		"product": {}, "quantity": {Product: "笔", Quantity: NewQuantity(-1)}, "unit_price": {Product: "笔", UnitPrice: MaxAmount + 1},
		"discount": {Product: "笔", Discount: -MaxAmount - 1}, "amount": {Product: "笔", Amount: math.MinInt64}, "sku": {Product: "笔", SKU: "\xff"},
	} {
		var ps Problems
		ps.Add(it.Validate(CNY))
		if len(ps) != 1 || ps[0].Field != field {
			t.Errorf("%+v: %v, want one of %s", it, ps, field)
		}
	}
	back := Item{Product: "退货", Quantity: NewQuantity(1), UnitPrice: -500, Amount: -500}
	if err := back.Validate(CNY); err != nil {
		t.Error(err)
	}
}

func TestSpent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status Status
		total  int64
		want   int64
	}{
		{StatusPaid, 100, 100}, {StatusDone, -30, -30}, {StatusOpen, 100, 0}, {StatusCancelled, 100, 0}, {StatusCancelled, -100, 0},
		{StatusRefunded, 100, 0}, {StatusRefunded, -100, -100},
	} {
		p := Purchase{Status: c.status, Total: c.total}
		if got := p.Spent(); got != c.want {
			t.Errorf("%s %d: %d, want %d", c.status, c.total, got, c.want)
		}
	}
}
