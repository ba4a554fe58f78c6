package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kehu/internal/race"
)

// asked imports a sheet at a terminal where somebody types lines.
func asked(t *testing.T, e env, text, typed string, flags ...string) result {
	t.Helper()
	file := filepath.Join(t.TempDir(), "sheet.csv")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	master, in, _ := openTerminal(t, 80)
	if _, err := master.WriteString(typed); err != nil {
		t.Fatal(err)
	}
	e.in = in
	return kehu(t, e, append([]string{"import", file, "--on-duplicate", "ask", "-o", "json"}, flags...)...)
}

func TestImportAsksRowByRow(t *testing.T) {
	t.Parallel()
	e := testEnv(t, map[string]string{"KEHU_LANG": "en"})
	for _, name := range []string{"Ada", "Bob", "Cleo"} {
		if got := kehu(t, e, "add", name, "city=Rome"); got.code != 0 {
			t.Fatal(got.err)
		}
	}
	got := asked(t, e, "Name,City,Title\nAda,Oslo,Boss\nBob,Oslo,\nCleo,Oslo,\n", "x\nf\nb\nn\n")
	for _, want := range []string{"1 of 3", "line 2 (row 1): Ada", "from elsewhere", "Oslo", "Rome"} {
		if !strings.Contains(got.err, want) {
			t.Errorf("the questions lack %q: %s", want, got.err)
		}
	}
	for _, want := range []string{`"new": 1`, `"changed": 1`, `"duplicate": 1`} {
		if !strings.Contains(got.out, want) {
			t.Errorf("the report lacks %s: %s", want, got.out)
		}
	}
	if got := kehu(t, e, "ls", "city:Oslo", "--columns", "name,title", "-o", "tsv", "sort:name"); !strings.Contains(got.out, "Ada\tBoss\nCleo") {
		t.Errorf("the book has %s", got.out)
	}
}

func TestImportAsksForConflicts(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	e := testEnv(t, map[string]string{"KEHU_LANG": "zh"})
	asked(t, e, "客户编号,姓名,城市\n1,张伟,上海\n2,李娜,上海\n3,王丽,上海\n", "")
	for _, name := range []string{"张伟", "李娜", "王丽"} {
		kehu(t, e, "set", name, "city=北京")
	}
	newer := "客户编号,姓名,城市\n1,张伟,苏州\n2,李娜,苏州\n3,王丽,苏州\n"
	if got := asked(t, e, newer, "f\n"+"\x04"); got.code == 0 || !strings.Contains(got.err, "什么都没有导入") {
		t.Errorf("without an end of answers: %d, %s", got.code, got.err)
	}
	if got := asked(t, e, newer, "f\nB\n"); !strings.Contains(got.err, "都改过") || !strings.Contains(got.out, `"changed": 1`) || !strings.Contains(got.out, `"conflict": 0`) {
		t.Errorf("%s%s", got.err, got.out)
	}
	if got := asked(t, e, newer, ""); !strings.Contains(got.out, `"same": 3`) || strings.Contains(got.err, "都改过") {
		t.Errorf("what was decided is asked again: %s%s", got.err, got.out)
	}
	if got := kehu(t, e, "ls", "city:苏州", "--count"); strings.TrimSpace(got.out) != "1" {
		t.Errorf("in 苏州: %s", got.out)
	}
	if got := kehu(t, e, "check"); got.code != 0 {
		t.Errorf("check: %s", got.out)
	}
}

// Of one row the person takes some fields from the file and leaves others.
func TestImportAsksFieldByField(t *testing.T) {
	t.Parallel()
	e := testEnv(t, map[string]string{"KEHU_LANG": "en"})
	kehu(t, e, "add", "Ada", "city=Rome", "title=Boss")
	got := asked(t, e, "Name,City,Title\nAda,Oslo,Chief\n", "c\nf\nx\nb\n")
	if !strings.Contains(got.err, "the file's (Chief), b the book's (Boss)") || !strings.Contains(got.out, `"changed": 1`) {
		t.Errorf("%s%s", got.err, got.out)
	}
	if got := kehu(t, e, "ls", "--columns", "city,title", "-o", "tsv"); !strings.Contains(got.out, "Oslo\tBoss") && !strings.Contains(got.out, "Rome\tChief") {
		t.Errorf("the book has %s", got.out)
	}
}

func TestImportAsksOnlyAtATerminal(t *testing.T) {
	t.Parallel()
	e := testEnv(t, map[string]string{"KEHU_LANG": "en"})
	got := kehu(t, e, "import", "x.csv", "--on-duplicate", "ask")
	if got.code != 2 || !strings.Contains(got.err, "needs a terminal") || !strings.Contains(got.err, "skip, update or add") {
		t.Errorf("exit %d: %s", got.code, got.err)
	}
}
