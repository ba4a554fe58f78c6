package model

import (
	"encoding/json"
	"strconv"
	"time"
)

// A Field is one named value of a record of type T. Its canonical text is
// lossless: Set(r, Get(s)) makes r equal to s in this field. Change sets keep
// canonical texts, the store keeps them in the column of the same name, and
// two records differ in a field exactly when their texts differ.
type Field[T any] struct {
	Key string
	Get func(*T) string
	Set func(*T, string) error
	// Number says that the text is a whole number, or empty for zero.
	Number bool
	// Instant says that the number is an instant in unix seconds, Amount that it is
	// money in minor units of the record's currency, List that the text is JSON.
	Instant, Amount, List bool
	// Merge joins two edits of a list that started from the same base; nil for
	// plain values, on which two edits conflict. It reports false when both
	// edits touched the same element.
	Merge func(base, mine, theirs string) (string, bool)
}

// FieldOf returns the field with a key, or nil.
func FieldOf[T any](fields []Field[T], key string) *Field[T] {
	for i := range fields {
		if fields[i].Key == key {
			return &fields[i]
		}
	}
	return nil
}

// Diff returns the keys of the fields in which a and b differ.
func Diff[T any](fields []Field[T], a, b *T) []string {
	var keys []string
	for _, f := range fields {
		if f.Get(a) != f.Get(b) {
			keys = append(keys, f.Key)
		}
	}
	return keys
}

// textField is a field that is text already.
func textField[T any](key string, at func(*T) *string) Field[T] {
	return Field[T]{Key: key,
		Get: func(r *T) string { return *at(r) },
		Set: func(r *T, s string) error { *at(r) = s; return nil }}
}

// numberField is a whole number; zero is the empty text.
func numberField[T any](key string, at func(*T) *int64) Field[T] {
	return Field[T]{Key: key, Number: true,
		Get: func(r *T) string { return formatInt(*at(r)) },
		Set: func(r *T, s string) (err error) { *at(r), err = parseInt(s); return err }}
}

// amountField is money in minor units of the record's currency.
func amountField[T any](key string, at func(*T) *int64) Field[T] {
	f := numberField(key, at)
	f.Amount = true
	return f
}

// instantField is an instant in unix seconds; the zero time is the empty text.
func instantField[T any](key string, at func(*T) *time.Time) Field[T] {
	return Field[T]{Key: key, Number: true, Instant: true,
		Get: func(r *T) string {
			if at(r).IsZero() {
				return ""
			}
			return strconv.FormatInt(at(r).Unix(), 10)
		},
		Set: func(r *T, s string) error {
			n, err := parseInt(s)
			if *at(r) = (time.Time{}); n != 0 {
				*at(r) = time.Unix(n, 0).UTC()
			}
			return err
		}}
}

// dateField is a day; none is the empty text.
func dateField[T any](key string, at func(*T) *Date) Field[T] {
	return Field[T]{Key: key,
		Get: func(r *T) string { return at(r).String() },
		Set: func(r *T, s string) (err error) { *at(r), err = dateFromText(s); return err }}
}

// listField is a list, as JSON; the empty list is the empty text.
func listField[T, E any](key string, at func(*T) *[]E) Field[T] {
	return Field[T]{Key: key, Merge: mergeLists, List: true,
		Get: func(r *T) string {
			if len(*at(r)) == 0 {
				return ""
			}
			text, err := json.Marshal(*at(r))
			if err != nil { // only unsupported types fail, and none is used
				panic(err)
			}
			return string(text)
		},
		Set: func(r *T, s string) error {
			*at(r) = nil
			if s == "" {
				return nil
			}
			return json.Unmarshal([]byte(s), at(r))
		}}
}

// mergeLists is the three-way merge of JSON lists: what mine added or removed
// against base is done to theirs. Elements are compared as JSON; an element that
// both sides removed while both added something is taken for one that both
// edited, and is refused.
func mergeLists(base, mine, theirs string) (string, bool) {
	b, m, t := elements(base), elements(mine), elements(theirs)
	if overlaps(missing(b, m), missing(b, t)) && len(missing(m, b)) > 0 && len(missing(t, b)) > 0 {
		return "", false
	}
	merged := without(t, missing(b, m))
	for _, added := range missing(m, b) {
		if !contains(merged, added) {
			merged = append(merged, added)
		}
	}
	if len(merged) == 0 {
		return "", true
	}
	text, err := json.Marshal(merged)
	return string(text), err == nil
}

func elements(list string) []json.RawMessage {
	var es []json.RawMessage
	if list != "" {
		_ = json.Unmarshal([]byte(list), &es) // canonical texts are valid JSON
	}
	return es
}

// missing returns the elements of a that b lacks.
func missing(a, b []json.RawMessage) []json.RawMessage { return without(a, b) }

func without(a, b []json.RawMessage) []json.RawMessage {
	var out []json.RawMessage
	for _, e := range a {
		if !contains(b, e) {
			out = append(out, e)
		}
	}
	return out
}

func contains(list []json.RawMessage, e json.RawMessage) bool {
	for _, x := range list {
		if string(x) == string(e) {
			return true
		}
	}
	return false
}

func overlaps(a, b []json.RawMessage) bool {
	for _, e := range a {
		if contains(b, e) {
			return true
		}
	}
	return false
}

func formatInt(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func parseInt(s string) (int64, error) {
	if s == "" {
		return 0, nil
	}
	return strconv.ParseInt(s, 10, 64)
}

func dateFromText(s string) (Date, error) {
	var d Date
	if s == "" {
		return d, nil
	}
	return d, d.UnmarshalText([]byte(s))
}
