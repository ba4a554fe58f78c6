package model

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Limits on text, in characters. They are far beyond real data and keep a
// damaged file from filling the book with one cell.
const (
	MaxLine = 1000    // names, companies, tags, one-line fields
	MaxText = 100_000 // notes, content
)

// MaxAmount is the largest amount of a purchase, in minor units: a hundred
// trillion yuan. It keeps the sums over customers and books within 64 bits.
const MaxAmount = 10_000_000_000_000_000

// Validate returns the faults of the customer as Problems, or nil. A customer
// needs a name, a company or a contact point to be known by.
func (c *Customer) Validate(now time.Time) error {
	var ps Problems
	if c.DisplayName() == "" {
		ps.Add(Invalidf("name", "name_missing"))
	}
	checkTexts(&ps, customerFields, c, "notes", "preferences")
	ps.Add(oneOf("kind", string(c.Kind), string(PersonKind), string(CompanyKind)))
	for _, tag := range c.Tags {
		ps.Add(checkLine("tags", tag))
	}
	for _, p := range c.People {
		ps.Add(firstOf(checkLine("people", p.Name), checkLine("people", p.Title), checkText("people", p.Notes, MaxText)))
	}
	for _, p := range c.ContactPoints {
		ps.Add(p.validate())
	}
	if today := DateOf(now); !c.Birthday.IsZero() {
		ps.Add(c.Birthday.Check(today))
	}
	return ps.OrNil()
}

func (p ContactPoint) validate() error {
	if strings.TrimSpace(p.Value) == "" {
		return Invalidf(string(p.Kind), "contact_empty")
	}
	if err := firstOf(checkLine(string(p.Kind), p.Value), checkLine(string(p.Kind), p.Label)); err != nil {
		return err
	}
	if p.Kind == ContactEmail {
		_, err := ParseEmail(p.Value)
		return At(string(p.Kind), err)
	}
	return nil
}

// Validate returns the faults of the purchase as Problems, or nil.
func (p *Purchase) Validate() error {
	var ps Problems
	if p.CustomerID == 0 {
		ps.Add(Invalidf("customer_id", "customer_missing"))
	}
	if p.Date.IsZero() {
		ps.Add(Invalidf("date", "date_missing"))
	}
	checkTexts(&ps, purchaseFields, p, "notes", "after_sales")
	ps.Add(oneOf("status", string(p.Status), texts(Statuses())...))
	if !p.Currency.Valid() {
		ps.Add(Invalidf("currency", "currency_unknown", "Value", string(p.Currency)))
	}
	ps.Add(p.checkAmount("total", p.Total))
	ps.Add(p.checkAmount("freight", p.Freight))
	ps.Add(p.checkAmount("discount", p.Discount))
	ps.Add(p.checkItems())
	return ps.OrNil()
}

// checkItems checks the lines, and that they add up to what can be held.
func (p *Purchase) checkItems() error {
	var ps Problems
	var sum int64
	var tooMuch error
	for i := range p.Items {
		it := &p.Items[i]
		ps.Add(it.Validate(p.Currency))
		if tooMuch == nil {
			sum += it.Amount
			tooMuch = p.checkAmount("total", sum)
		}
	}
	if len(ps) == 0 {
		ps.Add(tooMuch)
	}
	return ps.OrNil()
}

func (p *Purchase) checkAmount(field string, minor int64) error {
	return checkAmount(field, p.Money(minor))
}

// Validate returns the faults of the contact entry as Problems, or nil.
func (i *Interaction) Validate() error {
	var ps Problems
	if i.CustomerID == 0 {
		ps.Add(Invalidf("customer_id", "customer_missing"))
	}
	if strings.TrimSpace(i.Content) == "" {
		ps.Add(Invalidf("content", "content_missing"))
	}
	if i.At.IsZero() {
		ps.Add(Invalidf("at", "date_missing"))
	}
	checkTexts(&ps, interactionFields, i, "content", "feedback", "outcome", "next")
	ps.Add(oneOf("channel", string(i.Channel), texts(Channels())...))
	ps.Add(oneOf("direction", string(i.Direction), string(DirectionIn), string(DirectionOut)))
	ps.Add(oneOf("kind", string(i.Kind), texts(InteractionKinds())...))
	if i.Rating < 0 || i.Rating > 5 {
		ps.Add(Invalidf("rating", "rating_range", "Value", i.Rating))
	}
	return ps.OrNil()
}

// checkTexts checks the canonical text of every field: long holds the keys of
// fields that may have many lines. Lists are JSON and have checks of their own.
func checkTexts[T any](ps *Problems, fields []Field[T], r *T, long ...string) {
	for _, f := range fields {
		switch {
		case f.Merge != nil:
		case has(long, f.Key):
			ps.Add(checkText(f.Key, f.Get(r), MaxText))
		default:
			ps.Add(checkLine(f.Key, f.Get(r)))
		}
	}
}

// firstOf returns the first error there is.
func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// CheckLine returns the Problem of a text that is no line of a record: far too long,
// or nothing that a file could give back.
func CheckLine(field, text string) error { return checkLine(field, text) }

// CheckText is CheckLine for texts of many lines.
func CheckText(field, text string) error { return checkText(field, text, MaxText) }

func checkLine(field, text string) error { return checkText(field, text, MaxLine) }

// checkText refuses text that no file or screen could give back: not UTF-8, with
// a NUL byte, or far too long.
func checkText(field, text string, limit int) error {
	switch {
	case !utf8.ValidString(text):
		return Invalidf(field, "text_not_utf8")
	case strings.IndexByte(text, 0) >= 0:
		return Invalidf(field, "text_nul")
	case len(text) > limit && utf8.RuneCountInString(text) > limit:
		return Invalidf(field, "text_too_long", "Limit", limit, "Length", utf8.RuneCountInString(text))
	}
	return nil
}

func oneOf(field, value string, allowed ...string) error {
	if has(allowed, value) {
		return nil
	}
	return Invalidf(field, "choice_unknown", "Value", value, "Allowed", strings.Join(allowed, ", "))
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func texts[S ~string](values []S) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
