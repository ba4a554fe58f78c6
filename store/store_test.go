package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kehu/internal/race"
	"kehu/model"
	"kehu/query"
	"kehu/store/vault"
)

// testNow is the clock of all tests.
var testNow = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

// openBook makes a book in a folder of the test's own.
func openBook(t testing.TB) (*Store, *Book) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.kehu")
	if err := os.WriteFile(path, must[[]byte](t)(newBook()), 0o600); err != nil {
		t.Fatal(err)
	}
	return openAt(t, path)
}

// newBook is the file of a book without records, made once for all tests.
var newBook = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "kehu-test-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "book.kehu")
	s, err := Open(context.Background(), path, Options{Now: func() time.Time { return testNow }})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func openAt(t testing.TB, path string) (*Store, *Book) {
	t.Helper()
	s, err := Open(t.Context(), path, Options{Now: func() time.Time { return testNow }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, s.As(model.Actor{Name: "ann"}, model.OriginCommand)
}

// must returns a value whose error the test does not expect.
func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func save(t testing.TB, b *Book, records ...model.Record) *model.ChangeSet {
	t.Helper()
	return must[*model.ChangeSet](t)(b.Save(t.Context(), records...))
}

func zhang() *model.Customer {
	return &model.Customer{Kind: model.PersonKind, Name: "张伟", Company: "北湖贸易", Level: model.LevelVIP,
		Address: model.Address{City: "上海"}, Tags: []string{"老客户"},
		ContactPoints: []model.ContactPoint{{Kind: model.ContactPhone, Value: "138 0013 8000"}, {Kind: model.ContactEmail, Value: "Wei.Zhang@example.cn"}}}
}

func purchase(customer, total int64) *model.Purchase {
	one := model.NewQuantity(1)
	return &model.Purchase{CustomerID: customer, OrderNo: "SO1", Date: model.DateOf(testNow), Status: model.StatusDone, Currency: "CNY",
		Total: total, Items: []model.Item{{Product: "A4纸", Quantity: one, UnitPrice: total, Amount: total}}}
}

func contact(customer int64, content string) *model.Interaction {
	return &model.Interaction{CustomerID: customer, At: testNow, Channel: model.ChannelPhone, Direction: model.DirectionIn,
		Kind: model.InteractionInquiry, Content: content}
}

// names lists the names that a query finds, in order.
func names(t testing.TB, b *Book, text string) []string {
	t.Helper()
	rows := must[[]model.Summary](t)(b.Customers(t.Context(), parse(t, b, text), Page{}))
	var out []string
	for _, r := range rows {
		out = append(out, r.DisplayName())
	}
	return out
}

func parse(t testing.TB, b *Book, text string) query.Query {
	t.Helper()
	catalogue := must[*query.Catalogue](t)(b.Catalogue(t.Context()))
	return must[query.Query](t)(query.Parse(text, catalogue))
}

// dump is everything in the book as JSON, apart from revisions, which only grow,
// and from when and by whom things came into the bin.
func dump(t testing.TB, b *Book) string {
	t.Helper()
	ctx := t.Context()
	var all []any
	for _, s := range must[[]model.Summary](t)(b.Customers(ctx, query.Query{}, Page{})) {
		s.Revision = 0
		c := must[*model.Customer](t)(b.Customer(ctx, s.ID))
		c.Revision = 0
		ps := must[[]model.Purchase](t)(b.Purchases(ctx, s.ID, 0, 0))
		for i := range ps {
			ps[i].Revision = 0
		}
		is := must[[]model.Interaction](t)(b.Interactions(ctx, s.ID, 0, 0))
		for i := range is {
			is[i].Revision = 0
		}
		all = append(all, s, c, ps, is)
	}
	bin := must[[]BinEntry](t)(b.Binned(ctx, BinQuery{}))
	for i := range bin {
		bin[i].At, bin[i].Actor, bin[i].Set = time.Time{}, "", 0
	}
	slices.SortFunc(bin, func(a, b BinEntry) int { return compareRefs(a.Ref, b.Ref) })
	text, err := json.MarshalIndent(append(all, bin), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSaveAndReadBack(t *testing.T) {
	_, b := openBook(t)
	c := zhang()
	c.People = []model.Person{{ID: -1, Name: "李娜", Title: "采购"}}
	c.ContactPoints = append(c.ContactPoints, model.ContactPoint{Kind: model.ContactWeChat, Value: "lina", PersonID: -1})
	cs := save(t, b, c)
	if cs.Action != model.ActionCreate || cs.Subject != "张伟" || cs.Actor != "ann" || cs.Count != 1 {
		t.Errorf("change set %+v", cs)
	}
	got := must[*model.Customer](t)(b.Customer(t.Context(), c.ID))
	if diff := model.Diff(model.CustomerFields(), c, got); len(diff) > 0 {
		t.Errorf("read back differs in %v", diff)
	}
	if got.ContactPoints[2].PersonID != got.People[0].ID || got.People[0].ID <= 0 {
		t.Errorf("the contact person lost her WeChat: %+v %+v", got.ContactPoints, got.People)
	}
	if again := save(t, b, got); again != nil {
		t.Errorf("an unchanged record made change set %+v", again)
	}
}

func TestFiguresOfACustomer(t *testing.T) {
	_, b := openBook(t)
	c := zhang()
	save(t, b, c)
	save(t, b, purchase(c.ID, 1000))
	open := purchase(c.ID, 500)
	open.Status = model.StatusOpen
	dollars := purchase(c.ID, 700)
	dollars.Currency = "USD"
	save(t, b, open, dollars)
	save(t, b, contact(c.ID, "询价"))
	s := must[model.Summary](t)(b.Summary(t.Context(), c.ID))
	if s.Orders != 3 || len(s.Spent) != 2 || s.Spent[0] != (model.Money{Amount: 1000, Currency: "CNY"}) || s.Spent[1] != (model.Money{Amount: 700, Currency: "USD"}) {
		t.Errorf("orders %d, spent %v", s.Orders, s.Spent)
	}
	if s.LastPurchase.String() != "2026-11-21" || !s.LastContact.Equal(testNow) {
		t.Errorf("last purchase %v, last contact %v", s.LastPurchase, s.LastContact)
	}
	for _, status := range model.Statuses() {
		for _, total := range []int64{100, 0, -100} {
			p := model.Purchase{Status: status, Total: total}
			var spent int64
			if err := b.store.reader.QueryRow("SELECT coalesce(sum(total), 0) FROM (SELECT ? AS status, ? AS total) WHERE "+counted,
				string(status), total).Scan(&spent); err != nil || spent != p.Spent() {
				t.Errorf("status %s, total %d: SQL says %d (%v), the model %d", status, total, spent, err, p.Spent())
			}
		}
	}
}

func TestTwoSessions(t *testing.T) {
	_, b := openBook(t)
	c := zhang()
	save(t, b, c)
	mine := must[*model.Customer](t)(b.Customer(t.Context(), c.ID))
	theirs := must[*model.Customer](t)(b.Customer(t.Context(), c.ID))

	theirs.Notes = "only mail"
	theirs.AddTag("展会")
	save(t, b, theirs)

	mine.Title = "经理"
	mine.AddTag("转介绍")
	save(t, b, mine)
	if mine.Notes != "only mail" || len(mine.Tags) != 3 {
		t.Errorf("the other session's changes are lost: notes %q, tags %v", mine.Notes, mine.Tags)
	}

	theirs = must[*model.Customer](t)(b.Customer(t.Context(), c.ID))
	theirs.Title = "总监"
	save(t, b, theirs)
	mine.Title = "主管"
	_, err := b.Save(t.Context(), mine)
	var conflict *model.Conflict
	if !errors.As(err, &conflict) || len(conflict.Fields) != 1 || conflict.Fields[0] != (model.FieldConflict{Key: "title", Base: "经理", Mine: "主管", Theirs: "总监"}) {
		t.Fatalf("conflict %v", err)
	}
	mine.Revision = conflict.Revision
	if _, err := b.Save(t.Context(), mine); err != nil {
		t.Fatal(err)
	}
	if got := must[*model.Customer](t)(b.Customer(t.Context(), c.ID)); got.Title != "主管" {
		t.Errorf("title %q after the person chose", got.Title)
	}
}

func TestSavingWhatIsInTheBin(t *testing.T) {
	_, b := openBook(t)
	c := zhang()
	save(t, b, c)
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: c.ID}))
	c.Title = "x"
	if _, err := b.Save(t.Context(), c); model.KindOf(err) != model.NotFound {
		t.Errorf("saved a customer in the bin: %v", err)
	}
	if _, err := b.Save(t.Context(), purchase(c.ID, 1)); model.KindOf(err) != model.NotFound {
		t.Errorf("saved a purchase of a customer in the bin: %v", err)
	}
}

func TestRefusedFiles(t *testing.T) {
	race.Skip(t)
	ctx, dir := t.Context(), t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := filepath.Join(dir, "good.kehu")
	s, b := openAt(t, good)
	for range 50 {
		save(t, b, zhang())
	}
	if err := s.checkpoint(ctx); err != nil {
		t.Fatal(err)
	}
	book, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	newer := append([]byte(nil), book...)
	newer[63] = 99 // user_version, section 1.3 of the file format
	negative := append([]byte(nil), book...)
	negative[60] = 0x9f

	for code, path := range map[string]string{
		"book_foreign":     write("text.kehu", []byte("name,phone\n张伟,138\n")),
		"book_truncated":   write("short.kehu", book[:len(book)/2]),
		"book_truncated ":  write("hair.kehu", book[:len(book)-100]),
		"book_truncated  ": write("head.kehu", book[:4096]),
		"book_newer":       write("newer.kehu", newer),
		"book_damaged":     write("negative.kehu", negative),
		"book_is_folder":   dir,
		"book_unreadable":  filepath.Join(good, "inside"),
	} {
		before, _ := os.ReadFile(path)
		_, err := Open(ctx, path, Options{})
		var p *model.Problem
		if !errors.As(err, &p) || p.Kind != model.Unusable || p.Code != strings.TrimSpace(code) {
			t.Errorf("%s: %v", code, err)
		}
		if after, _ := os.ReadFile(path); string(after) != string(before) {
			t.Errorf("%s: the refused file was changed", code)
		}
	}
	if _, err := OpenExisting(ctx, write("empty.kehu", nil), Options{}); model.KindOf(err) != model.Unusable {
		t.Errorf("empty: %v", err)
	}
	if _, err := OpenExisting(ctx, filepath.Join(dir, "none"), Options{}); model.KindOf(err) != model.NotFound {
		t.Errorf("missing: %v", err)
	}
}

// Several processes may make the same book at once.
func TestOpenTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "book.kehu")
	done := make(chan error)
	const sessions = 8
	for i := range sessions {
		go func() {
			s, err := Open(t.Context(), path, Options{})
			if err == nil {
				_, err = s.As(model.Actor{Name: fmt.Sprint(i)}, model.OriginCommand).Save(t.Context(), zhang())
				err = errors.Join(err, s.Close())
			}
			done <- err
		}()
	}
	for range sessions {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	s, b := openAt(t, path)
	if got := names(t, b, ""); len(got) != sessions {
		t.Errorf("%d customers of %d", len(got), sessions)
	}
	checkClean(t, s)
}

func TestMigrationKeepsACopy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.kehu")
	s, b := openAt(t, path)
	save(t, b, zhang())
	next := append(migrations(), "ALTER TABLE customers ADD COLUMN planet TEXT NOT NULL DEFAULT ''")
	if err := s.migrate(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	copies, err := vault.List(path+"-backups", "", "")
	if err != nil || len(copies) != 1 || copies[0].Note.Reason != vault.Migration || copies[0].Note.Schema != len(migrations()) {
		t.Fatalf("copies %v, %v", copies, err)
	}
	_, old := openAt(t, copies[0].Path)
	if got := names(t, old, ""); len(got) != 1 {
		t.Errorf("the copy has %v", got)
	}
	broken := append(next, "ALTER TABLE customers ADD COLUMN moon TEXT", "no SQL")
	if err := s.migrate(t.Context(), broken); err == nil {
		t.Error("a broken migration passed")
	}
	if v, err := s.version(t.Context()); v != len(next) || err != nil {
		t.Errorf("version %d after a broken migration, %v", v, err)
	}
}

func TestReadOnlyBook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.kehu")
	_, b := openAt(t, path)
	save(t, b, zhang())
	s, err := Open(t.Context(), path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	reader := s.As(model.Actor{Name: "bob"}, model.OriginCommand)
	if got := names(t, reader, "张"); len(got) != 1 {
		t.Errorf("read-only book has %v", got)
	}
	if _, err := reader.Save(t.Context(), zhang()); model.KindOf(err) != model.Forbidden {
		t.Errorf("wrote to a read-only book: %v", err)
	}
}

func TestWatchSeesOtherStores(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.kehu")
	s, b := openAt(t, path)
	_, other := openAt(t, path)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for range 2 * connsReading { // more sessions than connections
		s.Watch(ctx)
	}
	seen := s.Watch(ctx)
	save(t, b, zhang())
	if _, ok := <-seen; !ok {
		t.Fatal("the book's own commit was not seen")
	}
	save(t, other, zhang())
	if _, ok := <-seen; !ok {
		t.Fatal("the other store's commit was not seen")
	}
}
