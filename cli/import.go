package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kehu/exchange"
	"kehu/model"
	"kehu/store"
)

func newImport(a *app) *cobra.Command {
	var o importOptions
	cmd := a.command("import", "import FILE")
	cmd.Annotations = map[string]string{takesFiles: "yes"}
	cmd.Args = exactly(1)
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.as, "as", "", a.t("cli.import.flag.as"))
	flags.StringArrayVar(&o.maps, "map", nil, a.t("cli.import.flag.map"))
	flags.StringVar(&o.unmapped, "unmapped", "", a.t("cli.import.flag.unmapped"))
	flags.BoolVar(&o.forget, "forget-mapping", false, a.t("cli.import.flag.forget_mapping"))
	flags.StringVar(&o.onDuplicate, "on-duplicate", string(model.SkipDuplicate), a.t("cli.import.flag.on_duplicate"))
	flags.BoolVar(&o.dryRun, "dry-run", false, a.t("cli.import.flag.dry_run"))
	flags.BoolVarP(&o.yes, "yes", "y", false, a.t("cli.import.flag.yes"))
	flags.StringVar(&o.rejects, "rejects", "", a.t("cli.import.flag.rejects"))
	flags.IntVar(&o.header, "header", headerFound, a.t("cli.import.flag.header"))
	flags.Lookup("header").DefValue = "" // it is found out
	flags.StringVar(&o.sheet, "sheet", "", a.t("cli.import.flag.sheet"))
	flags.StringVar(&o.encoding, "encoding", "", a.t("cli.import.flag.encoding"))
	flags.StringVar(&o.delimiter, "delimiter", "", a.t("cli.import.flag.delimiter"))
	flags.StringArrayVar(&o.own, "own", nil, a.t("cli.import.flag.own"))
	flags.StringVar(&o.currency, "currency", "", a.t("cli.import.flag.currency"))
	flags.StringVar(&o.dateOrder, "date-order", "", a.t("cli.import.flag.date_order"))
	cmd.ValidArgsFunction = fileNames
	a.completesFiles(cmd, "rejects")
	a.completesFlag(cmd, "as", a.oneOf("", keyTexts(exchange.Kinds())...))
	a.completesFlag(cmd, "on-duplicate", a.oneOf("", keyTexts(duplicateWays())...))
	a.completesFlag(cmd, "unmapped", a.oneOf("", keyTexts(unmappedWays())...))
	a.completesFlag(cmd, "date-order", a.oneOf("", "ymd", "mdy", "dmy"))
	cmd.RunE = runE(func(ctx context.Context, args []string) error { return a.importFile(ctx, args[0], o) })
	return cmd
}

// importFile writes what it understands of a file into the book. Rows that were
// refused are an Invalid problem, after the others have been written.
func (a *app) importFile(ctx context.Context, name string, o importOptions) error {
	if err := errors.Join(a.single(), o.check(), a.canAsk(o)); err != nil {
		return err
	}
	file, err := a.openInput(name)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := a.spare(o.rejects, file); err != nil {
		return err
	}
	if a.wantsWizard(name, o) {
		return a.openWizard(ctx, name, file, o)
	}
	if o.dryRun {
		remove, err := a.trialBook()
		if err != nil {
			return err
		}
		defer remove()
	}
	im := importing{app: a, o: o, name: name, file: file}
	if ours, err := im.isOurs(); err != nil || ours {
		return errors.Join(err, im.book(ctx, ours))
	}
	if !a.hasBook() {
		if err := im.open(""); err != nil { // a file that is no table must not leave an empty book behind
			return err
		}
	}
	return errors.Join(a.inNewBook(ctx, func(b *store.Book) error { return im.run(ctx, b) }), im.close())
}

// importing is one import under way.
type importing struct {
	*app
	o      importOptions
	name   string
	file   *os.File
	source *exchange.Source
	levels []model.Level       // of the book
	known  store.ImportMapping // of the last file with these headings
}

func (im *importing) run(ctx context.Context, b *store.Book) error {
	settings, err := b.Settings(ctx)
	if err != nil {
		return err
	}
	if im.levels, err = b.Choices(ctx, model.ListLevels); err != nil {
		return err
	}
	if err := im.recall(ctx, b, settings.Currency); err != nil {
		return err
	}
	report, err := im.passes(ctx, func(o store.ImportOptions) (model.ImportReport, error) {
		if err := im.open(settings.Currency); err != nil {
			return model.ImportReport{}, err
		}
		o.Source, o.NewFields = im.source.Info.Fingerprint, im.source.Info.NewFields
		return b.Import(ctx, im.source.Drafts(ctx), o)
	})
	if err != nil {
		return err
	}
	if err := errors.Join(im.print(report), im.writeRejects(report), im.keep(ctx, b, report)); err != nil {
		return err
	}
	return im.verdict(report)
}

// verdict is what the exit code says of an import: rows that were refused, or else
// conflicts that nobody settled.
func (im *importing) verdict(r model.ImportReport) error {
	switch {
	case r.Rejected > 0:
		return model.NewProblem(model.Invalid, "import_rejected", "Count", r.Rejected, "Path", im.o.rejects)
	case r.Conflict > 0:
		return model.NewProblem(model.Conflicts, "import_conflicts", "Count", r.Conflict)
	}
	return nil
}

// A pass reads the whole file into the book.
type pass func(store.ImportOptions) (model.ImportReport, error)

// passes reads the file once, or twice where a person is asked: nobody else could
// write to the book while one thinks.
func (im *importing) passes(ctx context.Context, read pass) (model.ImportReport, error) {
	o := store.ImportOptions{File: filepath.Base(im.name), OnDuplicate: model.OnDuplicate(im.o.onDuplicate), DryRun: im.o.dryRun}
	if o.OnDuplicate == model.AskDuplicate {
		answers, err := im.askFirst(ctx, read, o)
		if err != nil {
			return model.ImportReport{}, err
		}
		o.Ask = func(q model.ImportQuestion) (model.ImportAnswer, error) { return answers.Of(q), nil }
	}
	return im.reporting(read, o)
}

// reporting reads the file and says how far it is.
func (im *importing) reporting(read pass, o store.ImportOptions) (model.ImportReport, error) {
	progress := im.progress("cli.import.progress")
	defer progress.end()
	o.Progress = progress.report
	return read(o)
}

// open finds out, from the beginning of the file, what it is. Amounts that name
// no currency are of --currency, or else of the one given.
func (im *importing) open(currency model.Currency) (err error) {
	money, moneyErr := im.o.money(currency)
	said, mapErr := im.mapping()
	order, orderErr := im.o.order()
	if err := errors.Join(moneyErr, mapErr, orderErr, im.close(), im.rewind()); err != nil {
		return err
	}
	im.source, err = exchange.Open(im.file, im.options(exchange.Options{As: exchange.Kind(said.As), Map: said.Map, Unmapped: exchange.Unmapped(said.Unmapped), Currency: money, DateOrder: order}))
	return err
}

// options adds to what was read of the flags the rest of them, and the surroundings.
func (im *importing) options(o exchange.Options) exchange.Options {
	if o.As == "" {
		o.As = exchange.Kind(im.o.as)
	}
	o.Encoding, o.Delimiter, o.Sheet, o.Own = im.o.encoding, unescapeTab(im.o.delimiter), im.o.sheet, im.o.own
	o.Header = im.o.headings()
	o.Locale, o.Location, o.Now, o.Custom = im.locale(), im.now().Location(), im.now(), im.custom
	return o
}

// close gives back what reading the file took.
func (im *importing) close() (err error) {
	if im.source != nil {
		err = im.source.Close()
	}
	im.source = nil
	return err
}

func (im *importing) rewind() error {
	if _, err := im.file.Seek(0, io.SeekStart); err != nil {
		return model.NewProblem(model.Failed, "input_unreadable", "Path", im.name).Because(err)
	}
	return nil
}

// writeRejects gives the refused rows back in the file's own layout, each with
// its reasons. No file is made when none was refused.
func (im *importing) writeRejects(report model.ImportReport) error {
	reasons := func(yield func(int, string) bool) {
		for r := range report.Rejects.All() {
			message, _ := im.say.Error(r.Problems)
			if !yield(r.Row, strings.ReplaceAll(message, "\n", "; ")) {
				return
			}
		}
	}
	return im.rejectsFile(report, func(out io.Writer) error {
		return im.source.WriteRejects(out, im.file, im.t("cli.import.reason"), reasons)
	})
}

// rejectsFile makes the file of --rejects where rows were refused, and has it filled
// from the file once more.
func (im *importing) rejectsFile(report model.ImportReport, fill func(io.Writer) error) error {
	if im.o.rejects == "" || report.Rejects.Len() == 0 {
		return nil
	}
	if err := im.rewind(); err != nil {
		return err
	}
	out, err := os.Create(im.o.rejects)
	if err != nil {
		return model.NewProblem(model.Failed, "output_unwritable", "Path", im.o.rejects).Because(err)
	}
	return errors.Join(fill(out), out.Close())
}

// print shows the report: JSON, or a small table for people.
func (im *importing) print(report model.ImportReport) error {
	switch {
	case im.isJSON():
		return im.printJSONWith(im.view(report), viewed(report.Conflicts.All(), im.viewConflict), viewed(report.Rejects.All(), im.viewReject))
	case im.output == string(formatIDs):
		if report.ChangeSet == 0 {
			return nil
		}
		_, err := fmt.Fprintln(im.out, report.ChangeSet)
		return err
	}
	return im.printReport(report)
}

// viewed makes the JSON of items when it is their turn.
func viewed[T, V any](items iter.Seq[T], view func(T) V) iter.Seq[any] {
	return func(yield func(any) bool) {
		for item := range items {
			if !yield(view(item)) {
				return
			}
		}
	}
}
