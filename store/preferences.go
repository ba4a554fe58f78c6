package store

import "context"

// Preference returns what the actor prefers under a key, "" while that is not
// known. What the text means is the caller's affair.
func (b *Book) Preference(ctx context.Context, key string) (value string, err error) {
	err = b.store.reader.QueryRowContext(ctx, "SELECT value FROM preferences WHERE actor = ? AND key = ?", b.actor.Name, key).Scan(&value)
	if isNoRow(err) {
		return "", nil
	}
	return value, b.store.explain(err)
}

// SetPreference keeps what the actor prefers under a key. It is no change of the
// book: the history does not show it, undo passes it by, and a book that cannot
// be written to forgets it without an error.
func (b *Book) SetPreference(ctx context.Context, key, value string) error {
	if b.store.readOnly {
		return nil
	}
	_, err := b.store.execute(ctx, "INSERT OR REPLACE INTO preferences (actor, key, value) VALUES (?, ?, ?)", b.actor.Name, key, value)
	return b.store.explain(err)
}
