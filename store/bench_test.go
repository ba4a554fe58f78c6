package store

import (
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kehu/demo"
	"kehu/model"
	"kehu/query"
)

// bundles gives the demo's customers to Fill.
func bundles(customers int) iter.Seq[Bundle] { return bundlesOf(demo.New(1, customers, testNow)) }

func bundlesOf(sample *demo.Sample) iter.Seq[Bundle] {
	return func(yield func(Bundle) bool) {
		for e := range sample.Drafts() {
			if !yield(Bundle{&e.Customer, e.Purchases, e.Interactions, e.Tasks}) {
				return
			}
		}
	}
}

// demoBook opens the demo book of a size for a benchmark, made once per run of
// the tests or, with KEHU_BENCH_DIR, kept there.
func demoBook(b *testing.B, customers int) (*Store, *Book) {
	b.Helper()
	dir := os.Getenv("KEHU_BENCH_DIR")
	if dir == "" {
		dir = b.TempDir()
	}
	path := filepath.Join(dir, fmt.Sprintf("demo-%d.kehu", customers))
	_, err := os.Stat(path)
	s, book := openAt(b, path)
	if err != nil {
		began := time.Now()
		if _, err := book.Fill(b.Context(), bundles(customers), nil); err != nil {
			b.Fatal(err)
		}
		b.Logf("%d customers filled in %v", customers, time.Since(began))
	}
	return s, book
}

const benchCustomers = 100_000

// BenchmarkFill reports records (customers, purchases, contact entries) a second.
func BenchmarkFill(b *testing.B) {
	const customers = 30_000
	for b.Loop() {
		_, book := openBook(b)
		if _, err := book.Fill(b.Context(), bundles(customers), nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(customers*9*b.N)/b.Elapsed().Seconds(), "records/s")
	b.ReportMetric(float64(customers*b.N)/b.Elapsed().Seconds(), "customers/s")
}

// BenchmarkPage reads windows of the list as the screen does: the first, one in
// the middle from the rows before it, the last.
func BenchmarkPage(b *testing.B) {
	_, book := demoBook(b, benchCustomers)
	catalogue := must[*query.Catalogue](b)(book.Catalogue(b.Context()))
	for _, field := range []string{"", "name", "-name", "spent", "-spent", "city", "-city", "last_contact", "-last_contact"} {
		text := ""
		if field != "" {
			text = "sort:" + field
		}
		q := must[query.Query](b)(query.Parse(text, catalogue))
		middle := must[[]model.Summary](b)(book.Customers(b.Context(), q, Page{Offset: benchCustomers / 2, Limit: 1}))
		for name, page := range map[string]Page{
			"first": {},
			"next":  {Offset: benchCustomers/2 + 50, Known: Place{middle[0].ID, benchCustomers / 2}, Total: benchCustomers},
			"last":  {Offset: benchCustomers - 100, Total: benchCustomers},
		} {
			page.Limit = 100
			b.Run(text+"/"+name, func(b *testing.B) {
				for b.Loop() {
					if _, err := book.Customers(b.Context(), q, page); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkKeystroke reads the first window after each key of a search.
func BenchmarkKeystroke(b *testing.B) {
	_, book := demoBook(b, benchCustomers)
	catalogue := must[*query.Catalogue](b)(book.Catalogue(b.Context()))
	for _, text := range []string{"z", "zh", "zhang", "zhangw", "zw", "张", "张伟", "伟", "a", "ma", "maria", "8000", "13800", "example", "example.com",
		"上海", "level:vip", "city:上海", "level:vip 张", "spent:>1万", "last:>90d", "#展会", "has:email", "bought:A4", "有限公司", "y", "s"} {
		q := must[query.Query](b)(query.Parse(text, catalogue))
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				if _, err := book.Customers(b.Context(), q, Page{Limit: 100}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSave is one edit in the screen's way, with change set and index.
func BenchmarkSave(b *testing.B) {
	_, book := demoBook(b, benchCustomers)
	c := must[*model.Customer](b)(book.Customer(b.Context(), 500))
	n := 0
	for b.Loop() {
		n++
		c.Title = fmt.Sprint("title ", n)
		save(b, book, c)
	}
}

// customerDrafts gives the demo's customers to Import, without what they bought.
func customerDrafts(customers int) iter.Seq2[model.Draft, error] {
	return func(yield func(model.Draft, error) bool) {
		row := 1
		for e := range demo.New(1, customers, testNow).Drafts() {
			if row++; !yield(model.Draft{Rows: []int{row}, Customer: e.Customer}, nil) {
				return
			}
		}
	}
}

// BenchmarkImport reports customers a second, search index and change set included.
func BenchmarkImport(b *testing.B) {
	const customers = 30_000
	var made []model.Draft // before the clock runs
	for d := range customerDrafts(customers) {
		made = append(made, d)
	}
	for b.Loop() {
		_, book := openBook(b)
		ready := slices.Clone(made)
		_, err := book.Import(b.Context(), func(yield func(model.Draft, error) bool) {
			for _, d := range ready {
				if !yield(d, nil) {
					return
				}
			}
		}, ImportOptions{File: "bench.csv"})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(customers*b.N)/b.Elapsed().Seconds(), "customers/s")
}
