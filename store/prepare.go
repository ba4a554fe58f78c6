package store

import (
	"time"

	"kehu/model"
	"kehu/model/pinyin"
)

// A preparer computes of a customer what needs no database, so that it can be
// done while the database is busy. Its methods may run beside a transaction.
type preparer struct {
	settings model.Settings
	now      time.Time
	entity   *entity[model.Customer]
	derived  map[string]func(*model.Customer) string
	cutter   *cutter
	isTrial  bool // nobody will look for the customers
}

// mostRemembered is how many texts are remembered: cities, levels and the like
// come again and again.
const mostRemembered = 10_000

// remembering returns a function with a memory of its results, for one goroutine.
func remembering[R any](of func(string) R) func(string) R {
	known := make(map[string]R)
	return func(text string) R {
		result, ok := known[text]
		if !ok {
			if result = of(text); len(known) < mostRemembered {
				known[text] = result
			}
		}
		return result
	}
}

// prepared is what was computed of a customer.
type prepared struct {
	err     error // the rules that the customer breaks
	words   []byte
	normals map[[2]string]string // normal forms of contact points by kind and value
	derived []any                // columns
}

func (t *tx) preparer() (*preparer, error) {
	err := t.load()
	return &preparer{*t.settings, t.store.now(), t.store.customers(), derivedOfCustomers(remembering(pinyin.SortKey)), newCutter(), t.isTrial}, err
}

// customer prepares a customer, with the words if they are wanted.
func (p *preparer) customer(c findable, wantWords bool) prepared {
	r := prepared{err: c.Validate(p.now), derived: p.entity.derive(p.derived, c.Customer), normals: make(map[[2]string]string, len(c.ContactPoints))}
	if wantWords && !p.isTrial {
		r.words = p.cutter.customer(c)
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
