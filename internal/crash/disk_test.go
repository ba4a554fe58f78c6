package crash

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// A disk stands between SQLite and the files of the system. It writes down what is
// written and synced, and refuses what it is told to refuse.
//
// It is a VFS of SQLite (https://sqlite.org/vfs.html): the system's own, but for the
// functions that change files. The shared memory beside the write-ahead log needs
// none: nothing of it outlives the power.
type disk struct {
	driver string // of database/sql, for store.Options

	mu     sync.Mutex
	files  map[uintptr]string // paths of open files
	ops    []op
	refuse func(op) int32 // what SQLite is told instead of doing it; 0 to do it
}

// An op is a change of a file.
type op struct {
	kind opKind
	path string
	at   int64  // of a write; the length for a truncation
	data []byte // of a write
}

type opKind byte

const (
	opened opKind = iota
	written
	truncated
	synced
	deleted
	forgotten // deleted, and the folder was not synced
)

// newDisk makes a disk, with a driver of its own, which replaces the first text of
// each pair by the second in what the store says when it opens connections.
func newDisk(t testing.TB, changes ...string) *disk {
	t.Helper()
	d := &disk{files: map[uintptr]string{}}
	tls := libc.NewTLS()
	defer tls.Close()
	own := at[sqlite3.Tsqlite3_vfs](sqlite3.Xsqlite3_vfs_find(tls, 0))
	d.driver = fmt.Sprintf("crash-%p", d)
	vfs := *own
	name, err := libc.CString(d.driver)
	if err != nil {
		t.Fatal(err)
	}
	vfs.FzName, vfs.FpNext = name, 0
	vfs.FxOpen = keep(d.open(own))
	vfs.FxDelete = keep(d.delete(own))
	if rc := sqlite3.Xsqlite3_vfs_register(tls, keepPointer(&vfs), 0); rc != sqlite3.SQLITE_OK {
		t.Fatalf("the VFS is not taken: %d", rc)
	}
	db, err := sql.Open("sqlite", "")
	if err != nil {
		t.Fatal(err)
	}
	sql.Register(d.driver, viaDisk{db.Driver(), d.driver, strings.NewReplacer(changes...)})
	return d
}

// viaDisk opens connections by way of a disk.
type viaDisk struct {
	driver.Driver
	vfs     string
	changes *strings.Replacer
}

func (v viaDisk) Open(name string) (driver.Conn, error) {
	return v.Driver.Open(v.changes.Replace(name) + "&vfs=" + v.vfs)
}

// do is asked before each change of a file: what it returns but 0 is the answer.
func (d *disk) do(o op) int32 {
	d.mu.Lock()
	defer d.mu.Unlock()
	if o.path == "" { // a temporary file, which nobody misses
		return 0
	}
	if d.refuse != nil {
		if rc := d.refuse(o); rc != 0 {
			return rc
		}
	}
	d.ops = append(d.ops, o)
	return 0
}

// tell says what is refused from now on; nil is nothing.
func (d *disk) tell(refuse func(op) int32) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.refuse = refuse
}

// recorded returns what was done to files until now.
func (d *disk) recorded() []op {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.ops)
}

func (d *disk) pathOf(file uintptr) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.files[file]
}

type (
	openFunc     = func(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32
	deleteFunc   = func(tls *libc.TLS, vfs, name uintptr, syncFolder int32) int32
	closeFunc    = func(tls *libc.TLS, file uintptr) int32
	writeFunc    = func(tls *libc.TLS, file, data uintptr, n int32, at int64) int32
	truncateFunc = func(tls *libc.TLS, file uintptr, size int64) int32
	syncFunc     = func(tls *libc.TLS, file uintptr, flags int32) int32
)

func (d *disk) open(own *sqlite3.Tsqlite3_vfs) openFunc {
	xOpen := function[openFunc](own.FxOpen)
	return func(tls *libc.TLS, _, name, file uintptr, flags int32, out uintptr) int32 {
		path := ""
		if name != 0 {
			path = libc.GoString(name)
		}
		if flags&sqlite3.SQLITE_OPEN_CREATE != 0 {
			if rc := d.do(op{kind: opened, path: path}); rc != 0 {
				return rc
			}
		}
		rc := xOpen(tls, pointer(own), name, file, flags, out)
		if methods := &at[sqlite3.Tsqlite3_file](file).FpMethods; rc == sqlite3.SQLITE_OK && *methods != 0 {
			*methods = d.methods(*methods)
			d.mu.Lock()
			d.files[file] = path
			d.mu.Unlock()
		}
		return rc
	}
}

func (d *disk) delete(own *sqlite3.Tsqlite3_vfs) deleteFunc {
	xDelete := function[deleteFunc](own.FxDelete)
	return func(tls *libc.TLS, _, name uintptr, syncFolder int32) int32 {
		o := op{kind: deleted, path: libc.GoString(name)}
		if syncFolder == 0 {
			o.kind = forgotten
		}
		if rc := d.do(o); rc != 0 {
			return rc
		}
		return xDelete(tls, pointer(own), name, syncFolder)
	}
}

// methods are the functions of an open file: the system's, asked for first.
func (d *disk) methods(system uintptr) uintptr {
	own := at[sqlite3.Tsqlite3_io_methods](system)
	m := *own
	xClose, xWrite := function[closeFunc](own.FxClose), function[writeFunc](own.FxWrite)
	xTruncate, xSync := function[truncateFunc](own.FxTruncate), function[syncFunc](own.FxSync)
	m.FxClose = keep(func(tls *libc.TLS, file uintptr) int32 {
		d.mu.Lock()
		delete(d.files, file)
		d.mu.Unlock()
		return xClose(tls, file)
	})
	m.FxWrite = keep(func(tls *libc.TLS, file, data uintptr, n int32, offset int64) int32 {
		bytes := slices.Clone(unsafe.Slice(at[byte](data), n))
		if rc := d.do(op{kind: written, path: d.pathOf(file), at: offset, data: bytes}); rc != 0 {
			return rc
		}
		return xWrite(tls, file, data, n, offset)
	})
	m.FxTruncate = keep(func(tls *libc.TLS, file uintptr, size int64) int32 {
		if rc := d.do(op{kind: truncated, path: d.pathOf(file), at: size}); rc != 0 {
			return rc
		}
		return xTruncate(tls, file, size)
	})
	m.FxSync = keep(func(tls *libc.TLS, file uintptr, flags int32) int32 {
		if rc := d.do(op{kind: synced, path: d.pathOf(file)}); rc != 0 {
			return rc
		}
		return xSync(tls, file, flags)
	})
	return keepPointer(&m)
}

// kept is what SQLite points to, which the garbage collector does not see there.
var kept struct {
	sync.Mutex
	all []any
}

func keepAlive(v any) {
	kept.Lock()
	defer kept.Unlock()
	kept.all = append(kept.all, v)
}

// keep returns a function as SQLite in Go calls it.
func keep[F any](f F) uintptr {
	keepAlive(f)
	return *(*uintptr)(unsafe.Pointer(&f))
}

func keepPointer[T any](v *T) uintptr {
	keepAlive(v)
	return pointer(v)
}

func pointer[T any](v *T) uintptr { return uintptr(unsafe.Pointer(v)) }

// function is the way back from what keep returns.
func function[F any](p uintptr) F {
	return *(*F)(unsafe.Pointer(&struct{ uintptr }{p}))
}

// at returns what SQLite has at an address.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }
