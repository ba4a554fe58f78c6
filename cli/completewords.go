package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/query"
	"kehu/store"
)

// mostCandidates is how many values of a field, and shownCustomers how many
// customers, are proposed at most.
const (
	mostCandidates = 100
	shownCustomers = 30
)

// catalogue returns the fields of queries, those of the book where there is one.
func (t typing) catalogue() *query.Catalogue {
	if t.book != nil {
		if cat, err := t.book.Catalogue(t.ctx); err == nil {
			return cat
		}
	}
	return store.Catalogue(nil, nil)
}

// queries completes the condition at the end of a query and proposes the whole
// word with it, so that a query in quotes may have several.
func (a *app) queries(t typing) []candidate { return a.inQuery(t, "") }

// orders completes the fields of --sort.
func (a *app) orders(t typing) []candidate { return a.inQuery(t, "sort:") }

// inQuery completes a query of which the words before are no part of the word.
func (a *app) inQuery(t typing, before string) []candidate {
	return a.inQueryOf(t, before, t.catalogue())
}

func (a *app) inQueryOf(t typing, before string, cat *query.Catalogue) []candidate {
	text := before + t.word
	c := query.Complete(text, len([]rune(text)), cat)
	if before != "" && c.Place != query.InSort {
		return nil
	}
	head := strings.TrimPrefix(string([]rune(text)[:c.From]), before)
	var all []candidate
	seen := map[string]bool{}
	add := func(text, about string) {
		if !seen[text] {
			seen[text] = true
			all = append(all, candidate{head + text, about})
		}
	}
	for _, o := range c.Candidates {
		if c.Place == query.InValue {
			add(o.Text, a.optionName(o))
		} else {
			add(o.Text, a.meaning(o))
		}
	}
	if c.Place == query.InValue && c.Field != nil {
		for _, value := range t.values(c.Field.Key, c.Prefix) {
			add(query.Quote(value.text), "")
		}
	}
	return all
}

// inBook reads records of the book and proposes them; none where there is no book.
func inBook[T any](t typing, read func(*store.Book) ([]T, error), propose func(T) candidate) []candidate {
	if t.book == nil {
		return nil
	}
	found, err := read(t.book)
	if err != nil {
		return nil
	}
	return each(found, propose)
}

// values proposes the values of a field in the book that begin with a prefix.
func (t typing) values(field, prefix string) []candidate {
	read := func(b *store.Book) ([]string, error) { return b.Values(t.ctx, field, prefix, mostCandidates) }
	return inBook(t, read, func(value string) candidate { return candidate{text: value} })
}

// meaning says what a field, state or keyword is.
func (a *app) meaning(c query.Candidate) string {
	if c.Message != "" {
		return a.t(c.Message)
	}
	return c.Label
}

// optionName is what an option is called in Chinese; in English its key says it.
func (a *app) optionName(c query.Candidate) string {
	if a.say.Lang() == "zh" {
		return about(c.Text, c.Zh)
	}
	return ""
}

// customers proposes customers by #id, found by what is typed of them as a
// search finds them; without a word those dealt with last.
func (a *app) customers(t typing) []candidate {
	return inBook(t, func(b *store.Book) ([]model.Summary, error) {
		number := strings.TrimPrefix(t.word, "#")
		if id, err := strconv.ParseInt(number, 10, 64); err == nil && number != t.word {
			s, err := b.Summary(t.ctx, id)
			if err != nil || s.State != model.Live {
				return nil, err
			}
			return []model.Summary{s}, nil
		}
		q, err := query.Parse(number, t.catalogue())
		if err != nil {
			return nil, err
		}
		return b.Customers(t.ctx, q, store.Page{Limit: shownCustomers})
	}, customerCandidate)
}

func customerCandidate(s model.Summary) candidate {
	return candidate{"#" + strconv.FormatInt(s.ID, 10), s.DisplayName()}
}

// views proposes the saved views.
func (a *app) views(t typing) []candidate {
	read := func(b *store.Book) ([]model.View, error) { return b.Views(t.ctx) }
	return t.beginning(inBook(t, read, func(v model.View) candidate { return candidate{a.say.ViewName(v.Name), v.Query} }))
}

// binned proposes what is in the bin.
func (a *app) binned(t typing) []candidate {
	read := func(b *store.Book) ([]store.BinEntry, error) {
		return b.Binned(t.ctx, store.BinQuery{Limit: mostCandidates})
	}
	return t.beginning(inBook(t, read, func(e store.BinEntry) candidate { return candidate{binID(e), a.binName(e)} }))
}

// openTasks proposes the numbers of open follow-ups.
func (a *app) openTasks(t typing) []candidate {
	read := func(b *store.Book) ([]model.Task, error) { return b.OpenTasks(t.ctx, 0, mostCandidates) }
	return t.beginning(inBook(t, read, func(t model.Task) candidate { return candidate{strconv.FormatInt(t.ID, 10), t.Title} }))
}

// levels proposes the levels of the book.
func (a *app) levels(t typing) []candidate {
	read := func(b *store.Book) ([]model.Level, error) { return b.Levels(t.ctx) }
	return t.beginning(inBook(t, read, func(l model.Level) candidate { return candidate{l.Key, about(l.Key, l.Name(a.say.Lang()))} }))
}

// assignments completes words such as city=上海: the name of a field, then its
// value as choices say, or as the book has it.
func (a *app) assignments(fields []string, choices map[string]completer) completer {
	return func(t typing) []candidate {
		name, value, ok := cutEquals(t.word)
		if !ok {
			return t.beginning(each(fields, func(key string) candidate { return candidate{key + "=", a.say.Field(key)} }))
		}
		head := strings.TrimSuffix(t.word, value)
		key, _ := newNames(a, fields).find(strings.TrimRight(name, "+-"))
		t.word = value
		var all []candidate
		if choose := choices[key]; choose != nil {
			all = choose(t)
		} else {
			all = t.values(key, value)
		}
		return behind(head, all)
	}
}

// customerWords completes what add and set give a customer.
func (a *app) customerWords() completer {
	choices := map[string]completer{
		"kind":   a.oneOf("customer_kind", string(model.PersonKind), string(model.CompanyKind)),
		"gender": a.oneOf("gender", "male", "female"),
		"level":  a.levels,
	}
	return func(t typing) []candidate {
		for _, f := range a.custom {
			if f.Type == model.CustomBool {
				choices[f.Key] = a.oneOf("", model.Yes, model.No)
			}
		}
		words := a.assignments(append(customerKeys(), a.customKeys()...), choices)
		if tag, ok := strings.CutPrefix(t.word, "+"); ok {
			return behind("+", t.values(tagsField, tag))
		}
		return words(t)
	}
}

// purchaseWords completes what buy says of a purchase.
func (a *app) purchaseWords() completer {
	return a.assignments([]string{"item", "qty", "price", "off", "amount", "sku", "date", "order_no", "status", "currency", "total", "freight",
		"discount", "payment", "notes", "after_sales"}, map[string]completer{
		"item":   func(t typing) []candidate { return t.values("product", t.word) },
		"status": a.oneOf("status", keyTexts(model.Statuses())...),
	})
}

// interactionWords completes what log says of a contact.
func (a *app) interactionWords() completer {
	return a.assignments([]string{"content", "channel", "direction", "kind", "at", "feedback", "rating", "outcome", "next", "next_step", "author"}, map[string]completer{
		"channel":   a.oneOf("channel", keyTexts(model.Channels())...),
		"direction": a.oneOf("direction", string(model.DirectionIn), string(model.DirectionOut)),
		"kind":      a.oneOf("interaction_kind", keyTexts(model.InteractionKinds())...),
		"rating":    a.oneOf("", "1", "2", "3", "4", "5"),
	})
}

// taskWords completes what todo says of a follow-up.
func (a *app) taskWords(fields ...string) completer {
	return a.assignments(fields, map[string]completer{
		"priority": a.oneOf("priority", keyTexts(model.Priorities())...),
		"repeat":   a.oneOf("repeat", string(model.RepeatDaily), string(model.RepeatWeekly), string(model.RepeatMonthly)),
		"channel":  a.oneOf("channel", keyTexts(model.Channels())...),
	})
}

// columnNames proposes the columns of ls.
func (a *app) columnNames(t typing) []candidate {
	return t.beginning(each(a.summaryKeys(), func(key string) candidate { return candidate{key, about(key, a.say.Field(key))} }))
}

// commandsBelow proposes the commands of a tree, for help.
func commandsBelow(root *cobra.Command) completer {
	return func(t typing) []candidate {
		cmd, _, err := root.Find(t.args)
		if err != nil {
			return nil
		}
		var all []candidate
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				all = append(all, candidate{c.Name(), c.Short})
			}
		}
		return t.beginning(all)
	}
}
