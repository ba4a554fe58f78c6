package query

import (
	"slices"
	"strings"

	"kehu/model"
)

// levelWords are other words for the levels that every book starts with.
func levelWords(key string) []string {
	switch key {
	case model.LevelVIP:
		return []string{"重要客户", "贵宾", "大客户"}
	case model.LevelRegular:
		return []string{"一般客户", "normal"}
	case model.LevelPotential:
		return []string{"意向客户", "lead", "prospect"}
	}
	return nil
}

// LevelOptions returns the levels of a book with the forms that people type of them:
// 潜在 for 潜在客户, VIP客户 for VIP, prospects. A name that another level has stays
// with that one.
func LevelOptions(levels ...Option) []Option {
	out := slices.Clone(levels)
	learn := func(i int, names []string) {
		for _, name := range names {
			for _, form := range levelForms(name) {
				if _, taken := findOption(out, form); !taken {
					out[i].Aliases = append(slices.Clone(out[i].Aliases), form)
				}
			}
		}
	}
	for i, o := range levels {
		learn(i, o.names())
	}
	for i, o := range levels {
		learn(i, levelWords(o.Key))
	}
	return out
}

// levelForms returns a name of a level as it is, without and with the word for
// customers, and in the plural.
func levelForms(name string) []string {
	short := strings.TrimSpace(strings.TrimSuffix(name, "客户"))
	if short == "" {
		return nil
	}
	forms := []string{name, short, short + "客户"}
	if strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz") == "" {
		forms = append(forms, name+"s")
	}
	return forms
}
