package store

import (
	"bytes"
	"cmp"
	"database/sql"
	"math"
	"slices"

	"kehu/model"
)

// A historyCheck goes through the change sets from the first to the last.
type historyCheck struct {
	*checker
	chain                               []byte
	sets                                int
	altered, unsealed, displaced, empty []int64
	strange                             []int64         // marked as taken back by what is no inverse of them
	undoes                              map[int64]int64 // by inverse
	undone                              [][2]int64      // each with what took it back
	created                             map[model.Kind]runs
}

// history compares every change set with its seal.
func (c *checker) history() error {
	h := historyCheck{checker: c, undoes: map[int64]int64{}, created: map[model.Kind]runs{}}
	if err := eachSet(c.ctx, c.db, h.set); err != nil {
		return err
	}
	for _, pair := range h.undone {
		if h.undoes[pair[1]] != pair[0] {
			h.strange = append(h.strange, pair[0])
		}
	}
	c.report.Seal = sealText(h.chain)
	c.find("history_altered", false, h.altered)
	c.find("history_displaced", false, h.displaced)
	c.find("history_unsealed", false, h.unsealed)
	c.find("history_undone", false, h.strange)
	c.find("empty_change_sets", false, h.empty)
	return h.withoutHistory()
}

// set looks at one change set.
func (h *historyCheck) set(row *storedSet) error {
	s, n, erased := newSeal(row.id), 0, row.erased
	err := eachChange(h.ctx, h.db, row.id, func(c storedChange) {
		s.change(c)
		n++
		erased = erased || c.erased
		if c.created != 0 {
			h.created[model.Kind(c.kind)] = append(h.created[model.Kind(c.kind)], run{first: c.record, last: c.last})
		}
	})
	if err != nil {
		return err
	}
	h.compare(row, s.close(row), erased)
	if row.undoes != 0 {
		h.undoes[row.id] = row.undoes
	}
	if row.undoneBy != 0 {
		h.undone = append(h.undone, [2]int64{row.id, row.undoneBy})
	}
	if h.sets++; h.sets%setsPage == 0 {
		h.say("history", h.sets)
	}
	if n > 0 || erased || slices.Contains(mayBeEmpty, model.Action(row.action)) {
		return nil
	}
	return h.mayHaveImported(row.id)
}

// mayBeEmpty are what change sets without changes do: one that found all of its
// target changed since, and those that speak of the book as a whole.
var mayBeEmpty = []model.Action{model.ActionUndo, model.ActionRedo, model.ActionRepair, model.ActionSalvage}

// mayHaveImported notes an empty change set, unless it is an import that only
// remembered what its file said.
func (h *historyCheck) mayHaveImported(set int64) error {
	var n int
	err := h.db.QueryRowContext(h.ctx, "SELECT EXISTS (SELECT 1 FROM imported WHERE change_set = ?)", set).Scan(&n)
	if n == 0 {
		h.empty = append(h.empty, set)
	}
	return err
}

// compare compares a change set with its seal: the digest tells of its own
// content, the chain of what came before.
func (h *historyCheck) compare(row *storedSet, digest []byte, erased bool) {
	switch {
	case len(row.digest) == 0 || len(row.chain) == 0:
		h.unsealed = append(h.unsealed, row.id)
	case erased:
		h.report.Erased++
	case !bytes.Equal(digest, row.digest):
		h.altered = append(h.altered, row.id)
	}
	if len(row.chain) > 0 && !bytes.Equal(chained(h.chain, row.digest), row.chain) {
		h.displaced = append(h.displaced, row.id)
	}
	h.chain = row.chain
}

// withoutHistory finds customers whose creation is in no change set.
func (h *historyCheck) withoutHistory() error {
	created := h.created[model.KindCustomer]
	slices.SortFunc(created, func(a, b run) int { return cmp.Compare(a.first, b.first) })
	var lost []int64
	covered, i := int64(math.MinInt64), 0 // all up to there, as far as runs begin before
	rows, err := h.db.QueryContext(h.ctx, "SELECT id FROM customers ORDER BY id")
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		for ; i < len(created) && created[i].first <= id; i++ {
			covered = max(covered, created[i].last)
		}
		if id > covered {
			lost = append(lost, id)
		}
		return err
	})
	h.find("no_history", true, lost)
	return err
}
