package widget

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// list is a source over records named by key.
type list struct {
	keys  []int64
	reads int
	err   error
}

func newList(n int) *list {
	l := &list{}
	for i := range n {
		l.keys = append(l.keys, int64(i+1)*10)
	}
	return l
}

func (l *list) read(_ context.Context, span Span) ([]Row, error) {
	offset, limit := span.Offset, span.Limit
	l.reads++
	if l.err != nil {
		return nil, l.err
	}
	var out []Row
	for i := offset; i < min(offset+limit, len(l.keys)); i++ {
		k := l.keys[i]
		out = append(out, Row{Key: k, Cells: []string{fmt.Sprintf("客户%d", k), "上海", fmt.Sprint(k * 3)}})
	}
	return out, nil
}

func customerColumns() []Column {
	return []Column{
		{Key: "name", Title: "姓名", Flex: true, Min: 8},
		{Key: "city", Title: "城市", Muted: true},
		{Key: "spent", Title: "消费", Right: true},
	}
}

func newTestTable(l *list, w, h int) *Table {
	t := NewTable(NewStyles(true, true), customerColumns())
	t.Empty = "没有客户"
	run(t.Update, t.SetSize(w, h))
	run(t.Update, t.SetSource(l.read))
	return t
}

func keys(t *Table, names ...string) {
	for _, n := range names {
		run(t.Update, t.Update(press(n)))
	}
}

func TestTableMoves(t *testing.T) {
	t.Parallel()
	l := newList(1000)
	tb := newTestTable(l, 40, 11)
	run(tb.Update, tb.SetTotal(1000, true))
	for _, tt := range []struct {
		key  string
		want int
	}{
		{"j", 1}, {"down", 2}, {"k", 1}, {"up", 0}, {"up", 0}, {"pgdown", 10}, {"ctrl+d", 15}, {"ctrl+u", 10},
		{"pgup", 0}, {"G", 999}, {"j", 999}, {"g", 0}, {"end", 999}, {"home", 0}, {"ｊ", 1},
	} {
		keys(tb, tt.key)
		r, ok := tb.Row()
		if tb.Cursor() != tt.want || !ok || r.Key != int64(tt.want+1)*10 {
			t.Errorf("after %s: cursor %d on %v (read: %v), want %d", tt.key, tb.Cursor(), r.Key, ok, tt.want)
		}
		checkBlock(t, tb.View(), 40, 11)
	}
	if len(tb.rows) > 5*tb.body() {
		t.Errorf("%d rows are in memory", len(tb.rows))
	}
}

func TestTableOfUnknownLength(t *testing.T) {
	t.Parallel()
	tb := newTestTable(newList(137), 40, 11)
	if got := tb.Position(); got != "1/15+" {
		t.Errorf("position %s", got)
	}
	for range 20 {
		keys(tb, "pgdown")
	}
	if got := tb.Position(); got != "137/137" {
		t.Errorf("position %s", got)
	}
	run(tb.Update, tb.SetTotal(9000, false))
	if got := tb.Position(); got != "137/137" {
		t.Errorf("position %s after a worse estimate", got)
	}
}

// An estimate may be too high: the end is found all the same.
func TestTableOfOverestimatedLength(t *testing.T) {
	t.Parallel()
	tb := newTestTable(newList(137), 40, 11)
	run(tb.Update, tb.SetTotal(5000, false))
	keys(tb, "G")
	if got := tb.Position(); got != "137/137" {
		t.Errorf("position %s", got)
	}
}

func TestTableReloadKeepsTheRecordAndItsLine(t *testing.T) {
	t.Parallel()
	l := newList(500)
	tb := newTestTable(l, 40, 11)
	run(tb.Update, tb.SetTotal(500, true))
	keys(tb, "pgdown", "pgdown", "k", "k", "k")
	before, _ := tb.Row()
	line := tb.cursor - tb.top
	l.keys = append([]int64{1, 2, 3}, l.keys...)
	run(tb.Update, tb.Reload())
	after, _ := tb.Row()
	if before.Key != after.Key || tb.cursor-tb.top != line {
		t.Errorf("from record %d line %d to record %d line %d", before.Key, line, after.Key, tb.cursor-tb.top)
	}
	if n, _ := tb.Total(); n != 500 { // the caller counts again
		t.Errorf("total %d", n)
	}
}

func TestTableReloadWithoutTheRecordKeepsTheIndex(t *testing.T) {
	t.Parallel()
	l := newList(30)
	tb := newTestTable(l, 40, 11)
	keys(tb, "j", "j", "j")
	l.keys = append(l.keys[:3], l.keys[4:]...)
	run(tb.Update, tb.Reload())
	if r, _ := tb.Row(); tb.Cursor() != 3 || r.Key != 50 {
		t.Errorf("cursor %d on %d", tb.Cursor(), r.Key)
	}
	l.keys = l.keys[:2]
	run(tb.Update, tb.Reload())
	if r, _ := tb.Row(); tb.Cursor() != 1 || r.Key != 20 {
		t.Errorf("cursor %d on %d", tb.Cursor(), r.Key)
	}
	l.keys = nil
	run(tb.Update, tb.Reload())
	if _, ok := tb.Row(); ok || !strings.Contains(text(tb.View()), "没有客户") {
		t.Errorf("an empty list shows\n%s", text(tb.View()))
	}
}

func TestTableDropsStaleAnswers(t *testing.T) {
	t.Parallel()
	tb := newTestTable(newList(100), 40, 11)
	old := tb.Reload()
	run(tb.Update, tb.SetSource(newList(3).read))
	tb.Update(old())
	if n, _ := tb.Total(); n != 3 {
		t.Errorf("total %d: an old answer was taken", n)
	}
	other := newTestTable(newList(50), 40, 11)
	tb.Update(other.Reload()())
	if n, _ := tb.Total(); n != 3 {
		t.Errorf("total %d: another table's answer was taken", n)
	}
}

func TestTableCancelsTheReadOfAnOldQuery(t *testing.T) {
	t.Parallel()
	tb := NewTable(NewStyles(true, true), customerColumns())
	tb.SetSize(40, 10)
	var ctx context.Context
	cmd := tb.SetSource(func(c context.Context, _ Span) ([]Row, error) { ctx = c; return nil, c.Err() })
	tb.SetSource(newList(3).read)
	if msg := cmd().(landedMsg); !errors.Is(msg.err, context.Canceled) || ctx.Err() == nil {
		t.Errorf("error %v", msg.err)
	}
}

func TestTableReadsOneWindowAtATime(t *testing.T) {
	t.Parallel()
	tb := newTestTable(newList(1000), 40, 11)
	run(tb.Update, tb.SetTotal(1000, true))
	first := tb.Update(press("G"))
	if first == nil || tb.Update(press("g")) != nil || tb.Update(press("G")) != nil {
		t.Fatal("two reads at once, or none")
	}
	if !strings.Contains(text(tb.View()), "…") {
		t.Error("rows to come are not shown as such")
	}
	run(tb.Update, first)
	if r, ok := tb.Row(); !ok || r.Key != 10000 {
		t.Errorf("on %d", r.Key)
	}
}

func TestTableShowsAFailedReadAndTriesAgain(t *testing.T) {
	t.Parallel()
	l := newList(20)
	l.err = errors.New("disk gone")
	tb := newTestTable(l, 40, 10)
	if tb.Err() == nil || !strings.Contains(text(tb.View()), "✗ disk gone") {
		t.Errorf("shows\n%s", text(tb.View()))
	}
	if l.reads != 1 {
		t.Errorf("%d reads", l.reads)
	}
	l.err = nil
	keys(tb, "j")
	if tb.Err() != nil || len(tb.rows) != 13 {
		t.Errorf("error %v, %d rows", tb.Err(), len(tb.rows))
	}
	run(tb.Update, tb.SetSource(func(context.Context, Span) ([]Row, error) { panic("boom") }))
	if err := tb.Err(); err == nil || !strings.Contains(err.Error(), "boom") {
		t.Errorf("a panic became %v", err)
	}
}

func TestTableMarks(t *testing.T) {
	t.Parallel()
	tb := newTestTable(newList(20), 40, 10)
	tb.Toggle()
	keys(tb, "j", "j")
	tb.Toggle()
	if got := tb.Marked(); !reflect.DeepEqual(got, []int64{10, 30}) {
		t.Errorf("marked %v", got)
	}
	if n := strings.Count(text(tb.View()), "●"); n != 2 {
		t.Errorf("%d marks drawn", n)
	}
	tb.Toggle()
	tb.StartRange()
	keys(tb, "j", "j")
	if from, to, ok := tb.Range(); from != 2 || to != 4 || !ok {
		t.Errorf("range %d–%d %v", from, to, ok)
	}
	tb.Unmark()
	tb.EndRange()
	if strings.Contains(text(tb.View()), "●") {
		t.Error("marks remain")
	}
}

func TestTableSelect(t *testing.T) {
	t.Parallel()
	l := newList(1000)
	tb := newTestTable(l, 40, 11)
	run(tb.Update, tb.SetTotal(1000, true))
	cmd := tb.Select(7000, 690)
	if _, ok := tb.Row(); ok {
		t.Error("a row is selected before it was read")
	}
	run(tb.Update, cmd)
	if r, _ := tb.Row(); r.Key != 7000 || tb.Cursor() != 699 {
		t.Errorf("on %d at %d", r.Key, tb.Cursor())
	}
}

func TestTableColumns(t *testing.T) {
	t.Parallel()
	cols := customerColumns()
	for i := range 6 {
		cols = append(cols, Column{Key: fmt.Sprint(i), Title: fmt.Sprintf("列%d", i)})
	}
	tb := NewTable(NewStyles(false, false), cols)
	run(tb.Update, tb.SetSize(40, 6))
	run(tb.Update, tb.SetSource(func(context.Context, Span) ([]Row, error) {
		return []Row{{Key: 1, Cells: []string{"欧阳震华国际贸易有限公司", "上海", "9.50", "零", "一", "二", "三", "四", "五个字的值"}}}, nil
	}))
	for range 12 {
		keys(tb, "right")
		checkBlock(t, tb.View(), 40, 6)
		if !holds(tb.slots, tb.here) || tb.slots[0].col != 0 {
			t.Fatalf("column %d is not in view, or the first one is not: %v", tb.here, tb.slots)
		}
	}
	if tb.Column().Key != "5" || tb.Cell() != "五个字的值" {
		t.Errorf("column %q, cell %q", tb.Column().Key, tb.Cell())
	}
	if !strings.Contains(text(tb.View()), "‹") {
		t.Error("nothing tells of columns on the left")
	}
	tb.Widen(4)
	checkBlock(t, tb.View(), 40, 6)
	tb.Refit()
	for range 12 {
		keys(tb, "left")
	}
	if tb.Column().Key != "name" || !strings.Contains(text(tb.View()), "›") {
		t.Errorf("column %q", tb.Column().Key)
	}
}

// Fitting measures what is on the screen, not what was read above and below it.
func TestTableFitsWhatIsSeen(t *testing.T) {
	t.Parallel()
	tb := newTestTable(newList(100), 60, 6)
	wide := func(_ context.Context, span Span) (out []Row, _ error) {
		for i := span.Offset; i < min(span.Offset+span.Limit, 100); i++ {
			city := "上海"
			if i == 10 {
				city = "呼伦贝尔市海拉尔区"
			}
			out = append(out, Row{Key: int64(i) + 1, Cells: []string{"客户", city, "1"}})
		}
		return out, nil
	}
	run(tb.Update, tb.SetSource(wide))
	for _, step := range []struct{ at, want int }{{0, 6}, {10, 18}, {20, 6}} {
		run(tb.Update, tb.GoTo(step.at))
		tb.Refit()
		if got := tb.slots[1].w; got != step.want {
			t.Errorf("at row %d the city has %d cells, want %d", step.at, got, step.want)
		}
	}
}

func TestTableSortSigns(t *testing.T) {
	t.Parallel()
	tb := newTestTable(newList(3), 60, 6)
	tb.SetSort(SortKey{"spent", true})
	if head, _, _ := strings.Cut(text(tb.View()), "\n"); !strings.Contains(head, "消费▼") {
		t.Errorf("head %q", head)
	}
	tb.SetSort(SortKey{"spent", true}, SortKey{"name", false})
	if head, _, _ := strings.Cut(text(tb.View()), "\n"); !strings.Contains(head, "消费▼¹") || !strings.Contains(head, "姓名▲²") {
		t.Errorf("head %q", head)
	}
}

// Widths do not dance while one scrolls to longer texts; only numbers, which must
// not be cut, get the room they need.
func TestTableWidthsAreStable(t *testing.T) {
	t.Parallel()
	tb := newTestTable(newList(100000), 60, 20)
	run(tb.Update, tb.SetTotal(100000, true))
	before := fmt.Sprint(tb.slots[1])
	keys(tb, "G")
	if after := fmt.Sprint(tb.slots[1]); before != after {
		t.Errorf("widths went from %s to %s", before, after)
	}
	if strings.Contains(text(tb.View()), "…") {
		t.Errorf("a number is cut:\n%s", text(tb.View()))
	}
	tb.Refit()
	if after := fmt.Sprint(tb.slots); before == after {
		t.Error("refitting changed nothing")
	}
}

func TestTableHighlights(t *testing.T) {
	t.Parallel()
	st := NewStyles(true, true)
	tb := NewTable(st, customerColumns())
	run(tb.Update, tb.SetSize(40, 5))
	run(tb.Update, tb.SetSource(func(context.Context, Span) ([]Row, error) {
		name := "王\t伟👍🏽张伟"
		i := strings.Index(name, "张伟")
		rows := []Row{{Key: 1, Cells: []string{"甲"}}, {Key: 2, Cells: []string{name}, Match: []Match{{0, i, i + 6}, {0, 90, 99}, {0, -1, 0}}}}
		return rows, nil
	}))
	if want := NewBrush(st.Match).On + "张伟"; !strings.Contains(tb.View().S, want) {
		t.Errorf("no highlight in %q", tb.View().S)
	}
	checkBlock(t, tb.View(), 40, 5)
}

func TestTableSurvivesNaughtyStrings(t *testing.T) {
	t.Parallel()
	ss := append(naughty(t), strings.Repeat("长", 10000), "\xff\xfe\x9b31m")
	for _, color := range []bool{true, false} {
		tb := NewTable(NewStyles(true, color), customerColumns())
		run(tb.Update, tb.SetSize(60, 24))
		run(tb.Update, tb.SetSource(func(_ context.Context, span Span) ([]Row, error) {
			at, n := span.Offset, span.Limit
			var out []Row
			for i := at; i < min(at+n, len(ss)); i++ {
				out = append(out, Row{Key: int64(i), Cells: []string{ss[i], ss[len(ss)-1-i], ss[i]}})
			}
			return out, nil
		}))
		for range ss {
			checkBlock(t, tb.View(), 60, 24)
			keys(tb, "j")
		}
	}
}

func TestTableAtAllSizes(t *testing.T) {
	t.Parallel()
	tb := newTestTable(newList(200), 80, 24)
	for w := 1; w < 90; w += 3 {
		for _, h := range []int{1, 2, 3, 10, 60} {
			run(tb.Update, tb.SetSize(w, h))
			keys(tb, "j")
			if f := tb.View(); w >= 10 {
				checkBlock(t, f, w, max(h, 2))
			}
		}
	}
}

func TestTableClickAndWheel(t *testing.T) {
	t.Parallel()
	tb := newTestTable(newList(200), 40, 11)
	run(tb.Update, tb.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown}))
	if tb.Cursor() != 3 {
		t.Errorf("cursor %d", tb.Cursor())
	}
	run(tb.Update, tb.SetTotal(200, true))
	for _, c := range []struct {
		x, y, cursor int
		hit          Hit
	}{
		{8, 5, 4, OnRow}, {1, 3, 2, OnMark}, {8, 0, 2, OnHead}, {1, 0, 2, Missed}, {8, 11, 2, Missed}, {-1, 3, 2, Missed}, {39, 10, 199, OnBar}, {39, 1, 0, OnBar},
	} {
		hit, cmd := tb.Click(c.x, c.y)
		if run(tb.Update, cmd); hit != c.hit || tb.Cursor() != c.cursor {
			t.Errorf("a click at %d, %d meets %v, cursor %d", c.x, c.y, hit, tb.Cursor())
		}
	}
}

func BenchmarkTableKey(b *testing.B) {
	tb := NewTable(NewStyles(true, true), []Column{
		{Key: "name", Title: "姓名", Flex: true}, {Key: "company", Title: "公司", Flex: true}, {Key: "phone", Title: "电话"},
		{Key: "city", Title: "城市", Muted: true}, {Key: "level", Title: "级别"}, {Key: "spent", Title: "消费", Right: true},
		{Key: "last", Title: "最近联系"}, {Key: "tags", Title: "标签", Flex: true},
	})
	rows := func(_ context.Context, span Span) ([]Row, error) {
		at, n := span.Offset, span.Limit
		out := make([]Row, 0, n)
		for i := at; i < min(at+n, 1_000_000); i++ {
			out = append(out, Row{Key: int64(i), Cells: []string{"欧阳伟 Wei", "北湖国际贸易有限公司", "138 0013 8000",
				"上海", "VIP 客户", "12,345.60", "2026-03-04", "老客户 🍵"}})
		}
		return out, nil
	}
	run(tb.Update, tb.SetSize(120, 40))
	run(tb.Update, tb.SetSource(rows))
	run(tb.Update, tb.SetTotal(1_000_000, true))
	for _, k := range []string{"j", "pgdown"} {
		b.Run(k, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				run(tb.Update, tb.Update(press(k)))
				if tb.View().S == "" {
					b.Fatal("nothing drawn")
				}
			}
		})
	}
}

// Far windows are read from a row that is known, but not from one that may have moved.
func TestTableTellsWhatItKnows(t *testing.T) {
	t.Parallel()
	l := newList(5000)
	var asked []Span
	tb := newTestTable(l, 80, 24)
	run(tb.Update, tb.SetSource(func(ctx context.Context, s Span) ([]Row, error) {
		asked = append(asked, s)
		return l.read(ctx, s)
	}))
	run(tb.Update, tb.SetTotal(5000, true))
	for range 6 {
		keys(tb, "pgdown")
	}
	last := asked[len(asked)-1]
	if last.Offset == 0 || last.Key != l.keys[last.At] || last.At < last.Offset-200 || last.At > last.Offset || last.Total != 5000 {
		t.Errorf("asked for %+v", last)
	}
	run(tb.Update, tb.Reload())
	if last := asked[len(asked)-1]; last.Key != 0 {
		t.Errorf("after a reload asked for %+v", last)
	}
}

// The end is where the exact number says, also when that comes later.
func TestTableGoesToTheEndOnceItIsKnown(t *testing.T) {
	t.Parallel()
	tb := newTestTable(newList(5000), 80, 24)
	run(tb.Update, tb.SetTotal(1000, false))
	keys(tb, "G")
	run(tb.Update, tb.SetTotal(5000, true))
	if tb.Cursor() != 4999 {
		t.Errorf("the cursor is at %d", tb.Cursor())
	}
	run(tb.Update, tb.SetTotal(1000, false))
	run(tb.Update, tb.GoTo(3000))
	if tb.Cursor() != 3000 {
		t.Errorf("the cursor is at %d, want 3000", tb.Cursor())
	}
}
