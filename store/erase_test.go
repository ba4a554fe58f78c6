package store

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"kehu/internal/race"
	"kehu/model"
)

// The texts of the person who is erased in these tests; nobody else has one of them.
var secrets = []string{"欧阳惜缘", "ouyangxiyuan", "惜缘设计工作室", "13912345678", "87654321931", "xiyuan@studio.example", "旧名字阿缘", "曾住龙井路七号",
	"聊到她的搬家计划", "送去春熙路的样品", "草稿里的惜缘", "定制缘字招牌", "打电话问搬家", "阿珍助理", "惜缘喜欢绿茶"}

// secretPerson fills a book with somebody who left traces everywhere, among others.
func secretPerson(t testing.TB, b *Book) *model.Customer {
	t.Helper()
	ctx := t.Context()
	field := &model.CustomField{Key: "tea", Label: "茶", Type: model.CustomText}
	save(t, b, field)
	save(t, b, person("王五", "13700000001"))
	row := &model.Customer{Kind: model.PersonKind, Name: "旧名字阿缘", Notes: "曾住龙井路七号", SourceKey: "id=17",
		ContactPoints: []model.ContactPoint{{Kind: model.ContactPhone, Value: "13912345678"}}}
	importAll(t, b, model.UpdateDuplicate, customerDraft(row), customerDraft(person("赵六", "13700000002")))
	c := customerNamed(t, b, "旧名字阿缘")
	c.Name, c.Company, c.Notes = "欧阳惜缘", "惜缘设计工作室", ""
	c.ContactPoints = append(c.ContactPoints, model.ContactPoint{Kind: model.ContactEmail, Value: "xiyuan@studio.example"})
	c.People = []model.Person{{Name: "阿珍助理"}}
	c.Tags = []string{"惜缘喜欢绿茶"}
	give(t, c, field, "惜缘喜欢绿茶")
	save(t, b, c)
	p := purchase(c.ID, 500)
	p.Notes, p.Items = "送去春熙路的样品", []model.Item{{Product: "定制缘字招牌", Quantity: model.NewQuantity(1), Amount: 500}}
	p.OrderNo = "SO-1"
	save(t, b, p, contact(c.ID, "聊到她的搬家计划"))
	save(t, b, &model.Task{CustomerID: c.ID, Title: "打电话问搬家"})
	undone := contact(c.ID, "聊到她的搬家计划")
	cs := save(t, b, undone)
	must[*model.ChangeSet](t)(b.Undo(ctx, cs.ID))
	desk := b.Desk(ctx)
	draft := Draft{Number: desk.New(), Ref: model.Ref{Kind: model.KindInteraction}, DraftBody: DraftBody{Title: "草稿里的惜缘", Base: map[string]string{"customer_id": fmt.Sprint(c.ID)}}}
	check(t, desk.Keep(ctx, draft))
	check(t, b.SetPreference(ctx, "queries", `["level:vip","欧阳惜缘"]`))
	save(t, b, contact(1, "王五说了别的"))
	return c
}

// leaks lists the secrets that are in any file of the book.
func leaks(t testing.TB, s *Store) (found []string) {
	t.Helper()
	for _, end := range []string{"", "-wal", "-shm"} {
		data, err := os.ReadFile(s.path + end)
		if err != nil && end == "" {
			t.Fatal(err)
		}
		for _, text := range secrets {
			if bytes.Contains(data, []byte(text)) {
				found = append(found, end+" "+text)
			}
		}
	}
	return found
}

func TestEraseLeavesNoByte(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	s, b := openBook(t)
	c := secretPerson(t, b)
	check(t, s.checkpoint(t.Context()))
	if n := len(leaks(t, s)); n < len(secrets) {
		t.Fatalf("only %d of %d texts were in the file before", n, len(secrets))
	}
	done := must[*Erasure](t)(b.Erase(t.Context(), Erasing{Customer: c.ID, Note: "GDPR 17"}))
	if found := leaks(t, s); len(found) > 0 || !done.Scrubbed {
		t.Errorf("scrubbed %v; still in the files: %q", done.Scrubbed, found)
	}
	isSound(t, b)
	sound(t, s)
	if got := must[[]Erasure](t)(b.Erasures(t.Context())); len(got) != 1 || got[0].Note != "GDPR 17" || got[0].Customer != c.ID || !got[0].Scrubbed {
		t.Errorf("erasures: %+v", got)
	}
	if got := must[string](t)(b.Preference(t.Context(), "queries")); got != `["level:vip"]` {
		t.Errorf("past queries %s", got)
	}
	if got := names(t, b, "王五"); len(got) != 1 {
		t.Errorf("others: %v", got)
	}
	if code := codeOf(second(b.Find(t.Context(), numberText(c.ID)))); code != "record_removed" {
		t.Errorf("the number says %q", code)
	}
	fresh := person("新来的", "13700000003")
	save(t, b, fresh)
	if fresh.ID <= c.ID {
		t.Errorf("a new customer got the number %d of somebody else", fresh.ID)
	}
}

func second[T any](_ T, err error) error { return err }

// The greatest number is not given again, whichever record had it.
func TestNumbersAreNotUsedAgain(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	c := person("最后", "13700000009")
	save(t, b, c)
	must[*Erasure](t)(b.Erase(t.Context(), Erasing{Customer: c.ID}))
	next := person("下一个", "13700000008")
	save(t, b, next)
	if next.ID != c.ID+1 {
		t.Errorf("got #%d after #%d", next.ID, c.ID)
	}
}

func TestEraseKeepsPurchases(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	s, b := openBook(t)
	c := secretPerson(t, b)
	done := must[*Erasure](t)(b.Erase(t.Context(), Erasing{Customer: c.ID, KeepPurchases: "匿名客户"}))
	found := leaks(t, s)
	if len(found) != 1 || !strings.Contains(found[0], "定制缘字招牌") || done.Kept != 1 {
		t.Errorf("kept %d; in the files: %q", done.Kept, found)
	}
	got := must[*model.Customer](t)(b.Customer(t.Context(), c.ID))
	if got.Name != "匿名客户" || len(got.ContactPoints)+len(got.People)+len(got.Tags)+len(got.Custom) > 0 || got.Company+got.SourceKey != "" {
		t.Errorf("the customer is %+v", got)
	}
	bought := must[[]model.Purchase](t)(b.Purchases(t.Context(), c.ID, 0, 0))
	if len(bought) != 1 || bought[0].Total != 500 || bought[0].Notes != "" || len(bought[0].Items) != 1 {
		t.Errorf("purchases %+v", bought)
	}
	isSound(t, b)
	sound(t, s)
	if stale := second(b.Save(t.Context(), c)); codeOf(stale) != "record_erased" {
		t.Errorf("an old copy is saved: %v", stale)
	}
}

// What was done before is undone where it still can be; the rest is reported.
func TestUndoPassesOverTheErased(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	a, c := person("甲方客户", "13700000011"), person("乙方客户", "13700000012")
	save(t, b, a, c)
	a.Address.City, c.Address.City = "上海", "上海"
	edit := save(t, b, a, c)
	if edit.Subject != "甲方客户" {
		t.Fatalf("subject %q", edit.Subject)
	}
	must[*Erasure](t)(b.Erase(t.Context(), Erasing{Customer: a.ID}))
	edit = must[*model.ChangeSet](t)(b.ChangeSet(t.Context(), edit.ID))
	if edit.Subject != "#1" {
		t.Errorf("the subject is %q", edit.Subject)
	}
	undo := must[*model.ChangeSet](t)(b.Undo(t.Context(), 0))
	if undo.Undoes != edit.ID || !slices.Equal(undo.Kept, []model.Kept{{Ref: model.Ref{Kind: model.KindCustomer, ID: a.ID}, Erased: true}}) {
		t.Errorf("undo of %d kept %+v", undo.Undoes, undo.Kept)
	}
	if got := must[*model.Customer](t)(b.Customer(t.Context(), c.ID)); got.Address.City != "" {
		t.Errorf("the other's city is %q", got.Address.City)
	}
	must[*model.ChangeSet](t)(b.Redo(t.Context()))
	sets := must[[]model.ChangeSet](t)(b.History(t.Context(), nil, 0, 0))
	at := slices.IndexFunc(sets, func(s model.ChangeSet) bool { return s.Action == model.ActionErase })
	if code := codeOf(second(b.Undo(t.Context(), sets[at].ID))); code != "change_final" {
		t.Errorf("undo of the erasure: %q", code)
	}
	isSound(t, b)
}

// What another program reads just then is cleaned up later.
func TestEraseWhileSomebodyReads(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	c := secretPerson(t, b)
	reader := must[*Store](t)(Open(t.Context(), s.path, Options{}))
	defer reader.Close()
	check(t, impatient(t.Context(), s))
	tx, err := reader.reader.BeginTx(t.Context(), nil)
	check(t, err)
	var n int
	check(t, tx.QueryRow("SELECT count(*) FROM customers").Scan(&n))
	done := must[*Erasure](t)(b.Erase(t.Context(), Erasing{Customer: c.ID}))
	if done.Scrubbed {
		t.Error("it is said to be clean")
	}
	if r := must[CheckReport](t)(s.Check(t.Context())); len(r.Findings) != 1 || r.Findings[0].Code != "unscrubbed" {
		t.Errorf("findings %+v", r.Findings)
	}
	check(t, tx.Rollback())
	if clean := must[bool](t)(b.Scrub(t.Context())); !clean || len(leaks(t, s)) > 0 {
		t.Errorf("clean %v: %q", clean, leaks(t, s))
	}
	isSound(t, b)
}

// impatient keeps the writer from waiting for those who read.
func impatient(ctx context.Context, s *Store) error {
	_, err := s.writer.ExecContext(ctx, "PRAGMA busy_timeout = 1")
	return err
}

// A plan says what Erase then removes, and who else speaks of the customer.
func TestPlanErase(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	c := secretPerson(t, b)
	other := contact(1, "介绍了欧阳惜缘")
	save(t, b, other)
	save(t, b, &model.View{Name: "她", Query: "欧阳惜缘"})
	plan := must[ErasePlan](t)(b.PlanErase(t.Context(), Erasing{Customer: c.ID}))
	want := []Mention{{"interactions", model.Ref{Kind: model.KindInteraction, ID: other.ID}}, {"views", model.Ref{Kind: model.KindView, ID: 6}}}
	if !slices.Equal(plan.Mentions, want) {
		t.Errorf("mentions %+v, want %+v", plan.Mentions, want)
	}
	done := must[*Erasure](t)(b.Erase(t.Context(), Erasing{Customer: c.ID}))
	if !slices.Equal(plan.Held, done.Held) {
		t.Errorf("planned %v, done %v", plan.Held, done.Held)
	}
	for _, h := range []Held{{"customers", 1}, {"contact_points", 2}, {"interactions", 2}, {"purchases", 1}, {"items", 1}, {"tasks", 1}, {"drafts", 1}} {
		if !slices.Contains(plan.Held, h) {
			t.Errorf("%v is not in %v", h, plan.Held)
		}
	}
}
