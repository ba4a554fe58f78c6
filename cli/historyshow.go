package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

func newHistoryShow(a *app) *cobra.Command {
	cmd := a.command("history_show", "show N")
	cmd.Args = exactly(1)
	limit := cmd.Flags().Int("limit", 0, a.t("cli.history.flag.limit"))
	a.completes(cmd, a.changeSets(""))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		id, err := changeNumber(cmd, args)
		if err == nil && *limit < 0 {
			err = usage(cmd, "flag_bad_value", "Flag", "--limit", "Value", *limit)
		}
		if err != nil {
			return err
		}
		return a.historyShow(cmd.Context(), id, *limit)
	}
	return cmd
}

// A changedRecord is one record of a change set, with its name.
type changedRecord struct {
	change model.Change
	name   store.RecordName
}

// changedView is the JSON of a changed record; texts are as people read them.
type changedView struct {
	Kind     string             `json:"kind"`
	ID       int64              `json:"id"`
	Name     string             `json:"name"`
	Customer string             `json:"customer"`
	Created  bool               `json:"created"`
	Fields   []changedFieldView `json:"fields"`
}

type changedFieldView struct {
	Field string `json:"field"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

// historyShow lists the records of a change set with their fields, before and after.
func (a *app) historyShow(ctx context.Context, id int64, limit int) error {
	return a.inBook(ctx, func(b *store.Book) error {
		cs, err := b.ChangeSet(ctx, id)
		if err != nil {
			return err
		}
		levels, err := b.Levels(ctx)
		if err != nil {
			return err
		}
		if a.output == string(formatTable) {
			a.printChangeSet(ctx, b, cs)
		}
		v := values{a, levels}
		rows := paged(pageSize, func(offset int) ([]changedRecord, error) { return changedRecords(ctx, b, id, offset) })
		return emit(a, list[changedRecord]{
			columns: v.changedColumns(),
			rows:    limited(rows, limit),
			id:      func(r changedRecord) string { return fmt.Sprintf("%s:%d", r.change.Kind, r.change.ID) },
			json:    func(r changedRecord) any { return v.viewChanged(r) },
		})
	})
}

// printChangeSet says what a change set did, who wrote it, when and from where.
func (a *app) printChangeSet(ctx context.Context, b *store.Book, cs *model.ChangeSet) {
	fmt.Fprintln(a.out, a.historyLine(ctx, b, *cs))
	fmt.Fprintln(a.out, a.t("cli.history_show.by", "ID", cs.ID, "Actor", widget.Grid(cs.Actor), "At", a.clock(cs.At), "Origin", a.t("tui.origin."+string(cs.Origin))))
	if cs.UndoneBy != 0 {
		fmt.Fprintln(a.out, a.t("cli.history_show.undone", "ID", cs.UndoneBy))
	}
	fmt.Fprintln(a.out)
}

func changedRecords(ctx context.Context, b *store.Book, id int64, offset int) ([]changedRecord, error) {
	changes, err := b.ChangedRecords(ctx, id, offset, pageSize)
	if err != nil {
		return nil, err
	}
	names, err := b.Names(ctx, each(changes, func(c model.Change) model.Ref { return c.Ref }))
	return each(changes, func(c model.Change) changedRecord { return changedRecord{c, names[c.Ref]} }), err
}

func (v values) changedColumns() []column[changedRecord] {
	ref := func(r changedRecord) string { return fmt.Sprintf("%s:%d", r.change.Kind, r.change.ID) }
	return []column[changedRecord]{
		{key: "record", title: "history.column.record", text: func(r changedRecord) string {
			return v.t("kind."+string(r.change.Kind)) + " " + v.recordName(r.change.Ref, r.name)
		}, raw: ref},
		{key: "changes", title: "history.column.changes", text: v.changesText, raw: v.changesText},
	}
}

// changesText is what happened to a record, field by field.
func (v values) changesText(r changedRecord) string {
	if r.change.Created {
		return v.t("history.created")
	}
	var parts []string
	for _, key := range slices.Sorted(maps.Keys(r.change.Fields)) {
		f := v.changedField(r, key)
		parts = append(parts, v.t("history.field", "Field", v.say.Field(key), "Old", orDash(clipped(f.Old)), "New", orDash(clipped(f.New))))
	}
	return strings.Join(parts, v.t("history.semicolon"))
}

// clipped is the beginning of a long text on one line.
func clipped(text string) string { return widget.Truncate(widget.Grid(text), 60) }

func (v values) changedField(r changedRecord, key string) changedFieldView {
	text := func(canonical string) string {
		if key == "state" {
			return v.t("history.state." + stateName(canonical))
		}
		return v.text(r.change.Kind, r.name.Currency, key, canonical)
	}
	return changedFieldView{v.fieldKey(key), text(r.change.Fields[key][0]), text(r.change.Fields[key][1])}
}

// stateName names the canonical text of a state.
func stateName(canonical string) string {
	return map[string]string{"": "live", "1": "binned", "2": "undone"}[canonical]
}

func (v values) viewChanged(r changedRecord) changedView {
	c := changedView{Kind: string(r.change.Kind), ID: r.change.ID, Name: r.name.Name, Customer: r.name.Customer, Created: r.change.Created, Fields: []changedFieldView{}}
	if r.change.Created {
		return c
	}
	for _, key := range slices.Sorted(maps.Keys(r.change.Fields)) {
		c.Fields = append(c.Fields, v.changedField(r, key))
	}
	return c
}
