package tui

import (
	"testing"

	"kehu/model"
)

// quick runs a line of quick entry as the command line of the screen does.
func (d *driver) quick(line string) {
	d.t.Helper()
	d.drain(quickEntry(d.m.(*root).session, line))
	select {
	case <-d.told:
		d.send(watched{})
	default:
	}
}

func TestQuickEntryOfAContact(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 100, 30)
	d.press("enter")
	d.quick("log 张伟 电话 询价A4纸 评分4 下周三回访")
	d.sees("新增联系记录：张伟", "电话 · 询价 · ★★★★☆ · 询价A4纸 · 跟进 回访 · 2026-11-25 星期三")
	c := d.only("张伟")
	entries := must[[]model.Interaction](t)(d.book.Interactions(t.Context(), c.ID, 0, 0))
	if e := entries[0]; len(entries) != 3 || e.Rating != 4 || e.Next != "回访" || e.Author != "wang" {
		t.Errorf("entry %+v", e)
	}
	if tasks := d.tasksOf("张伟"); len(tasks) != 2 || tasks[1].Title != "回访" || tasks[1].Owner != "wang" {
		t.Errorf("follow-ups %+v", tasks)
	}
	d.press("u")
	if tasks := d.tasksOf("张伟"); len(tasks) != 1 {
		t.Errorf("one undo leaves %d follow-ups", len(tasks))
	}
}

func TestQuickEntryOfAPurchase(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 100, 30)
	d.quick("buy 张伟 签字笔x10 台灯 199 已付")
	d.sees("新增购买记录：张伟", "签字笔 ×10 5.00", "总额 ¥249.00")
	if p := d.newest(); p.Status != model.StatusPaid || len(p.Items) != 2 || p.Items[0].UnitPrice != 500 {
		t.Errorf("purchase %+v", p)
	}
	d.quick("buy 张伟 台灯 199 合计 180")
	d.sees("✗", "总额 180.00 与明细合计 199.00 不符")
	d.quick("buy 张伟 地球仪")
	d.sees("✗", "地球仪")
}

func TestQuickEntryOfAFollowUp(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 100, 30)
	d.quick("todo add Helena every friday send the report urgent")
	d.sees("Added follow-up Helena Holý", "send the report · 2026-11-20 Friday · weekly · high")
	d.quick("todo nobody call")
	d.sees("✗", "nobody")
	d.quick("")
	d.sees("✗")
}

func TestQuickEntryListsNamesakes(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 100, 30)
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), &model.Customer{Kind: model.PersonKind, Name: "张伟", Company: "南山"}))
	d.quick("log 张伟 电话 你好")
	d.sees("✗", "#3 张伟", "#4 张伟")
}
