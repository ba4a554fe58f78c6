package main

import (
	"context"
	"database/sql"
	"strings"
)

// The parts of a file.
const (
	recordsPart = "records and history"
	searchPart  = "search: words"
	phonesPart  = "search: numbers and addresses"
	ordersPart  = "indexes of the orders of lists"
	otherPart   = "other indexes"
)

func parts() []string { return []string{recordsPart, searchPart, phonesPart, ordersPart, otherPart} }

// sizes returns the bytes of each part of a book, by SQLite's dbstat table.
func sizes(ctx context.Context, path string) (map[string]int64, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	found, err := db.QueryContext(ctx, `SELECT d.name, coalesce(m.type, 'table'), d.pgsize FROM dbstat d
		LEFT JOIN sqlite_master m ON m.name = d.name WHERE d.aggregate = TRUE`)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	bytes := make(map[string]int64)
	for found.Next() {
		var name, kind string
		var size int64
		if err := found.Scan(&name, &kind, &size); err != nil {
			return nil, err
		}
		bytes[partOf(name, kind)] += size
	}
	return bytes, found.Err()
}

func partOf(name, kind string) string {
	switch {
	case strings.HasPrefix(name, "customer_search"):
		return searchPart
	case strings.HasPrefix(name, "contact_points_by"):
		return phonesPart
	case strings.HasPrefix(name, "customers_by"):
		return ordersPart
	case kind == "index":
		return otherPart
	}
	return recordsPart
}
