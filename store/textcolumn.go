package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"kehu/model/pinyin"
	"kehu/store/pages"
)

// A textColumn has the values of a field of text of all customers in one piece: the
// middles of words have no index, and to look through 20 MB takes 5 ms where SQLite
// needs half a second for as many rows.
type textColumn struct {
	from   textSource
	text   []byte   // the values, folded, each ended by a NUL
	ends   []uint32 // where in text, by row
	ids    []uint32 // of the customer, by row; 0 for who has another value now
	sorted int      // rows in the order of the index, before those that follow has added
}

func (c *textColumn) bytes() int { return cap(c.text) + 4*cap(c.ends) + 4*cap(c.ids) }

// fieldTexts says where the values of a field stand, and what is sought in them.
type fieldTexts struct {
	textSource
	texts []string
	exact bool // the field contains one of the texts for whoever is found

	marked func(r setReader, ctx context.Context, text string) (idSet, error) // finds a text behind a mark of the search index, where the field has one
	scan   clause                                                             // the condition, where the index is not as it is read here
}

// textSet returns the set of those who have one of the texts within a value of the
// field; it is the caller's.
func (r setReader) textSet(ctx context.Context, f *fieldTexts) (idSet, error) {
	return r.keptSet(f.name(), func() (idSet, error) {
		if f.marked != nil {
			return r.markedSet(ctx, f)
		}
		column, err := once(ctx, r, &r.store.caches.texts, f.field, r.store.columnOf(f.textSource))
		if err != nil {
			return nil, err
		}
		set := make(idSet, 1)
		for _, text := range f.texts {
			column.find(pinyin.Fold(text), &set)
		}
		return set, nil
	})
}

// name is under what the set is kept.
func (f *fieldTexts) name() string { return fmt.Sprint(f.field, f.texts) }

// hasTexts reports whether textSet takes no time and finds no crowd.
func (r setReader) hasTexts(ctx context.Context, f *fieldTexts) bool {
	if f.marked != nil {
		_, ok := r.store.caches.sets.get(r.version, f.name())
		return ok
	}
	column, ok, _ := current(ctx, r, &r.store.caches.texts, f.field)
	return ok && !slices.ContainsFunc(f.texts, func(text string) bool { return column.isDense(pinyin.Fold(text)) })
}

// columnOf returns what reads the values of a source.
func (s *Store) columnOf(from textSource) func(context.Context) (*textColumn, error) {
	return func(ctx context.Context) (*textColumn, error) { return s.readTexts(ctx, from) }
}

func (s *Store) readTexts(ctx context.Context, from textSource) (*textColumn, error) {
	c := &textColumn{from: from}
	if from.tree == "" {
		return c, c.read(ctx, s.reader, " > 0")
	}
	err := s.entriesOf(ctx, from.entrySource, max(from.owner, from.value)+1, func(e *pages.Entry) {
		if e.IsBlank(from.value) {
			return
		}
		c.add(uint32(e.Int(from.owner)), e.Bytes(from.value))
	})
	c.text, c.ends, c.ids, c.sorted = slices.Clip(c.text), slices.Clip(c.ends), slices.Clip(c.ids), len(c.ids)
	return c, err
}

// follow adds the values that the changed customers have now behind all others. What is
// written behind the end of the text is nothing to those who read the column as it was.
func (c *textColumn) follow(ctx context.Context, t queryer, changed []int64) (*textColumn, bool, error) {
	next := &textColumn{from: c.from, text: c.text, ends: c.ends, ids: slices.Clone(c.ids), sorted: c.sorted}
	out := make(idSet, 1)
	for _, id := range changed {
		out.add(id)
	}
	for row, id := range next.ids {
		if out.has(int64(id)) {
			next.ids[row] = 0
		}
	}
	return next, true, next.read(ctx, t, " IN ("+idText(changed)+")")
}

// read adds the values of those customers for whom a condition on their ids holds.
func (c *textColumn) read(ctx context.Context, db queryer, condition string) error {
	rows, err := db.QueryContext(ctx, c.from.rows+condition)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var id uint32
		var value sql.RawBytes
		err := rows.Scan(&id, &value)
		if len(value) > 0 {
			c.add(id, value)
		}
		return err
	})
}

// owners is the set of those who have a value.
func (c *textColumn) owners() idSet {
	set := setOf(c.ids)
	set.remove(0)
	return set
}

// isDense reports whether a text is in so many values that a page is full sooner than all
// are found. It looks at some of them, here and there.
func (c *textColumn) isDense(text string) bool {
	const looks, size = 16, 4096
	if len(c.text) < 8*looks*size || text == "" {
		return false
	}
	values, found := 0, 0
	for i := range looks {
		some := c.text[i*(len(c.text)/looks):][:size]
		values += bytes.Count(some, []byte{0})
		found += bytes.Count(some, []byte(text))
	}
	return 4*found > values
}

// add adds a value, or the sort key that ends in it.
func (c *textColumn) add(id uint32, value []byte) {
	if _, written, isKey := bytes.Cut(value, []byte{0}); isKey {
		value = written
	}
	if c.from.plain {
		c.text = append(c.text, lowerASCII(string(value))...)
	} else {
		c.text = pinyin.AppendFold(c.text, value)
	}
	c.ends, c.ids = append(c.ends, uint32(len(c.text))), append(c.ids, id)
	c.text = append(c.text, 0)
}

// find adds the customers of the values that contain a text.
func (c *textColumn) find(text string, set *idSet) {
	if text == "" || strings.Contains(text, "\x00") {
		return
	}
	row, sought := 0, []byte(text)
	for at := 0; ; at = int(c.ends[row]) + 1 {
		next := bytes.Index(c.text[at:], sought)
		if next < 0 {
			return
		}
		for int(c.ends[row]) < at+next {
			row++
		}
		if id := c.ids[row]; id != 0 {
			set.add(int64(id))
		}
	}
}
