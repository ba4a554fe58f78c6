package crash

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"iter"
	"testing"
	"time"

	"kehu/model"
	"kehu/query"
	"kehu/store"
)

// A person is a book open by way of a disk, with what is done to it in this process.
type person struct {
	t     testing.TB
	disk  *disk
	path  string
	store *store.Store
	book  *store.Book
	n     int // acts done
}

// now is the clock of all books here, so that equal books have equal digests.
func now() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }

// open opens a book, through a disk or, with nil, without one.
func open(t testing.TB, d *disk, path string) (*person, error) {
	options := store.Options{Now: now}
	if d != nil {
		options.Driver = d.driver
	}
	st, err := store.Open(t.Context(), path, options)
	if err != nil {
		return nil, err
	}
	return &person{t: t, disk: d, path: path, store: st, book: st.As(model.Actor{Name: "ann"}, model.OriginScreen)}, nil
}

func mustOpen(t testing.TB, d *disk, path string) *person {
	t.Helper()
	p, err := open(t, d, path)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *person) close() {
	p.t.Helper()
	if err := p.store.Close(); err != nil {
		p.t.Fatal(err)
	}
}

// An act is one thing that a person does and that is acknowledged at its end.
type act struct {
	name string
	do   func(*person) error
}

// acts are all ways in which the book is written. Each can be done over and over.
var acts = []act{
	{"a customer", (*person).addCustomer},
	{"a purchase", (*person).buy},
	{"an import", (*person).importRows},
	{"a bulk edit", (*person).editAll},
	{"an undo", (*person).undo},
	{"the bin", (*person).bin},
	{"a draft", (*person).keepDraft},
}

func (p *person) customer() *model.Customer {
	p.n++
	return &model.Customer{Kind: model.PersonKind, Name: fmt.Sprint("张伟 ", p.n), Company: fmt.Sprint("公司 ", p.n), Owner: "ann",
		ContactPoints: []model.ContactPoint{{Kind: model.ContactPhone, Value: fmt.Sprintf("138%08d", p.n)}}}
}

func (p *person) addCustomer() error {
	_, err := p.book.Save(p.t.Context(), p.customer())
	return err
}

func (p *person) buy() error {
	_, err := p.book.Save(p.t.Context(), &model.Purchase{CustomerID: 1, Date: model.DateOf(now()), Status: model.StatusPaid, Currency: model.CNY, Total: 300,
		Items: []model.Item{{Product: "A4 复印纸", Quantity: model.NewQuantity(2), UnitPrice: 150, Amount: 300}}})
	return err
}

// few are enough rows for a segment of the search index.
const few = 520

func (p *person) importRows() error {
	rows := func(yield func(model.Draft, error) bool) {
		for i := range few {
			if !yield(model.Draft{Rows: []int{i + 1}, Customer: *p.customer()}, nil) {
				return
			}
		}
	}
	_, err := p.book.Import(p.t.Context(), iter.Seq2[model.Draft, error](rows), store.ImportOptions{File: "rows.csv", OnDuplicate: model.AddDuplicate})
	return err
}

func (p *person) editAll() error {
	ids, err := p.book.IDs(p.t.Context(), query.Query{})
	if err != nil {
		return err
	}
	p.n++
	_, err = p.book.EditAll(p.t.Context(), ids, func(c *model.Customer) error {
		c.Address.City = fmt.Sprint("上海 ", p.n)
		return nil
	}, nil)
	return err
}

func (p *person) undo() error {
	_, err := p.book.Undo(p.t.Context(), 0)
	return err
}

func (p *person) bin() error {
	list, err := p.book.Customers(p.t.Context(), query.Query{}, store.Page{Limit: 3})
	if err != nil {
		return err
	}
	var refs []model.Ref
	for _, c := range list {
		refs = append(refs, model.Ref{Kind: model.KindCustomer, ID: c.ID})
	}
	_, err = p.book.Bin(p.t.Context(), refs...)
	return err
}

func (p *person) keepDraft() error {
	d := p.book.Desk(p.t.Context())
	defer d.Close()
	p.n++
	return d.Keep(p.t.Context(), store.Draft{Number: d.New(), Ref: model.Ref{Kind: model.KindCustomer},
		DraftBody: store.DraftBody{Title: fmt.Sprint("draft ", p.n), Texts: map[string]string{"name": fmt.Sprint("张 ", p.n)}}})
}

// digest stands for all that is in the book: records, change sets, drafts left.
func (p *person) digest() (string, error) {
	sum := sha256.New()
	out := json.NewEncoder(sum)
	for dossier, err := range p.book.Each(p.t.Context(), query.Query{}, nil, store.Parts{Purchases: true, Interactions: true, Tasks: true}) {
		if err != nil {
			return "", err
		}
		if err := out.Encode(dossier); err != nil {
			return "", err
		}
	}
	if err := p.digestRest(out); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", sum.Sum(nil)), nil
}

func (p *person) digestRest(out *json.Encoder) error {
	binned, err := p.book.Binned(p.t.Context(), store.BinQuery{})
	if err != nil {
		return err
	}
	sets, err := p.book.History(p.t.Context(), nil, 0, 1<<20)
	if err != nil {
		return err
	}
	desk := p.book.Desk(p.t.Context())
	defer desk.Close()
	left, err := desk.Left(p.t.Context())
	if err != nil {
		return err
	}
	for _, v := range []any{binned, sets, left} {
		if err := out.Encode(v); err != nil {
			return err
		}
	}
	return nil
}

// sound wants a check of the book to find nothing, and the book to hold what a
// digest says, one of several.
func (p *person) sound(digests ...string) error {
	report, err := p.store.Check(p.t.Context())
	if err != nil {
		return err
	}
	if len(report.Findings) > 0 {
		return fmt.Errorf("findings %v", report.Findings)
	}
	got, err := p.digest()
	if err != nil {
		return err
	}
	for _, want := range digests {
		if got == want {
			return nil
		}
	}
	return fmt.Errorf("the book (%d customers, %d change sets) is none of those that it may be", report.Customers, report.ChangeSets)
}
