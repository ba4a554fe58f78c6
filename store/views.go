package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"kehu/model"
)

// views says how saved views lie in the file.
func views() *entity[model.View] {
	return (&entity[model.View]{
		kind:     model.KindView,
		table:    tables[model.KindView],
		fields:   model.ViewFields(),
		meta:     func(v *model.View) *model.Meta { return &v.Meta },
		customer: func(*model.View) int64 { return 0 },
		validate: func(v *model.View, _ time.Time) error { return v.Validate() },
		subject:  func(_ context.Context, _ queryer, v *model.View) (string, error) { return v.Name, nil },
		owe:      func(*tx, *model.View, *model.View, []string) {},
	}).ready()
}

func (s *Store) views() *entity[model.View] { return of[model.View](s, model.KindView) }

// Views returns the saved views in the order of their tabs.
func (b *Book) Views(ctx context.Context) ([]model.View, error) {
	found, err := b.store.views().find(ctx, b.store.reader, "state = 0 ORDER BY pos, id")
	return found, b.store.explain(err)
}

// View returns the saved view with a name, as stored or, in any letter case, as
// shown says it is called; the problem of an unknown one is NotFound
// (view_not_found).
func (b *Book) View(ctx context.Context, name string, shown func(stored string) string) (*model.View, error) {
	all, err := b.Views(ctx)
	if err != nil {
		return nil, err
	}
	for _, called := range []func(stored string) bool{
		func(stored string) bool { return stored == name },
		func(stored string) bool { return strings.EqualFold(shown(stored), strings.TrimSpace(name)) },
	} {
		if i := slices.IndexFunc(all, func(v model.View) bool { return called(v.Name) }); i >= 0 {
			return &all[i], nil
		}
	}
	return nil, model.NewProblem(model.NotFound, "view_not_found", "Name", name)
}
