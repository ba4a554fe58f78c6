package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

func newSalvage(a *app) *cobra.Command {
	var to string
	cmd := a.command("salvage", "salvage FILE")
	cmd.Annotations = map[string]string{takesFiles: "yes"}
	cmd.Args = exactly(1)
	cmd.Flags().StringVar(&to, "to", "", a.t("cli.salvage.flag.to"))
	cmd.ValidArgsFunction = fileNames
	a.completesFiles(cmd, "to")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if to == "" {
			return usage(cmd, "salvage_where")
		}
		return a.salvage(cmd.Context(), args[0], to)
	}
	return cmd
}

// salvageView is the JSON of salvage.
type salvageView struct {
	Path      string         `json:"path"`
	To        string         `json:"to"`
	Whole     bool           `json:"whole"`
	Pages     int            `json:"pages"`
	ChangeSet int64          `json:"change_set"`
	Tables    []salvagedView `json:"tables"`
	Findings  []findingView  `json:"findings"`
}

type salvagedView struct {
	Table    string  `json:"table"`
	Rows     int64   `json:"rows"`
	Damaged  bool    `json:"damaged"`
	Lost     []int64 `json:"lost"`
	Dropped  int64   `json:"dropped"`
	Restored []int64 `json:"restored"`
	Doubtful []int64 `json:"doubtful"`
}

// salvage writes a new book of what can be read of a damaged one. Where something is
// missing the problem is Unusable, after the new book was written.
func (a *app) salvage(ctx context.Context, from, to string) error {
	if err := a.single(); err != nil {
		return err
	}
	tell, end := a.telling()
	r, err := store.Salvage(ctx, from, to, a.actor(), store.Options{Now: a.now}, tell)
	end()
	if err != nil {
		return err
	}
	if err := a.printSalvage(from, to, &r); err != nil {
		return err
	}
	switch {
	case len(r.Check.Findings) > 0:
		return found(to, r.Check)
	case !r.Whole():
		return model.NewProblem(model.Unusable, "salvaged_in_part", "Path", from, "To", to)
	}
	return nil
}

func (a *app) printSalvage(from, to string, r *store.SalvageReport) error {
	view := salvageView{Path: from, To: to, Whole: r.Whole(), Pages: r.Pages, ChangeSet: r.ChangeSet.ID, Findings: each(r.Check.Findings, a.viewFinding),
		Tables: each(r.Salvaged, func(s store.Salvaged) salvagedView {
			return salvagedView{s.Table, s.Rows, s.Damaged, some(s.Lost), s.Dropped, some(s.Restored), some(s.Doubtful)}
		})}
	if a.isJSON() {
		return a.printJSON(view)
	}
	var errs []error
	line := func(id string, args ...any) {
		_, err := fmt.Fprintln(a.out, safeLines(a.t(id, args...)))
		errs = append(errs, err)
	}
	c := r.Check
	line("cli.salvage.done", "Path", to, "Customers", c.Customers, "Purchases", c.Purchases, "Interactions", c.Interactions, "ChangeSets", c.ChangeSets)
	for _, s := range r.Salvaged {
		a.tellSalvaged(s, line)
	}
	for _, f := range view.Findings {
		line("cli.salvage.finding", "Text", f.Message)
	}
	if r.Whole() {
		line("cli.salvage.whole")
	}
	return errors.Join(errs...)
}

// tellSalvaged says what is missing of a table.
func (a *app) tellSalvaged(s store.Salvaged, line func(id string, args ...any)) {
	name := a.t("cli.table." + tableName(s.Table))
	for _, part := range []struct {
		id  string
		ids []int64
	}{{"cli.salvage.lost", s.Lost}, {"cli.salvage.restored", s.Restored}, {"cli.salvage.doubtful", s.Doubtful}} {
		if len(part.ids) > 0 {
			line(part.id, "Name", name, "Count", len(part.ids), "IDs", runsText(part.ids))
		}
	}
	if s.Dropped > 0 {
		line("cli.salvage.dropped", "Name", name, "Count", s.Dropped)
	}
	if s.Damaged && len(s.Lost)+len(s.Restored) == 0 {
		line("cli.salvage.damaged", "Name", name, "Count", s.Rows)
	}
}

// tableNames are the tables that have names of their own for people.
const tableNames = " customers people contact_points customer_tags custom_values purchases items products interactions tasks views choices custom_fields change_sets changes book_settings drafts "

// tableName returns the name of a table in messages.
func tableName(table string) string {
	if strings.Contains(tableNames, " "+table+" ") {
		return table
	}
	return "other"
}

// runsText writes ids, those that follow each other as a run: #3, #7–#12.
func runsText(ids []int64) string {
	const most = 40
	var parts []string
	for i := 0; i < len(ids); {
		j := i
		for j+1 < len(ids) && ids[j+1] == ids[j]+1 {
			j++
		}
		part := fmt.Sprintf("#%d", ids[i])
		if j > i {
			part += fmt.Sprintf("–#%d", ids[j])
		}
		if parts = append(parts, part); len(parts) == most {
			return strings.Join(parts, ", ") + " …"
		}
		i = j + 1
	}
	return strings.Join(parts, ", ")
}
