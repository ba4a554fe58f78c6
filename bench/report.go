package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// note tells the person who waits what is going on.
func note(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

func engineName(engine string) string {
	if engine == goEngine {
		return "Go"
	}
	return "C"
}

// A result is everything measured on one book.
type result struct {
	path               string
	customers, queries int
	strokes            []stroke
	tasks              []task
	taken              map[string]times
	likes              map[string]map[string]times // engine, group
	imported           int
	importing          times
	importTook         time.Duration
	saved, synced      times
	bytes              map[string]int64
}

func (r *result) writeHead(w io.Writer) {
	fmt.Fprintf(w, "### %s customers\n\n%d queries, %d key presses.\n\n", thousands(r.customers), r.queries, len(r.strokes))
}

func (r *result) writeReads(w io.Writer) {
	fmt.Fprint(w, "| ms | n | Go p50 | p99 | worst | C p50 | p99 | worst | Go : C, p50 | p99 | all |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, group := range groups() {
		g, c := r.taken[goEngine].of(r.tasks, group), r.taken[cEngine].of(r.tasks, group)
		if len(g) == 0 {
			continue
		}
		fmt.Fprintf(w, "| %s | %d | %s | %s | %s | %s | %s |\n", group, len(g), three(g), three(c),
			ratio(g.at(0.5), c.at(0.5)), ratio(g.at(0.99), c.at(0.99)), ratio(g.sum(), c.sum()))
	}
	fmt.Fprintln(w)
}

// three are the middle, the 99th percentile and the worst, as cells.
func three(t times) string { return ms(t.at(0.5)) + " | " + ms(t.at(0.99)) + " | " + ms(t.at(1)) }

func (r *result) writeLikes(w io.Writer) {
	if len(r.likes) == 0 {
		return
	}
	fmt.Fprint(w, "| `LIKE` scan, ms | n | Go p50 | p99 | worst | C p50 | p99 | worst | scan in C : kehu, all |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, group := range []string{words, figuresOnly} {
		g, c := r.likes["sqlite"][group], r.likes[cEngine][group]
		if len(c) == 0 {
			continue
		}
		own := r.taken[goEngine].of(r.tasks, group)
		fmt.Fprintf(w, "| %s | %d | %s | %s | %s |\n", group, len(c), three(g), three(c),
			ratio(c.sum()/time.Duration(len(c)), own.sum()/time.Duration(len(own))))
	}
	fmt.Fprintln(w)
}

func (r *result) writeWrites(w io.Writer) {
	if len(r.importing) > 0 {
		fmt.Fprintf(w, "- Typing words while %s customers are imported (%.1f s), %d key presses: p50 %s, p99 %s, worst %s ms.\n", thousands(r.imported),
			r.importTook.Seconds(), len(r.importing), ms(r.importing.at(0.5)), ms(r.importing.at(0.99)), ms(r.importing.at(1)))
	}
	if len(r.saved) > 0 {
		fmt.Fprintf(w, "- One edit saved, with history and index: median %s, p99 %s ms; a bare append with fsync: median %s, p99 %s ms.\n",
			ms(r.saved.at(0.5)), ms(r.saved.at(0.99)), ms(r.synced.at(0.5)), ms(r.synced.at(0.99)))
	}
	fmt.Fprintln(w)
}

func (r *result) writeSizes(w io.Writer) {
	var total int64
	for _, size := range r.bytes {
		total += size
	}
	if total == 0 {
		return
	}
	fmt.Fprint(w, "| part of the file | MB | share |\n|---|--:|--:|\n")
	for _, part := range parts() {
		fmt.Fprintf(w, "| %s | %.1f | %.1f %% |\n", part, float64(r.bytes[part])/1e6, 100*float64(r.bytes[part])/float64(total))
	}
	fmt.Fprintf(w, "| all | %.1f | 100 %% |\n\n", float64(total)/1e6)
}

// writeSlow lists the slowest of each group.
func (r *result) writeSlow(w io.Writer, n int) {
	if n == 0 {
		return
	}
	for _, group := range groups() {
		fmt.Fprintf(w, "Slowest of %s (Go ms, C ms):\n\n", group)
		for _, i := range r.taken[goEngine].slowest(r.tasks, group, n) {
			fmt.Fprintf(w, "- `%s` %s, %s\n", r.tasks[i].name, ms(r.taken[goEngine][i]), ms(r.taken[cEngine][i]))
		}
		fmt.Fprintln(w)
	}
}

func ms(d time.Duration) string {
	switch v := float64(d) / 1e6; {
	case v < 10:
		return fmt.Sprintf("%.2f", v)
	case v < 100:
		return fmt.Sprintf("%.1f", v)
	default:
		return fmt.Sprintf("%.0f", v)
	}
}

func ratio(a, b time.Duration) string {
	if b == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f", float64(a)/float64(b))
}

// thousands writes 1000000 as 1,000,000.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
