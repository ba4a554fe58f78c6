package cli

import (
	"context"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/query"
	"kehu/store"
)

func newHistory(a *app) *cobra.Command {
	cmd := a.command("history", "history [REF]")
	cmd.Args = cobra.ArbitraryArgs
	limit := cmd.Flags().Int("limit", 0, a.t("cli.history.flag.limit"))
	text := cmd.Flags().String("query", "", a.t("cli.history.flag.query"))
	a.completes(cmd, at(a.customers, nil))
	a.completesFlag(cmd, "query", a.historyQueries)
	cmd.RunE = runE(func(ctx context.Context, args []string) error {
		if *limit < 0 {
			return usage(cmd, "flag_bad_value", "Flag", "--limit", "Value", *limit)
		}
		return a.history(ctx, strings.Join(args, " "), *text, *limit)
	})
	cmd.AddCommand(newHistoryShow(a))
	return cmd
}

// changeSetView is a change set.
type changeSetView struct {
	ID       int64      `json:"id"`
	At       *time.Time `json:"at"`
	Actor    string     `json:"actor"`
	Origin   string     `json:"origin"`
	Action   string     `json:"action"`
	Kind     string     `json:"kind"`
	Count    int64      `json:"count"`
	Subject  string     `json:"subject"`
	Fields   []string   `json:"fields"`
	Undoes   *int64     `json:"undoes"`
	UndoneBy *int64     `json:"undone_by"`
}

func viewChangeSet(c model.ChangeSet) changeSetView {
	v := changeSetView{ID: c.ID, At: instant(c.At), Actor: c.Actor, Origin: string(c.Origin), Action: string(c.Action),
		Kind: string(c.Kind), Count: c.Count, Subject: c.Subject, Fields: some(c.Fields)}
	if c.Undoes != 0 {
		v.Undoes = &c.Undoes
	}
	if c.UndoneBy != 0 {
		v.UndoneBy = &c.UndoneBy
	}
	return v
}

// history lists change sets, newest first: of the book or of one customer, those
// that a query finds.
func (a *app) history(ctx context.Context, ref, text string, limit int) error {
	return a.inBook(ctx, func(b *store.Book) error {
		q, err := query.Parse(text, query.History())
		if err != nil {
			return err
		}
		of, err := customerRef(ctx, b, ref)
		if err != nil {
			return err
		}
		none := "cli.history.none"
		if q.Where != nil {
			none = "cli.history.none_found"
		}
		return emit(a, list[model.ChangeSet]{
			columns: a.historyColumns(ctx, b),
			rows:    limited(changeSets(ctx, b, store.HistoryQuery{Query: q, Of: of}, limit), limit),
			id:      func(c model.ChangeSet) string { return strconv.FormatInt(c.ID, 10) },
			json:    func(c model.ChangeSet) any { return viewChangeSet(c) },
			none:    none,
		})
	})
}

// changeSets gives what a query finds page by page, each from the end of the one
// before.
func changeSets(ctx context.Context, b *store.Book, q store.HistoryQuery, limit int) iter.Seq2[model.ChangeSet, error] {
	size := pageSize
	if limit > 0 {
		size = min(limit, pageSize)
	}
	last := store.Place{}
	return paged(size, func(offset int) ([]model.ChangeSet, error) {
		sets, err := b.ChangeSets(ctx, q, store.Page{Offset: offset, Limit: size, Known: last})
		if len(sets) > 0 {
			last = store.Place{ID: sets[len(sets)-1].ID, Offset: offset + len(sets) - 1}
		}
		return sets, err
	})
}

// customerRef returns the customer that text names, and nil for no text.
func customerRef(ctx context.Context, b *store.Book, text string) (*model.Ref, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	id, _, err := b.FindAny(ctx, text)
	return &model.Ref{Kind: model.KindCustomer, ID: id}, err
}

func (a *app) historyColumns(ctx context.Context, b *store.Book) []column[model.ChangeSet] {
	number := func(c model.ChangeSet) string { return strconv.FormatInt(c.ID, 10) }
	return []column[model.ChangeSet]{
		{key: "change_set", right: true, text: number, raw: number},
		{key: "at", text: func(c model.ChangeSet) string { return a.clock(c.At) },
			raw: func(c model.ChangeSet) string { return rawInstant(c.At) }},
		sameText("actor", func(c model.ChangeSet) string { return c.Actor }),
		{key: "origin", title: "tui.history.origin", text: func(c model.ChangeSet) string { return a.t("tui.origin." + string(c.Origin)) },
			raw: func(c model.ChangeSet) string { return string(c.Origin) }},
		{key: "action", text: func(c model.ChangeSet) string { return a.historyLine(ctx, b, c) },
			raw: func(c model.ChangeSet) string { return string(c.Action) }},
		sameText("count", func(c model.ChangeSet) string { return strconv.FormatInt(c.Count, 10) }),
		{key: "undone_by", right: true, text: undoneBy, raw: undoneBy},
	}
}

// historyLine is the sentence of a change set.
func (a *app) historyLine(ctx context.Context, b *store.Book, c model.ChangeSet) string {
	return a.sentence(&c, original(ctx, b, &c))
}

// original returns the ordinary change set that an undo or redo is about. When
// it cannot be read the sentence says less; the list goes on.
func original(ctx context.Context, b *store.Book, cs *model.ChangeSet) *model.ChangeSet {
	for cs != nil && cs.Undoes != 0 {
		of, err := b.ChangeSet(ctx, cs.Undoes)
		if err != nil {
			return nil
		}
		if of.Undoes == 0 {
			return of
		}
		cs = of
	}
	return nil
}

func undoneBy(c model.ChangeSet) string {
	if c.UndoneBy == 0 {
		return ""
	}
	return strconv.FormatInt(c.UndoneBy, 10)
}
