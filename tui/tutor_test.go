package tui

import (
	"context"
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"kehu/internal/race"
	"kehu/locale"
	"kehu/model"
	"kehu/tui/widget"
)

// startTutor opens the tutorial on a book with the customers of the fixture, which
// is somebody else's. The steps that it keeps come to kept.
func startTutor(t *testing.T, lang string, w, h, step int, kept *[]int) *driver {
	t.Helper()
	st := openFilledBook(t)
	for i := range 8 {
		must[*model.ChangeSet](t)(st.As(model.Actor{Name: "li"}, model.OriginDemo).Save(t.Context(),
			&model.Customer{Kind: model.PersonKind, Name: fmt.Sprint("李", i), Level: model.LevelRegular}))
	}
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	d := &driver{t: t, store: st, w: w, h: h, book: st.As(model.Actor{Name: "li"}, model.OriginCommand)}
	d.m = New(ctx, Options{Store: st, Actor: model.Actor{Name: "wang"}, Lang: lang, Now: clock, Tutor: &Tutorial{Step: step, Save: func(step int) error {
		*kept = append(*kept, step)
		return nil
	}}})
	r := d.m.(*tutor).root
	d.listen(r)
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	d.drain(d.m.Init())
	return d
}

func TestTutorialNoticesEachStep(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	var kept []int
	d := startTutor(t, "en", 80, 24, 0, &kept)
	step := func(keys, text, next string) {
		t.Helper()
		d.press(keys)
		if text != "" {
			d.paste(text)
			d.press("ctrl+s")
		}
		d.fits()
		d.sees(next)
	}
	d.sees("Tutorial 1/13 · Move")
	step("down down", "", "1/13")
	step("down", "", "✓ Move  → Tutorial 2/13 · Search")
	d.press("/")
	d.paste("zhangwei")
	d.sees("2/13")
	step("enter", "", "3/13 · Open a card")
	step("enter", "", "4/13")
	step("2", "", "5/13 · Back to the list")
	step("esc", "", "6/13 · Note a contact")
	step("m", "asked for prices", "7/13 · Add a purchase")
	d.press("$ tab tab tab")
	d.paste("A4")
	d.press("tab tab")
	d.paste("12")
	step("ctrl+s", "", "8/13 · Undo")
	step("u", "", "9/13 · See everybody again")
	step("esc", "", "10/13 · Narrow by a value")
	step("right right right right ,", "", "11/13 · The history")
	step("]", "", "12/13 · All keys")
	step("?", "", "13/13 · Done!")
	d.sees("q end the tutorial")
	d.lacks("Ctrl-t", "next time")
	d.press("esc q")
	if !d.quit {
		t.Error("the last step does not end the program")
	}
	if n := len(kept); n != TutorialSteps() || kept[n-1] != TutorialSteps() {
		t.Errorf("kept the steps %v", kept)
	}
	if got := must[[]model.Purchase](t)(d.book.Purchases(t.Context(), d.only("张伟").ID, 0, 0)); len(got) != 2 {
		t.Errorf("%d purchases after the undo, want the 2 of before", len(got))
	}
}

func TestTutorialIsSkippedLeftAndResumed(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	var kept []int
	d := startTutor(t, "zh", 80, 24, 0, &kept)
	d.press("ctrl+t ctrl+t")
	d.sees("3/13 · 打开卡片")
	d.press("q")
	if !d.quit || kept[len(kept)-1] != 2 {
		t.Fatalf("left with %v kept", kept)
	}
	d = startTutor(t, "zh", 80, 24, 4, &kept)
	d.sees("3/13 · 打开卡片") // the card of before is closed
	d = startTutor(t, "zh", 80, 24, 7, &kept)
	d.sees("7/13 · 记一笔购买") // what could be undone is gone
	d.press("u")
	d.sees("张伟") // the samples are somebody else's
	for range TutorialSteps() - 6 {
		d.press("ctrl+t")
	}
	if !d.quit {
		t.Error("skipping the last step does not end the program")
	}
}

func TestTutorialTextsFit(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"zh", "en"} {
		p := locale.New(lang)
		for _, l := range lessons {
			if lines := widget.Wrap(p.T("tutor.text."+l.id), minWidth-4); len(lines) > tutorLines-2 {
				t.Errorf("%s, %s: %d lines in the narrowest terminal: %q", lang, l.id, len(lines), lines)
			}
		}
	}
	var kept []int
	d := startTutor(t, "zh", 60, 20, 0, &kept)
	d.fits()
	d.sees("1/13", "张伟", "跳过")
}

func TestGoldenTutor(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	for _, lang := range []string{"zh", "en"} {
		for _, size := range []struct{ w, h int }{{80, 24}, {140, 40}} {
			t.Run(fmt.Sprintf("%s-%dx%d", lang, size.w, size.h), func(t *testing.T) {
				var kept []int
				d := startTutor(t, lang, size.w, size.h, 2, &kept)
				d.press("enter")
				d.send(tea.BackgroundColorMsg{})
				d.fits()
				golden.RequireEqual(t, d.m.View().Content)
			})
		}
	}
}
