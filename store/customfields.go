package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"kehu/model"
	"kehu/query"
)

// customFields says how the definitions of custom fields lie in the file.
func customFields() *entity[model.CustomField] {
	return (&entity[model.CustomField]{
		kind:     model.KindField,
		table:    tables[model.KindField],
		fields:   model.CustomFieldFields(),
		meta:     func(f *model.CustomField) *model.Meta { return &f.Meta },
		customer: func(*model.CustomField) int64 { return 0 },
		validate: (*model.CustomField).Validate,
		rules:    checkField,
		again:    enterField,
		subject:  func(_ context.Context, _ queryer, f *model.CustomField) (string, error) { return f.Label, nil },
		owe:      func(t *tx, _, _ *model.CustomField, _ []string) { t.custom = nil },
	}).ready()
}

func (s *Store) customFields() *entity[model.CustomField] {
	return of[model.CustomField](s, model.KindField)
}

// CustomFields returns the fields of the user's own in their order.
func (b *Book) CustomFields(ctx context.Context) ([]model.CustomField, error) {
	found, err := b.store.customFields().find(ctx, b.store.reader, "state = 0 ORDER BY pos, id")
	return found, b.store.explain(err)
}

// FieldNames says what custom fields are called: by the keys that queries and
// columns have, and those of their values in change sets and problems.
func FieldNames(custom []model.CustomField) map[string]string {
	names := make(map[string]string, 2*len(custom))
	for _, f := range custom {
		if names[f.ValueKey()] = f.Label; f.State == model.Live {
			names[f.Key] = f.Label
		}
	}
	return names
}

// CustomField returns the definition of a field in whatever state; a NotFound
// problem when there is none.
func (b *Book) CustomField(ctx context.Context, id int64) (*model.CustomField, error) {
	f, err := b.store.customFields().get(ctx, b.store.reader, id)
	return f, b.store.explain(err)
}

// AllCustomFields is CustomFields with those that were removed behind: the
// history speaks of them.
func (b *Book) AllCustomFields(ctx context.Context) ([]model.CustomField, error) {
	found, err := b.store.customFields().find(ctx, b.store.reader, "state < 2 ORDER BY state, pos, id")
	return found, b.store.explain(err)
}

// customFields reads all definitions, removed ones too, once in a transaction.
func (t *tx) customFields() ([]model.CustomField, error) {
	if t.custom != nil {
		return t.custom, nil
	}
	found, err := t.store.customFields().find(t.ctx, t, "1 ORDER BY pos, id")
	t.custom = slices.Grow(found, 1) // not nil
	return found, err
}

// checkField holds keys and labels apart, and keys and types as they are.
func checkField(t *tx, before, f *model.CustomField) error {
	if before != nil && (before.Key != f.Key || before.Type != f.Type) {
		return ofField(model.Invalidf("type", "field_type_fixed", "Label", before.Label))
	}
	if builtin := query.Customers().Field(f.Key); before == nil && builtin != nil {
		return ofField(model.Invalidf("key", "field_key_builtin", "Value", f.Key, "Name", builtin.Key))
	}
	all, err := t.customFields()
	if err != nil {
		return err
	}
	if before == nil && len(all) >= model.MostCustomFields {
		return ofField(model.Invalidf("key", "field_too_many", "Limit", model.MostCustomFields))
	}
	for _, o := range all {
		switch {
		case o.ID == f.ID || o.State != model.Live:
		case strings.EqualFold(o.Key, f.Key):
			return ofField(model.Invalidf("key", "field_key_taken", "Value", f.Key, "Label", o.Label))
		case strings.EqualFold(o.Label, f.Label):
			return ofField(model.Invalidf("label", "field_label_taken", "Value", f.Label, "Key", o.Key))
		}
	}
	return nil
}

// ofField says that the field to blame is one of a definition.
func ofField(p *model.Problem) *model.Problem {
	p.Of = model.KindField
	return p
}

// enterField gives a new field the last place. Where one of the same key and type
// was removed, that one comes back, with the values that customers have in it.
func enterField(t *tx, f *model.CustomField) (removed *model.CustomField, err error) {
	all, err := t.customFields()
	f.Pos = behind(all, func(o model.CustomField) int64 { return o.Pos })
	i := slices.IndexFunc(all, func(o model.CustomField) bool {
		return o.State == model.Binned && o.Key == f.Key && o.Type == f.Type
	})
	if i < 0 {
		return nil, err
	}
	return &all[i], err
}

// behind is the place after all others.
func behind[T any](all []T, pos func(T) int64) (last int64) {
	for _, o := range all {
		last = max(last, pos(o))
	}
	return last + 1
}

// RenameOption gives an option of a field another text, there and with all the
// customers who have it, as one change set.
func (b *Book) RenameOption(ctx context.Context, f *model.CustomField, from, to string) (cs *model.ChangeSet, err error) {
	err = b.store.inTx(ctx, func(t *tx) error {
		before := *f
		f.Options = slices.Clone(f.Options)
		at := slices.Index(f.Options, from)
		if at < 0 {
			return ofField(model.Invalidf("options", "choice_unknown", "Value", from, "Allowed", strings.Join(f.Options, ", ")))
		}
		f.Options[at], f.Default = to, strings.Join(replaced(model.SplitOptions(f.Default), from, to), ", ")
		change, err := b.store.customFields().save(t, f)
		if err != nil || change == nil {
			return firstError(err, errRollback)
		}
		moved, err := t.renameValues(&before, from, to)
		if err != nil {
			return err
		}
		cs, err = t.describe(b, f, append([]model.Change{*change}, moved...))
		return err
	})
	return cs, err
}

// renameValues puts one option for another in the values of customers.
func (t *tx) renameValues(f *model.CustomField, from, to string) ([]model.Change, error) {
	rows, err := t.query("SELECT DISTINCT customer_id FROM custom_values WHERE field_id = ? AND value = ?", f.ID, from)
	ids, err := scanAll(rows, err, scanOne[int64])
	if err != nil {
		return nil, err
	}
	var changes []model.Change
	e := t.store.customers()
	for _, id := range ids {
		before, err := e.get(t.ctx, t, id)
		if err != nil {
			return nil, err
		}
		after := *before
		after.SetCustom(f, withOption(f, before.CustomText(f.ID), from, to))
		change, err := e.write(t, before, &after)
		if err != nil {
			return nil, err
		}
		changes = append(changes, *change)
	}
	return changes, nil
}

// withOption returns a value of a field with another option in place of one.
func withOption(f *model.CustomField, text, from, to string) string {
	parts := replaced(model.CustomValue{Type: f.Type, Text: text}.Parts(), from, to)
	if f.Type == model.CustomChoices {
		return model.ListText(parts)
	}
	return strings.Join(parts, "")
}

// replaced puts one text for another, in whatever letter case that stands.
func replaced(texts []string, from, to string) []string {
	for i := range texts {
		if strings.EqualFold(texts[i], from) {
			texts[i] = to
		}
	}
	return texts
}

// FieldUse returns how many customers in the book have a value in a custom field.
func (b *Book) FieldUse(ctx context.Context, id int64) (n int, err error) {
	err = b.store.reader.QueryRowContext(ctx, `SELECT count(*) FROM custom_values v JOIN customers c ON c.id = v.customer_id AND c.state = 0
		WHERE v.field_id = ? AND v.pos = 0`, id).Scan(&n)
	return n, b.store.explain(err)
}

// customRules checks what a customer has in custom fields, and the level where it
// is another: both may be gone since the form was opened.
func customRules(t *tx, before, c *model.Customer) error {
	defs, err := t.customFields()
	if err != nil {
		return err
	}
	var ps model.Problems
	if len(defs) > 0 {
		ps.Add(model.CheckCustom(defs, before, c))
	}
	if c.Level != "" && (before == nil || before.Level != c.Level) {
		ps.Add(t.checkLevel(c.Level))
	}
	return ps.OrNil()
}

// customList is how the custom values of a customer are listed among the lists.
const customList = "custom"

func loadCustom(ctx context.Context, db queryer, ids clause, byID map[int64]*model.Customer) error {
	rows, err := customRows(ctx, db, ids)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		id, v, err := scanCustom(rows)
		if c := byID[id]; err == nil && c != nil { // a damaged page gives rows that nobody asked for
			c.Custom = addCustom(c.Custom, v)
		}
		return err
	})
}

// customRows selects the custom values of customers, in the order of fields.
func customRows(ctx context.Context, db queryer, ids clause) (*sql.Rows, error) {
	return db.QueryContext(ctx, "SELECT v.customer_id, v.field_id, f.type, v.value FROM custom_values v CROSS JOIN custom_fields f ON f.id = v.field_id "+
		"WHERE v.customer_id IN ("+ids.sql+") ORDER BY v.customer_id, v.field_id, v.pos", ids.args...)
}

func scanCustom(rows *sql.Rows) (id int64, v model.CustomValue, err error) {
	err = rows.Scan(&id, &v.Field, &v.Type, &v.Text)
	return id, v, err
}

// addCustom adds the value of a row; rows of a list become one value.
func addCustom(values []model.CustomValue, v model.CustomValue) []model.CustomValue {
	if v.Type != model.CustomChoices {
		return append(values, v)
	}
	if last := len(values) - 1; last >= 0 && values[last].Field == v.Field {
		values[last].Text = model.ListText(append(values[last].Parts(), v.Text))
		return values
	}
	v.Text = model.ListText([]string{v.Text})
	return append(values, v)
}

func saveCustom(t *tx, c *model.Customer, isNew bool) error {
	if err := t.clear("custom_values", "customer_id", c.ID, isNew); err != nil || len(c.Custom) == 0 {
		return err
	}
	var args []any
	for _, v := range c.Custom {
		for pos, part := range v.Parts() {
			args = append(args, c.ID, v.Field, pos, part, customSort(v.Type, part))
		}
	}
	return t.insertRows("custom_values", "customer_id, field_id, pos, value, sort", args)
}

// summariesCustom gives summaries their custom values; at is where each customer
// stands. A book that has no values is not asked for those of a page.
func summariesCustom(ctx context.Context, db queryer, found []model.Summary, ids clause, at map[int64]int) error {
	var any bool
	if err := db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM custom_values)").Scan(&any); err != nil || !any {
		return err
	}
	rows, err := customRows(ctx, db, ids)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		id, v, err := scanCustom(rows)
		if err == nil {
			found[at[id]].Custom = addCustom(found[at[id]].Custom, v)
		}
		return err
	})
}

// defaultsOf gives a new customer the defaults of the book.
func (t *tx) defaultsOf(c *model.Customer, now time.Time) error {
	defs, err := t.customFields()
	if err != nil || len(defs) == 0 {
		return err
	}
	own, err := t.currency()
	model.ApplyDefaults(defs, c, now, own)
	return err
}
