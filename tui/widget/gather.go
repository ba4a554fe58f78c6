package widget

import "context"

// gatherPage is how many rows are read at once in search of marked ones.
const gatherPage = 2000

// Gather returns work that finds the rows with these keys, in the order of the
// list. Those in memory cost nothing; for others it reads the list from its top.
// The work may run beside Update.
func (t *Table) Gather(keys []int64) func(context.Context) ([]Row, error) {
	src, wanted := t.src, make(map[int64]bool, len(keys))
	for _, k := range keys {
		wanted[k] = true
	}
	here := pickRows(t.rows, wanted)
	return func(ctx context.Context) ([]Row, error) {
		if len(here) == len(wanted) {
			return here, nil
		}
		var found []Row
		for span := (Span{Limit: gatherPage}); len(found) < len(wanted); span.Offset += gatherPage {
			rows, err := src(ctx, span)
			if err != nil {
				return nil, err
			}
			for i := range rows {
				rows[i].clean()
			}
			found = append(found, pickRows(rows, wanted)...)
			if len(rows) < gatherPage {
				break
			}
			span.Key, span.At = rows[len(rows)-1].Key, span.Offset+len(rows)-1
		}
		return found, nil
	}
}

// pickRows returns the rows with wanted keys.
func pickRows(rows []Row, wanted map[int64]bool) (out []Row) {
	for _, r := range rows {
		if wanted[r.Key] {
			out = append(out, r)
		}
	}
	return out
}
