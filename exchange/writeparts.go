package exchange

import (
	"time"

	"kehu/model"
)

// An owner is the customer to whom a row belongs.
type owner struct {
	id   int64
	name string
}

func (o owner) who() owner { return o }

type (
	ownedPurchase struct {
		owner
		*model.Purchase
	}
	ownedItem struct {
		owner
		purchase *model.Purchase
		item     *model.Item
	}
	ownedInteraction struct {
		owner
		*model.Interaction
	}
	ownedTask struct {
		owner
		*model.Task
	}
)

// ownerColumns begin the rows of what belongs to customers.
func ownerColumns[T any](who func(*T) owner) []outColumn[T] {
	return []outColumn[T]{
		numberOf("id", func(r *T) int64 { return who(r).id }),
		textColumn("customer_id", 18, func(r *T) string { return who(r).name }),
	}
}

// money is an amount of the purchase to which a row belongs; its currency has a
// column of its own.
func money[T any](key string, purchase func(*T) *model.Purchase, amount func(*T) int64) outColumn[T] {
	return outColumn[T]{key, 12, func(_ *tables, r *T) value { return value{kind: isMoney, money: purchase(r).Money(amount(r))} }}
}

func purchaseColumns() []outColumn[ownedPurchase] {
	type r = ownedPurchase
	of := func(p *r) *model.Purchase { return p.Purchase }
	return append(ownerColumns(func(p *r) owner { return p.who() }),
		textColumn("order_no", 18, func(p *r) string { return p.OrderNo }),
		dayOf("date", func(p *r) model.Date { return p.Date }),
		instantOf("at", func(p *r) time.Time { return p.At }),
		wordOf("status", 10, "status", func(p *r) string { return string(p.Status) }),
		money("total", of, func(p *r) int64 { return p.Total }),
		textColumn("currency", 8, func(p *r) string { return string(p.Currency) }),
		money("freight", of, func(p *r) int64 { return p.Freight }),
		money("discount", of, func(p *r) int64 { return p.Discount }),
		textColumn("payment", 14, func(p *r) string { return p.Payment }),
		textColumn("notes", 30, func(p *r) string { return p.Notes }),
		textColumn("after_sales", 30, func(p *r) string { return p.AfterSales }),
	)
}

func itemColumns() []outColumn[ownedItem] {
	type r = ownedItem
	of := func(i *r) *model.Purchase { return i.purchase }
	return append(ownerColumns(func(i *r) owner { return i.owner }),
		textColumn("order_no", 18, func(i *r) string { return i.purchase.OrderNo }),
		dayOf("date", func(i *r) model.Date { return i.purchase.Date }),
		textColumn("product", 30, func(i *r) string { return i.item.Product }),
		textColumn("sku", 14, func(i *r) string { return i.item.SKU }),
		outColumn[r]{"quantity", 10, func(_ *tables, i *r) value { return value{kind: isQuantity, n: int64(i.item.Quantity)} }},
		money("unit_price", of, func(i *r) int64 { return i.item.UnitPrice }),
		money("discount", of, func(i *r) int64 { return i.item.Discount }),
		money("amount", of, func(i *r) int64 { return i.item.Amount }),
		textColumn("currency", 8, func(i *r) string { return string(i.purchase.Currency) }),
	)
}

func interactionColumns() []outColumn[ownedInteraction] {
	type r = ownedInteraction
	return append(ownerColumns(func(i *r) owner { return i.who() }),
		instantOf("at", func(i *r) time.Time { return i.At }),
		wordOf("channel", 10, "channel", func(i *r) string { return string(i.Channel) }),
		wordOf("direction", 10, "direction", func(i *r) string { return string(i.Direction) }),
		wordOf("interaction.kind", 10, "interaction_kind", func(i *r) string { return string(i.Kind) }),
		textColumn("content", 50, func(i *r) string { return i.Content }),
		textColumn("feedback", 30, func(i *r) string { return i.Feedback }),
		outColumn[r]{"rating", 8, func(_ *tables, i *r) value { return known(i.Rating) }},
		textColumn("outcome", 30, func(i *r) string { return i.Outcome }),
		textColumn("next", 30, func(i *r) string { return i.Next }),
		dayOf("next_day", func(i *r) model.Date { return i.NextDay }),
		textColumn("author", 12, func(i *r) string { return i.Author }),
	)
}

func taskColumns() []outColumn[ownedTask] {
	type r = ownedTask
	return append(ownerColumns(func(k *r) owner { return k.who() }),
		textColumn("task.title", 36, func(k *r) string { return k.Title }),
		dayOf("due", func(k *r) model.Date { return k.Due }),
		wordOf("priority", 10, "priority", func(k *r) string { return string(k.Weight()) }),
		outColumn[r]{"repeat", 18, func(t *tables, k *r) value { return value{text: t.repeat(k.Repeat)} }},
		textColumn("owner", 12, func(k *r) string { return k.Owner }),
		instantOf("done", func(k *r) time.Time { return k.Done }),
		textColumn("result", 36, func(k *r) string { return k.Result }),
	)
}

// known is a number, or nothing for 0.
func known(n int64) value {
	if n == 0 {
		return value{}
	}
	return value{kind: isNumber, n: n}
}
