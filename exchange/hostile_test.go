package exchange

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"kehu/model"
)

// A file made to be too much is refused, with the line; what stands behind it in the
// same file is read where the format allows.
func TestHostileFiles(t *testing.T) {
	t.Parallel()
	good := "BEGIN:VCARD\nVERSION:3.0\nFN:王芳\nTEL:13800138000\nEND:VCARD\n"
	quoted := "BEGIN:VCARD\nVERSION:2.1\nFN:A\nNOTE;ENCODING=QUOTED-PRINTABLE:" + strings.Repeat(strings.Repeat("=E5=BC=A0", 8)+"=\n", 20_000) + "\nEND:VCARD\n"
	for name, tt := range map[string]struct {
		text string
		code string
		line int
		rows int
	}{
		"properties":                {"BEGIN:VCARD\nFN:A\n" + strings.Repeat("TEL:1\n", 20_000) + "END:VCARD\n" + good, "row_too_wide", 1, 2},
		"properties and a new card": {"BEGIN:VCARD\nFN:A\n" + strings.Repeat("TEL:1\n", 20_000) + good, "row_too_wide", 1, 2},
		"folds":                     {"BEGIN:VCARD\nFN:A\nNOTE:x" + strings.Repeat("\n "+strings.Repeat("y", 72), 20_000) + "\nEND:VCARD\n" + good, "cell_too_long", 3, 2},
		"soft breaks":               {quoted + good, "cell_too_long", 4, 2},
		"keys":                      {"[{" + manyKeys(5000) + "},{\"name\":\"王芳\"}]", "row_too_wide", 1, 2},
		"a long value":              {"{\"name\":\"A\"}\n{\"name\":\"" + strings.Repeat("x", maxCell+1) + "\"}\n{\"name\":\"王芳\"}\n", "cell_too_long", 2, 3},
	} {
		s, err := Open(strings.NewReader(tt.text), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		list := drafts(t, s)
		var refused model.Problems
		for _, d := range list {
			refused = append(refused, d.Problems...)
		}
		if len(list) != tt.rows || len(refused) == 0 || refused[0].Code != tt.code || refused[0].Args["Line"] != tt.line {
			t.Errorf("%s: %d rows, %.300v", name, len(list), refused)
		}
		if last := list[len(list)-1]; last.Customer.Name != "王芳" || len(last.Problems) > 0 {
			t.Errorf("%s: the good one is %q, %v", name, last.Customer.Name, last.Problems)
		}
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ",\"k%d\":%d", i, i)
	}
	return b.String()[1:]
}

// A value without end is refused when it is too long, not when the memory is full.
func TestEndlessJSON(t *testing.T) {
	t.Parallel()
	endless := &countedReader{text: "x"}
	d := newJSONValues(io.MultiReader(strings.NewReader(`[{"name":"`), endless))
	_, _, err := d.next()
	if p, is := err.(*model.Problem); !is || p.Code != "row_too_wide" || endless.n > maxJSONValue+1<<20 {
		t.Errorf("%v after %d bytes", err, endless.n)
	}
}

// A countedReader gives a text over and over.
type countedReader struct {
	text string
	n    int
}

func (r *countedReader) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = r.text[(r.n+i)%len(r.text)]
	}
	r.n += len(b)
	return len(b), nil
}
