package store

import (
	"slices"

	"kehu/model"
)

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
		err = c.im.update(*change)
	}
	return firstError(err, c.remember())
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
	return c.im.memory.note(c.at.source, c.e.kind, saying{meta.ID, meta.ID, meta.Revision, otherwise})
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
		if err := sample(c.im, outcome, c.e, c.current, c.merged, c.conflicts...); err != nil {
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
	c.im.report.Conflicts.Add(row, func(key string) bool { return model.FieldOf(c.fields, key).Merge != nil }) // lists, which cut are none
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
