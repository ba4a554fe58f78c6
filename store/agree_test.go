package store

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kehu/internal/race"
	"kehu/model"
)

// Parts of names that sound alike, with and without gaps, and what is typed of them.
var (
	agreeNames = []string{"张", "伟", "张伟", "章威", "Zhang", "Wei", "Zhangwei", "ZHANG-WEI", "J.", "S", "js", "3M", "公司", "北湖", "科技", "有限", "有限公司",
		"Lü", "吕", "布", "Köhler", "O’Reilly", "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyzzz", "𠮷"}
	agreeTexts = []string{"zhangwei", "zhang", "wei", "zw", "z", "张伟", "张", "伟", "张w", "zhang伟", "ZHANGW", "zhangweiz", "js", "jsm", "3m公司", "3mgs", "北湖科技", "科技有限",
		"有限公司", "lübu", "lv", "lvbu", "koehler", "oreilly", "o'reilly", "zhang-wei", "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyzz", "𠮷张", "级", "8000"}
)

// Whoever a text finds is the same in the list and the count, alone, with other
// conditions and behind a not.
func TestListsAndCountsAgree(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	for what, narrowed := range map[string]bool{"small": false, "great": true} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			s, b := openBook(t)
			if narrowed {
				s.caches.walkFrom, s.caches.longLists, s.caches.lookedAt = 0, 0, 0
			}
			checkAgreement(t, b, rand.New(rand.NewPCG(7, 7)))
		})
	}
}

func checkAgreement(t *testing.T, b *Book, chance *rand.Rand) {
	some := func(of []string, joint string) string {
		parts := make([]string, 1+chance.IntN(3))
		for i := range parts {
			parts[i] = of[chance.IntN(len(of))]
		}
		return strings.Join(parts, joint)
	}
	for range 120 {
		c := &model.Customer{Kind: model.PersonKind, Name: some(agreeNames, []string{"", " ", "　"}[chance.IntN(3)]), Notes: some(agreeNames, " ")}
		c.Level = []string{"", model.LevelVIP}[chance.IntN(2)]
		save(t, b, c)
	}
	everybody := foundBy(t, b, "")
	for range 60 {
		text := some(agreeTexts, " ")
		found := foundBy(t, b, text)
		for what, got := range map[string][]int64{
			"in another order":    foundBy(t, b, text+" sort:created"),
			"of a level or not":   slices.Concat(foundBy(t, b, text+" level:vip"), foundBy(t, b, text+" -level:vip")),
			"as an alternative":   foundBy(t, b, "("+text+") OR ("+text+")"),
			"behind a double not": foundBy(t, b, "-(-("+text+") OR -("+text+"))"),
			"but for the others":  but(everybody, foundBy(t, b, "-("+text+")")),
		} {
			if slices.Sort(got); !slices.Equal(got, found) {
				t.Errorf("%q finds %d, %s %d: %v", text, len(found), what, len(got), append(but(found, got), but(got, found)...))
			}
		}
	}
}

// No name but the exact one sounds as characters do, so that they have no tier of
// those who sound so.
func TestCharactersHaveNoSoundTier(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	save(t, b, person("张伟"), person("张 伟"), person("章威"), person("𠮷"), person("𠮷伟"), person("张𠮷"), person("Zhang 𠮷"))
	for text, want := range map[string]int{"张伟": 4, "张": 4, "𠮷": 4, "𠮷伟": 4, "张𠮷": 4, "zhangwei": 5, "张w": 5} {
		if got := len(tiers(text)); got != want {
			t.Errorf("%q has %d tiers, want %d", text, got, want)
		}
		alike := quote(markStart+text) + " NOT " + quote(markExact+text)
		if found := matches(t, s, alike); want == 4 && len(found) > 0 {
			t.Errorf("%q is the sound of %v", text, found)
		}
	}
}

// foundBy lists whom a query finds, by number, and checks that as many are counted.
func foundBy(t *testing.T, b *Book, text string) []int64 {
	t.Helper()
	q := parse(t, b, text)
	var ids []int64
	for _, c := range must[[]model.Summary](t)(b.Customers(t.Context(), q, Page{})) {
		ids = append(ids, c.ID)
	}
	for _, limit := range []int{0, 1000} {
		if n, _, err := b.Count(t.Context(), q, limit); n != len(ids) || err != nil {
			t.Errorf("%q lists %d, at most %d counts %d (%v)", text, len(ids), limit, n, err)
		}
	}
	slices.Sort(ids)
	return ids
}

func but(all, some []int64) []int64 {
	return slices.DeleteFunc(slices.Clone(all), func(id int64) bool { return slices.Contains(some, id) })
}
