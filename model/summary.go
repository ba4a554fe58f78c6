package model

import "time"

// A Summary is a customer as lists show one: the customer's own fields of a row
// and what their purchases and contact history add up to.
type Summary struct {
	Meta
	Kind         CustomerKind
	Name         string
	Company      string
	Title        string
	Phone, Email string // the first of each, as typed
	Country      string
	Province     string
	City         string
	Postcode     string
	Level        string
	Owner        string
	Source       string
	Industry     string
	Tags         []string
	Orders       int64
	Spent        []Money // one per currency, the book's own first; purchases that count
	LastPurchase Date
	LastContact  time.Time
	Created      time.Time
	Custom       []CustomValue
}

// DisplayName returns the name to show, as Customer.DisplayName does.
func (s *Summary) DisplayName() string {
	for _, name := range []string{s.Name, s.Company, s.Phone, s.Email} {
		if name != "" {
			return name
		}
	}
	return ""
}
