package store

import "context"

// HistoryValues proposes values of a field of query.History that only the book
// knows, the most used first; nil for fields whose values are known beforehand.
func (b *Book) HistoryValues(ctx context.Context, field string) ([]string, error) {
	switch field {
	case "by":
		return b.setsBy(ctx, "SELECT actor FROM change_sets WHERE actor <> '' GROUP BY actor COLLATE NOCASE ORDER BY count(*) DESC, actor")
	case "file":
		return b.setsBy(ctx, "SELECT subject FROM change_sets WHERE action = 'import' AND subject <> '' GROUP BY subject ORDER BY max(id) DESC")
	case "customer":
		return b.Values(ctx, "name", "", 0)
	}
	return nil, nil
}

func (b *Book) setsBy(ctx context.Context, list string) ([]string, error) {
	rows, err := b.store.reader.QueryContext(ctx, list+" LIMIT 100")
	values, err := scanAll(rows, err, scanOne[string])
	return values, b.store.explain(err)
}
