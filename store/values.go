package store

import (
	"context"
	"slices"
	"strings"

	"kehu/model"
)

// mostValues is how many values there are where the caller sets no limit.
const mostValues = 1000

// Values returns the values that a field has in the book and that begin with a
// prefix in any letter case, the most used first: level, city, company, owner,
// tag and product from the whole book, others as the customers dealt with last
// have them; of name the customers dealt with last. A limit of 0 is 1,000.
// The options of custom fields and the entries of the user's own lists of sources,
// industries and payment methods come first. Besides the fields of queries it
// knows product, district and payment; other fields have no values worth completing.
func (b *Book) Values(ctx context.Context, field, prefix string, limit int) ([]string, error) {
	if limit <= 0 {
		limit = mostValues
	}
	first, used, err := b.offered(ctx, field)
	if err != nil {
		return nil, err
	}
	values, err := b.valuesOf(ctx, used, nil, prefix, limit)
	return followed(beginning(first, prefix), values, limit), err
}

// valuesOf runs a statement of usedValues, if it is one, with its arguments.
func (b *Book) valuesOf(ctx context.Context, used string, args []any, prefix string, limit int) ([]string, error) {
	if used == "" {
		return nil, nil
	}
	rows, err := b.store.reader.QueryContext(ctx, "SELECT v FROM ("+used+") WHERE v <> '' AND v LIKE ? ESCAPE '\\' ORDER BY n DESC, v LIMIT ?",
		append(slices.Clone(args), likePrefix(prefix), limit)...)
	values, err := scanAll(rows, err, scanOne[string])
	return values, b.store.explain(err)
}

// followed returns values and those of others that are not among them, up to a limit.
func followed(values, others []string, limit int) []string {
	for _, v := range others {
		if !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return values[:min(len(values), limit)]
}

// offered returns what the user's own list says of a field, and the statement of
// the values in use.
func (b *Book) offered(ctx context.Context, field string) (first []string, used string, err error) {
	used = usedValues(field)
	if field != model.ListLevels && slices.Contains(model.Lists(), field) {
		entries, err := b.Choices(ctx, field)
		for _, c := range entries {
			first = append(first, c.Key)
		}
		return first, used, err
	}
	if used != "" {
		return nil, used, nil
	}
	custom, err := b.CustomFields(ctx)
	for _, f := range custom {
		if f.Key == field {
			return f.Options, customValues(f.ID), err
		}
	}
	return nil, "", err
}

// usedValues returns the statement of the values v of a field and how much each
// is used, n; "" for a field that is not completed.
func usedValues(field string) string {
	if slices.Contains(sortedTexts, field) { // the sort column stands for the text: it alone is in the index
		column := sortColumn(field)
		return "SELECT (SELECT " + field + " FROM customers t WHERE t.state = 0 AND t." + column + " = k LIMIT 1) AS v, n FROM (" +
			"SELECT " + column + " AS k, count(*) AS n FROM customers WHERE state = 0 AND " + column + " > '' GROUP BY " + column + ")"
	}
	switch field {
	case "level":
		return "SELECT level AS v, count(*) AS n FROM customers WHERE state = 0 AND level > '' GROUP BY level"
	case "tag", "tags":
		return tagsUsed
	case "bought", "product":
		return productsUsed
	case "payment":
		return "SELECT payment AS v, count(*) AS n FROM purchases WHERE id IN (" + recentPurchases + ") GROUP BY payment"
	case "name":
		return "SELECT name AS v, max(rank) AS n FROM customers c WHERE c.id IN (" + recentCustomers + ") GROUP BY name"
	case "phone", "email", "wechat":
		r := related[field]
		return "SELECT " + r.column + " AS v, count(*) AS n FROM customers c CROSS JOIN " + strings.TrimPrefix(r.rows, "FROM ") +
			" AND c.id IN (" + recentCustomers + ") GROUP BY v"
	case "district", "postcode", "language":
		return "SELECT " + field + " AS v, count(*) AS n FROM customers c WHERE c.id IN (" + recentCustomers + ") GROUP BY v"
	}
	return ""
}

// The customers dealt with last and the purchases written last: to look through
// so many takes less than a tenth of a second in a book of any size.
const (
	recentCustomers = "SELECT id FROM customers WHERE state = 0 ORDER BY rank DESC LIMIT 20000"
	recentPurchases = "SELECT id FROM purchases WHERE state = 0 ORDER BY id DESC LIMIT 20000"
)

// tagsUsed leaves out tags that customers in the bin alone have. Tags are
// counted in their index, without a look at each customer.
const tagsUsed = `SELECT min(tag) AS v, count(*) AS n FROM customer_tags r GROUP BY tag COLLATE NOCASE
	HAVING EXISTS (SELECT 1 FROM customer_tags t JOIN customers c ON c.id = t.customer_id AND c.state = 0 WHERE t.tag = r.tag COLLATE NOCASE)`

// productsUsed has every product, those bought often of late first.
const productsUsed = `SELECT r.name AS v, coalesce(sum(u.n), 0) AS n FROM products r LEFT JOIN (
	SELECT product_id, count(*) AS n FROM items WHERE purchase_id IN (` + recentPurchases + `) GROUP BY product_id) u ON u.product_id = r.id GROUP BY r.name`
