package query

import (
	"slices"
	"strings"
	"testing"

	"kehu/internal/race"
)

func TestComplete(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	// ‸ is the cursor; candidates are some of those that must be offered.
	tests := []struct {
		text       string
		place      Place
		field      string
		prefix     string
		replaced   string
		candidates []string
	}{
		{"‸", InWord, "", "", "", []string{"name:", "city:", "has:", "sort:"}},
		{"ci‸", InWord, "", "ci", "ci", []string{"city:"}},
		{"张伟 -(城‸", InWord, "", "城", "城", []string{"城市:"}},
		{"c‸ity", InWord, "", "c", "city", []string{"city:", "company:"}},
		{"city:‸", InValue, "city", "", "", nil},
		{"城市：上‸", InValue, "city", "上", "上", nil},
		{"city:上海,北‸ x", InValue, "city", "北", "北", nil},
		{"city:上‸海,北京", InValue, "city", "上", "上海", nil},
		{`city:"New Y‸`, InValue, "city", "New Y", `"New Y`, nil},
		{`city:"New Y‸ork" b`, InValue, "city", "New Y", `"New York"`, nil},
		{"#老‸", InValue, "tag", "老", "老", nil},
		{"kind:c‸", InValue, "kind", "c", "c", []string{"company"}},
		{"kind:公‸", InValue, "kind", "公", "公", []string{"公司"}},
		{"owner:‸", InValue, "owner", "", "", []string{"me"}},
		{"last:>9‸", InValue, "last", "9", "9", []string{"90d"}},
		{"created:this-‸", InValue, "created", "this-", "this-", []string{"this-week", "this-month"}},
		{"created:上‸", InValue, "created", "上", "上", []string{"上周"}},
		{"created:2026..本‸", InValue, "created", "本", "本", []string{"本月"}},
		{"订阅:‸", InValue, "newsletter", "", "", nil},
		{"spent:‸", InValue, "spent", "", "", []string{">", ">=", "<", "<="}},
		{"年龄：30‸", InValue, "age", "30", "30", []string{"30.."}},
		{"city:上海 O‸", InWord, "", "O", "O", []string{"OR"}},
		{"上海 或‸", InWord, "", "或", "或", []string{"或"}},
		{"no‸", InWord, "", "no", "no", []string{"no:", "NOT"}},
		{"is:o‸", InState, "", "o", "o", []string{"overdue"}},
		{"is:stale,逾‸", InState, "", "逾", "逾", []string{"逾期"}},
		{"has:em‸", InField, "", "em", "em", []string{"email"}},
		{"sort:-sp‸", InSort, "", "sp", "sp", []string{"spent"}},
		{"nothing:x‸", InValue, "", "x", "x", nil},
		{"a b‸ c", InWord, "", "b", "b", []string{"bought:"}},
		{"(city:上海) 级‸", InWord, "", "级", "级", []string{"级别:"}},
		{"city:上海 ‸", InWord, "", "", "", []string{"name:"}},
	}
	for _, tt := range tests {
		cursor := len([]rune(tt.text[:strings.Index(tt.text, "‸")]))
		text := strings.Replace(tt.text, "‸", "", 1)
		c := Complete(text, cursor, catalogue())
		field := ""
		if c.Field != nil {
			field = c.Field.Key
		}
		replaced := string([]rune(text)[c.From:c.To])
		if c.Place != tt.place || field != tt.field || c.Prefix != tt.prefix || replaced != tt.replaced {
			t.Errorf("%s: place %d of %q, prefix %q, replaces %q", tt.text, c.Place, field, c.Prefix, replaced)
		}
		for _, want := range tt.candidates {
			if !slices.ContainsFunc(c.Candidates, func(o Candidate) bool { return o.Text == want }) {
				t.Errorf("%s does not offer %s but %v", tt.text, want, c.Candidates)
			}
		}
	}
}

func TestCandidatesSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	cat := catalogue()
	city := Complete("cit", 3, cat).Candidates
	if want := (Candidate{Text: "city:", Zh: "城市:", Message: "query.field.city"}); len(city) != 1 || city[0] != want {
		t.Errorf("got %+v, want %+v", city, want)
	}
	fax := Complete("fa", 2, cat).Candidates
	if want := (Candidate{Text: "fax:", Zh: "传真:", Label: "传真"}); len(fax) != 1 || fax[0] != want {
		t.Errorf("got %+v, want %+v", fax, want)
	}
}

// What cannot be meant is not offered: days ahead of what is past, a range behind
// what is no value, "or" at the beginning.
func TestCompleteLeavesOut(t *testing.T) {
	t.Parallel()
	for text, word := range map[string]string{"last:": "tomorrow", "created:next": "next-week", "last_purchase:明": "明天",
		"spent:x": "x..", "spent:>5": "5..", "o": "OR", "city:": ">"} {
		for _, o := range Complete(text, len([]rune(text)), catalogue()).Candidates {
			if o.Text == word {
				t.Errorf("%s offers %s", text, word)
			}
		}
	}
	if next := Complete("next:tom", 8, catalogue()).Candidates; len(next) == 0 {
		t.Error("what lies ahead has no tomorrow")
	}
}

func TestQuote(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{"上海": "上海", "New York": `"New York"`, "a,b": `"a,b"`, `5"`: `"5\""`, "": `""`} {
		if got := Quote(value); got != want {
			t.Errorf("Quote(%q) = %s, want %s", value, got, want)
		}
	}
}
