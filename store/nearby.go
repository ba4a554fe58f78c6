package store

import "kehu/model"

// A nearby reads records that an import compares, the next ones with each: rows of
// a newer copy mostly stand in the order in which the last copy made the records,
// and many read at once cost a quarter each of what one alone does.
type nearby[T any] struct {
	e    *entity[T]
	last int64        // asked for
	size int          // how many are read at once
	held map[int64]*T // read and not asked for yet
}

// mostNearby is how many records are read at once.
const mostNearby = 64

// nearbyOf returns what an import reads the records of a kind by.
func nearbyOf[T any](im *importer, e *entity[T]) *nearby[T] {
	if n, isThere := im.nearby[e.kind].(*nearby[T]); isThere {
		return n
	}
	if im.nearby == nil {
		im.nearby = map[model.Kind]any{}
	}
	n := &nearby[T]{e: e, held: map[int64]*T{}}
	im.nearby[e.kind] = n
	return n
}

// get reads a record as the book has it now, in whatever state: what was read ahead
// is given once, for it may be written then.
func (n *nearby[T]) get(t *tx, id int64) (*T, error) {
	if id > n.last && id-n.last <= mostNearby {
		n.size = min(2*max(n.size, 1), mostNearby)
	} else {
		n.size = 1
	}
	n.last = id
	if r := n.held[id]; r != nil {
		delete(n.held, id)
		return r, nil
	}
	clear(n.held)
	if n.size == 1 {
		return n.e.get(t.ctx, t, id)
	}
	found, err := n.e.find(t.ctx, t, "id BETWEEN ? AND ?", id, id+int64(n.size)-1)
	for i := range found {
		n.held[n.e.meta(&found[i]).ID] = &found[i]
	}
	r := n.held[id]
	if r == nil && err == nil {
		err = n.e.missing(id, nil)
	}
	delete(n.held, id)
	return r, err
}
