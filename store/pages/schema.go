package pages

// An Object is a table or an index as the schema has it.
type Object struct {
	Type, Name, Table string
	Root              uint32
	SQL               string
}

// Schema returns the tables and indexes that can be read, and how much of the schema
// is damaged.
func (f *File) Schema() (all []Object, bad int) {
	tree := f.Tree(1, true)
	bad = tree.Bad
	for _, n := range tree.Pages {
		bad += f.Rows(n, func(r Row) {
			o, ok := objectOf(r.Values)
			if !ok {
				bad++
			} else if o.Root > 0 {
				all = append(all, o)
			}
		})
	}
	return all, bad
}

// objectOf reads a row of sqlite_schema.
func objectOf(values []any) (o Object, ok bool) {
	if len(values) != 5 {
		return o, false
	}
	texts := []*string{&o.Type, &o.Name, &o.Table}
	for i, text := range texts {
		if *text, ok = values[i].(string); !ok {
			return o, false
		}
	}
	root, ok := values[3].(int64)
	if values[3] == nil { // triggers and views
		root, ok = 0, true
	}
	o.SQL, _ = values[4].(string) // nil for what SQLite makes itself
	o.Root = uint32(root)
	return o, ok && root >= 0
}
