package store

import (
	"kehu/model"
	"kehu/model/pinyin"
)

// Somebody corrects the name or the number of a customer in the book, and the file
// goes on with the old one; or puts the customer into the bin, and the file still
// has it. Neither makes the row somebody new: it is whom the source meant.

// A formerSelf is a customer by what a source said last of it.
type formerSelf struct {
	id       int64
	sortKey  string // of the name, "" where it has none
	isBinned bool
}

// formerSelves are the customers of a source that matching does not find by what
// they are now.
type formerSelves struct {
	byKey, byName map[string][]formerSelf
	byContact     map[[2]string][]formerSelf // by kind and normal form
}

// formerly finds the customer that a draft was when its source was imported last;
// 0 for none.
func (im *importer) formerly(c *model.Customer) (former formerSelf, err error) {
	s, err := im.memory.source(c.SourceKey)
	if !s.knows(model.KindCustomer) || err != nil {
		return former, err
	}
	if s.former == nil {
		if s.former, err = im.memory.formerSelves(s); err != nil {
			return former, err
		}
	}
	return s.former.find(im.t, c)
}

// find matches as matchCustomer does.
func (f *formerSelves) find(t *tx, c *model.Customer) (formerSelf, error) {
	if c.SourceKey != "" {
		return theOne(f.byKey[c.SourceKey]), nil
	}
	reachable := false
	for _, p := range c.ContactPoints {
		normal, err := t.normal(p)
		if err != nil {
			return formerSelf{}, err
		}
		reachable = reachable || normal != ""
		for _, self := range f.byContact[[2]string{string(p.Kind), normal}] {
			if self.isNamed(c, matchable(p, normal)) {
				return self, nil
			}
		}
	}
	if reachable && c.Company == "" {
		return formerSelf{}, nil
	}
	return theOne(f.byName[atCompany(c.Name, c.Company)]), nil
}

// isNamed reports whether a draft with the same contact point may be the former self
// by its name, which one of them may lack where the point alone tells.
func (f formerSelf) isNamed(c *model.Customer, tells bool) bool {
	if c.Name == "" || f.sortKey == "" {
		return tells
	}
	return f.sortKey == pinyin.SortKey(c.DisplayName())
}

func theOne(found []formerSelf) formerSelf {
	if len(found) != 1 {
		return formerSelf{}
	}
	return found[0]
}

// elsewhere lists the customers in the bin, and those whose name or contact points
// were changed after they were made.
const elsewhere = `SELECT id FROM customers WHERE state = 1 UNION SELECT record FROM changes WHERE kind = 'customer' AND last = record
	AND (fields LIKE '%"name":%' OR fields LIKE '%"company":%' OR fields LIKE '%"contact_points":%') ORDER BY 1`

// formerSelves reads who the customers of a source were.
func (m *importMemory) formerSelves(s *importSource) (*formerSelves, error) {
	f := &formerSelves{map[string][]formerSelf{}, map[string][]formerSelf{}, map[[2]string][]formerSelf{}}
	rows, err := m.t.query(elsewhere)
	ids, err := scanAll(rows, err, scanOne[int64])
	if err != nil {
		return nil, err
	}
	e := m.t.store.customers()
	for len(ids) > 0 {
		some := ids[:min(editChunk, len(ids))]
		ids = ids[len(some):]
		list := idClause(e.table, some)
		found, err := e.find(m.t.ctx, m.t, "state < 2 AND id IN ("+list.sql+")", list.args...)
		if err != nil {
			return nil, err
		}
		for i := range found {
			if err := m.addFormer(f, s, &found[i]); err != nil {
				return nil, err
			}
		}
	}
	return f, nil
}

// addFormer adds a customer of which the source spoke.
func (m *importMemory) addFormer(f *formerSelves, s *importSource, c *model.Customer) error {
	said, err := m.last(s, model.KindCustomer, c.ID)
	if said == nil || err != nil {
		return err
	}
	base, err := baseOf(m.t, m.t.store.customers(), c, said)
	if err != nil {
		return err
	}
	was := *c
	for _, key := range []string{"name", "company", "source_key", "contact_points"} {
		field := model.FieldOf(model.CustomerFields(), key)
		if err := field.Set(&was, base(*field)); err != nil {
			return err
		}
	}
	self := formerSelf{id: c.ID, isBinned: c.State == model.Binned}
	if was.Name != "" {
		self.sortKey = pinyin.SortKey(was.Name)
	}
	if was.SourceKey != "" {
		f.byKey[was.SourceKey] = append(f.byKey[was.SourceKey], self)
	}
	if was.Name != "" || was.Company != "" {
		name := atCompany(was.Name, was.Company)
		f.byName[name] = append(f.byName[name], self)
	}
	for _, p := range was.ContactPoints {
		normal, err := m.t.normal(p)
		if err != nil {
			return err
		}
		if normal != "" {
			key := [2]string{string(p.Kind), normal}
			f.byContact[key] = append(f.byContact[key], self)
		}
	}
	return nil
}
