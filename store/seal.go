package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"hash"
)

// A seal makes the digest of a change set while its changes are written: first each
// change in its order, then the row of the change set itself, of which some is only
// known at the end. Every value is preceded by its length, so that no two change
// sets have the same bytes.
type seal struct {
	set  int64
	hash hash.Hash
	buf  []byte
}

func newSeal(set int64) *seal { return &seal{set: set, hash: sha256.New()} }

// sealOf returns the seal of a change set that this transaction writes.
func (t *tx) sealOf(set int64) *seal {
	for _, s := range t.seals {
		if s.set == set {
			return s
		}
	}
	s := newSeal(set)
	t.seals = append(t.seals, s)
	return s
}

func (s *seal) number(n int64) { s.buf = binary.BigEndian.AppendUint64(s.buf, uint64(n)) }

func (s *seal) text(text string) {
	s.number(int64(len(text)))
	s.buf = append(s.buf, text...)
}

func (s *seal) write() {
	s.hash.Write(s.buf)
	s.buf = s.buf[:0]
}

// storedChange is a row of changes as it lies in the table.
type storedChange struct {
	kind                            string
	record, last, created, revision int64
	fields                          string
	erased                          bool
}

// change adds a change.
func (s *seal) change(c storedChange) {
	s.buf = append(s.buf, 'c')
	s.text(c.kind)
	for _, n := range []int64{c.record, c.last, c.created, c.revision} {
		s.number(n)
	}
	s.text(c.fields)
	s.write()
}

// storedSet is a row of change_sets as it lies in the table.
type storedSet struct {
	id, at, count, undoes, undoneBy              int64
	actor, origin, action, kind, subject, fields string
	digest, chain                                []byte
	erased                                       bool
}

const storedSetColumns = "id, at, count, coalesce(undoes, 0), coalesce(undone_by, 0), actor, origin, action, kind, subject, fields, digest, chain, erased"

func scanStoredSet(rows *sql.Rows, s *storedSet) error {
	return rows.Scan(&s.id, &s.at, &s.count, &s.undoes, &s.undoneBy, &s.actor, &s.origin, &s.action, &s.kind, &s.subject, &s.fields,
		&s.digest, &s.chain, &s.erased)
}

// close adds the change set itself and returns the digest.
func (s *seal) close(row *storedSet) []byte {
	s.buf = append(s.buf, 's')
	for _, n := range []int64{row.id, row.at, row.count, row.undoes} {
		s.number(n)
	}
	for _, text := range []string{row.actor, row.origin, row.action, row.kind, row.subject, row.fields} {
		s.text(text)
	}
	s.write()
	return s.hash.Sum(nil)
}

// chained is the chain behind a change set with a digest.
func chained(before, digest []byte) []byte {
	sum := sha256.Sum256(append(bytes.Clone(before), digest...))
	return sum[:]
}

// closeSeals seals the change sets of the transaction, when nothing more is written to them.
func (t *tx) closeSeals() error {
	for _, s := range t.seals {
		row, err := storedSets(t.ctx, t, "id = ?", s.set)
		if err != nil || len(row) == 0 {
			return err
		}
		var before []byte
		err = t.row("SELECT chain FROM change_sets WHERE id < ? ORDER BY id DESC LIMIT 1", s.set).Scan(&before)
		if err != nil && !isNoRow(err) {
			return err
		}
		if err := t.saveSeal(s.set, s.close(&row[0]), before); err != nil {
			return err
		}
	}
	t.seals = nil
	return nil
}

func (t *tx) saveSeal(set int64, digest, before []byte) error {
	return t.exec("UPDATE change_sets SET digest = ?, chain = ? WHERE id = ?", digest, chained(before, digest), set)
}

func storedSets(ctx context.Context, db queryer, where string, args ...any) ([]storedSet, error) {
	rows, err := db.QueryContext(ctx, "SELECT "+storedSetColumns+" FROM change_sets WHERE "+where, args...)
	return scanAll(rows, err, scanStoredSet)
}

// setsPage is how many change sets are read at once.
const setsPage = 1000

// eachSet calls f with every change set in order.
func eachSet(ctx context.Context, db queryer, f func(*storedSet) error) error {
	for last := int64(-1 << 62); ; {
		page, err := storedSets(ctx, db, "id > ? ORDER BY id LIMIT ?", last, setsPage)
		if err != nil || len(page) == 0 {
			return err
		}
		for i := range page {
			if err := f(&page[i]); err != nil {
				return err
			}
			last = page[i].id
		}
	}
}

// eachChange calls f with the changes of a change set in order.
func eachChange(ctx context.Context, db queryer, set int64, f func(storedChange)) error {
	rows, err := db.QueryContext(ctx, `SELECT kind, record, last, created, revision, fields, erased FROM changes
		WHERE change_set = ? ORDER BY id`, set)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var c storedChange
		err := rows.Scan(&c.kind, &c.record, &c.last, &c.created, &c.revision, &c.fields, &c.erased)
		f(c)
		return err
	})
}

// sealAll seals all change sets anew: those of an older book, and of one that was
// salvaged. What was erased keeps its digest where it has one.
func (t *tx) sealAll() error {
	var chain []byte
	return eachSet(t.ctx, t, func(row *storedSet) error {
		s, erased := newSeal(row.id), row.erased
		err := eachChange(t.ctx, t, row.id, func(c storedChange) {
			s.change(c)
			erased = erased || c.erased
		})
		if err != nil {
			return err
		}
		digest := s.close(row)
		if erased && len(row.digest) == len(digest) {
			digest = row.digest
		}
		before := chain
		chain = chained(before, digest)
		return t.saveSeal(row.id, digest, before)
	})
}
