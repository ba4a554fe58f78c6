package model

import (
	"strings"
	"time"
)

// CustomerKind tells persons from companies.
type CustomerKind string

// The kinds of customers.
const (
	PersonKind  CustomerKind = "person"
	CompanyKind CustomerKind = "company"
)

// The levels every book starts with; the user may add others.
const (
	LevelVIP       = "vip"
	LevelRegular   = "regular"
	LevelPotential = "potential"
)

// Address is where a customer is found, in the parts that forms and files know.
type Address struct {
	Country  string `json:"country,omitempty"`
	Province string `json:"province,omitempty"`
	City     string `json:"city,omitempty"`
	District string `json:"district,omitempty"`
	Street   string `json:"street,omitempty"`
	Postcode string `json:"postcode,omitempty"`
}

// A Person is somebody at a customer company.
type Person struct {
	ID    int64  `json:"id,omitempty"` // given by the store
	Name  string `json:"name"`
	Title string `json:"title,omitempty"`
	Notes string `json:"notes,omitempty"`
}

// A Customer is a person or a company that one deals with, with all that the
// form of a customer shows. Purchases and contact history are records of their own.
type Customer struct {
	Meta
	Kind          CustomerKind   `json:"kind"`
	Name          string         `json:"name"`
	Company       string         `json:"company,omitempty"`
	Title         string         `json:"title,omitempty"` // job title
	Level         string         `json:"level,omitempty"` // a Level's key
	Owner         string         `json:"owner,omitempty"` // the actor who looks after the customer
	Gender        string         `json:"gender,omitempty"`
	Birthday      Birthday       `json:"birthday,omitzero"`
	Language      string         `json:"language,omitempty"`
	Industry      string         `json:"industry,omitempty"`
	Source        string         `json:"source,omitempty"` // how the customer came to us
	Address       Address        `json:"address,omitzero"`
	Tags          []string       `json:"tags,omitempty"`
	Preferences   string         `json:"preferences,omitempty"`
	Notes         string         `json:"notes,omitempty"`
	NextReview    Date           `json:"next_review,omitzero"`
	ContactPoints []ContactPoint `json:"contact_points,omitempty"`
	People        []Person       `json:"people,omitempty"`
	Custom        []CustomValue  `json:"custom,omitempty"`     // by field; never changed in place, see SetCustom
	SourceKey     string         `json:"source_key,omitempty"` // "header=value": the key of the file it came from
	Created       time.Time      `json:"created,omitzero"`
}

// CustomerFields lists the fields of a customer in the order of the form. The
// slice is shared: do not change it.
func CustomerFields() []Field[Customer] { return customerFields }

var customerFields = []Field[Customer]{
	textField("kind", func(c *Customer) *string { return (*string)(&c.Kind) }),
	textField("name", func(c *Customer) *string { return &c.Name }),
	textField("company", func(c *Customer) *string { return &c.Company }),
	textField("title", func(c *Customer) *string { return &c.Title }),
	textField("level", func(c *Customer) *string { return &c.Level }),
	textField("owner", func(c *Customer) *string { return &c.Owner }),
	textField("gender", func(c *Customer) *string { return &c.Gender }),
	birthdayField("birthday", func(c *Customer) *Birthday { return &c.Birthday }),
	textField("language", func(c *Customer) *string { return &c.Language }),
	textField("industry", func(c *Customer) *string { return &c.Industry }),
	textField("source", func(c *Customer) *string { return &c.Source }),
	textField("country", func(c *Customer) *string { return &c.Address.Country }),
	textField("province", func(c *Customer) *string { return &c.Address.Province }),
	textField("city", func(c *Customer) *string { return &c.Address.City }),
	textField("district", func(c *Customer) *string { return &c.Address.District }),
	textField("street", func(c *Customer) *string { return &c.Address.Street }),
	textField("postcode", func(c *Customer) *string { return &c.Address.Postcode }),
	textField("preferences", func(c *Customer) *string { return &c.Preferences }),
	textField("notes", func(c *Customer) *string { return &c.Notes }),
	dateField("next_review", func(c *Customer) *Date { return &c.NextReview }),
	textField("source_key", func(c *Customer) *string { return &c.SourceKey }),
	instantField("created", func(c *Customer) *time.Time { return &c.Created }),
	listField("people", func(c *Customer) *[]Person { return &c.People }),
	listField("contact_points", func(c *Customer) *[]ContactPoint { return &c.ContactPoints }),
	listField("tags", func(c *Customer) *[]string { return &c.Tags }),
	stateField(func(c *Customer) *Meta { return &c.Meta }),
}

// birthdayField is a birthday; none is the empty text.
func birthdayField[T any](key string, at func(*T) *Birthday) Field[T] {
	return Field[T]{Key: key,
		Get: func(r *T) string { return at(r).String() },
		Set: func(r *T, s string) error {
			*at(r) = Birthday{}
			if s == "" {
				return nil
			}
			return at(r).UnmarshalText([]byte(s))
		}}
}

// stateField is the state of a record, so that a trip to the bin is a change like any other.
func stateField[T any](meta func(*T) *Meta) Field[T] {
	return numberField("state", func(r *T) *int64 { return (*int64)(&meta(r).State) })
}

// DisplayName returns the name to show: the name, or else the company, or the
// first contact point.
func (c *Customer) DisplayName() string {
	switch {
	case c.Name != "":
		return c.Name
	case c.Company != "":
		return c.Company
	case len(c.ContactPoints) > 0:
		return c.ContactPoints[0].Value
	}
	return ""
}

// Main returns the first contact point of a kind that is the customer's own, or "".
func (c *Customer) Main(kind ContactKind) string {
	for _, p := range c.ContactPoints {
		if p.Kind == kind && p.PersonID == 0 {
			return p.Value
		}
	}
	return ""
}

// AddTag adds a tag unless the customer has it already, in any case.
func (c *Customer) AddTag(tag string) {
	tag = strings.TrimSpace(tag)
	for _, t := range c.Tags {
		if strings.EqualFold(t, tag) {
			return
		}
	}
	if tag != "" {
		c.Tags = append(c.Tags, tag)
	}
}
