package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"kehu/model"
)

// A Draft is a form that somebody has not saved yet.
type Draft struct {
	Session  string // who keeps it; "" for a new one
	Number   int64  // among those of the session
	At       time.Time
	Ref      model.Ref // the record that is edited; ID 0 for a new one
	Revision int64     // of the record when the edit began
	DraftBody
}

// DraftBody is what of a draft only the form that made it understands.
type DraftBody struct {
	Title string            `json:"title"`           // whom it is about, for people
	Base  map[string]string `json:"base"`            // the record when the edit began: canonical texts by field
	Texts map[string]string `json:"texts"`           // what stands in the form
	Key   string            `json:"key,omitempty"`   // the field with the cursor,
	Row   int               `json:"row,omitempty"`   // its row
	Col   string            `json:"col,omitempty"`   // and its column
	Extra map[string]string `json:"extra,omitempty"` // what else the form needs
}

// A Desk is where one session keeps its drafts. While the session lives, nobody
// else is offered them: it holds a lock on a file beside the book, which the
// system takes away when the program ends in whatever manner.
type Desk struct {
	book *Book
	last atomic.Int64 // number of the newest draft

	writing chan struct{} // holds something while the book is written: one thing after the other

	mu      sync.Mutex // held for a moment only
	session string     // "" until the first draft
	lock    *os.File   // of the session
	closed  bool

	showing sync.Mutex // held for a moment only
	shown   []Editing  // what the session has open
}

// Desk returns the desk of a session, which ends with ctx: what lies there then
// is left behind.
func (b *Book) Desk(ctx context.Context) *Desk {
	d := &Desk{book: b, writing: make(chan struct{}, 1)}
	context.AfterFunc(ctx, d.Close)
	b.store.desks.add(d)
	return d
}

// New returns a number for a draft that is to be kept. It waits for nothing.
func (d *Desk) New() int64 { return d.last.Add(1) }

// Keep keeps a draft under its number, in place of what was kept there. It is no
// change of the book. A book that cannot be written to, and a desk that is
// closed, forget it without an error, and so does every book what was typed of
// somebody who is gone for good.
func (d *Desk) Keep(ctx context.Context, draft Draft) error {
	body, err := json.Marshal(draft.DraftBody)
	if err != nil {
		panic(err) // texts can always be written
	}
	end, err := d.begin(quietly(ctx))
	if err != nil {
		return err
	}
	defer end()
	session, ok, err := d.open()
	if !ok || err != nil {
		return err
	}
	_, err = d.book.store.execute(quietly(ctx), `INSERT OR REPLACE INTO drafts (session, number, actor, at, kind, record, revision, body)
		SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE NOT EXISTS (SELECT 1 FROM removed WHERE kind = ?5 AND record <= ?6 AND last >= ?6)
			AND NOT EXISTS (SELECT 1 FROM removed, (SELECT CAST(json_extract(?8, '$.base.customer_id') AS INTEGER) AS of)
				WHERE kind = 'customer' AND record <= of AND last >= of)
			AND NOT EXISTS (SELECT 1 FROM erasures e JOIN customers c ON c.id = e.customer WHERE ?5 = 'customer' AND c.id = ?6 AND ?7 < c.revision)`, session, draft.Number, d.book.actor.Name, seconds(d.book.store.now()),
		string(draft.Ref.Kind), draft.Ref.ID, draft.Revision, string(body))
	return d.book.store.explain(err)
}

// begin waits until nothing else of the desk is being written, or gives up with ctx;
// end is to be called when it was.
func (d *Desk) begin(ctx context.Context) (end func(), err error) {
	told := telling(ctx)
	defer told()
	select {
	case d.writing <- struct{}{}:
		return func() { <-d.writing }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// open takes the session's lock with the first draft and returns its name; it
// reports false where nothing can be kept.
func (d *Desk) open() (session string, ok bool, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || d.book.store.readOnly {
		return "", false, nil
	}
	if d.session != "" {
		return d.session, true, nil
	}
	session = rand.Text()[:12]
	if d.lock, err = lockSession(d.book.store.sessionFile(session)); err != nil {
		return "", false, model.NewProblem(model.Failed, "draft_unlocked", "Path", d.book.store.sessionFile(session)).Because(err)
	}
	d.book.store.likeBook(d.lock)
	d.session = session
	return session, true, nil
}

// name returns the name of the session, "" while it has kept nothing.
func (d *Desk) name() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.session
}

// Drop forgets a draft of this desk.
func (d *Desk) Drop(ctx context.Context, number int64) error {
	end, err := d.begin(ctx)
	if err != nil {
		return err
	}
	defer end()
	session := d.name()
	if session == "" {
		return nil
	}
	_, err = d.book.store.execute(ctx, dropDraft, session, number)
	return d.book.store.explain(err)
}

const dropDraft = "DELETE FROM drafts WHERE session = ? AND number = ?"

// Save is Book.Save of what stands in a form; its draft goes in the same moment.
func (d *Desk) Save(ctx context.Context, number int64, records ...model.Record) (*model.ChangeSet, error) {
	end, err := d.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	session := d.name()
	cs, err := d.book.save(ctx, func(t *tx) error { return t.exec(dropDraft, session, number) }, records...)
	if err != nil || cs != nil || session == "" {
		return cs, err
	}
	_, err = d.book.store.execute(ctx, dropDraft, session, number) // nothing was to be written
	return nil, d.book.store.explain(err)
}

// Left returns the drafts of the actor that ended sessions have left behind, the
// newest first.
func (d *Desk) Left(ctx context.Context) ([]Draft, error) {
	s := d.book.store
	rows, err := s.reader.QueryContext(ctx, `SELECT session, number, at, kind, record, revision, body FROM drafts
		WHERE actor = ? ORDER BY at DESC, session, number DESC`, d.book.actor.Name)
	all, err := scanAll(rows, err, scanDraft)
	if err != nil {
		return nil, s.explain(err)
	}
	var left []Draft
	alive := map[string]bool{}
	for _, draft := range all {
		lives, known := alive[draft.Session]
		if !known {
			lives = sessionLives(s.sessionFile(draft.Session))
			alive[draft.Session] = lives
		}
		if !lives {
			left = append(left, draft)
		}
	}
	return left, nil
}

func scanDraft(rows *sql.Rows, d *Draft) error {
	var at int64
	var body string
	if err := rows.Scan(&d.Session, &d.Number, &at, &d.Ref.Kind, &d.Ref.ID, &d.Revision, &body); err != nil {
		return err
	}
	d.At = instant(at)
	return json.Unmarshal([]byte(body), &d.DraftBody)
}

// Take brings a draft that was left behind to this desk and returns its number
// there. The problem is NotFound when somebody else was faster.
func (d *Desk) Take(ctx context.Context, left Draft) (number int64, err error) {
	end, err := d.begin(ctx)
	if err != nil {
		return 0, err
	}
	defer end()
	session, ok, err := d.open()
	if !ok || err != nil {
		return 0, err
	}
	number = d.New()
	res, err := d.book.store.execute(ctx, "UPDATE drafts SET session = ?, number = ? WHERE session = ? AND number = ?",
		session, number, left.Session, left.Number)
	if err != nil {
		return 0, d.book.store.explain(err)
	}
	if n, err := res.RowsAffected(); n == 0 {
		return 0, firstError(err, model.NewProblem(model.NotFound, "draft_gone"))
	}
	return number, nil
}

// DropLeft forgets a draft that an ended session has left behind.
func (d *Desk) DropLeft(ctx context.Context, left Draft) error {
	_, err := d.book.store.execute(ctx, dropDraft, left.Session, left.Number)
	return d.book.store.explain(err)
}

// Close ends the session: what lies on the desk is left behind.
func (d *Desk) Close() {
	d.writing <- struct{}{}
	defer func() { <-d.writing }()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
	if d.lock != nil {
		unlockSession(d.lock, d.book.store.sessionFile(d.session))
		d.lock = nil
	}
	d.book.store.desks.remove(d)
}

// desks are those of a store that are open: closing the store closes them.
type desks struct {
	mu   sync.Mutex
	open map[*Desk]bool
}

func (ds *desks) add(d *Desk) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	if ds.open == nil {
		ds.open = map[*Desk]bool{}
	}
	ds.open[d] = true
}

func (ds *desks) remove(d *Desk) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	delete(ds.open, d)
}

func (ds *desks) close() {
	ds.mu.Lock()
	var all []*Desk
	for d := range ds.open {
		all = append(all, d)
	}
	ds.mu.Unlock()
	for _, d := range all {
		d.Close()
	}
}

// sessionFile is the file on which a session that keeps drafts holds a lock.
func (s *Store) sessionFile(session string) string { return s.path + sessionInfix + session }

const sessionInfix = "-session-"

// unlocked ends the name of a session's file that is not locked yet.
const unlocked = "~"

// likeBook lets those who may read or write the book do so with a file beside it, as
// SQLite does with its own.
func (s *Store) likeBook(f *os.File) {
	if info, err := os.Stat(s.path); err == nil {
		_ = f.Chmod(info.Mode().Perm()) // else others do not see who edits what
	}
}
