package tui

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
)

// editor stands in for the person's own: it changes the file, once per call.
func (d *driver) editor(edits ...func(string) string) {
	d.t.Helper()
	r := d.m.(*root)
	r.outside = outside{words: []string{"ed"}}
	r.run = func(c *exec.Cmd, then tea.ExecCallback) tea.Cmd {
		return func() tea.Msg {
			if len(edits) == 0 {
				d.t.Error("the editor opens once more")
				return then(nil)
			}
			path := c.Args[len(c.Args)-1]
			text := edits[0](string(must[[]byte](d.t)(os.ReadFile(path))))
			edits = edits[1:]
			if text == "fail" {
				return then(errors.New("exit status 1"))
			}
			return then(os.WriteFile(path, []byte(text), 0o600))
		}
	}
}

func TestLongTextGoesToTheEditor(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.editor(func(text string) string { return text + "\n第二行\n" }, func(string) string { return "fail" })
	d.press("m")
	d.paste("问价")
	d.sees("Ctrl-e")
	d.press("ctrl+e")
	d.sees("问价", "第二行")
	d.press("ctrl+e")
	d.sees("异常退出", "kehu-", "第二行")
	d.press("ctrl+s")
	if got := must[[]model.Interaction](t)(d.book.Interactions(t.Context(), d.only("张伟").ID, 0, 1)); got[0].Content != "问价\n第二行" {
		t.Errorf("saved %q", got[0].Content)
	}
}

func TestRecordAsText(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	was := d.only("张伟")
	d.editor(func(text string) string {
		for _, want := range []string{"# 姓名\nname = \"张伟\"\n", "# 级别: vip, regular, potential\n", `tags = "老客户; 月结"`} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in the text:\n%s", want, text)
			}
		}
		text = strings.Replace(text, `level = "vip"`, `level = "普通客户"`, 1)
		text = strings.Replace(text, `title = "采购经理"`, `title = "总监 \"采购\""`, 1)
		return strings.Replace(text, `notes = "`, "notes = \"\"\"\n一\n二\n\"\"\" # \"", 1)
	})
	d.press("E")
	d.sees("修改客户：张伟")
	c := d.only("张伟")
	if c.Level != model.LevelRegular || c.Title != `总监 "采购"` || c.Notes != "一\n二" {
		t.Errorf("level %q, title %q, notes %q", c.Level, c.Title, c.Notes)
	}
	if diff := model.Diff(model.CustomerFields(), was, c); len(diff) != 3 {
		t.Errorf("changed %v", diff)
	}
	d.editor(func(text string) string { return text })
	d.press("E")
	d.sees("没有变化")
}

func TestErrorsInATextComeBackWithTheirLines(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	check := func(text string, wants ...string) {
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in the text:\n%s", want, text)
			}
		}
	}
	d.editor(
		func(text string) string {
			text = strings.Replace(text, `birthday = "1986-03-05"`, `birthday = "30 February"`, 1)
			return strings.Replace(text, `level = "vip"`, `levle = "vip"`, 1)
		},
		func(text string) string {
			check(text, "#! Please mend", "There is no field “levle”", `birthday = "30 February"`)
			for i, line := range strings.Split(text, "\n") { // the lines that are named are the lines that they are on
				if strings.HasPrefix(line, "birthday") {
					check(text, "#! Line "+strings.TrimSpace(numbered(i+1))+": ")
				}
			}
			return strings.Replace(strings.ReplaceAll(text, "levle = ", "level = "), `"30 February"`, `5 March`, 1)
		},
		func(text string) string {
			check(text, "cannot be read", "birthday = 5 March")
			if strings.Contains(text, "levle") {
				t.Error("the errors of before are still there")
			}
			return strings.Replace(text, "5 March", `"1 April 1990"`, 1)
		})
	d.press("E")
	if c := d.only("张伟"); c.Birthday.String() != "1990-04-01" {
		t.Errorf("birthday %s", c.Birthday)
	}
}

func numbered(n int) string { return grouped(int64(n)) }

// Who closes the editor over errors goes on in the form, with all that was typed.
func TestTextWithErrorsGoesOnInTheForm(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	same := func(text string) string { return text }
	d.editor(func(text string) string {
		text = strings.Replace(text, `name = "张伟"`, `name = "张大伟"`, 1)
		return strings.Replace(text, `email = "zhangwei@example.cn"`, `email = "nobody"`, 1)
	}, same)
	d.press("E")
	d.sees("Edit 张伟", "张大伟", "nobody")
}

func TestPurchaseAsText(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 100, 30)
	d.press("enter 2")
	c := d.only("张伟")
	d.editor(func(text string) string {
		if !strings.Contains(text, "[[items]]\nproduct = \"A4 复印纸\"") {
			t.Errorf("no items in\n%s", text)
		}
		return strings.Replace(text, "签字笔", "钢笔", 1) + "\n[[items]]\nproduct = \"墨水\"\nquantity = 2\nunit_price = \"10\"\namount = \"20\"\n"
	})
	d.press("E")
	list := must[[]model.Purchase](t)(d.book.Purchases(t.Context(), c.ID, 0, 1))
	if p := list[0]; len(p.Items) != 3 || p.Items[1].Product != "钢笔" || p.Items[2].Amount != 2000 || p.Items[0].SKU != "" {
		t.Errorf("saved %+v", p)
	}
}

func TestNoEditorOverSSH(t *testing.T) {
	t.Parallel()
	vi := filepath.Join(t.TempDir(), "vi")
	if err := os.WriteFile(vi, []byte("#!/bin/sh\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		environ []string
		remote  bool
		words   int
		why     string
	}{
		{[]string{"EDITOR=" + vi}, false, 1, ""},
		{[]string{"EDITOR=none", "VISUAL=" + vi + " -w"}, false, 2, ""},
		{[]string{"EDITOR=" + vi, "SSH_TTY=/dev/pts/3"}, false, 0, "tui.why.ssh_editor"},
		{[]string{"EDITOR=" + vi, "SSH_CONNECTION=1 2 3 4"}, false, 0, "tui.why.ssh_editor"},
		{[]string{"EDITOR=" + vi}, true, 0, "tui.why.ssh_editor"},
	} {
		if got := editorOf(test.environ, test.remote); len(got.words) != test.words || got.why != test.why {
			t.Errorf("%v: %+v", test, got)
		}
	}
	d := openFilled(t, "en", 80, 24)
	d.m.(*root).outside = outside{why: "tui.why.ssh_editor"}
	d.press("E")
	d.sees("Not over SSH")
	d.press("m ctrl+e")
	d.sees("Not over SSH")
}
