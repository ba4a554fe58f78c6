package tui

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"kehu/internal/race"

	tea "charm.land/bubbletea/v2"

	"kehu/demo"
	"kehu/model"
	"kehu/store"
)

// sharedFile finds a file of the data that is kept beside the checkout, or skips.
func sharedFile(t testing.TB, name string) string {
	t.Helper()
	dir := must[string](t)(os.Getwd())
	for dir != filepath.Dir(dir) {
		dir = filepath.Dir(dir)
		path := filepath.Join(dir, "shared", "data", name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	t.Skipf("shared/data/%s is not beside the checkout", name)
	return ""
}

// naughtyStrings are texts that break programs, as a book would hold them.
func naughtyStrings(t testing.TB) []string {
	t.Helper()
	var list []string
	if err := json.Unmarshal(must[[]byte](t)(os.ReadFile(sharedFile(t, "strings/blns.json"))), &list); err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(list, func(s string) bool {
		return naughtyCustomer(s).Validate(noon) != nil || (&model.Task{Title: s}).Validate() != nil
	})
}

// naughtyCustomer has the text everywhere.
func naughtyCustomer(text string) *model.Customer {
	return &model.Customer{Kind: model.PersonKind, Name: text, Company: text, Notes: text, Tags: []string{text}, Address: model.Address{City: text},
		People: []model.Person{{Name: text, Title: text, Notes: text}}, Preferences: text,
		ContactPoints: []model.ContactPoint{{Kind: model.ContactPhone, Value: text, Label: text}}}
}

// naughtyBundles are customers with each text in all that belongs to them.
func naughtyBundles(texts []string) iter.Seq[store.Bundle] {
	return func(yield func(store.Bundle) bool) {
		for _, text := range texts {
			entry := model.Interaction{At: noon, Channel: model.ChannelPhone, Direction: model.DirectionIn, Kind: model.InteractionOther, Content: text, Outcome: text}
			bought := model.Purchase{Date: model.DateOf(noon), OrderNo: text, Status: model.StatusPaid, Currency: model.CNY, Total: 1, Notes: text,
				Items: []model.Item{{Product: text, SKU: text, Quantity: model.NewQuantity(1), Amount: 1}}}
			if !yield(store.Bundle{Customer: naughtyCustomer(text), Purchases: []model.Purchase{bought}, Interactions: []model.Interaction{entry}, Tasks: []model.Task{{Title: text, Due: model.DateOf(noon)}}}) {
				return
			}
		}
	}
}

// No text of a record makes a line wider than the terminal, on any screen.
func TestAnyTextFits(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	names := naughtyStrings(t)
	st := openBook(t)
	_, err := st.As(model.Actor{Name: "li"}, model.OriginDemo).Fill(t.Context(), naughtyBundles(names), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range [][2]int{{60, 16}, {80, 24}, {140, 40}} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			d := start(t, st, "zh", size[0], size[1])
			for range len(names) / 16 { // a page further each time
				for _, keys := range []string{"y", "Y", "enter", "enter", "y", "Y", "esc", "2 enter", "3 enter", "7 down", "tab", "esc", "e", "esc", "esc", "pgdown", "up up"} {
					d.press(keys)
					d.fits()
				}
			}
			d.press("]")
			d.fits()
		})
	}
}

// Every such text as a query is an answer or a remark, never a broken screen.
func TestAnyQueryFits(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	d := openFilled(t, "zh", 80, 24)
	for i, text := range naughtyStrings(t) {
		if i%4 > 0 {
			continue // the parser has a test of its own for all of them
		}
		d.press("/")
		d.paste(text)
		d.fits()
		d.press("esc")
	}
	d.sees("3 位客户")
}

// demoBook is a book of made-up customers.
func demoBook(t testing.TB, customers int) *store.Store {
	t.Helper()
	st := openBook(t)
	_, err := st.As(model.Actor{Name: "demo"}, model.OriginDemo).Fill(t.Context(), bundles(demoEntries(customers)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func demoEntries(customers int) iter.Seq[demo.Entry] { return demo.New(1, customers, noon).Drafts() }

// What a key that moves the selection costs, drawing included, at 120×40.
func BenchmarkMove(b *testing.B) {
	for _, place := range []struct{ name, keys string }{{"list", ""}, {"card", "enter"}, {"form", "e"}} {
		b.Run(place.name, func(b *testing.B) {
			ctx, stop := context.WithCancel(b.Context())
			defer stop()
			m := New(ctx, Options{Store: demoBook(b, 1000), Actor: model.Actor{Name: "wang"}, Lang: "zh", Now: clock})
			run(m, func() tea.Msg { return tea.WindowSizeMsg{Width: 120, Height: 40} })
			r := m.(*root)
			run(m, r.reload())
			run(m, r.top().Init())
			if place.keys != "" {
				_, cmd := m.Update(keyPress(place.keys))
				run(m, cmd)
			}
			down, up := keyPress("down"), keyPress("up")
			for i := 0; b.Loop(); i++ {
				key := down
				if i%20 > 10 {
					key = up
				}
				_, cmd := m.Update(key)
				b.StopTimer()
				run(m, cmd)
				b.StartTimer()
				_ = m.View()
			}
		})
	}
}

// run runs a command and what follows from it.
func run(m tea.Model, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			run(m, c)
		}
	default:
		_, next := m.Update(msg)
		run(m, next)
	}
}
