package cli

import (
	"context"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"kehu/model"
)

func newLog(a *app) *cobra.Command {
	cmd := a.command("log", "log REF WORDS… [FIELD=VALUE …]")
	cmd.Annotations = map[string]string{takesRefs: "yes", takesProse: "content"}
	cmd.Args = atLeast(1)
	flags := a.quickFlags(cmd)
	a.completes(cmd, at(a.customers, a.interactionWords()))
	cmd.RunE = runE(func(ctx context.Context, args []string) error { return a.log(ctx, args, flags.dryRun) })
	return cmd
}

// log records a contact with a customer. A next step is a follow-up as well, in
// the same change set.
func (a *app) log(ctx context.Context, words []string, dry bool) error {
	return a.quick(ctx, words, func(c quickCall) error {
		editor := newInteractionEditor(a)
		entry := model.QuickContact(c.text, *editor.entry, a.now())
		entry.Content, entry.Next = c.quoted.show(entry.Content), c.quoted.show(entry.Next)
		editor.entry = &entry
		if _, err := editor.interaction(c.assignments); err != nil {
			return err
		}
		entry.CustomerID = c.customer.ID
		if err := entry.Validate(); err != nil {
			return err
		}
		i := viewInteraction(entry)
		view, records := quickView{Interaction: &i}, []model.Record{&entry}
		if task := entry.FollowUp(); task != nil {
			t := viewTask(*task)
			view.Task, records = &t, append(records, task)
		}
		return a.finish(ctx, c, dry, a.saidOfContact(&entry), view, records...)
	})
}

// saidOfContact is what an entry says beyond what every entry does.
func (a *app) saidOfContact(i *model.Interaction) []figure {
	said := []figure{a.figureOf("channel", a.choice("channel", string(i.Channel)))}
	if i.Direction == model.DirectionIn {
		said = append(said, a.figureOf("direction", a.choice("direction", string(i.Direction))))
	}
	if i.Kind != model.InteractionOther {
		said = append(said, a.figureOf("kind", a.choice("interaction_kind", string(i.Kind))))
	}
	if a.now().Sub(i.At).Abs() > time.Minute {
		said = append(said, a.figureOf("at", a.clock(i.At)))
	}
	if i.Rating > 0 {
		said = append(said, a.figureOf("rating", strconv.FormatInt(i.Rating, 10)))
	}
	return append(said, a.figureOf("content", i.Content), a.figureOf("next", i.Next), a.figureOf("next_day", a.dayInFull(i.NextDay)))
}

// interactionEditor makes an entry of the contact history of assignments.
type interactionEditor struct {
	a     *app
	names names
	entry *model.Interaction
}

func newInteractionEditor(a *app) *interactionEditor {
	n := newNames(a, []string{"content", "channel", "direction", "kind", "at", "feedback", "rating", "outcome", "next_day", "next", "author"})
	for short, key := range map[string]string{"next_step": "next", "date": "at", "日期": "at", "反馈": "feedback"} {
		n.learn(short, key)
	}
	n.byName["next"] = "next_day" // next=+7d; the words of the step are next_step=…
	return &interactionEditor{a: a, names: n, entry: &model.Interaction{
		At: a.now(), Channel: model.ChannelPhone, Direction: model.DirectionOut, Kind: model.InteractionOther, Author: a.actor().Name,
	}}
}

func (e *interactionEditor) interaction(assignments []assignment) (*model.Interaction, error) {
	var ps model.Problems
	for _, as := range assignments {
		key, ok := e.names.find(as.name)
		if !ok || as.op != opSet {
			return nil, e.names.unknown(as.name)
		}
		ps.Add(model.At(key, e.set(key, as.value)))
	}
	return e.entry, ps.OrNil()
}

func (e *interactionEditor) set(key, value string) (err error) {
	switch key {
	case "channel":
		return e.choose(key, "channel", keyTexts(model.Channels()), value)
	case "direction":
		return e.choose(key, "direction", []string{string(model.DirectionIn), string(model.DirectionOut)}, value)
	case "kind":
		return e.choose(key, "interaction_kind", keyTexts(model.InteractionKinds()), value)
	case "at":
		e.entry.At, err = model.ParseInstant(value, e.a.now(), e.a.now().Location())
	case "next_day":
		e.entry.NextDay, err = model.ParseDate(value, e.a.now())
	case "rating":
		if e.entry.Rating, err = strconv.ParseInt(value, 10, 64); err != nil {
			return model.Invalidf(key, "rating_range", "Value", value)
		}
	default:
		return model.FieldOf(model.InteractionFields(), key).Set(e.entry, value)
	}
	return err
}

func (e *interactionEditor) choose(key, kind string, known []string, value string) error {
	chosen, err := e.a.parseChoice(key, kind, known, value)
	if err != nil {
		return err
	}
	return model.FieldOf(model.InteractionFields(), key).Set(e.entry, chosen)
}
