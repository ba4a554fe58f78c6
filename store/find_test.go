package store

import (
	"errors"
	"strings"
	"testing"

	"kehu/internal/race"
	"kehu/model"
)

// The longest run of words that is a name is one; what follows is not.
func TestFindFirst(t *testing.T) {
	race.Skip(t)
	_, b := openBook(t)
	wei, latin, north := zhang(), person("Zhang Wei", "13900139000"), person("欧阳娜娜", "13700137000")
	save(t, b, wei, latin, north)
	paper := &model.Customer{Kind: model.CompanyKind, Company: "南山纸业有限公司", Notes: "张伟 电话"}
	save(t, b, paper, purchase(1, 100))
	for line, want := range map[string]struct {
		id   int64
		used int
		code string
	}{
		"张伟 电话 询价":              {wei.ID, 1, ""},
		"Zhang Wei phone asked": {latin.ID, 2, ""},
		"zhang wei":             {latin.ID, 2, ""},
		"欧阳 来电":                 {north.ID, 1, ""},
		"ouyang 来电":             {north.ID, 1, ""},
		"oynn 来电":               {north.ID, 1, ""},
		"南山纸业 拜访":               {paper.ID, 1, ""},
		"#2 电话":                 {latin.ID, 1, ""},
		"SO1 电话":                {wei.ID, 1, ""},
		"7000 电话":               {north.ID, 1, ""},
		"zhang 电话":              {0, 1, "ref_ambiguous"},
		"王五 电话":                 {0, 1, "ref_not_found"},
		"city:上海 电话":            {wei.ID, 1, ""},
		"":                      {0, 0, "ref_missing"},
		"， 电话":                  {0, 1, "ref_not_found"},
	} {
		id, used, err := b.FindFirst(t.Context(), strings.Fields(line))
		if id != want.id || used != want.used || problemCode(err) != want.code {
			t.Errorf("%q: customer %d by %d words, %v; want %+v", line, id, used, err, want)
		}
	}
	_, _, err := b.FindFirst(t.Context(), []string{"zhang"})
	if p, ok := err.(*model.Problem); !ok || p.Args["Count"] != 2 || !strings.Contains(p.Args["Names"].(string), "#1 张伟") {
		t.Errorf("namesakes: %v", err)
	}
}

// Whose contact history has a name is not the one who bears it: to bin or erase
// somebody by it would hit the wrong one.
func TestMentionsAreNotMeant(t *testing.T) {
	_, b := openBook(t)
	bob, latin := person("Bob"), person("Anna Meier")
	save(t, b, bob, latin)
	save(t, b, contact(bob.ID, "recommended by 张伟, asked Anna Meier about it"))
	if got := names(t, b, "张伟"); len(got) != 1 {
		t.Fatalf("found by the mention: %v", got)
	}
	if _, err := b.Find(t.Context(), "张伟"); problemCode(err) != "ref_not_found" {
		t.Errorf("a mention: %v", err)
	}
	for _, ref := range []string{"meier", "anna m", "ann"} {
		if id, err := b.Find(t.Context(), ref); id != latin.ID || err != nil {
			t.Errorf("%s: #%d, %v", ref, id, err)
		}
	}
	if id, err := b.Find(t.Context(), "content:张伟"); id != bob.ID || err != nil {
		t.Errorf("by the content: #%d, %v", id, err)
	}
	save(t, b, person("张伟明"))
	if id, err := b.Find(t.Context(), "张伟"); id != 3 || err != nil {
		t.Errorf("by the begin of the name: #%d, %v", id, err)
	}
}

// problemCode is the code of the first problem in an error, "" for none.
func problemCode(err error) string {
	var p *model.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}
