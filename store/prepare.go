package store

import (
	"time"

	"kehu/model"
)

// A preparer computes of a customer what needs no database, so that it can be
// done while the database is busy. Its methods may run beside a transaction.
type preparer struct {
	settings Settings
	now      time.Time
}

// prepared is what was computed of a customer.
type prepared struct {
	err     error // the rules that the customer breaks
	words   []string
	normals map[[2]string]string // normal forms of contact points by kind and value
}

func (t *tx) preparer() (*preparer, error) {
	err := t.load()
	return &preparer{*t.settings, t.store.now()}, err
}

// customer prepares a customer, with the words if they are wanted.
func (p *preparer) customer(c *model.Customer, wantWords bool) prepared {
	r := prepared{err: c.Validate(p.now), normals: make(map[[2]string]string, len(c.ContactPoints))}
	if wantWords {
		r.words = searchWords(c)
	}
	for _, point := range c.ContactPoints {
		r.normals[pointKey(point)] = point.Normal(p.settings.Region)
	}
	return r
}

func pointKey(p model.ContactPoint) [2]string { return [2]string{string(p.Kind), p.Value} }

// normal returns the normal form of a contact point in the book's region.
func (t *tx) normal(p model.ContactPoint) (string, error) {
	if normal, known := t.normals[pointKey(p)]; known {
		return normal, nil
	}
	region, err := t.region()
	if err != nil {
		return "", err
	}
	return p.Normal(region), nil
}
