package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kehu/internal/race"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// define adds custom fields to a book, as another person would.
func define(t testing.TB, st *store.Store, fields ...*model.CustomField) {
	t.Helper()
	book := st.As(model.Actor{Name: "li"}, model.OriginCommand)
	for _, f := range fields {
		if _, err := book.Save(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
}

func wine() *model.CustomField {
	return &model.CustomField{Key: "wine", Label: "葡萄酒", Type: model.CustomChoice, Options: []string{"红", "白"}, Default: "红"}
}

// settingsAt opens the line of Settings that has a label.
func (d *driver) settingsAt(label string) {
	d.t.Helper()
	d.press("[")
	for range 12 {
		for line := range strings.Lines(d.screen()) {
			if strings.Contains(line, "▌") && strings.Contains(line, label) {
				d.press("enter")
				return
			}
		}
		d.press("down")
	}
	d.t.Fatalf("Settings have no %q:\n%s", label, d.screen())
}

func TestAFieldDefinedInSettingsIsEverywhere(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 140, 40)
	d.settingsAt("自定义字段")
	d.sees("还没有自定义字段。按 a 添加。")
	d.press("a")
	d.paste("葡萄酒")
	d.sees("= 葡萄酒")
	d.press("tab right right right right right tab")
	d.paste("红, 白")
	d.press("ctrl+s")
	d.sees("新增字段：葡萄酒", "单选", "红, 白")
	d.fits()

	d.press("esc ]")
	d.press("e tab tab tab tab tab tab tab tab tab tab tab tab tab")
	d.sees("自定义字段 ─")
	d.press("right ctrl+s")
	d.sees("修改客户：张伟（葡萄酒）", "葡萄酒    红")
	d.press("c")
	d.sees("葡萄酒")
	for range 13 {
		d.press("down")
	}
	d.press("space enter")
	d.press("/")
	d.write("葡萄酒:红")
	d.press("enter")
	d.sees("1 / 3 位", "葡萄酒")
	d.press("esc u") // the last thing that was written: the value
	d.lacks("葡萄酒    红")
	d.fits()
}

// A required field is asked for, a wrong text is said at the field, and nothing
// typed is lost when the field goes meanwhile.
func TestCustomFieldsInTheForm(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	points := &model.CustomField{Key: "points", Label: "积分", Type: model.CustomNumber, Required: true}
	define(t, st, wine(), points)
	d := start(t, st, "zh", 100, 40)
	d.press("a")
	d.paste("李雷")
	d.press("ctrl+s")
	d.sees("积分", "必填")
	d.paste("很多")
	d.press("tab")
	d.sees("“很多”不是数字")
	d.press("shift+tab")
	d.send(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
	d.paste("12")
	must[*model.ChangeSet](t)(d.book.Bin(t.Context(), model.Ref{Kind: model.KindField, ID: points.ID}))
	d.await()
	d.press("ctrl+s")
	d.sees("字段“积分”刚才被删除了", "12", "李雷")
	must[*model.ChangeSet](t)(d.book.Undo(t.Context(), 0))
	d.await()
	d.press("ctrl+s")
	d.sees("新增客户：李雷")
	if got := d.only("李雷"); got.CustomText(points.ID) != "12" || len(got.Custom) != 2 {
		t.Errorf("custom values are %v, want the points and the default wine", got.Custom)
	}
}

// An option gets another text in Settings, with all who have it, and u takes it back;
// a text that is taken is refused and stays to be mended.
func TestAnOptionIsRenamed(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	field := wine()
	define(t, st, field)
	d := start(t, st, "zh", 100, 30)
	zhang := d.only("张伟")
	zhang.SetCustom(field, "红")
	d.put(zhang)
	d.settingsAt("自定义字段")
	d.press("R")
	d.sees("哪个选项？", "红", "白")
	d.press("enter ctrl+u")
	d.paste("白")
	d.press("enter")
	d.sees("把“红”改为", "白")
	d.press("ctrl+u")
	d.paste("深红")
	d.press("enter")
	d.sees("深红, 白")
	if got := d.only("张伟").CustomText(field.ID); got != "深红" {
		t.Errorf("the customer has %q", got)
	}
	d.press("u")
	if got := d.only("张伟").CustomText(field.ID); got != "红" {
		t.Errorf("taken back: %q", got)
	}
}

// An option or level that goes while a form is open is said at its field.
func TestChoicesGoneMeanwhile(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	field := wine()
	define(t, st, field)
	d := start(t, st, "zh", 100, 44)
	d.press("e")
	d.press("tab tab tab tab tab tab tab right") // another level
	d.press("tab tab tab tab tab tab right")     // a wine
	field.Options = []string{"桃红"}
	field.Default = ""
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), field))
	d.await()
	d.press("ctrl+s")
	d.sees("“红”不在可选范围内：桃红")
}

// A level in use goes together with what its customers get.
func TestALevelGoesInSettings(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.settingsAt("级别")
	d.sees("★ VIP 客户", "使用数")
	d.press("d")
	d.sees("1 位客户是“VIP 客户”，改为", "无级别")
	d.press("enter")
	d.sees("列表项移到回收站：vip")
	d.lacks("★ VIP 客户")
	if got := d.only("张伟"); got.Level != model.LevelRegular {
		t.Errorf("the level is %q, want regular", got.Level)
	}
	d.press("u")
	d.sees("★ VIP 客户")
	d.press("a")
	d.paste("金卡")
	d.press("enter")
	d.sees("◆ 金卡", "新增列表项：金卡")
	d.press("a")
	d.paste("金卡")
	d.press("enter")
	d.sees("列表里已经有“金卡”")
	d.press("esc G K")
	d.fits()
}

// A view that was saved with a field that is gone opens, and says so.
func TestViewsOpenWithoutTheirField(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	field := wine()
	define(t, st, field)
	book := st.As(model.Actor{Name: "li"}, model.OriginCommand)
	must[*model.ChangeSet](t)(book.Save(t.Context(), &model.View{Name: "红酒", Query: "wine:红 city:Prague", Pos: 6,
		Columns: []model.ViewColumn{{Key: "name"}, {Key: "wine"}, {Key: "city"}}}))
	must[*model.ChangeSet](t)(book.Bin(t.Context(), model.Ref{Kind: model.KindField, ID: field.ID}))
	d := start(t, st, "zh", 100, 24)
	d.press("6")
	d.sees("此视图用到的列已被删除：葡萄酒", "此视图用到的字段“wine”已被删除", "Helena Holý")
	d.lacks("引号")
	must[*model.ChangeSet](t)(d.book.Undo(t.Context(), 0))
	d.await()
	d.press("1 6")
	d.lacks("字段“wine”")
	d.fits()
}

// BenchmarkFormOf60Fields is a key in a form with 60 custom fields.
func BenchmarkFormOf60Fields(b *testing.B) {
	st := openBook(b)
	types := model.CustomTypes()
	for i := range 60 {
		f := &model.CustomField{Key: fmt.Sprintf("own%d", i), Label: fmt.Sprintf("自定义 %d", i), Type: types[i%len(types)]}
		if f.Type.HasOptions() {
			f.Options = []string{"红", "白", "桃红"}
		}
		define(b, st, f)
	}
	m := New(b.Context(), Options{Store: st, Actor: model.Actor{Name: "wang"}, Lang: "zh", Now: clock}).(*root)
	m.Update(tea.WindowSizeMsg{Width: 140, Height: 40})
	m.push(newCustomerForm(m.session, model.Customer{Kind: model.PersonKind}))
	for range 20 {
		m.Update(keyPress("tab"))
	}
	keys := []tea.KeyPressMsg{keyPress("a"), keyPress("backspace"), keyPress("tab"), keyPress("shift+tab"), keyPress("down"), keyPress("up")}
	n := 0
	for b.Loop() {
		m.Update(keys[n%len(keys)])
		_ = m.View()
		n++
	}
}

// The screens of what is the user's own, as TestGoldenScreens has the others.
func TestGoldenOwnFields(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	for _, s := range []struct{ name, keys string }{
		{"fields", "[ down down down down enter"},
		{"field-form", "[ down down down down enter down enter"},
		{"levels", "[ down down down down down enter"},
		{"level-goes", "[ down down down down down enter d"},
		{"values-form", "e" + strings.Repeat(" tab", 18)},
		{"columns", "1"},
	} {
		for _, lang := range []string{"zh", "en"} {
			for _, size := range []struct{ w, h int }{{80, 24}, {140, 40}} {
				t.Run(fmt.Sprintf("%s/%s-%dx%d", s.name, lang, size.w, size.h), func(t *testing.T) {
					st := openFilledBook(t)
					defineAll(t, st)
					d := start(t, st, lang, size.w, size.h)
					d.press(s.keys)
					d.send(tea.BackgroundColorMsg{})
					d.fits()
					golden.RequireEqual(t, d.m.View().Content)
				})
			}
		}
	}
}

// defineAll adds a field of each type, with values of the first customer, and
// shows some of them in the first view.
func defineAll(t *testing.T, st *store.Store) {
	t.Helper()
	define(t, st, wine(), &model.CustomField{Key: "card", Label: "会员卡号", Type: model.CustomText, Required: true, Hint: "在卡片背面"},
		&model.CustomField{Key: "points", Label: "积分", Type: model.CustomNumber}, &model.CustomField{Key: "budget", Label: "预算", Type: model.CustomMoney},
		&model.CustomField{Key: "joined", Label: "入会日期", Type: model.CustomDate, Default: "今天"},
		&model.CustomField{Key: "invoice", Label: "要发票", Type: model.CustomBool},
		&model.CustomField{Key: "likes", Label: "兴趣", Type: model.CustomChoices, Options: []string{"茶", "书", "酒"}})
	book := st.As(model.Actor{Name: "li"}, model.OriginCommand)
	c := must[*model.Customer](t)(book.Customer(t.Context(), 3))
	fields := must[[]model.CustomField](t)(book.CustomFields(t.Context()))
	for i, typed := range []string{"白", "A-17", "1280.5", "3万", "2024-10-04", "是", "茶;酒"} {
		c.SetCustom(&fields[i], must[string](t)(fields[i].Parse(typed, noon, model.CNY)))
	}
	view := must[[]model.View](t)(book.Views(t.Context()))[0]
	view.Columns = []model.ViewColumn{{Key: "name"}, {Key: "wine"}, {Key: "points"}, {Key: "budget"}, {Key: "joined"}, {Key: "invoice"}, {Key: "likes"}}
	must[*model.ChangeSet](t)(book.Save(t.Context(), c, &view))
}

// A record as text calls custom fields by their keys, which may be Chinese.
func TestOwnFieldsAsText(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	define(t, st, wine(), &model.CustomField{Key: "合同", Label: "合同金额", Type: model.CustomMoney})
	d := start(t, st, "zh", 80, 24)
	d.editor(func(text string) string {
		if !strings.Contains(text, "\nwine = \"") || !strings.Contains(text, "\n\"合同\" = \"") {
			t.Errorf("the keys are not in the text:\n%s", text)
		}
		text = strings.Replace(text, "wine = \"\"", "wine = \"白\"", 1)
		return strings.Replace(text, "\"合同\" = \"\"", "\"合同\" = \"abc\"", 1)
	}, func(text string) string {
		head, _, _ := strings.Cut(text, "# 这条记录")
		if !strings.Contains(head, "行：") || strings.Contains(head, "没有字段") {
			t.Errorf("the errors are:\n%s", head)
		}
		return strings.Replace(text, "\"abc\"", "\"1.2万\"", 1)
	})
	d.press("E")
	d.sees("修改客户：张伟")
	c := d.only("张伟")
	f := must[[]model.CustomField](t)(d.book.CustomFields(t.Context()))
	if got := []string{c.CustomText(f[0].ID), c.CustomText(f[1].ID)}; got[0] != "白" || !strings.Contains(got[1], "12000") {
		t.Errorf("saved %q", got)
	}
}

// The column of a field that is removed goes, and comes back with the field.
func TestColumnOfARemovedFieldComesBack(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	field := wine()
	define(t, st, field)
	d := start(t, st, "zh", 140, 40)
	d.press("c")
	for range 13 {
		d.press("down")
	}
	d.press("space enter")
	shown := func() bool {
		list := d.m.(*root).tabs[0].stack[0].(*customers)
		return slices.ContainsFunc(list.table.Columns(), func(c widget.Column) bool { return c.Key == field.Key })
	}
	if !shown() {
		t.Fatal("the column was not chosen")
	}
	must[*model.ChangeSet](t)(d.book.Bin(t.Context(), model.Ref{Kind: model.KindField, ID: field.ID}))
	d.await()
	if shown() {
		t.Error("the column stays without its field")
	}
	must[*model.ChangeSet](t)(d.book.Undo(t.Context(), 0))
	d.await()
	if !shown() {
		t.Error("the column does not come back with its field")
	}
}
