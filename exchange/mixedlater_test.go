package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"kehu/internal/race"
	"kehu/model"
)

// people writes a table of more than the sniffing sees, in an encoding.
func people(t *testing.T, enc encoding.Encoding, heading string, row func(i int) string) []byte {
	t.Helper()
	var b strings.Builder
	b.WriteString(heading)
	for i := 0; b.Len() < sampleBytes+sampleBytes/2; i++ {
		b.WriteString(row(i))
	}
	if enc == nil {
		return []byte(b.String())
	}
	data, err := enc.NewEncoder().Bytes([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func chinese(i int) string {
	return fmt.Sprintf("张伟%d,上海市浦东新区世纪大道%d号%s\n", i, i, strings.Repeat("东方明珠", 50))
}

// readToEnd reads all rows of a file and returns the error that ended them.
func readToEnd(t *testing.T, data []byte) (s *Source, rows, refused int, err error) {
	t.Helper()
	s, err = Open(bytes.NewReader(data), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for d, err := range s.Drafts(t.Context()) {
		if err != nil {
			return s, rows, refused, err
		}
		rows++
		if len(d.Problems) > 0 {
			refused++
		}
	}
	return s, rows, refused, nil
}

// A file that turns behind all that the sniffing saw ends with the line where it does.
func TestTurnsLater(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	heading := "姓名,地址\n"
	latin := func(i int) string { return fmt.Sprintf("José Núñez %d,%s\n", i, strings.Repeat("Coração ", 50)) }
	gbk, utf := people(t, simplifiedchinese.GB18030, heading, chinese), people(t, nil, heading, chinese)
	for name, tt := range map[string]struct {
		first, second []byte
		from, into    string
	}{
		"GBK, then UTF-8":          {gbk, utf, "gb18030", "utf-8"},
		"UTF-8, then GBK":          {utf, gbk, "utf-8", "gb18030"},
		"Windows-1252, then UTF-8": {people(t, charmap.Windows1252, "name,city\n", latin), people(t, nil, "", latin), "windows-1252", "utf-8"},
		"only a few lines":         {gbk, utf[:1500], "gb18030", "utf-8"},
	} {
		s, _, _, err := readToEnd(t, append(bytes.Clone(tt.first), tt.second...))
		var p *model.Problem
		line := bytes.Count(tt.first, []byte("\n")) + 1
		if !errors.As(err, &p) || p.Code != "encodings_mixed" || p.Args["Line"] != line || p.Args["First"] != tt.from || p.Args["Second"] != tt.into {
			t.Errorf("%s: %s, %v, want line %d", name, s.Info.Encoding, err, line)
		}
	}
}

// What real text in GBK has of UTF-8 by chance is no other encoding, however often it
// stands there; nor are broken characters, whose rows alone are refused.
func TestTurnsNowhere(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	names := strings.Fields(string(dataFile(t, "cn-names/company-short-5000.txt")))
	companies := people(t, simplifiedchinese.GB18030, "公司,编号\n", func(i int) string { return fmt.Sprintf("%s,%d\n", names[i%len(names)], i) })
	chance := people(t, simplifiedchinese.GB18030, "姓名,公司\n", func(int) string { return strings.Repeat(" ", 300) + "Ann,联通\nBob,璐绘辈\n" })
	cut := people(t, nil, "姓名,备注\n", func(i int) string {
		return fmt.Sprintf("张伟%d,%s\xe4\xb8\n", i, strings.Repeat("上海市浦东新区", 20))
	})
	for name, tt := range map[string]struct {
		data     []byte
		encoding string
		refused  bool
	}{
		"companies": {companies, "gb18030", false}, "chance": {chance, "gb18030", false},
		"cut characters": {append(people(t, nil, "姓名,备注\n", chinese), cut...), "utf-8", true},
	} {
		s, rows, refused, err := readToEnd(t, tt.data)
		if err != nil || s.Info.Encoding != tt.encoding || rows == 0 || refused > 0 != tt.refused {
			t.Errorf("%s: %s, %d rows, %d refused, %v", name, s.Info.Encoding, rows, refused, err)
		}
	}
}

// The encoding of a file whose beginning is plain ASCII is told by what comes later.
func TestBeginsInASCII(t *testing.T) {
	t.Parallel()
	plain := people(t, nil, "name,address\n", func(i int) string { return fmt.Sprintf("Ann%d,%s\n", i, strings.Repeat("High Street ", 30)) })
	for name, enc := range map[string]encoding.Encoding{"gb18030": simplifiedchinese.GB18030, "utf-8": nil} {
		path := filepath.Join(t.TempDir(), "x.csv")
		if err := os.WriteFile(path, append(bytes.Clone(plain), people(t, enc, "", chinese)...), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		s, err := Open(f, Options{})
		if err != nil {
			t.Fatal(err)
		}
		last := model.Draft{}
		for d, err := range s.Drafts(t.Context()) {
			if last = d; err != nil || len(d.Problems) > 0 {
				t.Fatalf("%s: %v %v", name, err, d.Problems)
			}
		}
		if s.Info.Encoding != name || !strings.HasPrefix(last.Customer.Name, "张伟") {
			t.Errorf("%s: read as %s, %s", name, s.Info.Encoding, last.Customer.Name)
		}
	}
}
