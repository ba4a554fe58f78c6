package store

import (
	"slices"
	"testing"

	"kehu/demo"
	"kehu/internal/race"
	"kehu/model"
	"kehu/query"
)

// person is a customer with no more than a name and perhaps a phone.
func person(name string, phones ...string) *model.Customer {
	c := &model.Customer{Kind: model.PersonKind, Name: name}
	for _, p := range phones {
		c.ContactPoints = append(c.ContactPoints, model.ContactPoint{Kind: model.ContactPhone, Value: p})
	}
	return c
}

func TestFindAnyone(t *testing.T) {
	_, b := openBook(t)
	gonçalves := person("Luís Gonçalves", "+55 (12) 3923-5555")
	gonçalves.ContactPoints = append(gonçalves.ContactPoints, model.ContactPoint{Kind: model.ContactEmail, Value: "luis.g@embraer.example.br"})
	company := &model.Customer{Kind: model.CompanyKind, Name: "深圳市北湖科技有限公司", Tags: []string{"老客户"}, Notes: "只用顺丰"}
	save(t, b, person("张伟", "13800138000"), person("单雄信", "010-60606666"), person("曾国华"), person("仇英"), person("欧阳修"),
		person("陳大文", "180****1849"), person("Köhler"), gonçalves, company)

	for text, want := range map[string][]string{
		"zhangwei": {"张伟"}, "zhang wei": {"张伟"}, "zw": {"张伟"}, "张伟": {"张伟"}, "伟": {"张伟"}, "张": {"张伟"}, "wei": {"张伟"},
		"zhang伟": {"张伟"}, "张w": {"张伟"}, "ＺＨＡＮＧ": {"张伟"},
		"shan": {"单雄信"}, "zeng": {"曾国华"}, "qiu": {"仇英"}, "ouyang": {"欧阳修"}, "陳大": {"陳大文"},
		"goncalves": {"Luís Gonçalves"}, "kohler": {"Köhler"}, "koehler": {"Köhler"}, "köhler": {"Köhler"},
		"8000": {"张伟"}, "38000": {"张伟"}, "13800138000": {"张伟"}, "+86 138-0013-8000": {"张伟"}, "008613800138000": {"张伟"},
		"01060606666": {"单雄信"}, "60606666": {"单雄信"}, "1849": nil, "5555": {"Luís Gonçalves"},
		"luis.g": {"Luís Gonçalves"}, "embraer": {"Luís Gonçalves"}, "example.br": {"Luís Gonçalves"},
		"北湖": {company.Name}, "湖科": {company.Name}, "科技": {company.Name}, "beihu": {company.Name}, "老客": {company.Name}, "顺丰": {company.Name},
		"张 8000": {"张伟"}, "张 曾": nil, `"Luís G"`: {"Luís Gonçalves"}, "-张 -zeng -shen z": nil, "1380": {"张伟"}, "0106": {"单雄信"}, "86138": {"张伟"}, "zzz": nil, "%": nil, "'": nil,
	} {
		if got := names(t, b, text); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
		n, exact, err := b.Count(t.Context(), parse(t, b, text), 0)
		if err != nil || !exact || n != len(want) {
			t.Errorf("%q counts %d (%v), want %d", text, n, err, len(want))
		}
	}
}

func TestBestMatchesFirst(t *testing.T) {
	_, b := openBook(t)
	other := person("王丽")
	other.Notes = "张伟的同事"
	later := person("小张伟")
	save(t, b, person("张伟"), person("张伟明"), later, other)
	save(t, b, contact(other.ID, "询价"))
	save(t, b, contact(later.ID, "询价"))
	if got, want := names(t, b, "张伟"), []string{"张伟", "张伟明", "小张伟", "王丽"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

// What is typed in characters and letters ranks as other names do, and a name that
// sounds exactly so goes before those that begin so.
func TestMixedAndSoundTiers(t *testing.T) {
	_, b := openBook(t)
	save(t, b, person("张伟"), person("章威"), person("Zhang Wei"), person("张伟明"), person("Zhangwei Ltd"), person("大张伟"), person("张晓薇"), person("吕布"), person("Lübeck"), person("呂洞賓"))
	for text, want := range map[string][]string{
		"张w": {"张伟", "张伟明", "张晓薇", "大张伟"}, "zhang 伟": {"张伟", "张伟明", "大张伟"}, "zhang伟": {"张伟", "张伟明", "大张伟"},
		"zhangwei": {"Zhang Wei", "章威", "张伟", "Zhangwei Ltd", "张伟明", "大张伟"},
		"lü":       {"呂洞賓", "Lübeck", "吕布"}, "LǙdongbin": {"呂洞賓"}, "lü布": {"吕布"}, "lübe": {"Lübeck"}, "lv": {"呂洞賓", "吕布"}, "-lü zhangweim": {"张伟明"},
	} {
		if got := names(t, b, text); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
}

// A number that hides digits finds who has it so; apostrophes are alike, and a whole
// number may have gaps.
func TestTypedSigns(t *testing.T) {
	_, b := openBook(t)
	curly, noted := person("Shaun O’Reilly", "+86 138 1234 5678"), person("Ann", "139****1234")
	noted.Notes = "138 or 1234"
	save(t, b, person("Tim O'Reilly", "138****1234"), curly, noted)
	for text, want := range map[string][]string{
		"138****1234": {"Tim O'Reilly"}, "-138****1234 sort:name": {"Ann", "Shaun O’Reilly"}, "phone:=+86 138 1234 5678": {"Shaun O’Reilly"},
		"name:O’Reilly sort:name": {"Shaun O’Reilly", "Tim O'Reilly"}, "name:o'reilly sort:name": {"Shaun O’Reilly", "Tim O'Reilly"}, `name:="Tim O’Reilly"`: {"Tim O'Reilly"},
	} {
		if got := names(t, b, text); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
}

// Who has no name stands behind all who have one, either way round.
func TestNamelessLast(t *testing.T) {
	_, b := openBook(t)
	save(t, b, person("", "13800138000"), person("张伟"), person("", "+86 139 0013 9000"), person("Ann"))
	for text, want := range map[string][]string{
		"sort:name": {"Ann", "张伟", "+86 139 0013 9000", "13800138000"}, "sort:-name": {"张伟", "Ann", "13800138000", "+86 139 0013 9000"},
		"sort:orders,name": {"Ann", "张伟", "+86 139 0013 9000", "13800138000"}, "name:=Ann sort:name": {"Ann"},
	} {
		if got := names(t, b, text); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
}

// Whether anything was spent is a matter of all currencies.
func TestSpentInAnyCurrency(t *testing.T) {
	_, b := openBook(t)
	own, abroad, given, none := person("Own"), person("Abroad"), person("Given"), person("None")
	save(t, b, own, abroad, given, none)
	for _, p := range []*model.Purchase{purchase(own.ID, 100), purchase(abroad.ID, 100), purchase(given.ID, 0)} {
		if p.CustomerID != own.ID {
			p.Currency = "USD"
		}
		p.OrderNo = ""
		save(t, b, p)
	}
	for text, want := range map[string][]string{
		"has:spent sort:name": {"Abroad", "Own"}, "-no:spent sort:name": {"Abroad", "Own"}, "no:spent sort:name": {"Given", "None"}, "spent:0 sort:name": {"Given", "None"},
		"spent:0,1 sort:name": {"Given", "None", "Own"}, "-spent:0 sort:name": {"Abroad", "Own"}, "spent:>0": {"Own"}, "spent:USD1": {"Abroad"},
	} {
		if got := names(t, b, text); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
		if n, _, err := b.Count(t.Context(), parse(t, b, text), 0); n != len(want) || err != nil {
			t.Errorf("%q counts %d (%v), want %d", text, n, err, len(want))
		}
	}
}

func TestDealtWithLastComesFirst(t *testing.T) {
	_, b := openBook(t)
	old, recent := person("张一"), person("张二")
	old.Created, recent.Created = testNow.AddDate(-1, 0, 0), testNow.AddDate(-1, 0, 0)
	save(t, b, recent, old)
	entry := contact(recent.ID, "询价")
	entry.At = testNow.AddDate(0, 0, -3)
	save(t, b, entry)
	for _, text := range []string{"", "张", "zhang"} {
		if got := names(t, b, text); !slices.Equal(got, []string{"张二", "张一"}) {
			t.Errorf("%q gives %v", text, got)
		}
	}
	undo(t, b, 0) // the contact entry
	if got := names(t, b, ""); !slices.Equal(got, []string{"张一", "张二"}) {
		t.Errorf("after the undo: %v", got)
	}
}

func TestQueries(t *testing.T) {
	_, b := openBook(t)
	a, c := zhang(), person("Ann Lee", "13900139000")
	a.Birthday = must[model.Birthday](t)(model.ParseBirthday("1990-11-23", testNow))
	c.Owner, c.Address.City = "ann", "New York"
	save(t, b, a, c)
	save(t, b, purchase(a.ID, 1234500))
	save(t, b, contact(a.ID, "quoted chairs"))
	save(t, b, &model.Task{CustomerID: c.ID, Title: "call", Priority: model.PriorityHigh, Due: model.DateOf(testNow.AddDate(0, 0, -1))})

	for text, want := range map[string][]string{
		"level:vip": {"张伟"}, "级别:VIP": {"张伟"}, "级别：ＶＩＰ": {"张伟"}, "city:上海,北京": {"张伟"}, `city:"new y"`: {"Ann Lee"},
		"spent:>1万": {"张伟"}, "spent:>12345": nil, "spent:>=12345": {"张伟"}, "orders:1..": {"张伟"}, "orders:0": {"Ann Lee"},
		"age:30..40": {"张伟"}, "birthday:this-week": nil, "birthday:next-week": {"张伟"}, "last:<30d": {"Ann Lee", "张伟"}, "last_purchase:2026-11": {"张伟"},
		"created:2026-01..2026-12": {"Ann Lee", "张伟"}, "created:>2027": nil,
		"#老客户": {"张伟"}, "tag:老客户": {"张伟"}, "-#老客户": {"Ann Lee"}, "owner:me": {"Ann Lee"}, "bought:A4": {"张伟"}, "content:chairs": {"张伟"},
		"has:email": {"张伟"}, "no:email": {"Ann Lee"}, "is:overdue": {"Ann Lee"}, "priority:high": {"Ann Lee"}, "优先级:高": {"Ann Lee"}, "priority:low": nil, "no:priority": {"张伟"}, "-priority:high": {"张伟"}, "is:stale": nil, "is:company": nil, "is:binned": nil,
		"level:vip OR owner:me": {"Ann Lee", "张伟"}, "(level:vip OR owner:me) city:上海": {"张伟"}, "phone:8000": {"张伟"}, "phone:13900": {"Ann Lee"},
		"id:1": {"张伟"}, "name:ann": {"Ann Lee"}, "sort:name": {"Ann Lee", "张伟"}, "sort:-name": {"张伟", "Ann Lee"},
		"sort:company": {"张伟", "Ann Lee"}, "sort:-company": {"张伟", "Ann Lee"}, "sort:-spent": {"张伟", "Ann Lee"}, "sort:title": {"张伟", "Ann Lee"},
	} {
		if got := names(t, b, text); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: a.ID}))
	if got := names(t, b, "is:binned 张"); !slices.Equal(got, []string{"张伟"}) {
		t.Errorf("in the bin: %v", got)
	}
	if got := names(t, b, "张"); got != nil {
		t.Errorf("still found: %v", got)
	}
}

// Every order is total: pages put together are the whole list, whatever their size.
func TestPagesAddUp(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	for _, how := range []string{"small", "great", "ahead"} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			checkPagesAddUp(t, how)
		})
	}
}

// checkPagesAddUp has a small book searched as it is, or as a great one is, or as one of
// which all is in memory that was read ahead, and changed a little since.
func checkPagesAddUp(t *testing.T, how string) {
	s, b := openBook(t)
	if how == "great" {
		s.caches.walkFrom = 0
	}
	sample := demo.New(1, 1900, testNow) // so that broad conditions are sieved
	sample.Purchases, sample.Interactions = 1, 0.5
	must[*model.ChangeSet](t)(b.Fill(t.Context(), bundlesOf(sample), nil))
	if how == "ahead" {
		s.caches.aheadFrom = 0
		check(t, b.ReadAhead(t.Context()))
		c := zhang()
		c.Address.Street, c.ContactPoints[0].Value = "人民路8号", "139 1234 8000"
		save(t, b, c)
		must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: 7}, model.Ref{Kind: model.KindCustomer, ID: 1000}))
	}
	for _, text := range []string{"", "z", "zhang", "example", "sort:name", "sort:-name", "sort:city", "sort:-city", "sort:-spent", "sort:level,-name",
		"sort:-last_contact", "level:vip", "level:vip sort:orders", "level:regular sort:-orders", "is:stale", "is:stale sort:name", "-c", "zhang OR w", "has:email z", "z has:email sort:city",
		"spent:>0 sort:-city", "orders:0 sort:last_purchase", "-level:vip sort:level", "e -is:stale age:30.. sort:-spent", "has:email sort:company", "city:上海 sort:-orders", "sort:title", "a sort:-created",
		"no:tag", "-has:phone", "no:wechat sort:name", "has:wechat", "-level:vip -c", "birthday:this-month", "birthday:1980..1985", "no:birthday sort:-spent", "next:<30d", "no:next sort:city", "rating:5 sort:-name",
		"has:rating", "gender:female sort:phone", "language:zh -has:email", "bought:a sort:orders", "created:<200d", "last_purchase:<90d", "last_contact:<200d zhang", "no:content", "zhang sort:-country", "is:overdue", "name:ang sort:-name", "company:o", "email:ex -company:a sort:city", "company:北 sort:-company", "city:上海 sort:postcode", "phone:x", "country:D l",
		"has:spent sort:name", "no:spent", "-has:spent sort:-orders", "spent:0 sort:city", "-spent:0 sort:-name", "spent:0,100",
		"title:经理 sort:-spent", "title:e sort:title", "138 sort:name", "1380 sort:-name", "+861 sort:city", "00861 level:vip", "021- sort:spent", "-1390 sort:name", "#老客户 sort:-name", "tag:vip,批发", "-#老客户 has:tag", "tag:referral OR #批发 sort:city", "8000 OR 1391", "phone:8 sort:city", "phone:80,8000", "address:路", "address:st sort:-name", "人民路 city:上海,北京", "province:广 sort:-created", "level:vip,regular sort:name",
		"no:phone no:email", "has:wechat kind:company", "age:30..40 sort:orders", "email:example", "name:a sort:name"} {
		q := parse(t, b, text)
		whole := must[[]model.Summary](t)(b.Customers(t.Context(), q, Page{}))
		seen := map[int64]bool{}
		for _, size := range []int{470} {
			for offset := 0; offset < len(whole); offset += size {
				for i, s := range must[[]model.Summary](t)(b.Customers(t.Context(), q, Page{Offset: offset, Limit: size})) {
					if s.ID != whole[offset+i].ID {
						t.Fatalf("%q: row %d is #%d, want #%d", text, offset+i, s.ID, whole[offset+i].ID)
					}
					seen[s.ID] = true
				}
			}
		}
		for _, offset := range []int{deep + 333, len(whole) - 80} {
			for _, known := range []int{-1, deep - 200, len(whole) - 1} {
				checkNear(t, b, q, whole, offset, known)
			}
		}
		if n, _, err := b.Count(t.Context(), q, 0); err != nil || n != len(whole) || len(seen) != n {
			t.Errorf("%q: %d rows, %d seen, counted %d (%v)", text, len(whole), len(seen), n, err)
		}
	}
}

// Those on the lists of conditions, sorted, are the whole list, either way round.
func TestListsSorted(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	s, b := openBook(t)
	sample := demo.New(2, 1600, testNow)
	sample.Purchases, sample.Interactions = 1, 0
	must[*model.ChangeSet](t)(b.Fill(t.Context(), bundlesOf(sample), nil))
	for _, text := range []string{"language:zh sort:name", "orders:0..9 sort:-city", "created:<4y sort:-last_purchase,name", "has:phone -is:stale sort:email"} {
		q := parse(t, b, text)
		f := must[filter](t)(b.filter(t.Context(), q))
		db := must[setReader](t)(s.sets(t.Context()))
		p := must[plan](t)(db.plan(t.Context(), f, must[[]key](t)(keys(q.Sort))))
		if p.sorted == nil {
			t.Fatalf("%q is not walked along an index", text)
		}
		whole := must[[]model.Summary](t)(b.Customers(t.Context(), q, Page{}))
		want := make([]int64, len(whole))
		for i := range whole {
			want[i] = whole[i].ID
		}
		sv := must[*sieve](t)(newSieve(t.Context(), db, p))
		must[[]int64](t)(sv.test(t.Context(), slices.Clone(want[:200])))
		for i := len(sv.parts) - 1; i >= 0; i-- {
			if !sv.parts[i].finder.empty() {
				must[bool](t)(sv.makeList(t.Context(), i))
			}
		}
		if got := must[[]int64](t)(sv.sort(t.Context(), len(want)+1)); !slices.Equal(got, want) {
			t.Errorf("%q: %d sorted, want %d, or others", text, len(got), len(want))
		}
		slices.Reverse(want)
		sv.order = p.reversed().sorted
		if got := must[[]int64](t)(sv.sort(t.Context(), 200)); !slices.Equal(got, want[:200]) {
			t.Errorf("%q: upside down the first are others", text)
		}
	}
}

// checkNear reads a window from a known row, and from the end.
func checkNear(t *testing.T, b *Book, q query.Query, whole []model.Summary, offset, known int) {
	t.Helper()
	if offset < 0 || offset >= len(whole) || known >= len(whole) {
		return
	}
	p := Page{Offset: offset, Limit: 120, Total: len(whole)}
	if known >= 0 {
		p.Known, p.Total = Place{whole[known].ID, known}, 0
	}
	got := must[[]model.Summary](t)(b.Customers(t.Context(), q, p))
	want := whole[offset:min(offset+p.Limit, len(whole))]
	if !slices.EqualFunc(got, want, func(a, b model.Summary) bool { return a.ID == b.ID }) {
		t.Errorf("%q from %d, known %d: %d rows, want %d, or others", q, offset, known, len(got), len(want))
	}
}

// A row that is no longer in the list leads nowhere: the window is counted off.
func TestKnownRowGone(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	_, b := openBook(t)
	sample := demo.New(1, deep+200, testNow)
	sample.Purchases, sample.Interactions = 0, 0
	must[*model.ChangeSet](t)(b.Fill(t.Context(), bundlesOf(sample), nil))
	q := parse(t, b, "sort:name")
	whole := must[[]model.Summary](t)(b.Customers(t.Context(), q, Page{}))
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: whole[deep+50].ID}))
	got := must[[]model.Summary](t)(b.Customers(t.Context(), q, Page{Offset: deep + 100, Limit: 10, Known: Place{whole[deep+50].ID, deep + 50}}))
	if len(got) != 10 || got[0].ID != whole[deep+101].ID {
		t.Errorf("%d rows, the first #%d", len(got), got[0].ID)
	}
}

// A condition that hardly anybody meets has all customers read at once; the walk goes
// on with nothing left to test.
func TestWalkGoesOnWhenAllWereRead(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	save(t, b, zhang())
	f := must[filter](t)(b.filter(t.Context(), parse(t, b, "content:x")))
	db := must[setReader](t)(s.sets(t.Context()))
	p := must[plan](t)(db.plan(t.Context(), f, must[[]key](t)(keys(parse(t, b, "sort:name").Sort))))
	p.parts = f.parts
	sv := must[*sieve](t)(newSieve(t.Context(), must[setReader](t)(s.sets(t.Context())), p))
	sv.shares = make([]float64, len(sv.parts))
	if err := sv.readAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	sv.tested = sieveTested
	if err := sv.consider(t.Context()); err != nil || len(sv.parts) > 0 {
		t.Error(err, len(sv.parts))
	}
}

// Who has a word anywhere may be many, and few of them in the field that is asked for:
// the texts of the field narrow them down, however the list of the word came about.
func TestTextsNarrowAListOfWords(t *testing.T) {
	t.Parallel()
	for _, longLists := range []int{0, 1000} {
		s, b := openBook(t)
		s.caches.longLists = longLists // none is at hand from the beginning, or every one
		save(t, b, &model.Customer{Kind: model.PersonKind, Name: "张伟", Title: "上海"})
		f := must[filter](t)(b.filter(t.Context(), parse(t, b, "name:上海")))
		sv := must[*sieve](t)(newSieve(t.Context(), must[setReader](t)(s.sets(t.Context())), plan{parts: f.parts}))
		for range 2 {
			sv.tested = sieveTested
			if err := sv.consider(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if len(sv.parts) > 0 || sv.few > 0 {
			t.Errorf("long lists from %d: %d parts, %d on the list", longLists, len(sv.parts), sv.few)
		}
	}
}

// A count that may stop at a bound counts all tiers of the words.
func TestCountsWithABound(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	for _, name := range []string{"Zhang", "Zhang San", "Zhang Wei", "Anna Zhang", "Wang Zhang"} {
		save(t, b, &model.Customer{Kind: model.PersonKind, Name: name})
	}
	for text, want := range map[string]int{"zhang": 5, "zhang -wang": 4, "zhang -san -anna": 3, "-wang": 4, "zhang is:person": 5, "zhang OR wang": 5} {
		for _, limit := range []int{0, 100} {
			if n, exact, err := b.Count(t.Context(), parse(t, b, text), limit); n != want || !exact || err != nil {
				t.Errorf("%s, at most %d: %d, %v, %v; want %d", text, limit, n, exact, err, want)
			}
		}
	}
}
