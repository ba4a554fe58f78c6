package store

import (
	"slices"
	"testing"

	"kehu/model"
)

func viewNames(t *testing.T, b *Book) (out []string) {
	t.Helper()
	for _, v := range must[[]model.View](t)(b.Views(t.Context())) {
		out = append(out, v.Name)
	}
	return out
}

func asStored(name string) string { return name }

func TestViews(t *testing.T) {
	_, b := openBook(t)
	first := []string{"@all", "@vip", "@potential", "@stale", "@buyers"}
	if got := viewNames(t, b); !slices.Equal(got, first) {
		t.Fatalf("a new book has %v", got)
	}
	for _, v := range must[[]model.View](t)(b.Views(t.Context())) {
		parse(t, b, v.Query) // each is a query
	}

	v := &model.View{Name: "上海", Query: "city:上海 sort:-spent", Pos: 6, Columns: []model.ViewColumn{{Key: "name", Width: 20}, {Key: "spent"}}}
	save(t, b, v)
	got := must[*model.View](t)(b.View(t.Context(), "上海", asStored))
	if got.Query != v.Query || !slices.Equal(got.Columns, v.Columns) {
		t.Errorf("read back %+v", got)
	}
	got.Name, got.Pos = "魔都", 1
	save(t, b, got)
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindView, ID: v.ID}))
	if bin := must[[]BinEntry](t)(b.Binned(t.Context(), BinQuery{})); len(bin) != 1 || bin[0].Name != "魔都" {
		t.Errorf("the bin has %+v", bin)
	}
	for range 3 {
		undo(t, b, 0)
	}
	if got := viewNames(t, b); !slices.Equal(got, first) {
		t.Errorf("after three undos: %v", got)
	}
	if _, err := b.View(t.Context(), "nowhere", asStored); model.KindOf(err) != model.NotFound {
		t.Errorf("unknown view: %v", err)
	}
	if _, err := b.Save(t.Context(), &model.View{Name: " "}); model.KindOf(err) != model.Invalid {
		t.Errorf("nameless view: %v", err)
	}
	checkClean(t, b.store)
}
