package store

import (
	"slices"
	"strings"
	"time"

	"kehu/query"
)

// A tally says how the values of a field are counted.
type tally struct {
	value  clause // the SQL of one of them as text, "" for none
	rows   string // where fields with several values per customer have them, as in related; "" for others
	column string // of those rows
	unique bool   // a customer has no value twice
}

// tallyOf returns how the values of a field are counted at a time; ok is false
// where they cannot be.
func tallyOf(f *query.Field, now time.Time) (t tally, ok bool) {
	r, several := related[f.Key]
	column, single := columns[f.Key]
	switch {
	case !several && !single, f.Key == "id", f.Key == "content", f.Unsorted && !several:
		return tally{}, false
	case several:
		t, column = tally{rows: r.rows, column: r.column, unique: f.Type == query.Tag}, r.column
	}
	t.value, ok = valueOf(f.Type, column, now)
	return t, ok
}

// adding adds up customers: how many, and what they spent.
const adding = `count(*) AS n, coalesce(sum(spent), 0) AS spent, coalesce(group_concat(nullif(spent_other, ''), ''), '') AS other`

// counts returns the statement of the values of customers, with how many have
// each and what these spent. A customer without a value counts under "".
func (t tally) counts(among arm) clause {
	each := t.each(among)
	out := clause{"SELECT min(v) AS value, " + adding + " FROM (" + each.sql + ") GROUP BY v COLLATE NOCASE", each.args}
	if t.rows == "" {
		return out
	}
	none := clause{"SELECT '', " + adding + " FROM " + among.from + " WHERE " + among.where.sql +
		" AND NOT EXISTS (SELECT 1 " + t.rows + " AND " + t.column + " <> '') HAVING count(*) > 0", among.where.args}
	return clause{out.sql + " UNION ALL " + none.sql, slices.Concat(out.args, none.args)}
}

// each returns the statement of the values v of customers, with what these spent.
func (t tally) each(among arm) clause {
	columns := t.value.sql + " AS v, c.spent, c.spent_other FROM " + among.from
	args := slices.Concat(t.value.args, among.where.args)
	if t.rows == "" {
		return clause{"SELECT " + columns + " WHERE " + among.where.sql, args}
	}
	pick := "SELECT DISTINCT c.id, "
	if t.unique {
		pick = "SELECT "
	}
	return clause{pick + columns + " CROSS JOIN " + strings.TrimPrefix(t.rows, "FROM ") + " AND " + t.column + " <> '' AND " + among.where.sql, args}
}

// valueOf returns the SQL of a value of some type as it is counted.
func valueOf(t query.Type, column string, now time.Time) (value clause, ok bool) {
	switch t {
	case query.Text, query.Choice, query.Tag:
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
	return clause{"CASE WHEN " + column + " = 0 THEN '' ELSE strftime('%Y-%m', " + column + " + CASE" + offset.sql +
		" ELSE 0 END, 'unixepoch') END", offset.args}
}

// ageOf returns the age on the day of now of those whose birthday has its year,
// as Term.Born has it.
func ageOf(column string, now time.Time) clause {
	return clause{"CASE WHEN " + column + " = '' OR " + column + " LIKE '--%' THEN '' ELSE CAST(? - substr(" + column +
		", 1, 4) - (substr(" + column + ", 6) > ?) AS TEXT) END", []any{now.Year(), now.Format("01-02")}}
}
