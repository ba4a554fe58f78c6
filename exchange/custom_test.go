package exchange

import (
	"slices"
	"testing"

	"kehu/model"
)

// Headings that are the label or key of a field of the user's own fill it, even
// where we know the word; days follow the order of their column.
func TestCustomFieldsFillFromTheirColumns(t *testing.T) {
	t.Parallel()
	custom := []model.CustomField{
		{Meta: model.Meta{ID: 1}, Key: "grade", Label: "会员等级", Type: model.CustomChoice, Options: []string{"金", "银"}},
		{Meta: model.Meta{ID: 2}, Key: "joined", Label: "Joined on", Type: model.CustomDate},
		{Meta: model.Meta{ID: 3}, Key: "likes", Label: "Likes", Type: model.CustomChoices, Options: []string{"tea", "wine"}},
		{Meta: model.Meta{ID: 4}, Key: "quota", Label: "Quota", Type: model.CustomMoney},
	}
	s := open(t, []byte("姓名,会员等级,JOINED,likes,Extra\n张伟,金,3/4/2024,wine; tea,1.2万\n李雷,铜,25/12/2024,n/a,\n"),
		Options{Custom: custom, Currency: model.CNY, Map: map[string]string{"Extra": "quota"}})
	var fields []string
	for _, c := range s.Info.Columns {
		fields = append(fields, c.Field)
	}
	if want := []string{"name", "grade", "joined", "likes", "quota"}; !slices.Equal(fields, want) {
		t.Fatalf("the columns fill %v, want %v", fields, want)
	}
	all := drafts(t, s)
	want := []model.CustomValue{{Field: 1, Type: model.CustomChoice, Text: "金"}, {Field: 2, Type: model.CustomDate, Text: "2024-04-03"},
		{Field: 3, Type: model.CustomChoices, Text: `["tea","wine"]`}, {Field: 4, Type: model.CustomMoney, Text: "CNY 12000.00"}}
	if got := all[0].Customer; !slices.Equal(got.Custom, want) || got.Level != "" {
		t.Errorf("the first row has %v and level %q, want %v", got.Custom, got.Level, want)
	}
	if p := all[1].Problems; len(p) != 1 || p[0].Code != "choice_unknown" || p[0].Field != "grade" {
		t.Errorf("the second row is refused for %v, want an unknown choice in grade alone", p)
	}
}
