package tui

import (
	"slices"
	"strings"
	"testing"

	"kehu/internal/race"
	"kehu/model"
	"kehu/tui/widget"
)

// form is the form on the screen.
func (d *driver) form() *customerForm {
	d.t.Helper()
	f, ok := d.m.(*root).top().(*customerForm)
	if !ok {
		d.t.Fatalf("no form is open:\n%s", d.screen())
	}
	return f
}

// focus puts the focus of the open form on a field or cell.
func (d *driver) focus(key string, cell ...any) {
	d.t.Helper()
	at := widget.Ref{Key: key}
	if len(cell) == 2 {
		at.Row, at.Col = cell[0].(int), cell[1].(string)
	}
	d.form().form.Focus(at)
	if d.form().form.Focused() != at {
		d.t.Fatalf("%v takes no focus", at)
	}
}

// customer reads the customer with a name.
func (d *driver) customer(name string) *model.Customer {
	d.t.Helper()
	id := must[int64](d.t)(d.book.Find(d.t.Context(), name))
	return must[*model.Customer](d.t)(d.book.Customer(d.t.Context(), id))
}

// A whole address fills the parts that are empty when one leaves it; Ctrl-z takes
// that back.
func TestAddressIsTakenApart(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("a")
	d.write("周敏")
	d.focus("street")
	d.paste("广东省深圳市南山区科技园1号 518057")
	d.sees("= 广东省 深圳市 南山区 518057 · 科技园1号")
	d.press("tab")
	d.sees("已填入：广东省 深圳市 南山区 518057 · Ctrl-z 撤回")
	d.press("ctrl+z")
	d.sees("广东省深圳市南山区科技园1号 518057")
	d.lacks("已填入")
	d.focus("street")
	d.write(" ")
	d.press("ctrl+s")
	want := model.Address{Country: "中国", Province: "广东省", City: "深圳市", District: "南山区", Street: "科技园1号", Postcode: "518057"}
	if got := d.customer("周敏").Address; got != want {
		t.Errorf("saved %+v", got)
	}
}

// What was typed in the parts stays, and decides between places of one name.
func TestAddressKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("a")
	d.write("周敏")
	d.focus("street")
	d.write("鼓楼区中山路1号")
	d.press("tab")
	d.lacks("已填入") // four cities have one
	d.focus("city")
	d.write("徐州")
	d.press("enter")
	d.focus("street")
	d.press("end")
	d.write("楼")
	d.press("tab")
	d.sees("已填入：江苏省 徐州 鼓楼区")
	d.focus("province")
	d.press("end")
	d.write("X")
	d.press("ctrl+z")
	if f := d.form().form; f.Value("province") != "江苏省X" || f.Value("city") != "徐州" || f.Value("street") != "鼓楼区中山路1号楼" {
		t.Errorf("%v", f.Snapshot())
	}
}

// Cities come from the book first and then from the divisions, by initials too; what
// is chosen brings its province.
func TestPlacesAreCompleted(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("a")
	d.focus("city")
	d.write("sz")
	d.sees("苏州市", "深圳市", "广东省")
	for !strings.Contains(line(d, "深圳市"), "▌") && !strings.Contains(line(d, "深圳市"), "›") {
		before := d.screen()
		d.press("down")
		if d.screen() == before {
			t.Fatalf("深圳市 is not reached:\n%s", before)
		}
	}
	d.press("enter")
	if f := d.form().form; f.Value("city") != "深圳市" || f.Value("province") != "广东省" {
		t.Errorf("%v", f.Snapshot())
	}
	d.focus("district")
	d.write("ns")
	d.sees("南山区")
	d.lacks("鹤岗")
	d.focus("country")
	d.write("deguo")
	d.sees("德国", "DE")
	d.focus("language")
	d.write("engl")
	d.sees("英语")
	d.focus("industry")
	d.write("zz")
	d.sees("造纸")
}

// Persons and their contact points are rows; order, labels and owners are kept, and
// one undo takes all back.
func TestContactPersonsAreRows(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	d := openFilled(t, "zh", 80, 40)
	d.press("/")
	d.write("北湖")
	d.press("enter e")
	d.focus(keyPeople, 0, colName)
	d.write("韩梅梅")
	d.press("tab")
	d.write("采购")
	d.press("tab tab") // the next person
	d.write("李雷")
	d.focus(keyPoints, 0, colValue)
	d.write("hmm@example.cn")
	d.press("tab")
	d.sees("邮箱")
	d.press("tab")
	d.write("工")
	d.sees("工作")
	d.press("down enter tab right")
	d.focus(keyPoints, 1, colValue)
	d.write("13900139000")
	d.press("tab tab tab right right")
	d.fits()
	d.press("ctrl+s")
	c := d.customer("北湖")
	var got []string
	for _, p := range c.ContactPoints {
		whose := ""
		for _, person := range c.People {
			if person.ID == p.PersonID {
				whose = person.Name
			}
		}
		got = append(got, string(p.Kind)+" "+p.Value+" "+p.Label+" "+whose)
	}
	want := []string{"phone 021-6888 1234 总机 ", "email hmm@example.cn 工作 韩梅梅", "phone 13900139000  李雷"}
	if !slices.Equal(got, want) || len(c.People) != 2 || c.People[0].Title != "采购" {
		t.Errorf("%q %+v", got, c.People)
	}
	// renamed and moved: the same person, the same mail
	d.press("e")
	d.focus(keyPeople, 0, colName)
	d.press("end")
	d.write("儿")
	d.press("ctrl+s")
	if now := d.customer("北湖"); now.People[0].ID != c.People[0].ID || now.People[0].Name != "韩梅梅儿" || now.ContactPoints[1] != c.ContactPoints[1] {
		t.Errorf("%+v", now)
	}
	// taken out: what was hers stays with the company
	d.press("e")
	d.focus(keyPeople, 0, colName)
	d.press("ctrl+x ctrl+s")
	if now := d.customer("北湖"); len(now.People) != 1 || len(now.ContactPoints) != 3 || now.ContactPoints[1].PersonID != 0 {
		t.Errorf("%+v", now)
	}
	d.press("u u u")
	if now := d.customer("北湖"); len(now.People) != 0 || len(now.ContactPoints) != 1 {
		t.Errorf("%+v", now)
	}
}

// What is wrong with a row shows at its cell when one leaves it; what is doubtful is
// remarked on and kept.
func TestContactPointsAreChecked(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 40)
	d.press("e")
	d.focus(keyPoints, 0, colValue)
	d.write("1.38E+10")
	d.press("tab")
	d.sees("1.38E+10”是被表格软件缩写过的号码")
	d.press("ctrl+s")
	d.sees("编辑 张伟", "请查到完整号码后重新填写")
	d.focus(keyPoints, 0, colValue)
	d.press("ctrl+u")
	d.write("138****8000")
	d.press("tab")
	d.sees("号码有几位被隐藏")
	d.focus("phone")
	d.press("ctrl+u")
	d.write("1380013800")
	d.press("tab")
	d.sees("共 10 位，中国的手机号是 11 位")
	d.press("ctrl+s")
	if c := d.customer("zhangwei@example.cn"); c.ContactPoints[0].Value != "1380013800" || c.ContactPoints[3].Value != "138****8000" {
		t.Errorf("%+v", c.ContactPoints)
	}
}

// Every impossible value is refused at its field when one leaves it; on saving all are
// listed, the cursor stands in the first, and what was typed is still there.
func TestErrorsAreListed(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 40)
	d.press("e")
	for _, c := range []struct{ key, text, want string }{
		{"birthday", "2月30日", "没有“2月30日”这一天"},
		{"birthday", "0000-01-01", "“0000-01-01”"},
		{"birthday", "2030-01-01", "还没到"},
		{"birthday", "35岁", "是年龄，不是生日"},
		{"birthday", "ABC", "无法识别生日"},
		{"next_review", "2月30日", "2月30日"},
		{"title", strings.Repeat("长", model.MaxLine+1), "这里最多 1000 个"},
		{"email", "@@", "不是有效的邮箱地址"},
	} {
		d.focus(c.key)
		d.press("ctrl+u")
		d.paste(c.text)
		d.focus("name")
		d.focus(c.key)
		d.sees(c.want)
	}
	d.press("ctrl+s")
	d.sees("有 4 处要改：邮箱、职务、生日、下次回顾")
	f := d.form().form
	if f.Focused().Key != "email" || f.Value("birthday") != "ABC" {
		t.Errorf("focus %v, birthday %q", f.Focused(), f.Value("birthday"))
	}
	d.sees("一次只填一个地址") // what to do, at the field with the focus alone
	d.lacks("请缩短")
	d.fits()
}

// Notes on a contact person may have many lines: they stand in one, and stay many
// when one edits them there or pastes more.
func TestNotesOfAPersonKeepTheirLines(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 100, 40)
	c := d.only("张伟")
	c.People = []model.Person{{Name: "李雷", Notes: "Buys paper\nnever on Mondays"}}
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), c))
	d.await()
	d.press("e")
	d.focus(keyPeople, 0, colNotes)
	d.sees("Buys paper⏎never on Mondays", "line break")
	d.press("end")
	d.paste("!\nand tea")
	d.press("ctrl+s")
	if got := d.only("张伟").People[0].Notes; got != "Buys paper\nnever on Mondays!\nand tea" {
		t.Errorf("the notes are %q", got)
	}
}

// The footer tells what the keys do as the form stands.
func TestFooterOfAForm(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 100, 40)
	foot := func(want ...string) {
		t.Helper()
		lines := strings.Split(strings.TrimRight(d.screen(), "\n"), "\n")
		for _, w := range want {
			if w, gone := strings.CutPrefix(w, "-"); strings.Contains(lines[len(lines)-1], w) == gone {
				t.Errorf("the footer is %q, want %v", lines[len(lines)-1], want)
			}
		}
	}
	d.press("e")
	foot("Ctrl-s save", "-remove row", "-choose")
	d.focus("level")
	foot("← → choose")
	d.press("space")
	d.focus("province")
	d.press("ctrl+u")
	d.focus("city")
	d.press("ctrl+u")
	d.write("shang")
	foot("↓ choose", "Ctrl-s save")
	d.press("down")
	foot("Enter take it", "Esc close", "-save")
	d.press("esc esc")
	foot("y yes", "n no", "-save")
	d.press("n")
	d.focus(keyPeople, 0, colName)
	foot("-remove row")
	d.paste("Li Lei")
	foot("Ctrl-x remove row")
}
