package store

import (
	"slices"
	"strings"
	"testing"

	"kehu/model"
)

// Values are found by characters, pinyin and initials, the most used first, and
// districts are those of the city.
func TestCompletions(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	at := func(province, city, district string) *model.Customer {
		return &model.Customer{Kind: model.PersonKind, Name: "张伟", Industry: "造纸", Company: "北湖纸业有限公司", Tags: []string{"老客户"},
			Address: model.Address{Province: province, City: city, District: district}}
	}
	save(t, b, at("广东省", "广州市", "天河区"), at("广东省", "广州市", "天河区"), at("江西省", "赣州市", "章贡区"), at("江苏省", "南京市", "鼓楼区"),
		at("广东省", "广州市", "番禺区"))
	for _, c := range []struct {
		field, text string
		within      model.Address
		want        string
	}{
		{"city", "gz", model.Address{}, "广州市 赣州市"},
		{"city", "gz", model.Address{Province: "江西省"}, "赣州市"},
		{"city", "guangz", model.Address{}, "广州市"},
		{"city", "广", model.Address{}, "广州市"},
		{"city", "州", model.Address{}, "广州市 赣州市"},
		{"city", "z", model.Address{}, ""},
		{"district", "th", model.Address{City: "广州市"}, "天河区"},
		{"district", "py", model.Address{City: "广州市"}, "番禺区"},
		{"district", "gl", model.Address{City: "广州市"}, ""},
		{"district", "gl", model.Address{}, "鼓楼区"},
		{"industry", "zz", model.Address{}, "造纸"},
		{"company", "纸业", model.Address{}, "北湖纸业有限公司"},
		{"tag", "lkh", model.Address{}, "老客户"},
		{"nothing", "a", model.Address{}, ""},
	} {
		got, err := b.Completions(t.Context(), c.field, c.text, c.within, 8)
		if err != nil || !slices.Equal(got, strings.Fields(c.want)) {
			t.Errorf("%s %q: %v, %v; want %s", c.field, c.text, got, err, c.want)
		}
	}
}
