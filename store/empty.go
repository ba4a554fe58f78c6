package store

import (
	"context"
	"errors"
	"slices"
	"time"

	"kehu/model"
)

// Emptying says what of the bin is removed for good: the records that are named,
// or else all that has lain there since a time.
type Emptying struct {
	Refs   []model.Ref
	Before time.Time // those binned later stay; the zero value means all
}

// EmptyBin removes records in the bin for good, as one change set that cannot be
// undone; nil when there were none. A record that is not in the bin is a NotFound
// problem. With a customer goes all that belongs to it. Undo of older change sets
// passes over what is gone and reports it.
func (b *Book) EmptyBin(ctx context.Context, e Emptying) (cs *model.ChangeSet, err error) {
	n, err := b.CountEmptying(ctx, e)
	if err := firstError(err, b.store.backUpBefore(ctx, n)); err != nil {
		return nil, err
	}
	err = b.store.securely(ctx, func() error {
		return b.store.inTx(ctx, func(t *tx) error {
			r, err := t.newRemoval()
			if err != nil {
				return err
			}
			if cs, err = r.choose(e); err != nil {
				return err
			}
			if cs.Count == 0 {
				cs = nil
				return errRollback
			}
			return firstError(r.follow(), r.remove(b, cs))
		})
	})
	return cs, err
}

// CountEmptying counts the records that EmptyBin would remove, without what belongs
// to them.
func (b *Book) CountEmptying(ctx context.Context, e Emptying) (n int, err error) {
	if e.Refs != nil {
		return len(e.Refs), nil
	}
	err = b.store.reader.QueryRowContext(ctx, "SELECT count(*) FROM ("+binnedSince()+") WHERE "+longBinned, seconds(e.Before)).Scan(&n)
	return n, b.store.explain(err)
}

// longBinned is the condition that an entry has been there since a time, if there
// is one.
const longBinned = "(?1 = 0 OR at <= ?1)"

// choose gathers what is to go and returns the change set that will say so.
func (r *removal) choose(e Emptying) (*model.ChangeSet, error) {
	var err error
	if e.Refs != nil {
		err = r.takeRefs(e.Refs)
	} else {
		err = r.t.exec("INSERT INTO temp.going (kind, id, state) SELECT kind, id, 1 FROM ("+binnedSince()+") WHERE "+longBinned, seconds(e.Before))
	}
	if err != nil {
		return nil, err
	}
	cs := &model.ChangeSet{Action: model.ActionEmpty}
	var kinds, one int64
	err = r.t.row("SELECT count(*), count(DISTINCT kind), coalesce(min(kind), ''), coalesce(min(id), 0) FROM temp.going").Scan(&cs.Count, &kinds, &cs.Kind, &one)
	switch {
	case kinds > 1:
		cs.Kind = ""
	case cs.Count == 1:
		cs.Subject = numberText(one)
	}
	return cs, err
}

func (r *removal) takeRefs(refs []model.Ref) error {
	refs = slices.Clone(refs)
	slices.SortFunc(refs, compareRefs)
	for _, ref := range slices.Compact(refs) {
		if r.t.store.records[ref.Kind] == nil {
			return errors.New("unknown kind of record " + string(ref.Kind))
		}
		if err := r.take(ref.Kind, "id = ? AND state = 1", ref.ID); err != nil {
			return err
		}
		n, err := r.t.one("SELECT 1 FROM temp.going WHERE kind = ? AND id = ?", string(ref.Kind), ref.ID)
		if err != nil {
			return err
		}
		if n == 0 {
			return model.NewProblem(model.NotFound, "not_in_bin", "ID", ref.ID)
		}
	}
	return nil
}
