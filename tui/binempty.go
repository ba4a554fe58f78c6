package tui

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// What of the bin can be emptied at once; numbers are days that it has lain there.
const (
	emptyMarked = "marked"
	emptyAll    = "all"
)

// emptyDays are the ages that are offered.
func emptyDays() []int { return []int{30, 90, 365} }

// empty lets the person choose what is removed for good.
func (b *bin) empty() tea.Cmd {
	options := []widget.Option{{Value: emptyAll, Label: b.t("tui.empty.all", "Count", b.all)}}
	if n := b.table.Marks(); n > 0 {
		options = append([]widget.Option{{Value: emptyMarked, Label: b.t("tui.empty.marked", "Count", n)}}, options...)
	}
	for _, days := range emptyDays() {
		options = append(options, widget.Option{Value: strconv.Itoa(days), Label: b.t("tui.empty.older", "Days", days)})
	}
	return b.nav.push(newChooser(b.session, b.t("tui.empty.title"), options[0].Value, options, b.askEmpty))
}

// askEmpty counts what was chosen and asks.
func (b *bin) askEmpty(choice string) tea.Cmd {
	// What somebody puts there while the question stands is not meant.
	what, marked := store.Emptying{Before: b.now()}, b.refs()
	if choice == emptyMarked {
		what = store.Emptying{Refs: marked}
	} else if days, err := strconv.Atoi(choice); err == nil {
		what.Before = b.now().AddDate(0, 0, -days)
	}
	return ask(b.session, func(ctx context.Context) (int, error) { return b.book.CountEmptying(ctx, what) },
		func(n int, err error) tea.Cmd {
			switch {
			case err != nil:
				b.fail(err)
				return nil
			case n == 0:
				b.nav.say(toast{text: b.t("tui.empty.nothing")})
				return nil
			}
			return b.nav.push(newQuestion(b.session, b.t("tui.empty.ask", "Count", n), b.t("tui.empty.final"), func() tea.Cmd { return b.emptyNow(what) }))
		})
}

func (b *bin) emptyNow(what store.Emptying) tea.Cmd {
	b.nav.say(toast{text: b.t("tui.working")})
	return b.change(func(ctx context.Context) (*model.ChangeSet, error) { return b.book.EmptyBin(ctx, what) }, b.unmark)
}
