#!/usr/bin/env bash
# Prints the tables of docs/performance.md for this machine. Needs Go and a C
# compiler. Arguments are those of the program: -customers 10000,100000,1000000
# for all three sizes (8 GB of disk, most of an hour), -book FILE for a book of
# one's own, -h for the rest. KEHU_BENCH_DIR keeps the demo books.
set -euo pipefail
cd "$(dirname "$0")"
export CGO_ENABLED=1 CGO_CFLAGS="-O2 -DSQLITE_ENABLE_DBPAGE_VTAB" # the table of pages, which modernc.org/sqlite has
exec go run -tags sqlite_fts5 . -dir "${KEHU_BENCH_DIR:-}" "$@"
