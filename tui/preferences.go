package tui

import (
	"context"
	"encoding/json"

	tea "charm.land/bubbletea/v2"
)

// preferred reads what the user keeps under a key, the zero value when there is
// nothing yet, or what another version kept.
func preferred[T any](ctx context.Context, s *session, key string) (value T, err error) {
	kept, err := s.book.Preference(ctx, key)
	if err == nil && json.Unmarshal([]byte(kept), &value) != nil {
		var none T
		return none, nil
	}
	return value, err
}

// prefer keeps plain data under a key for the user. A preference that is lost is
// no reason to stop anybody.
func (s *session) prefer(key string, value any) tea.Cmd {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // plain data can always be written
	}
	return ask(s, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.book.SetPreference(ctx, key, string(text))
	}, func(struct{}, error) tea.Cmd { return nil })
}
