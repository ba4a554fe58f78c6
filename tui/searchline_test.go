package tui

import (
	"strconv"
	"strings"
	"testing"

	"kehu/model"
)

func TestTabCompletesFieldsAndValues(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("/")
	d.write("lev")
	d.press("tab")
	d.write("v")
	d.press("tab")
	d.sees("level:vip", "张伟", "1 of 3")
	d.press("esc /")
	d.write("source:l")
	d.press("tab")
	d.sees("source:老客户介绍", "1 of 3")
	d.press("esc /")
	d.write("company:bjhy")
	d.press("tab")
	d.sees("company:北京华远贸易有限公司")
}

func TestTabGoesThroughTheCandidates(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("/")
	d.write("las")
	d.press("tab")
	d.sees(" last: ", " last_contact: ", " last_purchase: ", "/ last:")
	d.press("tab")
	d.sees("/ last_contact:")
	d.press("shift+tab")
	d.sees("/ last: ")
	d.write("3")
	d.lacks("last_purchase:")
	d.press("esc /")
	d.write("qqq")
	d.press("tab")
	d.sees("nothing to complete", "/ qqq")
}

func TestTabSpeaksChinese(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("/ tab")
	d.sees("姓名:", "公司:")
	d.press("esc /")
	d.write("级别：")
	d.press("tab")
	d.sees("级别：\"VIP 客户\"", "张伟", "1 / 3 位")
}

func TestPastQueriesComeBack(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	d := start(t, st, "en", 80, 24)
	d.press("/ up")
	d.sees("/")
	for _, text := range []string{"holy", "level:vip"} {
		d.paste(text)
		d.press("enter esc /")
	}
	d.write("zh")
	d.press("up")
	d.sees("/ level:vip", "张伟")
	d.press("up up")
	d.sees("/ holy", "Helena")
	d.press("down down")
	d.sees("/ zh ")
	d.press("down j") // into the list
	d.sees("/ zh ")
	again := start(t, st, "en", 80, 24)
	again.press("/ up")
	again.sees("/ zh ")
}

// The history has past queries of its own, which come back in the same way.
func TestPastQueriesOfTheHistory(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	d := start(t, st, "en", 80, 24)
	d.press("/")
	d.paste("holy")
	d.press("enter esc ]")
	for _, text := range []string{"kind:task", "kind:purchase"} {
		d.press("/")
		d.paste(text)
		d.press("enter esc")
	}
	d.press("/")
	d.write("zw")
	d.press("up")
	d.sees("/ kind:purchase", "Added purchase")
	d.lacks("follow-up")
	d.press("up up up")
	d.sees("/ kind:task", "Added follow-up")
	d.press("down down")
	d.sees("/ zw ")
	d.press("down j") // into the list
	d.sees("/ zw ")
	again := start(t, st, "en", 80, 24)
	again.press("] / up up")
	again.sees("/ kind:purchase")
}

func TestWhatWasFoundIsHighlighted(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 140, 40)
	mark := func(text string) bool {
		st := d.m.(*root).styles
		return strings.Contains(d.m.View().Content, strings.TrimSuffix(st.Match.Render(text), "\x1b[m"))
	}
	for query, want := range map[string]string{"zhangw": "张伟", "hol": "Hol", "hy": "华远", "8000": "8000", "13800138": "138 0013 8", "公司:北湖": "", "city:x": ""} {
		d.press("/")
		d.paste(query)
		if want != "" && !mark(want) {
			t.Errorf("%q does not mark %q:\n%q", query, want, d.m.View().Content)
		}
		d.press("esc")
	}
	if mark("张伟") {
		t.Error("a mark stays behind")
	}
}

func TestNarrowToTheValueUnderTheCursor(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 140, 40)
	d.press("right right ,")
	d.sees("level:vip", "1 of 3")
	d.lacks("Helena")
	d.press("right right right right right right ,") // tags: one of two is chosen
	d.sees("老客户", "月结", "Tags")
	d.press("down enter")
	d.sees("level:vip tag:月结", "张伟")
	d.press("\\")
	d.sees("Helena", "3 customers")
	d.press("G , esc g")
	d.sees("3 customers")
}

func TestFrequencyOfAColumn(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("right right F")
	d.sees("Level: 3 different", "★ VIP", "33.3%", "██████", "1,280.50")
	d.press("down down enter")
	d.sees("level:vip", "张伟", "1 of 3")
	d.press("right F")
	d.sees("138 0013 8000", "100.0%")
	d.press("esc \\ right F")
	d.sees("cannot be counted")
	d.press("esc")
	d.sees("Helena")
}

func TestJumpToALetter(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("'")
	d.sees("a…z", "Name▲")
	d.press("z")
	d.sees("▌  张伟")
	d.press("' b")
	d.sees("▌  北湖")
	d.press("' esc G ' u")
	d.sees("▌  张伟")
}

// Who was found by the contact history shows beside the list what was said, marked,
// however long ago.
func TestPreviewShowsWhatWasSaid(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	book := st.As(model.Actor{Name: "li"}, model.OriginCommand)
	for i := range 2 * previewEntries {
		entry := &model.Interaction{CustomerID: 1, At: clock().AddDate(0, 0, -i), Channel: model.ChannelPhone, Direction: model.DirectionOut,
			Kind: model.InteractionOther, Content: "call " + strconv.Itoa(i)}
		if i == 2*previewEntries-1 {
			entry.Content = "wants a Shredder"
		}
		must[*model.ChangeSet](t)(book.Save(t.Context(), entry))
	}
	d := start(t, st, "en", 140, 40)
	d.press("/")
	d.write("shred")
	d.sees("wants a Shredder", "call 0", "1 of 3")
	if drawn := d.m.View().Content; strings.Contains(drawn, "wants a Shredder") {
		t.Error("what was found is not marked")
	}
	d.write("x")
	d.lacks("wants a Shredder")
	d.press("backspace")
	d.sees("wants a Shredder")
	d.press("esc")
	d.lacks("wants a Shredder")
}

// Where no preview stands beside the list, a line below it says why the customer under
// the cursor was found, unless a cell shows it.
func TestReasonIsShownBelowTheList(t *testing.T) {
	t.Parallel()
	st := openFilledBook(t)
	book := st.As(model.Actor{Name: "li"}, model.OriginCommand)
	must[*model.ChangeSet](t)(book.Save(t.Context(), &model.Interaction{CustomerID: 1, At: clock(), Channel: model.ChannelPhone, Direction: model.DirectionOut,
		Kind: model.InteractionOther, Content: "about the weather\nand long after that he wants a Shredder, soon"}))
	d := start(t, st, "en", 80, 24)
	name := must[*model.Customer](t)(book.Customer(t.Context(), 1)).Name
	d.press("/")
	d.write("shred")
	d.sees("1 of 3", "…after that he wants a Shredder, soon")
	if drawn := d.m.View().Content; strings.Contains(drawn, "wants a Shredder") {
		t.Error("what was found is not marked")
	}
	for range "shred" {
		d.press("backspace")
	}
	d.write(name)
	d.sees("1 of 3")
	d.lacks("Shredder")
	d.write(" shred")
	d.sees("wants a Shredder")
	d.press("esc")
	d.lacks("Shredder")
}

// Where a word becomes the name of a field, the list goes back to what stands before it.
func TestListStaysWhileAConditionIsTyped(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("/")
	d.write("level")
	d.sees("0 of 3")
	d.write(":")
	d.sees("3 customers")
	d.write("vi")
	d.sees("3 customers")
	d.write("p")
	d.sees("1 of 3")
	d.press("backspace")
	d.sees("1 of 3", "/ level:vi")
	d.press("esc /")
	d.write("holy kind")
	d.sees("0 of 3")
	d.write(":")
	d.sees("1 of 3", "Helena")
}

// The order of a query is marked in the head of the table, and stays when it is narrowed.
func TestOrderOfAQueryIsMarkedAndKept(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("/")
	d.write("sort:-spent")
	d.sees("Spent▼")
	d.press("enter ,")
	d.sees("sort:-spent", "1 of 3")
	d.press("right right right right F")
	d.sees("cannot be counted", "sort:-spent")
}
