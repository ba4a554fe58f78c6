package store

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"kehu/model"
)

// writing holds the lock of a book as another process does that imports a large
// file; end ends it.
func writing(t *testing.T, path string) (end func()) {
	t.Helper()
	db := must[*sql.DB](t)(sql.Open("sqlite", dsn(path, "_txlock=immediate")))
	tx := must[*sql.Tx](t)(db.Begin())
	return func() {
		check(t, tx.Rollback())
		check(t, db.Close())
	}
}

// Who saves while somebody else writes waits, is told, and needs do nothing.
func TestWaitingForATurn(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "book.kehu")
	s, b := openAt(t, path)
	end := writing(t, path)
	told := make(chan bool, 2)
	ctx := TellWaiting(t.Context(), func(isWaiting bool) { told <- isWaiting })
	saved := make(chan error, 2)
	for _, name := range []string{"张伟", "李雷"} {
		go func() {
			c := zhang()
			c.Name = name
			_, err := b.Save(ctx, c)
			saved <- err
		}()
	}
	desk := b.Desk(ctx)
	kept := make(chan error, 1)
	go func() { kept <- desk.Keep(ctx, typed(desk.New(), "韩")) }()
	for range 2 {
		if !<-told {
			t.Error("told that it waits no longer before that it waits")
		}
	}
	end()
	for range 2 {
		check(t, <-saved)
		if <-told {
			t.Error("told twice that it waits")
		}
	}
	check(t, <-kept)
	if n := must[CheckReport](t)(s.Check(t.Context())).Customers; n != 2 {
		t.Errorf("%d customers, want 2", n)
	}
	if len(told) > 0 {
		t.Error("a draft told of its waiting")
	}
}

// A save that waits behind a draft of the same form is told of, and may give up.
func TestSavingBehindADraft(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "book.kehu")
	s, b := openAt(t, path)
	end := writing(t, path)
	desk, kept := b.Desk(t.Context()), make(chan error, 1)
	go func() { kept <- desk.Keep(t.Context(), typed(desk.New(), "韩")) }()
	for len(desk.writing) == 0 { // until it waits
		runtime.Gosched()
	}
	ctx, stop := context.WithCancel(t.Context())
	if _, err := desk.Save(TellWaiting(ctx, func(bool) { stop() }), 1, zhang()); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	desk.Show([]Editing{{Customer: 1}})
	desk.Tell() // waits for nobody
	end()
	check(t, <-kept)
	must[*model.ChangeSet](t)(desk.Save(t.Context(), 1, zhang()))
	if n := must[CheckReport](t)(s.Check(t.Context())).Customers; n != 1 {
		t.Errorf("%d customers, want 1", n)
	}
}

// A copy of a large book tells how far it has come, and that it has ended.
func TestTellingOfBackups(t *testing.T) {
	t.Parallel()
	var told []int
	progress, end := tellingBackup(TellBackup(t.Context(), func(percent int) { told = append(told, percent) }))
	for done := 0; done <= 4*toldPages; done += toldPages / 2 {
		progress(done, 4*toldPages)
		progress(done, 4*toldPages)
	}
	end()
	if want := []int{0, 12, 25, 37, 50, 62, 75, 87, 100, -1}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	told = nil
	progress, end = tellingBackup(TellBackup(t.Context(), func(percent int) { told = append(told, percent) }))
	progress(1, 2)
	end()
	if len(told) > 0 {
		t.Errorf("of a small book it told %v", told)
	}
}

// Who waits may give up, with single edits and with imports.
func TestGivingUpATurn(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "book.kehu")
	s, b := openAt(t, path)
	end := writing(t, path)
	for name, write := range map[string]func(context.Context) error{
		"save":       func(ctx context.Context) error { _, err := b.Save(ctx, zhang()); return err },
		"bulk":       func(ctx context.Context) error { return s.bulk(ctx, func(*tx) error { return errors.New("a turn") }) },
		"preference": func(ctx context.Context) error { return b.SetPreference(ctx, "k", "v") },
	} {
		ctx, stop := context.WithCancel(t.Context())
		err := write(TellWaiting(ctx, func(bool) { stop() }))
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
	end()
	if n := must[CheckReport](t)(s.Check(t.Context())).Customers; n != 0 {
		t.Errorf("%d customers, want none", n)
	}
	must[*model.ChangeSet](t)(b.Save(t.Context(), zhang()))
}
