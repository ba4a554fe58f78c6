package store

import "kehu/model"

// makeFields makes the fields of the user's own that a file fills and the book does
// not have. One of the same key and type that was removed comes back.
func (im *importer) makeFields() error {
	if len(im.options.NewFields) == 0 {
		return nil
	}
	im.fields = make(map[int64]model.CustomField, len(im.options.NewFields))
	e := im.t.store.customFields()
	for _, f := range im.options.NewFields {
		id := f.ID
		f.ID = 0
		change, err := e.create(im.t, &f)
		if err != nil {
			return err
		}
		im.first, im.fields[id] = append(im.first, *change), f
	}
	im.t.custom = nil
	return im.t.writeRows() // values refer to them
}

// ownFields gives the values of a draft the fields that were made for them.
func (im *importer) ownFields(c *model.Customer) {
	if len(im.fields) == 0 || len(c.Custom) == 0 {
		return
	}
	values := c.Custom
	c.Custom = nil
	for _, v := range values {
		f, isNew := im.fields[v.Field]
		if !isNew {
			f = model.CustomField{Meta: model.Meta{ID: v.Field}, Type: v.Type}
		}
		c.SetCustom(&f, v.Text)
	}
}

// ownKey returns the key of a field under the number that the book gave it.
func (im *importer) ownKey(key string) string {
	for id, f := range im.fields {
		if (model.CustomValue{Field: id}).Key() == key {
			return f.ValueKey()
		}
	}
	return key
}
