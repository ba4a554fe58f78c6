package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

func newCheck(a *app) *cobra.Command {
	var repair bool
	cmd := a.command("check", "check")
	cmd.Args = exactly(0)
	cmd.Flags().BoolVar(&repair, "repair", false, a.t("cli.check.flag.repair"))
	cmd.RunE = runE(func(ctx context.Context, _ []string) error { return a.checkBook(ctx, repair) })
	return cmd
}

// checkView is the JSON of check.
type checkView struct {
	Path         string        `json:"path"`
	OK           bool          `json:"ok"`
	Customers    int64         `json:"customers"`
	Purchases    int64         `json:"purchases"`
	Interactions int64         `json:"interactions"`
	ChangeSets   int64         `json:"change_sets"`
	Erased       int64         `json:"erased_change_sets"`
	Seal         string        `json:"seal"`
	Findings     []findingView `json:"findings"`
	Repaired     *repairView   `json:"repaired,omitempty"`
}

type findingView struct {
	Code       string `json:"code"`
	Message    string `json:"message"`
	Repairable bool   `json:"repairable"`
}

// repairView is what a repair found before, and the change set that mended it.
type repairView struct {
	Findings  []findingView `json:"findings"`
	ChangeSet int64         `json:"change_set"`
}

// checkBook looks the whole book over, and mends what can be mended if it shall.
// Findings that are left are an Unusable problem.
func (a *app) checkBook(ctx context.Context, repair bool) error {
	if err := a.single(); err != nil {
		return err
	}
	st, err := a.openStore(ctx, store.OpenExisting)
	if err != nil {
		return err
	}
	report, err := a.look(ctx, st)
	var repaired *repairView
	if err == nil && repair {
		report, repaired, err = a.repairBook(ctx, st, report)
	}
	if closeErr := st.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = a.printCheck(st.Path(), report, repaired)
	}
	if n := len(report.Findings); err == nil && n > 0 {
		return found(st.Path(), report)
	}
	return err
}

// found is the problem of a book with findings.
func found(path string, r store.CheckReport) error {
	for _, f := range r.Findings {
		if !f.Reparable {
			return model.NewProblem(model.Unusable, "book_damaged_found", "Count", len(r.Findings), "Path", path)
		}
	}
	return model.NewProblem(model.Unusable, "book_reparable", "Count", len(r.Findings), "Path", path)
}

// look checks a book and shows on a terminal how far it has come.
func (a *app) look(ctx context.Context, st *store.Store) (store.CheckReport, error) {
	tell, end := a.telling()
	defer end()
	return st.CheckTelling(ctx, tell)
}

// telling shows what a check or a salvage is at.
func (a *app) telling() (tell store.Tell, end func()) {
	p := a.progress("")
	return func(step string, done int) {
		p.id = "cli." + step
		p.report(done)
	}, p.end
}

// repairBook mends what was found and looks again.
func (a *app) repairBook(ctx context.Context, st *store.Store, before store.CheckReport) (store.CheckReport, *repairView, error) {
	cs, err := st.As(a.actor(), model.OriginCommand).Repair(ctx, before)
	if err != nil || cs == nil {
		return before, nil, err
	}
	var mended []findingView
	for _, f := range before.Findings {
		if f.Reparable {
			mended = append(mended, a.viewFinding(f))
		}
	}
	after, err := a.look(ctx, st)
	return after, &repairView{mended, cs.ID}, err
}

func (a *app) printCheck(path string, r store.CheckReport, repaired *repairView) error {
	view := checkView{Path: path, OK: len(r.Findings) == 0, Customers: r.Customers, Purchases: r.Purchases, Interactions: r.Interactions,
		ChangeSets: r.ChangeSets, Erased: r.Erased, Seal: r.Seal, Findings: each(r.Findings, a.viewFinding), Repaired: repaired}
	if a.isJSON() {
		return a.printJSON(view)
	}
	var errs []error
	line := func(text string) {
		_, err := fmt.Fprintln(a.out, safeLines(text))
		errs = append(errs, err)
	}
	if repaired != nil {
		for _, f := range repaired.Findings {
			line(a.t("cli.check.repaired", "Text", f.Message))
		}
	}
	for _, f := range view.Findings {
		line(f.Message)
	}
	if view.OK {
		line(a.t("cli.check.ok", "Customers", r.Customers, "Purchases", r.Purchases, "Interactions", r.Interactions, "ChangeSets", r.ChangeSets))
	}
	if r.Erased > 0 {
		line(a.t("cli.check.erased", "Count", r.Erased))
	}
	return errors.Join(errs...)
}

func (a *app) viewFinding(f store.Finding) findingView {
	args := make([]any, 0, 2*len(f.Args))
	for name, value := range f.MessageArgs() {
		switch name {
		case "Kind":
			value = a.kinds(model.Kind(fmt.Sprint(value)))
		case "Part":
			value = a.t("cli.part." + fmt.Sprint(value))
		}
		args = append(args, name, value)
	}
	return findingView{Code: f.Code, Message: a.t(f.MessageID(), args...), Repairable: f.Reparable}
}
