package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"kehu/locale"
	"kehu/model"
	"kehu/query"
	"kehu/store"
	"kehu/tui/widget"
)

// previewView is the JSON of undo and redo with --dry-run.
type previewView struct {
	Action  string         `json:"action"` // undo or redo
	Of      *changeSetView `json:"of"`
	Effects []effectView   `json:"effects"`
	Kept    []keptView     `json:"kept"`
}

type effectView struct {
	Effect string      `json:"effect"` // gone, back, binned, edited
	Kind   string      `json:"kind"`
	Count  int64       `json:"count"`
	First  []namedView `json:"first"`
}

type namedView struct {
	Kind string `json:"kind"`
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// foretell says what an undo or redo would do, and writes nothing.
func (a *app) foretell(ctx context.Context, find func(context.Context, *store.Book) (int64, error)) error {
	if err := a.single(); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		id, err := find(ctx, b)
		if err != nil {
			return err
		}
		p, err := b.Preview(ctx, id)
		if err != nil {
			return err
		}
		names, err := b.Names(ctx, namedIn(p))
		switch {
		case err != nil:
			return err
		case a.isJSON():
			return a.printJSON(viewPreview(p, ordinary(ctx, b, p.Target), names))
		case a.output == string(formatIDs):
			_, err := fmt.Fprintln(a.out, p.Target.ID)
			return err
		}
		return a.printPreview(ctx, b, p, names)
	})
}

// namedIn are the records that a preview names.
func namedIn(p *store.Preview) (refs []model.Ref) {
	for _, part := range p.Parts {
		refs = append(refs, part.First...)
	}
	return refs
}

// ordinary is a change set, or the ordinary one that an undo took back.
func ordinary(ctx context.Context, b *store.Book, cs *model.ChangeSet) *model.ChangeSet {
	if cs.Undoes == 0 {
		return cs
	}
	return original(ctx, b, cs)
}

// reversal is what taking a change set back is: the redo of an undo, or an undo.
func reversal(target *model.ChangeSet) model.Action {
	if target.Action == model.ActionUndo {
		return model.ActionRedo
	}
	return model.ActionUndo
}

func viewPreview(p *store.Preview, of *model.ChangeSet, names map[model.Ref]store.RecordName) previewView {
	v := previewView{Action: string(reversal(p.Target)), Kept: each(p.Kept, viewKept)}
	if of != nil {
		view := viewChangeSet(*of)
		v.Of = &view
	}
	v.Effects = each(p.Parts, func(part store.PreviewPart) effectView {
		return effectView{string(part.Effect), string(part.Kind), part.Count, each(part.First, func(r model.Ref) namedView {
			return namedView{string(r.Kind), r.ID, names[r].Name}
		})}
	})
	return v
}

func (a *app) printPreview(ctx context.Context, b *store.Book, p *store.Preview, names map[model.Ref]store.RecordName) error {
	what := ""
	if of := ordinary(ctx, b, p.Target); of != nil {
		what = a.sentence(of, nil)
	}
	fmt.Fprintln(a.out, a.t("cli.would."+string(reversal(p.Target)), "ID", first(p.Target), "What", what))
	if len(p.Parts) == 0 {
		fmt.Fprintln(a.out, "  "+a.t("history.effect.none"))
	}
	for _, part := range p.Parts {
		fmt.Fprintln(a.out, "  "+a.effect(part, names))
	}
	a.tellKept(p.Kept)
	return nil
}

// first is the number of the ordinary change set that a preview is about.
func first(target *model.ChangeSet) int64 {
	if target.Undoes != 0 {
		return target.Undoes
	}
	return target.ID
}

// effect says what would become of the records of a kind, and names the first.
func (a *app) effect(part store.PreviewPart, names map[model.Ref]store.RecordName) string {
	kind := a.t("tui.kinds." + string(part.Kind)) // with the measure word, in Chinese
	if part.Kind == model.KindSettings {
		return a.t("history.effect.settings")
	}
	if part.Count == 1 && a.say.Lang() != locale.ZH {
		kind = a.t("kind." + string(part.Kind))
	}
	said := each(part.First, func(r model.Ref) string { return a.recordName(r, names[r]) })
	if int64(len(said)) < part.Count {
		said = append(said, "…")
	}
	return a.t("history.effect."+string(part.Effect), "Count", part.Count, "Kind", kind, "Names", strings.Join(said, a.t("cli.comma")))
}

// recordName is what a record is called in a line: its name, behind whose it is.
func (a *app) recordName(ref model.Ref, n store.RecordName) string {
	name := widget.Grid(a.say.RecordName(string(ref.Kind), n.Name))
	if ref.Kind != model.KindView { // whose names are short enough for a tab
		name = widget.Truncate(name, 40)
	}
	if name == "" {
		name = "#" + strconv.FormatInt(ref.ID, 10)
	}
	if n.Customer != "" {
		name = widget.Grid(n.Customer) + " · " + name
	}
	return name
}

// historyQueries completes queries of the history.
func (a *app) historyQueries(t typing) []candidate { return a.inQueryOf(t, "", query.History()) }

// changeSets proposes the numbers of change sets that a query finds.
func (a *app) changeSets(text string) completer {
	return func(t typing) []candidate {
		q, err := query.Parse(text, query.History())
		if err != nil {
			return nil
		}
		read := func(b *store.Book) ([]model.ChangeSet, error) {
			return b.ChangeSets(t.ctx, store.HistoryQuery{Query: q}, store.Page{Limit: mostCandidates})
		}
		return t.beginning(inBook(t, read, func(cs model.ChangeSet) candidate {
			return candidate{strconv.FormatInt(cs.ID, 10), a.sentence(&cs, nil)}
		}))
	}
}
