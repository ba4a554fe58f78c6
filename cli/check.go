package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

func newCheck(a *app) *cobra.Command {
	cmd := a.command("check", "check")
	cmd.Args = exactly(0)
	cmd.RunE = runE(func(ctx context.Context, _ []string) error { return a.checkBook(ctx) })
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
	Findings     []findingView `json:"findings"`
}

type findingView struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// checkBook looks the whole book over. Findings are an Unusable problem.
func (a *app) checkBook(ctx context.Context) error {
	if err := a.single(); err != nil {
		return err
	}
	st, err := a.openStore(ctx, store.OpenExisting)
	if err != nil {
		return err
	}
	report, err := st.Check(ctx)
	if closeErr := st.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = a.printCheck(st.Path(), report)
	}
	if n := len(report.Findings); err == nil && n > 0 {
		return model.NewProblem(model.Unusable, "book_damaged_found", "Count", n, "Path", st.Path())
	}
	return err
}

func (a *app) printCheck(path string, r store.CheckReport) error {
	view := checkView{Path: path, OK: len(r.Findings) == 0, Customers: r.Customers, Purchases: r.Purchases,
		Interactions: r.Interactions, ChangeSets: r.ChangeSets, Findings: each(r.Findings, a.viewFinding)}
	if a.isJSON() {
		return a.printJSON(view)
	}
	for _, f := range view.Findings {
		if _, err := fmt.Fprintln(a.out, safeLines(f.Message)); err != nil {
			return err
		}
	}
	if !view.OK {
		return nil
	}
	_, err := fmt.Fprintln(a.out, a.t("cli.check.ok", "Customers", r.Customers, "Purchases", r.Purchases,
		"Interactions", r.Interactions, "ChangeSets", r.ChangeSets))
	return err
}

func (a *app) viewFinding(f store.Finding) findingView {
	args := make([]any, 0, 2*len(f.Args))
	for name, value := range f.MessageArgs() {
		args = append(args, name, value)
	}
	return findingView{Code: f.Code, Message: a.t(f.MessageID(), args...)}
}
