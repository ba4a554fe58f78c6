// Package export writes customers of a book to files. It joins store, which
// reads, with exchange, which writes, for the command line and the screen alike,
// and sees to it that files appear whole or not at all. It knows no format.
package export

import (
	"context"
	"io"
	"slices"

	"kehu/exchange"
	"kehu/model"
	"kehu/query"
	"kehu/store"
)

// A Request says what is written, and how.
type Request struct {
	Query    query.Query
	Sort     []query.Order // goes before the query's; without either, the order in which they were entered
	AsListed bool          // without either, the order of lists: dealt with last first
	Whole    bool          // the whole book, bin and settings included; JSON takes them up
	Format   exchange.Format
	Options  exchange.WriteOptions // levels, fields, currency and the head of the book are filled in
	Progress func(customers int)   // called now and then; may be nil
}

// A Report says what was written.
type Report struct {
	Customers int
	Cut       int // texts that were longer than the format can hold
}

// Write writes to w. The error is that of the book, of w, or a Problem of
// exchange.NewWriter.
func Write(ctx context.Context, b *store.Book, w io.Writer, r Request) (Report, error) {
	loose, err := r.prepare(ctx, b)
	if err != nil {
		return Report{}, err
	}
	out, err := exchange.NewWriter(w, r.Format, r.Options)
	if err != nil {
		return Report{}, err
	}
	report, err := r.write(ctx, b, out, loose)
	if err != nil {
		abandon(out)
		return report, err
	}
	if err := out.Close(); err != nil {
		return report, err
	}
	if c, ok := out.(interface{ Cut() int }); ok {
		report.Cut = c.Cut()
	}
	return report, nil
}

// abandon lets a writer go that has temporary files.
func abandon(out exchange.Writer) {
	if c, ok := out.(interface{ Abandon() }); ok {
		c.Abandon()
	}
}

// isJSON reports whether the format takes up all that a book has.
func (r *Request) isJSON() bool { return r.Format == exchange.JSON || r.Format == exchange.JSONL }

// prepare reads what is needed beside customers, and returns the follow-ups of
// nobody where the whole book is written.
func (r *Request) prepare(ctx context.Context, b *store.Book) ([]model.Task, error) {
	settings, err := b.Settings(ctx)
	if err != nil {
		return nil, err
	}
	r.Options.Currency = settings.Currency
	if r.Options.Levels, err = b.Levels(ctx); err != nil {
		return nil, err
	}
	head, err := b.Head(ctx)
	r.Options.Fields = slices.DeleteFunc(slices.Clone(head.Fields), func(f model.CustomField) bool { return f.State != model.Live })
	if !r.Whole {
		head = model.BookHead{Fields: head.Fields}
	}
	r.Options.Whole = &head
	return head.Tasks, err
}

func (r *Request) write(ctx context.Context, b *store.Book, out exchange.Writer, loose []model.Task) (report Report, err error) {
	if len(loose) > 0 {
		if err := out.Write(&model.Dossier{Tasks: live(loose)}); err != nil {
			return report, err
		}
	}
	var want store.Parts
	want.Purchases, want.Interactions, want.Tasks = r.Format.Needs()
	want.Binned, want.Changed = r.Whole && r.isJSON(), r.Format == exchange.VCard
	for d, err := range b.Each(ctx, r.Query, r.order(), want) {
		if err == nil {
			err = out.Write(&d)
		}
		if err != nil {
			return report, err
		}
		if report.Customers++; r.Progress != nil && report.Customers%256 == 0 {
			r.Progress(report.Customers)
		}
	}
	return report, nil
}

// order is the order of the customers, nil for that of the query or of lists.
func (r *Request) order() []query.Order {
	if len(r.Sort) > 0 || len(r.Query.Sort) > 0 || r.AsListed {
		return r.Sort
	}
	return []query.Order{{Field: query.Customers().Field("id")}}
}

// live leaves out what is in the bin.
func live(tasks []model.Task) (all []model.Task) {
	for _, k := range tasks {
		if k.State == model.Live {
			all = append(all, k)
		}
	}
	return all
}
