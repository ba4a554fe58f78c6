package cli

import (
	"slices"
	"testing"

	"kehu/model"
)

func TestParseAssignment(t *testing.T) {
	t.Parallel()
	tests := []struct {
		word string
		want assignment
		ok   bool
	}{
		{"city=上海", assignment{"city", opSet, "上海"}, true},
		{"城市＝上海", assignment{"城市", opSet, "上海"}, true},
		{"notes=a=b", assignment{"notes", opSet, "a=b"}, true},
		{"phone=+86 138", assignment{"phone", opSet, "+86 138"}, true},
		{"phone+=138", assignment{"phone", opAdd, "138"}, true},
		{"e-mail-=a@b.c", assignment{"e-mail", opRemove, "a@b.c"}, true},
		{"city=", assignment{"city", opSet, ""}, true},
		{"+老客户", assignment{tagsField, opAdd, "老客户"}, true},
		{"-老客户", assignment{tagsField, opRemove, "老客户"}, true},
		{"=x", assignment{}, false},
		{"+", assignment{}, false},
		{"Rome", assignment{}, false},
		{"", assignment{}, false},
	}
	for _, tt := range tests {
		got, ok := parseAssignment(tt.word)
		if ok != tt.ok || ok && got != tt.want {
			t.Errorf("parseAssignment(%q) = %+v, %v; want %+v, %v", tt.word, got, ok, tt.want, tt.ok)
		}
	}
}

func FuzzParseAssignment(f *testing.F) {
	for _, seed := range []string{"city=上海", "＝", "+", "-=", "a＝b=c", "\xff=", "x-＝"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, word string) {
		if as, ok := parseAssignment(word); ok && as.name == "" {
			t.Errorf("%q: a field without a name", word)
		}
	})
}

func TestKeepSigns(t *testing.T) {
	t.Parallel()
	tests := []struct{ args, want []string }{
		{[]string{"set", "#1", "-lead", "+vip"}, []string{"set", "#1", "tags-=lead", "+vip"}},
		{[]string{"set", "#1", "-老客户", "-o", "json"}, []string{"set", "#1", "tags-=老客户", "-o", "json"}},
		{[]string{"set", "#1", "-ojson", "-o=ids", "--db", "-x", "-h"}, []string{"set", "#1", "-ojson", "-o=ids", "--db", "-x", "-h"}},
		{[]string{"set", "#1", "-old"}, []string{"set", "#1", "tags-=old"}},
		{[]string{"set", "#1", "--", "-lead"}, []string{"set", "#1", "--", "-lead"}},
		{[]string{"ls", "-lead"}, []string{"ls", "-lead"}},
		{[]string{"ls", "-orders:0", "-张伟", "-#x", "-has:email"}, []string{"ls", "!orders:0", "!张伟", "!#x", "!has:email"}},
		{[]string{"ls", "-ojson", "--sort", "-消费", "-o", "-x:y", "--count", "-orders>3"}, []string{"ls", "-ojson", "--sort", "-消费", "-o", "-x:y", "--count", "!orders>3"}},
		{[]string{"ls", "--limit=-五", "-", "--", "-tag:x"}, []string{"ls", "--limit=-五", "-", "--", "-tag:x"}},
		{[]string{"view", "save", "x", "-tag:x"}, []string{"view", "save", "x", "!tag:x"}},
	}
	a, err := newApp(testEnv(t, nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		if got := a.keepSigns(newRoot(a), tt.args); !slices.Equal(got, tt.want) {
			t.Errorf("keepSigns(%q) = %q, want %q", tt.args, got, tt.want)
		}
	}
}

func TestExitCodes(t *testing.T) {
	t.Parallel()
	for want, kind := range []model.ProblemKind{1: model.Failed, 2: model.Usage, 3: model.NotFound,
		4: model.Invalid, 5: model.Conflicts, 6: model.Forbidden, 7: model.Unusable} {
		if want == 0 {
			continue
		}
		if got := exitCode(model.Problems{model.NewProblem(kind, "x")}); got != want {
			t.Errorf("exitCode of kind %d = %d, want %d", kind, got, want)
		}
	}
	if got := exitCode(&model.Conflict{}); got != 5 {
		t.Errorf("exitCode of a conflict = %d, want 5", got)
	}
}

func TestShrink(t *testing.T) {
	t.Parallel()
	tests := []struct {
		widths, want []int
		room         int
	}{
		{[]int{3, 40, 20}, []int{3, 13, 14}, 30},
		{[]int{3, 40, 20}, []int{3, 40, 20}, 63},
		{[]int{9, 9}, []int{4, 4}, 5}, // no column becomes unreadable
	}
	for _, tt := range tests {
		if shrink(tt.widths, tt.room); !slices.Equal(tt.widths, tt.want) {
			t.Errorf("shrink to %d = %v, want %v", tt.room, tt.widths, tt.want)
		}
	}
}
