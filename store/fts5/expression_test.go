package fts5

import (
	"testing"

	"kehu/store/varint"
)

func (e *Expression) text() string {
	if e.Op == Leaf {
		if e.IsPrefix {
			return e.Term + "*"
		}
		return e.Term
	}
	return "(" + e.Left.text() + " " + opNames[e.Op] + " " + e.Right.text() + ")"
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		`"a"`:                              "a",
		`"a""b"*`:                          `a"b*`,
		`"a" AND "b" OR "c"`:               "((a AND b) OR c)",
		`"a" OR "b" AND "c" NOT "d"`:       "(a OR (b AND (c NOT d)))",
		`"a" NOT "b" NOT ("c" OR "d"*)`:    "((a NOT b) NOT (c OR d*))",
		`(("a" AND "b"*) NOT "c") AND "d"`: "(((a AND b*) NOT c) AND d)",
		``:                                 "error", `a`: "error", `"a`: "error", `"a" AND`: "error", `("a"`: "error", `"a")`: "error", `"a" "b"`: "error",
	} {
		e, err := Parse(text)
		got := "error"
		if err == nil {
			got = e.text()
		}
		if got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`("a" AND "b"*) NOT "c" OR "d""e"`)
	f.Fuzz(func(t *testing.T, text string) { _, _ = Parse(text) })
}

// Whatever a damaged page holds, reading it ends, and in time.
func FuzzLeaf(f *testing.F) {
	w := newWriter()
	w.add([]byte("0a"), []byte{1, 2, 3})
	w.add([]byte("0ab"), varint.Append(nil, 1<<40))
	for _, b := range w.finish().Blocks {
		f.Add(b.Data)
	}
	f.Fuzz(func(t *testing.T, leaf []byte) {
		for _, whole := range []bool{true, false} {
			g := finder{key: []byte("0a"), whole: whole, each: func(int64) {}, inside: len(leaf)%2 == 0}
			_, _ = g.leaf(leaf)
			_ = readTombstones(leaf, func(int64) {})
		}
	})
}

// So does reading a damaged list of segments.
func FuzzList(f *testing.F) {
	l := &List{head: []byte("\x00\x00\x00\x01\xff\x00\x00\x01")}
	l.Append(1, 3, 5)
	f.Add(l.Encode())
	f.Add([]byte("\x00\x00\x00\x01\xff\x00\x00\x01\xff\xff\xff\xff\x7f\xff\xff\xff\xff\x7f"))
	f.Fuzz(func(t *testing.T, block []byte) {
		list, err := ParseList(block)
		if err != nil {
			return
		}
		list.Segments()
		list.Append(list.UnusedID(), 1, 1)
		list.Encode()
	})
}
