package store

import (
	"slices"

	"kehu/model"
)

// A rowPlace is where in a file a row stands that the book has already, and what the
// file says at all.
type rowPlace struct {
	rows, row, line int
	covers          map[string]bool
	source          *importSource // nil where nothing is remembered
	canAdd          bool          // a record can be made beside the one there is
}

// place returns where a draft stands; key is that of its record.
func (im *importer) place(d *preparedDraft, key string) (rowPlace, error) {
	s, err := im.memory.source(key)
	return rowPlace{rows: len(d.Rows), row: d.Row(), line: d.Line(), covers: im.coverage(d.Covers), source: s}, err
}

// coverage returns the fields of which a file has columns as a set, made once.
func (im *importer) coverage(keys []string) map[string]bool {
	if len(keys) == 0 {
		return nil
	}
	if im.coversOf != &keys[0] {
		im.coversOf, im.covers = &keys[0], make(map[string]bool, len(keys))
		for _, key := range keys {
			im.covers[im.ownKey(key)] = true
		}
	}
	return im.covers
}

// A comparison is a record of the book beside what a file says of it.
type comparison[T any] struct {
	im      *importer
	e       *entity[T]
	at      rowPlace
	fields  []model.Field[T]
	current *T
	file    *T
	merged  *T
	base    func(model.Field[T]) string // what the source said last

	conflicts []model.FieldConflict // where the file and the book changed to different values
	isDecided bool                  // by a person, of conflicts
	news      []model.FieldConflict // where the file says something that it did not say last
}

// compare reads the record that a row is about.
func compare[T any](im *importer, e *entity[T], id int64, file *T, at rowPlace) (*comparison[T], error) {
	current, err := nearbyOf(im, e).get(im.t, id)
	if err != nil {
		return nil, err
	}
	fields, err := e.allFields(im.t)
	merged := *current // setting a field replaces its list, it does not write into it
	return &comparison[T]{im: im, e: e, at: at, fields: fields, current: current, file: file, merged: &merged,
		base: func(model.Field[T]) string { return "" }}, err
}

// recall finds out what the source said last of the record; it reports false where
// it never spoke of it.
func (c *comparison[T]) recall(id int64) (known bool, err error) {
	if !c.at.source.knows(c.e.kind) {
		return false, nil
	}
	s, err := c.im.memory.last(c.at.source, c.e.kind, id)
	if s == nil || err != nil {
		return false, err
	}
	if c.base, err = baseOf(c.im.t, c.e, c.current, s); err != nil {
		return false, err
	}
	return true, c.knowPeople()
}

// isAgain reports whether the row is one that the source brought before. A further
// row about the same record is a duplicate within the file: nothing of it is
// remembered.
func (c *comparison[T]) isAgain(id int64) (bool, error) {
	known, err := c.recall(id)
	if !known || err != nil {
		return false, err
	}
	if !c.im.memory.meet(c.e.kind, id) {
		c.at.source = nil
		return false, nil
	}
	return true, nil
}

// baseOf returns what a source said of a record: what the record held when the
// source was imported, but for what it said otherwise.
func baseOf[T any](t *tx, e *entity[T], current *T, s *saying) (func(model.Field[T]) string, error) {
	var since map[string]string
	if meta := e.meta(current); meta.Revision != s.revision {
		var err error
		if since, _, err = t.changedSince(e.kind, meta.ID, s.revision); err != nil {
			return nil, err
		}
	}
	return func(f model.Field[T]) string {
		if text, ok := s.said[f.Key]; ok {
			return text
		}
		if text, ok := since[f.Key]; ok {
			return text
		}
		return f.Get(current)
	}, nil
}

// knowPeople gives contact persons of the file, by their names, the ids that they
// had when the source was imported last, or have now.
func (c *comparison[T]) knowPeople() error {
	file, isCustomer := any(c.file).(*model.Customer)
	if !isCustomer || len(file.People) == 0 {
		return nil
	}
	then := *any(c.current).(*model.Customer)
	people := model.FieldOf(c.fields, "people")
	if err := people.Set(any(&then).(*T), c.base(*people)); err != nil {
		return err
	}
	identify(file, append(then.People, any(c.current).(*model.Customer).People...))
	return nil
}

// identify gives new contact persons the ids of those that bear their names, each to
// one of them: two at a customer may have the same name.
func identify(c *model.Customer, known []model.Person) {
	taken := map[int64]bool{}
	for _, p := range c.People {
		taken[p.ID] = true
	}
	for i := range c.People {
		p := &c.People[i]
		at := slices.IndexFunc(known, func(k model.Person) bool { return k.Name == p.Name && k.ID > 0 && !taken[k.ID] })
		if at >= 0 && p.ID <= 0 {
			renamePerson(c, p.ID, known[at].ID)
			p.ID = known[at].ID
			taken[p.ID] = true
		}
	}
}
