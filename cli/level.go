package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kehu/locale"
	"kehu/model"
	"kehu/query"
	"kehu/store"
)

// newLevel is the command of levels and of the other lists of the user's own.
func newLevel(a *app) *cobra.Command {
	o := &choiceOptions{}
	cmd := a.command("level", "level [ls|add|set|rm]")
	cmd.Args = cobra.ArbitraryArgs
	cmd.PersistentFlags().StringVar(&o.list, "list", model.ListLevels, a.t("cli.level.flag.list"))
	a.completesFlag(cmd, "list", a.oneOf("field", model.Lists()...))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return a.levelLs(cmd.Context(), o)
	}
	ls := a.command("level_ls", "ls")
	ls.Args = exactly(0)
	ls.RunE = runE(func(ctx context.Context, _ []string) error { return a.levelLs(ctx, o) })
	add := a.command("level_add", "add NAME")
	add.Args = exactly(1)
	o.names(a, add)
	add.RunE = runE(func(ctx context.Context, args []string) error { return a.levelAdd(ctx, args[0], o) })
	rm := a.command("level_rm", "rm NAME")
	rm.Args = exactly(1)
	rm.Flags().StringVar(&o.to, "to", "", a.t("cli.level.flag.to"))
	a.completes(rm, at(a.choicesOf(o), nil))
	a.completesFlag(rm, "to", a.levels)
	rm.RunE = runE(func(ctx context.Context, args []string) error { return a.levelRm(ctx, args[0], o) })
	cmd.AddCommand(ls, add, newLevelSet(a, o), rm)
	return cmd
}

func newLevelSet(a *app, o *choiceOptions) *cobra.Command {
	set := a.command("level_set", "set NAME")
	set.Args = exactly(1)
	o.names(a, set)
	set.Flags().IntVar(&o.pos, "pos", 0, a.t("cli.level.flag.pos"))
	a.completes(set, at(a.choicesOf(o), nil))
	set.RunE = func(cmd *cobra.Command, args []string) error {
		return a.levelSet(cmd.Context(), args[0], o, cmd.Flags().Changed)
	}
	return set
}

// choiceOptions are the flags of level and its subcommands.
type choiceOptions struct {
	list, to string
	en, zh   string
	pos      int
}

func (o *choiceOptions) names(a *app, cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.en, "en", "", a.t("cli.level.flag.en"))
	cmd.Flags().StringVar(&o.zh, "zh", "", a.t("cli.level.flag.zh"))
}

// check finds the list that is meant, by its key or by its name.
func (o *choiceOptions) check(a *app) (err error) {
	if err := a.single(); err != nil {
		return err
	}
	o.list, err = a.parseChoice("list", "field", model.Lists(), o.list)
	return err
}

func (a *app) choicesOf(o *choiceOptions) completer {
	return func(t typing) []candidate {
		read := func(b *store.Book) ([]model.Choice, error) { return b.Choices(t.ctx, o.list) }
		return t.beginning(inBook(t, read, a.choiceCandidate))
	}
}

func (a *app) choiceCandidate(c model.Choice) candidate {
	return candidate{c.Key, about(c.Key, c.Name(a.say.Lang()))}
}

// choiceView is the JSON of an entry of a list.
type choiceView struct {
	ID       int64  `json:"id"`
	List     string `json:"list"`
	Key      string `json:"key"`
	NameEN   string `json:"name_en"`
	NameZH   string `json:"name_zh"`
	Used     int    `json:"used"`
	Pos      int64  `json:"pos"`
	Revision int64  `json:"revision"`
}

// usedChoice is an entry with how many records hold it.
type usedChoice struct {
	model.Choice
	used int
}

func (a *app) levelLs(ctx context.Context, o *choiceOptions) (err error) {
	if o.list, err = a.parseChoice("list", "field", model.Lists(), o.list); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		found, err := usedChoices(ctx, b, o.list)
		if err != nil {
			return err
		}
		used := func(c usedChoice) string { return strconv.Itoa(c.used) }
		return emit(a, list[usedChoice]{
			columns: []column[usedChoice]{
				sameText("key", func(c usedChoice) string { return c.Key }),
				{key: "name", title: "cli.column.choice", text: func(c usedChoice) string { return c.Name(a.say.Lang()) },
					raw: func(c usedChoice) string { return c.Name(a.say.Lang()) }},
				{key: "used", right: true, text: used, raw: used},
			},
			rows: withoutErrors(found),
			id:   func(c usedChoice) string { return c.Key },
			json: func(c usedChoice) any {
				return choiceView{c.ID, c.List, c.Key, c.NameEN, c.NameZH, c.used, c.Pos, c.Revision}
			},
			none: "cli.level.none",
		})
	})
}

func usedChoices(ctx context.Context, b *store.Book, list string) ([]usedChoice, error) {
	all, err := b.Choices(ctx, list)
	found := make([]usedChoice, len(all))
	for i, c := range all {
		found[i].Choice = c
		if err == nil {
			found[i].used, err = b.ChoiceUse(ctx, c)
		}
	}
	return found, err
}

func (a *app) levelAdd(ctx context.Context, name string, o *choiceOptions) error {
	if err := o.check(a); err != nil {
		return err
	}
	c := &model.Choice{List: o.list, Key: strings.TrimSpace(name)}
	c.Rename(locale.EN, o.en)
	c.Rename(locale.ZH, o.zh)
	return a.inNewBook(ctx, func(b *store.Book) error {
		return a.save(ctx, b, c)
	})
}

// choiceNamed finds an entry of a list by its key or any of its names.
func (a *app) choiceNamed(ctx context.Context, b *store.Book, list, name string) (*model.Choice, []model.Choice, error) {
	all, err := b.Choices(ctx, list)
	if err != nil {
		return nil, nil, err
	}
	known := make([]string, len(all))
	for i := range all {
		if known[i] = all[i].Key; all[i].Is(name) {
			return &all[i], all, nil
		}
	}
	return nil, nil, model.NewProblem(model.NotFound, "choice_not_listed", "Value", name,
		"Nearest", query.Nearest(name, known), "Known", strings.Join(known, ", "))
}

// levelSet gives an entry other names, or another place.
func (a *app) levelSet(ctx context.Context, name string, o *choiceOptions, said func(string) bool) error {
	if err := o.check(a); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		c, all, err := a.choiceNamed(ctx, b, o.list, name)
		if err != nil {
			return err
		}
		if said("en") {
			c.Rename(locale.EN, o.en)
		}
		if said("zh") {
			c.Rename(locale.ZH, o.zh)
		}
		if !said("pos") {
			return a.save(ctx, b, c)
		}
		return a.save(ctx, b, placedChoice(all, c, o.pos)...)
	})
}

// placedChoice puts an entry at a place from 1 and counts all anew.
func placedChoice(all []model.Choice, c *model.Choice, pos int) []model.Record {
	records, at := []model.Record{c}, int64(1)
	c.Pos = int64(min(max(pos, 1), len(all)))
	for i := range all {
		o := &all[i]
		if o.ID == c.ID {
			continue
		}
		if at == c.Pos {
			at++
		}
		o.Pos = at
		at++
		records = append(records, o)
	}
	return records
}

// levelRm takes an entry off its list. A level that customers have is only taken
// off together with what they get instead; other lists are but proposals.
func (a *app) levelRm(ctx context.Context, name string, o *choiceOptions) error {
	if err := o.check(a); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		c, _, err := a.choiceNamed(ctx, b, o.list, name)
		if err != nil {
			return err
		}
		refs := []model.Ref{{Kind: model.KindChoice, ID: c.ID}}
		cs, err := a.removeChoice(ctx, b, c, o.to)
		if err != nil {
			return err
		}
		return a.wrote(cs, writtenRefs(refs))
	})
}

// noLevel is the word for customers who are to have no level.
const noLevel = "-"

func (a *app) removeChoice(ctx context.Context, b *store.Book, c *model.Choice, to string) (*model.ChangeSet, error) {
	if c.List != model.ListLevels {
		return b.Bin(ctx, model.Ref{Kind: model.KindChoice, ID: c.ID})
	}
	n, err := b.ChoiceUse(ctx, *c)
	if err != nil {
		return nil, err
	}
	switch {
	case to == "" && n > 0:
		return nil, model.NewProblem(model.Usage, "level_in_use", "Count", n, "Name", c.Name(a.say.Lang()), "Key", c.Key)
	case to != "" && to != noLevel:
		other, _, err := a.choiceNamed(ctx, b, c.List, to)
		if err != nil {
			return nil, err
		}
		return b.RemoveLevel(ctx, c.ID, other.Key)
	}
	return b.RemoveLevel(ctx, c.ID, "")
}
