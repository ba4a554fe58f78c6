package region

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kehu/model"
)

// parts writes an address on one line: country/province/city/district/street/postcode.
func parts(a model.Address) string {
	return strings.Join([]string{a.Country, a.Province, a.City, a.District, a.Street, a.Postcode}, "/")
}

func address(text string) model.Address {
	p := strings.Split(text, "/")
	return model.Address{Country: p[0], Province: p[1], City: p[2], District: p[3], Street: p[4], Postcode: p[5]}
}

func TestUnderstand(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"广东省深圳市南山区科技园1号":            "中国/广东省/深圳市/南山区/科技园1号/",
		"广东省 深圳市 南山区 科技园1号":         "中国/广东省/深圳市/南山区/科技园1号/",
		"中国广东省深圳市南山区科技园1号 518057":   "中国/广东省/深圳市/南山区/科技园1号/518057",
		"518057 广东省深圳市南山区科技园1号":     "中国/广东省/深圳市/南山区/科技园1号/518057",
		"广东省深圳市南山区科技园1号（邮编：518057）": "中国/广东省/深圳市/南山区/科技园1号/518057",
		"深圳南山科技园1号":                 "中国/广东省/深圳市/南山区/科技园1号/",
		"广东深圳南山科技园1号":               "中国/广东省/深圳市/南山区/科技园1号/",
		"深圳市福田区":                    "中国/广东省/深圳市/福田区//",
		"北京市朝阳区建国路88号":              "中国/北京市/北京市/朝阳区/建国路88号/",
		"北京市市辖区朝阳区建国路88号":           "中国/北京市/北京市/朝阳区/建国路88号/",
		"北京市北京市朝阳区建国路88号":           "中国/北京市/北京市/朝阳区/建国路88号/",
		"北京朝阳三里屯":                   "中国/北京市/北京市/朝阳区/三里屯/",
		"北京，朝阳区，建国路88号":             "中国/北京市/北京市/朝阳区/建国路88号/",
		"上海浦东新区世纪大道100号":            "中国/上海市/上海市/浦东新区/世纪大道100号/",
		"浦东新区世纪大道100号":              "中国/上海市/上海市/浦东新区/世纪大道100号/",
		"重庆市渝中区解放碑":                 "中国/重庆市/重庆市/渝中区/解放碑/",
		"重庆市石柱县南宾镇":                 "中国/重庆市/重庆市/石柱土家族自治县/南宾镇/",
		"重庆北碚天生路2号":                 "中国/重庆市/重庆市/北碚区/天生路2号/",
		"内蒙古自治区呼和浩特市赛罕区大学西路":        "中国/内蒙古自治区/呼和浩特市/赛罕区/大学西路/",
		"内蒙古锡林郭勒盟锡林浩特市":             "中国/内蒙古自治区/锡林郭勒盟/锡林浩特市//",
		"新疆维吾尔自治区伊犁哈萨克自治州伊宁市":       "中国/新疆维吾尔自治区/伊犁哈萨克自治州/伊宁市//",
		"新疆石河子市北三路":                 "中国/新疆维吾尔自治区/石河子市//北三路/",
		"广西南宁青秀区民族大道":               "中国/广西壮族自治区/南宁市/青秀区/民族大道/",
		"湖北恩施州利川市东城街道":              "中国/湖北省/恩施土家族苗族自治州/利川市/东城街道/",
		"云南省大理白族自治州大理市下关":           "中国/云南省/大理白族自治州/大理市/下关/",
		"云南省大理市下关":                  "中国/云南省/大理白族自治州/大理市/下关/",
		"江苏省昆山市花桥镇":                 "中国/江苏省/苏州市/昆山市/花桥镇/",
		"义乌市稠州北路1号":                 "中国/浙江省/金华市/义乌市/稠州北路1号/",
		"浙江义乌国际商贸城":                 "中国/浙江省/金华市/义乌市/国际商贸城/",
		"河南省济源市沁园路":                 "中国/河南省/济源市//沁园路/",
		"东莞市长安镇振安路":                 "中国/广东省/东莞市//长安镇振安路/",
		"吉林省吉林市船营区":                 "中国/吉林省/吉林市/船营区//",
		"吉林吉林船营区":                   "中国/吉林省/吉林市/船营区//",
		"朝阳市双塔区":                    "中国/辽宁省/朝阳市/双塔区//",
		"南京市鼓楼区中山路1号":               "中国/江苏省/南京市/鼓楼区/中山路1号/",
		"福州鼓楼区五一路":                  "中国/福建省/福州市/鼓楼区/五一路/",
		"香港特别行政区湾仔区轩尼诗道1号":          "中国/香港特别行政区/香港岛/湾仔区/轩尼诗道1号/",
		"香港九龙观塘区观塘道":                "中国/香港特别行政区/九龙/观塘区/观塘道/",
		"香港灣仔區軒尼詩道1號":               "中国/香港特别行政区/香港岛/灣仔區/軒尼詩道1號/",
		"香港中环皇后大道中1号":               "中国/香港特别行政区///中环皇后大道中1号/",
		"澳门氹仔":                      "中国/澳门特别行政区///氹仔/",
		"台湾省台北市大安区和平东路":             "中国/台湾省/台北市/大安区/和平东路/",
		"106臺北市大安區和平東路":             "//臺北市/大安區/和平東路/106",
		"台湾新竹县竹北市光明路":               "中国/台湾省/新竹县/竹北市/光明路/",
		"广东中山中山路1号":                 "中国/广东省/中山市//中山路1号/",
		"深圳":                        "中国/广东省/深圳市///",
		"河北省长安区中山路":                 "中国/河北省/石家庄市/长安区/中山路/",
		"上海南京西路1266号":               "中国/上海市/上海市//南京西路1266号/",
		"上海市静安区静安寺":                 "中国/上海市/上海市/静安区/静安寺/",
		"安徽省合肥市高新区望江西路800号":         "中国/安徽省/合肥市//高新区望江西路800号/",
		"陕西省西安市雁塔区":                 "中国/陕西省/西安市/雁塔区//",
		"海南省三亚市吉阳区":                 "中国/海南省/三亚市/吉阳区//",
		"青海省海南州共和县":                 "中国/青海省/海南藏族自治州/共和县//",
	} {
		got, _, ok := Understand(model.Address{Street: text})
		if parts(got) != want || !ok {
			t.Errorf("%s is %s, want %s", text, parts(got), want)
		}
	}
}

// What could be somewhere else, or is no division at all, is left as it was typed.
func TestUnderstandLeavesAlone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "科技园1号", "鼓楼区中山路1号", "南山区科技园1号", "朝阳区建国路88号", "朝阳路12号", "中山路1号", "中山公园", "南京路100号", "南京东路100号",
		"北京路1号", "重庆北路5号", "深圳湾1号", "长沙湾道", "吉林大路", "河南中路", "江苏大厦", "中山大学", "城区人民路", "东区1号", "义乌国际商贸城",
		"221B Baker St, London NW1 6XE, UK", "Rilská 3174/6", "1 Infinite Loop, Cupertino, CA 95014", "東京都千代田区丸の内1-9-1", "123456",
		"九龙路1号", "大学路1号", "人民路518057号",
	} {
		a := model.Address{Street: text}
		if got, _, ok := Understand(a); ok || got != a {
			t.Errorf("%q is taken for %s", text, parts(got))
		}
	}
}

// The other fields decide between places of one name, and are never contradicted.
func TestUnderstandBesideOtherFields(t *testing.T) {
	t.Parallel()
	for before, want := range map[string]string{
		"//南京市//鼓楼区中山路1号/":         "中国/江苏省/南京市/鼓楼区/中山路1号/",
		"//徐州//鼓楼区中山路1号/":          "中国/江苏省/徐州/鼓楼区/中山路1号/",
		"/福建省///鼓楼区五一路/":           "中国/福建省/福州市/鼓楼区/五一路/",
		"//深圳//南山科技园1号/":           "中国/广东省/深圳/南山区/科技园1号/",
		"China////深圳市南山区科技园1号/":    "China/广东省/深圳市/南山区/科技园1号/",
		"//广州市//深圳市南山区科技园1号/":      "//广州市//深圳市南山区科技园1号/",
		"日本////深圳市南山区科技园1号/":       "日本////深圳市南山区科技园1号/",
		"/广东省/深圳市/南山区/科技园1号/":      "/广东省/深圳市/南山区/科技园1号/",
		"//香港//观塘区观塘道/":            "中国/香港特别行政区/香港/观塘区/观塘道/",
		"/////":                    "/////",
		"///福田区/深圳市福田区深南大道/518000": "中国/广东省/深圳市/福田区/深南大道/518000",
	} {
		if got, _, _ := Understand(address(before)); parts(got) != want {
			t.Errorf("%s becomes %s, want %s", before, parts(got), want)
		}
	}
}

// The published lists and what the program holds agree: every area is known, with
// its city and province, and its address is read back.
func TestEveryDivisionIsRead(t *testing.T) {
	t.Parallel()
	names := map[string][2]string{} // code → name, code of what it belongs to
	for _, file := range []string{"provinces.csv", "cities.csv", "areas.csv"} {
		for _, row := range published(t, file) {
			up := ""
			if len(row) > 2 {
				up = row[2]
			}
			names[row[0]] = [2]string{row[1], up}
		}
	}
	areas := 0
	for code, area := range names {
		if len(code) != 6 {
			continue
		}
		areas++
		cityOf := names[area[1]]
		provinceOf := names[cityOf[1]]
		want := model.Address{Country: "中国", Province: provinceOf[0], City: cityOf[0], District: area[0], Street: "人民路1号"}
		switch {
		case strings.Contains(want.City, "直辖县级"), want.City == want.District:
			want.City, want.District = want.District, ""
		case want.City == "市辖区" || want.City == "县":
			want.City = want.Province
		}
		text := want.Province + want.City + want.District + want.Street
		if got, sure, _ := Understand(model.Address{Street: text}); got != want || !sure {
			t.Errorf("%s is %s, want %s", text, parts(got), parts(want))
		}
	}
	if len(names) != 31+342+2978 || areas != 2978 {
		t.Errorf("%d divisions, %d areas", len(names), areas)
	}
}

// published reads one of the lists beside the checkout, or skips.
func published(t *testing.T, file string) [][]string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		dir = filepath.Dir(dir)
		if f, err := os.Open(filepath.Join(dir, "shared", "data", "cn-regions", file)); err == nil {
			defer f.Close()
			rows, err := csv.NewReader(f).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			return rows[1:]
		}
	}
	t.Skipf("shared/data/cn-regions/%s is not beside the checkout", file)
	return nil
}

// Whatever the text is, what is not taken out of it is still there.
func FuzzUnderstand(f *testing.F) {
	f.Add("广东省深圳市南山区科技园1号 518057", "", "")
	f.Add("106臺北市大安區和平東路", "台湾", "")
	f.Add("鼓楼区\xff中山路", "江苏省", "南京")
	f.Fuzz(func(t *testing.T, street, province, city string) {
		a := model.Address{Street: street, Province: province, City: city}
		got, _, ok := Understand(a)
		switch {
		case !ok && got != a:
			t.Errorf("%q is changed to %s", street, parts(got))
		case ok && (!strings.Contains(street, got.Street) || province != "" && got.Province != province || city != "" && got.City != city):
			t.Errorf("%q in %q, %q becomes %s", street, province, city, parts(got))
		}
	})
}

func BenchmarkUnderstand(b *testing.B) {
	for _, text := range []string{"广东省深圳市南山区科技园1号", "221B Baker St, London NW1 6XE, UK", "科技园1号"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Understand(model.Address{Street: text})
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load()
	}
}
