package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/locale"
	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// A foretold undo is a preview with the words that its question needs.
type foretold struct {
	preview *store.Preview
	of      *model.ChangeSet // the ordinary change set that it is about
	names   map[model.Ref]store.RecordName
}

// askUndo says what taking a change set back would do, and asks before it does it.
func (s *session) askUndo(id int64) tea.Cmd {
	return s.askTurn("history.ask.undo", func(context.Context) (int64, error) { return id, nil })
}

// askRedo is askUndo for a change set that was taken back, which is done again.
func (s *session) askRedo(id int64) tea.Cmd {
	return s.askTurn("history.ask.redo", func(ctx context.Context) (int64, error) { return s.book.UndoOf(ctx, id) })
}

func (s *session) askTurn(question string, find func(context.Context) (int64, error)) tea.Cmd {
	own := *s
	s.nav.say(toast{text: s.t("tui.working")})
	return ask(s, func(ctx context.Context) (f foretold, err error) {
		id, err := find(ctx)
		if err != nil {
			return f, err
		}
		return own.foretell(ctx, id)
	}, func(f foretold, err error) tea.Cmd {
		if err != nil {
			s.fail(err)
			return nil
		}
		s.nav.say(toast{})
		return s.nav.push(s.turnQuestion(question, f))
	})
}

func (s *session) foretell(ctx context.Context, id int64) (f foretold, err error) {
	if f.preview, err = s.book.Preview(ctx, id); err != nil {
		return f, err
	}
	if f.of = f.preview.Target; f.of.Undoes != 0 {
		f.of = s.original(ctx, f.of)
	}
	var refs []model.Ref
	for _, part := range f.preview.Parts {
		refs = append(refs, part.First...)
	}
	for _, k := range head(f.preview.Kept, keptNamed) {
		refs = append(refs, k.Ref)
	}
	f.names, err = s.book.Names(ctx, refs)
	return f, err
}

// turnQuestion asks whether to take back what a preview is about.
func (s *session) turnQuestion(question string, f foretold) *question {
	if f.preview.Target.Action == model.ActionUndo { // whose inverse does the change again
		question = "history.ask.redo"
	}
	what := ""
	if f.of != nil {
		what = s.sentence(f.of, nil)
	}
	id := f.preview.Target.ID
	return newDetailed(s, s.t(question, "What", clipTo(what, 300)), s.foretoldLines(f), func() tea.Cmd {
		s.nav.say(toast{text: s.t("tui.working")})
		return s.change(func(ctx context.Context) (*model.ChangeSet, error) { return s.book.Undo(ctx, id) }, nil)
	})
}

// questionWidth is how wide the details of a question are wrapped.
const questionWidth = 58

// foretoldLines are what would change, and what would be kept.
func (s *session) foretoldLines(f foretold) []string {
	var lines []string
	if len(f.preview.Parts) == 0 {
		lines = append(lines, s.t("history.effect.none"))
	}
	for _, part := range f.preview.Parts {
		lines = append(lines, widget.Wrap(s.effect(part, f.names), questionWidth)...)
	}
	if len(f.preview.Kept) > 0 {
		lines = append(lines, "", s.t("history.kept", "Count", len(f.preview.Kept)))
	}
	for i, k := range f.preview.Kept {
		if i == keptNamed {
			lines = append(lines, "  "+s.t("history.kept_more", "Count", len(f.preview.Kept)-i))
			break
		}
		lines = append(lines, "  "+widget.Truncate(s.keptName(k, f.names[k.Ref]), questionWidth-2))
	}
	return lines
}

// keptNamed is how many things that an undo leaves alone are named one by one.
const keptNamed = 4

func (s *session) keptName(k model.Kept, name store.RecordName) string {
	text := s.kindAndName(k.Ref, name)
	if k.Field != "" {
		text = s.p.Field(k.Field) + " · " + text
	}
	return text
}

// effect says what would become of the records of a kind, and names the first.
func (s *session) effect(part store.PreviewPart, names map[model.Ref]store.RecordName) string {
	if part.Kind == model.KindSettings {
		return s.t("history.effect.settings")
	}
	kind := s.kinds(part.Kind)
	if part.Count == 1 && s.p.Lang() != locale.ZH {
		kind = s.t("kind." + string(part.Kind))
	}
	var said []string
	for _, ref := range part.First {
		said = append(said, widget.Truncate(s.recordName(ref, names[ref]), 30))
	}
	if int64(len(said)) < part.Count {
		said = append(said, "…")
	}
	return s.t("history.effect."+string(part.Effect), "Count", part.Count, "Kind", kind, "Names", strings.Join(said, s.t("tui.list_comma")))
}
