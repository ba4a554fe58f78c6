package export

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"kehu/exchange"
	"kehu/model"
	"kehu/store"
)

type words struct{}

func (words) T(id string, _ ...any) string { return id }
func (words) Has(string) bool              { return false }
func (words) Field(key string) string      { return key }
func (words) Lang() string                 { return "en" }

// book has a few customers.
func book(t *testing.T) (*store.Book, string) {
	dir := t.TempDir()
	st, err := store.Open(t.Context(), filepath.Join(dir, "book.kehu"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	b := st.As(model.Actor{Name: "ann"}, model.OriginCommand)
	for _, name := range []string{"Bob", "Ada"} {
		if _, err := b.Save(t.Context(), &model.Customer{Kind: model.PersonKind, Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	return b, dir
}

func names() Request {
	return Request{Format: exchange.CSV, Options: exchange.WriteOptions{Words: words{}, Columns: []string{"name"}}}
}

func files(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), "book.kehu") {
			all = append(all, e.Name())
		}
	}
	return strings.Join(all, " ")
}

func TestFilesAppearWholeOrNotAtAll(t *testing.T) {
	b, dir := book(t)
	path := filepath.Join(dir, "out.csv")
	if r, err := ToFile(t.Context(), b, path, false, names()); err != nil || r.Customers != 2 {
		t.Fatal(r, err)
	}
	const want = "name\nBob\nAda\n"
	if data, _ := os.ReadFile(path); string(data) != want || files(t, dir) != "out.csv" {
		t.Errorf("%q, %s", data, files(t, dir))
	}
	var p *model.Problem
	if _, err := ToFile(t.Context(), b, path, false, names()); !errors.As(err, &p) || p.Code != "output_exists" {
		t.Error(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for _, force := range []bool{true, false} {
		if _, err := ToFile(ctx, b, filepath.Join(dir, map[bool]string{true: "out.csv", false: "other.csv"}[force]), force, names()); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	if data, _ := os.ReadFile(path); string(data) != want || files(t, dir) != "out.csv" {
		t.Errorf("a cancelled export left %q, %s", data, files(t, dir))
	}
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ToFile(t.Context(), b, path, true, names()); err != nil {
		t.Error(err)
	}
	if data, _ := os.ReadFile(path); string(data) != want {
		t.Errorf("%q", data)
	}
}

// Somebody else may make the file meanwhile: it stays.
func TestFilesOfOthersStay(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
	for path, text := range map[string]string{from: "ours", to: "theirs"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var p *model.Problem
	if err := appear(from, to); !errors.As(err, &p) || p.Code != "output_exists" {
		t.Error(err)
	}
	if data, _ := os.ReadFile(to); string(data) != "theirs" {
		t.Errorf("%q", data)
	}
}

func TestWhatCannotBeWritten(t *testing.T) {
	b, dir := book(t)
	link := filepath.Join(dir, "link")
	if err := os.Symlink(b.Path(), link); err != nil {
		t.Skip(err)
	}
	for path, code := range map[string]string{dir: "output_is_folder", b.Path(): "output_over_book", link: "output_over_book",
		filepath.Join(dir, "no", "x.csv"): "output_unwritable", filepath.Join(b.Path(), "x.csv"): "output_unwritable", "/dev/full": "disk_full"} {
		var p *model.Problem
		if _, err := ToFile(t.Context(), b, path, true, names()); !errors.As(err, &p) || p.Code != code {
			t.Errorf("%s: %v, want %s", path, err, code)
		}
	}
	if err := explain("x", &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}); model.KindOf(err) != model.Failed {
		t.Error(err)
	}
	if _, err := ToFile(t.Context(), b, os.DevNull, false, names()); err != nil {
		t.Error(err)
	}
}
