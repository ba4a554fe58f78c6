package tui

import "testing"

func TestLikelyDuplicatesAppearWhileOneTypes(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("a")
	d.paste("章威") // sounds like 张伟
	d.sees("可能已有这位客户", "张伟 · 北京华远贸易有限公司", "姓名同音")
	d.press("backspace")
	d.lacks("可能已有")
	d.press("tab tab")
	d.paste("13800138000")
	d.sees("可能已有这位客户", "号码相同", "Ctrl-d")
	d.fits()
	d.press("ctrl+d")
	d.sees("SO-1001") // the card
	d.press("esc")
	d.sees("新增客户", "章", "13800138000")
	d.press("backspace backspace backspace backspace")
	d.paste("****")
	d.lacks("可能已有")
	d.press("ctrl+d") // nothing to look at
	d.sees("新增客户", "1380013****")
}

func TestEditIsNoDuplicateOfItself(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	d.press("e")
	d.write(" ")
	d.lacks("Perhaps in the book")
	d.press("tab tab")
	d.paste("; hholy@example.com")
	d.press("tab")
	d.paste("; hholy@example.com")
	d.sees("Perhaps in the book already", "Helena Holý", "same mail")
}

// Who has the same name has its sound too: it is said once.
func TestSameNameIsSaidOnce(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 100, 30)
	d.press("a")
	d.paste("张伟")
	d.press("tab")
	d.sees("张伟 · 北京华远贸易有限公司", "姓名相同")
	d.lacks("姓名同音")
}
