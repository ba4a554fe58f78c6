package tui

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"kehu/locale"
	"kehu/model"
	"kehu/tui/widget"
)

// viewNamed returns the saved view with a name as stored.
func (d *driver) viewNamed(name string) *model.View {
	d.t.Helper()
	return must[*model.View](d.t)(d.book.View(d.t.Context(), name, func(s string) string { return s }))
}

// pick chooses the line of a menu that a filter leaves first.
func (d *driver) pick(filter string) {
	d.t.Helper()
	d.paste(filter)
	d.press("enter")
}

func TestViewsAreTabs(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.sees("1 All", "2 VIP", "Helena")
	d.press("2")
	d.sees("level:vip", "张伟", "1 of 3")
	d.lacks("Helena")
	d.press("1")
	d.sees("Helena", "3 customers")
}

func TestViewIsMadeFromTheScreen(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("/")
	d.paste("has:email")
	d.press("enter s V")
	d.pick("new view")
	d.paste("Mails")
	d.press("enter")
	d.sees("6 Mails", "has:email")
	if v := d.viewNamed("Mails"); v.Query != "has:email sort:name" || v.Pos != 6 {
		t.Errorf("saved %+v", v)
	}
	d.press("1 6")
	d.sees("has:email", "Name▲")
	d.press("V")
	d.pick("left")
	d.sees("5 Mails", "6 Recent")
	d.press("V")
	d.pick("rename")
	d.press("ctrl+u")
	d.paste("Post")
	d.press("enter")
	d.sees("5 Post")
	d.press("V")
	d.pick("delete")
	d.lacks("5 Post")
	d.press("u")
	d.sees("5 Post")
}

func TestNameOfAViewIsAskedAgain(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("V")
	d.pick("新视图")
	d.press("enter")
	d.sees("存为新视图", "名称")
	d.press("esc")
	d.sees("张伟")
}

// No second view gets the name that one has in either language, and none takes
// another's by being renamed.
func TestNameOfAViewIsTaken(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	for _, name := range []string{"全部", "all", "Recent buyers"} {
		d.press("V")
		d.pick("新视图")
		d.paste(name)
		d.press("enter")
		d.sees("已有视图", "存为新视图")
		d.press("esc")
	}
	d.press("2 V")
	d.pick("重命名")
	d.press("ctrl+u")
	d.paste("All")
	d.press("enter")
	d.sees("已有视图“全部”")
	d.press("ctrl+u")
	d.paste("VIP")
	d.press("enter")
	d.lacks("已有视图")
	d.sees("2 VIP")
}

// Order and columns are remembered per view, for this user alone.
func TestViewsKeepTheirOrder(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	d := start(t, st, "en", 80, 24)
	d.press("s > 2")
	d.lacks("Name▲")
	d.press("1")
	d.sees("Name▲", "•")
	again := start(t, st, "en", 80, 24)
	again.sees("Name▲")
	if v := d.viewNamed("@all"); v.Query != "" {
		t.Errorf("the view itself was changed to %q", v.Query)
	}
	again.press("V")
	again.pick("as it was saved")
	again.lacks("Name▲", "•")
}

func TestColumnsAreChosen(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("c down space down J enter")
	d.lacks("Company")
	d.sees("Name", "Level", "Phone")
	d.press("V")
	d.pick("save query")
	v := d.viewNamed("@all")
	if len(v.Columns) != 12 || v.Columns[1].Key != "phone" || v.Columns[2].Key != "level" {
		t.Errorf("saved columns %v", v.Columns)
	}
	d.press("u")
	d.sees("Company")
}

// All columns of the command line can be chosen here, each with a width of its own.
func TestColumnsOfCustomersAreThoseOfTheTable(t *testing.T) {
	t.Parallel()
	s := newBareSession(locale.New(locale.EN))
	var keys []string
	for _, f := range model.SummaryFields() {
		keys = append(keys, f.Key)
		if looks[f.Key].Max == 0 || s.p.Field(f.Key) == f.Key {
			t.Errorf("%s has no width or no name", f.Key)
		}
	}
	for _, drawn := range []int{len(looks), len(s.columns())} {
		if drawn != len(keys) {
			t.Errorf("%d columns, want %d", drawn, len(keys))
		}
	}
	for _, other := range []map[string]func(*session, *model.Summary) string{shown, queried} {
		for key := range other {
			if !slices.Contains(keys, key) {
				t.Errorf("%s is no column", key)
			}
		}
	}
}

// What stands in other records is read for the columns on the screen.
func TestColumnsOfOtherRecords(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	b := st.As(model.Actor{Name: "li"}, model.OriginCommand)
	id := must[int64](t)(b.Find(t.Context(), "Helena"))
	helena := must[*model.Customer](t)(b.Customer(t.Context(), id))
	helena.Gender, helena.Address.District = "female", "Mitte"
	helena.ContactPoints = append(helena.ContactPoints, model.ContactPoint{Kind: model.ContactWeChat, Value: "helena_w"})
	due := model.DateOf(clock()).AddDays(1)
	must[*model.ChangeSet](t)(b.Save(t.Context(), helena, &model.Task{CustomerID: id, Title: "call", Due: due},
		&model.Interaction{CustomerID: id, At: clock(), Channel: model.ChannelPhone, Direction: model.DirectionIn, Kind: model.InteractionInquiry, Content: "x", Rating: 4},
		&model.View{Name: "More", Pos: 6, Columns: []model.ViewColumn{{Key: "next_due"}, {Key: "wechat"}, {Key: "rating"}, {Key: "gender"}, {Key: "district"}}}))
	d := start(t, st, "en", 110, 40)
	d.press("c")
	d.sees("Next follow-up", "WeChat", "Last dealt with")
	d.press("esc 6")
	d.sees("Next follow-up", "tomorrow", "helena_w", "★★★★☆", "Female", "Mitte")
	d.press("x")
	d.sees("Files have no such column: Next follow-up")
}

// A view whose query is no longer understood says so and opens all the same.
func TestViewWithAFault(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	broken := &model.View{Name: "Broken", Query: "planet:mars level:vip", Pos: 6}
	if _, err := st.As(model.Actor{Name: "li"}, model.OriginCommand).Save(t.Context(), broken); err != nil {
		t.Fatal(err)
	}
	d := start(t, st, "en", 80, 24)
	d.press("6")
	d.sees("planet", "^", "张伟")
	d.lacks("Helena")
}

// What begins with the typed letters stands first in a menu, with its group.
func TestMenusPutWhatBeginsSoFirst(t *testing.T) {
	t.Parallel()
	options := []widget.Option{{Value: "Osaka", Group: "views"}, {Value: "Big sales", Group: "views"}, {Value: "Visa", Group: "this"}, {Value: "Save as", Group: "this"}}
	c := newChooser(newBareSession(locale.New(locale.EN)), "", "", options, nil)
	c.Update(tea.PasteMsg{Content: "sa"})
	var got []string
	for range options {
		o, _ := c.pick.Chosen()
		got = append(got, o.Value)
		c.Update(tea.KeyPressMsg{Code: tea.KeyDown})
	}
	if want := []string{"Save as", "Visa", "Big sales", "Osaka"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
