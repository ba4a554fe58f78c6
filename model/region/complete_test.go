package region

import (
	"strings"
	"testing"

	"kehu/model"
)

func TestComplete(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		part, text string
		within     model.Address
		want       string // names that are there, the first at its place
	}{
		{"city", "gz", model.Address{}, "赣州市 广州市 甘孜藏族自治州"},
		{"city", "sz", model.Address{}, "朔州市 苏州市 宿州市 随州市 深圳市"},
		{"city", "sz", model.Address{Province: "广东"}, "深圳市"},
		{"city", "shenzhen", model.Address{}, "深圳市"},
		{"city", "深", model.Address{}, "深圳市"},
		{"city", "chongqing", model.Address{}, "重庆市"},
		{"city", "xm", model.Address{}, "厦门市"},
		{"province", "gd", model.Address{}, "广东省"},
		{"province", "xj", model.Address{}, "新疆维吾尔自治区"},
		{"district", "ns", model.Address{City: "深圳市"}, "南山区"},
		{"district", "gl", model.Address{City: "南京"}, "鼓楼区"},
		{"district", "浦东", model.Address{}, "浦东新区"},
		{"district", "鼓楼", model.Address{City: "Springfield"}, "鼓楼区"},
		{"city", "zzzz", model.Address{}, ""},
		{"industry", "gz", model.Address{}, ""},
	} {
		var got []string
		for _, m := range Complete(c.part, c.text, c.within, 8) {
			got = append(got, m.Name)
		}
		joined := strings.Join(got, " ")
		for i, name := range strings.Fields(c.want) {
			if !strings.Contains(joined, name) || i == 0 && got[0] != name {
				t.Errorf("%s %q in %v: %s, want %s", c.part, c.text, c.within, joined, c.want)
			}
		}
		if c.want == "" && joined != "" {
			t.Errorf("%s %q: %s", c.part, c.text, joined)
		}
	}
}

func BenchmarkComplete(b *testing.B) {
	for b.Loop() {
		Complete("district", "ns", model.Address{}, 8)
	}
}
