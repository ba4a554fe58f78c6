package exchange

import (
	"bytes"
	"strings"
	"testing"
	"time"

	ical "github.com/emersion/go-ical"
	"github.com/xuri/excelize/v2"

	"kehu/model"
)

// owned is a customer with a value in a field of each type.
func owned(t testing.TB) (*model.Dossier, []model.CustomField) {
	fields := []model.CustomField{
		{Key: "shoe", Label: "鞋码", Type: model.CustomNumber}, {Key: "fee", Label: "年费", Type: model.CustomMoney}, {Key: "dues", Label: "Dues", Type: model.CustomMoney},
		{Key: "joined", Label: "入会", Type: model.CustomDate}, {Key: "vip", Label: "贵宾", Type: model.CustomBool},
		{Key: "likes", Label: "兴趣", Type: model.CustomChoices, Options: []string{"茶", "酒"}}, {Key: "word", Label: "暗号", Type: model.CustomText},
	}
	d := &model.Dossier{Customer: model.Customer{Meta: model.Meta{ID: 1}, Kind: model.PersonKind, Name: "张伟"}}
	for i, text := range []string{"42.5", "CNY 99.50", "USD 12", "2026-01-31", "yes", "", "=1+1"} {
		f := &fields[i]
		f.ID = int64(i + 1)
		canonical, err := f.Parse(text, testOptions().Now, model.CNY)
		if f.Type == model.CustomChoices {
			canonical, err = `["茶","酒"]`, nil
		}
		if err != nil {
			t.Fatal(err)
		}
		d.Customer.SetCustom(f, canonical)
	}
	return d, fields
}

// Fields of the user's own are columns of tables, and come back from them.
func TestOwnFieldsAreColumns(t *testing.T) {
	t.Parallel()
	d, fields := owned(t)
	o := testOptions()
	o.Fields = fields
	all := strings.SplitN(string(written(t, CSV, o, d)), "\n", 2)[0]
	if !strings.HasSuffix(all, "鞋码,年费,Dues,入会,贵宾,兴趣,暗号") {
		t.Errorf("headings %s", all)
	}
	o.Columns = []string{"name", "shoe", "fee", "dues", "joined", "vip", "likes", "word"}
	table := written(t, CSV, o, d)
	if want := "F-name,鞋码,年费,Dues,入会,贵宾,兴趣,暗号\n张伟,42.5,99.50,12.00 USD,2026-01-31,是,茶; 酒,'=1+1\n"; string(table) != want {
		t.Errorf("got  %swant %s", table, want)
	}
	src, err := Open(bytes.NewReader(bytes.Replace(table, []byte("F-name"), []byte("姓名"), 1)), Options{Custom: fields, Currency: model.CNY, Now: o.Now})
	if err != nil {
		t.Fatal(err)
	}
	for draft, err := range src.Drafts(t.Context()) {
		if err != nil || len(draft.Problems) > 0 {
			t.Fatal(err, draft.Problems)
		}
		for _, f := range fields {
			if got, want := draft.Customer.CustomText(f.ID), d.Customer.CustomText(f.ID); got != want {
				t.Errorf("%s came back as %q, want %q", f.Key, got, want)
			}
		}
	}
	o.Columns, o.Raw = []string{"shoe", "vip"}, true
	if got := string(written(t, TSV, o, d)); got != "shoe\tvip\n42.5\tyes\n" {
		t.Errorf("raw: %q", got)
	}
}

// A card shows them.
func TestOwnFieldsOnACard(t *testing.T) {
	t.Parallel()
	d, fields := owned(t)
	o := testOptions()
	o.Fields = fields
	page := string(written(t, HTML, o, d))
	for _, want := range []string{"鞋码", "42.5", "贵宾", "是", "茶, 酒"} {
		if !strings.Contains(page, want) {
			t.Errorf("the card lacks %q", want)
		}
	}
}

// A workbook has them as numbers and days.
func TestOwnFieldsInAWorkbook(t *testing.T) {
	t.Parallel()
	d, fields := owned(t)
	o := testOptions()
	o.Fields, o.Columns = fields, []string{"shoe", "fee", "joined", "word"}
	d.Tasks = []model.Task{{Title: "x", Priority: model.PriorityHigh, Repeat: model.RepeatOn(31)}}
	f, err := excelize.OpenReader(bytes.NewReader(written(t, XLSX, o, d)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"A2": "42.5", "B2": "99.5", "C2": "46053", "D2": "=1+1"} {
		if got, err := f.GetCellValue("export.sheet.customers", cell, excelize.Options{RawCellValue: true}); got != want || err != nil {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
	if rows, err := f.GetRows("export.sheet.tasks"); err != nil || rows[0][4] != "F-priority" || rows[1][4] != "high" || rows[1][5] != "repeat.month_dayDay31" {
		t.Errorf("%q, %v", rows, err)
	}
}

// A follow-up that repeats does so in a calendar, on the last day of short months.
func TestRepeatsInACalendar(t *testing.T) {
	t.Parallel()
	task := func(repeat model.Repeat, priority model.Priority) model.Task {
		return model.Task{Meta: model.Meta{ID: 1}, Title: "x", Due: day(t, "2026-01-30"), Repeat: repeat, Priority: priority}
	}
	for repeat, want := range map[model.Repeat]string{
		model.RepeatDaily: "01-30 01-31 02-01", model.RepeatWeekly: "01-30 02-06 02-13",
		model.RepeatMonthly: "01-30 02-28 03-30", model.RepeatOn(30): "01-30 02-28 03-30", model.RepeatAfter(14): "",
	} {
		data := written(t, ICal, testOptions(), &model.Dossier{Tasks: []model.Task{task(repeat, model.PriorityHigh)}})
		cal, err := ical.NewDecoder(bytes.NewReader(data)).Decode()
		if err != nil {
			t.Fatal(err)
		}
		todo := cal.Children[0]
		if p := todo.Props.Get("PRIORITY"); p == nil || p.Value != "1" {
			t.Errorf("%s: priority %v", repeat, p)
		}
		var got []string
		if todo.Props.Get("RRULE") != nil {
			set, err := todo.RecurrenceSet(time.UTC)
			if err != nil {
				t.Fatal(err)
			}
			for next := set.Iterator(); len(got) < 3; {
				at, _ := next()
				got = append(got, at.Format("01-02"))
			}
		} else if text, _ := todo.Props.Text("DESCRIPTION"); todo.Props.Get("DUE") == nil || !strings.Contains(text, "repeat.daysDays14") {
			t.Errorf("%s: due %v, %q", repeat, todo.Props.Get("DUE"), text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %s", repeat, got, want)
		}
	}
}
