package store

import (
	"errors"
	"slices"

	"kehu/model"
)

// decideCustomer decides on a draft that is a customer.
func (im *importer) decideCustomer(d *preparedDraft) (write func() error, err error) {
	self, err := im.customerOf(d)
	if err != nil {
		return nil, err
	}
	if self.id != 0 && im.options.OnDuplicate != model.AddDuplicate {
		at, err := im.place(d, d.Customer.SourceKey)
		if err != nil {
			return nil, err
		}
		at.canAdd = true
		write, err := settle(im, im.t.store.customers(), self.id, &d.Customer, at)
		if !errors.Is(err, errAdd) {
			return write, err
		}
	}
	return func() error {
		im.report.New += len(d.Rows)
		return firstError(sample(im, model.OutcomeNew, im.t.store.customers(), nil, &d.Customer), im.newCustomer(d))
	}, firstError(d.err, im.custom(d))
}

// customerOf finds the customer that a draft names, by what it is now or else by
// what the source said of it last.
func (im *importer) customerOf(d *preparedDraft) (formerSelf, error) {
	id, err := im.t.matchCustomer(&d.Customer)
	if id != 0 || err != nil {
		return formerSelf{id: id}, err
	}
	return im.formerly(&d.Customer)
}

// custom gives a new customer the defaults of custom fields, and checks what must
// be filled in.
func (im *importer) custom(d *preparedDraft) error {
	defs, err := im.t.customFields()
	if err != nil || len(defs) == 0 {
		return err
	}
	had := len(d.Customer.Custom)
	if err := im.t.defaultsOf(&d.Customer, im.preparer.now); err != nil {
		return err
	}
	if len(d.Customer.Custom) != had {
		d.words = nil // computed ahead, without the defaults
	}
	return model.CheckCustom(defs, nil, &d.Customer)
}

func (im *importer) newCustomer(d *preparedDraft) error {
	im.report.Customers++
	if err := im.addLevel(d.Customer.Level); err != nil {
		return err
	}
	if err := im.t.createPrepared(&d.Customer, d.prepared, im.made); err != nil {
		return err
	}
	return im.memory.noteNew(d.Customer.SourceKey, model.KindCustomer, d.Customer.ID)
}

// customOf checks the custom values of a customer that a row changes.
func (im *importer) customOf(before, now any) error {
	c, isCustomer := now.(*model.Customer)
	if !isCustomer || len(c.Custom) == 0 {
		return nil
	}
	defs, err := im.t.customFields()
	return firstError(err, model.CheckCustom(defs, before.(*model.Customer), c))
}

// knowLevel turns a level's name into its key; an unknown level is its own key.
func (im *importer) knowLevel(c *model.Customer) error {
	if c.Level == "" {
		return nil
	}
	if im.levels == nil {
		im.levels = map[string]string{}
	}
	key, known := im.levels[c.Level]
	if !known {
		var err error
		if key, err = im.t.level(c.Level); err != nil {
			return err
		}
		im.levels[c.Level] = key
	}
	c.Level = key
	return nil
}

// level returns the key of a level by any of its names, or the text itself.
func (t *tx) level(text string) (string, error) {
	known, err := choicesOf(t.ctx, t.store.choices(), t, model.ListLevels)
	for _, l := range known {
		if l.Is(text) {
			return l.Key, nil
		}
	}
	return text, err
}

// addLevel puts a level that is to be written on the list where it is new; with
// the import it is undone.
func (im *importer) addLevel(key string) error {
	if key == "" || im.listed[key] {
		return nil
	}
	if im.listed == nil {
		im.listed = map[string]bool{}
	}
	im.listed[key] = true
	known, err := choicesOf(im.t.ctx, im.t.store.choices(), im.t, model.ListLevels)
	if err != nil || slices.ContainsFunc(known, func(l model.Level) bool { return l.Key == key }) {
		return err
	}
	level := &model.Level{List: model.ListLevels, Key: key, Pos: behind(known, func(l model.Level) int64 { return l.Pos })}
	return createIn(im.t, im.t.store.choices(), level, im.made)
}
