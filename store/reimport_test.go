package store

import (
	"slices"
	"strconv"
	"testing"

	"kehu/internal/race"
	"kehu/model"
)

// sheet imports rows as from a table with these headings, whose columns cover name,
// city, title, notes, phone and tags.
func sheet(t testing.TB, b *Book, how model.OnDuplicate, rows ...*model.Customer) model.ImportReport {
	t.Helper()
	return importFrom(t, b, ImportOptions{OnDuplicate: how}, []string{"name", "company", "city", "title", "notes", "contact_points", "tags"}, rows...)
}

func importFrom(t testing.TB, b *Book, o ImportOptions, covers []string, rows ...*model.Customer) model.ImportReport {
	t.Helper()
	var list []model.Draft
	for _, c := range rows {
		d := customerDraft(c)
		d.Covers = covers
		list = append(list, d)
	}
	o.File = "sheet.csv"
	if o.Source == "" {
		o.Source = "sheet"
	}
	return allCounted(t)(b.Import(t.Context(), drafts(list...), o))
}

// allCounted checks that the counts of a report add up.
func allCounted(t testing.TB) func(model.ImportReport, error) model.ImportReport {
	return func(r model.ImportReport, err error) model.ImportReport {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		if sum := r.New + r.Changed + r.Same + r.Duplicate + r.Conflict + r.Rejected; sum != r.Rows {
			t.Errorf("the counts add up to %d of %d rows: %+v", sum, r.Rows, r)
		}
		return r
	}
}

// row is a row of the sheet: its key, name, city and phones.
func row(key, name, city string, phones ...string) *model.Customer {
	c := person(name, phones...)
	c.SourceKey, c.Address.City = key, city
	return c
}

// change saves one edit of the only customer with a name.
func change(t testing.TB, b *Book, name string, edit func(*model.Customer)) {
	t.Helper()
	c := customerNamed(t, b, name)
	edit(c)
	save(t, b, c)
}

func customerNamed(t testing.TB, b *Book, name string) *model.Customer {
	t.Helper()
	id := must[int64](t)(b.Find(t.Context(), "name:"+name))
	return must[*model.Customer](t)(b.Customer(t.Context(), id))
}

// wantOnly checks that all rows of a report counted as one thing.
func wantOnly(t testing.TB, what string, r model.ImportReport, n int) {
	t.Helper()
	if n != r.Rows {
		t.Errorf("%s: %d of %d rows: %+v", what, n, r.Rows, r)
	}
}

func TestSameFileAgainIsAllTheSame(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"", "id=1"} {
		_, b := openBook(t)
		rows := func() []*model.Customer {
			return []*model.Customer{row(key, "张伟", "上海", "13800138000"), row("", "李娜", ""), row("", "李娜", "北京")} // the last is a duplicate within the file
		}
		first := sheet(t, b, "", rows()...)
		before := dump(t, b)
		r := sheet(t, b, "", rows()...)
		if r.ChangeSet != 0 || r.Same != first.New || r.Duplicate != first.Duplicate || dump(t, b) != before {
			t.Errorf("key %q: first %+v, again %+v", key, first, r)
		}
		if r := sheet(t, b, model.UpdateDuplicate, rows()[:2]...); r.ChangeSet != 0 {
			t.Errorf("key %q: update: %+v", key, r)
		}
	}
}

func TestNewerCopyOfASheet(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	sheet(t, b, "", row("id=1", "张伟", "上海", "13800138000", "13900139000"), row("id=2", "李娜", "北京"), row("id=3", "王丽", "广州"))
	change(t, b, "张伟", func(c *model.Customer) { c.Title, c.Notes = "经理", "爱喝茶" })
	change(t, b, "李娜", func(c *model.Customer) { c.Address.City = "天津" })
	change(t, b, "王丽", func(c *model.Customer) { c.Address.City = "深圳" })
	before := dump(t, b)

	newer := []*model.Customer{row("id=1", "张伟", "苏州", "13800138000", "13700137000"), row("id=2", "李娜", "北京"), row("id=3", "王丽", "佛山"), row("id=4", "赵敏", "")}
	newer[2].Tags = []string{"展会"}
	r := sheet(t, b, "", newer...)
	if r.New != 1 || r.Changed != 1 || r.Same != 1 || r.Conflict != 1 {
		t.Errorf("%+v", r)
	}
	c := customerNamed(t, b, "张伟")
	if c.Address.City != "苏州" || c.Title != "经理" || c.Notes != "爱喝茶" || len(c.ContactPoints) != 2 || c.ContactPoints[1].Value != "13700137000" {
		t.Errorf("what the file alone changed: %+v", c)
	}
	if c := customerNamed(t, b, "李娜"); c.Address.City != "天津" {
		t.Errorf("what somebody alone changed: %s", c.Address.City)
	}
	if c := customerNamed(t, b, "王丽"); c.Address.City != "深圳" || len(c.Tags) != 1 {
		t.Errorf("what both changed: %+v", c)
	}
	if r.Conflicts.Len() != 1 || r.Conflicts.At(0).Row != 3 || r.Conflicts.At(0).Name != "王丽" || len(r.Conflicts.At(0).Fields) != 1 ||
		r.Conflicts.At(0).Fields[0] != (model.FieldConflict{Key: "city", Base: "广州", Mine: "佛山", Theirs: "深圳"}) {
		t.Errorf("conflicts %+v", r.Conflicts)
	}
	undo(t, b, r.ChangeSet)
	if dump(t, b) != before {
		t.Error("undo did not give back the book")
	}
	if again := sheet(t, b, "", newer...); again.Changed != 1 || again.Conflict != 1 {
		t.Errorf("the undo left the memory of the import: %+v", again)
	}
	if again := sheet(t, b, "", newer...); again.Same != 3 || again.Conflict != 1 || again.ChangeSet != 0 {
		t.Errorf("the same once more: %+v", again)
	}
	checkClean(t, b.store)
}

func TestThirdCopyIsComparedWithTheSecond(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	sheet(t, b, "", row("id=1", "张伟", "上海"))
	change(t, b, "张伟", func(c *model.Customer) { c.Address.City = "苏州" })
	second := row("id=1", "张伟", "苏州") // as in the book already
	second.Title = "经理"
	wantOnly(t, "second", sheet(t, b, "", second), 1)
	third := row("id=1", "张伟", "杭州")
	third.Title = "经理"
	r := sheet(t, b, "", third)
	if r.Changed != 1 || customerNamed(t, b, "张伟").Address.City != "杭州" {
		t.Errorf("%+v", r)
	}
}

func TestWhatTheFileTakesAway(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	sheet(t, b, "", row("id=1", "张伟", "上海", "13800138000"), row("id=2", "李娜", "北京", "13900139000"))
	change(t, b, "李娜", func(c *model.Customer) { c.Address.City = "天津" })
	r := sheet(t, b, "", row("id=1", "张伟", ""), row("id=2", "李娜", "", "13900139000"))
	if r.Changed != 1 || r.Conflict != 1 {
		t.Errorf("%+v", r)
	}
	if c := customerNamed(t, b, "张伟"); c.Address.City != "" || len(c.ContactPoints) != 0 {
		t.Errorf("%+v", c)
	}
	narrow := importFrom(t, b, ImportOptions{}, []string{"name"}, row("id=1", "张伟", ""), row("id=2", "李娜", ""))
	wantOnly(t, "a file without these columns", narrow, narrow.Same)
}

func TestWhoeverWasRenamedIsNobodyNew(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	for name, edit := range map[string]func(*model.Customer){
		"name":  func(c *model.Customer) { c.Name = "张玮" },
		"phone": func(c *model.Customer) { c.ContactPoints[0].Value = "13700137000" },
		"both":  func(c *model.Customer) { c.Name, c.ContactPoints[0].Value = "张玮", "13700137000" },
	} {
		_, b := openBook(t)
		sheet(t, b, "", row("", "张伟", "上海", "13800138000"), row("", "李娜", "北京"))
		change(t, b, "张伟", edit)
		r := sheet(t, b, "", row("", "张伟", "上海", "13800138000"), row("", "李娜", "北京"))
		wantOnly(t, name+": the same file", r, r.Same)
		r = sheet(t, b, "", row("", "张伟", "苏州", "13800138000"), row("", "李娜", "北京"))
		if got := names(t, b, "city:苏州"); r.Changed != 1 || r.New != 0 || len(got) != 1 {
			t.Errorf("%s: a newer copy: %+v, %v", name, r, got)
		}
	}
}

func TestWhatIsInTheBinStaysThere(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"", "id=1"} {
		_, b := openBook(t)
		sheet(t, b, "", row(key, "张伟", "上海", "13800138000"))
		must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: customerNamed(t, b, "张伟").ID}))
		if r := sheet(t, b, "", row(key, "张伟", "上海", "13800138000")); r.Same != 1 {
			t.Errorf("key %q: the same file: %+v", key, r)
		}
		r := sheet(t, b, "", row(key, "张伟", "苏州", "13800138000"))
		if r.Conflict != 1 || r.ChangeSet != 0 || !r.Conflicts.At(0).IsBinned || names(t, b, "") != nil {
			t.Errorf("key %q: a newer copy: %+v", key, r)
		}
	}
}

func TestSourcesAreComparedEachWithItself(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	covers := []string{"name", "city", "contact_points"}
	a, other := ImportOptions{Source: "a"}, ImportOptions{Source: "b", OnDuplicate: model.UpdateDuplicate}
	importFrom(t, b, a, covers, row("", "张伟", "上海", "13800138000"))
	if r := importFrom(t, b, other, covers, row("", "张伟", "北京", "13800138000")); r.Changed != 1 {
		t.Errorf("another source: %+v", r)
	}
	if r := importFrom(t, b, a, covers, row("", "张伟", "上海", "13800138000")); r.Same != 1 {
		t.Errorf("the first, as it was: %+v", r)
	}
	if r := importFrom(t, b, other, covers, row("", "张伟", "南京", "13800138000")); r.Changed != 1 {
		t.Errorf("the other, newer: %+v", r)
	}
	if r := importFrom(t, b, a, covers, row("", "张伟", "苏州", "13800138000")); r.Conflict != 1 {
		t.Errorf("the first, newer: %+v", r)
	}
}

func TestNewerCopyOfOrders(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	order := func(status model.Status, total int64, quantities ...int64) model.Draft {
		d := orderDraft(person("张伟", "13800138000"), "A1", total)
		d.Purchase.SourceKey, d.Purchase.Status, d.Purchase.Items = "orderno=A1", status, nil
		for _, n := range quantities {
			d.Purchase.Items = append(d.Purchase.Items, model.Item{Product: "纸", Quantity: model.NewQuantity(n), UnitPrice: 10, Amount: 10 * n})
		}
		d.Covers = []string{"status", "total", "items", "notes"}
		return d
	}
	imp := func(d model.Draft) model.ImportReport {
		t.Helper()
		return allCounted(t)(b.Import(t.Context(), drafts(d), ImportOptions{}))
	}
	imp(order(model.StatusPaid, 20, 1, 1))
	r := imp(order(model.StatusPaid, 20, 1, 1))
	wantOnly(t, "the same", r, r.Same)
	r = imp(order(model.StatusDone, 30, 1, 1, 1))
	wantOnly(t, "newer", r, r.Changed)
	c := customerNamed(t, b, "张伟")
	p := must[[]model.Purchase](t)(b.Purchases(t.Context(), c.ID, 0, 0))[0]
	if p.Status != model.StatusDone || p.Total != 30 || len(p.Items) != 3 {
		t.Errorf("%+v", p)
	}
	p.Items[0].Quantity, p.Items[0].Amount = model.NewQuantity(2), 20
	p.Status = model.StatusRefunded
	save(t, b, &p)
	r = imp(order(model.StatusDone, 50, 5))
	wantOnly(t, "both changed", r, r.Conflict)
	got := must[*model.Purchase](t)(b.Purchase(t.Context(), p.ID))
	if got.Status != model.StatusRefunded || got.Total != 50 || len(got.Items) != 3 || len(r.Conflicts.At(0).Fields) != 1 || r.Conflicts.At(0).Fields[0].Key != "items" {
		t.Errorf("%+v, %+v", got, r.Conflicts)
	}
	c.Name, c.ContactPoints = "张玮", nil
	save(t, b, c)
	r = imp(order(model.StatusDone, 50, 5))
	if r.New != 0 || r.Customers != 0 {
		t.Errorf("an order whose customer is called otherwise now: %+v", r)
	}
	checkClean(t, b.store)
}

// Orders in one file and their lines in another share the key of the order: the
// lines have no total, and take none away.
func TestLinesLeaveTheTotalOfTheirOrder(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	order := func() model.Draft {
		d := orderDraft(person("张伟", "13800138000"), "", 20)
		d.Purchase.SourceKey, d.Purchase.Items, d.Covers = "orderid=7", nil, []string{"date", "total"}
		return d
	}
	lines := func() model.Draft {
		items := []model.Item{{Product: "纸", Quantity: model.NewQuantity(2), UnitPrice: 10, Amount: 20}}
		return model.Draft{Rows: []int{1, 2}, Adds: true, Covers: []string{"items", "total"},
			Purchase: &model.Purchase{SourceKey: "orderid=7", Currency: model.CNY, Items: items}}
	}
	imp := func(d model.Draft) model.ImportReport {
		t.Helper()
		return allCounted(t)(b.Import(t.Context(), drafts(d), ImportOptions{File: "orders.csv"}))
	}
	r := imp(order())
	wantOnly(t, "an order", r, r.New)
	r = imp(lines())
	wantOnly(t, "its lines", r, r.Changed)
	r = imp(lines())
	wantOnly(t, "the lines again", r, r.Same)
	r = imp(order())
	wantOnly(t, "the order again", r, r.Same)
	p := must[[]model.Purchase](t)(b.Purchases(t.Context(), customerNamed(t, b, "张伟").ID, 0, 0))[0]
	if p.Total != 20 || len(p.Items) != 1 {
		t.Errorf("%+v, want the total of the order and the item of its line", p)
	}
}

func TestPeopleOfACompanyComeAgain(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	firm := func(people ...string) *model.Customer {
		c := &model.Customer{Kind: model.CompanyKind, Name: "北湖贸易", SourceKey: "id=9"}
		for _, name := range people {
			c.People = append(c.People, model.Person{Name: name})
		}
		return c
	}
	covers := []string{"name", "people"}
	importFrom(t, b, ImportOptions{}, covers, firm("李明", "王强"))
	r := importFrom(t, b, ImportOptions{}, covers, firm("李明", "王强"))
	wantOnly(t, "the same", r, r.Same)
	change(t, b, "北湖贸易", func(c *model.Customer) { c.People[0].Title = "采购" })
	r = importFrom(t, b, ImportOptions{}, covers, firm("李明", "王强", "赵敏"))
	wantOnly(t, "one more", r, r.Changed)
	if c := customerNamed(t, b, "北湖贸易"); len(c.People) != 3 || c.People[0].Title != "采购" {
		t.Errorf("%+v", c.People)
	}
	r = importFrom(t, b, ImportOptions{}, covers, firm("李明", "王强", "赵敏"))
	wantOnly(t, "the same again", r, r.Same)
}

// Two at a customer may have the same name, and a third may join them.
func TestNamesakesAtACompanyComeAgain(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	firm := func(note string, people ...string) *model.Customer {
		c := &model.Customer{Kind: model.CompanyKind, Name: "北湖贸易", SourceKey: "id=9", Notes: note}
		for _, name := range people {
			c.People = append(c.People, model.Person{Name: name})
		}
		return c
	}
	covers := []string{"name", "people", "notes"}
	importFrom(t, b, ImportOptions{}, covers, firm("", "李明", "李明"))
	r := importFrom(t, b, ImportOptions{}, covers, firm("", "李明", "李明"))
	wantOnly(t, "the same", r, r.Same)
	r = importFrom(t, b, ImportOptions{OnDuplicate: model.UpdateDuplicate}, covers, firm("新", "李明", "李明", "李明"))
	wantOnly(t, "a third", r, r.Changed)
	people := customerNamed(t, b, "北湖贸易").People
	if len(people) != 3 || people[0].ID == people[1].ID || people[1].ID == people[2].ID {
		t.Errorf("%+v", people)
	}
}

// Records are read ahead while rows stand in the order of the book: one that was
// changed on the way, and rows out of order, are compared with what the book has now.
func TestRecordsThatAreReadAheadAreUpToDate(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	const all = 200
	rows := func(city func(i int) string, order ...int) (rows []*model.Customer) {
		for _, i := range order {
			rows = append(rows, row("id="+strconv.Itoa(i), "客户"+strconv.Itoa(i), city(i)))
		}
		return rows
	}
	var forward []int
	for i := range all {
		forward = append(forward, i)
	}
	sheet(t, b, model.UpdateDuplicate, rows(func(int) string { return "上海" }, forward...)...)
	backward := slices.Clone(forward)
	slices.Reverse(backward)
	r := sheet(t, b, model.UpdateDuplicate, rows(func(i int) string { return "北京" }, append(forward, backward...)...)...)
	if r.Changed != all || r.Same != all || r.New != 0 {
		t.Errorf("%+v", r)
	}
	r = sheet(t, b, model.UpdateDuplicate, rows(func(i int) string { return "北京" }, backward...)...)
	wantOnly(t, "the same", r, r.Same)
}

// What somebody wrote in the book is never replaced by the text of a file from
// elsewhere: that stands below it, once.
func TestNotesOfTheBookAreKept(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	save(t, b, &model.Customer{Kind: model.PersonKind, Name: "张伟", Notes: "周五前别打电话"})
	from := func(source, notes string) model.ImportReport {
		c := person("张伟")
		c.Notes = notes
		return importFrom(t, b, ImportOptions{Source: source, OnDuplicate: model.UpdateDuplicate}, []string{"name", "notes"}, c)
	}
	wantNotes := func(what, want string) {
		t.Helper()
		if got := customerNamed(t, b, "张伟").Notes; got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	r := from("a", "喜欢红茶")
	wantOnly(t, "another text", r, r.Changed)
	wantNotes("another text", "周五前别打电话\n喜欢红茶")
	r = from("b", "喜欢红茶")
	wantOnly(t, "a part", r, r.Same)
	r = from("c", "周五前别打电话\n喜欢红茶\n不要糖")
	wantOnly(t, "more of it", r, r.Changed)
	wantNotes("more of it", "周五前别打电话\n喜欢红茶\n不要糖")
	r = from("a", "喜欢绿茶") // a newer copy of the first: both changed the notes
	wantOnly(t, "a newer copy", r, r.Conflict)
	wantNotes("a newer copy", "周五前别打电话\n喜欢红茶\n不要糖")
}
