package model_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"kehu/model"
)

// What is kept of refused rows in little room comes back as it was.
func TestRejects(t *testing.T) {
	t.Parallel()
	var r model.Rejects
	why := model.Problems{
		model.Invalidf("birthday", "date_syntax", "Value", "31 Feb", "Limit", -3),
		{Kind: model.NotFound, Code: "choice_unknown", Field: "title", Of: model.KindTask, Args: map[string]any{"Fields": []string{"a", "b"}}},
	}
	r.Add([]int{9, 7}, []int{12, 10}, why)
	r.Add([]int{8}, nil, model.Problems{model.Invalidf("name", "name_missing")})
	r.Sort()
	want := []model.Reject{{Row: 7, Line: 10, Problems: why}, {Row: 8, Problems: model.Problems{model.Invalidf("name", "name_missing")}}, {Row: 9, Line: 12, Problems: why}}
	i := 0
	for got := range r.All() {
		if !reflect.DeepEqual(got, want[i]) {
			t.Errorf("%d: %+v, want %+v", i, got, want[i])
		}
		i++
	}
	if i != r.Len() || i != len(want) {
		t.Errorf("%d rows, want %d", i, len(want))
	}
}

// Of a cause the text is kept, and of a long value the beginning.
func TestRejectsCut(t *testing.T) {
	t.Parallel()
	var r model.Rejects
	r.Add([]int{1}, nil, model.Problems{model.NewProblem(model.Invalid, "json_syntax", "Value", strings.Repeat("客", 70_000)).Because(errors.New("EOF"))})
	p := r.At(0).Problems[0]
	if p.Err == nil || p.Err.Error() != "EOF" || p.Args["Value"] != strings.Repeat("客", 200)+"…" {
		t.Errorf("%.300v", p)
	}
}

// Blocks of reasons may not divide a problem, nor lose one.
func TestRejectsManyBlocks(t *testing.T) {
	t.Parallel()
	var r model.Rejects
	const rows = 20_000
	for i := range rows {
		r.Add([]int{i + 1}, nil, model.Problems{model.Invalidf("phone", "phone_syntax", "Value", strings.Repeat("8", i%150), "Row", i)})
	}
	for i := range rows {
		got := r.At(i)
		if got.Row != i+1 || got.Problems[0].Args["Row"] != i || got.Problems[0].Args["Value"] != strings.Repeat("8", i%150) {
			t.Fatalf("%d: %+v", i, got)
		}
	}
}
