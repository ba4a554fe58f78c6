package exchange

import (
	"bytes"
	"testing"
)

// readsSafely opens whatever it is given, reads all of it, and checks that each
// row is in exactly one draft.
func readsSafely(t *testing.T, data []byte, o Options) {
	t.Helper()
	s, err := Open(bytes.NewReader(data), o)
	if err != nil {
		return
	}
	seen, last := map[int]bool{}, 0
	for d, err := range s.Drafts(t.Context()) {
		if err != nil {
			return
		}
		for _, n := range d.Rows {
			if seen[n] {
				t.Fatalf("row %d twice", n)
			}
			seen[n], last = true, max(last, n)
		}
	}
	if last != s.rows.number || len(seen) != last {
		t.Fatalf("%d rows in drafts, %d read, last %d", len(seen), s.rows.number, last)
	}
	if err := s.WriteRejects(&bytes.Buffer{}, bytes.NewReader(data), "why", inOrder(map[int]string{1: "x"})); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func FuzzVCard(f *testing.F) {
	for _, seed := range []string{"BEGIN:VCARD\nFN:A\nTEL;CELL:1\nEND:VCARD\n", "BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:=E5=\n=BC=A0;\nitem1.TEL:2\nitem1.X-ABLabel:_$!<Home>!$_\nPHOTO:AAAA\n AA\nEND:VCARD",
		"BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nEND:VCARD\nBDAY:--0203\nADR:;;a\\;b;c;d;e;f\nORG:x;y\nIMPP:qq:5\nCATEGORIES:a,b\nEND:VCARD", "begin:vcard\n;:\n=\n\x00", "BEGIN:VCARD\nFN:\xff\nEND:VCARD\n\nBEGIN:VCARD"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { readsSafely(t, append([]byte("BEGIN:VCARD\n"), data...), Options{}) })
}

func FuzzJSON(f *testing.F) {
	for _, seed := range []string{`[{"name":"A","tags":["a",{"b":[1,null]}]}]`, "{\"a\":1}\n{\"b\":2}", `["vcard",[["fn",{},"text","A"],["n",{"type":["x"]},"text",["a",["b","c"]]]]]`, `{"version":1,"list":[{"a":{}}]}`,
		`[["vcard",[]],["vcard",[["tel",{},"uri"]]]]`, `[[]]`, `{"a":[`, `[{},{}]`, `{}{}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { readsSafely(t, data, Options{}) })
}

func FuzzMail(f *testing.F) {
	for _, seed := range []string{threeMails, "From: a@x.com\nTo: b@y.com\nSubject: =?GBK?B?1cXOsA==?=\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/html\n\n<p>x\n--B--",
		"From x Fri Oct  4 15:30:00 2024\nFrom: <\nDate: x\n\n\n>From \nFrom \n", "Date: x\nFrom: a\nTo: a@b.c\nContent-Transfer-Encoding: base64\n\n!!!"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		readsSafely(t, data, Options{})
		readsSafely(t, append([]byte("From: a@x.com\nDate: x\n"), data...), Options{Own: []string{"@x.com"}})
	})
}

// FuzzSheet puts anything into the parts of a workbook that is whole otherwise.
func FuzzSheet(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>45569.5</v></c></row><row r="9"><c><v>1e5</v></c></row>`, `<xf numFmtId="164"/>`, `yyyy"x"[h]`, `<si><t>name_x0041_</t></si>`)
	f.Add(`<row><c t="inlineStr"><is><t>a</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:A9"/></mergeCells>`, `<xf numFmtId="14"/>`, "", "")
	f.Add(`<row r="99999999999"><c r="ZZZZZ1"/>`, "", "[", "<si>")
	f.Fuzz(func(t *testing.T, rows, xf, format, shared string) {
		styles := `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="` + format + `"/></numFmts><cellXfs><xf/>` + xf + `</cellXfs></styleSheet>`
		readsSafely(t, bookOf(t, `<workbook><workbookPr date1904="1"/>SHEETS</workbook>`, styles, "<sst>"+shared+"</sst>", "<worksheet><sheetData>"+rows+"</sheetData></worksheet>"), Options{})
	})
}

// FuzzArchive damages a whole workbook.
func FuzzArchive(f *testing.F) {
	f.Add([]byte("PK\x03\x04"), 10, byte(7))
	f.Fuzz(func(t *testing.T, data []byte, at int, b byte) {
		readsSafely(t, append([]byte("PK\x03\x04"), data...), Options{})
		whole := bookOf(t, "<workbook>SHEETS</workbook>", "", "", `<worksheet><sheetData><row><c t="str"><v>name</v></c></row><row><c t="str"><v>A</v></c></row></sheetData></worksheet>`)
		whole[((at%len(whole))+len(whole))%len(whole)] = b
		readsSafely(t, whole, Options{})
	})
}
