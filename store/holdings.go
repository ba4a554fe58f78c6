package store

import (
	"strings"

	"kehu/model"
)

// A scope says in SQL which records of a kind are meant, as "(1, 2)" or a
// subquery: the same list of tables serves to show, to count and to remove.
type scope func(kind model.Kind) string

// scopeOf means a customer, who is bound as ?1, with all that belongs to it.
func scopeOf(kind model.Kind) string {
	switch kind {
	case model.KindCustomer:
		return "(SELECT ?1 AS id)"
	case model.KindPurchase, model.KindInteraction, model.KindTask:
		return "(SELECT id FROM " + tables[kind] + " WHERE customer_id = ?1)"
	}
	return "(SELECT 0 AS id WHERE 0)"
}

// scopeSilenced means the records that a removal has gathered, scopeGoing those of
// them that do not stay without their content.
func scopeSilenced(kind model.Kind) string {
	return "(SELECT id FROM temp.going WHERE kind = '" + string(kind) + "')"
}

func scopeGoing(kind model.Kind) string {
	return "(SELECT id FROM temp.going WHERE stays = 0 AND kind = '" + string(kind) + "')"
}

// A holding is a table of which rows concern a customer.
type holding struct {
	table string
	where func(scope) string
	more  string // what is shown beside the columns: ", (SELECT …) AS name"
	stays bool   // the rows are not deleted: only what they say is cleared
	all   bool   // those of records that stay without their content are deleted too
}

// holdings are all tables with something of a customer in them, those that others
// refer to first. A test holds the schema to it.
func holdings() []holding {
	var all []holding
	for _, kind := range []model.Kind{model.KindView, model.KindField, model.KindChoice} { // of nobody, but they go from the bin
		all = append(all, holding{table: tables[kind], where: column("id", kind)})
	}
	return append(all, []holding{
		{table: "customers", where: column("id", model.KindCustomer)},
		{table: "people", where: column("customer_id", model.KindCustomer)},
		{table: "contact_points", where: column("customer_id", model.KindCustomer)},
		{table: "customer_tags", where: column("customer_id", model.KindCustomer)},
		{table: "custom_values", where: either(column("customer_id", model.KindCustomer), column("field_id", model.KindField)),
			more: ", (SELECT label FROM custom_fields f WHERE f.id = field_id) AS field"},
		{table: "purchases", where: column("id", model.KindPurchase)},
		{table: "items", where: column("purchase_id", model.KindPurchase),
			more: ", (SELECT name FROM products p WHERE p.id = product_id) AS product, (SELECT currency FROM purchases p WHERE p.id = purchase_id) AS currency"},
		{table: "interactions", where: column("id", model.KindInteraction)},
		{table: "tasks", where: column("id", model.KindTask)},
		{table: "drafts", where: draftOf, all: true},
		{table: "imported", where: ofRecord("kind", "record", "last"), stays: true,
			more: ", (SELECT name FROM import_sources i WHERE i.id = source) AS source_name"},
		{table: "changes", where: ofRecord("kind", "record", "last"), stays: true},
		{table: "change_sets", where: func(in scope) string {
			return "id IN (SELECT change_set FROM changes WHERE " + ofRecord("kind", "record", "last")(in) + ")"
		}, stays: true},
	}...)
}

// column is the condition that a column names a record of a kind.
func column(name string, kind model.Kind) func(scope) string {
	return func(in scope) string { return name + " IN " + in(kind) }
}

func either(conditions ...func(scope) string) func(scope) string {
	return func(in scope) string {
		parts := make([]string, len(conditions))
		for i, c := range conditions {
			parts[i] = c(in)
		}
		return "(" + strings.Join(parts, " OR ") + ")"
	}
}

// ofRecord is the condition that columns of a kind and of a run of ids name a record.
func ofRecord(kind, first, last string) func(scope) string {
	return func(in scope) string {
		var parts []string
		for _, k := range personalKinds {
			of := kind + " = '" + string(k) + "' AND "
			parts = append(parts, of+first+" IN "+in(k),
				of+last+" > "+first+" AND EXISTS (SELECT 1 FROM "+in(k)+" g WHERE g.id BETWEEN "+first+" AND "+last+")")
		}
		return "(" + strings.Join(parts, " OR ") + ")"
	}
}

// draftOf is the condition that a form was of a record, or of something new of a
// customer.
func draftOf(in scope) string {
	parts := []string{"CAST(json_extract(body, '$.base.customer_id') AS INTEGER) IN " + in(model.KindCustomer)}
	for _, k := range personalKinds {
		parts = append(parts, "kind = '"+string(k)+"' AND record IN "+in(k))
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}
