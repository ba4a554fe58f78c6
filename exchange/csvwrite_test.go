package exchange

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestCSVWriter(t *testing.T) {
	for name, tt := range map[string]struct {
		o    CSVOptions
		want string
	}{
		"defused":  {CSVOptions{}, "name,\"a,b\"\n'=1+1,\"x \"\"y\"\"\"\n-12.50,'-1+2\n"},
		"raw tabs": {CSVOptions{Delimiter: '\t', Raw: true}, "name\ta,b\n=1+1\t\"x \"\"y\"\"\"\n-12.50\t-1+2\n"},
		"mark":     {CSVOptions{Delimiter: ';', BOM: true}, "\ufeffname;a,b\n'=1+1;\"x \"\"y\"\"\"\n-12.50;'-1+2\n"},
	} {
		var b strings.Builder
		w := NewCSVWriter(&b, tt.o)
		for _, row := range [][]string{{"name", "a,b"}, {"=1+1", `x "y"`}, {"-12.50", "-1+2"}} {
			if err := w.Write(row...); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil || b.String() != tt.want {
			t.Errorf("%s: %q, want %q, %v", name, b.String(), tt.want, err)
		}
	}
}

// inOrder returns reasons in the order of the rows.
func inOrder(reasons map[int]string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for _, row := range slices.Sorted(maps.Keys(reasons)) {
			if !yield(row, reasons[row]) {
				return
			}
		}
	}
}

func TestWriteRejects(t *testing.T) {
	text := "说明：来自旧系统\n\n姓名;邮箱;备注\n张三;zs@example.com;a\n李四;不知道;\"b;\nc\"\n\n王五;;;\n赵六;zl@example.com;d;多余\n"
	s := open(t, []byte(text), Options{})
	reasons := map[int]string{3: "已有同名客户"}
	for _, d := range drafts(t, s) {
		if len(d.Problems) > 0 {
			reasons[d.Rows[0]] = d.Problems[0].Code
		}
	}
	var b strings.Builder
	if err := s.WriteRejects(&b, strings.NewReader(text), "未导入原因", inOrder(reasons)); err != nil {
		t.Fatal(err)
	}
	want := "\ufeff姓名;邮箱;备注;未导入原因\n李四;不知道;\"b;\nc\";email_syntax\n王五;;;已有同名客户\n赵六;zl@example.com;d;cell_beyond;多余\n"
	if b.String() != want {
		t.Errorf("got  %q\nwant %q", b.String(), want)
	}
	again := open(t, []byte(b.String()), Options{}) // what was put right can be imported again
	if c := again.Info.Columns[3]; !c.Ignored || !slices.Equal(again.Info.Headings()[:3], s.Info.Headings()) {
		t.Errorf("columns of the rejects are %+v", again.Info.Columns)
	}
}
