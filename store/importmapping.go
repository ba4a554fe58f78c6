package store

import (
	"context"
	"encoding/json"
)

// An ImportMapping is how somebody wants the columns of a file to be read, where
// that is not what is found by itself.
type ImportMapping struct {
	As       string            `json:"as,omitempty"`       // what the rows are; "" as found
	Map      map[string]string `json:"map,omitempty"`      // heading → field; "-" leaves the column out
	Unmapped string            `json:"unmapped,omitempty"` // what becomes of the columns that are left
	From     string            `json:"from,omitempty"`     // the file for which it was said, to be shown
}

// IsZero reports whether the mapping says nothing of columns.
func (m ImportMapping) IsZero() bool { return m.As == "" && m.Unmapped == "" && len(m.Map) == 0 }

// ImportMapping returns how files with the same headings, by their fingerprint, were
// read last; the zero mapping where nothing is known. It is no change of the book,
// as preferences are none, but all users of the book share it.
func (b *Book) ImportMapping(ctx context.Context, headings string) (m ImportMapping, err error) {
	var text string
	err = b.store.reader.QueryRowContext(ctx, "SELECT mapping FROM import_mappings WHERE headings = ?", headings).Scan(&text)
	if isNoRow(err) {
		return m, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), &m)
	}
	return m, b.store.explain(err)
}

// SetImportMapping keeps a mapping for files with the same headings; the zero
// mapping forgets it. A book that cannot be written to does not keep it.
func (b *Book) SetImportMapping(ctx context.Context, headings string, m ImportMapping) error {
	if b.store.readOnly || headings == "" {
		return nil
	}
	if m.IsZero() {
		_, err := b.store.execute(ctx, "DELETE FROM import_mappings WHERE headings = ?", headings)
		return b.store.explain(err)
	}
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	_, err = b.store.execute(ctx, "INSERT OR REPLACE INTO import_mappings (headings, mapping) VALUES (?, ?)", headings, string(text))
	return b.store.explain(err)
}
