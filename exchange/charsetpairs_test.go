package exchange

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// Tables of one or a few rows in each encoding, in a neutral place.
func TestEncodingsByEvidence(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		enc        encoding.Encoding
	}{
		{"gb18030", "姓名,电话,地址\n张伟,13800138000,上海市中山东路1号\n王芳,,北京市海淀区\n", simplifiedchinese.GBK},
		{"gb18030", "name,city\n张伟,上海\n", simplifiedchinese.GBK},
		{"gb18030", "客户,备注\n李雷,喜欢下午打电话，要发票\n", simplifiedchinese.GBK},
		{"big5", "姓名,電話,地址\n陳美玲,0912345678,臺北市中正區忠孝東路一段1號\n林志明,,高雄市\n", traditionalchinese.Big5},
		{"big5", "name,city\n陳美玲,臺北市\n", traditionalchinese.Big5},
		{"big5", "客戶編號,公司名稱,備註\n1,宏達國際電子股份有限公司,希望下午聯絡\n", traditionalchinese.Big5},
		{"shift_jis", "名前,電話,住所\n山田太郎,03-1234-5678,東京都千代田区丸の内1-1\nスズキ花子,,大阪市\n", japanese.ShiftJIS},
		{"shift_jis", "name,company\n田中,株式会社サンプル\n", japanese.ShiftJIS},
		{"windows-1252", "name,city\nJosé Núñez,São Paulo\nMüller,Köln\n", charmap.Windows1252},
		{"windows-1252", "name,note\nJosé,caf\u00e9 \u201cau lait\u201d\nZoë,don\u2019t\n", charmap.Windows1252},
		{"windows-1252", "name\n\u201cHello\u201d\n", charmap.Windows1252},
		{"windows-1252", "name;price\nStraße;5 €\n", charmap.Windows1252},
		{"utf-16le", "姓名,电话\n张伟,上海市中山东路一号大厦三楼\n", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"utf-16be", "姓名,电话\n张伟,上海市中山东路一号大厦三楼\n", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
		{"utf-8", "姓名,电话\n张伟,1\n", encoding.Nop},
	} {
		data, err := tt.enc.NewEncoder().Bytes([]byte(tt.text))
		if err != nil {
			t.Fatal(err)
		}
		if cs, err := sniffCharset(data, true, ""); err != nil || cs.name != tt.name {
			t.Errorf("%q is %s (%v), want %s", tt.text, cs.name, err, tt.name)
		}
		rows, faults, err := readAll(data, Options{})
		if want := strings.Count(tt.text, "\n"); err != nil || len(faults) > 0 || len(rows) != want {
			t.Errorf("%q: %q %v %v", tt.text, rows, faults, err)
		}
	}
}

// What fits two encodings is decided by the place.
func TestLocaleDecides(t *testing.T) {
	data := []byte("name\n\xa4\xe9\xa5\xbb\n") // 日本 in Big5, kana in GBK
	for locale, want := range map[string]string{"zh_TW.UTF-8": "big5", "zh-Hant": "big5"} {
		if cs, err := sniffCharset(data, true, locale); err != nil || cs.name != want {
			t.Errorf("%s: %s %v", locale, cs.name, err)
		}
	}
	latin := []byte("name\nM\xfcller\n")
	if cs, _ := sniffCharset(latin, true, "zh_CN"); cs.name != "windows-1252" {
		t.Errorf("Müller in China is %s", cs.name)
	}
}
