package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"kehu/model"
	"reflect"
	"strings"
	"testing"

	"kehu/internal/race"
)

// bookOf makes a workbook of XML parts; sheets are numbered from 1.
func bookOf(t testing.TB, workbook, styles, shared string, sheets ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, text string) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	put("_rels/.rels", `<Relationships><Relationship Id="r1" Type="`+rel+`officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	rels, list := "", ""
	for i, s := range sheets {
		rels += fmt.Sprintf(`<Relationship Id="s%d" Type="%sworksheet" Target="/xl/worksheets/sheet%d.xml"/>`, i+1, rel, i+1)
		list += fmt.Sprintf(`<sheet name="S%d" sheetId="%d" r:id="s%d"/>`, i+1, i+1, i+1)
		put(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), s)
	}
	rels += `<Relationship Id="st" Type="` + rel + `styles" Target="styles.xml"/><Relationship Id="sh" Type="` + rel + `sharedStrings" Target="sharedStrings.xml"/>`
	put("xl/_rels/workbook.xml.rels", "<Relationships>"+rels+"</Relationships>")
	put("xl/workbook.xml", strings.ReplaceAll(workbook, "SHEETS", "<sheets>"+list+"</sheets>"))
	put("xl/styles.xml", styles)
	put("xl/sharedStrings.xml", shared)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSheetCells(t *testing.T) {
	styles := `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0000"/>
		<numFmt numFmtId="166" formatCode="[Red]#,##0.00 &quot;days&quot;"/><numFmt numFmtId="167" formatCode="[h]:mm"/></numFmts>
		<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
		<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/></cellXfs></styleSheet>`
	shared := `<sst><si><t>姓名</t></si><si><r><t>two </t></r><r><t xml:space="preserve">runs</t></r><rPh><t>ふり</t></rPh></si></sst>`
	for name, tt := range map[string]struct{ cell, want, base string }{
		"shared text":           {`<c r="A1" t="s"><v>0</v></c>`, "姓名", ""},
		"runs without readings": {`<c r="A1" t="s"><v>1</v></c>`, "two runs", ""},
		"text of its own":       {`<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>`, "ab", ""},
		"formula's text":        {`<c r="A1" t="str"><f>A2&amp;"x"</f><v>x &amp; y</v></c>`, "x & y", ""},
		"formula's number":      {`<c r="A1"><f>1+1</f><v>2</v></c>`, "2", ""},
		"escaped character":     {`<c r="A1" t="inlineStr"><is><t>a_x000A_b_x005F_</t></is></c>`, "a\nb_", ""},
		"binary tail":           {`<c r="A1"><v>548.58000000000004</v></c>`, "548.58", ""},
		"sum's tail":            {`<c r="A1"><v>0.30000000000000004</v></c>`, "0.3", ""},
		"exponent":              {`<c r="A1"><v>1.3800138E10</v></c>`, "13800138000", ""},
		"long number":           {`<c r="A1"><v>201809150101000001</v></c>`, "201809150101000001", ""},
		"overflow":              {`<c r="A1"><v>1e999</v></c>`, "1e999", ""},
		"date":                  {`<c r="A1" s="1"><v>45569</v></c>`, "2024-10-04", ""},
		"Chinese date":          {`<c r="A1" s="2"><v>45569</v></c>`, "2024-10-04", ""},
		"date and time":         {`<c r="A1" s="3"><v>45569.75</v></c>`, "2024-10-04 18:00:00", ""},
		"time":                  {`<c r="A1" s="4"><v>0.5</v></c>`, "12:00:00", ""},
		"first days":            {`<c r="A1" s="1"><v>1</v></c>`, "1900-01-01", ""},
		"1904":                  {`<c r="A1" s="1"><v>44107</v></c>`, "2024-10-04", "1"},
		"date as text":          {`<c r="A1" t="d"><v>2024-10-04T00:00:00</v></c>`, "2024-10-04", ""},
		"leading zero":          {`<c r="A1" s="5"><v>171</v></c>`, "0171", ""},
		"days in quotes":        {`<c r="A1" s="6"><v>45569</v></c>`, "45569", ""},
		"hours":                 {`<c r="A1" s="7"><v>1.5</v></c>`, "1.5", ""},
		"truth":                 {`<c r="A1" t="b"><v>1</v></c>`, "TRUE", ""},
		"error":                 {`<c r="A1" t="e"><v>#N/A</v></c>`, "#N/A", ""},
		"prefix":                {`<x:c r="A1"><x:v>5</x:v></x:c>`, "5", ""},
	} {
		t.Run(name, func(t *testing.T) {
			data := bookOf(t, `<workbook><workbookPr date1904="`+tt.base+`"/>SHEETS</workbook>`, styles, shared,
				`<worksheet><sheetData><row r="1">`+tt.cell+`</row></sheetData></worksheet>`)
			got, faults, err := readAll(data, Options{})
			if err != nil || len(faults) > 0 || !reflect.DeepEqual(got, [][]string{{tt.want}}) {
				t.Errorf("%q, %v, %v; want %q", got, faults, err, tt.want)
			}
		})
	}
}

func TestMergedCells(t *testing.T) {
	text := func(ref, s string) string { return `<c r="` + ref + `" t="inlineStr"><is><t>` + s + `</t></is></c>` }
	sheet := `<worksheet><sheetData><row r="2">` + text("A2", "订单号") + text("B2", "姓名") + text("C2", "商品") + `</row>
		<row r="3">` + text("A3", "1") + text("B3", "张三") + text("C3", "茶") + `</row>
		<row r="4"><c r="A4" s="1"/>` + text("C4", "杯") + `</row><row r="5"><c r="A5"/></row>
		<row r="7">` + text("C7", "x") + `</row></sheetData><mergeCells count="2"><mergeCell ref="A3:A5"/><mergeCell ref='B3:B4'/></mergeCells></worksheet>`
	got, _, err := readAll(bookOf(t, "<workbook>SHEETS</workbook>", "", "", sheet), Options{})
	want := [][]string{{"订单号", "姓名", "商品"}, {"1", "张三", "茶"}, {"1", "张三", "杯"}, {""}, {"", "", "x"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestRealWorkbooks(t *testing.T) {
	data := dataFile(t, "csv-edge/csvkit/sheets.xlsx")
	for sheet, rows := range map[string]int{"": 6, "data": 6, "ʤ": 2, "2": 6} {
		got, faults, err := readAll(data, Options{Sheet: sheet})
		if err != nil || len(faults) > 0 || len(got) != rows {
			t.Errorf("sheet %q has %d rows, want %d: %v %v", sheet, len(got), rows, faults, err)
		}
	}
	if _, err := Open(bytes.NewReader(data), Options{Sheet: "Nowhere"}); codeOf(err) != "sheet_unknown" {
		t.Errorf("error %v", err)
	}
	for name, want := range map[string]string{"OverflowNumericCell": "8595602512225", "CalcChain": "0", "Book1": "", "SharedStrings": "", "MergeCell": ""} {
		got, faults, err := readAll(dataFile(t, "xlsx-edge/"+name+".xlsx"), Options{})
		if err != nil || len(faults) > 0 || len(got) == 0 || want != "" && got[0][0] != want {
			t.Errorf("%s: %q %v %v", name, got, faults, err)
		}
	}
	names, _, err := readAll(dataFile(t, "cn-names/chinese-family-names.xlsx"), Options{})
	if err != nil || len(names) != 1075 && len(names) != 1074 {
		t.Errorf("%d family names: %v", len(names), err)
	}
}

// The archive is made to be great when it is unpacked, or to need a stack
// without end.
func TestWorkbookBombs(t *testing.T) {
	race.Skip(t)
	const much = 2 * bombFrom
	row := strings.Repeat(`<row><c><v>1</v></c></row>`, much/26)
	deep := strings.Repeat(`<a>`, much/3)
	for name, sheet := range map[string]string{"rows": "<sheetData>" + row, "depth": deep, "blank": "<sheetData><row>" + strings.Repeat(" ", much)} {
		_, _, err := readAll(bookOf(t, "<workbook>SHEETS</workbook>", "", "", sheet), Options{})
		if code := codeOf(err); code != "xlsx_bomb" {
			t.Errorf("%s: %v", name, err)
		}
	}
	lol := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData>`
	if _, _, err := readAll(bookOf(t, "<workbook>SHEETS</workbook>", "", "", lol), Options{}); codeOf(err) != "xlsx_broken" {
		t.Errorf("entities: %v", err)
	}
}

func TestBrokenWorkbooks(t *testing.T) {
	whole := dataFile(t, "csv-edge/csvkit/sheets.xlsx")
	for name, data := range map[string][]byte{"cut": whole[:len(whole)/2], "no sheets": dataFile(t, "xlsx-edge/BadWorkbook.xlsx"),
		"half a row": bookOf(t, "<workbook>SHEETS</workbook>", "", "", "<sheetData><row><c><v>1</v></c>")} {
		if _, err := Open(bytes.NewReader(data), Options{}); codeOf(err) != "xlsx_broken" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A pipe cannot be read out of order: the workbook is put aside.
func TestWorkbookFromPipe(t *testing.T) {
	race.Skip(t)
	data := dataFile(t, "csv-edge/csvkit/sheets.xlsx")
	s, err := Open(io.MultiReader(bytes.NewReader(data)), Options{})
	if err != nil || s.Info.Sheet != "data" {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	big := bookOf(t, "<workbook>SHEETS</workbook>", "", noise(8<<20), "<sheetData><row><c t='str'><v>name</v></c></row><row><c t='str'><v>Ada</v></c></row></sheetData>")
	if s, err = Open(io.MultiReader(bytes.NewReader(big)), Options{}); err != nil || s.input.spool == nil {
		t.Fatal(err, "a great file was not put aside")
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// noise is text that does not pack.
func noise(n int) string {
	var b strings.Builder
	b.WriteString("<sst>")
	for x := uint64(1); b.Len() < n; x = x*6364136223846793005 + 1442695040888963407 {
		fmt.Fprintf(&b, "<si><t>%x</t></si>", x)
	}
	return b.String() + "</sst>"
}

func TestManyRowsOfASheet(t *testing.T) {
	race.Skip(t)
	const rows, columns = 3000, 20 // more than is read ahead
	got, faults, err := readAll(wideSheet(t, rows, columns), Options{})
	if err != nil || len(faults) > 0 || len(got) != rows {
		t.Fatalf("%d rows, %v, %v", len(got), faults, err)
	}
	for i, r := range got[1:] {
		if len(r) != columns || r[18] != fmt.Sprintf("名字 name %d-18", i+1) || r[19] != fmt.Sprintf("%d.58", (i+1)*19) {
			t.Fatalf("row %d is %q", i+1, r)
		}
	}
}

// wideSheet makes a workbook whose cells are shared texts and numbers with a
// float tail by turns; its first row is texts and empty cells.
func wideSheet(t testing.TB, rows, columns int) []byte {
	t.Helper()
	var sheet, shared strings.Builder
	sheet.WriteString("<worksheet><sheetData>")
	shared.WriteString("<sst>")
	for i := range rows {
		fmt.Fprintf(&sheet, `<row r="%d">`, i+1)
		for k := range columns {
			ref := fmt.Sprintf("%c%d", 'A'+k, i+1)
			switch {
			case k%2 == 0:
				fmt.Fprintf(&sheet, `<c r="%s" t="s"><v>%d</v></c>`, ref, i*columns/2+k/2)
				fmt.Fprintf(&shared, `<si><t>名字 name %d-%d</t></si>`, i, k)
			case i > 0:
				fmt.Fprintf(&sheet, `<c r="%s"><v>%d.58000000000004</v></c>`, ref, i*k)
			}
		}
		sheet.WriteString("</row>")
	}
	sheet.WriteString("</sheetData></worksheet>")
	shared.WriteString("</sst>")
	return bookOf(t, "<workbook>SHEETS</workbook>", "", shared.String(), sheet.String())
}

// Templates begin with a sheet of instructions.
func TestFirstSheetWithKnownColumns(t *testing.T) {
	sheet := func(cells ...string) string {
		rows := ""
		for i, c := range cells {
			rows += fmt.Sprintf(`<row r="%d"><c r="A%[1]d" t="inlineStr"><is><t>%s</t></is></c><c r="B%[1]d" t="inlineStr"><is><t>%[2]s 2</t></is></c></row>`, i+1, c)
		}
		return `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`
	}
	help, list := sheet("请按第二张表填写", "不要改动"), sheet("电话", "13800138000")
	for name, tt := range map[string]struct {
		sheets []string
		said   map[string]string
		want   string
	}{
		"instructions first":     {[]string{help, list}, nil, "S2"},
		"what to fill in":        {[]string{sheet("姓名", "电话", "城市"), list}, nil, "S2"},
		"only what to fill in":   {[]string{sheet("姓名", "电话", "城市"), help}, nil, "S1"},
		"nothing known":          {[]string{help, help}, nil, "S1"},
		"a heading that is said": {[]string{help, sheet("尺码", "38"), list}, map[string]string{"尺码": "name"}, "S2"},
	} {
		s := open(t, bookOf(t, "<workbook>SHEETS</workbook>", "", "", tt.sheets...), Options{Map: tt.said})
		if s.Info.Sheet != tt.want {
			t.Errorf("%s: %s is read, want %s", name, s.Info.Sheet, tt.want)
		}
		for _, err := range s.Drafts(t.Context()) {
			var p *model.Problem
			if errors.As(err, &p) && p.Args["Sheets"] != "S2" {
				t.Errorf("%s: %v", name, p.Args)
			}
		}
	}
}
