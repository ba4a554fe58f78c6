package widget

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

func testTexts() FormTexts {
	return FormTexts{Required: "必填", Filter: "筛选", NoMatch: "没有匹配的选项",
		Discard: Question{Text: "放弃修改？", Yes: "放弃", No: "继续编辑"}}
}

func testFields() []Field {
	return []Field{
		{Key: "name", Label: "姓名", Required: true, Hint: "个人或公司的名称"},
		{Key: "city", Label: "城市", Suggest: Static([]Option{{Value: "上海"}, {Value: "上饶"}, {Value: "北京"}})},
		{Key: "level", Label: "级别", Kind: Choice, Options: []Option{
			{Value: "", Label: "未定"}, {Value: "vip", Label: "VIP 客户"}, {Value: "regular", Label: "普通客户"}}},
		{Key: "h", Label: "其他", Kind: Heading},
		{Key: "news", Label: "订阅", Kind: Check, Placeholder: "发送通讯"},
		{Key: "age", Label: "年龄", Width: 6, Right: true, Check: func(s string) string {
			if strings.Trim(s, "0123456789") != "" {
				return "请输入数字"
			}
			return ""
		}},
		{Key: "notes", Label: "备注", Kind: Lines, Height: 3},
	}
}

func newTestForm() *Form {
	f := NewForm(NewStyles(true, true), "新建客户", testTexts(), testFields())
	f.SetSize(60, 20)
	return f
}

// feed presses keys and types texts (those that begin with "=") and returns the
// last decision that was not Pending.
func feed(t *testing.T, f *Form, inputs ...string) (last Decision) {
	t.Helper()
	for _, in := range inputs {
		msgs := []tea.Msg{}
		if typed, ok := strings.CutPrefix(in, "="); ok {
			for rest := typed; rest != ""; {
				n, _ := next(rest)
				msgs = append(msgs, tea.KeyPressMsg{Code: []rune(rest)[0], Text: rest[:n]})
				rest = rest[n:]
			}
		} else {
			msgs = append(msgs, press(in))
		}
		for _, m := range msgs {
			if d, _ := f.Update(m); d != Pending {
				last = d
			}
			checkBlock(t, f.View(), f.w, f.h)
		}
	}
	return last
}

func TestFormFillAndSave(t *testing.T) {
	t.Parallel()
	f := newTestForm()
	if d := feed(t, f, "=张伟", "enter", "=杭州", "tab", "right", "tab", "space", "down", "=42", "enter", "=第一行", "enter", "=第二行"); d != Changed {
		t.Errorf("decision %v", d)
	}
	if d := feed(t, f, "ctrl+s"); d != Accepted {
		t.Errorf("decision %v", d)
	}
	want := map[string]string{"name": "张伟", "city": "杭州", "level": "vip", "news": "true", "age": "42", "notes": "第一行\n第二行"}
	if got := f.Snapshot(); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestFormErrors(t *testing.T) {
	t.Parallel()
	f := newTestForm()
	feed(t, f, "tab")
	if !strings.Contains(text(f.View()), "✗ 必填") {
		t.Errorf("leaving an empty required field shows\n%s", text(f.View()))
	}
	feed(t, f, "tab", "tab", "tab", "=x1", "tab")
	if !strings.Contains(text(f.View()), "✗ 请输入数字") {
		t.Errorf("leaving a wrong field shows\n%s", text(f.View()))
	}
	if d := feed(t, f, "ctrl+s"); d != Pending || f.Focused() != (Ref{Key: "name"}) {
		t.Errorf("saved with errors: %v, focus on %v", d, f.Focused())
	}
	feed(t, f, "=张")
	if strings.Contains(text(f.View()), "必填") {
		t.Error("the error stays while the text is right")
	}
	feed(t, f, "ctrl+s", "home", "delete")
	if f.Focused().Key != "age" || strings.Contains(text(f.View()), "✗") {
		t.Errorf("focus on %v:\n%s", f.Focused(), text(f.View()))
	}
	if d := feed(t, f, "ctrl+s"); d != Accepted {
		t.Errorf("decision %v", d)
	}
}

func TestFormKeepsTheOwnersErrorUntilTheTextChanges(t *testing.T) {
	t.Parallel()
	f := newTestForm()
	feed(t, f, "=张伟", "tab")
	f.Fail(map[Ref]string{{Key: "age"}: "太老", {Key: "name"}: "已有同名客户"})
	if f.Focused().Key != "name" {
		t.Errorf("focus on %v", f.Focused())
	}
	if d := feed(t, f, "tab", "ctrl+s"); d != Pending || !strings.Contains(text(f.View()), "已有同名客户") {
		t.Error("the error went without a change")
	}
	feed(t, f, "=丰", "ctrl+s", "=3")
	if d := feed(t, f, "ctrl+s"); d != Accepted {
		t.Errorf("decision %v\n%s", d, text(f.View()))
	}
}

func TestFormAsksBeforeChangesAreDropped(t *testing.T) {
	t.Parallel()
	f := newTestForm()
	if d := feed(t, f, "esc"); d != Cancelled {
		t.Errorf("decision %v on an untouched form", d)
	}
	if d := feed(t, f, "=张", "esc", "enter"); d == Cancelled || f.Value("name") != "张" {
		t.Error("Enter must keep the changes")
	}
	if d := feed(t, f, "esc", "y"); d != Cancelled {
		t.Errorf("decision %v", d)
	}
	f = newTestForm()
	if d := feed(t, f, "=a", "backspace", "esc"); d != Cancelled {
		t.Error("asked although nothing differs")
	}
}

func TestFormCursor(t *testing.T) {
	t.Parallel()
	f := newTestForm()
	x, w := f.columns()
	for _, tt := range []struct {
		keys []string
		x, y int
	}{
		{[]string{"=张伟"}, x + 4, 2},
		{[]string{"left"}, x + 2, 2},
		{[]string{"end", "=👨‍👩‍👧"}, x + 10, 2}, // drawn as its three persons
		{[]string{"left"}, x + 4, 2},
		{[]string{"end", "backspace"}, x + 4, 2},
		{[]string{"=é1️⃣"}, x + 6, 2},
		{[]string{"=" + strings.Repeat("长", 60)}, x + w - 1, 2},
		{[]string{"home"}, x, 2},
		{[]string{"down"}, x, 3},
	} {
		feed(t, f, tt.keys...)
		if c := f.View().Cur; c == nil || c.X != tt.x || c.Y != tt.y {
			t.Errorf("after %q the cursor is at %v, want %d,%d", tt.keys, c, tt.x, tt.y)
		}
	}
	feed(t, f, "tab")
	if c := f.View().Cur; c != nil {
		t.Errorf("a choice has a text cursor at %v", c)
	}
}

// settle runs a command and the form's own messages that come of it, without the
// rest that a real clock would take.
func settle(f *Form, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	cmd = f.rested(restMsg{f, f.seq})
	if cmd != nil {
		f.Update(cmd())
	}
}

func TestFormSuggests(t *testing.T) {
	t.Parallel()
	f := newTestForm()
	feed(t, f, "=甲", "tab")
	_, cmd := f.Update(tea.KeyPressMsg{Code: '上', Text: "上"})
	settle(f, cmd)
	before := f.View()
	checkBlock(t, before, 60, 20)
	if s := text(before); !strings.Contains(s, "上海") || !strings.Contains(s, "上饶") || strings.Contains(s, "北京") {
		t.Fatalf("the list shows\n%s", s)
	}
	if before.Cur == nil {
		t.Fatal("the list hides the cursor")
	}
	if d := feed(t, f, "down", "down", "enter"); d != Changed || f.Value("city") != "上饶" || f.Focused().Key != "city" {
		t.Errorf("%v, city %q, focus %v", d, f.Value("city"), f.Focused())
	}
	_, cmd = f.Update(press("backspace"))
	settle(f, cmd)
	feed(t, f, "esc")
	if f.drop != nil || f.ask != nil {
		t.Error("Esc closes the list and nothing else")
	}
	_, cmd = f.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
	feed(t, f, "enter") // leaves the field before the answer comes
	settle(f, cmd)
	if f.drop != nil || f.Value("city") != "上x" || f.Focused().Key != "level" {
		t.Errorf("city %q, focus %v", f.Value("city"), f.Focused())
	}
}

func TestFormSuggestionThatPanicsIsNoAnswer(t *testing.T) {
	t.Parallel()
	f := NewForm(NewStyles(true, true), "", testTexts(), []Field{{Key: "a", Label: "a",
		Suggest: func(context.Context, string) ([]Option, error) { panic("boom") }}})
	_, cmd := f.Update(press("x"))
	settle(f, cmd)
	feed(t, f, "=y")
	if f.Value("a") != "xy" {
		t.Errorf("value %q", f.Value("a"))
	}
}

func TestFormTakeFillsOtherFields(t *testing.T) {
	t.Parallel()
	f := orderForm()
	_, cmd := f.Update(press("纸"))
	settle(f, cmd)
	feed(t, f, "down", "enter")
	rows := f.Rows("items")
	if len(rows) != 1 || rows[0].Values["product"] != "A4纸" || rows[0].Values["price"] != "25.00" {
		t.Errorf("rows %v", rows)
	}
}

// orderForm is a form of item rows alone and a field behind them.
func orderForm() *Form {
	f := NewForm(NewStyles(true, true), "购买", testTexts(), []Field{
		{Key: "items", Label: "明细", Kind: Items, Columns: []Field{
			{Key: "product", Label: "产品", Required: true,
				Suggest: Static([]Option{{Value: "A4纸", Detail: "25.00"}, {Value: "打印纸", Detail: "19.00"}}),
				Take: func(f *Form, at Ref, o Option) {
					f.Set(Ref{at.Key, at.Row, "price"}, o.Detail)
				}},
			{Key: "qty", Label: "数量", Value: "1", Width: 6, Right: true},
			{Key: "price", Label: "单价", Width: 10, Right: true},
			{Key: "amount", Label: "金额", Width: 12, Right: true, ReadOnly: true},
		}},
		{Key: "notes", Label: "备注"},
	})
	f.SetSize(80, 20)
	return f
}

func TestFormItems(t *testing.T) {
	t.Parallel()
	f := orderForm()
	feed(t, f, "=笔", "enter", "end", "backspace", "=3", "enter", "=2.5", "enter", "=本子", "enter", "enter", "=9", "enter")
	if at := f.Focused(); at != (Ref{"items", 2, "product"}) {
		t.Fatalf("focus on %v", at)
	}
	f.Set(Ref{"items", 0, "amount"}, "7.50")
	if !strings.Contains(text(f.View()), "7.50") {
		t.Errorf("no amount in\n%s", text(f.View()))
	}
	feed(t, f, "enter") // a blank row leads on
	if f.Focused().Key != "notes" {
		t.Errorf("focus on %v", f.Focused())
	}
	if d := feed(t, f, "enter"); d != Accepted {
		t.Errorf("decision %v\n%s", d, text(f.View()))
	}
	want := []ItemRow{{0, map[string]string{"product": "笔", "qty": "3", "price": "2.5", "amount": "7.50"}},
		{1, map[string]string{"product": "本子", "qty": "1", "price": "9", "amount": ""}}}
	if got := f.Rows("items"); !reflect.DeepEqual(got, want) {
		t.Errorf("rows %v", got)
	}
	feed(t, f, "up", "up", "up")
	if at := f.Focused(); at != (Ref{"items", 0, "product"}) {
		t.Errorf("focus on %v", at)
	}
	feed(t, f, "tab", "down")
	if at := f.Focused(); at != (Ref{"items", 1, "qty"}) {
		t.Errorf("focus on %v", at)
	}
	if d := feed(t, f, "up", "ctrl+x"); d != Changed || len(f.Rows("items")) != 1 || f.Rows("items")[0].Values["product"] != "本子" {
		t.Errorf("rows %v", f.Rows("items"))
	}
}

func TestFormItemErrorsFocusTheCell(t *testing.T) {
	t.Parallel()
	f := orderForm()
	feed(t, f, "tab", "tab", "=5")
	if d := feed(t, f, "ctrl+s"); d != Pending || f.Focused() != (Ref{"items", 0, "product"}) {
		t.Errorf("%v, focus on %v", d, f.Focused())
	}
}

func TestFormDraft(t *testing.T) {
	t.Parallel()
	f := orderForm()
	f.AddRow("items", map[string]string{"product": "笔"})
	f.Clean()
	feed(t, f, "=尖", "tab", "tab", "=2")
	draft := f.Snapshot()
	g := orderForm()
	g.Restore(draft)
	if !reflect.DeepEqual(g.Snapshot(), draft) || !g.Dirty() {
		t.Errorf("restored %v from %v", g.Snapshot(), draft)
	}
	feed(t, g, "tab", "=1")
}

// What an input cannot show comes back unharmed as long as nobody edits it.
func TestFormKeepsUntouchedValues(t *testing.T) {
	t.Parallel()
	fields := testFields()
	raw := "第一行\r\n\t第二行\x00"
	fields[0].Value, fields[0].MaxLen, fields[2].Value, fields[6].Value = raw, 4, "retired-level", raw
	f := NewForm(NewStyles(true, true), "", testTexts(), fields)
	f.SetSize(60, 20)
	feed(t, f, "tab", "tab", "tab", "tab", "tab")
	if f.Dirty() || f.Value("name") != raw || f.Value("level") != "retired-level" || f.Value("notes") != raw {
		t.Errorf("values %q", f.Snapshot())
	}
}

func TestFormChoiceList(t *testing.T) {
	t.Parallel()
	var options []Option
	for i := range 30 {
		options = append(options, Option{Value: fmt.Sprint(i), Label: fmt.Sprintf("选项%d", i)})
	}
	f := NewForm(NewStyles(true, true), "", testTexts(), []Field{{Key: "c", Label: "级别", Kind: Choice, Value: "3", Options: options}})
	f.SetSize(60, 16)
	if d := feed(t, f, "space", "=29", "enter"); d != Changed || f.Value("c") != "29" {
		t.Errorf("%v, value %q", d, f.Value("c"))
	}
	if d := feed(t, f, "space", "esc"); d != Pending || f.Value("c") != "29" {
		t.Errorf("%v, value %q", d, f.Value("c"))
	}
	if feed(t, f, "left"); f.Value("c") != "28" {
		t.Errorf("value %q", f.Value("c"))
	}
}

func TestFormHidesFields(t *testing.T) {
	t.Parallel()
	f := newTestForm()
	f.SetHidden("name", true)
	if f.Focused().Key != "city" || strings.Contains(text(f.View()), "姓名") {
		t.Errorf("focus on %v", f.Focused())
	}
	if d := feed(t, f, "ctrl+s"); d != Accepted {
		t.Error("a hidden field is checked")
	}
}

func TestFormScrollsToTheFocusAndItsError(t *testing.T) {
	t.Parallel()
	var fields []Field
	for i := range 40 {
		fields = append(fields, Field{Key: fmt.Sprint(i), Label: fmt.Sprintf("字段%d", i), Check: func(s string) string {
			if s != "" {
				return "错误" + s
			}
			return ""
		}})
	}
	f := NewForm(NewStyles(true, true), "长表", testTexts(), fields)
	f.SetSize(50, 10)
	for i := range 39 {
		feed(t, f, fmt.Sprintf("=%d", i), "tab")
		if !strings.Contains(text(f.View()), fmt.Sprintf("字段%d", i+1)) {
			t.Fatalf("field %d is out of view:\n%s", i+1, text(f.View()))
		}
	}
	feed(t, f, "ctrl+s")
	if s := text(f.View()); !strings.Contains(s, "错误0") || f.Focused().Key != "0" {
		t.Errorf("the first error is out of view:\n%s", s)
	}
}

func TestFormSurvivesNaughtyStrings(t *testing.T) {
	t.Parallel()
	ss := append(naughty(t), strings.Repeat("长", 10000), "\xff\xfe\x9b31m", strings.Repeat("👨‍👩‍👧", 50))
	f := newTestForm()
	for i, s := range ss {
		at := Ref{Key: []string{"name", "notes"}[i%2]}
		f.Focus(at)
		f.Set(at, "")
		f.Update(tea.PasteMsg{Content: s})
		f.SetNote(at, s)
		checkBlock(t, f.View(), 60, 20)
		for _, k := range []string{"left", "backspace", "home"} {
			f.Update(press(k))
			checkBlock(t, f.View(), 60, 20)
		}
	}
}

func TestFormAtAllSizes(t *testing.T) {
	t.Parallel()
	f, g := newTestForm(), orderForm()
	for w := 20; w < 150; w += 7 {
		for _, h := range []int{5, 8, 24, 60} {
			for _, form := range []*Form{f, g} {
				form.SetSize(w, h)
				feed(t, form, "tab", "space")
			}
		}
	}
}

func TestSuggestionWaitsForARestOfTheKeys(t *testing.T) {
	t.Parallel()
	f := newTestForm()
	f.Focus(Ref{Key: "city"})
	_, first := f.Update(press("a"))
	f.Update(press("b"))
	start := time.Now()
	m := first().(restMsg)
	if time.Since(start) < suggestRest/2 {
		t.Error("no rest")
	}
	if f.rested(m) != nil {
		t.Error("a rest that a key has ended asks all the same")
	}
}

func BenchmarkFormKey(b *testing.B) {
	var fields []Field
	for i := range 60 {
		d := Field{Key: fmt.Sprint(i), Label: fmt.Sprintf("字段%d", i), Value: "欧阳伟 Wei 北湖国际贸易有限公司"}
		if i%10 == 9 {
			d.Kind = Lines
		}
		fields = append(fields, d)
	}
	f := NewForm(NewStyles(true, true), "客户", testTexts(), fields)
	f.SetSize(120, 40)
	b.ReportAllocs()
	for b.Loop() {
		f.Update(press("x"))
		f.View()
		f.Update(press("backspace"))
		if f.View().S == "" {
			b.Fatal("nothing drawn")
		}
	}
}

// What a key costs in a form with 60 fields, ten of them rows of items, drawing
// included.
func BenchmarkFormRows(b *testing.B) {
	var fields []Field
	for i := range 50 {
		fields = append(fields, Field{Key: fmt.Sprint("f", i), Label: fmt.Sprintf("字段 %d", i), Value: "上海市浦东新区", Hint: "一行文字"})
	}
	items := Field{Key: "items", Label: "明细", Kind: Items, Columns: []Field{{Key: "a", Label: "名称"}, {Key: "b", Label: "数量", Width: 8}, {Key: "c", Label: "说明"}}}
	f := NewForm(NewStyles(true, true), "客户", testTexts(), append(fields, items))
	f.SetSize(140, 40)
	for range 10 {
		f.AddRow("items", map[string]string{"a": "A4 复印纸", "b": "10", "c": "送到前台"})
	}
	keys := []tea.Msg{press("客"), press("户"), press("backspace"), press("tab")}
	for i := 0; b.Loop(); i++ {
		f.Update(keys[i%len(keys)])
		f.View()
	}
}

// What one field brings into others is told when it is left or saved with another
// text, and Ctrl-z takes it back where nobody has typed since.
func TestFormFillsAndTakesBack(t *testing.T) {
	t.Parallel()
	told := 0
	fields := testFields()
	fields[0].Leave = func(f *Form, _ Ref) {
		told++
		f.Fill(map[Ref]string{{Key: "name"}: "伟", {Key: "city"}: "上海", {Key: "notes"}: "来自姓名"})
	}
	f := NewForm(NewStyles(true, true), "新建客户", testTexts(), fields)
	f.SetSize(60, 20)
	feed(t, f, "tab", "shift+tab")
	if told > 0 {
		t.Error("told without a change")
	}
	feed(t, f, "=张伟", "tab", "=X")
	if told != 1 || f.Value("name") != "伟" || f.Value("city") != "上海X" {
		t.Errorf("told %d times, %v", told, f.Snapshot())
	}
	if d := feed(t, f, "ctrl+z"); d != Changed || f.Value("name") != "张伟" || f.Value("city") != "上海X" || f.Value("notes") != "" {
		t.Errorf("%v %v", d, f.Snapshot())
	}
	if feed(t, f, "ctrl+z") != Pending {
		t.Error("taken back twice")
	}
	feed(t, f, "shift+tab", "=!", "ctrl+s")
	if told != 2 || f.Value("notes") != "来自姓名" {
		t.Errorf("told %d times, %v", told, f.Snapshot())
	}
}

// Several errors are listed at the foot; what to do stands at the field with the focus.
func TestFormListsErrors(t *testing.T) {
	t.Parallel()
	fields := []Field{{Key: "a", Label: "甲"}, {Key: "b", Label: "乙"}}
	for i := range fields {
		fields[i].Check = func(s string) string {
			if s == "x" {
				return "错\n改" + fields[i].Label
			}
			return ""
		}
	}
	texts := testTexts()
	texts.Wrong = func(labels []string) string { return "要改：" + strings.Join(labels, "、") }
	f := NewForm(NewStyles(true, true), "", texts, fields)
	f.SetSize(40, 10)
	feed(t, f, "=x", "tab", "=x")
	if strings.Contains(text(f.View()), "要改") {
		t.Error("listed before saving")
	}
	if d := feed(t, f, "ctrl+s"); d != Pending {
		t.Errorf("%v", d)
	}
	shown := text(f.View())
	if !strings.Contains(shown, "要改：甲、乙") || !strings.Contains(shown, "错 · 改甲") || strings.Contains(shown, "改乙") || f.Focused().Key != "a" {
		t.Errorf("focus %v:\n%s", f.Focused(), shown)
	}
	feed(t, f, "backspace")
	if strings.Contains(text(f.View()), "要改") {
		t.Errorf("still listed:\n%s", text(f.View()))
	}
}

// A text of many lines shows its beginning once one has left it.
func TestFormShowsTheBeginningOfLeftText(t *testing.T) {
	t.Parallel()
	f := newTestForm()
	f.Focus(Ref{Key: "notes"})
	feed(t, f, "=一", "enter", "=二", "enter", "=三", "enter", "=四", "enter", "=五")
	if strings.Contains(text(f.View()), "一") {
		t.Error("the cursor is not in view")
	}
	feed(t, f, "shift+tab")
	if shown := text(f.View()); !strings.Contains(shown, "一") || strings.Contains(shown, "五") {
		t.Errorf("%s", shown)
	}
}

// A hidden column is kept with its row and never entered.
func TestFormHiddenColumn(t *testing.T) {
	t.Parallel()
	f := NewForm(NewStyles(true, true), "", testTexts(), []Field{{Key: "rows", Label: "行", Kind: Items,
		Columns: []Field{{Key: "id", Hidden: true}, {Key: "a", Label: "甲"}, {Key: "b", Label: "乙", Width: 8}}}})
	f.SetSize(40, 10)
	f.AddRow("rows", map[string]string{"id": "7", "a": "x"})
	f.Focus(Ref{"rows", 0, "a"})
	feed(t, f, "=y", "tab", "=z", "tab", "=w")
	want := map[string]string{"rows.0.id": "7", "rows.0.a": "xy", "rows.0.b": "z", "rows.1.id": "", "rows.1.a": "w", "rows.1.b": ""}
	if got := f.Snapshot(); !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
	if strings.Contains(text(f.View()), "7") {
		t.Error("the hidden cell shows")
	}
}
