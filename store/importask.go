package store

import (
	"errors"
	"slices"

	"kehu/model"
)

// errAdd is the decision to make a record beside the one that the book has.
var errAdd = errors.New("add a record of its own")

// ask has a person decide, where the import asks at all.
func (im *importer) ask(q model.ImportQuestion) (model.ImportAnswer, error) {
	if im.options.Ask == nil {
		return model.ImportAnswer{}, nil
	}
	answer, err := im.options.Ask(q)
	if answer.How == model.AddDuplicate && !q.CanAdd {
		answer = model.ImportAnswer{}
	}
	return answer, err
}

// decision is what becomes of a row about a record from elsewhere that says
// something else than the book.
func (c *comparison[T]) decision(how model.OnDuplicate) (model.OnDuplicate, error) {
	if how != model.AskDuplicate || c.isBinned() {
		return how, nil
	}
	row, err := c.row(c.differing())
	if err != nil {
		return how, err
	}
	answer, err := c.im.ask(model.ImportQuestion{RowConflict: row, CanAdd: c.at.canAdd})
	if answer.How != model.UpdateDuplicate || err != nil {
		return answer.How, err
	}
	if err := c.keep(answer.Book); err != nil || c.differs() {
		return answer.How, err
	}
	return model.SkipDuplicate, nil
}

// differing are the fields in which the file says something else than the book.
func (c *comparison[T]) differing() (fields []model.FieldConflict) {
	for _, key := range model.Diff(c.fields, c.current, c.merged) {
		f := model.FieldOf(c.fields, key)
		fields = append(fields, model.FieldConflict{Key: key, Mine: f.Get(c.file), Theirs: f.Get(c.current)})
	}
	return fields
}

// keep leaves fields as they are in the book.
func (c *comparison[T]) keep(keys []string) error {
	for _, key := range keys {
		if f := model.FieldOf(c.fields, key); f != nil {
			if err := f.Set(c.merged, f.Get(c.current)); err != nil {
				return err
			}
		}
	}
	return nil
}

// decideConflicts has a person decide where the file and the book changed the same
// fields. Any answer settles it: the next copy is compared with this one.
func (c *comparison[T]) decideConflicts() error {
	if len(c.conflicts) == 0 || c.isBinned() {
		return nil
	}
	row, err := c.row(c.conflicts)
	if err != nil {
		return err
	}
	answer, err := c.im.ask(model.ImportQuestion{RowConflict: row, IsConflict: true})
	if answer.How == model.Undecided || err != nil {
		return err
	}
	for _, f := range c.conflicts {
		if answer.How != model.UpdateDuplicate || slices.Contains(answer.Book, f.Key) {
			continue
		}
		if err := model.FieldOf(c.fields, f.Key).Set(c.merged, f.Mine); err != nil {
			return err
		}
	}
	c.conflicts, c.isDecided = nil, true
	return nil
}
