package cli

import (
	"time"

	"kehu/model"
)

// The views are the JSON of docs/json.md: every key always present, lists never
// null, days and times null where there is none, money as an object.

// summaryView is a row of ls.
type summaryView struct {
	ID           int64         `json:"id"`
	Kind         string        `json:"kind"`
	Name         string        `json:"name"`
	Company      string        `json:"company"`
	Title        string        `json:"title"`
	Gender       string        `json:"gender"`
	Birthday     *string       `json:"birthday"`
	Age          *int          `json:"age"`
	Language     string        `json:"language"`
	Phone        string        `json:"phone"`
	Email        string        `json:"email"`
	WeChat       string        `json:"wechat"`
	Country      string        `json:"country"`
	Province     string        `json:"province"`
	City         string        `json:"city"`
	District     string        `json:"district"`
	Street       string        `json:"street"`
	Postcode     string        `json:"postcode"`
	Level        string        `json:"level"`
	Tags         []string      `json:"tags"`
	Owner        string        `json:"owner"`
	Source       string        `json:"source"`
	Industry     string        `json:"industry"`
	Orders       int64         `json:"orders"`
	Spent        []model.Money `json:"spent"`
	LastPurchase *model.Date   `json:"last_purchase"`
	LastContact  *time.Time    `json:"last_contact"`
	Last         *time.Time    `json:"last"`
	NextDue      *model.Date   `json:"next_due"`
	Rating       *int64        `json:"rating"`
	Created      *time.Time    `json:"created"`
	Revision     int64         `json:"revision"`
	Custom       customView    `json:"custom"`
}

func viewSummary(s model.Summary, custom []model.CustomField, today model.Date) summaryView {
	v := summaryView{
		ID: s.ID, Kind: string(s.Kind), Name: s.Name, Company: s.Company, Title: s.Title,
		Gender: s.Gender, Birthday: birthday(s.Birthday), Language: s.Language, Phone: s.Phone, Email: s.Email, WeChat: s.WeChat,
		Country: s.Country, Province: s.Province, City: s.City, District: s.District, Street: s.Street, Postcode: s.Postcode,
		Level: s.Level, Tags: some(s.Tags), Owner: s.Owner, Source: s.Source, Industry: s.Industry,
		Orders: s.Orders, Spent: some(s.Spent), LastPurchase: day(s.LastPurchase), LastContact: instant(s.LastContact), Last: instant(s.Last),
		NextDue: day(s.NextDue), Rating: rating(s.Rating), Created: instant(s.Created), Revision: s.Revision, Custom: customView{custom, s.CustomText},
	}
	if years, ok := s.Birthday.Age(today); ok {
		v.Age = &years
	}
	return v
}

// customerView is the customer of show, without what stands in lists of its own.
type customerView struct {
	ID          int64       `json:"id"`
	Revision    int64       `json:"revision"`
	Kind        string      `json:"kind"`
	Name        string      `json:"name"`
	Company     string      `json:"company"`
	Title       string      `json:"title"`
	Level       string      `json:"level"`
	Owner       string      `json:"owner"`
	Gender      string      `json:"gender"`
	Birthday    *string     `json:"birthday"`
	Language    string      `json:"language"`
	Industry    string      `json:"industry"`
	Source      string      `json:"source"`
	Country     string      `json:"country"`
	Province    string      `json:"province"`
	City        string      `json:"city"`
	District    string      `json:"district"`
	Street      string      `json:"street"`
	Postcode    string      `json:"postcode"`
	Tags        []string    `json:"tags"`
	Preferences string      `json:"preferences"`
	Notes       string      `json:"notes"`
	NextReview  *model.Date `json:"next_review"`
	SourceKey   string      `json:"source_key"`
	Created     *time.Time  `json:"created"`
	Custom      customView  `json:"custom"`
}

func viewCustomer(c *model.Customer, custom []model.CustomField) customerView {
	return customerView{
		ID: c.ID, Revision: c.Revision, Kind: string(c.Kind), Name: c.Name, Company: c.Company, Title: c.Title,
		Level: c.Level, Owner: c.Owner, Gender: c.Gender, Birthday: birthday(c.Birthday), Language: c.Language, Industry: c.Industry, Source: c.Source,
		Country: c.Address.Country, Province: c.Address.Province, City: c.Address.City,
		District: c.Address.District, Street: c.Address.Street, Postcode: c.Address.Postcode,
		Tags: some(c.Tags), Preferences: c.Preferences, Notes: c.Notes, NextReview: day(c.NextReview),
		SourceKey: c.SourceKey, Created: instant(c.Created), Custom: customView{custom, c.CustomText},
	}
}

// contactView is a contact point; its person is null for the customer's own.
type contactView struct {
	Kind     string `json:"kind"`
	Value    string `json:"value"`
	Label    string `json:"label"`
	PersonID *int64 `json:"person_id"`
}

func viewContact(p model.ContactPoint) contactView {
	v := contactView{Kind: string(p.Kind), Value: p.Value, Label: p.Label}
	if p.PersonID != 0 {
		v.PersonID = &p.PersonID
	}
	return v
}

// personView is a contact person.
type personView struct {
	ID    int64  `json:"id"`
	Name  string `json:"name"`
	Title string `json:"title"`
	Notes string `json:"notes"`
}

func viewPerson(p model.Person) personView { return personView(p) }

// purchaseView is a purchase with its lines.
type purchaseView struct {
	ID         int64       `json:"id"`
	Revision   int64       `json:"revision"`
	CustomerID int64       `json:"customer_id"`
	OrderNo    string      `json:"order_no"`
	Date       *model.Date `json:"date"`
	At         *time.Time  `json:"at"`
	Status     string      `json:"status"`
	Total      model.Money `json:"total"`
	Freight    model.Money `json:"freight"`
	Discount   model.Money `json:"discount"`
	Payment    string      `json:"payment"`
	Notes      string      `json:"notes"`
	AfterSales string      `json:"after_sales"`
	SourceKey  string      `json:"source_key"`
	Items      []itemView  `json:"items"`
	Created    *time.Time  `json:"created"`
}

// itemView is a line of a purchase; the quantity is a number.
type itemView struct {
	Product   string         `json:"product"`
	SKU       string         `json:"sku"`
	Quantity  model.Quantity `json:"quantity"`
	UnitPrice model.Money    `json:"unit_price"`
	Discount  model.Money    `json:"discount"`
	Amount    model.Money    `json:"amount"`
}

func viewPurchase(p model.Purchase) purchaseView {
	item := func(it model.Item) itemView {
		return itemView{it.Product, it.SKU, it.Quantity, p.Money(it.UnitPrice), p.Money(it.Discount), p.Money(it.Amount)}
	}
	return purchaseView{
		ID: p.ID, Revision: p.Revision, CustomerID: p.CustomerID, OrderNo: p.OrderNo, Date: day(p.Date), At: instant(p.At),
		Status: string(p.Status), Total: p.Money(p.Total), Freight: p.Money(p.Freight), Discount: p.Money(p.Discount),
		Payment: p.Payment, Notes: p.Notes, AfterSales: p.AfterSales, SourceKey: p.SourceKey,
		Items: each(p.Items, item), Created: instant(p.Created),
	}
}

// interactionView is an entry of the contact history.
type interactionView struct {
	ID         int64       `json:"id"`
	Revision   int64       `json:"revision"`
	CustomerID int64       `json:"customer_id"`
	At         *time.Time  `json:"at"`
	Channel    string      `json:"channel"`
	Direction  string      `json:"direction"`
	Kind       string      `json:"kind"`
	Content    string      `json:"content"`
	Feedback   string      `json:"feedback"`
	Rating     *int64      `json:"rating"`
	Outcome    string      `json:"outcome"`
	Next       string      `json:"next"`
	NextDay    *model.Date `json:"next_day"`
	Author     string      `json:"author"`
	SourceKey  string      `json:"source_key"`
}

func viewInteraction(i model.Interaction) interactionView {
	return interactionView{
		ID: i.ID, Revision: i.Revision, CustomerID: i.CustomerID, At: instant(i.At), Channel: string(i.Channel),
		Direction: string(i.Direction), Kind: string(i.Kind), Content: i.Content, Feedback: i.Feedback,
		Rating: rating(i.Rating), Outcome: i.Outcome, Next: i.Next, NextDay: day(i.NextDay), Author: i.Author, SourceKey: i.SourceKey,
	}
}

// taskView is a follow-up; done is null while it is open.
type taskView struct {
	ID         int64       `json:"id"`
	Revision   int64       `json:"revision"`
	CustomerID int64       `json:"customer_id"`
	Title      string      `json:"title"`
	Due        *model.Date `json:"due"`
	Priority   string      `json:"priority"`
	Repeat     string      `json:"repeat"`
	Owner      string      `json:"owner"`
	Done       *time.Time  `json:"done"`
	Result     string      `json:"result"`
}

func viewTask(t model.Task) taskView {
	return taskView{ID: t.ID, Revision: t.Revision, CustomerID: t.CustomerID, Title: t.Title,
		Due: day(t.Due), Priority: string(t.Weight()), Repeat: string(t.Repeat), Owner: t.Owner, Done: instant(t.Done), Result: t.Result}
}

// each turns a list into the views of its elements, never null.
func each[T, V any](list []T, view func(T) V) []V {
	views := make([]V, len(list))
	for i, x := range list {
		views[i] = view(x)
	}
	return views
}

// some returns list, or an empty one for none.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// birthday is one as it is known, with its year or without.
func birthday(b model.Birthday) *string {
	if b.IsZero() {
		return nil
	}
	text := b.String()
	return &text
}

func rating(n int64) *int64 {
	if n == 0 {
		return nil
	}
	return &n
}

func day(d model.Date) *model.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}

func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}
