package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"kehu/model"
	"kehu/query"
)

// A tally says how the values of a field are counted.
type tally struct {
	value  clause // the SQL of one of them as text, "" for none
	rows   string // where fields with several values per customer have them, as in related; "" for others
	column string // of those rows
}

// tallyOf returns how the values of a field are counted at a time; ok is false
// where they cannot be.
func tallyOf(f *query.Field, now time.Time) (t tally, ok bool) {
	r, several := relatedTo(f)
	column, single := columns[f.Key]
	switch {
	case !several && !single, f.Key == "id", f.Key == "content", f.Unsorted && !several:
		return tally{}, false
	case several:
		t, column = tally{rows: r.rows, column: r.column}, r.column
	}
	t.value, ok = valueOf(f.Type, column, now)
	return t, ok
}

// Countable reports whether Book.Frequencies counts the values of a field.
func Countable(f *query.Field) bool {
	_, ok := tallyOf(f, time.Time{})
	return ok
}

// each returns the statement of the values of customers: the customer, a value
// and what the customer spent. The rows of a customer follow each other.
func (t tally) each(among arm) clause {
	columns := "SELECT c.id, " + t.value.sql + ", c.spent, c.spent_other FROM " + among.from
	args := slices.Concat(t.value.args, among.where.args)
	if t.rows == "" {
		return clause{sql: columns + " WHERE " + among.where.sql, args: args}
	}
	rows := strings.ReplaceAll(strings.TrimPrefix(t.rows, "FROM "), " JOIN ", " CROSS JOIN ") // which keep their order
	return clause{sql: columns + " CROSS JOIN " + rows + " AND " + t.column + " <> '' AND " + among.where.sql, args: args}
}

// count counts the values of customers. They are grouped here, because SQLite
// would sort all rows for it.
func (t tally) count(ctx context.Context, db queryer, among arm, own model.Currency) ([]Frequency, error) {
	groups, valued := map[string]*group{}, &group{}
	each := t.each(among)
	rows, err := db.QueryContext(ctx, each.sql, each.args...)
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var id, spent int64
		var value, other sql.RawBytes
		if err := rows.Scan(&id, &value, &spent, &other); err != nil {
			return err
		}
		g := groups[string(value)]
		if g == nil {
			g = &group{}
			groups[string(value)] = g
		}
		if t.rows == "" {
			return g.add(id, spent, other)
		}
		return firstError(g.add(id, spent, other), valued.add(id, spent, other))
	})
	if err == nil && t.rows != "" {
		err = addNone(ctx, db, among, groups, valued)
	}
	if err != nil {
		return nil, err
	}
	return frequencies(groups, own)
}

// addNone adds the group of those customers that have no value: all but those
// that have one.
func addNone(ctx context.Context, db queryer, among arm, groups map[string]*group, valued *group) error {
	none := &group{}
	err := db.QueryRowContext(ctx, "SELECT count(*), coalesce(sum(c.spent), 0), coalesce(group_concat(nullif(c.spent_other, ''), ''), '') FROM "+
		among.from+" WHERE "+among.where.sql, among.where.args...).Scan(&none.count, &none.own.Amount, &none.other)
	if err != nil {
		return err
	}
	if err := none.leave(valued); err != nil {
		return err
	}
	if none.count > 0 {
		groups[""] = none
	}
	return nil
}

// valueOf returns the SQL of a value of some type as it is counted.
func valueOf(t query.Type, column string, now time.Time) (value clause, ok bool) {
	switch t {
	case query.Text, query.Choice, query.Tag, query.Bool:
		return clause{sql: column}, true
	case query.Number:
		return clause{sql: "CAST(" + column + " AS TEXT)"}, true
	case query.Day:
		return clause{sql: "substr(" + column + ", 1, 7)"}, true
	case query.Instant:
		return monthOf(column, now), true
	case query.Age:
		return ageOf(column, now), true
	}
	return clause{}, false
}

// monthOf returns the month of an instant by the reader's clock. SQLite knows
// the zone of the process at best, so that the zone's offsets from UTC, each
// with the time from which on it holds, are part of the statement: the latest
// first, because most instants are late.
func monthOf(column string, now time.Time) clause {
	var offset clause
	for at := now.AddDate(1, 0, 0); !at.IsZero(); {
		_, seconds := at.Zone()
		from, _ := at.ZoneBounds()
		offset.sql += " WHEN " + column + " >= ? THEN ?"
		offset.args = append(offset.args, from.Unix(), seconds)
		if from.IsZero() || from.Unix() < 0 {
			break
		}
		at = from.Add(-time.Second)
	}
	return clause{sql: "CASE WHEN " + column + " = 0 THEN '' ELSE strftime('%Y-%m', " + column + " + CASE" + offset.sql +
		" ELSE 0 END, 'unixepoch') END", args: offset.args}

}

// ageOf returns the age on the day of now of those whose birthday has its year,
// as Term.Born has it.
func ageOf(column string, now time.Time) clause {
	return clause{sql: "CASE WHEN " + column + " = '' OR " + column + " LIKE '--%' THEN '' ELSE CAST(? - substr(" + column +
		", 1, 4) - (substr(" + column + ", 6) > ?) AS TEXT) END", args: []any{now.Year(), now.Format("01-02")}}

}
