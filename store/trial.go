package store

import (
	"strconv"

	"kehu/model"
)

// A trial is a write that is taken back in the end, to see what it would do: only
// what it reports is worth its time. Its new customers are written as undone ones,
// which stand in none of the indexes of lists; those of a large book are as much work
// as all the rest. The search index and the figures are left out.
type trial struct {
	isTrial bool
	before  int64 // the last customer that the book had
}

// inBook is the SQL of the customers that matching may find: those in the book and
// those of the trial. prefix is that of the columns, "c.".
func (t *trial) inBook(prefix string) string {
	if !t.isTrial {
		return prefix + "state = 0"
	}
	return "(" + prefix + "state = 0 OR +" + prefix + "id > " + strconv.FormatInt(t.before, 10) + ")"
}

// has reports whether a customer in a state is in the book, as far as the trial goes.
func (t *trial) has(id int64, state model.State) bool {
	return state == model.Live || t.isTrial && id > t.before
}

// newState is the state in which a new record is written.
func (t *trial) newState(kind model.Kind) model.State {
	if t.isTrial && kind == model.KindCustomer {
		return model.Undone
	}
	return model.Live
}

// tail is phoneTail, of which trials have no use.
func (t *trial) tail(p model.ContactPoint, normal string) string {
	if t.isTrial {
		return ""
	}
	return phoneTail(p, normal)
}
