package tui

// A memo keeps what was drawn last, for as long as the key of what it was drawn
// from is the same: most keys change one line of a screen.
type memo[K comparable, V any] struct {
	key   K
	value V
	ready bool
}

// get returns what was drawn for the key, drawn now when it is another one.
func (m *memo[K, V]) get(key K, draw func() V) V {
	if !m.ready || m.key != key {
		m.key, m.value, m.ready = key, draw(), true
	}
	return m.value
}
