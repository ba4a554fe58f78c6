package store

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"slices"

	"kehu/model"
)

// An importMemory is what the sources of an import said of records when they were
// imported last, and what they say now: a newer copy of a file is compared with
// both the last one and the book. It lies in the table "imported", where a row
// counts as long as its change set is in force, so that the undo of an import
// undoes its memory too.
type importMemory struct {
	t       *tx
	other   string // the source of records without a key; "" where they are not remembered
	sources map[string]*importSource
	met     map[model.Kind]*idSet // the records that this import has compared already
	decided bool                  // a person settled a conflict: that is worth a change set
}

// An importSource is one origin of records.
type importSource struct {
	id      int64 // 0 for one that the book does not know yet
	name    string
	runs    map[model.Kind][]saying // of records that it made, in the order of ids
	singles map[model.Kind]bool     // whether anything is known of single records
	made    *created                // by this import
	spoken  map[model.Kind]*idSet   // the records of which this import spoke
	former  *formerSelves           // nil until they are asked for
}

// A saying is what a source said last of each record of a run: what the record
// held at a revision, but for some fields.
type saying struct {
	first, last, revision int64
	said                  map[string]string
}

func newImportMemory(t *tx, other string) *importMemory {
	return &importMemory{t: t, other: other, sources: map[string]*importSource{}, met: map[model.Kind]*idSet{}}
}

// source returns where a record with a key comes from: the column of the key tells,
// or else the headings of the file. It is nil where neither does.
func (m *importMemory) source(key string) (*importSource, error) {
	if m == nil {
		return nil, nil
	}
	name, _ := keyHeading(key)
	if name = cmp.Or(name, m.other); name == "" {
		return nil, nil
	}
	s := m.sources[name]
	if s != nil {
		return s, nil
	}
	s = &importSource{name: name, runs: map[model.Kind][]saying{}, singles: map[model.Kind]bool{}, made: newCreated(), spoken: map[model.Kind]*idSet{}}
	m.sources[name] = s
	return s, m.load(s)
}

// inForce joins the table of sayings with those change sets that are in force.
const inForce = " FROM imported i JOIN change_sets s ON s.id = i.change_set AND s.undone_by IS NULL WHERE i.source = ?"

// load reads the runs of a source, of which there are few.
func (m *importMemory) load(s *importSource) (err error) {
	if s.id, err = m.t.one("SELECT id FROM import_sources WHERE name = ?", s.name); err != nil || s.id == 0 {
		return err
	}
	rows, err := m.t.query("SELECT i.kind, i.record, i.last, i.revision"+inForce+" AND i.last > i.record ORDER BY i.record", s.id)
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var kind model.Kind
		var run saying
		err := rows.Scan(&kind, &run.first, &run.last, &run.revision)
		s.runs[kind] = append(s.runs[kind], run)
		return err
	})
	if err != nil {
		return err
	}
	rows, err = m.t.query("SELECT DISTINCT i.kind"+inForce+" AND i.last = i.record", s.id)
	kinds, err := scanAll(rows, err, scanOne[model.Kind])
	for _, kind := range kinds {
		s.singles[kind] = true
	}
	return err
}

// knows reports whether the source said anything of records of a kind.
func (s *importSource) knows(kind model.Kind) bool {
	return s != nil && (s.singles[kind] || len(s.runs[kind]) > 0)
}

// last returns what a source said last of a record, nil where it never spoke of it.
func (m *importMemory) last(s *importSource, kind model.Kind, id int64) (*saying, error) {
	if s == nil {
		return nil, nil
	}
	if s.singles[kind] {
		found, err := m.single(s, kind, id)
		if found != nil || err != nil {
			return found, err
		}
	}
	runs := s.runs[kind]
	at, _ := slices.BinarySearchFunc(runs, id, func(run saying, id int64) int { return cmp.Compare(run.last, id) })
	if at < len(runs) && runs[at].first <= id {
		return &runs[at], nil
	}
	return nil, nil
}

func (m *importMemory) single(s *importSource, kind model.Kind, id int64) (*saying, error) {
	found := &saying{first: id, last: id}
	var said string
	err := m.t.row("SELECT i.revision, i.said"+inForce+" AND i.kind = ? AND i.record = ? AND i.last = i.record ORDER BY i.change_set DESC LIMIT 1",
		s.id, string(kind), id).Scan(&found.revision, &said)
	if isNoRow(err) {
		return nil, nil
	}
	if err == nil && said != "" {
		err = json.Unmarshal([]byte(said), &found.said)
	}
	return found, err
}

// meet notes that a record is compared, and reports whether it is the first time:
// a further row about it is a duplicate within the file.
func (m *importMemory) meet(kind model.Kind, id int64) (first bool) { return addTo(m.met, kind, id) }

// addTo adds a record to the set of its kind; it reports false where it was there.
func addTo(sets map[model.Kind]*idSet, kind model.Kind, id int64) bool {
	set := sets[kind]
	if set == nil {
		set = &idSet{}
		sets[kind] = set
	}
	if set.has(id) {
		return false
	}
	set.add(id)
	return true
}

// noteNew notes that the import made a record of what the file says.
func (m *importMemory) noteNew(key string, kind model.Kind, id int64) error {
	s, err := m.source(key)
	if s != nil && addTo(s.spoken, kind, id) {
		s.made.add(kind, id)
	}
	return err
}

// note notes what a source says of a record that was there. Of several rows about
// one the first counts, as it will in a newer copy.
func (m *importMemory) note(s *importSource, kind model.Kind, what saying) error {
	if !addTo(s.spoken, kind, what.first) || m.t.isTrial {
		return nil
	}
	said := ""
	if len(what.said) > 0 {
		text, err := json.Marshal(what.said)
		if err != nil {
			return err
		}
		said = string(text)
	}
	if err := m.name(s); err != nil {
		return err
	}
	return m.t.insertRows("import_sayings", "source, kind, record, revision, said", []any{s.id, string(kind), what.first, what.revision, said})
}

// name gives a source its id.
func (m *importMemory) name(s *importSource) error {
	if s.id != 0 {
		return nil
	}
	res, err := m.t.run("INSERT INTO import_sources (name) VALUES (?)", s.name)
	if err != nil {
		return err
	}
	s.id, err = res.LastInsertId()
	return err
}

// news reports whether there is anything to remember that a person decided.
func (m *importMemory) news() bool { return m != nil && m.decided }

// write writes what the import said, as part of its change set.
func (m *importMemory) write(set int64) error {
	if m == nil {
		return nil
	}
	for _, s := range m.sources {
		if err := m.writeMade(s, set); err != nil {
			return err
		}
	}
	return m.t.exec(`INSERT INTO imported (source, kind, record, last, revision, change_set, said)
		SELECT source, kind, record, record, revision, ?, said FROM temp.import_sayings`, set)
}

// writeMade writes that new records say what their source did.
func (m *importMemory) writeMade(s *importSource, set int64) error {
	for kind, runs := range s.made.byKind {
		if err := m.name(s); err != nil {
			return err
		}
		for _, r := range runs.joined() {
			if err := m.t.insertRows("imported", "source, kind, record, last, revision, change_set", []any{s.id, string(kind), r.first, r.last, 1, set}); err != nil {
				return err
			}
		}
	}
	return m.t.writeRows()
}
