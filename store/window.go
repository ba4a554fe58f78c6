package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kehu/model"
)

// deep is the offset from which a window is found from a known place or from
// the end, and else ids are counted off first: that needs the index alone, and
// costs a third of reading over the customers.
const deep = 1000

// window reads a window of a plan's customers from where it is nearest.
func (p plan) window(ctx context.Context, db setReader, page Page) ([]model.Summary, error) {
	if page.Offset < deep || page.Limit == 0 || p.arms[0].one == "" {
		return p.read(ctx, db, page.Offset, page.Limit)
	}
	left := max(page.Total-page.Offset-page.Limit, 0)
	near := max(page.Offset-page.Known.Offset, page.Known.Offset-page.Offset)
	switch fromEnd := page.Total > page.Offset; {
	case page.Known.ID != 0 && near < page.Offset && (!fromEnd || near < left):
		rows, found, err := p.near(ctx, db, page)
		if found || err != nil {
			return rows, err
		}
	case fromEnd && left < page.Offset:
		return p.reversed().readBack(ctx, db, left, min(page.Limit, page.Total-page.Offset))
	}
	return p.read(ctx, db, page.Offset, page.Limit)
}

// near reads a window from a known place. It reports false when the customer
// does not stand in the list any more, or not as far down.
func (p plan) near(ctx context.Context, db setReader, page Page) (rows []model.Summary, found bool, err error) {
	at, values, err := p.find(ctx, db, page.Known.ID)
	if err != nil || at < 0 {
		return nil, false, err
	}
	back := page.Known.Offset - page.Offset
	if back > 0 {
		rows, err = p.until(at).reversed().from(0, values, false).readBack(ctx, db, max(back-page.Limit, 0), min(back, page.Limit))
		if err != nil || len(rows) < min(back, page.Limit) {
			return nil, false, err
		}
	}
	if len(rows) < page.Limit {
		rest, err := p.from(at, values, true).read(ctx, db, max(-back, 0), page.Limit-len(rows))
		return append(rows, rest...), err == nil, err
	}
	return rows, true, nil
}

// find returns the arm in which a customer stands, -1 for none, and the values
// by which it is ordered there.
func (p plan) find(ctx context.Context, db queryer, id int64) (at int, values []any, err error) {
	for i, a := range p.arms {
		values, into := make([]any, len(a.order)), make([]any, len(a.order))
		exprs := make([]string, len(a.order))
		for k, part := range a.order {
			into[k], exprs[k] = &values[k], part.expr.sql
		}
		err := db.QueryRowContext(ctx, "SELECT "+strings.Join(exprs, ", ")+" "+a.one+" AND "+a.where.sql, append([]any{id}, a.where.args...)...).Scan(into...)
		if !isNoRow(err) {
			return i, values, err
		}
	}
	return -1, nil, nil
}

// reversed returns the plan of the list upside down.
func (p plan) reversed() plan {
	p.arms = slices.Clone(p.arms)
	slices.Reverse(p.arms)
	for i := range p.arms {
		p.arms[i].order = p.arms[i].order.reversed()
	}
	p.sorted = p.sorted.reversed()
	return p
}

func (o ordering) reversed() ordering {
	o = slices.Clone(o)
	for i := range o {
		o[i].desc = !o[i].desc
	}
	return o
}

// until is the plan without the arms behind one.
func (p plan) until(at int) plan {
	p.arms, p.sorted = p.arms[:at+1], nil
	return p
}

// from returns the plan of what follows in the list on a row of the arm at, with
// that row or without it. One arm for each expression, the last first, lets
// SQLite jump into the index: it scans all equal values for a comparison of
// several columns at once. IS is =, but SQLite does not put the value into the
// other conditions, which would then not be the index's any more.
func (p plan) from(at int, values []any, with bool) plan {
	var arms []arm
	a := p.arms[at]
	for n := len(a.order) - 1; n >= 0; n-- {
		rest := a
		rest.order = a.order[n:] // the parts before are all alike
		var behind clause
		for k, v := range values[:n] {
			behind = and(behind, clause{sql: "(" + a.order[k].expr.sql + ") IS ?", args: []any{v}})
		}
		sign := " > ?"
		if a.order[n].desc {
			sign = " < ?"
		}
		if with && n == len(a.order)-1 {
			sign = strings.Replace(sign, " ?", "= ?", 1)
		}
		behind = and(behind, clause{sql: "(" + a.order[n].expr.sql + ")" + sign, args: []any{values[n]}})
		rest.cut = true
		rest.where = and(behind, a.where) // of two lower bounds SQLite follows the first
		arms = append(arms, rest)
	}
	p.arms, p.sorted = append(arms, p.arms[at+1:]...), nil
	return p
}

// readBack reads a window of a reversed plan and turns it round.
func (p plan) readBack(ctx context.Context, db setReader, offset, limit int) ([]model.Summary, error) {
	rows, err := p.read(ctx, db, offset, limit)
	slices.Reverse(rows)
	return rows, err
}

// read reads a window of a plan's customers, arm after arm.
func (p plan) read(ctx context.Context, db setReader, offset, limit int) ([]model.Summary, error) {
	if len(p.parts) > 0 {
		return p.summariesOf(ctx, db, offset, limit)
	}
	var all []model.Summary
	for i, a := range p.arms {
		want := limitOrAll(limit)
		if want > 0 {
			want -= len(all)
		}
		rows, err := a.rows(ctx, db, want, offset)
		all = append(all, rows...)
		if err != nil || len(all) == limit && limit > 0 || i == len(p.arms)-1 {
			return all, err
		}
		if len(rows) > 0 || offset == 0 {
			offset = 0
			continue
		}
		n, err := a.count(ctx, db)
		if err != nil {
			return nil, err
		}
		offset -= n // the window begins in a later arm
	}
	return all, nil
}

// rows reads a window of an arm's customers.
func (a arm) rows(ctx context.Context, db queryer, limit, offset int) ([]model.Summary, error) {
	order := a.order.clause()
	args := slices.Concat(a.where.args, order.args)
	rest := " FROM " + a.from + " WHERE " + a.where.sql + " ORDER BY " + order.sql +
		" LIMIT " + strconv.Itoa(limit) + " OFFSET " + strconv.Itoa(offset)
	if offset < deep {
		return summaries(ctx, db, "SELECT "+summaryColumns+rest, args...)
	}
	rows, err := db.QueryContext(ctx, "SELECT c.id"+rest, args...)
	ids, err := scanAll(rows, err, scanOne[int64])
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return inOrder(ctx, db, ids)
}
