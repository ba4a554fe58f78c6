package store

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kehu/internal/race"
	"kehu/model"
	"kehu/store/vault"
)

// unpack opens a copy for the book.
func unpack(t testing.TB, file string, s *Store, unlock vault.Unlock) *OpenBackup {
	t.Helper()
	o, err := UnpackBackup(t.Context(), file, s.path, unlock, s.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() })
	return o
}

// said prints differences for a test.
func said(all []Difference) string {
	var b strings.Builder
	for _, d := range all {
		fmt.Fprintf(&b, "%s +%d%v -%d%v ~%d%v\n", d.Kind, d.OnlyBook.Count, d.OnlyBook.Names, d.OnlyCopy.Count, d.OnlyCopy.Names, d.Both.Count, d.Both.Names)
	}
	return b.String()
}

func TestRestore(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	zhang, li := zhang(), &model.Customer{Kind: model.PersonKind, Name: "李四"}
	save(t, b, zhang)
	save(t, b, li)
	save(t, b, purchase(zhang.ID, 500))
	r := backUp(t, s)
	zhang.Title = "director"
	save(t, b, zhang)
	save(t, b, &model.Customer{Kind: model.PersonKind, Name: "王五"})
	if _, err := b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: li.ID}); err != nil {
		t.Fatal(err)
	}
	o := unpack(t, r.Path, s, vault.Unlock{})
	want := "customer +1[王五] -1[李四] ~1[张伟]\n"
	if got := said(must[[]Difference](t)(o.Compare(t.Context(), s))); got != want {
		t.Errorf("differences\n%s, want\n%s", got, want)
	}
	_, other := openAt(t, s.path)
	if _, err := o.Restore(t.Context(), s.path, s); code(err) != "book_in_use" {
		t.Fatalf("a book that another has open: %v", err)
	}
	save(t, other, &model.Customer{Kind: model.PersonKind, Name: "赵六"}) // nothing was done to it
	if err := other.store.Close(); err != nil {
		t.Fatal(err)
	}
	s, _ = openAt(t, s.path)
	o = unpack(t, r.Path, s, vault.Unlock{})
	aside := must[string](t)(o.Restore(t.Context(), s.path, s))
	s, b = openAt(t, s.path)
	if got := names(t, b, "sort:name"); !slices.Equal(got, []string{"李四", "张伟"}) {
		t.Errorf("restored %v", got)
	}
	checkClean(t, s)
	_, before := openAt(t, aside)
	if got := names(t, before, "sort:name"); len(got) != 3 {
		t.Errorf("aside %v", got)
	}
	for _, name := range files(t, filepath.Dir(s.path)) {
		if strings.Contains(name, ".part-") {
			t.Errorf("left behind: %s", name)
		}
	}
}

// A book that is lost or broken comes back all the same; what is left of it stays.
func TestRestoreBrokenBook(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	save(t, b, zhang())
	r := backUp(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	rubbish := strings.Repeat("this was a book ", 1000)
	for _, suffix := range []string{"", "-wal"} {
		if err := os.WriteFile(s.path+suffix, []byte(rubbish), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	aside := must[string](t)(unpack(t, r.Path, s, vault.Unlock{}).Restore(t.Context(), s.path, nil))
	for _, suffix := range []string{"", "-wal"} {
		if data, err := os.ReadFile(aside + suffix); string(data) != rubbish {
			t.Errorf("what was there is not at %s: %v", aside+suffix, err)
		}
	}
	again, b := openAt(t, s.path)
	if got := names(t, b, ""); len(got) != 1 {
		t.Errorf("restored %v", got)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(s.path); err != nil {
		t.Fatal(err)
	}
	if aside := must[string](t)(unpack(t, r.Path, s, vault.Unlock{}).Restore(t.Context(), s.path, nil)); aside != "" {
		t.Errorf("a book that was not there is now at %s", aside)
	}
	if _, b := openAt(t, s.path); len(names(t, b, "")) != 1 {
		t.Error("the lost book did not come back")
	}
}

// A copy that was altered, cut short or encrypted for others is refused.
func TestUnpackRefuses(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	save(t, b, zhang())
	r := backUp(t, s)
	data := must[[]byte](t)(os.ReadFile(r.Path))
	altered := slices.Clone(data)
	altered[strings.LastIndex(string(data), "张伟")] ^= 1
	for want, bytes := range map[string][]byte{"backup_altered": altered, "backup_foreign": []byte(strings.Repeat("no book", 100)),
		"book_damaged": data[:len(data)/2]} {
		if err := os.WriteFile(r.Path, bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := UnpackBackup(t.Context(), r.Path, s.path, vault.Unlock{}, s.now)
		if code(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
		if all := files(t, filepath.Dir(s.path)); slices.ContainsFunc(all, func(name string) bool { return strings.Contains(name, ".part-") }) {
			t.Errorf("%s left %v", want, all)
		}
	}
	if _, err := UnpackBackup(t.Context(), s.path+".none", s.path, vault.Unlock{}, s.now); code(err) != "backup_unreadable" {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestSealedBackup(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	s, b := openBook(t)
	save(t, b, zhang())
	s.backups.Passphrase = func() (string, error) { return "correct horse", nil }
	r := backUp(t, s)
	if sealed, err := vault.IsSealed(r.Path); !sealed || err != nil || !strings.HasSuffix(r.Path, ".kehu.age") || r.Note.Counts != nil {
		t.Errorf("%s is not encrypted: %v, %v", r.Path, err, r.Note)
	}
	for _, folder := range []string{filepath.Dir(r.Path), filepath.Dir(s.path)} {
		for _, name := range files(t, folder) {
			if strings.Contains(name, ".part-") {
				t.Errorf("left behind: %s", name)
			}
		}
	}
	for unlock, want := range map[vault.Unlock]string{{}: "backup_locked", {Passphrase: "wrong"}: "backup_wrong_key", {Identities: s.path}: "backup_identity"} {
		if _, err := UnpackBackup(t.Context(), r.Path, s.path, unlock, s.now); code(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	o := unpack(t, r.Path, s, vault.Unlock{Passphrase: "correct horse"})
	if all := must[[]Difference](t)(o.Compare(t.Context(), s)); len(all) != 0 {
		t.Errorf("differences %v", said(all))
	}
}

// A customer comes back with all that was theirs, in one change that can be undone;
// what came since stays.
func TestTakeBack(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	s, b := openBook(t)
	c := zhang()
	c.People = []model.Person{{ID: -1, Name: "Ms Chen"}}
	c.ContactPoints = append(c.ContactPoints, model.ContactPoint{Kind: model.ContactPhone, Value: "13900001111", PersonID: -1})
	save(t, b, c)
	old, talk := purchase(c.ID, 500), contact(c.ID, "asked")
	save(t, b, old)
	save(t, b, talk)
	r := backUp(t, s)
	before := must[*model.Customer](t)(b.Customer(t.Context(), c.ID))
	c.Name, c.People, c.ContactPoints = "somebody else", nil, nil
	save(t, b, c)
	other := &model.Customer{Kind: model.PersonKind, Name: "other", People: []model.Person{{Name: "has the id of Ms Chen"}}}
	save(t, b, other)
	save(t, b, purchase(c.ID, 700))
	for _, ref := range []model.Ref{{Kind: model.KindPurchase, ID: old.ID}, {Kind: model.KindCustomer, ID: c.ID}} {
		if _, err := b.Bin(t.Context(), ref); err != nil {
			t.Fatal(err)
		}
	}
	o := unpack(t, r.Path, s, vault.Unlock{})
	cs := takeBack(t, b, o, c.ID)
	if cs == nil || cs.Action != model.ActionRecover || cs.Count != 1 || cs.Subject != "张伟" {
		t.Fatalf("change %+v", cs)
	}
	got := must[*model.Customer](t)(b.Customer(t.Context(), c.ID))
	if got.Name != "张伟" || got.State != model.Live || len(got.People) != 1 || got.ContactPoints[len(got.ContactPoints)-1].PersonID != got.People[0].ID {
		t.Errorf("the customer is %+v, was %+v", got, before)
	}
	if all := must[[]model.Purchase](t)(b.Purchases(t.Context(), c.ID, 0, 0)); len(all) != 2 {
		t.Errorf("%d purchases, want the old one and the new one", len(all))
	}
	checkClean(t, s)
	if again := takeBack(t, b, o, c.ID); again != nil {
		t.Errorf("a second time: %+v", again)
	}
	if _, err := b.Undo(t.Context(), cs.ID); err != nil {
		t.Fatal(err)
	}
	if got := must[*model.Customer](t)(b.Customer(t.Context(), c.ID)); got.Name != "somebody else" || got.State != model.Binned {
		t.Errorf("after undo the customer is %+v", got)
	}
	checkClean(t, s)
}

// In a book of another line, and where the record is gone altogether, what comes
// back takes no other record's place.
func TestTakeBackIntoAnother(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	s, b := openBook(t)
	c := zhang()
	save(t, b, c)
	save(t, b, purchase(c.ID, 500))
	r := backUp(t, s)
	later := testNow.AddDate(0, 0, 1)
	another, theirs := openDated(t, filepath.Join(t.TempDir(), "book.kehu"), &later, BackupOptions{})
	mine := &model.Customer{Kind: model.PersonKind, Name: "mine"}
	save(t, theirs, mine)
	o := unpack(t, r.Path, another, vault.Unlock{})
	takeBack(t, theirs, o, c.ID)
	if got := names(t, theirs, "sort:name"); !slices.Equal(got, []string{"mine", "张伟"}) && !slices.Equal(got, []string{"张伟", "mine"}) {
		t.Errorf("customers %v", got)
	}
	if all := must[[]model.Purchase](t)(theirs.Purchases(t.Context(), 2, 0, 0)); len(all) != 1 {
		t.Errorf("%d purchases", len(all))
	}
	checkClean(t, another)
	if _, err := theirs.Undo(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if got := names(t, theirs, ""); !slices.Equal(got, []string{"mine"}) {
		t.Errorf("after undo %v", got)
	}
}

func takeBack(t testing.TB, b *Book, from *OpenBackup, id int64) *model.ChangeSet {
	t.Helper()
	cs, taken, err := b.TakeBack(t.Context(), from, id)
	if err != nil || len(taken) != 1 {
		t.Fatal(taken, err)
	}
	return cs
}

// Who was erased does not come back from a copy that was made before, be it under the
// number that keeps the purchases.
func TestTakeBackOfSomebodyErased(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	zhang := zhang()
	save(t, b, zhang)
	save(t, b, purchase(zhang.ID, 500))
	r := backUp(t, s)
	plan := must[ErasePlan](t)(b.PlanErase(t.Context(), Erasing{Customer: zhang.ID}))
	if len(plan.Copies) != 1 || plan.Copies[0] != r.Path {
		t.Errorf("copies that still hold the person: %v, want %s", plan.Copies, r.Path)
	}
	must[*Erasure](t)(b.Erase(t.Context(), Erasing{Customer: zhang.ID, KeepPurchases: "–"}))
	o := unpack(t, r.Path, s, vault.Unlock{})
	if _, _, err := b.TakeBack(t.Context(), o, zhang.ID); code(err) != "customer_erased" {
		t.Errorf("taken back: %v", err)
	}
	if got := must[*model.Customer](t)(b.Customer(t.Context(), zhang.ID)); got.Name != "–" {
		t.Errorf("the customer is %q again", got.Name)
	}
}

// Who was erased is told when an older copy would bring them back, and does not
// come back with a byte where they are erased again.
func TestRestoreErasesAgain(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	s, b := openBook(t)
	c, kept := zhang(), &model.Customer{Kind: model.PersonKind, Name: "欧阳西园", Notes: "likes tea"}
	save(t, b, c)
	save(t, b, kept)
	save(t, b, purchase(kept.ID, 500))
	r := backUp(t, s)
	must[*Erasure](t)(b.Erase(t.Context(), Erasing{Customer: c.ID, Note: "letter"}))
	must[*Erasure](t)(b.Erase(t.Context(), Erasing{Customer: kept.ID, KeepPurchases: "nobody"}))
	later := backUp(t, s)
	if back := must[[]Erasing](t)(unpack(t, later.Path, s, vault.Unlock{}).Returning(t.Context(), s)); len(back) > 0 {
		t.Errorf("a copy made after the erasure brings back %v", back)
	}
	o := unpack(t, r.Path, s, vault.Unlock{})
	back := must[[]Erasing](t)(o.Returning(t.Context(), s))
	if want := []Erasing{{Customer: c.ID, Note: "letter"}, {Customer: kept.ID, KeepPurchases: "nobody"}}; !slices.Equal(back, want) {
		t.Fatalf("%+v come back, want %+v", back, want)
	}
	check(t, o.EraseAgain(t.Context(), model.Actor{Name: "ann"}, back))
	must[string](t)(o.Restore(t.Context(), s.path, s))
	for _, name := range []string{s.path, s.path + "-wal"} {
		data, err := os.ReadFile(name)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		for _, text := range []string{"张伟", "北湖贸易", "13800138000", "欧阳西园", "ouyangxiyuan", "likes tea"} {
			if strings.Contains(string(data), text) {
				t.Errorf("%s still has %s", filepath.Base(name), text)
			}
		}
	}
	again, b := openAt(t, s.path)
	checkClean(t, again)
	if got := names(t, b, ""); !slices.Equal(got, []string{"nobody"}) {
		t.Errorf("the book has %q", got)
	}
	if list := must[[]Erasure](t)(b.Erasures(t.Context())); len(list) != 2 || list[1].Note != "letter" {
		t.Errorf("erasures %+v", list)
	}
}

// The numbers of another book are those of others.
func TestRestoreOfAnotherBook(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	save(t, b, zhang())
	must[*Erasure](t)(b.Erase(t.Context(), Erasing{Customer: 1}))
	other, _ := openBook(t)
	ob := other.As(model.Actor{Name: "li"}, model.OriginScreen)
	save(t, ob, zhang())
	if back := must[[]Erasing](t)(unpack(t, backUp(t, other).Path, s, vault.Unlock{}).Returning(t.Context(), s)); len(back) > 0 {
		t.Errorf("%v come back", back)
	}
}
