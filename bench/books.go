package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"time"

	"kehu/demo"
	"kehu/model"
	"kehu/store"
)

// demoBook returns the path of the demo book of a size, making it where it is
// not there yet.
func demoBook(ctx context.Context, dir string, customers int) (string, error) {
	path := filepath.Join(dir, fmt.Sprintf("bench-%d.kehu", customers))
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return path, err
	}
	began := time.Now()
	unfinished := path + ".part"
	s, err := store.Open(ctx, unfinished, store.Options{})
	if err != nil {
		return "", err
	}
	_, err = s.As(model.Actor{Name: "bench"}, model.OriginDemo).Fill(ctx, bundles(demo.New(1, customers, time.Now())), nil)
	if err := errors.Join(err, s.Close()); err != nil {
		return "", err
	}
	note("%s made in %v", path, time.Since(began).Round(time.Second))
	return path, os.Rename(unfinished, path)
}

// bundles gives the entries of a sample in the shape that the store takes.
func bundles(sample *demo.Sample) iter.Seq[store.Bundle] {
	return func(yield func(store.Bundle) bool) {
		for e := range sample.Drafts() {
			if !yield(store.Bundle{Customer: &e.Customer, Purchases: e.Purchases, Interactions: e.Interactions, Tasks: e.Tasks}) {
				return
			}
		}
	}
}

// drafts gives the customers of another sample as the rows of an import.
func drafts(customers int) iter.Seq2[model.Draft, error] {
	return func(yield func(model.Draft, error) bool) {
		row := 0
		for e := range demo.New(2, customers, time.Now()).Drafts() {
			if row++; !yield(model.Draft{Rows: []int{row}, Customer: e.Customer}, nil) {
				return
			}
		}
	}
}

// copied returns a copy of a book to write in, and what removes it again.
func copied(path string) (twin string, remove func(), err error) {
	twin = path + ".copy"
	remove = func() {
		for _, suffix := range []string{"", "-wal", "-shm", "-backups"} {
			os.RemoveAll(twin + suffix)
		}
	}
	in, err := os.Open(path)
	if err != nil {
		return "", nil, err
	}
	defer in.Close()
	out, err := os.Create(twin)
	if err != nil {
		return "", nil, err
	}
	_, err = io.Copy(out, in)
	if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
		remove()
		return "", nil, err
	}
	return twin, remove, nil
}
