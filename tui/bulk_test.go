package tui

import (
	"slices"
	"testing"

	"kehu/model"
)

func TestMarkedCustomersAreEditedTogether(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("*")
	d.sees("已标记 3 位")
	d.press("space e") // all but the first
	d.sees("批量修改已标记的 2 位客户")
	d.press("right") // VIP
	d.press("tab")
	d.paste("zhao")
	d.press("tab")
	d.paste("展会；#华北")
	d.press("tab tab")
	d.paste("-")
	d.press("ctrl+s")
	d.sees("修改 2 位客户？", "级别 → ★ VIP 客户", "负责人 → zhao", "添加标签 → 展会；#华北", "来源 → 清空")
	d.press("n")
	d.sees("批量修改已标记的 2 位客户", "zhao")
	d.press("ctrl+s y")
	d.sees("修改 2 位客户")
	d.lacks("已标记")
	for _, name := range []string{"Helena", "北湖"} {
		c := d.only(name)
		if c.Level != model.LevelVIP || c.Owner != "zhao" || c.Source != "" || !slices.Equal(c.Tags, []string{"展会", "华北"}) {
			t.Errorf("%s: level %q, owner %q, source %q, tags %v", c.Name, c.Level, c.Owner, c.Source, c.Tags)
		}
	}
	if c := d.only("北湖"); c.Industry != "造纸" || c.Address.District != "浦东新区" {
		t.Errorf("untouched fields are %q, %q", c.Industry, c.Address.District)
	}
	if c := d.only("张伟"); c.Owner != "wang" || c.Source != "老客户介绍" {
		t.Error("the customer without a mark was changed")
	}
	d.press("u")
	if c := d.only("北湖"); c.Level != model.LevelPotential || c.Source != "展会" || len(c.Tags) != 0 {
		t.Errorf("after undo: %+v", c)
	}
}

func TestBulkFormComplainsAtTheField(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("* e ctrl+s")
	d.sees("Nothing is filled in")
	d.press("tab tab tab tab tab tab tab tab")
	d.paste("30 February")
	d.press("ctrl+s")
	d.sees("✗")
	d.lacks("Change 3 customers?")
	d.press("esc")
	d.sees("Drop")
	d.press("n")
	d.sees("30 February")
}

func TestQuickKeysForTagsAndLevel(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("l down down enter")
	d.sees("修改客户：张伟（级别）")
	if c := d.only("张伟"); c.Level != model.LevelPotential {
		t.Errorf("level %q", c.Level)
	}
	d.press("down l")
	d.write("普通")
	d.press("enter")
	if c := d.only("北湖"); c.Level != model.LevelRegular {
		t.Errorf("level %q", c.Level)
	}
	d.press("t")
	d.paste("老客户")
	d.press("ctrl+s")
	if c := d.only("北湖"); !slices.Equal(c.Tags, []string{"老客户"}) {
		t.Errorf("tags %v", c.Tags)
	}
	d.press("* t tab")
	d.paste("老客户")
	d.press("ctrl+s")
	d.sees("修改 3 位客户？", "去掉标签")
	d.press("y")
	d.sees("修改 2 位客户") // the third had no such tag
	d.press("* l")
	d.write("清空")
	d.press("enter")
	d.sees("修改 3 位客户？", "级别 → 清空")
	d.press("y")
	if c := d.only("张伟"); c.Level != "" || !slices.Equal(c.Tags, []string{"月结"}) {
		t.Errorf("level %q, tags %v", c.Level, c.Tags)
	}
}

func TestMarkAllFollowsTheQuery(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("/")
	d.paste("北湖")
	d.press("enter *")
	d.sees("已标记 1 位")
	d.press("\\ v down v")
	d.sees("已标记 2 位")
	d.press("* *")
	d.lacks("已标记")
}
