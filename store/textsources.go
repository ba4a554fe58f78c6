package store

import (
	"slices"
	"strconv"
	"strings"

	"kehu/query"
	"kehu/store/pages"
)

// A textSource has the values of a field. Where no index has them it has no tree.
type textSource struct {
	entrySource
	field string
	value int    // the column of the value, or of its sort key
	rows  string // "SELECT … WHERE …": the SQL of customers and values, up to a condition on the customers' ids
	plain bool   // letter case beyond ASCII and accents tell values apart, as NOCASE does
}

// nameSource has the names of all customers, of those in the bin too.
func nameSource() textSource {
	return textSource{field: "name", entrySource: entrySource{tree: "customers_by_full_name", owner: 1}, rows: "SELECT id, name FROM customers WHERE id"}
}

// tagSource has the tags, in their order.
func tagSource() textSource {
	return textSource{field: "tag", entrySource: entrySource{tree: "customer_tags_by_tag", owner: 1}, plain: true,
		rows: "SELECT customer_id, tag FROM customer_tags WHERE customer_id"}
}

// columnSource has the values of another field that is a column with an index.
func columnSource(k key, field string) textSource {
	return textSource{field: field, entrySource: entrySource{tree: k.index(), owner: 1},
		rows: "SELECT c.id, " + k.column + " FROM customers c WHERE " + inBook + " AND c.id"}
}

// addressSource has the addresses, which are several columns and stand in no index.
func addressSource() textSource {
	return textSource{field: "address", rows: "SELECT c.id, " + columns["address"] + " FROM customers c WHERE " + inBook + " AND c.id"}
}

// pointKinds are the kinds of contact points of a field.
func pointKinds(field string) []string {
	if field == "phone" {
		return []string{"phone", "fax"}
	}
	return []string{field}
}

// pointSource has the values of a field of contact points.
func pointSource(field string) textSource {
	kinds := pointKinds(field)
	holds := func(e *pages.Entry) bool { return slices.Contains(kinds, string(e.Bytes(2))) }
	return textSource{field: field, entrySource: entrySource{tree: "contact_points", owner: 0, holds: holds}, value: 3,
		rows: "SELECT customer_id, value FROM contact_points WHERE kind IN ('" + strings.Join(kinds, "', '") + "') AND customer_id"}
}

// numberSource has the normal forms of numbers, in their order.
func numberSource() textSource {
	holds := func(e *pages.Entry) bool {
		normal := e.Bytes(0)
		return len(normal) > 0 && (normal[0] == '+' || '0' <= normal[0] && normal[0] <= '9')
	}
	return textSource{field: "number", entrySource: entrySource{tree: "contact_points_by_normal", owner: 1, holds: holds},
		rows: "SELECT customer_id, normal FROM contact_points WHERE normal GLOB '[+0-9]*' AND customer_id"}
}

// customSource has the values of a custom field.
func customSource(f *query.Field) textSource {
	holds := func(e *pages.Entry) bool { return e.Int(0) == f.ID }
	return textSource{field: "custom " + strconv.FormatInt(f.ID, 10), entrySource: entrySource{tree: "custom_values_by_sort", owner: 2, holds: holds}, value: 1,
		rows: "SELECT s.customer_id, s.sort FROM custom_values s WHERE " + ofCustom("s", f) + " AND s.customer_id"}
}
