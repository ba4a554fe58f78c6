package exchange

import (
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"kehu/model"
)

// cardFigures counts what the cards of a file became.
type cardFigures struct{ cards, phones, mails, refused int }

func figuresOf(t *testing.T, name string) (cardFigures, []model.Draft) {
	t.Helper()
	all := drafts(t, open(t, dataFile(t, name), Options{}))
	f := cardFigures{cards: len(all)}
	for _, d := range all {
		if len(d.Problems) > 0 {
			t.Errorf("%s: %v", name, d.Problems)
			f.refused++
		}
		for _, p := range d.Customer.ContactPoints {
			switch {
			case p.Kind == model.ContactPhone || p.Kind == model.ContactFax:
				f.phones++
			case p.Kind == model.ContactEmail || p.Label == "email":
				f.mails++
			}
		}
	}
	return f, all
}

func TestRealCards(t *testing.T) {
	for _, tt := range []struct {
		file string
		cardFigures
		name string
	}{
		{"John_Doe_ANDROID.vcf", cardFigures{6, 9, 5, 0}, "john.doe@company.com"},
		{"John_Doe_EVOLUTION.vcf", cardFigures{1, 2, 1, 0}, "Mr. John Richter, James Doe Sr."},
		{"John_Doe_GMAIL.vcf", cardFigures{1, 2, 1, 0}, "Mr. John Richter, James Doe Sr."},
		{"John_Doe_IPHONE.vcf", cardFigures{1, 7, 1, 0}, "Mr. John Richter James Doe Sr."},
		{"John_Doe_MS_OUTLOOK.vcf", cardFigures{1, 2, 1, 0}, "Mr. John Richter James Doe Sr."},
		{"gmail-list.vcf", cardFigures{3, 0, 3, 0}, "Arnold Smith"},
		{"gmail-single.vcf", cardFigures{1, 2, 1, 0}, "Greg Dartmouth"},
		{"outlook-2003.vcf", cardFigures{1, 4, 1, 0}, "John Doe III"},
		{"rfc2426-example.vcf", cardFigures{2, 4, 3, 0}, "Frank Dawson"},
		{"rfc6350-example.vcf", cardFigures{1, 2, 1, 0}, "Simon Perreault"},
		{"jcard-example.json", cardFigures{1, 2, 1, 0}, "Simon Perreault"},
	} {
		got, all := figuresOf(t, "vcard/"+tt.file)
		if got != tt.cardFigures || all[0].Customer.DisplayName() != tt.name {
			t.Errorf("%s: %+v %q, want %+v %q", tt.file, got, all[0].Customer.DisplayName(), tt.cardFigures, tt.name)
		}
	}
}

func TestChineseCards(t *testing.T) {
	got, all := figuresOf(t, "vcard-cn/cn-hotlines-given.vcf")
	names, urls, tags, mute := map[string]bool{}, 0, map[string]bool{}, 0
	for _, d := range all {
		c := &d.Customer
		if names[c.Name] = true; c.Kind != model.CompanyKind || c.Company != "" {
			t.Errorf("%s is a %s of %q", c.Name, c.Kind, c.Company)
		}
		for _, p := range c.ContactPoints {
			if p.Kind == model.ContactURL {
				urls++
			}
		}
		for _, tag := range c.Tags {
			tags[tag] = true
		}
		if c.Main(model.ContactPhone) == "" {
			mute++
		}
	}
	if got.cards != 78 || got.phones != 160 || got.mails != 22 || urls != 78 || len(names) != 78 || len(tags) != 6 || mute != 1 {
		t.Errorf("%+v, %d sites, %d names, %d tags, %d without a telephone", got, urls, len(names), len(tags), mute)
	}
}

// The same person as a vCard and as a jCard is the same draft.
func TestCardAndJCardAgree(t *testing.T) {
	_, card := figuresOf(t, "vcard/rfc6350-example.vcf")
	_, jcard := figuresOf(t, "vcard/jcard-example.json")
	if !reflect.DeepEqual(card[0].Customer, jcard[0].Customer) {
		t.Errorf("\n%+v\n%+v", card[0].Customer, jcard[0].Customer)
	}
	c := card[0].Customer
	if c.Birthday.String() != "--02-03" || c.Gender != "male" || c.Language != "fr" || c.Company != "Viagenie" || c.Address.Postcode != "G1V 2M2" ||
		c.Address.Street != "2875 Laurier, Suite D2-630" || c.ContactPoints[0].Value != "+1-418-656-9254 ext. 102" || c.ContactPoints[1].Label != "mobile" {
		t.Errorf("%+v", c)
	}
}

func TestCardsInDetail(t *testing.T) {
	_, all := figuresOf(t, "vcard/John_Doe_IPHONE.vcf")
	c := all[0].Customer
	var phones []string
	for _, p := range c.ContactPoints {
		if p.Kind == model.ContactPhone || p.Kind == model.ContactFax {
			phones = append(phones, string(p.Kind)+" "+p.Label+" "+p.Value)
		}
	}
	want := []string{"phone mobile 905-555-1234", "phone home 905-666-1234", "phone work 905-777-1234", "phone pager 905-111-1234", "phone AssistantPhone 905-222-1234",
		"fax home 905-888-1234", "fax work 905-999-1234"}
	if !slices.Equal(phones, want) || c.Company != "IBM" || c.Address.Street != "Silicon Alley 5" || c.Birthday.String() != "2012-06-06" {
		t.Errorf("%q %+v", phones, c)
	}
	for _, part := range []string{"Department: Accounting", "Nickname: Johny"} {
		if !strings.Contains(c.Notes, part) {
			t.Errorf("no %q in %q", part, c.Notes)
		}
	}
	if !slices.Contains(c.ContactPoints, model.ContactPoint{Kind: model.ContactAddress, Value: "Street4, Building 6, Floor 8, New York, 12345, USA", Label: "work"}) {
		t.Errorf("no further address: %+v", c.ContactPoints)
	}
	_, all = figuresOf(t, "vcard/outlook-2003.vcf")
	if c = all[0].Customer; !strings.Contains(c.Notes, "This is the note field!!\nSecond line\n\nThird line is empty") || c.Company != "Company, The" || c.Birthday.String() != "1980-03-21" {
		t.Errorf("%+v", c)
	}
	_, all = figuresOf(t, "vcard/John_Doe_GMAIL.vcf")
	if c = all[0].Customer; c.Address.Street != "Crescent moon drive, 555-asd, Nice Area, Albaney, New York 12345, United States of America" || !strings.Contains(c.Notes, "Spouse: Jenny") ||
		!strings.Contains(c.Notes, "Anniversary: 1975-03-01") || c.ContactPoints[len(c.ContactPoints)-1].Value != "http://www.ibm.com" {
		t.Errorf("%+v", c)
	}
	_, all = figuresOf(t, "vcard/rfc2426-example.vcf")
	if c = all[0].Customer; c.Address.Street != "6544 Battleford Drive" || c.Address.City != "Raleigh" || c.Company != "Lotus Development Corporation" {
		t.Errorf("%+v", c)
	}
	_, all = figuresOf(t, "vcard/John_Doe_ANDROID.vcf")
	if c = all[3].Customer; !strings.HasPrefix(c.Name, "Ñ Ñ Ñ") || len(c.ContactPoints) != 4 {
		t.Errorf("%+v", c)
	}
}

// cardOf reads one card of the lines given.
func cardOf(t *testing.T, lines ...string) model.Draft {
	t.Helper()
	text := "BEGIN:VCARD\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCARD\r\n"
	all := drafts(t, open(t, []byte(text), Options{}))
	if len(all) != 1 {
		t.Fatalf("%d cards", len(all))
	}
	return all[0]
}

func TestCardForms(t *testing.T) {
	for name, tt := range map[string]struct {
		lines []string
		want  func(c *model.Customer) bool
	}{
		"no year (Apple)":       {[]string{"FN:A", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-10-04"}, func(c *model.Customer) bool { return c.Birthday.String() == "--10-04" }},
		"lunar birthday":        {[]string{"FN:A", "BDAY;CALSCALE=chinese:20240815"}, func(c *model.Customer) bool { return c.Birthday.IsZero() && c.Notes == "Birthday chinese: 20240815" }},
		"lunar words":           {[]string{"FN:A", "BDAY:农历八月十五"}, func(c *model.Customer) bool { return strings.Contains(c.Notes, "农历八月十五") }},
		"names in parts":        {[]string{"N:张;伟;;;"}, func(c *model.Customer) bool { return c.Name == "张伟" }},
		"GBK in quoted":         {[]string{"VERSION:2.1", "FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5=CE=B0"}, func(c *model.Customer) bool { return c.Name == "张伟" }},
		"GBK in quoted, unsaid": {[]string{"VERSION:2.1", "FN;ENCODING=QUOTED-PRINTABLE:=D5=C5=CE=B0"}, func(c *model.Customer) bool { return c.Name == "张伟" }},
		"GBK as it is":          {[]string{"VERSION:2.1", "FN;CHARSET=GBK:\xd5\xc5\xce\xb0"}, func(c *model.Customer) bool { return c.Name == "张伟" }},
		"soft break in a byte":  {[]string{"VERSION:2.1", "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=", "=A0=E4=BC=9F"}, func(c *model.Customer) bool { return c.Name == "张伟" }},
		"folded in a character": {[]string{"FN:\xe5\xbc", " \xa0\xe4\xbc\x9f"}, func(c *model.Customer) bool { return c.Name == "张伟" }},
		"WeChat and QQ": {[]string{"FN:A", "X-QQ:12345", "IMPP;X-SERVICE-TYPE=WeChat:x-apple:zw", "X-SKYPE:ada"}, func(c *model.Customer) bool {
			return c.Main(model.ContactQQ) == "12345" && c.Main(model.ContactWeChat) == "zw" && c.Main(model.ContactOther) == "ada"
		}},
		"semicolon in a part":  {[]string{`FN:A`, `ORG:One\; Two;Sales`}, func(c *model.Customer) bool { return c.Company == "One; Two" }},
		"colon in a parameter": {[]string{`FN:A`, `TEL;X-A="b:c";TYPE=CELL:13800138000`}, func(c *model.Customer) bool { return c.ContactPoints[0].Label == "mobile" }},
		"two companies":        {[]string{"FN:A", "ORG:One", "ORG:Two"}, func(c *model.Customer) bool { return c.Company == "One" && c.Notes == "Company: Two" }},
		"company":              {[]string{"FN:One", "ORG:One", "KIND:org"}, func(c *model.Customer) bool { return c.Kind == model.CompanyKind && c.Name == "One" }},
		"agent inside":         {[]string{"FN:A", "AGENT:", "BEGIN:VCARD", "FN:B", "END:VCARD", "TITLE:Boss"}, func(c *model.Customer) bool { return c.Name == "A" && c.Title == "Boss" }},
		"picture not folded":   {[]string{"FN:A", "PHOTO;ENCODING=BASE64:AAAA", strings.Repeat("A", 76), "TITLE:Boss"}, func(c *model.Customer) bool { return c.Title == "Boss" }},
		"comma in a tag":       {[]string{"FN:A", `CATEGORIES:A\, B,C`}, func(c *model.Customer) bool { return slices.Equal(c.Tags, []string{"A, B", "C"}) }},
		"labels of Android": {[]string{"VERSION:2.1", "FN:A", "TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=E5=89=8D=E5=8F=B0):02088889999", "TEL;X-Reception:02088880000"}, func(c *model.Customer) bool {
			return c.ContactPoints[0].Label == "前台" && c.ContactPoints[1].Label == "Reception"
		}},
		"notes of Android": {[]string{"VERSION:2.1", "FN:A", "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Bee;1;;;", "X-ANDROID-CUSTOM;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:vnd.android.cursor.item/relation;=E6=9D=8E=E5=9B=9B;14;;", "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Li;0;Boss;"}, func(c *model.Customer) bool {
			return c.Notes == "Nickname: Bee\nSpouse: 李四\nBoss: Li"
		}},
		"relation": {[]string{"FN:A", "RELATED;TYPE=spouse;VALUE=text:Ana"}, func(c *model.Customer) bool { return c.Notes == "Spouse: Ana" }},
		"groups":   {[]string{"FN:A", "CATEGORIES:VIP,老客户"}, func(c *model.Customer) bool { return slices.Equal(c.Tags, []string{"VIP", "老客户"}) }},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cardOf(t, tt.lines...); len(d.Problems) > 0 || !tt.want(&d.Customer) {
				t.Errorf("%+v, %v", d.Customer, d.Problems)
			}
		})
	}
}

// A card of a list of others is nobody: it is left out, and shown.
func TestGroupCards(t *testing.T) {
	for _, mark := range []string{"KIND:group", "X-ADDRESSBOOKSERVER-KIND:group"} {
		s := open(t, []byte("BEGIN:VCARD\nFN:Friends\n"+mark+"\nMEMBER:urn:uuid:1\nEND:VCARD\nBEGIN:VCARD\nFN:A\nEND:VCARD\n"), Options{})
		all := drafts(t, s)
		if len(all) != 1 || all[0].Customer.Name != "A" || !slices.Equal(s.Asides(), []Aside{{Line: 1, Why: "group", Text: "Friends"}}) || len(s.Info.Unmapped()) > 0 {
			t.Errorf("%+v %+v %q", all, s.Asides(), s.Info.Unmapped())
		}
	}
}

func TestRefusedCards(t *testing.T) {
	for name, tt := range map[string]struct {
		lines []string
		code  string
	}{
		"a line that is none": {[]string{"FN:A", "something"}, "vcard_line"},
		"nobody":              {[]string{"VERSION:3.0"}, "name_missing"},
		"NUL":                 {[]string{"FN:A\x00b"}, "text_nul"},
		"endless line":        {[]string{"FN:" + strings.Repeat("x", 2<<20)}, "cell_too_long"},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cardOf(t, tt.lines...); len(d.Problems) != 1 || d.Problems[0].Code != tt.code {
				t.Errorf("problems %v", d.Problems)
			}
		})
	}
	all := drafts(t, open(t, []byte("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nBEGIN:VCARD\nFN:C\n"), Options{}))
	if len(all) != 3 || all[0].Problems[0].Code != "vcard_no_end" || all[1].Customer.Name != "B" || len(all[1].Problems) > 0 || all[2].Problems[0].Code != "vcard_no_end" {
		t.Errorf("%+v", all)
	}
}

// Pictures of any size leave no trace in the memory.
func TestGreatPictures(t *testing.T) {
	var b bytes.Buffer
	for range 20 {
		b.WriteString("BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b:" + strings.Repeat("A", 4<<20) + "\nEND:VCARD\n")
	}
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	all := drafts(t, open(t, b.Bytes(), Options{}))
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; len(all) != 20 || got > 16<<20 {
		t.Errorf("%d cards took %d MB", len(all), got>>20)
	}
}

func TestManyCards(t *testing.T) {
	var b bytes.Buffer
	const n = 3000 // more than is read ahead
	for i := range n {
		fmt.Fprintf(&b, "BEGIN:VCARD\nVERSION:3.0\nFN:张伟%d\nTEL;TYPE=CELL:138%08d\nEMAIL:zw%d@example.com\nNOTE:喜欢\\n下午\nEND:VCARD\n", i, i, i)
	}
	if all := drafts(t, open(t, b.Bytes(), Options{})); len(all) != n {
		t.Errorf("%d cards, want %d", len(all), n)
	}
}
