package exchange

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// The mark goes whatever label of the encoding the person gives.
func TestNamedEncodingsLoseTheirMark(t *testing.T) {
	t.Parallel()
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("姓名\n张伟\n")
	if err != nil {
		t.Fatal(err)
	}
	for label, text := range map[string]string{
		"utf-16": utf16, "UTF-16LE": utf16, "ucs-2": utf16, "utf8": "\ufeff姓名\n张伟\n", "unicode-1-1-utf-8": "\ufeff姓名\n张伟\n",
	} {
		info := open(t, []byte(text), Options{Encoding: label}).Info
		if got := info.Columns[0].Heading; got != "姓名" {
			t.Errorf("%s: heading %q, encoding %s", label, got, info.Encoding)
		}
	}
}

func TestRealEncodings(t *testing.T) {
	for name, want := range map[string]struct{ encoding, last string }{
		"csv-edge/csvkit/test_latin1.csv":               {"windows-1252", "©"},
		"csv-edge/csvkit/test_utf16_big.csv":            {"utf-16be", "ʤ"},
		"csv-edge/csvkit/test_utf16_little.csv":         {"utf-16le", "ʤ"},
		"csv-edge/csvkit/test_utf8.csv":                 {"utf-8", "ʤ"},
		"csv-edge/csvkit/test_utf8_bom.csv":             {"utf-8", "ʤ"},
		"csv-edge/dataloader/csvtext.csv":               {"utf-8", "row2-3"},
		"csv-edge/dataloader/csvtext_BOM_UTF8.csv":      {"utf-8", "row2-3"},
		"csv-edge/dataloader/csvtext_BOM_UTF16LE.csv":   {"utf-16le", "row2-3"},
		"csv-edge/dataloader/csvtext_BOM_UTF16BE.csv":   {"utf-16be", "row2-3"},
		"cn-orders/mall-orders-gbk.csv":                 {"gb18030", ""},
		"cn-payments/alipay-gbk.csv":                    {"gb18030", ""},
		"cn-payments/wechat.csv":                        {"utf-8", "/"},
		"csv-spectrum/csvs/location_coordinates.csv":    {"utf-8", "Stanislaus"},
		"contacts-csv/atomic-crm-contacts.csv":          {"utf-8", ""},
		"csv-edge/csvkit/dummy.tsv":                     {"utf-8", "3"},
		"csv-edge/csvkit/mac_newlines.csv":              {"utf-8", "6"},
		"csv-edge/dataloader/csvEscapedQuotes.csv":      {"utf-8", "bla"},
		"csv-edge/csvkit/optional_quote_characters.csv": {"utf-8", "3"},
	} {
		data := dataFile(t, name)
		tab, err := decodeData(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if tab.encoding != want.encoding {
			t.Errorf("%s is %s, want %s", name, tab.encoding, want.encoding)
		}
		last := ""
		for {
			r, err := tab.next()
			if err == io.EOF {
				break
			}
			if err != nil || r.fault != nil {
				t.Fatalf("%s: %v %v", name, err, r.fault)
			}
			last = r.cells[len(r.cells)-1]
		}
		if want.last != "" && strings.TrimSpace(last) != want.last {
			t.Errorf("%s ends with %q, want %q", name, last, want.last)
		}
	}
}

func TestEncodings(t *testing.T) {
	chinese := "姓名,城市,备注\r\n张伟,上海,老客户\r\n欧阳娜娜,呼和浩特,喜欢喝茶\r\n"
	french := "nom,ville,remarque\r\nHélène,Besançon,très fidèle\r\nFrançois,Nîmes,à rappeler\r\n"
	german := "Name;Straße;Ort\r\nMüller;Hauptstraße 5;Köln\r\nGöß;Bäckergasse;Würzburg\r\n"
	for _, tt := range []struct {
		name, want, text string
		encode           func(string) (string, error)
	}{
		{"chinese", "gb18030", chinese, simplifiedchinese.GBK.NewEncoder().String},
		{"rare characters", "gb18030", "姓名,备注\r\n㐀𠀀," + chinese, simplifiedchinese.GB18030.NewEncoder().String},
		{"french", "windows-1252", french, charmap.Windows1252.NewEncoder().String},
		{"german", "windows-1252", german, charmap.Windows1252.NewEncoder().String},
		{"portuguese", "windows-1252", "Descrição,Situação\nConceição,Coração\nJoão,Não\n", charmap.Windows1252.NewEncoder().String},
		{"euro sign", "windows-1252", "item,price\ntea,5 €\n", charmap.Windows1252.NewEncoder().String},
		{"no mark", "utf-16le", chinese, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String},
		{"no mark", "utf-16be", french, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String},
		{"mark", "utf-32le", chinese, utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewEncoder().String},
		{"mark", "utf-32be", chinese, utf32.UTF32(utf32.BigEndian, utf32.UseBOM).NewEncoder().String},
	} {
		t.Run(tt.want+" "+tt.name, func(t *testing.T) {
			t.Parallel()
			data, err := tt.encode(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			tab, err := decodeData([]byte(data))
			if err != nil {
				t.Fatal(err)
			}
			if tab.encoding != tt.want {
				t.Fatalf("taken for %s", tab.encoding)
			}
			var got strings.Builder
			for r, err := tab.next(); err == nil; r, err = tab.next() {
				got.WriteString(strings.Join(r.cells, tab.delimiter) + "\r\n")
			}
			if want := strings.ReplaceAll(strings.ReplaceAll(tt.text, "\r\n", "\n"), "\n", "\r\n"); got.String() != want {
				t.Errorf("read %q, want %q", got.String(), want)
			}
		})
	}
}

func TestEncodingByOption(t *testing.T) {
	rows, _, err := readAll([]byte("a,b\n\xa4\xa4,1\n"), Options{Encoding: "Big5"})
	if err != nil || rows[1][0] != "中" {
		t.Errorf("read %q, %v", rows, err)
	}
	if _, _, err := readAll([]byte("a\n"), Options{Encoding: "klingon"}); codeOf(err) != "encoding_unknown" {
		t.Errorf("error %v", err)
	}
}

func TestRefusedFormats(t *testing.T) {
	for name, want := range map[string]string{
		"csv-edge/dataloader/csvtext_BOM_UTF32BE.csv":     "encoding_contradicts",
		"csv-edge/dataloader/csvtext_BOM_UTF32LE.csv":     "encoding_contradicts",
		"xlsx-edge/BadWorkbook.xlsx":                      "xlsx_broken",
		"xlsx-edge/encryptSHA1.xlsx":                      "format_encrypted",
		"chinook/Chinook_Sqlite.sqlite":                   "format_sqlite",
		"csv-edge/csvkit/empty.csv":                       "file_empty",
		"csv-edge/csvkit/test_empty_columns_long_row.csv": "file_no_rows",
	} {
		if _, err := Open(bytes.NewReader(dataFile(t, name)), Options{}); codeOf(err) != want {
			t.Errorf("%s: error %v, want %s", name, err, want)
		}
	}
	for text, want := range map[string]string{
		"":             "file_empty",
		"\xef\xbb\xbf": "file_empty",
		" \r\n,,\r\n":  "file_empty",
		"姓名,电话\n":      "file_no_rows",
		"\x7fELF\x02\x01\x01" + strings.Repeat("\x00\x01\x02", 50): "format_binary",
		"\n<HTML><table>":                  "format_html",
		"%PDF-1.7":                         "format_pdf",
		"\x89PNG\r\n\x1a\n":                "format_image",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "format_xls",
		"\x1f\x8b\x08":                     "format_packed",
	} {
		if _, err := Open(strings.NewReader(text), Options{}); codeOf(err) != want {
			t.Errorf("%.12q: error %v, want %s", text, err, want)
		}
	}
}

func FuzzOpen(f *testing.F) {
	for _, seed := range []string{"name,phone\nA,1\n", "姓名,电话\n张三,138", "\xfe\xff\x00a\x00,\x00b", "sep=;\na;b\n1;2", "\xd5\xc5\xc8\xfd,\xb5\xe7\xbb\xb0\n1,2",
		"订单号,商品,金额,日期\n1,茶,3,2024-1-2\n1,茶,x,\n", "时间,姓名,内容\n2024-01-02,张三,x\n", "a\rb\r", "\"\n", "\x00\x00\xfe\xff", "价格(元),姓名\n1,\n\n,\"x"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Open(bytes.NewReader(data), Options{})
		if err != nil {
			return
		}
		seen := map[int]int{}
		last := 0
		for d, err := range s.Drafts(t.Context()) {
			if err != nil {
				return
			}
			for _, n := range d.Rows {
				seen[n]++
				last = max(last, n)
			}
		}
		if last != s.rows.number {
			t.Fatalf("the last of %d rows is in no draft", s.rows.number)
		}
		for n := 1; n <= last; n++ {
			if seen[n] != 1 {
				t.Fatalf("row %d is in %d drafts", n, seen[n])
			}
		}
	})
}
