package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"kehu/model"
)

// choices says how the entries of the user's own lists lie in the file.
func choices() *entity[model.Choice] {
	return (&entity[model.Choice]{
		kind:     model.KindChoice,
		table:    tables[model.KindChoice],
		fields:   model.ChoiceFields(),
		meta:     func(c *model.Choice) *model.Meta { return &c.Meta },
		customer: func(*model.Choice) int64 { return 0 },
		validate: func(c *model.Choice, _ time.Time) error { return c.Validate() },
		rules:    checkChoice,
		again:    enterChoice,
		subject:  func(_ context.Context, _ queryer, c *model.Choice) (string, error) { return c.Key, nil },
		owe:      func(*tx, *model.Choice, *model.Choice, []string) {},
	}).ready()
}

func (s *Store) choices() *entity[model.Choice] { return of[model.Choice](s, model.KindChoice) }

// Levels returns the user's list of levels in its order.
func (b *Book) Levels(ctx context.Context) ([]model.Level, error) {
	return b.Choices(ctx, model.ListLevels)
}

// Choices returns a list of the user's own in its order.
func (b *Book) Choices(ctx context.Context, list string) ([]model.Choice, error) {
	found, err := choicesOf(ctx, b.store.choices(), b.store.reader, list)
	return found, b.store.explain(err)
}

// Choice returns an entry of a list in whatever state; a NotFound problem when
// there is none.
func (b *Book) Choice(ctx context.Context, id int64) (*model.Choice, error) {
	c, err := b.store.choices().get(ctx, b.store.reader, id)
	return c, b.store.explain(err)
}

func choicesOf(ctx context.Context, e *entity[model.Choice], db queryer, list string) ([]model.Choice, error) {
	return e.find(ctx, db, "list = ? AND state = 0 ORDER BY pos, id", list)
}

// checkChoice holds the entries of a list apart, by keys and by names.
func checkChoice(t *tx, before, c *model.Choice) error {
	if before != nil && (before.Key != c.Key || before.List != c.List) {
		return model.Invalidf("name", "choice_key_fixed", "Name", before.Key)
	}
	all, err := choicesOf(t.ctx, t.store.choices(), t, c.List)
	if err != nil {
		return err
	}
	for _, o := range all {
		for _, name := range []string{c.Key, c.NameEN, c.NameZH} {
			if o.ID != c.ID && name != "" && o.Is(name) {
				return model.Invalidf("name", "choice_taken", "Value", name)
			}
		}
	}
	return nil
}

// checkLevel refuses a level that is not, or no longer, on the list.
func (t *tx) checkLevel(key string) error {
	all, err := choicesOf(t.ctx, t.store.choices(), t, model.ListLevels)
	if err != nil || slices.ContainsFunc(all, func(l model.Level) bool { return l.Key == key }) {
		return err
	}
	known := make([]string, len(all))
	for i, l := range all {
		known[i] = l.Key
	}
	return model.Invalidf("level", "level_unknown", "Value", key, "Known", strings.Join(known, ", "))
}

// enterChoice gives a new entry the last place; one that was removed comes back.
func enterChoice(t *tx, c *model.Choice) (removed *model.Choice, err error) {
	all, err := t.store.choices().find(t.ctx, t, "list = ? AND state < 2 ORDER BY pos, id", c.List)
	c.Pos = behind(all, func(o model.Choice) int64 { return o.Pos })
	i := slices.IndexFunc(all, func(o model.Choice) bool { return o.State == model.Binned && o.Key == c.Key })
	if i < 0 {
		return nil, err
	}
	return &all[i], err
}

// users are the records that hold an entry of a list: their kind and column.
func users(list string) (kind model.Kind, column string) {
	if list == model.ListPayments {
		return model.KindPurchase, "payment"
	}
	return model.KindCustomer, list
}

// ChoiceUse returns how many customers (or purchases) in the book hold an entry.
func (b *Book) ChoiceUse(ctx context.Context, c model.Choice) (n int, err error) {
	kind, column := users(c.List)
	err = b.store.reader.QueryRowContext(ctx, "SELECT count(*) FROM "+tables[kind]+
		" WHERE state = 0 AND "+column+" = ?", c.Key).Scan(&n)
	return n, b.store.explain(err)
}

// RemoveLevel takes a level off the list and gives its customers, those in the bin
// too, another level ("" for none), as one change set. A level that is not there
// is a NotFound problem; one that customers are moved to must be on the list.
func (b *Book) RemoveLevel(ctx context.Context, id int64, to string) (cs *model.ChangeSet, err error) {
	err = b.store.inTx(ctx, func(t *tx) error {
		level, err := b.store.choices().get(t.ctx, t, id)
		if err != nil {
			return err
		}
		if to == level.Key {
			return model.Invalidf("level", "level_same", "Name", level.Key)
		}
		if to != "" {
			if err := t.checkLevel(to); err != nil {
				return err
			}
		}
		changes, err := t.relevel(level.Key, to)
		if err != nil {
			return err
		}
		gone, err := t.move(model.KindChoice, id, id, model.Live, model.Binned, "")
		if err != nil {
			return err
		}
		if len(gone) == 0 {
			return model.NewProblem(model.NotFound, "choice_not_found", "ID", id)
		}
		cs = &model.ChangeSet{Action: model.ActionBin, Kind: model.KindChoice, Count: 1, Subject: level.Key}
		return t.record(b, cs, append(gone, changes...))
	})
	return cs, err
}

// relevel gives all customers of a level another one. They need not be read for
// it: no word, sum or order but that of levels depends on it.
func (t *tx) relevel(from, to string) ([]model.Change, error) {
	change := sumChange("level", from, to)
	rows, err := t.query("UPDATE customers SET level = ?, revision = revision + 1, "+newSum+" WHERE level = ? RETURNING id, revision",
		to, change, change, from)
	return scanAll(rows, err, func(rows *sql.Rows, c *model.Change) error {
		c.Kind, c.Fields = model.KindCustomer, map[string][2]string{"level": {from, to}}
		err := rows.Scan(&c.ID, &c.Revision)
		c.Last = c.ID
		return err
	})
}
