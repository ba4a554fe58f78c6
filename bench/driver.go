package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"net/url"
	"strings"

	"github.com/mattn/go-sqlite3"

	"kehu/store"
)

// The engines under the store.
const (
	goEngine = ""       // the product's own: SQLite translated to Go
	cEngine  = "kehu-c" // SQLite in C
)

func registerC() {
	sql.Register(cEngine, cDriver{&sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		return conn.RegisterFunc(store.HasTextName, store.HasText, true)
	}}})
}

// cDriver opens SQLite in C by the data source names of the store: it carries
// out their _pragma options, which mattn/go-sqlite3 does not know.
type cDriver struct{ *sqlite3.SQLiteDriver }

// Open opens a connection.
func (d cDriver) Open(dsn string) (driver.Conn, error) {
	conn, err := d.SQLiteDriver.Open(dsn)
	if err != nil {
		return nil, err
	}
	_, options, _ := strings.Cut(dsn, "?")
	values, err := url.ParseQuery(options)
	if err != nil {
		return nil, err
	}
	for _, pragma := range values["_pragma"] {
		if _, err := conn.(driver.ExecerContext).ExecContext(context.Background(), "PRAGMA "+pragma, nil); err != nil {
			conn.Close()
			return nil, fmt.Errorf("PRAGMA %s: %w", pragma, err)
		}
	}
	return conn, nil
}
