package store

import (
	"errors"
	"iter"
	"testing"

	"kehu/internal/race"
	"kehu/model"
)

// drafts gives an import drafts whose rows are numbered from 1.
func drafts(list ...model.Draft) iter.Seq2[model.Draft, error] {
	return func(yield func(model.Draft, error) bool) {
		row := 0
		for _, d := range list {
			if len(d.Rows) == 0 {
				d.Rows = []int{0}
			}
			for i := range d.Rows {
				row++
				d.Rows[i] = row
			}
			if !yield(d, nil) {
				return
			}
		}
	}
}

func customerDraft(c *model.Customer) model.Draft { return model.Draft{Customer: *c} }

// orderDraft is a draft of a purchase on two rows of a file.
func orderDraft(customer *model.Customer, number string, total int64) model.Draft {
	p := purchase(0, total)
	p.OrderNo = number
	return model.Draft{Rows: make([]int, 2), Customer: *customer, Purchase: p}
}

func importAll(t testing.TB, b *Book, how model.OnDuplicate, list ...model.Draft) model.ImportReport {
	t.Helper()
	r := must[model.ImportReport](t)(b.Import(t.Context(), drafts(list...), ImportOptions{File: "x.csv", OnDuplicate: how}))
	if sum := r.New + r.Changed + r.Same + r.Duplicate + r.Conflict + r.Rejected; sum != r.Rows {
		t.Errorf("the counts add up to %d of %d rows: %+v", sum, r.Rows, r)
	}
	return r
}

func TestImportFindsWhatTheBookHas(t *testing.T) {
	for name, again := range map[string]*model.Customer{
		"source key":       {Name: "Zhang W.", SourceKey: "id=1"},
		"phone":            person("张伟", "+86 138-0013-8000"),
		"mail":             {Name: "张伟", ContactPoints: []model.ContactPoint{{Kind: model.ContactEmail, Value: "wei.zhang@EXAMPLE.cn"}}},
		"phone, no name":   person("", "13800138000"),
		"name and company": {Name: "张伟", Company: "北湖贸易"},
		"name alone":       person("张伟"),
	} {
		_, b := openBook(t)
		first := zhang()
		first.SourceKey = "id=1"
		save(t, b, first)
		again.Kind = model.PersonKind
		if r := importAll(t, b, model.SkipDuplicate, customerDraft(again)); r.New != 0 {
			t.Errorf("%s: taken for somebody new: %+v", name, r)
		}
	}
}

// at is somebody with nothing but a name and an address of the web.
func at(name, url string) *model.Customer {
	return &model.Customer{Kind: model.PersonKind, Name: name, ContactPoints: []model.ContactPoint{{Kind: model.ContactURL, Value: url}}}
}

func TestNameAndAddressComeOnce(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	rows := func() []*model.Customer {
		return []*model.Customer{at("Ana", "https://x.example/ana"), at("Ana", "https://x.example/other"), at("Bob", "https://x.example/ana")}
	}
	if r := sheet(t, b, "", rows()...); r.New != 3 {
		t.Errorf("first: %+v", r)
	}
	change(t, b, "Bob", func(c *model.Customer) { c.Name = "Robert" })
	if r := sheet(t, b, "", rows()...); r.Same != 3 {
		t.Errorf("again: %+v", r)
	}
	keyed := at("Ana", "https://x.example/ana")
	keyed.SourceKey = "id=77"
	if r := importAll(t, b, "", customerDraft(keyed), customerDraft(at("", "https://x.example/ana"))); r.New+r.Rejected != 2 {
		t.Errorf("somebody else: %+v", r)
	}
}

// A customer without a contact point is found by the number, or the mark of its card,
// that a file of this book gives it; that of another book is somebody else.
func TestImportKnowsItsOwnFiles(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	c := person("张伟")
	save(t, b, person("李娜"), c)
	uid := model.UIDOf(model.KindCustomer, c.ID, customerNamed(t, b, "张伟").Created)
	for key, isIt := range map[string]bool{"customerid=2": true, "uid=" + uid: true, "customerid=1": false, "uid=urn:uuid:x": false} {
		r := allCounted(t)(b.Import(t.Context(), drafts(customerDraft(row(key, "张伟", ""))), ImportOptions{DryRun: true, File: "own.xlsx"}))
		if r.Same == 1 != isIt {
			t.Errorf("%s: %+v", key, r)
		}
	}
}

func TestImportKeepsPeopleApart(t *testing.T) {
	race.Skip(t)
	for name, other := range map[string]*model.Customer{
		"same phone, other name":  person("李娜", "13800138000"),
		"namesake, other phone":   person("张伟", "13900139000"),
		"namesake, other company": {Name: "张伟", Company: "南山纸业"},
		"masked phone":            person("王丽", "138****8000"),
		"broken phone":            person("赵敏", "1.38E+10"),
		"namesake, other key":     {Name: "张伟", SourceKey: "id=2"},
	} {
		_, b := openBook(t)
		first := zhang()
		first.SourceKey = "id=1"
		first.ContactPoints = append(first.ContactPoints, model.ContactPoint{Kind: model.ContactPhone, Value: "138****8000"},
			model.ContactPoint{Kind: model.ContactPhone, Value: "1.38E+10"})
		save(t, b, first)
		other.Kind = model.PersonKind
		if r := importAll(t, b, model.SkipDuplicate, customerDraft(other)); r.New != 1 {
			t.Errorf("%s: not taken for somebody new: %+v", name, r)
		}
	}
}

func TestImportOfWhatIsThere(t *testing.T) {
	_, b := openBook(t)
	old := zhang()
	old.Notes = "ours"
	save(t, b, old)
	before := dump(t, b)

	row := zhang()
	if r := importAll(t, b, model.SkipDuplicate, customerDraft(row)); r.Same != 1 || r.ChangeSet != 0 {
		t.Errorf("an equal row: %+v", r)
	}
	row.Title, row.Tags = "经理", []string{"展会"}
	if r := importAll(t, b, model.SkipDuplicate, customerDraft(row)); r.Duplicate != 1 || dump(t, b) != before {
		t.Errorf("a skipped row: %+v", r)
	}
	r := importAll(t, b, model.UpdateDuplicate, customerDraft(row))
	got := must[*model.Customer](t)(b.Customer(t.Context(), old.ID))
	if r.Changed != 1 || got.Title != "经理" || got.Notes != "ours" || len(got.Tags) != 2 || len(got.ContactPoints) != 2 {
		t.Errorf("an updated row: %+v, %+v", r, got)
	}
	undo(t, b, r.ChangeSet)
	if dump(t, b) != before {
		t.Error("undo of the update did not give back the book")
	}
	if r := importAll(t, b, model.AddDuplicate, customerDraft(row)); r.New != 1 {
		t.Errorf("an added row: %+v", r)
	}
}

func TestImportOfPurchases(t *testing.T) {
	_, b := openBook(t)
	known := zhang()
	save(t, b, known)
	before := dump(t, b)
	stranger := person("李娜", "13900139000")
	list := []model.Draft{orderDraft(zhang(), "A1", 100), orderDraft(stranger, "A2", 200), orderDraft(stranger, "A3", 300), orderDraft(zhang(), "A1", 100)}
	r := importAll(t, b, model.SkipDuplicate, list...)
	if r.Rows != 8 || r.New != 6 || r.Same != 2 || r.Customers != 1 || r.Purchases != 3 || len(r.Totals) != 1 || r.Totals[0].Amount != 600 {
		t.Errorf("%+v", r)
	}
	if s := must[model.Summary](t)(b.Summary(t.Context(), known.ID)); s.Orders != 1 || s.Spent[0].Amount != 100 {
		t.Errorf("the known customer has %d orders, %v", s.Orders, s.Spent)
	}
	checkClean(t, b.store)
	undo(t, b, r.ChangeSet)
	if dump(t, b) != before {
		t.Error("undo of the import did not give back the book")
	}
	checkClean(t, b.store)
	redo(t, b)
	if s := must[model.Summary](t)(b.Summary(t.Context(), known.ID)); s.Orders != 1 {
		t.Errorf("after redo the known customer has %d orders", s.Orders)
	}
	checkClean(t, b.store)
}

func TestRefusedRowsLeaveNothing(t *testing.T) {
	_, b := openBook(t)
	bad := orderDraft(person("王丽", "13700137000"), "A1", 100) // a new customer whose purchase is refused
	bad.Purchase.Currency = "ZZZ"
	unread := customerDraft(person("赵敏"))
	unread.Problems.Add(model.Invalidf("birthday", "date_syntax", "Value", "x"))
	r := importAll(t, b, "", customerDraft(person("一")), bad, unread, customerDraft(&model.Customer{Kind: model.PersonKind}), customerDraft(person("二")))
	if r.New != 2 || r.Rejected != 4 || r.Customers != 2 || r.Purchases != 0 || r.Rejects.Len() != 4 || r.Rejects.At(0).Row != 2 {
		t.Errorf("%+v", r)
	}
	if got := names(t, b, "sort:name"); len(got) != 2 {
		t.Errorf("the book has %v", got)
	}
	checkClean(t, b.store)
	undo(t, b, r.ChangeSet)
	if got := names(t, b, ""); got != nil {
		t.Errorf("after undo the book has %v", got)
	}
}

func TestImportThatEndsEarlyLeavesNothing(t *testing.T) {
	_, b := openBook(t)
	broken := errors.New("broken file")
	seq := func(yield func(model.Draft, error) bool) {
		_ = yield(model.Draft{Rows: []int{1}, Customer: *zhang()}, nil) && yield(model.Draft{}, broken)
	}
	if _, err := b.Import(t.Context(), seq, ImportOptions{}); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if got := names(t, b, ""); got != nil {
		t.Errorf("the book has %v", got)
	}
	r := must[model.ImportReport](t)(b.Import(t.Context(), drafts(customerDraft(zhang())), ImportOptions{DryRun: true}))
	if r.New != 1 || r.ChangeSet != 0 || names(t, b, "") != nil {
		t.Errorf("dry run: %+v, the book has %v", r, names(t, b, ""))
	}
	if n, err := b.HistoryCount(t.Context()); n != 0 || err != nil {
		t.Errorf("%d change sets, %v", n, err)
	}
}

func TestImportLearnsLevels(t *testing.T) {
	_, b := openBook(t)
	c, d := person("一"), person("二")
	c.Level, d.Level = "VIP 客户", "黄金"
	importAll(t, b, "", customerDraft(c), customerDraft(d))
	if got := names(t, b, "level:黄金"); len(got) != 1 {
		t.Errorf("level:黄金 finds %v", got)
	}
	if got := names(t, b, "level:vip"); len(got) != 1 {
		t.Errorf("level:vip finds %v", got)
	}
}
