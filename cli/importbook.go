package cli

import (
	"bufio"
	"context"
	"errors"
	"io"

	"kehu/exchange"
	"kehu/model"
	"kehu/store"
)

// isOurs reports whether the file is our own JSON.
func (im *importing) isOurs() (bool, error) {
	begin := make([]byte, 512)
	n, err := io.ReadFull(im.file, begin)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, model.NewProblem(model.Failed, "input_unreadable", "Path", im.name).Because(err)
	}
	return exchange.IsOurs(begin[:n]), im.rewind()
}

// book writes a file of our own JSON into the book; nothing of it is guessed.
func (im *importing) book(ctx context.Context, ours bool) error {
	if !ours {
		return nil
	}
	if err := im.o.sayNothing(); err != nil {
		return err
	}
	if _, err := exchange.OpenBook(im.file); err != nil { // a broken file must not leave an empty book behind
		return err
	}
	im.source = &exchange.Source{Info: exchange.Info{Format: "kehu", Encoding: "utf-8", Kind: exchange.Customers, HeaderLine: 1}}
	return im.inNewBook(ctx, func(b *store.Book) error {
		var err error
		if im.levels, err = b.Choices(ctx, model.ListLevels); err != nil {
			return err
		}
		report, err := im.passes(ctx, func(o store.ImportOptions) (model.ImportReport, error) {
			if err := im.rewind(); err != nil {
				return model.ImportReport{}, err
			}
			source, err := exchange.OpenBook(im.file)
			if err != nil {
				return model.ImportReport{}, err
			}
			return b.ImportBook(ctx, source.Head, source.Customers(ctx), o)
		})
		if err != nil {
			return err
		}
		if err := errors.Join(im.printBook(report), im.writeRefused(report)); err != nil {
			return err
		}
		return im.verdict(report)
	})
}

// sayNothing refuses flags about tables: our own JSON says everything itself.
func (o importOptions) sayNothing() error {
	for _, f := range []struct{ flag, value string }{{"--as", o.as}, {"--encoding", o.encoding}, {"--delimiter", o.delimiter},
		{"--currency", o.currency}, {"--date-order", o.dateOrder}} {
		if f.value != "" {
			return model.NewProblem(model.Usage, "export_flag_useless", "Flag", f.flag, "Format", "kehu JSON")
		}
	}
	if o.header != headerFound {
		return model.NewProblem(model.Usage, "export_flag_useless", "Flag", "--header", "Format", "kehu JSON")
	}
	if o.unmapped != "" {
		return model.NewProblem(model.Usage, "export_flag_useless", "Flag", "--unmapped", "Format", "kehu JSON")
	}
	if o.forget {
		return model.NewProblem(model.Usage, "export_flag_useless", "Flag", "--forget-mapping", "Format", "kehu JSON")
	}
	if len(o.maps) > 0 {
		return model.NewProblem(model.Usage, "export_flag_useless", "Flag", "--map", "Format", "kehu JSON")
	}
	return nil
}

// printBook is print without columns, of which a file of our own has none.
func (im *importing) printBook(r model.ImportReport) error {
	if im.isJSON() || im.output == string(formatIDs) {
		return im.print(r)
	}
	w := bufio.NewWriter(im.out)
	_, _ = w.WriteString(im.t("cli.import.book", "File", im.name)) // Flush returns the error
	im.printCounts(w, r)
	im.printConflicts(w, r.Conflicts)
	im.printRejects(w, r.Rejects)
	if err := w.Flush(); err != nil {
		return err
	}
	switch {
	case im.o.dryRun:
		im.note("cli.import.dry_run")
	case r.ChangeSet > 0:
		im.note("cli.how_to_undo", "ID", r.ChangeSet)
	}
	return nil
}

// writeRefused gives the refused customers back as they stand in the file.
func (im *importing) writeRefused(report model.ImportReport) error {
	return im.rejectsFile(report, func(out io.Writer) error { return exchange.WriteRejects(out, im.file, report.Rejects) })
}
