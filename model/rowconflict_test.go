package model

import (
	"reflect"
	"strings"
	"testing"
)

// Packed conflicts come back as they were, in the order of the file; of long texts the
// beginning does, of lists all.
func TestRowConflicts(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("长", 500)
	second := RowConflict{Ref: Ref{Kind: KindPurchase, ID: 7}, Row: 2, Line: 3, Name: "张伟", IsBinned: true, Currency: CNY,
		Fields: []FieldConflict{{Key: "total", Base: "100", Mine: "200", Theirs: ""}, {Key: "items", Base: long}, {Key: "notes", Base: long}}}
	first := RowConflict{Ref: Ref{Kind: KindCustomer, ID: 1 << 40}, Row: 1, Fields: []FieldConflict{}}
	var all RowConflicts
	all.Add(second, func(key string) bool { return key == "items" })
	all.Add(first, func(string) bool { return false })
	all.Sort()
	second.Fields[2].Base = strings.Repeat("长", 200) + "…"
	if all.Len() != 2 || !reflect.DeepEqual(all.At(0), first) || !reflect.DeepEqual(all.At(1), second) {
		t.Errorf("%+v, %+v", all.At(0), all.At(1))
	}
	for c := range all.All() {
		if c.Row == 2 {
			t.Error("went on after the end")
		}
		break
	}
}
