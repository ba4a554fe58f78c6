package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"kehu/model"
	"kehu/store/vault"
)

// BackupSettings say where the copies of a book go and who can read them. They
// belong to the book: whoever opens it makes its copies.
type BackupSettings struct {
	Folder     string   // relative ones begin at the book's folder; "" for one beside the book
	Second     string   // a folder that gets a copy of each copy; "" for none
	Recipients []string // public keys of age for whom copies are encrypted; none: they are not
}

// BackupStatus says how a book stands with its copies.
type BackupStatus struct {
	BackupSettings
	Place     string    // the folder in which copies are, as a path from here
	Last      time.Time // of the last verified copy that is still there; zero for none
	Path      string    // of that copy
	Changes   int64     // commits since then; of the whole book where there is none
	Begun     time.Time // the first change of the book; zero for an empty one
	Failure   error     // why the last attempt by itself came to nothing; nil where it did not
	IsPassive bool      // the book makes no copies by itself: it cannot be written, or is a copy

	commits int64
	mark    string
	failed  time.Time // when that attempt was
}

// Times of copies that are made by themselves.
const (
	dueAfter  = 24 * time.Hour
	lateAfter = 48 * time.Hour
	lateFirst = 100 // changes that a book without a copy may have
)

// IsDue reports whether a copy is to be made: the last is a day old, or the book
// is and has none. A book in which nothing changed since needs no other.
func (b BackupStatus) IsDue(now time.Time) bool {
	since := b.Last
	if since.IsZero() {
		since = b.Begun
	}
	return !b.IsPassive && b.Changes != 0 && !since.IsZero() && now.Sub(since) >= dueAfter && now.Sub(b.failed) >= againAfter
}

// IsLate reports whether a person should hear that there is no good copy.
func (b BackupStatus) IsLate(now time.Time) bool {
	switch {
	case b.Changes == 0 || b.Begun.IsZero():
		return false
	case b.Last.IsZero():
		return b.Changes > lateFirst || now.Sub(b.Begun) > lateAfter
	}
	return now.Sub(b.Last) > lateAfter
}

// BackupStatus reads how the book stands with its copies.
func (s *Store) BackupStatus(ctx context.Context) (BackupStatus, error) {
	b, err := s.backupStatus(ctx)
	return b, s.explain(err)
}

func (s *Store) backupStatus(ctx context.Context) (b BackupStatus, err error) {
	kept := map[string]string{}
	rows, err := s.reader.QueryContext(ctx, "SELECT key, value FROM settings WHERE key LIKE 'backup%' OR key = 'commits'")
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var key, value string
		err := rows.Scan(&key, &value)
		kept[key] = value
		return err
	})
	if err != nil {
		return b, err
	}
	b = BackupStatus{IsPassive: s.readOnly || s.scratch}
	if b.BackupSettings, err = s.backupSettings(ctx, kept); err != nil {
		return b, err
	}
	b.Place = s.placeOf(b.Folder)
	b.Changes = number(kept["commits"])
	b.commits = b.Changes
	b.failed, b.Failure = failureOf(kept["backup_failure"])
	if at := number(kept["backup_at"]); at > 0 && exists(kept["backup_path"]) {
		b.Last, b.Path, b.Changes = instant(at), kept["backup_path"], b.Changes-number(kept["backup_commits"])
	}
	if b.Begun, b.mark, err = origins(ctx, s.reader); err == nil && b.Last.IsZero() {
		b.lookInFolder(s.stem())
	}
	return b, err
}

// backupSettings reads where copies go. In a book older than its settings are a record,
// which is copied before it is brought up to date, they stand among what is kept.
func (s *Store) backupSettings(ctx context.Context, kept map[string]string) (BackupSettings, error) {
	own := model.Settings{BackupFolder: kept["backup_folder"], BackupSecond: kept["backup_second"], BackupRecipients: kept["backup_recipients"]}
	version, err := s.version(ctx)
	if err == nil && version >= settingsVersion {
		own, err = s.settings(ctx, s.reader)
	}
	return BackupSettings{Folder: own.BackupFolder, Second: own.BackupSecond, Recipients: strings.Fields(own.BackupRecipients)}, err
}

// settingsVersion is the schema version in which settings became a record.
const settingsVersion = 15

// lookInFolder takes the newest copy there for the last one: the one that the book
// remembers may have been on a disk that is away, or the book came from elsewhere.
func (b *BackupStatus) lookInFolder(stem string) {
	copies, _ := vault.List(b.Place, stem, b.mark) // a folder that cannot be read has none
	if len(copies) > 0 && copies[0].Note != nil {
		b.Last, b.Path, b.Changes = copies[0].At, copies[0].Path, b.commits-copies[0].Note.Commits
	}
}

// origins returns when the book's first change was made, and by it a mark that
// tells the book from others. A book without changes has neither.
func origins(ctx context.Context, db queryer) (at time.Time, mark string, err error) {
	var seconds int64
	var how string
	err = db.QueryRowContext(ctx, "SELECT at, actor || char(10) || origin || char(10) || action FROM change_sets ORDER BY id LIMIT 1").Scan(&seconds, &how)
	if isNoRow(err) {
		return at, noMark, nil
	}
	sum := sha256.Sum256(fmt.Appendln(nil, seconds, how))
	return instant(seconds), hex.EncodeToString(sum[:3]), err
}

// noMark is the mark of a book without changes.
const noMark = "000000"

// backupsSuffix names, after the book, the folder of copies that nobody chose.
const backupsSuffix = "-backups"

// placeOf returns the path of a folder for copies.
func (s *Store) placeOf(folder string) string {
	switch {
	case folder == "":
		return s.path + backupsSuffix
	case filepath.IsAbs(folder):
		return folder
	}
	return filepath.Join(filepath.Dir(s.path), folder)
}

func number(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64) // "" and what nobody wrote is 0
	return n
}

// SetBackupSettings changes where copies go. The folders are made, and must take
// a file; the keys must be some.
//
// It is a change like any other, nil where nothing differs: what undo brings back is
// looked at when the next copy is made.
func (b *Book) SetBackupSettings(ctx context.Context, set BackupSettings) (*model.ChangeSet, error) {
	if err := b.store.checkBackupSettings(set); err != nil {
		return nil, err
	}
	own, err := b.Settings(ctx)
	if err != nil {
		return nil, err
	}
	own.BackupFolder, own.BackupSecond, own.BackupRecipients = set.Folder, set.Second, strings.Join(set.Recipients, " ")
	return b.Save(ctx, &own)
}

// checkBackupSettings makes the folders and returns what is wrong with them or with the keys.
func (s *Store) checkBackupSettings(b BackupSettings) error {
	if err := keyProblem(vault.Keys{Recipients: b.Recipients}.Check()); err != nil {
		return err
	}
	for _, folder := range []string{b.Folder, b.Second} {
		if folder == "" {
			continue
		}
		if err := makeFolder(s.placeOf(folder)); err != nil {
			return err
		}
	}
	if b.Second != "" && isSameFile(s.placeOf(b.Folder), s.placeOf(b.Second)) {
		return model.NewProblem(model.Invalid, "backup_folders_same", "Path", b.Second)
	}
	return nil
}

func isSameFile(a, b string) bool {
	one, err := os.Stat(a)
	other, otherErr := os.Stat(b)
	return err == nil && otherErr == nil && os.SameFile(one, other)
}

// makeFolder makes a folder for copies and sees that a file can be written there.
func makeFolder(folder string) error {
	err := os.MkdirAll(folder, 0o700)
	if err == nil {
		var f *os.File
		if f, err = os.CreateTemp(folder, ".kehu-*"); err == nil {
			err = errors.Join(f.Close(), os.Remove(f.Name()))
		}
	}
	if err != nil {
		return fileProblem(err, "backup_folder", folder)
	}
	return nil
}

// keep writes what the book knows of its copies: no change that anybody is told of.
func (s *Store) keep(ctx context.Context, values map[string]string) error {
	if s.readOnly {
		return s.refusal()
	}
	var rows []string
	var args []any
	for key, value := range values {
		rows, args = append(rows, "(?, ?)"), append(args, key, value)
	}
	_, err := s.execute(ctx, "INSERT OR REPLACE INTO settings (key, value) VALUES "+strings.Join(rows, ", "), args...)
	return s.explain(err)
}

// A failure is how the problem of an attempt is kept, so that whoever opens the
// book next hears of it in the language of the day.
type failure struct {
	At   int64
	Code string
	Args map[string]any
}

func (s *Store) keepFailure(ctx context.Context, err error) {
	var p *model.Problem
	if !errors.As(err, &p) {
		p = model.NewProblem(model.Failed, "backup_failed").Because(err)
	}
	if text, err := json.Marshal(failure{s.now().Unix(), p.Code, p.Args}); err == nil {
		_ = s.keep(ctx, map[string]string{"backup_failure": string(text)}) // what failed is said anyway
	}
}

func failureOf(text string) (time.Time, error) {
	var f failure
	if text == "" || json.Unmarshal([]byte(text), &f) != nil {
		return time.Time{}, nil
	}
	return instant(f.At), &model.Problem{Kind: model.Failed, Code: f.Code, Args: f.Args}
}
