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
	current, err := e.get(im.t.ctx, im.t, id)
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

// identify gives new contact persons the ids of those that bear their names.
func identify(c *model.Customer, known []model.Person) {
	for i := range c.People {
		p := &c.People[i]
		at := slices.IndexFunc(known, func(k model.Person) bool { return k.Name == p.Name && k.ID > 0 })
		if at >= 0 && p.ID <= 0 {
			renamePerson(c, p.ID, known[at].ID)
			p.ID = known[at].ID
		}
	}
}

// isOwn reports whether a field is the book's own business, whatever files say.
func isOwn(key string) bool { return key == "created" || key == "state" }

// isGuessed reports whether drafts have something in a field also where the file
// says nothing of it.
func isGuessed(key string) bool {
	return key == "kind" || key == "status" || key == "channel" || key == "direction"
}

// says returns what the file says of a field; it reports false where it says
// nothing. An empty cell does not take a default away.
func (c *comparison[T]) says(f model.Field[T]) (text string, said bool, err error) {
	text = f.Get(c.file)
	switch {
	case isOwn(f.Key), c.at.covers != nil && isGuessed(f.Key) && !c.at.covers[f.Key]:
		return "", false, nil
	case text != "":
		return text, true, nil
	case !c.at.covers[f.Key]:
		return "", false, nil
	case !model.IsValueKey(f.Key):
		return "", true, nil
	}
	preset, err := c.im.t.hasPreset(f.Key)
	return "", !preset, err
}

// hasPreset reports whether the custom field behind a key has a default.
func (t *tx) hasPreset(key string) (bool, error) {
	defs, err := t.customFields()
	i := slices.IndexFunc(defs, func(d model.CustomField) bool { return d.ValueKey() == key })
	return i >= 0 && defs[i].Default != "", err
}

// mergeThree brings into the record what the file changed since the last import.
// What only somebody in the book changed stays; where both changed to different
// values it stays too, and is a conflict.
func (c *comparison[T]) mergeThree() error {
	for _, f := range c.fields {
		file, said, err := c.says(f)
		if err != nil {
			return err
		}
		if !said {
			continue
		}
		base, book := c.base(f), f.Get(c.current)
		sides := model.FieldConflict{Key: f.Key, Base: base, Mine: file, Theirs: book}
		if file != base {
			c.news = append(c.news, sides)
		}
		text, ok := mergeImported(f, base, file, book)
		if !ok {
			c.conflicts = append(c.conflicts, sides)
		} else if err := f.Set(c.merged, text); err != nil {
			return err
		}
	}
	return c.dropTwins()
}

// mergeImported is mergeField; lines of an order belong together, for they may be
// alike: two changes of them do not merge.
func mergeImported[T any](f model.Field[T], base, file, book string) (string, bool) {
	if f.Key == "items" {
		f.Merge = nil
	}
	return mergeField(f, base, file, book)
}

// dropTwins takes contact points out again that the record had in another
// spelling.
func (c *comparison[T]) dropTwins() error {
	merged, isCustomer := any(c.merged).(*model.Customer)
	if !isCustomer || len(merged.ContactPoints) < 2 {
		return nil
	}
	had := any(c.current).(*model.Customer).ContactPoints
	known := map[[3]any]bool{}
	var kept []model.ContactPoint
	for _, p := range merged.ContactPoints {
		normal, err := c.im.t.normal(p)
		if err != nil {
			return err
		}
		key := [3]any{p.Kind, normal, p.PersonID}
		if normal != "" && known[key] && !slices.Contains(had, p) {
			continue
		}
		known[key] = true
		kept = append(kept, p)
	}
	merged.ContactPoints = kept
	return nil
}

// fill sets the fields that the file fills in; lists are added to. What the book
// alone knows stays.
func (c *comparison[T]) fill() error { return fillIn(c.fields, c.merged, c.file) }

// differs reports whether the merged record is another than that of the book.
func (c *comparison[T]) differs() bool { return len(model.Diff(c.fields, c.current, c.merged)) > 0 }

// valid checks the merged record.
func (c *comparison[T]) valid() error {
	return firstError(c.e.validate(c.merged, c.im.preparer.now), c.im.customOf(any(c.current), any(c.merged)))
}

// write writes the merged record and remembers what the file said.
func (c *comparison[T]) write() error {
	if customer, isCustomer := any(c.merged).(*model.Customer); isCustomer {
		if err := firstError(c.im.addLevel(customer.Level), c.im.t.remember(customer)); err != nil {
			return err
		}
	}
	change, err := c.e.write(c.im.t, c.current, c.merged)
	if err != nil {
		return err
	}
	if change != nil {
		c.im.updated = append(c.im.updated, *change)
	}
	return c.remember()
}

// remember notes what the file said of the record, as far as the record says
// something else.
func (c *comparison[T]) remember() error {
	if c.at.source == nil {
		return nil
	}
	if file, isCustomer := any(c.file).(*model.Customer); isCustomer { // new people have ids now
		identify(file, any(c.merged).(*model.Customer).People)
	}
	otherwise := map[string]string{}
	for _, f := range c.fields {
		if isOwn(f.Key) {
			continue
		}
		text, said, err := c.says(f)
		if err != nil {
			return err
		}
		if !said || c.inConflict(f.Key) {
			text = c.base(f)
		}
		if text != f.Get(c.merged) {
			otherwise[f.Key] = text
		}
	}
	meta := c.e.meta(c.merged)
	c.im.memory.decided = c.im.memory.decided || c.isDecided
	c.at.source.note(c.e.kind, saying{meta.ID, meta.ID, meta.Revision, otherwise})
	return nil
}

func (c *comparison[T]) inConflict(key string) bool {
	return slices.ContainsFunc(c.conflicts, func(f model.FieldConflict) bool { return f.Key == key })
}

// settle decides on a row that the book has already. Where the same source made
// the record, or changed it, three sides are compared; else --on-duplicate decides.
func settle[T any](im *importer, e *entity[T], id int64, r *T, at rowPlace) (write func() error, err error) {
	c, err := compare(im, e, id, r, at)
	if err != nil {
		return nil, err
	}
	if again, err := c.isAgain(id); err != nil {
		return nil, err
	} else if again {
		return c.settleThree()
	}
	return c.settleAs(im.options.OnDuplicate)
}

// settleAs decides on a row about a record that came from elsewhere: same, changed
// or duplicate.
func (c *comparison[T]) settleAs(how model.OnDuplicate) (write func() error, err error) {
	if err := c.fill(); err != nil {
		return nil, err
	}
	report := &c.im.report
	if !c.isBinned() && !c.differs() {
		return c.counted(model.OutcomeSame, &report.Same), nil
	}
	how, err = c.decision(how)
	switch {
	case err != nil:
		return nil, err
	case c.isBinned():
		return c.counted(model.OutcomeDuplicate, &report.Duplicate), nil
	case how == model.AddDuplicate:
		return nil, errAdd
	case how != model.UpdateDuplicate:
		return c.counted(model.OutcomeDuplicate, &report.Duplicate), nil
	}
	return c.counted(model.OutcomeChanged, &report.Changed, c.write), c.valid()
}

// settleThree decides on a row of a newer copy: same, changed or conflict.
func (c *comparison[T]) settleThree() (write func() error, err error) {
	if err := c.mergeThree(); err != nil {
		return nil, err
	}
	if err := c.decideConflicts(); err != nil {
		return nil, err
	}
	report := &c.im.report
	switch differs := c.differs(); {
	case c.isBinned() && len(c.news) > 0:
		c.conflicts = c.news
		return c.counted(model.OutcomeConflict, &report.Conflict, c.list), nil
	case c.isBinned():
		return c.counted(model.OutcomeSame, &report.Same), nil
	case len(c.conflicts) > 0 && differs:
		return c.counted(model.OutcomeConflict, &report.Conflict, c.list, c.write), c.valid()
	case len(c.conflicts) > 0:
		return c.counted(model.OutcomeConflict, &report.Conflict, c.list), nil
	case differs:
		return c.counted(model.OutcomeChanged, &report.Changed, c.write), c.valid()
	case len(c.news) > 0: // and the book has it already
		return c.counted(model.OutcomeSame, &report.Same, c.remember), nil
	}
	return c.counted(model.OutcomeSame, &report.Same), nil
}

// isBinned reports whether somebody put the record into the bin: there it stays.
func (c *comparison[T]) isBinned() bool { return c.e.meta(c.current).State == model.Binned }

// counted returns what counts the rows and then does what else there is to do.
func (c *comparison[T]) counted(outcome model.Outcome, count *int, steps ...func() error) func() error {
	return func() error {
		*count += c.at.rows
		if err := sample(c.im, outcome, c.e, c.current, c.merged); err != nil {
			return err
		}
		for _, step := range steps {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	}
}

// list lists the conflicts of the row in the report.
func (c *comparison[T]) list() error {
	row, err := c.row(c.conflicts)
	c.im.report.Conflicts = append(c.im.report.Conflicts, row)
	return err
}

// row describes the row and fields in which it says another thing than the book.
func (c *comparison[T]) row(fields []model.FieldConflict) (model.RowConflict, error) {
	row := model.RowConflict{Ref: model.Ref{Kind: c.e.kind, ID: c.e.meta(c.current).ID}, Row: c.at.row, Line: c.at.line, IsBinned: c.isBinned(), Fields: fields}
	if p, isPurchase := any(c.current).(*model.Purchase); isPurchase {
		row.Currency = p.Currency
	}
	var err error
	row.Name, err = c.e.subject(c.im.t.ctx, c.im.t, c.current)
	return row, err
}
