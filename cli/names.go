package cli

import (
	"iter"
	"slices"
	"strings"

	"kehu/locale"
	"kehu/model"
	"kehu/query"
)

// names finds fields by what a person calls them: the key, the name in either
// language, or any name that the query language knows.
type names struct {
	keys   []string
	byName map[string]string
	said   []string // what is proposed for a word that is no name
}

// newNames returns the names of the fields with the keys. The language of the
// run is proposed first; both are understood.
func newNames(a *app, keys []string) names {
	n := names{keys: keys, byName: make(map[string]string), said: slices.Clone(keys)}
	for _, key := range keys {
		n.byName[key] = key
	}
	other := locale.New(otherLanguage(a.say.Lang()))
	for _, key := range keys {
		n.learn(a.say.Field(key), key)
		n.learn(other.Field(key), key)
	}
	return n
}

func otherLanguage(lang string) string {
	if lang == locale.ZH {
		return locale.EN
	}
	return locale.ZH
}

// learn takes a name unless a field before has it.
func (n *names) learn(name, key string) {
	if name != key {
		n.said = append(n.said, name)
	}
	if name = nameKey(name); n.byName[name] == "" {
		n.byName[name] = key
	}
}

// nameKey is the form in which names are compared.
func nameKey(name string) string {
	return strings.NewReplacer(" ", "_", "-", "_", ".", "").Replace(strings.ToLower(strings.TrimSpace(name)))
}

func (n names) find(name string) (key string, ok bool) {
	if key, ok = n.byName[nameKey(name)]; ok {
		return key, true
	}
	field := query.Customers().Field(name)
	if field == nil {
		return "", false
	}
	for _, candidate := range []string{field.Key, field.Key + "s"} { // the query language says tag
		if key, ok = n.byName[candidate]; ok {
			return key, true
		}
	}
	return "", false
}

func (n names) nearest(name string) string { return query.Nearest(name, n.said) }

// unknown is the problem of a name that no field has.
func (n names) unknown(name string) *model.Problem {
	return model.NewProblem(model.Usage, "field_unknown",
		"Value", name, "Nearest", n.nearest(name), "Known", strings.Join(n.keys, ", "))
}

// parseChoice returns which of the model's keys a person means, by key or by
// its name in either language, such as 已付款 or "paid".
func (a *app) parseChoice(field, kind string, keys []string, text string) (string, error) {
	other := locale.New(otherLanguage(a.say.Lang()))
	said := make([]string, len(keys))
	for i, key := range keys {
		said[i] = a.choice(kind, key)
		for _, name := range []string{key, said[i], other.T(kind + "." + key)} {
			if nameKey(name) == nameKey(text) {
				return key, nil
			}
		}
	}
	return "", model.Invalidf(field, "choice_unknown", "Value", text, "Allowed", strings.Join(said, ", "))
}

// splitList yields the parts of a list that a person typed with any comma.
func splitList(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for part := range strings.FieldsFuncSeq(text, isListComma) {
			if part = strings.TrimSpace(part); part != "" && !yield(part) {
				return
			}
		}
	}
}

func isListComma(r rune) bool { return strings.ContainsRune(",，、;；", r) }

// keyTexts returns the model's keys of some kind as plain texts.
func keyTexts[S ~string](keys []S) []string {
	texts := make([]string, len(keys))
	for i, key := range keys {
		texts[i] = string(key)
	}
	return texts
}
