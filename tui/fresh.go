package tui

import "kehu/model"

// freshCustomer is what the form of a new customer starts from.
func (s *session) freshCustomer() model.Customer {
	return model.Customer{Kind: model.PersonKind, Owner: s.book.Actor().Name}
}

// freshPurchase is a purchase of today.
func (s *session) freshPurchase(customer int64) model.Purchase {
	return model.Purchase{CustomerID: customer, Date: s.today(), Status: model.StatusDone, Currency: s.settings.Currency}
}

// freshInteraction is a call that we just made.
func (s *session) freshInteraction(customer int64) model.Interaction {
	return model.Interaction{CustomerID: customer, At: s.now(), Channel: model.ChannelPhone,
		Direction: model.DirectionOut, Kind: model.InteractionOther, Author: s.book.Actor().Name}
}

// freshTask is a follow-up without a day.
func (s *session) freshTask(customer int64) model.Task {
	return model.Task{CustomerID: customer, Owner: s.book.Actor().Name}
}
