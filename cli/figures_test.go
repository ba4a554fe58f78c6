package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kehu/model"
)

// sharedData finds the folder of real files beside the checkout; a test that
// needs it is skipped where it is absent.
func sharedData(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		data := filepath.Join(dir, "shared", "data")
		if _, err := os.Stat(data); err == nil {
			return data
		}
		if filepath.Dir(dir) == dir {
			t.Skip("no shared/data beside the checkout")
		}
		dir = filepath.Dir(dir)
	}
}

// succeed runs a command that must exit with 0 and returns its output.
func succeed(t *testing.T, e env, args ...string) string {
	t.Helper()
	got := kehu(t, e, args...)
	if got.code != 0 {
		t.Fatalf("kehu %s: exit %d: %s", strings.Join(args, " "), got.code, got.err)
	}
	return got.out
}

func decode[T any](t *testing.T, text string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

// dump returns the whole book, and the lists' figures, as JSON.
func dump(t *testing.T, e env) string {
	t.Helper()
	return succeed(t, e, "export", "--to", "-", "--format", "json") + succeed(t, e, "ls", "-o", "json")
}

// The figures are those of the files, computed apart from this program.
func TestChinook(t *testing.T) {
	t.Parallel()
	data := sharedData(t)
	e := testEnv(t, nil)
	r := decode[importView](t, succeed(t, e, "import", filepath.Join(data, "chinook", "customers.csv"), "-o", "json"))
	if r.Rows != 59 || r.New != 59 || r.Customers != 59 || r.HeaderLine == nil || *r.HeaderLine != 1 {
		t.Errorf("customers: %+v", r)
	}
	before := dump(t, e)
	r = decode[importView](t, succeed(t, e, "import", filepath.Join(data, "chinook", "invoices.csv"), "--as", "purchases", "-o", "json"))
	if r.Rows != 412 || r.New != 412 || r.Purchases != 412 || r.Customers != 0 || len(r.Totals) != 1 || r.Totals[0].Decimal() != "2328.60" {
		t.Errorf("invoices: %+v", r)
	}
	if got := spentBy(t, decode[[]summaryView](t, succeed(t, e, "ls", "-o", "json"))); !strings.HasSuffix(got, " 2328.60") {
		t.Errorf("spent %s, want 2328.60", got)
	}
	top := decode[[]summaryView](t, succeed(t, e, "ls", "--sort", "-spent", "--limit", "3", "-o", "json"))
	for i, want := range []string{"Helena Holý 49.62", "Richard Cunningham 47.62", "Luis Rojas 46.62"} {
		if got := top[i].Name + " " + top[i].Spent[0].Decimal(); got != want {
			t.Errorf("top %d = %s, want %s", i+1, got, want)
		}
	}
	norway := decode[[]summaryView](t, succeed(t, e, "ls", "country:Norway", "-o", "json"))
	if len(norway) != 1 || norway[0].Postcode != "0171" {
		t.Errorf("Norway = %+v, want the postcode 0171", norway)
	}
	r = decode[importView](t, succeed(t, e, "import", filepath.Join(data, "chinook", "invoice_lines.csv"), "-o", "json"))
	if got := spentBy(t, decode[[]summaryView](t, succeed(t, e, "ls", "-o", "json"))); r.Changed != 2240 || !strings.HasSuffix(got, " 2328.60") {
		t.Errorf("spent %s with the lines: %+v", got, r)
	}
	succeed(t, e, "undo")
	succeed(t, e, "undo")
	if after := dump(t, e); after != before {
		t.Error("undo of the invoices did not give the book back as it was")
	}
	succeed(t, e, "undo")
	if got := succeed(t, e, "ls", "-o", "json"); got != "[]\n" {
		t.Errorf("after both undos: %s", got)
	}
}

// spentBy adds up what customers spent, all in one currency.
func spentBy(t *testing.T, rows []summaryView) string {
	t.Helper()
	var sum model.Money
	for _, row := range rows {
		for _, m := range row.Spent {
			next, err := sum.Add(m)
			if err != nil {
				t.Fatal(err)
			}
			sum = next
		}
	}
	return sum.String()
}

func TestMallOrders(t *testing.T) {
	t.Parallel()
	file := filepath.Join(sharedData(t), "cn-orders", "mall-orders-gbk.csv")
	e := testEnv(t, nil)
	r := decode[importView](t, succeed(t, e, "import", file, "--as", "purchases", "-o", "json"))
	if r.Rows != 94 || r.New+r.Changed+r.Same+r.Duplicate+r.Rejected != 94 || r.Rejected != 0 {
		t.Errorf("counts: %+v", r)
	}
	if r.Encoding != "gb18030" || r.Customers != 2 || r.Purchases != 55 || len(r.Totals) != 1 || r.Totals[0].Decimal() != "319616.25" {
		t.Errorf("%s: %d customers, %d purchases, %v", r.Encoding, r.Customers, r.Purchases, r.Totals)
	}
	rows := decode[[]summaryView](t, succeed(t, e, "ls", "-o", "json"))
	if got := spentBy(t, rows); got != "CNY 206273.95" { // paid for, and not given back
		t.Errorf("spent %s, want 206273.95", got)
	}
	for _, row := range rows {
		if !strings.Contains(row.Phone, "****") {
			t.Errorf("%s: telephone %q, want it masked as in the file", row.Name, row.Phone)
		}
	}
	succeed(t, e, "undo")
	if got := succeed(t, e, "ls", "--count"); got != "0\n" {
		t.Errorf("after undo: %s customers", got)
	}
}
