package store

import (
	"database/sql"
	"maps"
	"slices"
	"strings"

	"kehu/model"
	"kehu/store/pages"
)

// markIndexes goes through the trees that are not of tables to be filled, so that
// their pages are not taken for lost ones, and keeps what indexes say of rows whose
// own page is gone.
func (v *salvage) markIndexes() {
	for _, o := range v.objects {
		k := v.of(o.Table)
		if o.Type == "table" && k != nil {
			continue
		}
		isTable := o.Type == "table" && !strings.Contains(strings.ToUpper(o.SQL), "WITHOUT ROWID")
		for _, n := range v.source.Tree(o.Root, isTable).Pages {
			v.source.Rows(n, func(r pages.Row) {
				if k != nil && k.Damaged && k.rowid >= 0 {
					k.noteEntry(o.Name, r)
				}
			})
		}
	}
}

// noteEntry notes an entry of an index: columns of a row and its rowid.
func (k *salvagedTable) noteEntry(index string, r pages.Row) {
	i := slices.IndexFunc(k.indexes, func(x salvagedIndex) bool { return x.name == index })
	last := len(r.Values) - 1
	if i < 0 || last != len(k.indexes[i].columns) {
		return
	}
	id, ok := r.Values[last].(int64)
	if !ok || id <= 0 || id > mostRecords || k.present[id] {
		return
	}
	if k.partial[id] == nil {
		k.partial[id] = map[string]any{}
	}
	for at, name := range k.indexes[i].columns {
		if c := k.column(name); c != nil && c.takes(r.Values[at]) {
			k.partial[id][name] = r.Values[at]
		}
	}
}

// mostRecords bounds ids: the rank of a customer has no room for more.
const mostRecords = 1 << rankShift

func (k *salvagedTable) column(name string) *salvagedColumn {
	i := slices.IndexFunc(k.columns, func(c salvagedColumn) bool { return c.name == name })
	if i < 0 {
		return nil
	}
	return &k.columns[i]
}

// fillFromIndexes restores rows of which indexes have everything that a row must
// have. Where they have every column, nothing is missing.
func (v *salvage) fillFromIndexes(t *tx, k *salvagedTable) error {
	for _, id := range slices.Sorted(maps.Keys(k.partial)) {
		known := k.partial[id]
		if k.present[id] || !k.suffice(known) {
			continue
		}
		if err := k.putPart(t, id, known); err != nil {
			return err
		}
		if len(known) < len(k.columns)-1 {
			k.Restored = append(k.Restored, id)
		}
	}
	return nil
}

// suffice reports whether some columns are all that a row must have.
func (k *salvagedTable) suffice(known map[string]any) bool {
	return !slices.ContainsFunc(k.columns, func(c salvagedColumn) bool {
		_, has := known[c.name]
		return !has && !c.isFilled && c.name != k.columns[k.rowid].name
	})
}

// putPart inserts a row of which some columns are known.
func (k *salvagedTable) putPart(t *tx, id int64, known map[string]any) error {
	names, values := []string{k.columns[k.rowid].name}, []any{id}
	for _, name := range slices.Sorted(maps.Keys(known)) {
		names, values = append(names, name), append(values, known[name])
	}
	res, err := t.run("INSERT OR IGNORE INTO "+k.Table+" ("+strings.Join(names, ", ")+") VALUES ("+placeholders(len(values))+")", values...)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); n == 0 || err != nil {
		return err
	}
	k.Rows++
	k.present[id] = true
	return nil
}

// noteLost lists the ids that a damaged table must have had and has not: all up to
// the greatest of which the file speaks.
func (v *salvage) noteLost(t *tx) error {
	greatest, err := v.created(t)
	if err != nil {
		return err
	}
	for _, k := range v.tables {
		if !k.Damaged || k.rowid < 0 {
			continue
		}
		last := greatest[k.Table]
		for id := range k.present {
			last = max(last, id)
		}
		for id := int64(1); id <= min(last, mostRecords); id++ {
			if !k.present[id] {
				k.Lost = append(k.Lost, id)
			}
		}
	}
	return nil
}

// created returns the greatest ids that the history has of new records, by table.
func (v *salvage) created(t *tx) (map[string]int64, error) {
	greatest := map[string]int64{}
	rows, err := t.query("SELECT kind, max(last) FROM changes WHERE created = 1 AND last <= ? GROUP BY kind", mostRecords)
	return greatest, eachRow(rows, err, func(rows *sql.Rows) error {
		var kind model.Kind
		var last int64
		err := rows.Scan(&kind, &last)
		if table := tables[kind]; table != "" {
			greatest[table] = last
		}
		return err
	})
}
