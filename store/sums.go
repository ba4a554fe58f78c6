package store

import (
	"cmp"
	"slices"

	"kehu/model"
)

// The sum of a record is a number made of all that it holds: of every field that is
// not empty the hash of its key and canonical text, and of kind and id, joined by
// exclusive or. So a change of one field takes the old text out and puts the new one
// in, which SQL can do too, and a field that comes with a new edition changes nothing.
// It finds what a bad disk or another program did to a record, not a forger.

// fieldSum is what a field adds to the sum of its record; nothing where it is empty.
func fieldSum(key, text string) uint64 {
	if text == "" {
		return 0
	}
	return mixed(hashed(hashed(hashStart, key)^0xff, text))
}

// FNV-1a (RFC 9923) sets off texts by a byte even of one bit; mixed spreads that
// over all bits, which exclusive or needs.
const (
	hashStart = 0xcbf29ce484222325
	hashPrime = 0x100000001b3
)

func hashed[T string | []byte](h uint64, text T) uint64 {
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * hashPrime
	}
	return h
}

// mixed is the finalizer of MurmurHash3.
func mixed(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// idSum is what kind and id add to a sum.
func idSum(kind model.Kind, id int64) uint64 {
	return mixed(hashed(hashStart, string(kind)) + uint64(id))
}

// sumOf computes the sum of a record.
func (e *entity[T]) sumOf(fields []model.Field[T], r *T) int64 {
	sum := idSum(e.kind, e.meta(r).ID)
	for i := range fields {
		sum ^= fieldSum(fields[i].Key, fields[i].Get(r))
	}
	return cmp.Or(int64(sum), 1) // 0 is none
}

// sumChange is what a change of fields makes of a sum.
func sumChange(key, before, after string) int64 {
	return int64(fieldSum(key, before) ^ fieldSum(key, after))
}

// sumChange is what the change of the fields with the given keys makes of the sum.
func (e *entity[T]) sumChange(fields []model.Field[T], before, after *T, keys []string) (change int64) {
	for _, key := range keys {
		if f := model.FieldOf(fields, key); f != nil {
			change ^= sumChange(key, f.Get(before), f.Get(after))
		}
	}
	return change
}

// newSum is the SQL of a sum after a change, which is bound twice: SQLite has no
// exclusive or.
const newSum = "sum = (sum | ?) - (sum & ?)"

// sumAll computes the sums of all records anew: of an older book, and of one that
// was salvaged.
func (t *tx) sumAll() error {
	for _, kind := range kindsInOrder {
		if err := t.store.records[kind].sumAll(t); err != nil {
			return err
		}
	}
	return nil
}

// kindsInOrder are the kinds of records, those that others belong to first.
var kindsInOrder = []model.Kind{model.KindSettings, model.KindView, model.KindField, model.KindChoice, model.KindCustomer, model.KindPurchase, model.KindInteraction, model.KindTask}

func (e *entity[T]) sumAll(t *tx) error {
	fields, err := e.allFields(t)
	if err != nil {
		return err
	}
	return e.eachReadable(t.ctx, t, nil, func(records []T, _ [][]string) error { return e.saveSums(t, fields, records) }, func(int64) {})
}

func (e *entity[T]) saveSums(t *tx, fields []model.Field[T], records []T) error {
	for i := range records {
		if err := t.exec("UPDATE "+e.table+" SET sum = ? WHERE id = ?", e.sumOf(fields, &records[i]), e.meta(&records[i]).ID); err != nil {
			return err
		}
	}
	return nil
}

// sumAgain computes the sums of some records anew.
func (e *entity[T]) sumAgain(t *tx, ids []int64) error {
	fields, err := e.allFields(t)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(ids, editChunk) {
		found, err := e.find(t.ctx, t, "id IN ("+idText(some)+")")
		if err == nil {
			err = e.saveSums(t, fields, found)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// recordsPage is how many records are read at once.
const recordsPage = 1000
