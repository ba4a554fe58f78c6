package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

// A quickCall is a command such as "log 张伟 电话 询价A4纸 评分4 下周三回访 owner=li": whom
// its first words name, what the others say, and what was assigned.
type quickCall struct {
	book        *store.Book
	customer    model.Summary
	text        string // the words behind the name, as model.QuickContact and the like read them
	quoted      quoted
	assignments []assignment
}

// The flags of the commands that read a line of quick entry.
type quickFlags struct{ dryRun bool }

func (a *app) quickFlags(cmd *cobra.Command) *quickFlags {
	f := &quickFlags{}
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, a.t("cli.quick.flag.dry_run"))
	return f
}

// quick finds out whom the words are about, and runs f.
func (a *app) quick(ctx context.Context, words []string, f func(quickCall) error) error {
	if err := a.single(); err != nil {
		return err
	}
	bare, assignments := partWords(words)
	if len(bare) == 0 {
		return model.NewProblem(model.Usage, "ref_missing")
	}
	return a.inBook(ctx, func(b *store.Book) error {
		id, rest, err := a.whom(ctx, b, bare)
		if err != nil {
			return err
		}
		c := quickCall{book: b, assignments: assignments}
		if c.customer, err = b.Summary(ctx, id); err != nil {
			return err
		}
		c.text = c.quoted.hide(rest)
		return f(c)
	})
}

// partWords parts words that assign a value from those that stand alone. Here is
// no list to add to: +7d is a day.
func partWords(words []string) (bare []string, assignments []assignment) {
	for _, word := range words {
		name, value, ok := cutEquals(word)
		if name = strings.TrimSpace(name); ok && name != "" {
			assignments = append(assignments, assignment{name: name, value: strings.TrimSpace(value)})
		} else {
			bare = append(bare, word)
		}
	}
	return bare, assignments
}

// whom finds the customer whom the first words name, and returns the others. A
// whole line in quotes is read like one without them.
func (a *app) whom(ctx context.Context, b *store.Book, words []string) (id int64, rest []string, err error) {
	id, used, err := b.FindFirst(ctx, words)
	if line := strings.Fields(words[0]); err != nil && len(words) == 1 && len(line) > 1 {
		if id, used, again := b.FindFirst(ctx, line); again == nil {
			return id, line[used:], nil
		}
	}
	return id, words[used:], err
}

// quoted are words with blanks in them: somebody put them in quotes, and they are
// taken as they are. A sign of the private use area stands for each.
type quoted []string

const firstQuoted = '\uE100'

// hide joins words by blanks, with a sign in the place of each that has blanks.
func (q *quoted) hide(words []string) string {
	out := make([]string, len(words))
	for i, word := range words {
		if out[i] = word; strings.ContainsAny(word, " \t\n") && len(*q) < 0x100 {
			out[i] = string(rune(firstQuoted + len(*q)))
			*q = append(*q, word)
		}
	}
	return strings.Join(out, " ")
}

// show puts the words back.
func (q quoted) show(text string) string {
	for i, word := range q {
		text = strings.ReplaceAll(text, string(rune(firstQuoted+i)), word)
	}
	return text
}

// plain reports whether there is nothing but words in quotes.
func (c *quickCall) plain() bool {
	return strings.TrimFunc(c.text, func(r rune) bool { return r == ' ' || r >= firstQuoted && r < firstQuoted+0x100 }) == ""
}

// understood tells what was made of the words, before it is written: on standard
// error, or in a dry run as the result.
func (a *app) understood(c quickCall, dry bool, said []figure) {
	parts := []string{c.customer.DisplayName()}
	for _, f := range said {
		if f.value != "" {
			parts = append(parts, f.name+" "+f.value)
		}
	}
	line := a.t("cli.quick.understood", "What", strings.Join(parts, " · "))
	if dry {
		fmt.Fprintln(a.out, safeLines(line))
		a.note("cli.quick.not_written")
	} else if !c.plain() {
		fmt.Fprintln(a.err, safeLines(line))
	}
}

// figure is a value with the name of its field.
type figure struct{ name, value string }

func (a *app) figureOf(key, value string) figure { return figure{a.say.Field(key), value} }

// dayInFull writes a day with the day of the week; "" for none.
func (a *app) dayInFull(d model.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String() + " " + a.t("tui.weekday."+d.Weekday().String())
}

// A quickView is the JSON of a dry run: whom it is about, and what would be written.
type quickView struct {
	Customer    refView          `json:"customer"`
	Interaction *interactionView `json:"interaction,omitempty"`
	Purchase    *purchaseView    `json:"purchase,omitempty"`
	Task        *taskView        `json:"task,omitempty"`
}

// refView names a customer.
type refView struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// finish writes the records, or in a dry run tells what they would be.
func (a *app) finish(ctx context.Context, c quickCall, dry bool, said []figure, view quickView, records ...model.Record) error {
	if dry && a.isJSON() {
		view.Customer = refView{c.customer.ID, c.customer.DisplayName()}
		return a.printJSON(view)
	}
	if !a.isJSON() {
		a.understood(c, dry, said)
	}
	if dry {
		return nil
	}
	return a.save(ctx, c.book, records...)
}
