package store

import (
	"testing"

	"kehu/model"
)

// answering asks a function, and notes the questions.
func answering(answers ...model.OnDuplicate) (o ImportOptions, asked *[]model.ImportQuestion) {
	asked = &[]model.ImportQuestion{}
	o = ImportOptions{OnDuplicate: model.AskDuplicate, Source: "sheet"}
	o.Ask = func(q model.ImportQuestion) (model.ImportAnswer, error) {
		*asked = append(*asked, q)
		return model.ImportAnswer{How: answers[len(*asked)-1]}, nil
	}
	return o, asked
}

func TestAskedRowsBecomeWhatSomebodyDecides(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	save(t, b, row("", "张伟", "上海", "13800138000"), row("", "李娜", "上海"), row("", "王丽", "上海"), row("", "赵敏", "上海"))
	o, asked := answering(model.UpdateDuplicate, model.SkipDuplicate, model.AddDuplicate, model.Undecided)
	r := importFrom(t, b, o, []string{"name", "city"}, row("", "张伟", "苏州", "13800138000"), row("", "李娜", "苏州"), row("", "王丽", "苏州"), row("", "赵敏", "苏州"))
	if r.Changed != 1 || r.Duplicate != 2 || r.New != 1 || len(names(t, b, "城市:苏州")) != 2 {
		t.Errorf("%+v", r)
	}
	q := (*asked)[0]
	if len(*asked) != 4 || q.Name != "张伟" || q.Row != 1 || q.IsConflict || !q.CanAdd || len(q.Fields) != 1 || q.Fields[0].Mine != "苏州" || q.Fields[0].Theirs != "上海" {
		t.Errorf("asked %+v", asked)
	}
	checkClean(t, b.store)
}

func TestAskedConflictsAreSettled(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	sheet(t, b, "", row("id=1", "张伟", "上海"), row("id=2", "李娜", "上海"))
	for _, name := range []string{"张伟", "李娜"} {
		change(t, b, name, func(c *model.Customer) { c.Address.City = "北京" })
	}
	newer := []*model.Customer{row("id=1", "张伟", "苏州"), row("id=2", "李娜", "苏州")}
	o, asked := answering(model.SkipDuplicate, model.Undecided)
	r := importFrom(t, b, o, []string{"name", "city"}, newer...)
	if r.Same != 1 || r.Conflict != 1 || r.ChangeSet == 0 || len(*asked) != 2 || !(*asked)[0].IsConflict {
		t.Errorf("%+v, asked %+v", r, asked)
	}
	checkClean(t, b.store)
	if r := sheet(t, b, "", newer...); r.Same != 1 || r.Conflict != 1 {
		t.Errorf("a decision was forgotten: %+v", r)
	}
	undo(t, b, r.ChangeSet)
	if r := sheet(t, b, "", newer...); r.Conflict != 2 {
		t.Errorf("the decision was not undone: %+v", r)
	}
	o, _ = answering(model.UpdateDuplicate, model.UpdateDuplicate)
	if r := importFrom(t, b, o, []string{"name", "city"}, newer...); r.Changed != 2 || len(names(t, b, "city:苏州")) != 2 {
		t.Errorf("the file's: %+v", r)
	}
	checkClean(t, b.store)
}

// Of one row some fields can come from the file while others stay, of a conflict as
// of a record from elsewhere; neither is asked again.
func TestAnswersGoFieldByField(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	covers := []string{"name", "city", "title"}
	titled := func(key, name, city, title string) *model.Customer {
		c := row(key, name, city)
		c.Title = title
		return c
	}
	importFrom(t, b, ImportOptions{}, covers, titled("id=1", "张伟", "上海", "经理"))
	change(t, b, "张伟", func(c *model.Customer) { c.Address.City, c.Title = "北京", "总监" })
	save(t, b, titled("", "李娜", "上海", "经理"))
	newer := []*model.Customer{titled("id=1", "张伟", "苏州", "顾问"), titled("", "李娜", "苏州", "顾问")}
	o := ImportOptions{OnDuplicate: model.AskDuplicate, Ask: func(q model.ImportQuestion) (model.ImportAnswer, error) {
		return model.ImportAnswer{How: model.UpdateDuplicate, Book: []string{"title"}}, nil
	}}
	r := importFrom(t, b, o, covers, newer...)
	wantOnly(t, "field by field", r, r.Changed)
	for name, title := range map[string]string{"张伟": "总监", "李娜": "经理"} {
		if c := customerNamed(t, b, name); c.Address.City != "苏州" || c.Title != title {
			t.Errorf("%s: %s, %s", name, c.Address.City, c.Title)
		}
	}
	r = importFrom(t, b, ImportOptions{}, covers, newer...)
	wantOnly(t, "the same again", r, r.Same)
	checkClean(t, b.store)
}

// Conflicts are asked about whatever becomes of other rows.
func TestConflictsOfUpdatesAreAsked(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	sheet(t, b, "", row("id=1", "张伟", "上海"))
	change(t, b, "张伟", func(c *model.Customer) { c.Address.City = "北京" })
	o, asked := answering(model.UpdateDuplicate)
	o.OnDuplicate = model.UpdateDuplicate
	r := importFrom(t, b, o, []string{"name", "city"}, row("id=1", "张伟", "苏州"))
	if r.Changed != 1 || len(*asked) != 1 || customerNamed(t, b, "张伟").Address.City != "苏州" {
		t.Errorf("%+v, asked %+v", r, asked)
	}
}
