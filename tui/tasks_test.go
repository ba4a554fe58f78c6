package tui

import (
	"strings"
	"testing"

	"kehu/internal/race"
	"kehu/model"
	"kehu/tui/widget"
)

// Every field of a day reads days as people write them and shows which is meant.
func TestDaysAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	written := map[string]string{"明天": "2026-11-19 星期四", "下周三": "2026-11-25 星期三", "+7d": "2026-11-25 星期三", "10-4": "2026-10-04 星期日",
		"2024年10月4日": "2024-10-04 星期五", "3天前": "2026-11-15 星期日"}
	for name, keys := range map[string]string{
		"purchase": "enter $", "follow-up": "enter f tab", "next step": "enter m tab tab tab tab tab tab tab tab tab", "contact": "enter m tab tab tab tab",
		"next review": "a next_review",
	} {
		t.Run(name, func(t *testing.T) {
			d := openFilled(t, "zh", 80, 24)
			keys, field, named := strings.Cut(keys, " next_")
			d.press(keys)
			if named {
				d.m.(*root).top().(*form[model.Customer, *model.Customer]).form.Focus(widget.Ref{Key: "next_" + field})
			}
			for text, want := range written {
				d.press("ctrl+u")
				d.paste(text)
				d.sees("= " + want)
			}
			d.press("ctrl+u")
			d.paste("2月30日")
			d.press("tab shift+tab tab shift+tab") // the first field has none before it, the last none behind it
			d.sees("没有“2月30日”这一天")
		})
	}
}

// tasksOf lists the follow-ups of 张伟, open ones first.
func (d *driver) tasksOf(name string) []model.Task {
	d.t.Helper()
	return must[[]model.Task](d.t)(d.book.Tasks(d.t.Context(), d.only(name).ID, 0, 0))
}

func TestFollowUpIsFinishedWithAResult(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("enter x")
	d.sees("完成“发报价单”", "结果", "另记联系")
	d.lacks("下次")
	d.paste("客户接受了报价")
	d.press("tab right right ctrl+s") // by mail
	d.sees("完成跟进：张伟", "客户接受了报价", "邮件")
	k := d.tasksOf("张伟")[0]
	if k.Done.IsZero() || k.Result != "客户接受了报价" {
		t.Errorf("follow-up %+v", k)
	}
	entries := must[[]model.Interaction](t)(d.book.Interactions(t.Context(), k.CustomerID, 0, 0))
	if e := entries[0]; len(entries) != 3 || e.Channel != model.ChannelMail || e.Content != "发报价单\n客户接受了报价" || e.Author != "wang" {
		t.Errorf("contact entry %+v", e)
	}
	d.press("u")
	d.sees("已撤销：完成跟进：张伟")
	if k := d.tasksOf("张伟")[0]; !k.Done.IsZero() || k.Result != "" {
		t.Errorf("after the undo %+v", k)
	}
	if entries := must[[]model.Interaction](t)(d.book.Interactions(t.Context(), k.CustomerID, 0, 0)); len(entries) != 2 {
		t.Errorf("%d contact entries after the undo", len(entries))
	}
}

func TestRepeatingFollowUpComesAgain(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("enter f")
	d.write("Count the stock")
	d.press("tab")
	d.write("2026-11-01")
	d.press("tab left tab right right right") // high, monthly
	d.sees("monthly", "then 2026-12-01 Tuesday")
	d.press("ctrl+s")
	d.sees("high · monthly · due 11-01")
	d.press("x")
	d.sees("Finish “Count the stock”", "Due again", "= 2026-12-01 Tuesday")
	d.write("all there")
	d.press("tab tab")
	d.write("+30d")
	d.sees("= 2026-12-18 Friday")
	d.press("ctrl+s")
	tasks := d.tasksOf("张伟")
	if len(tasks) != 3 {
		t.Fatalf("%d follow-ups, want 3", len(tasks))
	}
	if next := tasks[1]; next.Due.String() != "2026-12-18" || next.Repeat != model.RepeatMonthly || next.Priority != model.PriorityHigh || next.Owner != "wang" {
		t.Errorf("next %+v", next)
	}
	d.press("u")
	if tasks := d.tasksOf("张伟"); len(tasks) != 2 || !tasks[0].Done.IsZero() {
		t.Errorf("after the undo %+v", tasks)
	}
}

func TestRepeatDaysAreAskedForWhereTheyMatter(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("enter f")
	d.write("回访")
	d.lacks("天数")
	d.press("tab tab tab left")
	d.sees("完成后若干天", "天数")
	d.press("tab 1 4 ctrl+s")
	if k := d.tasksOf("张伟")[0]; k.Repeat != model.RepeatAfter(14) {
		t.Errorf("repeats %q", k.Repeat)
	}
	d.press("x tab tab ctrl+u")
	d.sees("这是最后一次")
	d.press("ctrl+s")
	if tasks := d.tasksOf("张伟"); len(tasks) != 2 {
		t.Errorf("%d follow-ups: an empty day ends the repetition", len(tasks))
	}
}

// A wrong number of days is said at the field.
func TestRepeatDaysMustBeANumber(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("enter f")
	d.write("回访")
	d.press("tab tab tab left tab 0 ctrl+s")
	d.sees("✗", "天数", "新增跟进")
}

// A follow-up that is ticked off in its own form comes again as well.
func TestFinishedInItsForm(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	k := d.tasksOf("张伟")[0]
	k.Repeat = model.RepeatWeekly
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), &k))
	d.await()
	d.press("enter e tab tab tab tab tab space ctrl+s")
	d.sees("完成跟进：张伟")
	if tasks := d.tasksOf("张伟"); len(tasks) != 2 || tasks[0].Due.String() != "2026-11-27" {
		t.Errorf("follow-ups %+v", tasks)
	}
}

// The follow-up of a next step goes along when the next step is put off.
func TestChangedNextStepMovesItsFollowUp(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("enter 3 e" + strings.Repeat(" tab", 9))
	d.write("+30d")
	d.press("ctrl+s")
	if tasks := d.tasksOf("张伟"); len(tasks) != 1 || tasks[0].Due.String() != "2026-12-18" || tasks[0].Title != "发报价单" {
		t.Errorf("follow-ups %+v", tasks)
	}
	d.press("u")
	if tasks := d.tasksOf("张伟"); len(tasks) != 1 || tasks[0].Due.String() != "2026-11-20" {
		t.Errorf("after the undo %+v", tasks)
	}
}
