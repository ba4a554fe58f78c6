package pages

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// database makes a file with tables of each kind, in which rows were changed and
// deleted; what the write-ahead log holds is given apart.
func database(t testing.TB, rows, pageSize int) (db, wal []byte, want map[string][][]any) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pages.db")
	conn, err := sql.Open("sqlite", "file:"+path+"")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetMaxOpenConns(1)
	run := func(text string, args ...any) {
		t.Helper()
		if _, err := conn.Exec(text, args...); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	run(fmt.Sprintf("PRAGMA page_size = %d; PRAGMA journal_mode = wal; PRAGMA synchronous = off", pageSize))
	run("CREATE TABLE plain (id INTEGER PRIMARY KEY, name TEXT, amount, note BLOB)")
	run("CREATE TABLE keyed (a INTEGER, b TEXT, c REAL, PRIMARY KEY (b, a)) WITHOUT ROWID")
	run("CREATE INDEX by_name ON plain (name)")
	for i := range rows {
		run("INSERT INTO plain (name, amount, note) VALUES (?, ?, ?)", fmt.Sprint("name ", i), []any{i * 1000003, -i, float64(i) / 3, nil, "text"}[i%5],
			bytes.Repeat([]byte{byte(i)}, i*i%9000))
		run("INSERT INTO keyed (a, b, c) VALUES (?, ?, ?)", i, strings.Repeat(fmt.Sprint("key ", i, " "), 1+i%40), 0.5*float64(i))
	}
	run("DELETE FROM plain WHERE id % 7 = 0")
	run("PRAGMA wal_checkpoint(TRUNCATE)")
	run("UPDATE plain SET name = name || ' changed' WHERE id % 5 = 0") // is in the log alone
	want = map[string][][]any{"plain": read(t, conn, "SELECT id, name, amount, note FROM plain ORDER BY id"),
		"keyed": read(t, conn, "SELECT b, a, c FROM keyed ORDER BY b, a")}
	if db, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	if wal, err = os.ReadFile(path + "-wal"); err != nil || len(wal) == 0 {
		t.Fatal("no write-ahead log", err)
	}
	return db, wal, want
}

func read(t testing.TB, conn *sql.DB, text string) (all [][]any) {
	t.Helper()
	rows, err := conn.Query(text)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, _ := rows.Columns()
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		all = append(all, values)
	}
	return all
}

// salvaged reads the rows of a table.
func salvaged(f *File, objects []Object, name string) (all [][]any, bad int) {
	for _, o := range objects {
		if o.Name != name {
			continue
		}
		isTable := name == "plain"
		tree := f.Tree(o.Root, isTable)
		bad += tree.Bad
		for _, n := range tree.Pages {
			bad += f.Rows(n, func(r Row) {
				if isTable {
					r.Values[0] = r.ID
				}
				all = append(all, r.Values)
			})
		}
	}
	return all, bad
}

// A sound file is read as SQLite reads it, with and without its write-ahead log.
func TestReadsAsSQLiteDoes(t *testing.T) {
	db, wal, want := database(t, 300, 4096)
	f, err := Open(bytes.NewReader(db), bytes.NewReader(wal))
	if err != nil {
		t.Fatal(err)
	}
	objects, bad := f.Schema()
	if len(objects) != 3 || bad != 0 {
		t.Fatalf("schema %v, %d damaged", objects, bad)
	}
	for _, name := range []string{"plain", "keyed"} {
		got, bad := salvaged(f, objects, name)
		if bad != 0 || len(got) != len(want[name]) {
			t.Fatalf("%s: %d rows, want %d; %d damaged", name, len(got), len(want[name]), bad)
		}
		byKey := map[string][]any{}
		for _, row := range got { // those of an index come page by page
			byKey[fmt.Sprint(row[0])] = row
		}
		for _, row := range want[name] {
			if got := byKey[fmt.Sprint(row[0])]; !reflect.DeepEqual(normal(got), normal(row)) {
				t.Fatalf("%s: %.200v, want %.200v", name, got, row)
			}
		}
	}
	if f, err = Open(bytes.NewReader(db), nil); err != nil {
		t.Fatal(err)
	}
	objects, _ = f.Schema()
	if got, _ := salvaged(f, objects, "plain"); len(got) != len(want["plain"]) || got[4][1] != "name 4" {
		t.Errorf("without the log: %d rows, %v", len(got), got[4][1])
	}
}

// normal makes values comparable: an empty blob may be nil, and a whole number lies in
// a column of real ones as an integer.
func normal(row []any) (out []any) {
	for _, v := range row {
		switch x := v.(type) {
		case []byte:
			v = string(x)
		case float64:
			if x == float64(int64(x)) {
				v = int64(x)
			}
		}
		out = append(out, v)
	}
	return out
}

// The size of pages is found where the header lies about it, and a log that is torn
// counts up to its last whole commit.
func TestDamagedHeaderAndTornLog(t *testing.T) {
	db, wal, want := database(t, 200, 4096)
	db = bytes.Clone(db)
	copy(db, bytes.Repeat([]byte{0xff}, 40))
	f, err := Open(bytes.NewReader(db), bytes.NewReader(wal))
	if err != nil {
		t.Fatal(err)
	}
	objects, _ := f.Schema()
	if got, bad := salvaged(f, objects, "plain"); len(got) != len(want["plain"]) || bad != 0 {
		t.Errorf("%d rows, want %d; %d damaged", len(got), len(want["plain"]), bad)
	}
	torn := bytes.Clone(wal)
	torn[len(torn)-1] ^= 1
	if f, err = Open(bytes.NewReader(db), bytes.NewReader(torn)); err != nil {
		t.Fatal(err)
	}
	objects, _ = f.Schema()
	if got, _ := salvaged(f, objects, "plain"); len(got) == 0 || got[4][1] != "name 4" {
		t.Errorf("a torn commit was read: %v", got[4][1])
	}
}

// Pages below a damaged one are found as lost, free ones are not.
func TestLostPages(t *testing.T) {
	db, _, want := database(t, 300, 4096)
	f, _ := Open(bytes.NewReader(db), nil)
	objects, _ := f.Schema()
	root := int(objects[0].Root)
	db = bytes.Clone(db)
	clear(db[(root-1)*4096 : root*4096])
	f, _ = Open(bytes.NewReader(db), nil)
	objects, _ = f.Schema()
	if got, bad := salvaged(f, objects, "plain"); len(got) != 0 || bad == 0 {
		t.Fatalf("%d rows below a damaged root", len(got))
	}
	salvaged(f, objects, "keyed")
	salvaged(f, objects, "by_name")
	found := 0
	for _, n := range f.Lost() {
		if f.IsTable(n) {
			f.Rows(n, func(Row) { found++ })
		}
	}
	if found != len(want["plain"]) {
		t.Errorf("%d rows are lost, want %d", found, len(want["plain"]))
	}
}

// Whatever a file holds, reading it ends and panics nowhere. (A fuzz test would
// have all of SQLite watched.)
func TestReadingEnds(t *testing.T) {
	db, wal, _ := database(t, 12, 512)
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 3_000 {
		db, wal := bytes.Clone(db[:len(db)-rnd.IntN(2)*rnd.IntN(len(db))]), bytes.Clone(wal)
		for range 1 + rnd.IntN(30) {
			db[rnd.IntN(len(db))] = byte([]int{0, 1, 2, 5, 10, 13, 127, 128, 255, rnd.IntN(256)}[rnd.IntN(10)])
			wal[rnd.IntN(len(wal))] = byte(rnd.IntN(256))
		}
		readAll(db, wal)
		readAll(db, nil)
	}
}

func readAll(db, wal []byte) {
	file, err := Open(bytes.NewReader(db), bytes.NewReader(wal))
	if err != nil {
		return
	}
	file.Version()
	objects, _ := file.Schema()
	for _, o := range objects {
		for _, isTable := range []bool{true, false} {
			for _, n := range file.Tree(o.Root, isTable).Pages {
				file.Rows(n, func(Row) {})
			}
		}
	}
	for _, n := range file.Lost() {
		file.IsTable(n)
		file.Rows(n, func(Row) {})
	}
}
