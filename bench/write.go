package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"kehu/model"
	"kehu/store"
)

// whileImporting times the key presses of words over and over while another
// store of the same file imports so many customers, and tells how long that took.
func whileImporting(ctx context.Context, path string, all []task, customers int) (t times, took time.Duration, err error) {
	done := make(chan error, 1)
	began := time.Now()
	go func() {
		done <- withBook(ctx, path, goEngine, func(b *store.Book) error {
			_, err := b.Import(ctx, drafts(customers), store.ImportOptions{File: "bench.csv"})
			took = time.Since(began)
			return err
		})
	}()
	err = withBook(ctx, path, goEngine, func(b *store.Book) error {
		if len(all) == 0 { // they were not to be measured
			return <-done
		}
		for {
			for _, one := range all {
				select {
				case err := <-done:
					return err
				default:
				}
				d, err := one.time(ctx, b)
				if err != nil {
					return err
				}
				t = append(t, d)
			}
		}
	})
	return t, took, err
}

const saves = 200

// saving times single edits as the screen saves them, and beside each the same
// disk's bare append of a few pages with an fsync.
func saving(ctx context.Context, path string) (saved, synced times, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "fsync")
	if err != nil {
		return nil, nil, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	err = withBook(ctx, path, goEngine, func(b *store.Book) error {
		for i := range saves {
			d, err := saveOne(ctx, b, int64(1+i%50), i)
			if err != nil {
				return err
			}
			saved = append(saved, d)
			if d, err = syncOne(f); err != nil {
				return err
			}
			synced = append(synced, d)
		}
		return nil
	})
	return saved, synced, err
}

func saveOne(ctx context.Context, b *store.Book, id int64, n int) (time.Duration, error) {
	c, err := b.Customer(ctx, id)
	if err != nil {
		return 0, err
	}
	c.Title = fmt.Sprint("title ", n)
	began := time.Now()
	_, err = b.Save(ctx, model.Record(c))
	return time.Since(began), err
}

func syncOne(f *os.File) (time.Duration, error) {
	began := time.Now()
	if _, err := f.Write(make([]byte, 8*4096)); err != nil {
		return 0, err
	}
	err := f.Sync()
	return time.Since(began), err
}
