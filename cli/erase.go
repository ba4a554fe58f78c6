package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

// eraseOptions are the flags of erase.
type eraseOptions struct {
	keepPurchases, dryRun, yes, force, finish bool
	note, report                              string
}

func newErase(a *app) *cobra.Command {
	var o eraseOptions
	cmd := a.command("erase", "erase REF")
	cmd.Annotations = map[string]string{takesRefs: "yes"}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&o.dryRun, "dry-run", false, a.t("cli.erase.flag.dry_run"))
	flags.BoolVar(&o.keepPurchases, "keep-purchases", false, a.t("cli.erase.flag.keep_purchases"))
	flags.StringVar(&o.note, "note", "", a.t("cli.erase.flag.note"))
	flags.StringVar(&o.report, "report", "", a.t("cli.erase.flag.report"))
	flags.BoolVar(&o.force, "force", false, a.t("cli.export.flag.force"))
	flags.BoolVar(&o.yes, "yes", false, a.t("cli.flag.yes"))
	flags.BoolVar(&o.finish, "finish", false, a.t("cli.erase.flag.finish"))
	a.completes(cmd, at(a.customers, nil))
	a.completesFiles(cmd, "report")
	cmd.RunE = runE(func(ctx context.Context, args []string) error {
		switch {
		case o.finish && len(args) > 0 || !o.finish && len(args) == 0:
			return usage(cmd, "erase_whom")
		case o.finish:
			return a.finishErasing(ctx)
		}
		return a.erase(ctx, strings.Join(args, " "), o)
	})
	return cmd
}

// erase shows what goes, asks for the name, and erases.
func (a *app) erase(ctx context.Context, ref string, o eraseOptions) error {
	if err := a.single(); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		if err := a.checkDocument(b, o.report, o.force); err != nil {
			return err
		}
		id, _, err := b.FindAny(ctx, ref)
		if err != nil {
			return err
		}
		wanted := store.Erasing{Customer: id, Note: o.note}
		if o.keepPurchases {
			wanted.KeepPurchases = a.t("erase.nobody", "ID", id)
		}
		plan, err := b.PlanErase(ctx, wanted)
		if err != nil {
			return err
		}
		if o.dryRun {
			return a.give(b, a.erasePlan(plan), o.report, o.force)
		}
		if err := a.agrees(ctx, plan, o.yes); err != nil {
			return err
		}
		return a.eraseNow(ctx, b, wanted, plan, o)
	})
}

// agrees asks the person to type the name of whom they erase.
func (a *app) agrees(ctx context.Context, plan store.ErasePlan, yes bool) error {
	if yes {
		return nil
	}
	if _, isTerminal := terminal(a.in); !isTerminal {
		return model.NewProblem(model.Usage, "confirm_terminal")
	}
	if err := a.erasePlan(plan).text(a.err); err != nil {
		return err
	}
	answer, err := a.answer(ctx, "\n"+a.t("cli.erase.ask", "Name", plan.Word()))
	if err == nil && !plan.Means(answer) {
		err = model.NewProblem(model.Failed, "not_confirmed")
	}
	return err
}

// eraseNow erases and gives the report. Where the file could not be cleaned just
// then the person is told: the record is gone all the same.
func (a *app) eraseNow(ctx context.Context, b *store.Book, wanted store.Erasing, plan store.ErasePlan, o eraseOptions) error {
	done, err := b.Erase(ctx, wanted)
	if done == nil {
		return err
	}
	if giveErr := a.give(b, a.erasureReport(*done, plan), o.report, o.force); giveErr != nil {
		return giveErr
	}
	if !done.Scrubbed && err == nil {
		a.note("cli.erase.unfinished")
	}
	return err
}

// finishErasing cleans the file where that could not be done at once.
func (a *app) finishErasing(ctx context.Context) error {
	return a.inBook(ctx, func(b *store.Book) error {
		clean, err := b.Scrub(ctx)
		switch {
		case err != nil:
			return err
		case !clean:
			return model.NewProblem(model.Failed, "book_read_elsewhere", "Path", b.Path())
		}
		_, err = fmt.Fprintln(a.out, a.t("cli.erase.finished"))
		return err
	})
}

// eraseView is the JSON of a plan and of a report.
type eraseView struct {
	Customer      int64         `json:"customer"`
	ChangeSet     *int64        `json:"change_set"` // null for a plan
	At            *time.Time    `json:"at"`
	Actor         string        `json:"actor"`
	Held          []store.Held  `json:"held"` // what goes, or went, by table
	KeptPurchases int64         `json:"kept_purchases"`
	Note          string        `json:"note"`
	Clean         bool          `json:"clean"`    // nothing is left in the file
	Mentions      []mentionView `json:"mentions"` // what else has the name or a number in its text
	Copies        []string      `json:"copies"`   // files that are copies of the book
}

// erasePlan says what would go.
func (a *app) erasePlan(p store.ErasePlan) *document {
	return &document{Lang: a.say.Lang(), Title: a.t("cli.erase.plan", "ID", p.Customer.ID, "Name", p.Customer.DisplayName()),
		Sections: a.eraseSections("cli.erase.goes", p.Held, p.Kept, p.Mentions, p.Copies),
		data: eraseView{Customer: p.Customer.ID, Held: some(p.Held), KeptPurchases: p.Kept,
			Mentions: each(p.Mentions, viewMention), Copies: some(p.Copies)}}
}

// erasureReport says what went; it has nothing of the person but the number.
func (a *app) erasureReport(e store.Erasure, p store.ErasePlan) *document {
	lead := []string{a.t("cli.erase.done", "At", a.clock(e.At), "Actor", e.Actor, "ID", e.ChangeSet)}
	if e.Note != "" {
		lead = append(lead, a.t("cli.erase.note", "Note", e.Note))
	}
	if e.Scrubbed {
		lead = append(lead, a.t("cli.erase.clean"))
	} else {
		lead = append(lead, a.t("cli.erase.unclean"))
	}
	return &document{Lang: a.say.Lang(), Title: a.t("cli.erase.report", "ID", e.Customer), Lead: lead,
		Sections: a.eraseSections("cli.erase.gone", e.Held, e.Kept, p.Mentions, p.Copies),
		data: eraseView{Customer: e.Customer, ChangeSet: &e.ChangeSet, At: instant(e.At), Actor: e.Actor, Held: some(e.Held), KeptPurchases: e.Kept,
			Note: e.Note, Clean: e.Scrubbed, Mentions: each(p.Mentions, viewMention), Copies: some(p.Copies)}}
}

// eraseSections are what plan and report have in common.
func (a *app) eraseSections(title string, held []store.Held, kept int64, mentions []store.Mention, copies []string) []docSection {
	goes := docRecord{}
	for _, h := range held {
		goes.Pairs = append(goes.Pairs, [2]string{a.t("table." + h.Table), strconv.FormatInt(h.Rows, 10)})
	}
	sections := []docSection{{Title: a.t(title), Records: []docRecord{goes}}}
	stays := docRecord{}
	if kept > 0 {
		stays.Pairs = append(stays.Pairs, [2]string{a.t("table.purchases"), a.t("cli.erase.kept", "Count", kept)})
	}
	for _, path := range copies {
		stays.Pairs = append(stays.Pairs, [2]string{a.t("cli.erase.copy"), path})
	}
	stays.Pairs = append(stays.Pairs, [2]string{a.t("cli.erase.elsewhere"), a.t("cli.erase.elsewhere_text")})
	sections = append(sections, docSection{Title: a.t("cli.erase.stays"), Records: []docRecord{stays}})
	if s, any := a.mentionSection(mentions); any {
		sections = append(sections, s)
	}
	return sections
}
