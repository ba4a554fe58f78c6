package model

import (
	"strconv"
	"strings"
	"time"
)

// A Summary is a customer as lists show one: the customer's own fields of a row
// and what their purchases and contact history add up to.
type Summary struct {
	Meta
	Kind         CustomerKind
	Name         string
	Company      string
	Title        string
	Gender       string
	Birthday     Birthday
	Language     string
	Phone, Email string // the first of each, as typed
	Country      string
	Province     string
	City         string
	District     string
	Street       string
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
	Last         time.Time // the latest of the two and of when the record was made
	Created      time.Time
	Custom       []CustomValue

	// What the book reads only for lists that show it.
	WeChat  string // the first, as typed
	Rating  int64  // the latest, 0 for none
	NextDue Date   // of the open follow-up that is due first
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

// A SummaryField is a field of customers that lists have a column for.
type SummaryField struct {
	Key   string
	Query string // what queries call it
	Right bool   // numbers stand at the right
	Text  func(s *Summary, today Date) string
}

// SummaryFields lists all of them, those of the user's own aside: screen and command
// line have these columns and no others. The slice is shared: do not change it.
func SummaryFields() []SummaryField { return summaryFields }

var summaryFields = []SummaryField{
	summaryNumber("id", func(s *Summary) int64 { return s.ID }),
	summaryText("kind", func(s *Summary) string { return string(s.Kind) }),
	summaryText("name", func(s *Summary) string { return s.Name }),
	summaryText("company", func(s *Summary) string { return s.Company }),
	summaryText("title", func(s *Summary) string { return s.Title }),
	summaryText("gender", func(s *Summary) string { return s.Gender }),
	summaryText("birthday", func(s *Summary) string { return s.Birthday.String() }),
	{"age", "age", true, (*Summary).age},
	summaryText("language", func(s *Summary) string { return s.Language }),
	summaryText("phone", func(s *Summary) string { return s.Phone }),
	summaryText("email", func(s *Summary) string { return s.Email }),
	summaryText("wechat", func(s *Summary) string { return s.WeChat }),
	summaryText("country", func(s *Summary) string { return s.Country }),
	summaryText("province", func(s *Summary) string { return s.Province }),
	summaryText("city", func(s *Summary) string { return s.City }),
	summaryText("district", func(s *Summary) string { return s.District }),
	summaryText("street", func(s *Summary) string { return s.Street }),
	summaryText("postcode", func(s *Summary) string { return s.Postcode }),
	summaryText("level", func(s *Summary) string { return s.Level }),
	summaryText("tags", func(s *Summary) string { return strings.Join(s.Tags, ", ") }).queried("tag"),
	summaryText("owner", func(s *Summary) string { return s.Owner }),
	summaryText("source", func(s *Summary) string { return s.Source }),
	summaryText("industry", func(s *Summary) string { return s.Industry }),
	summaryNumber("orders", func(s *Summary) int64 { return s.Orders }),
	{"spent", "spent", true, (*Summary).spent},
	summaryText("last_purchase", func(s *Summary) string { return s.LastPurchase.String() }),
	summaryInstant("last_contact", func(s *Summary) time.Time { return s.LastContact }),
	summaryInstant("last", func(s *Summary) time.Time { return s.Last }),
	summaryText("next_due", func(s *Summary) string { return s.NextDue.String() }).queried("next"),
	{"rating", "rating", true, (*Summary).rating},
	summaryInstant("created", func(s *Summary) time.Time { return s.Created }),
	summaryNumber("revision", func(s *Summary) int64 { return s.Revision }),
}

func summaryText(key string, get func(*Summary) string) SummaryField {
	return SummaryField{key, key, false, func(s *Summary, _ Date) string { return get(s) }}
}

func summaryNumber(key string, get func(*Summary) int64) SummaryField {
	return SummaryField{key, key, true, func(s *Summary, _ Date) string { return strconv.FormatInt(get(s), 10) }}
}

func summaryInstant(key string, get func(*Summary) time.Time) SummaryField {
	return summaryText(key, func(s *Summary) string {
		if get(s).IsZero() {
			return ""
		}
		return get(s).UTC().Format(time.RFC3339)
	})
}

// queried is the field where queries call it otherwise.
func (f SummaryField) queried(as string) SummaryField {
	f.Query = as
	return f
}

func (s *Summary) age(today Date) string {
	years, ok := s.Birthday.Age(today)
	if !ok {
		return ""
	}
	return strconv.Itoa(years)
}

// spent begins with the amount, so that tools that add up can read it.
func (s *Summary) spent(Date) string {
	texts := make([]string, len(s.Spent))
	for i, m := range s.Spent {
		texts[i] = m.Decimal() + " " + string(m.Currency)
	}
	return strings.Join(texts, "; ")
}

func (s *Summary) rating(Date) string {
	if s.Rating == 0 {
		return ""
	}
	return strconv.FormatInt(s.Rating, 10)
}
