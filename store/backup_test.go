package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kehu/internal/race"
	"kehu/model"
	"kehu/store/vault"
)

// openDated opens a book whose clock the test sets.
func openDated(t testing.TB, path string, now *time.Time, o BackupOptions) (*Store, *Book) {
	t.Helper()
	s, err := Open(t.Context(), path, Options{Now: func() time.Time { return *now }, Backup: o})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, s.As(model.Actor{Name: "ann"}, model.OriginCommand)
}

// backUp makes a copy in the folder, with nothing left to wish for.
func backUp(t testing.TB, s *Store) BackupReport {
	t.Helper()
	r := must[BackupReport](t)(s.Backup(t.Context(), BackupRequest{}))
	if err := errors.Join(r.Wanting...); err != nil {
		t.Fatal(err)
	}
	return r
}

// files lists a folder.
func files(t testing.TB, folder string) (names []string) {
	t.Helper()
	for _, e := range must[[]os.DirEntry](t)(os.ReadDir(folder)) {
		names = append(names, e.Name())
	}
	return names
}

func code(err error) string {
	var p *model.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return fmt.Sprint(err)
}

// A copy is the book of one moment, a file of its own that opens, with a note
// beside it.
func TestBackup(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	save(t, b, zhang())
	r := backUp(t, s)
	save(t, b, &model.Customer{Kind: model.PersonKind, Name: "李四"})
	if got, want := files(t, s.path+"-backups"), []string{filepath.Base(r.Path), filepath.Base(r.Path) + ".json"}; !slices.Equal(got, want) {
		t.Errorf("the folder has %v, want %v", got, want)
	}
	if r.Counts["customer"] != 1 || r.Note.SHA256 == "" || r.Note.ChangeSets != 1 || r.Size == 0 {
		t.Errorf("report %+v, note %+v", r, r.Note)
	}
	if name, ok := vault.ParseName(filepath.Base(r.Path)); !ok || name.Stem != "book" || !name.At.Equal(testNow) {
		t.Errorf("the name is %v", filepath.Base(r.Path))
	}
	copied, old := openAt(t, r.Path)
	if got := names(t, old, ""); len(got) != 1 {
		t.Errorf("the copy has %v", got)
	}
	checkClean(t, copied)
}

// What SQLite holds in its write-ahead log belongs to the book, too, and a copy is
// that of one moment although somebody writes all the while.
func TestBackupWhileWriting(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "book.kehu")
	s, b := openAt(t, path)
	_, other := openAt(t, path)
	for range 50 {
		save(t, b, zhang())
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		var err error
		for ctx.Err() == nil && err == nil {
			_, err = other.Save(context.WithoutCancel(ctx), zhang())
		}
		done <- err
	}()
	for range 5 {
		r := backUp(t, s)
		c, err := inspect(t.Context(), r.Path)
		if err != nil || c.content != r.Note.Content || c.kinds["customer"] != c.changeSets {
			t.Errorf("%d customers, %d changes, %v", c.kinds["customer"], c.changeSets, err)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A copy that is not the book is none: it does not come to its name.
func TestBackupProves(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	for range 20 {
		save(t, b, zhang())
	}
	r := backUp(t, s)
	whole := must[copied](t)(inspect(t.Context(), r.Path))
	data := must[[]byte](t)(os.ReadFile(r.Path))
	at := strings.LastIndex(string(data), "张伟")
	if at < 0 {
		t.Fatal("no name in the file")
	}
	data[at] ^= 1 // in no place where SQLite would find anything
	if err := os.WriteFile(r.Path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := inspect(t.Context(), r.Path); err != nil || c.content == whole.content {
		t.Errorf("one bit more or less does not show: %v", err)
	}
	for i := range data[8192:12288] {
		data[8192+i] = 7
	}
	if err := os.WriteFile(r.Path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := inspect(t.Context(), r.Path); err == nil {
		t.Error("a page of rubbish passed")
	}
}

// Whoever looks into a copy changes nothing in it that counts, and a copy of a copy
// is made by nobody.
func TestCopyIsOpened(t *testing.T) {
	t.Parallel()
	now := testNow
	s, b := openDated(t, filepath.Join(t.TempDir(), "book.kehu"), &now, BackupOptions{})
	save(t, b, zhang())
	r := backUp(t, s)
	now = now.AddDate(0, 0, 3)
	look, there := openDated(t, r.Path, &now, BackupOptions{})
	if got := names(t, there, ""); len(got) != 1 {
		t.Errorf("the copy has %v", got)
	}
	if made, err := look.BackUpWhenDue(t.Context(), false); made || err != nil {
		t.Errorf("a copy of a copy: %v", err)
	}
	if err := look.Close(); err != nil {
		t.Fatal(err)
	}
	if good, err := s.VerifyBackup(t.Context(), r.Copy, vault.Unlock{}); !good || err != nil {
		t.Errorf("the copy that was looked at: %v", err)
	}
}

func TestBackupIntoFile(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	save(t, b, zhang())
	folder := t.TempDir()
	file := filepath.Join(folder, "copy.kehu")
	if err := os.WriteFile(vault.Part(file), []byte("left by a process that was killed"), 0o600); err != nil {
		t.Fatal(err)
	}
	must[BackupReport](t)(s.Backup(t.Context(), BackupRequest{File: file}))
	if got := files(t, folder); !slices.Equal(got, []string{"copy.kehu"}) {
		t.Errorf("the folder has %v", got)
	}
	for _, c := range []struct {
		file string
		want string
	}{{file, "backup_exists"}, {s.path, "backup_over_book"}, {folder, "output_is_folder"}, {filepath.Join(folder, "no", "copy"), "backup_folder"}} {
		if _, err := s.Backup(t.Context(), BackupRequest{File: c.file}); code(err) != c.want {
			t.Errorf("%s: %v, want %s", c.file, err, c.want)
		}
	}
	if _, err := s.Backup(t.Context(), BackupRequest{File: file, Force: true}); err != nil {
		t.Error(err)
	}
}

// Whoever ends a copy leaves nothing of it, and what a killed process left goes
// with the next copy.
func TestBackupUnfinished(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	save(t, b, zhang())
	folder := s.path + "-backups"
	ctx, stop := context.WithCancel(t.Context())
	_, err := s.Backup(ctx, BackupRequest{Progress: func(int, int) { stop() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a copy that was ended: %v", err)
	}
	if got := files(t, folder); len(got) != 0 {
		t.Errorf("it left %v", got)
	}
	status := must[BackupStatus](t)(s.BackupStatus(t.Context()))
	half := vault.Part(filepath.Join(folder, vault.Name{Stem: "book", Book: status.mark, At: testNow}.String()))
	if err := os.WriteFile(half, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := backUp(t, s)
	if got := files(t, folder); !slices.Equal(got, []string{filepath.Base(r.Path), filepath.Base(r.Path) + ".json"}) {
		t.Errorf("beside the copy there is %v", got)
	}
}

func TestBackupsOneAtATime(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	save(t, b, zhang())
	unlock, err := s.lockBackups()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Backup(t.Context(), BackupRequest{}); code(err) != "backup_running" {
		t.Errorf("a second copy at the same time: %v", err)
	}
	unlock()
	backUp(t, s)
}

// A copy is due when the last one is a day old and the book is another.
func TestBackupIsDue(t *testing.T) {
	t.Parallel()
	now := testNow
	s, b := openDated(t, filepath.Join(t.TempDir(), "book.kehu"), &now, BackupOptions{})
	due := func() (bool, bool) {
		t.Helper()
		status := must[BackupStatus](t)(s.BackupStatus(t.Context()))
		return status.IsDue(now), status.IsLate(now)
	}
	want := func(what string, isDue, isLate bool) {
		t.Helper()
		if d, l := due(); d != isDue || l != isLate {
			t.Errorf("%s: due %v, late %v", what, d, l)
		}
	}
	now = now.Add(72 * time.Hour)
	want("an empty book", false, false)
	save(t, b, zhang())
	want("a new book", false, false)
	now = now.Add(25 * time.Hour)
	want("a book of yesterday", true, false)
	now = now.Add(24 * time.Hour)
	want("a book of two days", true, true)
	r := backUp(t, s)
	now = now.Add(72 * time.Hour)
	want("nothing new", false, false)
	save(t, b, zhang())
	want("something new", true, true)
	now = r.At.Add(25 * time.Hour)
	want("the day after", true, false)
	now = r.At.Add(time.Hour)
	want("the same day", false, false)
	elsewhere := filepath.Join(t.TempDir(), "on a stick.kehu")
	must[BackupReport](t)(s.Backup(t.Context(), BackupRequest{File: elsewhere}))
	now = now.Add(26 * time.Hour)
	want("a copy elsewhere counts", false, false)
	if err := os.Remove(elsewhere); err != nil {
		t.Fatal(err)
	}
	want("the stick is away: the copy in the folder is a day old", true, false)
	if err := vault.Remove(r.Copy); err != nil {
		t.Fatal(err)
	}
	want("the copy is gone", true, true)
}

// Before very many records are written there is a copy of the book, one for the
// same book.
func TestBackupBeforeManyRecords(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	s, b := openBook(t)
	if _, err := b.Fill(t.Context(), bundles(manyRecords+1), nil); err != nil {
		t.Fatal(err)
	}
	if exists(s.path + "-backups") {
		t.Error("a book with nothing in it was copied")
	}
	ids := make([]int64, manyRecords+1)
	for i := range ids {
		ids[i] = int64(i + 1)
	}
	copies := func() int { return len(must[[]vault.Copy](t)(vault.List(s.path+"-backups", "", ""))) }
	edit := func(ids []int64, title string) {
		t.Helper()
		_, err := b.EditAll(t.Context(), ids, func(c *model.Customer) error { c.Title = title; return nil }, nil)
		if err != nil {
			t.Fatal(err)
		}
	}
	edit(ids[:manyRecords], "a")
	if copies() != 0 {
		t.Error("a copy before few records")
	}
	edit(ids, "b")
	if copies() != 1 {
		t.Errorf("%d copies before many records", copies())
	}
	if _, err := b.Undo(t.Context(), 0); err != nil || copies() != 2 {
		t.Errorf("%d copies before an undo of many records, %v", copies(), err)
	}
	backUp(t, s)
	if _, err := b.Redo(t.Context()); err != nil || copies() != 3 {
		t.Errorf("%d copies where there was one of the book, %v", copies(), err)
	}
	last := must[[]vault.Copy](t)(vault.List(s.path+"-backups", "", ""))[1]
	if last.Note.Reason != vault.Bulk {
		t.Errorf("the reason is %q", last.Note.Reason)
	}
}

// An import knows only while it reads that it is a large one.
func TestBackupBeforeImport(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	save(t, b, zhang())
	drafts := func(n int) func(yield func(model.Draft, error) bool) {
		return func(yield func(model.Draft, error) bool) {
			for i := range n {
				d := model.Draft{Rows: []int{i + 1}, Customer: model.Customer{Kind: model.PersonKind, Name: fmt.Sprint("new ", n, " ", i)}}
				if !yield(d, nil) {
					return
				}
			}
		}
	}
	for _, c := range []struct{ rows, copies int }{{manyRecords, 0}, {manyRecords + 1, 1}} {
		r := must[model.ImportReport](t)(b.Import(t.Context(), drafts(c.rows), ImportOptions{}))
		copies := must[[]vault.Copy](t)(vault.List(s.path+"-backups", "", ""))
		if r.New != c.rows || len(copies) != c.copies {
			t.Errorf("%d rows: %d new, %d copies", c.rows, r.New, len(copies))
		}
	}
}

// A folder that takes nothing does not keep anybody from working: the copy before
// a large change goes beside the book.
func TestBackupFolderGone(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	save(t, b, zhang())
	own := must[model.Settings](t)(b.Settings(t.Context()))
	own.BackupFolder = "/dev/null/no" // of a disk that was there yesterday
	save(t, b, &own)
	if _, err := s.Backup(t.Context(), BackupRequest{}); code(err) != "backup_folder" {
		t.Errorf("a folder that cannot be: %v", err)
	}
	path := must[string](t)(s.safeCopy(t.Context(), vault.Bulk))
	if filepath.Dir(path) != filepath.Dir(s.path) || !strings.HasSuffix(path, ".bak") {
		t.Errorf("the copy is %s", path)
	}
}

func TestBackupSettings(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	save(t, b, zhang())
	second := t.TempDir()
	must[*model.ChangeSet](t)(b.SetBackupSettings(t.Context(), BackupSettings{Folder: "copies", Second: second}))
	r := backUp(t, s)
	if filepath.Dir(r.Path) != filepath.Join(filepath.Dir(s.path), "copies") || r.Second != second {
		t.Errorf("copies at %s and %s", r.Path, r.Second)
	}
	if !slices.Equal(files(t, filepath.Dir(r.Path)), files(t, second)) {
		t.Errorf("the second folder has %v", files(t, second))
	}
	for _, c := range []struct {
		set  BackupSettings
		want string
	}{
		{BackupSettings{Folder: "/dev/null/x"}, "backup_folder"},
		{BackupSettings{Folder: second, Second: second}, "backup_folders_same"},
		{BackupSettings{Recipients: []string{"age1nonsense"}}, "backup_key"},
	} {
		if _, err := b.SetBackupSettings(t.Context(), c.set); code(err) != c.want {
			t.Errorf("%+v: %v, want %s", c.set, err, c.want)
		}
	}
}

// The command gets the path as a word of its own, whatever is in it; what it says
// in failing is told, and the copy stays.
func TestBackupCommand(t *testing.T) {
	t.Parallel()
	now := testNow
	dir := filepath.Join(t.TempDir(), "a $(touch evil); b")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "book.kehu")
	s, b := openDated(t, path, &now, BackupOptions{Command: []string{"cp", "{}", filepath.Join(dir, "away")}})
	save(t, b, zhang())
	r := backUp(t, s)
	if sum, _, err := vault.Sum(filepath.Join(dir, "away")); err != nil || sum != r.Note.SHA256 {
		t.Errorf("the command made %v", err)
	}
	s.backups.Command = []string{"cp", "-nothing"}
	r = must[BackupReport](t)(s.Backup(t.Context(), BackupRequest{}))
	if len(r.Wanting) != 1 || code(r.Wanting[0]) != "backup_command" || !exists(r.Path) {
		t.Errorf("a command that fails: %+v", r)
	}
	if status := must[BackupStatus](t)(s.BackupStatus(t.Context())); code(status.Failure) != "backup_command" {
		t.Errorf("the book knows of %v", status.Failure)
	}
}

// What a migration cannot do leaves the book as it was, byte for byte, and says
// where the copy is; the next attempt makes no other copy.
func TestFailedMigration(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	path := filepath.Join(t.TempDir(), "book.kehu")
	s, b := openAt(t, path)
	save(t, b, zhang())
	if err := s.checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	before := must[string](t)(digestOfFile(path))
	broken := append(migrations(), "ALTER TABLE customers ADD COLUMN moon TEXT", "no SQL")
	for range 2 {
		err := s.migrate(t.Context(), broken)
		var p *model.Problem
		if !errors.As(err, &p) || p.Code != "book_not_migrated" || model.KindOf(err) != model.Unusable {
			t.Fatalf("a broken migration: %v", err)
		}
		_, old := openAt(t, p.Args["Backup"].(string))
		if got := names(t, old, ""); len(got) != 1 {
			t.Errorf("the copy has %v", got)
		}
	}
	if err := s.checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := must[string](t)(digestOfFile(path)); after != before {
		t.Error("the book is another")
	}
	if copies := must[[]vault.Copy](t)(vault.List(path+"-backups", "", "")); len(copies) != 1 {
		t.Errorf("%d copies", len(copies))
	}
}
