package store

import (
	"reflect"
	"testing"
)

func TestMappingsAreKeptByHeadings(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	of := func(headings string) ImportMapping {
		return must[ImportMapping](t)(b.ImportMapping(t.Context(), headings))
	}
	m := ImportMapping{As: "customers", Map: map[string]string{"称呼": "name", "列": "-"}}
	if err := b.SetImportMapping(t.Context(), "a", m); err != nil {
		t.Fatal(err)
	}
	if got := of("a"); !reflect.DeepEqual(got, m) || !of("b").IsZero() {
		t.Errorf("%+v, of others %+v", got, of("b"))
	}
	if n, err := b.HistoryCount(t.Context()); n != 0 || err != nil {
		t.Errorf("the history shows it: %d, %v", n, err)
	}
	if err := b.SetImportMapping(t.Context(), "a", ImportMapping{}); err != nil || !of("a").IsZero() {
		t.Errorf("%v, %+v", err, of("a"))
	}
}
