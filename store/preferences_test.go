package store

import (
	"testing"

	"kehu/model"
)

// Preferences are each user's own and no part of the history.
func TestPreferences(t *testing.T) {
	t.Parallel()
	s, ann := openBook(t)
	li := s.As(model.Actor{Name: "li"}, model.OriginScreen)
	if got := must[string](t)(ann.Preference(t.Context(), "views")); got != "" {
		t.Errorf("before anything was kept: %q", got)
	}
	for _, value := range []string{"a", "b"} {
		if err := ann.SetPreference(t.Context(), "views", value); err != nil {
			t.Fatal(err)
		}
	}
	if got := must[string](t)(ann.Preference(t.Context(), "views")); got != "b" {
		t.Errorf("kept %q, want the last one", got)
	}
	if got := must[string](t)(li.Preference(t.Context(), "views")); got != "" {
		t.Errorf("another user has %q", got)
	}
	if got := must[[]model.ChangeSet](t)(ann.History(t.Context(), nil, 0, 10)); len(got) != 0 {
		t.Errorf("the history shows %v", got)
	}
}
