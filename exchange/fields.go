package exchange

import (
	"slices"
	"sync"

	"kehu/model"
)

// A field is something that a column can fill.
type field struct {
	key string
	set setter // never called with an empty text
}

// A setter puts the text of a cell into a draft. The error is a Problem.
type setter func(d *drafting, c Column, text string) error

// fieldsOf are the fields that the columns of a kind of file can fill, in the
// order in which the cells of a row are read.
var fieldsOf = sync.OnceValue(func() map[Kind][]field {
	return map[Kind][]field{
		Customers:    customerFields(model.CustomerFields()),
		Purchases:    withCustomer(purchaseFields()),
		Interactions: withCustomer(interactionFields()),
	}
})

// withCustomer adds the fields that say whose purchase or entry it is.
func withCustomer(own []field) []field {
	taken := map[string]bool{}
	for _, f := range own {
		taken[f.key] = true
	}
	for _, f := range customerFields(model.CustomerFields()) {
		if !taken[f.key] {
			own = append(own, f)
		}
	}
	return own
}

// FieldKeys returns the keys that Options.Map can give to a column in a file
// of a kind.
func FieldKeys(kind Kind) []string {
	var keys []string
	for _, f := range fieldsOf()[kind] {
		keys = append(keys, f.key)
	}
	return keys
}

// isMany reports whether several columns may fill a field.
func isMany(key string) bool {
	switch key {
	case "tags", "notes", "street", "preferences", "content", "feedback", "person", "discount":
		return true
	}
	return isContact(key)
}

// isContact reports whether a field is a kind of contact point.
func isContact(key string) bool {
	for _, k := range model.ContactKinds() {
		if string(k) == key {
			return true
		}
	}
	return false
}

// A plan says which cell of a row goes where.
type plan []planStep

type planStep struct {
	column Column
	set    setter
}

// newPlan returns the mapped columns in the order of their fields.
func newPlan(kind Kind, columns []Column, custom []field) plan {
	var p plan
	for _, f := range slices.Concat(fieldsOf()[kind], custom) {
		for _, c := range columns {
			if c.Field == f.key {
				p = append(p, planStep{c, f.set})
			}
		}
	}
	return p
}
