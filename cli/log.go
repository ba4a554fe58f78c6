package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

func newLog(a *app) *cobra.Command {
	cmd := a.command("log", "log REF content=… [FIELD=VALUE …]")
	cmd.Annotations = map[string]string{takesRefs: "yes", takesProse: "content"}
	cmd.Args = atLeast(2)
	a.completes(cmd, at(a.customers, a.interactionWords()))
	cmd.RunE = runE(func(ctx context.Context, args []string) error { return a.log(ctx, args[0], args[1:]) })
	return cmd
}

// log records a contact with a customer. A next step is a follow-up as well, in
// the same change set.
func (a *app) log(ctx context.Context, ref string, words []string) error {
	return a.withCustomer(ctx, ref, proseAsContent(words), func(b *store.Book, id int64, assignments []assignment) error {
		entry, err := newInteractionEditor(a).interaction(assignments)
		if err != nil {
			return err
		}
		entry.CustomerID = id
		records := []model.Record{entry}
		if task := a.followUp(entry); task != nil {
			records = append(records, task)
		}
		return a.save(ctx, b, records...)
	})
}

// proseAsContent lets words that set no field be the content.
func proseAsContent(words []string) []string {
	prose, rest := []string{}, []string{}
	for _, word := range words {
		if isAssignment(word) {
			rest = append(rest, word)
		} else {
			prose = append(prose, word)
		}
	}
	if len(prose) == 0 {
		return rest
	}
	return append([]string{"content=" + strings.Join(prose, " ")}, rest...)
}

// followUp is the task that a next step asks for, nil for none.
func (a *app) followUp(entry *model.Interaction) *model.Task {
	if entry.Next == "" && entry.NextDay.IsZero() {
		return nil
	}
	task := &model.Task{CustomerID: entry.CustomerID, Title: entry.Next, Due: entry.NextDay, Owner: a.actor().Name}
	if task.Title == "" {
		task.Title = a.t("cli.log.follow_up")
	}
	return task
}

// interactionEditor makes an entry of the contact history of assignments.
type interactionEditor struct {
	a     *app
	names names
	entry *model.Interaction
}

func newInteractionEditor(a *app) *interactionEditor {
	n := newNames(a, []string{"content", "channel", "direction", "kind", "at", "feedback", "rating", "outcome", "next_day", "next"})
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
