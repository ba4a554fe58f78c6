package model

import "time"

// A Dossier is a customer with what belongs to it, as it goes into files and
// comes out of them.
type Dossier struct {
	Customer     Customer
	Figures      Figures
	Purchases    []Purchase    // oldest first
	Interactions []Interaction // oldest first
	Tasks        []Task        // in the order of their ids
	Changed      time.Time     // when a field of the customer was last another
}

// Figures are what the purchases and the contact history of a customer add up to.
type Figures struct {
	Orders       int64
	Spent        []Money // one per currency, the book's own first; purchases that count
	LastPurchase Date
	LastContact  time.Time
}
