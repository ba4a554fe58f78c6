package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kehu/model"
	"kehu/store"
)

// everything gives all that the book holds of a customer: what a person may ask
// for by law, and what erase removes.
func (a *app) everything(ctx context.Context, ref, to string, force bool) error {
	if err := a.single(); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		if err := a.checkDocument(b, to, force); err != nil {
			return err
		}
		id, _, err := b.FindAny(ctx, ref)
		if err != nil {
			return err
		}
		e, err := b.Everything(ctx, id)
		if err != nil {
			return err
		}
		settings, err := b.Settings(ctx)
		if err != nil {
			return err
		}
		return a.give(b, a.disclosure(e, settings.Currency), to, force)
	})
}

// everythingView is the JSON of a disclosure.
type everythingView struct {
	Customer int64                       `json:"customer"`
	At       time.Time                   `json:"at"`
	Tables   map[string][]map[string]any `json:"tables"` // rows as they are stored, by table
	History  []historyEntryView          `json:"history"`
	Mentions []mentionView               `json:"mentions"`
}

type historyEntryView struct {
	changeSetView
	Changes []changeView `json:"changes"`
}

type changeView struct {
	Kind    string               `json:"kind"`
	ID      int64                `json:"id"`
	Created bool                 `json:"created"`
	Fields  map[string][2]string `json:"fields"` // old and new, as the history keeps them
}

type mentionView struct {
	Table string `json:"table"`
	Kind  string `json:"kind"` // "" for what is no record
	ID    int64  `json:"id"`
}

func (a *app) viewEverything(e store.Everything) everythingView {
	v := everythingView{Customer: e.Customer.ID, At: a.now().UTC().Truncate(time.Second), Tables: map[string][]map[string]any{}}
	for _, t := range e.Tables {
		for _, row := range t.Rows {
			object := make(map[string]any, len(row))
			for i, column := range t.Columns {
				object[column] = row[i]
			}
			v.Tables[t.Table] = append(v.Tables[t.Table], object)
		}
	}
	v.History = each(e.History, func(h store.HistoryEntry) historyEntryView {
		return historyEntryView{viewChangeSet(h.Set), each(h.Changes, func(c model.Change) changeView {
			return changeView{string(c.Kind), c.ID, c.Created, c.Fields}
		})}
	})
	v.Mentions = each(e.Mentions, viewMention)
	return v
}

func viewMention(m store.Mention) mentionView { return mentionView{m.Table, string(m.Kind), m.ID} }

// disclosure is what is stored of a customer, to be read by people.
func (a *app) disclosure(e store.Everything, currency model.Currency) *document {
	d := &document{Lang: a.say.Lang(), data: a.viewEverything(e),
		Title: a.t("cli.everything.title", "ID", e.Customer.ID, "Name", e.Customer.DisplayName()),
		Lead:  []string{a.t("cli.everything.lead", "At", a.clock(a.now()))}}
	currencies := map[int64]model.Currency{}
	for _, t := range e.Tables {
		s := docSection{Title: a.t("cli.document.table", "Table", a.t("table."+t.Table), "Count", len(t.Rows))}
		for _, values := range t.Rows {
			row := tableRow{t, values}
			if t.Table == "purchases" {
				currencies[row.number("id")] = model.Currency(row.text("currency"))
			}
			s.Records = append(s.Records, docRecord{Pairs: a.rowPairs(row, currency)})
		}
		d.Sections = append(d.Sections, s)
	}
	if len(e.History) > 0 {
		s := docSection{Title: a.t("cli.document.table", "Table", a.t("table.changes"), "Count", len(e.History))}
		for _, h := range e.History {
			s.Records = append(s.Records, a.historyRecord(h, func(c model.Change) model.Currency {
				if own, known := currencies[c.ID]; known && c.Kind == model.KindPurchase {
					return own
				}
				return currency
			}))
		}
		d.Sections = append(d.Sections, s)
	}
	if s, any := a.mentionSection(e.Mentions); any {
		d.Sections = append(d.Sections, s)
	}
	return d
}

// tableRow is one row of a table.
type tableRow struct {
	store.TableRows
	values []any
}

func (r tableRow) value(column string) any {
	if i := slices.Index(r.Columns, column); i >= 0 {
		return r.values[i]
	}
	return nil
}

func (r tableRow) number(column string) int64 { n, _ := r.value(column).(int64); return n }
func (r tableRow) text(column string) string  { s, _ := r.value(column).(string); return s }

// bookkeeping are columns that only say how the rest lies in the file, or are
// computed from it; the JSON has them too.
var bookkeeping = []string{"customer_id", "pos", "revision", "normal", "tail", "sort", "rank", "dealt", "spent", "spent_other",
	"field_id", "product_id", "person_id", "purchase_id", "source", "session"}

// rowPairs writes the columns of a row that hold something.
func (a *app) rowPairs(r tableRow, currency model.Currency) (pairs [][2]string) {
	if own := r.text("currency"); own != "" {
		currency = model.Currency(own)
	}
	for i, column := range r.Columns {
		if slices.Contains(bookkeeping, column) || strings.HasPrefix(column, "sort_") {
			continue
		}
		text := fmt.Sprint(r.values[i])
		if r.values[i] == nil || text == "" || text == "0" && column != "state" {
			continue
		}
		pairs = append(pairs, [2]string{a.columnName(r.Table, column), a.valueText(kindOfTable(r.Table), column, text, currency)})
	}
	return pairs
}

// kindOfTable is the kind of the records in a table, "" for lists.
func kindOfTable(table string) model.Kind {
	switch table {
	case "customers", "purchases", "interactions", "tasks":
		return model.Kind(strings.TrimSuffix(table, "s"))
	}
	return ""
}

// columnName is what a column is called.
func (a *app) columnName(table, column string) string {
	for _, id := range []string{"cli.stored." + column, "field." + strings.TrimSuffix(table, "s") + "." + column} {
		if a.say.Has(id) {
			return a.t(id)
		}
	}
	return a.say.Field(column)
}

// valueText writes a stored value, or a canonical text of the history, for people.
func (a *app) valueText(kind model.Kind, key, text string, currency model.Currency) string {
	number, err := strconv.ParseInt(text, 10, 64)
	isNumber := err == nil
	switch key {
	case "state":
		return a.t("tui.state." + text)
	case "at", "created", "done", "last_contact":
		if isNumber {
			return a.clock(time.Unix(number, 0))
		}
	case "total", "freight", "discount", "unit_price", "amount":
		if isNumber {
			return model.Money{Amount: number, Currency: currency}.Format(a.say.Lang())
		}
	case "kind":
		for _, words := range []string{"customer_kind", "interaction_kind", "kind", "field"} {
			if id := words + "." + text; a.say.Has(id) && (kind == "" || strings.HasPrefix(words, string(kind))) {
				return a.t(id)
			}
		}
	case "status", "channel", "direction", "gender", "priority":
		return a.choice(key, text)
	}
	return flat(text)
}

// flat writes a list that is kept as JSON as its texts.
func flat(text string) string {
	var v any
	if !strings.HasPrefix(text, "[") && !strings.HasPrefix(text, "{") || json.Unmarshal([]byte(text), &v) != nil {
		return text
	}
	return flatValue(v)
}

func flatValue(v any) string {
	var parts []string
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			parts = append(parts, flatValue(e))
		}
		return strings.Join(parts, "; ")
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if text := flatValue(v[key]); text != "" {
				parts = append(parts, key+" "+text)
			}
		}
		return strings.Join(parts, ", ")
	case nil:
		return ""
	}
	return fmt.Sprint(v)
}

// historyRecord is one change set with the fields before and after.
func (a *app) historyRecord(h store.HistoryEntry, currency func(model.Change) model.Currency) docRecord {
	r := docRecord{Title: joined("  ", a.clock(h.Set.At), h.Set.Actor, a.sentence(&h.Set, nil))}
	for _, c := range h.Changes {
		for _, key := range slices.Sorted(maps.Keys(c.Fields)) {
			old, now := c.Fields[key][0], c.Fields[key][1]
			label := a.t("kind."+string(c.Kind)) + " · " + a.columnName(string(c.Kind)+"s", key)
			r.Pairs = append(r.Pairs, [2]string{label, a.t("cli.everything.change",
				"Old", a.stateOr(c.Kind, key, old, currency(c)), "New", a.stateOr(c.Kind, key, now, currency(c)))})
		}
	}
	return r
}

// stateOr is valueText of a text of the history, where an empty state is that of a
// record in the book.
func (a *app) stateOr(kind model.Kind, key, text string, currency model.Currency) string {
	switch {
	case key == "state" && text == "":
		text = "0"
	case text == "":
		return "–"
	}
	return a.valueText(kind, key, text, currency)
}

// mentionSection lists what has a name or number of the customer in its text.
func (a *app) mentionSection(all []store.Mention) (docSection, bool) {
	s := docSection{Title: a.t("cli.everything.mentions", "Count", len(all))}
	byTable := map[string][]string{}
	var tables []string
	for _, m := range all {
		if byTable[m.Table] == nil {
			tables = append(tables, m.Table)
		}
		ref := "#" + strconv.FormatInt(m.ID, 10)
		if m.Kind != "" && m.Kind != model.KindCustomer {
			ref = string(m.Kind) + ":" + strconv.FormatInt(m.ID, 10)
		}
		byTable[m.Table] = append(byTable[m.Table], ref)
	}
	var pairs [][2]string
	for _, table := range tables {
		text := strings.Join(byTable[table], " ")
		if strings.Trim(text, "#0 ") == "" { // they have no numbers
			text = strconv.Itoa(len(byTable[table]))
		}
		pairs = append(pairs, [2]string{a.t("table." + table), text})
	}
	s.Records = []docRecord{{Pairs: pairs}}
	return s, len(all) > 0
}
