package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kehu/internal/race"

	"filippo.io/age"
)

var now = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

func TestNames(t *testing.T) {
	t.Parallel()
	for _, n := range []Name{
		{Stem: "book", Book: "3f9a1c", At: now},
		{Stem: "客户-20261121T100000Z", Book: "000000", At: now, Sealed: true},
	} {
		if got, ok := ParseName(n.String()); !ok || got != n {
			t.Errorf("%s reads as %+v", n, got)
		}
	}
	for _, name := range []string{"book.kehu", "book-3f9a1c-20261121T100000Z.kehu.json", ".book-3f9a1c-20261121T100000Z.kehu.part-abcdefgh", "book-3f9a1c-20261341T100000Z.kehu"} {
		if _, ok := ParseName(name); ok {
			t.Errorf("%s is taken for a copy", name)
		}
	}
}

// Of a copy an hour for two years there stay one a day, a week and a month, and
// all of the last day.
func TestSchedule(t *testing.T) {
	t.Parallel()
	var copies []Copy
	for at := now; at.After(now.AddDate(-2, 0, 0)); at = at.Add(-time.Hour) {
		copies = append(copies, Copy{Name: Name{At: at}})
	}
	gone := map[time.Time]bool{}
	for _, c := range Usual.Surplus(copies, now) {
		gone[c.At] = true
	}
	var kept []string
	for _, c := range copies {
		if !gone[c.At] && now.Sub(c.At) >= fresh {
			kept = append(kept, c.At.Format("01-02 15"))
		}
	}
	want := []string{"11-20 10", "11-19 23", "11-18 23", "11-17 23", "11-16 23", "11-15 23", // days, and weeks
		"11-08 23", "11-01 23", "10-31 23", "09-30 23", "08-31 23", "07-31 23", "06-30 23", "05-31 23", "04-30 23", "03-31 23", "02-28 23", "01-31 23", "12-31 23"}
	want = slices.DeleteFunc(want, func(s string) bool { return s == "11-20 10" }) // the 20th keeps its 23rd hour, which is fresh
	if !slices.Equal(kept, want) {
		t.Errorf("kept\n%v, want\n%v", kept, want)
	}
}

// A year without a copy takes none away, and what was made before a migration
// stays for a month.
func TestScheduleKeepsOld(t *testing.T) {
	t.Parallel()
	old := now.AddDate(-1, 0, 0)
	copies := []Copy{{Name: Name{At: now}}, {Name: Name{At: old}}, {Name: Name{At: old.Add(-time.Minute)}}}
	if got := Usual.Surplus(copies, now); len(got) != 1 || !got[0].At.Equal(old.Add(-time.Minute)) {
		t.Errorf("surplus %v", got)
	}
	week := now.AddDate(0, 0, -7)
	copies = []Copy{{Name: Name{At: week}}, {Name: Name{At: week.Add(-time.Minute)}, Note: &Note{Reason: Migration}}}
	if got := Usual.Surplus(copies, now); len(got) != 0 {
		t.Errorf("surplus %v", got)
	}
}

func TestAppear(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	write := func(text string) func(string) error {
		return func(part string) error { return os.WriteFile(part, []byte(text), 0o600) }
	}
	if err := Appear(path, false, write("one")); err != nil {
		t.Fatal(err)
	}
	if err := Appear(path, false, write("two")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file: %v", err)
	}
	half := errors.New("half")
	err := Appear(path, true, func(part string) error { return errors.Join(write("three")(part), half) })
	if data, _ := os.ReadFile(path); !errors.Is(err, half) || string(data) != "one" {
		t.Errorf("%v, and the file has %s", err, data)
	}
	if all, _ := os.ReadDir(dir); len(all) != 1 {
		t.Errorf("left behind: %v", all)
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	mine, others := Part(filepath.Join(dir, "book-a")), Part(filepath.Join(dir, "diary"))
	for _, path := range []string{mine, others, filepath.Join(dir, "book-a")} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := Clean(dir, "book-"); err != nil {
		t.Fatal(err)
	}
	all, _ := os.ReadDir(dir)
	if len(all) != 2 || filepath.Join(dir, all[0].Name()) != others {
		t.Errorf("left %v", all)
	}
}

func TestSeal(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain")
	if err := os.WriteFile(plain, []byte("客户"), 0o600); err != nil {
		t.Fatal(err)
	}
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	secret := filepath.Join(dir, "key")
	if err := os.WriteFile(secret, []byte(identity.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	toKey, toWord := filepath.Join(dir, "to key"), filepath.Join(dir, "to word")
	for path, keys := range map[string]Keys{toKey: {Recipients: []string{identity.Recipient().String()}}, toWord: {Passphrase: "correct horse"}} {
		if err := keys.Seal(plain, path); err != nil {
			t.Fatal(err)
		}
		if is, err := IsSealed(path); !is || err != nil {
			t.Errorf("%s does not look encrypted: %v", path, err)
		}
	}
	for i, c := range []struct {
		sealed string
		unlock Unlock
		want   error
	}{
		{toKey, Unlock{Identities: secret}, nil},
		{toKey, Unlock{}, ErrLocked},
		{toWord, Unlock{Identities: secret}, ErrLocked},
		{toWord, Unlock{Passphrase: "correct horse"}, nil}, // a wrong word is as slow, see store
		{plain, Unlock{}, nil},
	} {
		again := filepath.Join(dir, fmt.Sprint("again", i))
		err := c.unlock.Unpack(c.sealed, again)
		if !errors.Is(err, c.want) {
			t.Errorf("%d: %v, want %v", i, err, c.want)
		}
		if data, _ := os.ReadFile(again); err == nil && string(data) != "客户" {
			t.Errorf("%d: %q", i, data)
		}
	}
	if err := (Keys{Recipients: []string{"age1x"}, Passphrase: "p"}).Check(); !errors.Is(err, ErrMixed) {
		t.Errorf("both kinds of keys: %v", err)
	}
}
