package store

import (
	"errors"

	"kehu/model"
)

// errAdd is the decision to make a record beside the one that the book has.
var errAdd = errors.New("add a record of its own")

// ask has a person decide, where the import asks at all.
func (im *importer) ask(q model.ImportQuestion) (model.OnDuplicate, error) {
	if im.options.OnDuplicate != model.AskDuplicate || im.options.Ask == nil {
		return model.Undecided, nil
	}
	answer, err := im.options.Ask(q)
	if answer == model.AddDuplicate && !q.CanAdd {
		answer = model.Undecided
	}
	return answer, err
}

// decision is what becomes of a row about a record from elsewhere that says
// something else than the book.
func (c *comparison[T]) decision(how model.OnDuplicate) (model.OnDuplicate, error) {
	if how != model.AskDuplicate || c.isBinned() {
		return how, nil
	}
	var differing []model.FieldConflict
	for _, key := range model.Diff(c.fields, c.current, c.merged) {
		f := model.FieldOf(c.fields, key)
		differing = append(differing, model.FieldConflict{Key: key, Mine: f.Get(c.file), Theirs: f.Get(c.current)})
	}
	row, err := c.row(differing)
	if err != nil {
		return how, err
	}
	return c.im.ask(model.ImportQuestion{RowConflict: row, CanAdd: c.at.canAdd})
}

// decideConflicts has a person decide where the file and the book changed the same
// fields. Either answer settles it: the next copy is compared with this one.
func (c *comparison[T]) decideConflicts() error {
	if len(c.conflicts) == 0 || c.isBinned() {
		return nil
	}
	row, err := c.row(c.conflicts)
	if err != nil {
		return err
	}
	answer, err := c.im.ask(model.ImportQuestion{RowConflict: row, IsConflict: true})
	if answer == model.Undecided || err != nil {
		return err
	}
	if answer == model.UpdateDuplicate {
		for _, f := range c.conflicts {
			if err := model.FieldOf(c.fields, f.Key).Set(c.merged, f.Mine); err != nil {
				return err
			}
		}
	}
	c.conflicts, c.isDecided = nil, true
	return nil
}
