package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"kehu/model"
)

// partsOf are the fields of a record that are worked out from those of a file which
// have other names, or from those of others.
var partsOf = map[Kind]map[string]string{
	Customers: {
		"name": "name company", "company": "name company", "first_name": "name", "middle_name": "name", "last_name": "name", "nickname": "name notes", "person": "people",
		"street": "country province city district street postcode",
	},
	Purchases: {
		"date": "date at", "total": "total discount", "order_total": "total discount", "unit_price": "items total", "amount": "items total",
		"product": "items", "sku": "items", "quantity": "items total", "order_key": "source_key",
	},
	Interactions: {"feedback": "feedback content", "entry_key": "source_key"},
}

// covered returns the keys of the fields of a record that the columns of a file
// fill: what stands in none of their cells the file says to be empty.
func (o Options) covered(kind Kind, columns []Column) []string {
	known := recordKeys(kind)
	found := map[string]bool{}
	for _, c := range columns {
		if c.Ignored || c.Field == "" {
			continue
		}
		keys := c.Field
		if c.person > 0 {
			keys = "people contact_points"
		} else if f := o.customField(c.Field); f != nil && kind == Customers {
			keys = f.ValueKey()
		} else if parts, ok := partsOf[kind][c.Field]; ok {
			keys = parts
		} else if kind == Customers && isContact(c.Field) {
			keys = "contact_points"
		}
		for key := range strings.FieldsSeq(keys) {
			if known[key] || model.IsValueKey(key) {
				found[key] = true
			}
		}
	}
	keys := make([]string, 0, len(found))
	for key := range found {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// recordKeys are the keys of the fields of what the rows of a kind of file are.
func recordKeys(kind Kind) map[string]bool {
	keys := map[string]bool{}
	switch kind {
	case Purchases:
		addKeys(keys, model.PurchaseFields())
	case Interactions:
		addKeys(keys, model.InteractionFields())
	default:
		addKeys(keys, model.CustomerFields())
	}
	for _, told := range []string{"created", "state", "customer_id", "currency", "source_key"} {
		delete(keys, told)
	}
	return keys
}

func addKeys[T any](keys map[string]bool, fields []model.Field[T]) {
	for _, f := range fields {
		keys[f.Key] = true
	}
}

// fingerprint sums up the headings of a table. Cards and messages have as many
// columns as their fullest one: their format stands for them.
func fingerprint(t *table, i Info) string {
	if t.columns != nil && t.format != "json" && t.format != "jsonl" {
		return t.format
	}
	if t.columns == nil && i.HeaderLine == 0 {
		return ""
	}
	headings := make([]string, 0, len(i.Columns))
	for _, c := range i.Columns {
		if folded := foldHeading(c.Heading); folded != "" {
			headings = append(headings, folded)
		}
	}
	slices.Sort(headings)
	sum := sha256.Sum256([]byte(strings.Join(headings, "\n")))
	return hex.EncodeToString(sum[:8])
}
