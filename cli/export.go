package cli

import (
	"cmp"
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kehu/exchange"
	"kehu/export"
	"kehu/model"
	"kehu/query"
	"kehu/store"
)

// exportOptions are the flags of export.
type exportOptions struct {
	to, format           string
	columns, sort, view  string
	encoding, vcard      string
	force, bom, raw, day bool
}

func newExport(a *app) *cobra.Command {
	var o exportOptions
	cmd := a.command("export", "export [QUERY]")
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.to, "to", "", a.t("cli.export.flag.to"))
	flags.StringVar(&o.format, "format", "", a.t("cli.export.flag.format"))
	flags.StringVar(&o.columns, "columns", "", a.t("cli.export.flag.columns"))
	flags.StringVar(&o.view, "view", "", a.t("cli.export.flag.view"))
	flags.StringVar(&o.sort, "sort", "", a.t("cli.export.flag.sort"))
	flags.BoolVar(&o.force, "force", false, a.t("cli.export.flag.force"))
	flags.BoolVar(&o.bom, "bom", false, a.t("cli.export.flag.bom"))
	flags.StringVar(&o.encoding, "encoding", "", a.t("cli.export.flag.encoding"))
	flags.BoolVar(&o.raw, "raw", false, a.t("cli.export.flag.raw"))
	flags.StringVar(&o.vcard, "vcard", "3.0", a.t("cli.export.flag.vcard"))
	flags.BoolVar(&o.day, "events", false, a.t("cli.export.flag.events"))
	a.completes(cmd, a.queries)
	a.completesFiles(cmd, "to")
	a.completesFlag(cmd, "format", a.oneOf("", keyTexts(exchange.Formats())...))
	a.completesFlag(cmd, "columns", listOf(a.columnNames))
	a.completesFlag(cmd, "sort", a.orders)
	a.completesFlag(cmd, "view", a.views)
	a.completesFlag(cmd, "vcard", a.oneOf("", "3.0", "4.0"))
	cmd.RunE = runE(func(ctx context.Context, args []string) error { return a.export(ctx, strings.Join(args, " "), o) })
	return cmd
}

// check refuses flags that mean nothing, and returns the format.
func (o exportOptions) check() (exchange.Format, error) {
	name, code := o.to, "export_extension"
	if o.format != "" {
		name, code = o.format, "export_format"
	}
	format, known := exchange.FormatOf(name)
	formats := keyTexts(exchange.Formats())
	ending := strings.TrimPrefix(cmp.Or(filepath.Ext(name), name), ".")
	switch {
	case o.to == "":
		return "", model.NewProblem(model.Usage, "export_nowhere")
	case !known && o.to == "-" && o.format == "":
		return "", model.NewProblem(model.Usage, "export_format_missing", "Known", strings.Join(formats, ", "))
	case !known:
		return "", model.NewProblem(model.Usage, code, "Value", name, "Nearest", query.Nearest(ending, formats), "Known", strings.Join(formats, ", "))
	case o.vcard != "3.0" && o.vcard != "4.0":
		return "", model.NewProblem(model.Usage, "export_vcard", "Value", o.vcard)
	}
	return format, o.fits(format)
}

// fits refuses flags that say nothing to a format, lest somebody think they do.
func (o exportOptions) fits(f exchange.Format) error {
	text := f == exchange.CSV || f == exchange.TSV
	for _, flag := range []struct {
		name string
		bad  bool
	}{
		{"--columns", o.columns != "" && !f.HasColumns()}, {"--bom", o.bom && !text}, {"--encoding", o.encoding != "" && !text},
		{"--raw", o.raw && !f.HasColumns()}, {"--vcard", o.vcard == "4.0" && f != exchange.VCard}, {"--events", o.day && f != exchange.ICal},
	} {
		if flag.bad {
			return model.NewProblem(model.Usage, "export_flag_useless", "Flag", flag.name, "Format", string(f))
		}
	}
	return nil
}

// export writes the customers that match a query to a file.
func (a *app) export(ctx context.Context, text string, o exportOptions) error {
	format, err := o.check()
	if err != nil {
		return err
	}
	if err := a.single(); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		if o.to != "-" { // before anything is read
			if err := export.Check(o.to, o.force, b.Path()); err != nil {
				return err
			}
		}
		r, err := a.exportRequest(ctx, b, text, format, o)
		if err != nil {
			return err
		}
		progress := a.progress("cli.export.progress")
		r.Progress = progress.report
		report, err := a.writeExport(ctx, b, r, o)
		progress.end()
		if err != nil {
			return err
		}
		return a.exported(report, format, o)
	})
}

func (a *app) writeExport(ctx context.Context, b *store.Book, r export.Request, o exportOptions) (export.Report, error) {
	if o.to == "-" {
		return export.Write(ctx, b, a.out, r)
	}
	return export.ToFile(ctx, b, o.to, o.force, r)
}

// exportRequest puts query, view and columns together. Without any of them it is
// the whole book.
func (a *app) exportRequest(ctx context.Context, b *store.Book, text string, f exchange.Format, o exportOptions) (r export.Request, err error) {
	r = export.Request{Format: f, Whole: text == "" && o.view == "" && o.sort == "", Options: exchange.WriteOptions{
		Words: a.say, Location: a.now().Location(), Now: a.now(), Raw: o.raw, BOM: o.bom, Encoding: o.encoding,
		VCard4: o.vcard == "4.0", TaskEvents: o.day,
	}}
	if text, err = a.byNumber(ctx, b, text); err != nil {
		return r, err
	}
	q, order, err := parseQuery(ctx, b, text, o.sort)
	if err != nil {
		return r, err
	}
	view, err := a.viewNamed(ctx, b, o.view)
	if err != nil {
		return r, err
	}
	r.Sort = order
	if r.Query, err = a.inView(ctx, b, view, q); err != nil || !f.HasColumns() {
		return r, err
	}
	r.Options.Columns, err = a.exportColumns(a.columnNamesOf(view, o.columns, exchange.OutKeys(a.custom)))
	return r, err
}

// byNumber makes a query of #12, which other commands take for a customer, and
// says so when there is none.
func (a *app) byNumber(ctx context.Context, b *store.Book, text string) (string, error) {
	number, ok := strings.CutPrefix(strings.TrimSpace(text), "#")
	if id, err := strconv.ParseInt(number, 10, 64); !ok || err != nil || id <= 0 {
		return text, nil
	}
	id, err := b.Find(ctx, text)
	return "id:" + strconv.FormatInt(id, 10), err
}

// exportColumns returns the keys of the columns that names ask for.
func (a *app) exportColumns(names string) (keys []string, err error) {
	known := newNames(a, exchange.OutKeys(a.custom))
	for name := range splitList(names) {
		key, ok := known.find(name)
		if !ok {
			return nil, model.NewProblem(model.Usage, "column_unknown",
				"Value", name, "Nearest", known.nearest(name), "Known", strings.Join(exchange.OutKeys(a.custom), ", "))
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// exportView is the JSON of export.
type exportView struct {
	File      string `json:"file"`
	Format    string `json:"format"`
	Customers int    `json:"customers"`
}

// exported says what was written and where.
func (a *app) exported(r export.Report, f exchange.Format, o exportOptions) error {
	if r.Cut > 0 {
		a.note("cli.export.cut", "Count", r.Cut)
	}
	switch {
	case o.to == "-":
		return nil // nothing but the data
	case a.isJSON():
		return a.printJSON(exportView{o.to, string(f), r.Customers})
	}
	a.note("cli.export.done", "Count", r.Customers, "Path", o.to)
	return nil
}
