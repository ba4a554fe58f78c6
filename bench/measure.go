package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"kehu/model"
	"kehu/store"
)

// times are how long each task took: the median of the rounds.
type times []time.Duration

// measure times the tasks with both engines, round by round in turn, so that
// what else the machine does meets both. The file is read once before, so that
// it stands in the system's cache as far as there is room.
func measure(ctx context.Context, path string, all []task, rounds int, engines ...string) (map[string]times, error) {
	if err := warm(path); err != nil {
		return nil, err
	}
	taken := make(map[string][]times)
	for round := range rounds {
		for _, engine := range engines {
			began := time.Now()
			t, err := runAll(ctx, path, engine, all)
			if err != nil {
				return nil, err
			}
			note("round %d of %d, %s: %v", round+1, rounds, engineName(engine), time.Since(began).Round(time.Millisecond))
			taken[engine] = append(taken[engine], t)
		}
	}
	out := make(map[string]times)
	for engine, rounds := range taken {
		out[engine] = medians(rounds)
	}
	return out, nil
}

func warm(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(io.Discard, f)
	return err
}

// noteworthy are tasks that a person who waits for the tables may wonder about.
const noteworthy = 250 * time.Millisecond

// runAll carries out every task once.
func runAll(ctx context.Context, path, engine string, all []task) (t times, err error) {
	err = withBook(ctx, path, engine, func(b *store.Book) error {
		began := time.Now()
		if err := b.ReadAhead(ctx); err != nil {
			return err
		}
		note("%s, read ahead: %v", engineName(engine), time.Since(began).Round(time.Millisecond))
		t = make(times, len(all))
		for i, one := range all {
			if t[i], err = one.time(ctx, b); err != nil {
				return err
			}
			if t[i] > noteworthy {
				note("%s, %s, %s: %s ms", engineName(engine), one.group, one.name, ms(t[i]))
			}
		}
		return nil
	})
	return t, err
}

// patience is how long a task may take: it is stopped then and counts as that long.
const patience = time.Second

// time carries out a task and times it.
func (t task) time(ctx context.Context, b *store.Book) (time.Duration, error) {
	if t.ready != nil {
		if err := t.patiently(ctx, b, t.ready); err != nil {
			return 0, err
		}
	}
	began := time.Now()
	err := t.patiently(ctx, b, t.read)
	return time.Since(began), err
}

// patiently reads with a context that can end, as the screen does.
func (t task) patiently(ctx context.Context, b *store.Book, read func(context.Context, *store.Book) error) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	if err := read(ctx, b); err != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("%s %q: %w", t.group, t.name, err)
	}
	return nil
}

// withBook opens a book as the screen does and closes it after f.
func withBook(ctx context.Context, path, engine string, f func(*store.Book) error) error {
	s, err := store.Open(ctx, path, store.Options{Driver: engine})
	if err != nil {
		return err
	}
	defer s.Close()
	return f(s.As(model.Actor{Name: "bench"}, model.OriginScreen))
}

func medians(rounds []times) times {
	out := make(times, len(rounds[0]))
	for i := range out {
		column := make(times, len(rounds))
		for r := range rounds {
			column[r] = rounds[r][i]
		}
		out[i] = column.at(0.5)
	}
	return out
}

// at returns the time that a share of all does not exceed.
func (t times) at(share float64) time.Duration {
	if len(t) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(t))
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}

func (t times) sum() (total time.Duration) {
	for _, d := range t {
		total += d
	}
	return total
}

// of returns the times of a group's tasks.
func (t times) of(all []task, group string) (out times) {
	for i := range all {
		if all[i].group == group {
			out = append(out, t[i])
		}
	}
	return out
}

// slowest returns the numbers of the tasks of a group that took longest.
func (t times) slowest(all []task, group string, n int) (numbers []int) {
	for i := range all {
		if all[i].group == group {
			numbers = append(numbers, i)
		}
	}
	slices.SortFunc(numbers, func(a, b int) int { return cmp.Compare(t[b], t[a]) })
	return numbers[:min(n, len(numbers))]
}
