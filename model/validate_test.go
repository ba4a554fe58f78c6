package model

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// Each record breaks one rule; the code and the field to blame must be that rule's.
func TestValidate(t *testing.T) {
	t.Parallel()
	now := time.Date(2024, 10, 4, 12, 0, 0, 0, time.UTC)
	long := strings.Repeat("长", MaxLine+1)
	customer := func(change func(*Customer)) func() error {
		c := Customer{Kind: PersonKind, Name: "张伟"}
		change(&c)
		return func() error { return c.Validate(now) }
	}
	purchase := func(change func(*Purchase)) func() error {
		p := Purchase{CustomerID: 1, Date: DateOf(now), Status: StatusDone, Currency: CNY, Items: []Item{{Product: "茶", Quantity: NewQuantity(1)}}}
		change(&p)
		return func() error { return p.Validate() }
	}
	entry := func(change func(*Interaction)) func() error {
		i := Interaction{CustomerID: 1, Content: "x", At: now, Channel: ChannelPhone, Direction: DirectionIn, Kind: InteractionOther}
		change(&i)
		return func() error { return i.Validate() }
	}
	for name, tt := range map[string]struct {
		validate    func() error
		code, field string
	}{
		"customer":              {customer(func(*Customer) {}), "", ""},
		"known by a phone":      {customer(func(c *Customer) { c.Name, c.ContactPoints = "", []ContactPoint{{Kind: ContactPhone, Value: "1"}} }), "", ""},
		"nobody":                {customer(func(c *Customer) { c.Name = "" }), "name_missing", "name"},
		"no kind":               {customer(func(c *Customer) { c.Kind = "dog" }), "choice_unknown", "kind"},
		"long name":             {customer(func(c *Customer) { c.Name = long }), "text_too_long", "name"},
		"long notes":            {customer(func(c *Customer) { c.Notes = long }), "", ""},
		"NUL in notes":          {customer(func(c *Customer) { c.Notes = "a\x00" }), "text_nul", "notes"},
		"long tag":              {customer(func(c *Customer) { c.Tags = []string{long} }), "text_too_long", "tags"},
		"broken tag":            {customer(func(c *Customer) { c.Tags = []string{"\xd5"} }), "text_not_utf8", "tags"},
		"long person":           {customer(func(c *Customer) { c.People = []Person{{Name: long}} }), "text_too_long", "people"},
		"long job title":        {customer(func(c *Customer) { c.People = []Person{{Name: "李四", Title: long}} }), "text_too_long", "people"},
		"NUL in person's notes": {customer(func(c *Customer) { c.People = []Person{{Name: "李四", Notes: "\x00"}} }), "text_nul", "people"},
		"empty phone":           {customer(func(c *Customer) { c.ContactPoints = []ContactPoint{{Kind: ContactPhone, Value: " "}} }), "contact_empty", "phone"},
		"long label":            {customer(func(c *Customer) { c.ContactPoints = []ContactPoint{{Kind: ContactQQ, Value: "1", Label: long}} }), "text_too_long", "qq"},
		"bad mail":              {customer(func(c *Customer) { c.ContactPoints = []ContactPoint{{Kind: ContactEmail, Value: "a@"}} }), "email_syntax", "email"},
		"born tomorrow":         {customer(func(c *Customer) { c.Birthday = Birthday{2024, 10, 5} }), "birthday_future", "birthday"},

		"purchase":          {purchase(func(*Purchase) {}), "", ""},
		"nobody's":          {purchase(func(p *Purchase) { p.CustomerID = 0 }), "customer_missing", "customer_id"},
		"no day":            {purchase(func(p *Purchase) { p.Date = Date{} }), "date_missing", "date"},
		"no currency":       {purchase(func(p *Purchase) { p.Currency = "XXZ" }), "currency_unknown", "currency"},
		"no product":        {purchase(func(p *Purchase) { p.Items[0].Product = "" }), "product_missing", "product"},
		"long SKU":          {purchase(func(p *Purchase) { p.Items[0].SKU = long }), "text_too_long", "sku"},
		"minus one":         {purchase(func(p *Purchase) { p.Items[0].Quantity = NewQuantity(-1) }), "quantity_negative", "quantity"},
		"huge total":        {purchase(func(p *Purchase) { p.Total = MaxAmount + 1 }), "money_too_large", "total"},
		"huge minus":        {purchase(func(p *Purchase) { p.Discount = -MaxAmount - 1 }), "money_too_large", "discount"},
		"huge price":        {purchase(func(p *Purchase) { p.Items[0].UnitPrice = MaxAmount + 1 }), "money_too_large", "unit_price"},
		"huge together":     {purchase(func(p *Purchase) { p.Items = []Item{{SKU: "a", Amount: MaxAmount}, {SKU: "b", Amount: 1}} }), "money_too_large", "total"},
		"refund":            {purchase(func(p *Purchase) { p.Total = -MaxAmount }), "", ""},
		"entry":             {entry(func(*Interaction) {}), "", ""},
		"nothing said":      {entry(func(i *Interaction) { i.Content = "\n" }), "content_missing", "content"},
		"at no time":        {entry(func(i *Interaction) { i.At = time.Time{} }), "date_missing", "at"},
		"six stars":         {entry(func(i *Interaction) { i.Rating = 6 }), "rating_range", "rating"},
		"by pigeon":         {entry(func(i *Interaction) { i.Channel = "pigeon" }), "choice_unknown", "channel"},
		"nothing to do":     {(&Task{Title: " "}).Validate, "title_missing", "title"},
		"something to do":   {(&Task{Title: "x"}).Validate, "", ""},
		"too much to do":    {(&Task{Title: long}).Validate, "text_too_long", "title"},
		"a result of pages": {(&Task{Title: "x", Result: long}).Validate, "", ""},
	} {
		err := tt.validate()
		var p *Problem
		switch {
		case tt.code == "":
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		case !errors.As(err, &p) || p.Code != tt.code || p.Field != tt.field:
			t.Errorf("%s: %v, want %s: %s", name, err, tt.field, tt.code)
		}
	}
}

// A follow-up's title is no job title, which has the same key.
func TestProblemsOfFollowUpsNameTheirField(t *testing.T) {
	t.Parallel()
	var p *Problem
	if err := (&Task{}).Validate(); !errors.As(err, &p) || p.MessageField() != "task.title" {
		t.Errorf("blames %v", err)
	}
}
