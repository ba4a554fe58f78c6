package exchange

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// naughtyTexts are texts that others have had trouble with, and some of ours.
func naughtyTexts(t testing.TB) []string {
	var naughty []string
	if err := json.Unmarshal(dataFile(t, "strings/blns.json"), &naughty); err != nil {
		t.Fatal(err)
	}
	return append(naughty, "=1", "'=1", "''=1", `'\`, `'\u{1b}`, `''\x`, `\`, "\x1b]0;x\a", "a\u202eb", " x ", "x\r\ny", "\n", "＝1", "-1", "-", "\u0085", "a\u00a0")
}

// What we write is harmless for spreadsheets and terminals, and our own reading
// gives each text back byte by byte.
func TestGuardedTextsComeBack(t *testing.T) {
	texts := naughtyTexts(t)
	var b strings.Builder
	w := NewCSVWriter(&b, CSVOptions{})
	for _, s := range append([]string{"notes"}, texts...) {
		if err := w.Write("x", s); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	for _, r := range b.String() {
		if acts(r) {
			t.Fatalf("the file holds %U", r)
		}
	}
	cells, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	reader := newCSVReader(strings.NewReader(b.String()), dialect{delimiter: ","})
	for i := range cells {
		if isFormula(cells[i][1]) {
			t.Errorf("%q is a formula", cells[i][1])
		}
		row, err := reader.next()
		if err != nil {
			t.Fatal(err)
		}
		if got := cleanCell(row.cells[1]); i > 0 && got != texts[i-1] {
			t.Errorf("%q came back as %q", texts[i-1], got)
		}
	}
}

func FuzzGuard(f *testing.F) {
	for _, seed := range []string{"=1", "'=1", "''-x", "-1.5", "-", "@", "'", "", "\tx", `'\x`, "\x1b[2J", "\u202e", " ", "'00", `'\\`, "＝"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip("the book holds UTF-8 only")
		}
		out := guard(text)
		if isFormula(out) || strings.IndexFunc(out, acts) >= 0 || cleanCell(out) != text {
			t.Errorf("%q became %q and %q", text, out, cleanCell(out))
		}
	})
}

// Cells that merely look guarded are what they are.
func TestCellsOfOthersAreKept(t *testing.T) {
	for cell, want := range map[string]string{`'\d`: `'\d`, `'\u{zz}`: `'\u{zz}`, `'\u{110000}`: `'\u{110000}`, `'\u{d800}`: `'\u{d800}`, "'x": "'x", "'": "'", " 'a ": "'a",
		"'139****9000": "139****9000", "'0571-88888888": "0571-88888888", "'2024-03-04 10:00:00": "2024-03-04 10:00:00", "'12.50": "12.50", "'90s": "'90s"} {
		if got := cleanCell(cell); got != want {
			t.Errorf("%q is read as %q, want %q", cell, got, want)
		}
	}
}

// What acts is what Unicode says, however it is looked up.
func TestActsIsWhatUnicodeSays(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if want := r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r); acts(r) != want {
			t.Fatalf("%U acts: %v", r, !want)
		}
	}
}
