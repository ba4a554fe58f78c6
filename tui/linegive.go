package tui

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/query"
	"kehu/tui/widget"
)

// give does what a line says: a row ("42"), a customer ("#12"), an entry ("log 张伟
// 电话 …"), or a command with the word behind it. An entry that the book refuses is
// among the lines of before.
func (l *commandLine) give(text string) tea.Cmd {
	if id, isNumber := rowNumber(strings.TrimPrefix(text, "#")); isNumber {
		if strings.HasPrefix(text, "#") {
			return l.goToCustomer(id)
		}
		return l.goToRow(int(id))
	}
	name, rest, _ := cutWord(text)
	if rest != "" && model.ParseQuickEntry(text).Verb != "" {
		return tea.Batch(l.nav.pop(), quickEntry(l.session, text))
	}
	if name == "set" && rest != "" {
		name, rest, _ = cutSetting(rest)
	}
	c, found := named(l.all, name, rest != "")
	switch {
	case !found:
		return l.unknown("tui.line.unknown", name, l.nearest(name))
	case c.off != "":
		return l.refuse(l.t(c.off), "")
	case rest == "":
		return tea.Batch(l.nav.pop(), l.do(c))
	case c.words == nil:
		return l.refuse(l.t("tui.line.no_word", "Command", name), "")
	}
	return l.giveWord(c, rest)
}

// giveWord does a command with what stands behind its name.
func (l *commandLine) giveWord(c command, typed string) tea.Cmd {
	var names []string
	var begins []word
	for _, w := range c.words() {
		for _, name := range []string{w.value, w.name, w.other} {
			if plainName(name) == plainName(typed) {
				return tea.Batch(l.nav.pop(), c.with(w.value))
			}
		}
		if rank, ok := finds(widget.Option{Label: w.name, Find: w.other + "\n" + w.value}, typed); ok && rank == 0 {
			begins = append(begins, w)
		}
		names = append(names, w.value, w.name, w.other)
	}
	if len(begins) == 1 {
		return tea.Batch(l.nav.pop(), c.with(begins[0].value))
	}
	return l.unknown("tui.line.unknown_word", typed, query.Nearest(typed, names))
}

// unknown refuses a word and proposes the nearest.
func (l *commandLine) unknown(id, typed, nearest string) tea.Cmd {
	if nearest == "" {
		return l.refuse(l.t(id, "Value", typed), l.t("tui.line.see_all"))
	}
	return l.refuse(l.t(id, "Value", typed), l.t("tui.line.nearest", "Nearest", nearest))
}

func (l *commandLine) nearest(name string) string {
	var names []string
	for _, c := range l.all {
		names = append(names, c.id, plainName(c.name), plainName(c.other))
	}
	return query.Nearest(plainName(name), names)
}

// goToRow moves the list below to a row, counted from one.
func (l *commandLine) goToRow(n int) tea.Cmd {
	g, ok := l.below.(gridded)
	if !ok {
		return l.refuse(l.t("tui.line.no_rows"), "")
	}
	t, _, _ := g.grid()
	return tea.Batch(l.nav.pop(), t.GoTo(max(n, 1)-1), l.below.Update(chosen{}))
}

// goToCustomer opens the card of the customer with a number.
func (l *commandLine) goToCustomer(id int64) tea.Cmd {
	return ask(l.session, func(ctx context.Context) (model.Summary, error) { return l.book.Summary(ctx, id) },
		func(_ model.Summary, err error) tea.Cmd {
			if err != nil {
				return l.refuse(l.p.Error(err))
			}
			return tea.Batch(l.nav.pop(), l.nav.push(newCard(l.session, id, nil)))
		})
}

// named finds a command by its name in either language, by what people know it
// by from other programs, or by a beginning that only one has. Where words follow,
// one that takes words goes before one that takes none.
func named(all []command, typed string, words bool) (command, bool) {
	typed = plainName(typed)
	if alias, ok := map[string]string{"q": "quit", "q!": "quit", "h": "help", "lang": "language"}[typed]; ok {
		typed = alias
	}
	var whole, begins []command
	for _, c := range all {
		names := []string{c.id, plainName(c.name), plainName(c.other)}
		if slices.Contains(names, typed) {
			whole = append(whole, c)
		}
		if slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, typed) }) {
			begins = append(begins, c)
		}
	}
	if len(whole) == 0 && !slices.ContainsFunc(begins, func(c command) bool { return c.id != begins[0].id }) {
		whole = begins
	}
	if len(whole) == 0 {
		return command{}, false
	}
	at := slices.IndexFunc(whole, func(c command) bool { return (c.words != nil) == words })
	return whole[max(at, 0)], true
}

// plainName is a name as it is typed: in small letters, without blanks and dots.
func plainName(name string) string {
	return strings.NewReplacer(" ", "_", "…", "", ",", "", "，", "").Replace(strings.ToLower(strings.TrimSpace(name)))
}

// cutWord parts the first word from what stands behind it; behind reports that
// the word is finished.
func cutWord(text string) (word, rest string, behind bool) {
	text = strings.TrimLeft(text, ":： ")
	at := strings.IndexFunc(text, unicode.IsSpace)
	if at < 0 {
		return text, "", false
	}
	return text[:at], strings.TrimSpace(text[at:]), true
}

// cutSetting is cutWord for "theme dark", "theme=dark" and "mouse off".
func cutSetting(text string) (name, value string, behind bool) {
	if name, value, behind = strings.Cut(text, "="); behind {
		return strings.TrimSpace(name), strings.TrimSpace(value), true
	}
	return cutWord(text)
}

func rowNumber(text string) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && n >= 0
}

// newWordChooser asks for the word of a command that was given without one.
func newWordChooser(s *session, c command) *chooser {
	var options []widget.Option
	for _, w := range c.words() {
		options = append(options, widget.Option{Value: w.value, Label: w.name, Find: w.other})
	}
	return newChooser(s, c.firstLetterUp(), "", options, c.with)
}
