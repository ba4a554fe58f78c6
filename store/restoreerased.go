package store

import (
	"context"
	"database/sql"
	"slices"

	"kehu/model"
)

// Returning lists the people who were erased from a book and whom the copy, which
// is older, still has: restoring it brings them back. Each is listed as Erase
// takes it, with the ground and what was kept then. A copy of another book has
// none: its numbers are those of others.
func (o *OpenBackup) Returning(ctx context.Context, book *Store) ([]Erasing, error) {
	_, ours, err := origins(ctx, book.reader)
	_, theirs, errTheirs := origins(ctx, o.reader)
	if err := firstError(err, errTheirs); err != nil || ours != theirs {
		return nil, book.explain(err)
	}
	rows, err := book.reader.QueryContext(ctx, `SELECT e.customer, e.note, CASE WHEN e.kept > 0 THEN coalesce(c.name, '') ELSE '' END
		FROM erasures e LEFT JOIN customers c ON c.id = e.customer ORDER BY e.customer`)
	all, err := scanAll(rows, err, func(rows *sql.Rows, e *Erasing) error { return rows.Scan(&e.Customer, &e.Note, &e.KeepPurchases) })
	if err != nil {
		return nil, book.explain(err)
	}
	ids := make([]int64, len(all))
	for i, e := range all {
		ids[i] = e.Customer
	}
	rows, err = o.reader.QueryContext(ctx, "SELECT id FROM customers WHERE id NOT IN (SELECT customer FROM erasures) AND id IN ("+
		idText(ids)+")")
	there, err := scanAll(rows, err, scanOne[int64])
	return slices.DeleteFunc(all, func(e Erasing) bool { return !slices.Contains(there, e.Customer) }), o.explain(err)
}

// EraseAgain erases people in the unpacked copy, before it becomes the book: no
// byte of them comes into the book's file. The copy itself stays as it is.
func (o *OpenBackup) EraseAgain(ctx context.Context, by model.Actor, people []Erasing) error {
	b := o.As(by, model.OriginCommand)
	for _, e := range people {
		if _, err := b.Erase(ctx, e); err != nil {
			return err
		}
	}
	return nil
}
