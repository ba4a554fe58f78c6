package model

import "time"

// Status is how far a purchase has come.
type Status string

// The states of a purchase. A purchase without one is done.
const (
	StatusOpen      Status = "open" // ordered, not paid
	StatusPaid      Status = "paid"
	StatusShipped   Status = "shipped"
	StatusDone      Status = "done"
	StatusCancelled Status = "cancelled"
	StatusRefunded  Status = "refunded"
)

// Statuses lists the states in the order a purchase goes through them.
func Statuses() []Status {
	return []Status{StatusOpen, StatusPaid, StatusShipped, StatusDone, StatusCancelled, StatusRefunded}
}

// Counts reports whether the total of a purchase in this state was spent: it
// was paid for and neither cancelled nor refunded. See also Purchase.Spent.
func (s Status) Counts() bool {
	return s == StatusPaid || s == StatusShipped || s == StatusDone
}

// Spent returns what the purchase adds to what its customer spent. Money that
// went back is written in one of two ways: the purchase itself is refunded and
// adds nothing, or a purchase or line of its own has a negative amount, which is
// taken off, also where that purchase is marked as refunded.
func (p *Purchase) Spent() int64 {
	if p.Status.Counts() || p.Status == StatusRefunded && p.Total < 0 {
		return p.Total
	}
	return 0
}

// A Purchase is an order with its lines. All amounts are in minor units of
// Currency. Total is what the customer owes; it may differ from the lines.
type Purchase struct {
	Meta
	CustomerID int64     `json:"customer_id"`
	OrderNo    string    `json:"order_no,omitempty"`
	Date       Date      `json:"date"`
	At         time.Time `json:"at,omitzero"` // the instant, when the source tells it
	Status     Status    `json:"status"`
	Currency   Currency  `json:"currency"`
	Total      int64     `json:"total"`
	Freight    int64     `json:"freight,omitempty"`
	Discount   int64     `json:"discount,omitempty"`
	Payment    string    `json:"payment,omitempty"` // payment method
	Notes      string    `json:"notes,omitempty"`
	AfterSales string    `json:"after_sales,omitempty"`
	SourceKey  string    `json:"source_key,omitempty"`
	Items      []Item    `json:"items,omitempty"`
	Created    time.Time `json:"created,omitzero"`
}

// PurchaseFields lists the fields of a purchase. The slice is shared: do not change it.
func PurchaseFields() []Field[Purchase] { return purchaseFields }

var purchaseFields = []Field[Purchase]{
	numberField("customer_id", func(p *Purchase) *int64 { return &p.CustomerID }),
	textField("order_no", func(p *Purchase) *string { return &p.OrderNo }),
	dateField("date", func(p *Purchase) *Date { return &p.Date }),
	instantField("at", func(p *Purchase) *time.Time { return &p.At }),
	textField("status", func(p *Purchase) *string { return (*string)(&p.Status) }),
	textField("currency", func(p *Purchase) *string { return (*string)(&p.Currency) }),
	amountField("total", func(p *Purchase) *int64 { return &p.Total }),
	amountField("freight", func(p *Purchase) *int64 { return &p.Freight }),
	amountField("discount", func(p *Purchase) *int64 { return &p.Discount }),
	textField("payment", func(p *Purchase) *string { return &p.Payment }),
	textField("notes", func(p *Purchase) *string { return &p.Notes }),
	textField("after_sales", func(p *Purchase) *string { return &p.AfterSales }),
	textField("source_key", func(p *Purchase) *string { return &p.SourceKey }),
	instantField("created", func(p *Purchase) *time.Time { return &p.Created }),
	listField("items", func(p *Purchase) *[]Item { return &p.Items }),
	stateField(func(p *Purchase) *Meta { return &p.Meta }),
}

// Money returns an amount of the purchase with its currency.
func (p *Purchase) Money(minor int64) Money { return Money{Amount: minor, Currency: p.Currency} }

// ItemsTotal returns what the lines, freight and discount add up to.
func (p *Purchase) ItemsTotal() int64 {
	sum := p.Freight - p.Discount
	for _, it := range p.Items {
		sum += it.Amount
	}
	return sum
}

// TotalDiffers reports whether the total is not what the lines add up to, which a
// person has to confirm and a file may well contain. Lines without any amount
// say nothing of the total.
func (p *Purchase) TotalDiffers() bool {
	for _, it := range p.Items {
		if it.Amount != 0 {
			return p.Total != p.ItemsTotal()
		}
	}
	return false
}
