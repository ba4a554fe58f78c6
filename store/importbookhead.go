package store

import (
	"cmp"
	"slices"
	"strings"

	"kehu/model"
)

// settings takes the settings of a whole book.
func (im *bookImporter) settings(h *model.BookHead) error {
	if !h.IsWhole() || !im.t.keepsIDs {
		return nil
	}
	e := of[model.Settings](im.t.store, model.KindSettings)
	mine, err := im.t.store.settings(im.t.ctx, im.t)
	if err != nil {
		return err
	}
	next := mine
	next.Currency = cmp.Or(model.Currency(h.Settings["currency"]), next.Currency)
	next.Region = cmp.Or(h.Settings["region"], next.Region)
	if err := next.Validate(); err != nil {
		return err
	}
	change, err := e.write(im.t, &mine, &next)
	if err != nil {
		return err
	}
	if change != nil {
		if err := im.update(*change); err != nil {
			return err
		}
	}
	preparer, err := im.t.preparer()
	im.preparer = preparer
	return err
}

// fields makes the custom fields that the book does not have, and notes which of
// its own each of the file's is.
func (im *bookImporter) fields(h *model.BookHead) error {
	im.fieldOf = map[int64]model.CustomField{}
	if h == nil {
		return nil
	}
	e := im.t.store.customFields()
	mine, err := e.find(im.t.ctx, im.t, "state = 0")
	if err != nil {
		return err
	}
	for _, f := range h.Fields {
		old, isBinned := f.ID, f.State == model.Binned
		at := slices.IndexFunc(mine, func(m model.CustomField) bool { return strings.EqualFold(m.Key, f.Key) })
		switch {
		case at >= 0 && mine[at].Type != f.Type:
			return model.NewProblem(model.Invalid, "ours_field_type", "Key", f.Key)
		case at >= 0:
			im.fieldOf[old] = mine[at]
			continue
		case isBinned && !im.t.keepsIDs:
			continue
		}
		f.State = model.Live
		if err := firstError(f.Validate(im.preparer.now), createIn(im.t, e, &f, im.made)); err != nil {
			return err
		}
		if im.fieldOf[old] = f; isBinned {
			im.fieldsToBin = append(im.fieldsToBin, f.ID)
		}
	}
	im.t.custom = nil
	return im.t.writeRows() // values refer to them
}

// choices makes the lists of a whole book those of the file; another book gets
// the entries that it does not have.
func (im *bookImporter) choices(h *model.BookHead) error {
	e := im.t.store.choices()
	mine, err := e.find(im.t.ctx, im.t, "state = 0 ORDER BY pos, id")
	if err != nil {
		return err
	}
	for i := range h.Choices {
		c := &h.Choices[i]
		if err := c.Validate(); err != nil {
			return err
		}
		at := slices.IndexFunc(mine, func(m model.Choice) bool { return m.List == c.List && strings.EqualFold(m.Key, c.Key) })
		c.Pos = int64(len(mine) + i + 1)
		switch {
		case at < 0:
			err = createIn(im.t, e, c, im.made)
		case im.t.keepsIDs:
			c.ID, c.Pos = mine[at].ID, int64(i+1)
			var change *model.Change
			if change, err = e.write(im.t, &mine[at], c); change != nil {
				err = im.update(*change)
			}
			mine = slices.Delete(mine, at, at+1)
		}
		if err != nil {
			return err
		}
	}
	if !im.t.keepsIDs {
		return nil
	}
	for _, c := range mine {
		if err := im.bin(model.KindChoice, c.ID); err != nil {
			return err
		}
	}
	return nil
}

// bin puts a record into the bin, as part of the import.
func (im *bookImporter) bin(kind model.Kind, id int64) error {
	changes, err := im.t.move(kind, id, id, model.Live, model.Binned, "")
	return firstError(err, im.update(changes...))
}

// head takes what the file has beside customers.
func (im *bookImporter) head(h *model.BookHead) error {
	if h == nil {
		return nil
	}
	for _, id := range im.fieldsToBin {
		if err := im.bin(model.KindField, id); err != nil {
			return err
		}
	}
	if !h.IsWhole() {
		return nil
	}
	return firstError(im.views(h.Views), im.looseTasks(h.Tasks))
}

// views makes the views of a whole book those of the file; another book gets
// those whose names it does not have.
func (im *bookImporter) views(views []model.View) error {
	e := im.t.store.views()
	mine, err := e.find(im.t.ctx, im.t, "state <> 2 ORDER BY pos, id")
	if err != nil {
		return err
	}
	for i := range views {
		v := &views[i]
		if err := v.Validate(); err != nil {
			return err
		}
		at := slices.IndexFunc(mine, func(m model.View) bool {
			return im.t.keepsIDs && m.ID == v.ID || !im.t.keepsIDs && m.State == model.Live && strings.EqualFold(m.Name, v.Name)
		})
		switch {
		case at >= 0 && im.t.keepsIDs:
			change, err := e.write(im.t, &mine[at], v)
			if change != nil {
				err = im.update(*change)
			}
			if err != nil {
				return err
			}
			mine = slices.Delete(mine, at, at+1)
		case at < 0:
			if !im.t.keepsIDs {
				v.ID, v.Pos = 0, int64(len(mine)+i+1)
			}
			if err := createIn(im.t, e, v, im.made); err != nil {
				return err
			}
		}
	}
	if !im.t.keepsIDs {
		return nil
	}
	for _, v := range mine {
		changes, err := im.t.move(model.KindView, v.ID, v.ID, model.Live, model.Binned, "")
		if err := firstError(err, im.update(changes...)); err != nil {
			return err
		}
	}
	return nil
}

// looseTasks takes the follow-ups of nobody.
func (im *bookImporter) looseTasks(tasks []model.Task) error {
	for i := range tasks {
		k := &tasks[i]
		k.CustomerID = 0
		if err := k.Validate(); err != nil {
			return err
		}
		isBinned := k.State == model.Binned
		if !im.t.keepsIDs {
			k.ID = 0
			if id, err := im.alikeTask(k); id != 0 || isBinned || err != nil {
				if err != nil {
					return err
				}
				continue
			}
		}
		k.State = model.Live
		if err := createIn(im.t, im.t.store.tasks(), k, im.made); err != nil {
			return err
		}
		im.report.Tasks++
		if isBinned {
			changes, err := im.t.move(model.KindTask, k.ID, k.ID, model.Live, model.Binned, "")
			if err := firstError(err, im.update(changes...)); err != nil {
				return err
			}
		}
	}
	return nil
}
