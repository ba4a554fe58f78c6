package cli

import (
	"strings"
	"testing"

	"kehu/internal/race"
)

// typingLine runs a command at a terminal where somebody types a line.
func typingLine(t *testing.T, e env, typed string, args ...string) result {
	t.Helper()
	master, in, _ := openTerminal(t, 80)
	if _, err := master.WriteString(typed); err != nil {
		t.Fatal(err)
	}
	e.in = in
	return kehu(t, e, args...)
}

func TestEraseAsksForTheName(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	e := testEnv(t, map[string]string{"KEHU_LANG": "zh"})
	for _, name := range []string{"张伟", "李娜"} {
		kehu(t, e, "add", name, "phone=13800138000")
	}
	for _, typed := range []string{"\n", "y\n", "李娜\n", "\x04"} {
		got := typingLine(t, e, typed, "erase", "张伟")
		if got.code != 1 || !strings.Contains(got.err, "未确认") || !strings.Contains(got.err, "联系方式") {
			t.Errorf("%q: %d, %s", typed, got.code, got.err)
		}
	}
	if got := kehu(t, e, "ls", "--count"); got.out != "2\n" {
		t.Fatalf("the book has %s", got.out)
	}
	if got := typingLine(t, e, "张伟\n", "erase", "张伟"); got.code != 0 || !strings.Contains(got.out, "抹除报告") {
		t.Errorf("%d, %s%s", got.code, got.out, got.err)
	}
	if got := kehu(t, e, "ls", "-o", "ids"); got.out != "2\n" {
		t.Errorf("the book has %s", got.out)
	}
}

func TestEmptyingAsks(t *testing.T) {
	t.Parallel()
	e := testEnv(t, map[string]string{"KEHU_LANG": "en"})
	kehu(t, e, "add", "Ada")
	kehu(t, e, "rm", "Ada")
	if got := typingLine(t, e, "\n", "bin", "empty"); got.code != 1 || !strings.Contains(got.err, "Remove 1 record in the bin for good") {
		t.Errorf("no answer: %d, %s", got.code, got.err)
	}
	if got := kehu(t, e, "bin", "-o", "ids"); got.out != "customer:1\n" {
		t.Fatalf("the bin has %q", got.out)
	}
	if got := typingLine(t, e, "yes\n", "bin", "empty"); got.code != 0 || !strings.Contains(got.out, "Removed customer #1") {
		t.Errorf("yes: %d, %s%s", got.code, got.out, got.err)
	}
	if got := kehu(t, e, "bin", "-o", "ids"); got.out != "" {
		t.Errorf("the bin has %q", got.out)
	}
}
