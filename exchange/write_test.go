package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	ical "github.com/emersion/go-ical"
	vcard "github.com/emersion/go-vcard"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"kehu/model"
)

// plainWords are words that show their ids.
type plainWords struct{}

func (plainWords) T(id string, args ...any) string { return id + fmt.Sprint(args...) }
func (plainWords) Has(id string) bool              { return strings.HasPrefix(id, "status.") }
func (plainWords) Field(key string) string         { return "F-" + key }
func (plainWords) Lang() string                    { return "zh" }

func testOptions() WriteOptions {
	return WriteOptions{Words: plainWords{}, Now: time.Date(2026, 11, 18, 4, 0, 0, 0, time.UTC), Location: time.FixedZone("CST", 8*3600),
		Currency: model.CNY, Levels: []model.Level{{Key: "vip", NameZH: "VIP 客户"}}}
}

func birthday(t testing.TB, text string) (b model.Birthday) {
	if err := b.UnmarshalText([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return b
}

func day(t testing.TB, text string) model.Date {
	d, err := model.DateFromISO(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// zhangwei is a customer with everything.
func zhangwei(t testing.TB) *model.Dossier {
	at := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	return &model.Dossier{
		Customer: model.Customer{Meta: model.Meta{ID: 12}, Kind: model.PersonKind, Name: "张伟", Company: "北湖, 纸业; 公司", Title: "经理", Level: "vip", Gender: "male",
			Birthday: birthday(t, "--02-29"), Address: model.Address{Country: "中国", Province: "上海市", City: "上海市", District: "浦东新区", Street: "世纪大道100号", Postcode: "0171"},
			Tags: []string{"老客户", "a,b"}, Notes: "=1+1\n第二行 \\ 反斜杠，" + strings.Repeat("长", 60) + "\x1b[2J\u202e", Preferences: "上午", Created: at,
			ContactPoints: []model.ContactPoint{{Kind: model.ContactPhone, Value: "13800138000", Label: "手机"}, {Kind: model.ContactPhone, Value: "+86 21 6888 1234", Label: "总机"},
				{Kind: model.ContactEmail, Value: "zw@example.cn", Label: "工作"}, {Kind: model.ContactWeChat, Value: "zw"}, {Kind: model.ContactURL, Value: "https://a.cn/?x=1,2;3"},
				{Kind: model.ContactFax, Value: "021-1234567", PersonID: 7}},
			People: []model.Person{{ID: 7, Name: "欧阳小丽", Title: "采购"}}},
		Figures: model.Figures{Orders: 1, Spent: []model.Money{{Amount: 123450, Currency: model.CNY}}, LastPurchase: day(t, "2026-01-02"), LastContact: at},
		Purchases: []model.Purchase{{Meta: model.Meta{ID: 3}, CustomerID: 12, OrderNo: "00171", Date: day(t, "2026-01-02"), At: at, Status: model.StatusPaid, Currency: model.CNY, Total: 123450,
			Items: []model.Item{{Product: "=A4 <纸>", SKU: "P", Quantity: 2500000, UnitPrice: 50000, Discount: 1550, Amount: 123450}}}},
		Interactions: []model.Interaction{{Meta: model.Meta{ID: 4}, CustomerID: 12, At: at, Channel: model.ChannelPhone, Direction: model.DirectionIn, Kind: model.InteractionInquiry, Content: "<script>alert(1)</script>", Rating: 5}},
		Tasks:        []model.Task{{Meta: model.Meta{ID: 5}, CustomerID: 12, Title: "发报价, 单", Due: day(t, "2026-12-31")}, {Meta: model.Meta{ID: 6, State: model.Binned}, CustomerID: 12, Title: "x", Done: at}},
		Changed:      at,
	}
}

func written(t testing.TB, f Format, o WriteOptions, all ...*model.Dossier) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, f, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if err := w.Write(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCSVOfCustomers(t *testing.T) {
	o := testOptions()
	o.Columns = []string{"id", "name", "level", "phone", "birthday", "spent", "last_contact", "notes", "people"}
	want := "F-id,F-name,F-level,F-phone,F-birthday,F-spent,F-last_contact,F-notes,F-people\n" +
		"12,张伟,VIP 客户,13800138000; +86 21 6888 1234,02-29,1234.50,2026-03-04 13:06:07,\"'\\=1+1\n第二行 \\\\ 反斜杠，" + strings.Repeat("长", 60) + "\\u{1b}[2J\\u{202e}\",欧阳小丽 (采购): 021-1234567\n"
	if got := string(written(t, CSV, o, zhangwei(t))); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	o.Raw, o.Encoding, o.BOM, o.Columns = true, "gb18030", true, []string{"name", "level", "created"}
	got, err := simplifiedchinese.GB18030.NewDecoder().String(string(written(t, TSV, o, zhangwei(t))))
	if err != nil || got != "name\tlevel\tcreated\n张伟\tvip\t2026-03-04T05:06:07Z\n" {
		t.Errorf("%q, %v", got, err)
	}
	o.Columns = []string{"nam"}
	if _, err := NewWriter(io.Discard, CSV, o); codeOf(err) != "column_unknown" {
		t.Error(err)
	}
	o.Columns, o.Encoding = nil, "klingon"
	if _, err := NewWriter(io.Discard, CSV, o); codeOf(err) != "encoding_unknown" {
		t.Error(err)
	}
}

// Another program's parser reads our cards, and no line is too long.
func TestVCards(t *testing.T) {
	for _, version := range []string{"3.0", "4.0"} {
		o := testOptions()
		o.VCard4 = version == "4.0"
		data := written(t, VCard, o, zhangwei(t))
		if again := written(t, VCard, o, zhangwei(t)); !bytes.Equal(data, again) {
			t.Error("the same customer gives another card")
		}
		for line := range bytes.SplitSeq(data, []byte("\r\n")) {
			if len(line) > 75 || !bytes.Equal(line, bytes.ToValidUTF8(line, []byte("?"))) || bytes.ContainsAny(line, "\n\x1b") {
				t.Errorf("line %q", line)
			}
		}
		dec := vcard.NewDecoder(bytes.NewReader(data))
		c, err := dec.Decode()
		if err != nil {
			t.Fatal(err)
		}
		bday := map[bool]string{true: "--0229", false: "1604-02-29"}[o.VCard4]
		for field, want := range map[string]string{"VERSION": version, "FN": "张伟", "N": "张;伟;;;", "BDAY": bday, "TITLE": "经理", "ADR": ";;浦东新区世纪大道100号;上海市;上海市;0171;中国",
			"X-WECHAT": "zw", "URL": "https://a.cn/?x=1,2;3", "REV": "20260304T050607Z"} {
			if got := c.Value(field); got != want {
				t.Errorf("%s %s is %q, want %q", version, field, got, want)
			}
		}
		if note := c.Value("NOTE"); !strings.HasPrefix(note, "=1+1\n第二行 \\ 反斜杠，") || !strings.HasSuffix(note, "长[2J\nF-preferences: 上午") {
			t.Errorf("note %q", note)
		}
		if tel := c["TEL"]; len(tel) != 2 || !tel[0].Params.HasType("cell") || tel[1].Group != "item1" || c.Value("X-ABLABEL") != "总机" && c.Value("X-ABLabel") != "总机" {
			t.Errorf("phones %+v", tel)
		}
		person, err := dec.Decode()
		if err != nil || person.Value("N") != "欧阳;小丽;;;" || person.Value("ORG") != "张伟" || !person["TEL"][0].Params.HasType("fax") || person.Value("UID") == c.Value("UID") {
			t.Errorf("%+v, %v", person, err)
		}
		if _, err := dec.Decode(); !errors.Is(err, io.EOF) {
			t.Error(err)
		}
	}
}

// What we write of other services and addresses we read again.
func TestOwnCardsComeBack(t *testing.T) {
	points := []model.ContactPoint{{Kind: model.ContactOther, Value: "kate.s", Label: "Skype"}, {Kind: model.ContactOther, Value: "kate:9", Label: "Twitter"}, {Kind: model.ContactOther, Value: "7, 8", Label: "钉钉"},
		{Kind: model.ContactOther, Value: "x"}}
	c := model.Customer{Kind: model.PersonKind, Name: "Kate Doe", ContactPoints: append(slices.Clone(points), model.ContactPoint{Kind: model.ContactAddress, Value: "1 A St; B", Label: "work"})}
	c.ID, c.Address.Street = 7, "2 Own St"
	for _, four := range []bool{false, true} {
		o := testOptions()
		o.VCard4 = four
		s := open(t, written(t, VCard, o, &model.Dossier{Customer: c}), Options{})
		got := drafts(t, s)[0]
		if len(s.Info.Unmapped()) > 0 || len(got.Problems) > 0 || !slices.Equal(got.Customer.ContactPoints[1:], points) || got.Customer.Address.Street != "2 Own St" ||
			got.Customer.ContactPoints[0] != c.ContactPoints[len(points)] || got.Customer.Notes != "" {
			t.Errorf("%q %+v %v", s.Info.Unmapped(), got.Customer, got.Problems)
		}
	}
}

// Contact persons come back as such, with their numbers; labels and a lone further address
// are what they were.
func TestOwnPeopleComeBack(t *testing.T) {
	c := model.Customer{Kind: model.CompanyKind, Name: "北湖公司", Notes: "好\n老: 客", Preferences: "上午", People: []model.Person{{ID: 4, Name: "张伟", Title: "经理", Notes: "周二休息"}, {ID: 9, Name: "李四"}},
		ContactPoints: []model.ContactPoint{{Kind: model.ContactPhone, Value: "13800138000"}, {Kind: model.ContactPhone, Value: "138****8000", Label: "手机"}, {Kind: model.ContactPhone, Value: "13900139000", Label: "总机"},
			{Kind: model.ContactEmail, Value: "a@x.cn", Label: "公司"}, {Kind: model.ContactEmail, Value: "b@x.cn", Label: "财务"}, {Kind: model.ContactWeChat, Value: "bh", Label: "work"},
			{Kind: model.ContactAddress, Value: "仓库路1号"}, {Kind: model.ContactPhone, Value: "13700137000", PersonID: 4}}}
	c.ID = 7
	for _, four := range []bool{false, true} {
		o := testOptions()
		o.VCard4 = four
		data := written(t, VCard, o, &model.Dossier{Customer: c}, &model.Dossier{Customer: model.Customer{Meta: model.Meta{ID: 8}, Name: "王五"}})
		s := open(t, data, Options{})
		all := drafts(t, s)
		if len(all) != 2 || !slices.Equal(all[0].Rows, []int{1, 2, 3}) || !slices.Equal(all[1].Rows, []int{4}) || len(all[0].Lines) != 3 || len(s.Info.Unmapped()) > 0 {
			t.Fatalf("%d drafts, %q: %+v", len(all), s.Info.Unmapped(), all)
		}
		got := all[0].Customer
		if want := []model.Person{{ID: -1, Name: "张伟", Title: "经理", Notes: "周二休息"}, {ID: -2, Name: "李四"}}; !slices.Equal(got.People, want) {
			t.Errorf("people %+v", got.People)
		}
		for _, p := range c.ContactPoints {
			if p.PersonID == 4 {
				p.PersonID = -1
			}
			if !slices.Contains(got.ContactPoints, p) {
				t.Errorf("%+v is not among %+v", p, got.ContactPoints)
			}
		}
		if len(got.ContactPoints) != len(c.ContactPoints) || got.Address != (model.Address{}) || got.Notes != c.Notes || got.Preferences != c.Preferences {
			t.Errorf("%+v", got)
		}
	}
}

func TestNameParts(t *testing.T) {
	for name, want := range map[string]string{"张伟": "张|伟|||", "欧阳娜": "欧阳|娜|||", "单于": "单|于|||", "John Smith": "Smith|John|||", "John Q. van Smith": "Smith|John|Q. van||", "Madonna": "|Madonna|||", "": "||||",
		"Mr. John Richter James Doe Sr.": "Doe|John|Richter James|Mr.|Sr.", "Dr. Jane Doe, Jr.": "Doe|Jane||Dr.|Jr.", "Prof. Dr. Müller": "Müller|||Prof. Dr.|", "Herr": "|Herr|||", "Ada Byron PhD": "Byron|Ada|||PhD",
		"张伟先生": "张|伟||先生|", "张先生": "张|||先生|", "欧阳女士": "欧阳|||女士|", "先生": "先|生|||", "阿卜杜拉·买买提": "|阿卜杜拉·买买提|||"} {
		if got := strings.Join(namePartsOf(name), "|"); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestCalendar(t *testing.T) {
	data := written(t, ICal, testOptions(), zhangwei(t))
	cal, err := ical.NewDecoder(bytes.NewReader(data)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, c := range cal.Children {
		summary, err := c.Props.Text("SUMMARY")
		if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, c.Name+" "+summary)
	}
	if got := strings.Join(kinds, "|"); got != "VTODO 发报价, 单 · 张伟|VTODO x · 张伟|VEVENT export.birthdayName张伟" {
		t.Error(got)
	}
	events := cal.Events()
	set, err := events[0].RecurrenceSet(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	for i, at := range set.Between(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2029, 1, 1, 0, 0, 0, 0, time.UTC), true) {
		if want := []string{"2026-02-28", "2027-02-28", "2028-02-29"}[i]; at.Format(time.DateOnly) != want {
			t.Errorf("birthday on %s, want %s", at, want)
		}
	}
	o := testOptions()
	o.TaskEvents = true
	cal, err = ical.NewDecoder(bytes.NewReader(written(t, ICal, o, zhangwei(t)))).Decode()
	if err != nil || len(cal.Children) != 2 || cal.Children[0].Props.Get("DTEND").Value != "20270101" {
		t.Errorf("%+v, %v", cal, err)
	}
}

func TestWorkbook(t *testing.T) {
	long := zhangwei(t)
	long.Customer.ID, long.Customer.Notes = 13, strings.Repeat("字", 40_000)
	long.Customer.Birthday = birthday(t, "1890-01-02")
	f, err := excelize.OpenReader(bytes.NewReader(written(t, XLSX, testOptions(), zhangwei(t), long, &model.Dossier{Tasks: []model.Task{{Title: "loose"}}})))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows := map[string][][]string{}
	for _, s := range f.GetSheetList() {
		if rows[s], err = f.GetRows(s); err != nil {
			t.Fatal(err)
		}
	}
	for s, n := range map[string]int{"export.sheet.customers": 3, "export.sheet.purchases": 3, "export.sheet.items": 3, "export.sheet.interactions": 3, "export.sheet.tasks": 6} {
		if len(rows[s]) != n {
			t.Errorf("%s has %d rows, want %d", s, len(rows[s]), n)
		}
	}
	if heads := strings.Join(rows["export.sheet.interactions"][0], " "); !strings.Contains(heads, "interaction.kind") {
		t.Errorf("contact entries have the kind of customers: %s", heads)
	}
	item := rows["export.sheet.items"][1]
	if got := strings.Join(item, "|"); got != "12|张伟|00171|2026-01-02|=A4 <纸>|P|2.5|500.00|15.50|1,234.50|CNY" {
		t.Error(got)
	}
	kind, err := f.GetCellType("export.sheet.items", "E2")
	if formula, _ := f.GetCellFormula("export.sheet.items", "E2"); formula != "" || err != nil || kind == excelize.CellTypeFormula {
		t.Errorf("a product is the formula %q", formula)
	}
	date, _ := f.GetCellValue("export.sheet.purchases", "D2", excelize.Options{RawCellValue: true})
	at, _ := f.GetCellValue("export.sheet.purchases", "E2", excelize.Options{RawCellValue: true})
	if serial, err := strconv.ParseFloat(at, 64); date != "46024" || err != nil || serial < 46085.5459 || serial > 46085.546 {
		t.Errorf("day %s, time %s", date, at)
	}
	panes, err := f.GetPanes("export.sheet.customers")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	notes := rows["export.sheet.customers"][2]
	if at := len(notes); at < 30 || !strings.Contains(strings.Join(notes, ""), "字…") {
		t.Error("a long text was not cut with a sign")
	}
	if back := cleanCell(rows["export.sheet.customers"][1][indexOf(t, rows["export.sheet.customers"][0], "F-notes")]); back != zhangwei(t).Customer.Notes {
		t.Errorf("notes came back as %q", back)
	}
}

func indexOf(t *testing.T, list []string, s string) int {
	for i, x := range list {
		if x == s {
			return i
		}
	}
	t.Fatalf("no %s in %q", s, list)
	return -1
}

func TestCardPage(t *testing.T) {
	one := string(written(t, HTML, testOptions(), zhangwei(t)))
	for _, want := range []string{"<title>张伟</title>", "&lt;script&gt;alert(1)&lt;/script&gt;", "浦东新区", "¥1,234.50", "13800138000", "欧阳小丽", "default-src &#39;none&#39;"} {
		if !strings.Contains(one, want) && !strings.Contains(one, strings.ReplaceAll(want, "&#39;", "'")) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, bad := range []string{"<script", "http:", "\x1b", "\u202e", "<nav", "src=\""} {
		if strings.Contains(one, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	other := zhangwei(t)
	other.Customer.ID = 13
	if two := string(written(t, HTML, testOptions(), zhangwei(t), other)); !strings.Contains(two, `<a href="#c13">`) || !strings.Contains(two, `<article id="c13">`) {
		t.Error("the page of two has no table of contents")
	}
}

func TestFormatOf(t *testing.T) {
	for name, want := range map[string]Format{"a.CSV": CSV, "x/y.tar.vcf": VCard, "json": JSON, "a.ndjson": JSONL, "htm": HTML} {
		if got, ok := FormatOf(name); got != want || !ok {
			t.Errorf("%s: %s", name, got)
		}
	}
	for _, name := range []string{"", "a", "a.xls", "a.csv.bak"} {
		if got, ok := FormatOf(name); ok {
			t.Errorf("%s is %s", name, got)
		}
	}
}
