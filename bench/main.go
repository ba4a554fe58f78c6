// Command bench measures what a person waits for: a trace of more than two
// hundred queries typed one character at a time on demo books, and paging,
// sorting, counting, saving. It compares the product's engine, SQLite in Go,
// with the same statements in C SQLite and with a plain LIKE scan, and prints
// tables in Markdown. It needs a C compiler:
//
//	go run -tags sqlite_fts5 . -customers 10000,100000 -dir DIR
//
// It is a module of its own, so that nothing of C gets near the product.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kehu/query"
	"kehu/store"
)

// options are the flags.
type options struct {
	customers string
	dir, book string
	rounds    int
	likes     int
	imported  int
	slow      int
	only      string
}

func main() {
	var o options
	flag.StringVar(&o.customers, "customers", "10000,100000", "sizes of demo books to measure, comma-joined")
	flag.StringVar(&o.dir, "dir", "", "folder that keeps the demo books for the next run; empty: a temporary one")
	flag.StringVar(&o.book, "book", "", "measure this book instead; it is read, its copy is written")
	flag.IntVar(&o.rounds, "rounds", 3, "how often everything is read; the median counts")
	flag.IntVar(&o.likes, "likes", 40, "key presses of a kind for which the LIKE scan is timed; 0: none")
	flag.IntVar(&o.imported, "import", 50_000, "customers to import into a copy while typing goes on; 0: write nothing")
	flag.IntVar(&o.slow, "slow", 0, "also list so many of the slowest of each kind")
	flag.StringVar(&o.only, "only", "", "measure only the kinds whose name matches this regular expression")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	registerC()
	if err := run(ctx, o, os.Stdout); err != nil {
		note("%v", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options, w io.Writer) error {
	if o.book != "" {
		return benchmark(ctx, o, o.book, w)
	}
	if o.dir == "" {
		dir, err := os.MkdirTemp("", "kehu-bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		o.dir = dir
	}
	for _, text := range strings.Split(o.customers, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < sampled {
			return fmt.Errorf("-customers: %q is not a number from %d on", text, sampled)
		}
		path, err := demoBook(ctx, o.dir, n)
		if err != nil {
			return err
		}
		if err := benchmark(ctx, o, path, w); err != nil {
			return err
		}
	}
	return nil
}

// benchmark measures one book and writes each table when it is finished.
func benchmark(ctx context.Context, o options, path string, w io.Writer) error {
	r := &result{path: path, imported: o.imported}
	steps := []struct {
		measure func(context.Context, options) error
		write   func(io.Writer)
	}{
		{r.prepare, r.writeHead},
		{r.reads, r.writeReads},
		{r.scans, r.writeLikes},
		{r.writes, r.writeWrites},
		{r.parts, r.writeSizes},
	}
	for _, step := range steps {
		if err := step.measure(ctx, o); err != nil {
			return err
		}
		step.write(w)
	}
	r.writeSlow(w, o.slow)
	return nil
}

// prepare makes the trace for the book, and the tasks of the kinds that are wanted.
func (r *result) prepare(ctx context.Context, o options) error {
	only, err := regexp.Compile(o.only)
	if err != nil {
		return err
	}
	return withBook(ctx, r.path, goEngine, func(b *store.Book) (err error) {
		if r.strokes, r.queries, err = typing(ctx, b); err != nil {
			return err
		}
		if r.customers, _, err = b.Count(ctx, query.Query{}, 0); err != nil {
			return err
		}
		found := make(map[string]int)
		if only.MatchString(paging) || only.MatchString(ending) {
			if found, err = finds(ctx, b, r.strokes); err != nil {
				return err
			}
		}
		catalogue, err := b.Catalogue(ctx)
		r.tasks = slices.DeleteFunc(tasks(r.strokes, r.customers, found, catalogue), func(t task) bool { return !only.MatchString(t.group) })
		return err
	})
}

// finds counts what the whole queries find, those that can be counted in time.
func finds(ctx context.Context, b *store.Book, strokes []stroke) (map[string]int, error) {
	found := make(map[string]int)
	for _, s := range strokes {
		if !s.whole {
			continue
		}
		count := task{group: counting, name: s.text, read: func(ctx context.Context, b *store.Book) (err error) {
			found[s.text], _, err = b.Count(ctx, s.query, 0)
			return err
		}}
		if _, err := count.time(ctx, b); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func (r *result) reads(ctx context.Context, o options) (err error) {
	r.taken, err = measure(ctx, r.path, r.tasks, o.rounds, goEngine, cEngine)
	return err
}

func (r *result) scans(ctx context.Context, o options) (err error) {
	if o.likes == 0 {
		return nil
	}
	r.likes = make(map[string]map[string]times)
	for _, driver := range []string{"sqlite", cEngine} {
		r.likes[driver] = make(map[string]times)
		for _, group := range []string{words, figuresOnly} {
			if r.likes[driver][group], err = scans(ctx, r.path, driver, r.strokes, group, o.likes); err != nil {
				return err
			}
		}
		note("LIKE scans with %s done", driver)
	}
	return nil
}

// writes measures on a copy what changes a book.
func (r *result) writes(ctx context.Context, o options) error {
	if o.imported == 0 {
		return nil
	}
	path, remove, err := copied(r.path)
	if err != nil {
		return err
	}
	defer remove()
	if r.saved, r.synced, err = saving(ctx, path); err != nil {
		return err
	}
	var typed []task
	for _, t := range r.tasks {
		if t.group == words {
			typed = append(typed, t)
		}
	}
	r.importing, r.importTook, err = whileImporting(ctx, path, typed, o.imported)
	return err
}

func (r *result) parts(ctx context.Context, _ options) (err error) {
	r.bytes, err = sizes(ctx, r.path)
	return err
}
