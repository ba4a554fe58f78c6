package main

import (
	"context"
	"database/sql"
	"strings"
	"time"
)

// scan is what a book without a search index would do: look through the texts
// of the list, in no order, until a page is full. NOT INDEXED keeps SQLite from
// reading the table in the order of some index, which takes eight times as long.
const scan = `SELECT id, name, company, title, phone, email, city, level, spent, last_contact FROM customers NOT INDEXED WHERE state = 0 AND
	(name LIKE ?1 OR company LIKE ?1 OR title LIKE ?1 OR phone LIKE ?1 OR email LIKE ?1 OR city LIKE ?1 OR notes LIKE ?1) LIMIT ?2`

// scans times the LIKE scan for at most limit of the strokes of a group, evenly
// spread, by a driver of database/sql.
func scans(ctx context.Context, path, driver string, strokes []stroke, group string, limit int) (t times, err error) {
	db, err := sql.Open(driver, "file:"+path+"?mode=ro&_pragma=busy_timeout(10000)")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	for _, text := range spread(strokes, group, limit) {
		began := time.Now()
		if err := scanFor(ctx, db, text); err != nil {
			return nil, err
		}
		t = append(t, time.Since(began))
	}
	return t, nil
}

// spread returns at most limit texts of a group.
func spread(strokes []stroke, group string, limit int) (texts []string) {
	var all []string
	for _, s := range strokes {
		if groupOf(s.query) == group {
			all = append(all, s.text)
		}
	}
	for i := range min(limit, len(all)) {
		texts = append(texts, all[i*len(all)/min(limit, len(all))])
	}
	return texts
}

func scanFor(ctx context.Context, db *sql.DB, text string) error {
	pattern := "%" + strings.NewReplacer("%", "", "_", "").Replace(text) + "%"
	found, err := db.QueryContext(ctx, scan, pattern, rows)
	if err != nil {
		return err
	}
	defer found.Close()
	var id, spent, last int64
	var cells [7]string
	for found.Next() {
		if err := found.Scan(&id, &cells[0], &cells[1], &cells[2], &cells[3], &cells[4], &cells[5], &cells[6], &spent, &last); err != nil {
			return err
		}
	}
	return found.Err()
}
