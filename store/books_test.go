package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kehu/internal/race"
	"kehu/model"
	"kehu/query"
)

// Books of schemas that were released lie in testdata/books, packed, each beside what
// it holds. A release adds its own, with the name of its schema:
//
//	go test ./store -run OldBooks -release
var release = flag.Bool("release", false, "pack a book of the present schema for testdata/books")

func oldBooks(t *testing.T) []string {
	t.Helper()
	files := must[[]string](t)(filepath.Glob("../testdata/books/*.kehu.gz"))
	if len(files) == 0 {
		t.Fatal("no books")
	}
	return files
}

// A book of an older schema opens, is sound, and holds what it held.
func TestOldBooks(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	if *release {
		packPresent(t)
	}
	for _, file := range oldBooks(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "book.kehu")
			check(t, os.WriteFile(path, gunzip(t, file), 0o600))
			s, b := openAt(t, path)
			sound(t, s)
			want := must[[]byte](t)(os.ReadFile(strings.TrimSuffix(file, ".kehu.gz") + ".json"))
			if got := contents(t, s, b); !bytes.Equal(got, want) {
				t.Errorf("holds\n%s\nwant\n%s", got, want)
			}
			save(t, b, zhang())
			must[*model.ChangeSet](t)(b.Undo(t.Context(), 0))
			sound(t, s)
		})
	}
}

// contents tells what a book holds in words that no schema changes.
func contents(t *testing.T, s *Store, b *Book) []byte {
	t.Helper()
	type line struct {
		Name, Company, Level, Phone, Spent string
		Orders, Interactions, Tasks        int
	}
	report := must[CheckReport](t)(s.Check(t.Context()))
	v := struct {
		ChangeSets int64
		Customers  []line
	}{ChangeSets: report.ChangeSets}
	for d, err := range b.Each(t.Context(), query.Query{}, nil, Parts{Purchases: true, Interactions: true, Tasks: true}) {
		check(t, err)
		l := line{Name: d.Customer.DisplayName(), Company: d.Customer.Company, Level: d.Customer.Level, Spent: fmt.Sprint(d.Figures.Spent),
			Orders: len(d.Purchases), Interactions: len(d.Interactions), Tasks: len(d.Tasks)}
		if len(d.Customer.ContactPoints) > 0 {
			l.Phone = d.Customer.ContactPoints[0].Value
		}
		v.Customers = append(v.Customers, l)
	}
	text, err := json.MarshalIndent(v, "", "\t")
	check(t, err)
	return append(text, '\n')
}

func gunzip(t *testing.T, file string) []byte {
	t.Helper()
	f := must[*os.File](t)(os.Open(file))
	defer f.Close()
	return must[[]byte](t)(io.ReadAll(must[*gzip.Reader](t)(gzip.NewReader(f))))
}

// packPresent packs a book of the present schema, with what the newest of the older
// ones holds, and writes down what that is.
func packPresent(t *testing.T) {
	t.Helper()
	newest := oldBooks(t)[len(oldBooks(t))-1]
	path := filepath.Join(t.TempDir(), "book.kehu")
	check(t, os.WriteFile(path, gunzip(t, newest), 0o600))
	s, b := openAt(t, path)
	name := fmt.Sprintf("../testdata/books/schema-%02d", len(migrations()))
	check(t, os.WriteFile(name+".json", contents(t, s, b), 0o600))
	must[sql.Result](t)(s.writer.ExecContext(context.Background(), "VACUUM INTO ?", path+".packed"))
	var packed bytes.Buffer
	w := must[*gzip.Writer](t)(gzip.NewWriterLevel(&packed, gzip.BestCompression))
	must[int](t)(w.Write(must[[]byte](t)(os.ReadFile(path + ".packed"))))
	check(t, w.Close())
	check(t, os.WriteFile(name+".kehu.gz", packed.Bytes(), 0o600))
}

// A book of a newer kehu is refused with the versions, and left as it is.
func TestNewerBookIsLeftAlone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "book.kehu")
	s, _ := openAt(t, path)
	must[sql.Result](t)(s.writer.ExecContext(t.Context(), fmt.Sprintf("PRAGMA user_version = %d", len(migrations())+3)))
	check(t, s.Close())
	before := must[[]byte](t)(os.ReadFile(path))
	_, err := Open(t.Context(), path, Options{})
	var p *model.Problem
	if !errors.As(err, &p) || p.Code != "book_newer" || p.Args["Version"] != len(migrations())+3 || p.Args["Known"] != len(migrations()) {
		t.Errorf("the error is %v", err)
	}
	if after := must[[]byte](t)(os.ReadFile(path)); !bytes.Equal(before, after) {
		t.Error("the newer book was changed")
	}
}
