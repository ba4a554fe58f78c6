package store

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"kehu/model"
	"kehu/store/vault"
)

// gigabyte is how many customers make a demo book of about one gigabyte.
const gigabyte = 240_000

// writeAll saves one customer after the other, from a store of its own as another
// session does, with a short rest between, until stop is called, which gives the
// time that each save took.
func writeAll(b *testing.B, path string, rest time.Duration) (stop func() []time.Duration) {
	_, book := openAt(b, path)
	ctx, end := context.WithCancel(b.Context())
	var took []time.Duration
	var work sync.WaitGroup
	work.Go(func() {
		for n := 1; ctx.Err() == nil; n++ {
			c, err := book.Customer(b.Context(), int64(n*37%1000+1))
			if err != nil {
				b.Error(err)
				return
			}
			c.Notes = fmt.Sprint(n)
			began := time.Now()
			if _, err := book.Save(b.Context(), c); err != nil {
				b.Error(err)
				return
			}
			took = append(took, time.Since(began))
			time.Sleep(rest)
		}
	})
	return func() []time.Duration {
		end()
		work.Wait()
		slices.Sort(took)
		return took
	}
}

// BenchmarkBackup makes verified copies of a book of a gigabyte while another
// session saves some twenty times a second, and tells how long its saves took: the
// 99th of a hundred of them before, then the middle, the 99th and the longest.
func BenchmarkBackup(b *testing.B) {
	s, _ := demoBook(b, gigabyte)
	file := filepath.Join(b.TempDir(), "copy.kehu")
	var size int64
	quiet := writeAll(b, s.path, 20*time.Millisecond)
	time.Sleep(10 * time.Second)
	alone := quiet()
	stop := writeAll(b, s.path, 20*time.Millisecond)
	for b.Loop() {
		r, err := s.Backup(b.Context(), BackupRequest{File: file, Force: true})
		if err != nil {
			b.Fatal(err)
		}
		size = r.Size
	}
	took := stop()
	report := func(name string, d time.Duration) { b.ReportMetric(float64(d.Microseconds())/1000, name) }
	b.ReportMetric(float64(size)/1e6, "MB")
	report("ms-p99-alone", alone[len(alone)*99/100])
	report("ms-p50", took[len(took)/2])
	report("ms-p99", took[len(took)*99/100])
	report("ms-max", took[len(took)-1])
	b.ReportMetric(float64(len(took)), "saves")
}

// BenchmarkVacuumInto is the other way to copy a book, without any proof.
func BenchmarkVacuumInto(b *testing.B) {
	s, _ := demoBook(b, gigabyte)
	stop := writeAll(b, s.path, 20*time.Millisecond)
	n := 0
	for b.Loop() {
		n++
		if _, err := s.reader.ExecContext(b.Context(), "VACUUM INTO ?", filepath.Join(b.TempDir(), fmt.Sprint(n))); err != nil {
			b.Fatal(err)
		}
	}
	took := stop()
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
}

// BenchmarkRestoreCompare compares a book with a copy from before one edit.
func BenchmarkRestoreCompare(b *testing.B) {
	s, book := demoBook(b, gigabyte)
	file := filepath.Join(b.TempDir(), "copy.kehu")
	if _, err := s.Backup(b.Context(), BackupRequest{File: file}); err != nil {
		b.Fatal(err)
	}
	c := must[*model.Customer](b)(book.Customer(b.Context(), 7))
	c.Notes += "."
	save(b, book, c)
	for b.Loop() {
		o, err := UnpackBackup(b.Context(), file, s.path, vault.Unlock{}, s.now)
		if err != nil {
			b.Fatal(err)
		}
		all := must[[]Difference](b)(o.Compare(b.Context(), s))
		if err := o.Close(); err != nil || len(all) != 1 || all[0].Both.Count != 1 {
			b.Fatal(err, all)
		}
	}
}
