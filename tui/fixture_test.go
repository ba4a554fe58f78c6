package tui

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"kehu/model"
	"kehu/store"
)

// openBook opens a book without records.
func openBook(t testing.TB) *store.Store {
	t.Helper()
	makeFiles(t)
	return openCopy(t, files.empty)
}

// openFilledBook opens a book with the customers of the stories.
func openFilledBook(t testing.TB) *store.Store {
	t.Helper()
	makeFiles(t)
	return openCopy(t, files.filled)
}

// files are books made once for all tests, which takes longer than most of them.
var files struct {
	once          sync.Once
	empty, filled []byte
}

func makeFiles(t testing.TB) {
	t.Helper()
	files.once.Do(func() {
		path := filepath.Join(t.TempDir(), "book.kehu")
		files.empty = fileOf(t, path, func(testing.TB, *store.Store) {})
		files.filled = fileOf(t, path, fill)
	})
}

// fileOf returns the file of a book with what put adds to it.
func fileOf(t testing.TB, path string, put func(testing.TB, *store.Store)) []byte {
	t.Helper()
	st := must[*store.Store](t)(store.Open(t.Context(), path, store.Options{Now: clock}))
	put(t, st)
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	return must[[]byte](t)(os.ReadFile(path))
}

// openCopy opens a book of the test's own with the bytes of a closed one.
func openCopy(t testing.TB, file []byte) *store.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.kehu")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	st := must[*store.Store](t)(store.Open(t.Context(), path, store.Options{Now: clock}))
	t.Cleanup(func() { st.Close() })
	return st
}

// fill puts the customers of the stories into a book: Chinese and foreign names,
// a company, one with purchases and contact history.
func fill(t testing.TB, st *store.Store) {
	t.Helper()
	book := st.As(model.Actor{Name: "li"}, model.OriginCommand)
	save := func(r ...model.Record) {
		t.Helper()
		if _, err := book.Save(t.Context(), r...); err != nil {
			t.Fatal(err)
		}
	}
	helena := &model.Customer{Kind: model.PersonKind, Name: "Helena Holý", Level: model.LevelRegular, Owner: "li",
		ContactPoints: []model.ContactPoint{{Kind: model.ContactEmail, Value: "hholy@example.com"}, {Kind: model.ContactPhone, Value: "+420 2 4177 0449"}},
		Address:       model.Address{Country: "Czech Republic", City: "Prague", Street: "Rilská 3174/6", Postcode: "14300"}}
	north := &model.Customer{Kind: model.CompanyKind, Name: "北湖纸业有限公司", Level: model.LevelPotential, Industry: "造纸", Source: "展会",
		ContactPoints: []model.ContactPoint{{Kind: model.ContactPhone, Value: "021-6888 1234", Label: "总机"}},
		Address:       model.Address{Province: "上海市", City: "上海市", District: "浦东新区", Street: "世纪大道100号", Postcode: "200120"}}
	zhang := &model.Customer{Kind: model.PersonKind, Name: "张伟", Company: "北京华远贸易有限公司", Title: "采购经理", Level: model.LevelVIP,
		Owner: "wang", Gender: "male", Birthday: birthday(t, "1986-03-05"), Source: "老客户介绍", Tags: []string{"老客户", "月结"},
		ContactPoints: []model.ContactPoint{{Kind: model.ContactPhone, Value: "138 0013 8000"}, {Kind: model.ContactEmail, Value: "zhangwei@example.cn"}, {Kind: model.ContactWeChat, Value: "zw_beijing"}},
		Address:       model.Address{Province: "北京市", City: "北京市", District: "朝阳区", Street: "建国路88号", Postcode: "100022"},
		Notes:         "只在上午接电话。发票要专票。"}
	for _, c := range []*model.Customer{helena, north, zhang} {
		save(c)
	}
	save(&model.Purchase{CustomerID: zhang.ID, OrderNo: "SO-1001", Date: day(t, "2026-11-10"), Status: model.StatusPaid, Currency: model.CNY, Total: 128050, Freight: 2050, Payment: "转账",
		Items: []model.Item{{Product: "A4 复印纸", Quantity: model.NewQuantity(10), UnitPrice: 12000, Amount: 120000}, {Product: "签字笔", Quantity: model.NewQuantity(12), UnitPrice: 500, Amount: 6000}}})
	save(&model.Purchase{CustomerID: zhang.ID, OrderNo: "SO-0907", Date: day(t, "2026-09-07"), Status: model.StatusCancelled, Currency: model.CNY, Total: 50000,
		Items: []model.Item{{Product: "文件夹", Quantity: model.NewQuantity(100), UnitPrice: 500, Amount: 50000}}})
	save(&model.Purchase{CustomerID: helena.ID, Date: day(t, "2025-12-24"), Status: model.StatusDone, Currency: model.EUR, Total: 4962,
		Items: []model.Item{{Product: "Dvořák: Rusalka", Quantity: model.NewQuantity(1), UnitPrice: 4962, Amount: 4962}}})
	save(&model.Interaction{CustomerID: zhang.ID, At: noon.Add(-26 * time.Hour), Channel: model.ChannelPhone, Direction: model.DirectionIn, Kind: model.InteractionInquiry,
		Content: "询问 A4 复印纸年度协议价，希望月结。\n等我们的报价。", Feedback: "对送货速度满意", Rating: 4, Next: "发报价单", NextDay: day(t, "2026-11-20"), Author: "wang"})
	save(&model.Interaction{CustomerID: zhang.ID, At: noon.Add(-40 * 24 * time.Hour), Channel: model.ChannelVisit, Direction: model.DirectionOut, Kind: model.InteractionVisitBack,
		Content: "拜访，介绍新产品", Author: "li"})
	save(&model.Task{CustomerID: zhang.ID, Title: "发报价单", Due: day(t, "2026-11-20"), Owner: "wang"})
}

func day(t testing.TB, text string) model.Date { return must[model.Date](t)(model.DateFromISO(text)) }

func birthday(t testing.TB, text string) model.Birthday {
	return must[model.Birthday](t)(model.ParseBirthday(text, noon))
}
