package store

import (
	"context"
	"database/sql"
)

// earlier are the traces of what the customers of a book are matched by, as it was
// before a bulk write. To ask the database thrice for each row is two thirds of an
// import into a large book, while reading it all once takes as long as a hundredth
// of it has customers in questions. So once a bulk write has asked as often, all is
// read beside it.
type earlier struct {
	store  *Store
	few    int // questions that are no reason to read all
	asked  int
	stop   context.CancelFunc
	ready  chan struct{}
	traces *traces // nil where reading failed: then the database goes on being asked
}

// fewQuestions are asked of any book before all of it is read.
const fewQuestions = 1000

func newEarlier(s *Store, customers int) *earlier {
	return &earlier{store: s, few: max(fewQuestions, customers/500), ready: make(chan struct{})}
}

// mayKnow reports whether the book can have had a text.
func (e *earlier) mayKnow(text string) bool {
	if e.asked++; e.asked == e.few {
		e.begin()
	}
	select {
	case <-e.ready:
		return e.traces == nil || e.traces.has(text)
	default:
		return true
	}
}

// begin begins to read the book. What others have committed is what it was before
// the bulk write, which keeps them from writing.
func (e *earlier) begin() {
	ctx, stop := context.WithCancel(context.Background())
	e.stop = stop
	go func() {
		defer close(e.ready)
		if found, err := e.store.tracesOfAll(ctx); err == nil {
			e.traces = found
		}
	}()
}

// end ends the reading, if it goes on. There may be nothing to end.
func (e *earlier) end() {
	if e != nil && e.stop != nil {
		e.stop()
		<-e.ready
	}
}

// tracesOfAll reads what all customers are matched by.
func (s *Store) tracesOfAll(ctx context.Context) (*traces, error) {
	found := newTraces()
	var one, other sql.RawBytes
	for _, read := range []struct {
		query string
		into  []any
	}{
		{"SELECT normal FROM contact_points WHERE normal <> ''", []any{&one}},
		{"SELECT source_key FROM customers WHERE source_key <> ''", []any{&one}},
		{"SELECT name, company FROM customers WHERE state = 0", []any{&one, &other}},
	} {
		other = nil
		rows, err := s.reader.QueryContext(ctx, read.query)
		err = eachRow(rows, err, func(rows *sql.Rows) error {
			err := rows.Scan(read.into...)
			found.add(string(one))
			if other != nil {
				found.add(atCompany(string(one), string(other)))
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}
