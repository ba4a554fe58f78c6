package exchange

import (
	"bytes"
	_ "embed"
	"html/template"
	"io"
	"strconv"
	"strings"
	"time"

	"kehu/model"
)

//go:embed card.html.tmpl
var cardTemplate string

// maxCards is how many customers a page has at most: a browser shows no more.
const maxCards = 5000

// An htmlWriter writes the cards of customers to one page that needs nothing
// else: no script, no font, no picture.
type htmlWriter struct {
	*tables
	w     io.Writer
	page  *template.Template
	cards bytes.Buffer
	index []htmlEntry
}

// An htmlEntry is a line of the table of contents.
type htmlEntry struct {
	ID      int64
	Name    string
	Company string
}

func newHTMLWriter(w io.Writer, o WriteOptions) (*htmlWriter, error) {
	h := &htmlWriter{tables: newTables(o), w: w}
	var err error
	h.page, err = template.New("page").Funcs(template.FuncMap{
		"title": func(part string) string { return o.Words.T("export.sheet." + part) },
		"field": o.Words.Field,
		"word":  func(kind string, key any) string { return h.word(kind, toText(key)).text },
		"day":   func(d model.Date) string { return d.String() },
		"clock": func(at time.Time) string { return h.clock(at) },
		"plain": plainText,
		"money": func(m model.Money) string { return m.Format(o.Words.Lang()) },
	}).Parse(cardTemplate)
	return h, err
}

func toText(key any) string {
	switch k := key.(type) {
	case model.Status:
		return string(k)
	case model.Channel:
		return string(k)
	case model.Direction:
		return string(k)
	case model.InteractionKind:
		return string(k)
	}
	return key.(string)
}

func (h *htmlWriter) clock(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(h.Location).Format("2006-01-02 15:04")
}

// A fact is a field with its text.
type fact struct{ Name, Text string }

// An htmlCard is what the page shows of a customer, texts of which are shown as they
// are, whatever they hold.
type htmlCard struct {
	ID                     int64
	Name, Company, Level   string
	Tags                   []string
	Facts                  []fact
	Notes, Preferences     string
	People                 []cardPerson
	Spent, Orders          string
	LastPurchase, LastSeen string
	Purchases              []*model.Purchase // newest first
	Interactions           []*model.Interaction
	Tasks                  []*model.Task
}

// A cardPerson is a contact person with the ways to reach them.
type cardPerson struct {
	model.Person
	Points string
}

func (h *htmlWriter) Write(d *model.Dossier) error {
	if d.Customer.ID == 0 {
		return nil // tasks of nobody
	}
	if len(h.index) == maxCards {
		return model.NewProblem(model.Invalid, "export_cards_many", "Limit", maxCards)
	}
	c := &d.Customer
	h.index = append(h.index, htmlEntry{c.ID, plainText(c.DisplayName()), plainText(c.Company)})
	return h.page.ExecuteTemplate(&h.cards, "card", h.card(d))
}

// Close writes the page. The cards are finished HTML, made by the template.
func (h *htmlWriter) Close() error {
	title := h.Words.T("export.html.customers", "Count", len(h.index))
	if len(h.index) == 1 {
		title = h.index[0].Name
	}
	return h.page.ExecuteTemplate(h.w, "page", map[string]any{
		"Lang": map[string]string{"zh": "zh-CN"}[h.Words.Lang()], "Title": title, "Index": h.index,
		"Cards": template.HTML(h.cards.String()), "Made": h.Words.T("export.html.made", "Day", model.DateOf(h.Now.In(h.Location)).String()),
	})
}

func (h *htmlWriter) card(d *model.Dossier) htmlCard {
	c := &d.Customer
	out := htmlCard{ID: c.ID, Name: plainText(c.DisplayName()), Level: plainText(h.level(c.Level).text), Facts: h.facts(c),
		Notes: plainText(c.Notes), Preferences: plainText(c.Preferences),
		LastPurchase: d.Figures.LastPurchase.String(), LastSeen: h.clock(d.Figures.LastContact)}
	if c.Company != c.DisplayName() {
		out.Company = plainText(c.Company)
	}
	for _, tag := range c.Tags {
		out.Tags = append(out.Tags, plainText(tag))
	}
	if d.Figures.Orders > 0 {
		out.Orders = strconv.FormatInt(d.Figures.Orders, 10)
	}
	var spent []string
	for _, m := range d.Figures.Spent {
		spent = append(spent, m.Format(h.Words.Lang()))
	}
	out.Spent = strings.Join(spent, " + ")
	for _, p := range c.People {
		out.People = append(out.People, cardPerson{p, plainText(pointsOf(c, p.ID))})
	}
	for i := len(d.Purchases) - 1; i >= 0; i-- {
		out.Purchases = append(out.Purchases, &d.Purchases[i])
	}
	for i := len(d.Interactions) - 1; i >= 0; i-- {
		out.Interactions = append(out.Interactions, &d.Interactions[i])
	}
	for i := range d.Tasks {
		out.Tasks = append(out.Tasks, &d.Tasks[i])
	}
	return out
}

// facts are the fields that have something, contact points first.
func (h *htmlWriter) facts(c *model.Customer) []fact {
	var all []fact
	add := func(name, text string) {
		if text != "" {
			all = append(all, fact{name, plainText(text)})
		}
	}
	add(h.Words.Field("title"), c.Title)
	for _, p := range c.ContactPoints {
		if p.PersonID == 0 {
			add(joined(" · ", h.Words.Field(string(p.Kind)), plainText(p.Label)), p.Value)
		}
	}
	a := c.Address
	add(h.Words.T("export.html.address"), h.address(a))
	add(h.Words.Field("birthday"), strings.TrimPrefix(c.Birthday.String(), "--"))
	add(h.Words.Field("gender"), h.word("gender", c.Gender).text)
	add(h.Words.Field("language"), c.Language)
	add(h.Words.Field("industry"), c.Industry)
	add(h.Words.Field("source"), c.Source)
	add(h.Words.Field("owner"), c.Owner)
	add(h.Words.Field("next_review"), c.NextReview.String())
	for i := range h.Fields {
		add(plainText(h.Fields[i].Label), h.Fields[i].Show(c.CustomText(h.Fields[i].ID), h.Words.Lang()))
	}
	return all
}

// address is written from the large to the small in Chinese, else the other way.
func (h *htmlWriter) address(a model.Address) string {
	if isHan(a.Street + a.City + a.Province) {
		return joined(" ", joined("", a.Country, a.Province, a.City, a.District, a.Street), a.Postcode)
	}
	return joined(", ", a.Street, a.District, joined(" ", a.Postcode, a.City), a.Province, a.Country)
}

func pointsOf(c *model.Customer, person int64) string {
	var values []string
	for _, p := range c.ContactPoints {
		if p.PersonID == person {
			values = append(values, p.Value)
		}
	}
	return strings.Join(values, " · ")
}

// plainText takes out what acts instead of being shown; the template escapes the rest.
func plainText(text string) string {
	return strings.Map(func(r rune) rune {
		if acts(r) && r != '\t' {
			return -1
		}
		return r
	}, text)
}
