package store

import (
	"context"
	"math/bits"
	"strconv"
	"strings"
)

// An idSet is a set of customers, a bit for each id: a million take 125 kB.
type idSet []uint64

func (s idSet) bytes() int { return 8 * cap(s) }

func (s *idSet) add(id int64) {
	for int(id/64) >= len(*s) {
		*s = append(*s, make([]uint64, len(*s)+64)...)
	}
	(*s)[id/64] |= 1 << (id % 64)
}

// allUpTo is the set of all ids up to the last.
func allUpTo(last int64) idSet {
	all := make(idSet, last/64+1)
	for i := range all {
		all[i] = ^uint64(0)
	}
	return all
}

func (s idSet) has(id int64) bool { return int(id/64) < len(s) && s[id/64]&(1<<(id%64)) != 0 }

func (s idSet) remove(id int64) {
	if int(id/64) < len(s) {
		s[id/64] &^= 1 << (id % 64)
	}
}

// intersect leaves those that are in the other set too.
func (s idSet) intersect(o idSet) {
	for i := range s {
		if i < len(o) {
			s[i] &= o[i]
		} else {
			s[i] = 0
		}
	}
}

// unite adds those of another set.
func (s *idSet) unite(o idSet) {
	if len(o) > len(*s) {
		*s = append(*s, make([]uint64, len(o)-len(*s))...)
	}
	for i := range o {
		(*s)[i] |= o[i]
	}
}

// subtract takes out those of another set.
func (s idSet) subtract(o idSet) {
	for i := range min(len(s), len(o)) {
		s[i] &^= o[i]
	}
}

func (s idSet) count() (n int) {
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}

func (s idSet) ids() []int64 {
	var ids []int64
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			ids = append(ids, int64(i*64+bits.TrailingZeros64(word)))
		}
	}
	return ids
}

// listIDs runs a statement that gives ids and returns them in its order. They
// come over in one text: row by row would take twice as long.
func listIDs(ctx context.Context, db queryer, statement clause) ([]int64, error) {
	var text string
	err := db.QueryRowContext(ctx, "WITH f(id) AS ("+statement.sql+") SELECT coalesce(group_concat(id), '') FROM f", statement.args...).Scan(&text)
	if err != nil || text == "" {
		return nil, err
	}
	ids := make([]int64, 0, strings.Count(text, ",")+1)
	for part := range strings.SplitSeq(text, ",") {
		id, err := strconv.ParseInt(part, 10, 64)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// idText writes ids for "id IN (…)".
func idText(ids []int64) string {
	b := make([]byte, 0, 8*len(ids))
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, id, 10)
	}
	return string(b)
}
