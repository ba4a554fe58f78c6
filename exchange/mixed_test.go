package exchange

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"kehu/model"
)

// A file that is two put together is refused with the line where the second begins;
// with an encoding named it is read, and what does not fit is refused row by row.
func TestMixedEncodings(t *testing.T) {
	t.Parallel()
	utf := "姓名,城市\n" + strings.Repeat("张伟,上海市浦东新区\n", 20)
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(strings.Repeat("李娜,北京市朝阳区\n", 20))
	if err != nil {
		t.Fatal(err)
	}
	heading, _ := simplifiedchinese.GB18030.NewEncoder().String("姓名,城市\n")
	for name, tt := range map[string]struct {
		text          string
		line          int
		first, second string
	}{
		"UTF-8 first": {utf + gbk, 22, "utf-8", "gb18030"},
		"GBK first":   {heading + gbk + utf, 22, "gb18030", "utf-8"},
	} {
		_, err := Open(strings.NewReader(tt.text), Options{})
		var p *model.Problem
		if !errors.As(err, &p) || p.Code != "encodings_mixed" || p.Args["Line"] != tt.line || p.Args["First"] != tt.first || p.Args["Second"] != tt.second {
			t.Errorf("%s: %v", name, err)
		}
	}
	s := open(t, []byte(utf+gbk), Options{Encoding: "utf-8"})
	refused := 0
	for _, d := range drafts(t, s) {
		if len(d.Problems) > 0 && d.Problems[0].Code == "text_undecodable" {
			refused++
		}
	}
	if refused != 20 {
		t.Errorf("%d rows were refused, want 20", refused)
	}
}

// Two characters of GBK may be UTF-8 by chance, as 联通 are: that is no other encoding.
func TestChanceIsNoMixture(t *testing.T) {
	t.Parallel()
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("姓名,公司\n" + strings.Repeat("李娜,北京\n联通,联通\n", 10))
	if err != nil {
		t.Fatal(err)
	}
	if s := open(t, []byte(gbk), Options{}); s.Info.Encoding != "gb18030" {
		t.Errorf("read as %s", s.Info.Encoding)
	}
}
