package store

import (
	"bytes"
	"database/sql"
	"errors"
	"maps"
	"slices"

	"kehu/model"
	"kehu/store/fts5"
)

// The words of all customers are compared with the search index by sums: one number
// per customer, to which each word in the record adds its hash and each in the
// index takes its away. FTS5 itself only knows whether its pages agree with each other.

// wordSums are those numbers by customer; they are 0 where record and index agree.
type wordSums struct {
	of    []uint64
	stray map[int64]bool // rowids of the index that belong to nobody
}

// add adds a word of the row of an index that belongs to a record.
func (w *wordSums) add(id, row int64, word []byte, sign uint64) {
	if id < 0 || id >= 1<<rankShift {
		w.stray[row] = true
		return
	}
	for int64(len(w.of)) <= id {
		w.of = append(w.of, make([]uint64, max(1024, len(w.of)))...)
	}
	w.of[id] += sign * mixed(hashed(hashStart, word[:min(len(word), fts5.LongestTerm)])+uint64(row)*hashPrime)
}

const (
	inRecord = 1
	inIndex  = ^uint64(0) // minus one
)

// wrong lists the records of whom the index says something else.
func (w *wordSums) wrong() (ids []int64) {
	for id, sum := range w.of {
		if sum != 0 {
			ids = append(ids, int64(id))
		}
	}
	return ids
}

// wordsOf returns what adds the words of customers.
func (c *checker) wordsOf(cut *cutter) func([]model.Customer) error {
	return func(customers []model.Customer) error {
		all, err := findables(c.ctx, c.db, customers)
		for _, r := range all {
			if r.State != model.Live {
				continue
			}
			for word := range bytes.FieldsSeq(cut.customer(r)) {
				c.words.add(r.ID, r.ID, word, inRecord)
			}
		}
		return err
	}
}

// searchIndex compares the index of customers with the words of the records.
func (c *checker) searchIndex() error {
	c.say("index", 0)
	if err := c.sizes(); err != nil {
		return err
	}
	c.words.stray = map[int64]bool{}
	if err := c.readIndex(searchPages{c.ctx, c.db, customerIndex}, customerOf, &c.words); err != nil {
		return err
	}
	c.find("index_content", true, c.words.wrong()) // whose row is stray is another finding
	return nil
}

// sizes looks whether the index has each customer at the right rank and nobody else.
func (c *checker) sizes() error {
	return c.lists(true, []listCheck{
		{"unindexed", "SELECT id FROM customers WHERE state = 0 AND rank NOT IN (SELECT id FROM customer_search_docsize)"},
		{"stray_index", "SELECT id & 16777215 FROM customer_search_docsize WHERE id NOT IN (SELECT rank FROM customers WHERE state = 0)"},
	})
}

// productIndex compares the index of products with their names.
func (c *checker) productIndex() error {
	words := wordSums{stray: map[int64]bool{}}
	rows, err := c.db.QueryContext(c.ctx, "SELECT id, name, sku FROM products")
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		var name, sku string
		err := rows.Scan(&id, &name, &sku)
		for word := range bytes.FieldsSeq([]byte(productWords(name, sku))) {
			words.add(id, id, word, inRecord)
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := c.readIndex(searchPages{c.ctx, c.db, productIndex}, func(row int64) int64 { return row }, &words); err != nil {
		return err
	}
	c.find("product_index", true, slices.Concat(words.wrong(), slices.Sorted(maps.Keys(words.stray))))
	return nil
}

// readIndex takes the words of an index away from sums.
func (c *checker) readIndex(p searchPages, owner func(row int64) int64, sums *wordSums) error {
	segments, err := p.segments()
	for _, s := range segments {
		if err != nil {
			break
		}
		gone := map[int64]bool{}
		if err = s.Deleted(p, func(row int64) { gone[row] = true }); err == nil {
			err = s.Words(p, func(word []byte, row int64) {
				if !gone[row] {
					sums.add(owner(row), owner(row), word, inIndex)
				}
			})
		}
	}
	if errors.Is(err, fts5.ErrFormat) {
		c.add(Finding{Code: "index_pages", Args: map[string]any{"Name": p.table}, Reparable: true})
		return nil
	}
	return err
}
