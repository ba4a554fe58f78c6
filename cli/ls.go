package cli

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/query"
	"kehu/store"
	"kehu/tui"
)

// lsOptions are the flags of ls.
type lsOptions struct {
	columns, sort, view string
	limit, offset       int
	count               bool
}

func newLs(a *app) *cobra.Command {
	var o lsOptions
	cmd := a.command("ls", "ls [QUERY]")
	cmd.Aliases = []string{"list"}
	flags := cmd.Flags()
	flags.StringVar(&o.columns, "columns", "", a.t("cli.ls.flag.columns"))
	flags.StringVar(&o.sort, "sort", "", a.t("cli.ls.flag.sort"))
	flags.StringVar(&o.view, "view", "", a.t("cli.ls.flag.view"))
	flags.IntVar(&o.limit, "limit", 0, a.t("cli.ls.flag.limit"))
	flags.IntVar(&o.offset, "offset", 0, a.t("cli.ls.flag.offset"))
	flags.BoolVar(&o.count, "count", false, a.t("cli.ls.flag.count"))
	a.completes(cmd, a.queries)
	a.completesFlag(cmd, "columns", listOf(a.columnNames))
	a.completesFlag(cmd, "sort", a.orders)
	a.completesFlag(cmd, "view", a.views)
	cmd.RunE = runE(func(ctx context.Context, args []string) error { return a.ls(ctx, strings.Join(args, " "), o) })
	return cmd
}

// ls lists the customers that match a query.
func (a *app) ls(ctx context.Context, text string, o lsOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		q, order, err := parseQuery(ctx, b, text, o.sort)
		if err != nil {
			return err
		}
		view, err := a.viewNamed(ctx, b, o.view)
		if err != nil {
			return err
		}
		if q, err = a.inView(ctx, b, view, q); err != nil {
			return err
		}
		if o.count {
			return a.count(ctx, b, q)
		}
		columns, err := a.pickColumns(ctx, b, a.columnNamesOf(view, o.columns, a.summaryKeys()))
		if err != nil {
			return err
		}
		page := store.Page{Sort: order, Offset: o.offset, Limit: o.limit, Columns: a.read(columns)}
		return emit(a, list[model.Summary]{
			columns: columns,
			rows:    customers(ctx, b, q, page),
			id:      func(s model.Summary) string { return strconv.FormatInt(s.ID, 10) },
			json:    func(s model.Summary) any { return viewSummary(s, a.custom, model.DateOf(a.now())) },
			none:    "cli.ls.none",
		})
	})
}

// viewNamed is the saved view with a name, an empty one for none.
func (a *app) viewNamed(ctx context.Context, b *store.Book, name string) (*model.View, error) {
	if name == "" {
		return &model.View{}, nil
	}
	return tui.ViewCalled(ctx, b, a.say, name)
}

// columnNamesOf are the columns that were asked for, or else those of a view that
// are known. The others were of fields that are gone, which is said.
func (a *app) columnNamesOf(v *model.View, asked string, known []string) string {
	if asked != "" {
		return asked
	}
	var left, gone []string
	for _, c := range v.Columns {
		if slices.Contains(known, c.Key) {
			left = append(left, c.Key)
		} else {
			gone = append(gone, c.Key)
		}
	}
	a.noteLost("cli.view.columns_lost", v, gone)
	return strings.Join(left, ",")
}

// inView narrows a saved view by a query, whose order goes before the view's. A
// view that asks for fields that are gone is what is left of it, which is said.
func (a *app) inView(ctx context.Context, b *store.Book, v *model.View, q query.Query) (query.Query, error) {
	cat, err := b.Catalogue(ctx)
	if err != nil {
		return q, err
	}
	saved, lost, err := query.ParseLoose(v.Query, cat)
	a.noteLost("cli.view.lost", v, each(lost, func(p *model.Problem) string { return fmt.Sprint(p.Args["Word"]) }))
	if len(q.Sort) > 0 {
		saved.Sort = q.Sort
	}
	return query.Query{Where: query.All(saved.Where, q.Where), Sort: saved.Sort}, err
}

// noteLost says what a view names that the book has no more.
func (a *app) noteLost(message string, v *model.View, names []string) {
	slices.Sort(names)
	if names = slices.Compact(names); len(names) > 0 {
		a.note(message, "View", a.say.ViewName(v.Name), "Names", strings.Join(names, a.t("cli.comma")))
	}
}

func (o lsOptions) check() error {
	flag, n := "--limit", o.limit
	if n >= 0 {
		flag, n = "--offset", o.offset
	}
	if n < 0 {
		return model.NewProblem(model.Usage, "flag_bad_value", "Flag", flag, "Value", n, "Command", "kehu ls")
	}
	return nil
}

// parseQuery reads a query and, apart from it, the order of --sort.
func parseQuery(ctx context.Context, b *store.Book, text, order string) (query.Query, []query.Order, error) {
	cat, err := b.Catalogue(ctx)
	if err != nil {
		return query.Query{}, nil, err
	}
	q, err := query.Parse(text, cat)
	if err != nil || order == "" {
		return q, nil, err
	}
	sorted, err := query.Parse("sort:"+strings.Join(strings.Fields(order), ""), cat)
	return q, sorted.Sort, err
}

func (a *app) count(ctx context.Context, b *store.Book, q query.Query) error {
	n, _, err := b.Count(ctx, q, 0)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.out, n)
	return err
}

// pageSize is how many rows ls reads from the book at once: enough to make
// paging cheap, few enough for little memory.
const pageSize = 5000

// customers gives the rows of a page, however long, without holding them all.
func customers(ctx context.Context, b *store.Book, q query.Query, page store.Page) iter.Seq2[model.Summary, error] {
	return func(yield func(model.Summary, error) bool) {
		part := page
		for left := page.Limit; page.Limit == 0 || left > 0; left -= part.Limit {
			part.Limit = pageSize
			if page.Limit > 0 {
				part.Limit = min(left, pageSize)
			}
			rows, err := b.Customers(ctx, q, part)
			if err != nil {
				yield(model.Summary{}, err)
				return
			}
			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}
			if len(rows) < part.Limit {
				return
			}
			part.Known = store.Place{ID: rows[len(rows)-1].ID, Offset: part.Offset + len(rows) - 1}
			part.Offset += len(rows)
		}
	}
}
