package store

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"kehu/model"
	"kehu/store/vault"
)

// BackupOptions are what the person who opens a book wants of its copies. They
// are not the book's: a book that somebody sent must not name a program to run,
// nor where a secret is.
type BackupOptions struct {
	Command    []string               // run after each verified copy, without a shell; "{}" stands for the copy's path, which else comes last
	Passphrase func() (string, error) // with which copies are encrypted; nil for none
	Fault      error                  // why these options could not be read: nothing is then copied into the folder
}

// A BackupRequest says what copy is wanted.
type BackupRequest struct {
	File     string              // where to; "" for a new file in the book's folder of copies
	Force    bool                // File may be there already
	Reason   string              // as package vault names them; "" for one that a person asked for
	Keys     *vault.Keys         // nil for those of the book and the options
	Progress func(done, all int) // told of the pages copied; may be nil
}

// A BackupReport says what was made.
type BackupReport struct {
	vault.Copy
	Counts  map[string]int64 // records in the book, by kind
	Second  string           // the same copy in the second folder; "" for none
	Removed int              // copies that the schedule had no place for any more
	Took    time.Duration
	// Wanting are problems that leave a good copy where it is: of the second folder,
	// the command, old copies that would not go.
	Wanting []error
}

// Backup makes a copy of the book as it is at one moment, while anybody reads and
// writes, and proves that it is one. It is there whole or not at all.
//
// The errors are Problems: backup_running, backup_exists, backup_over_book,
// backup_folder, backup_damaged, backup_differs, backup_keys_mixed, backup_key,
// disk_full.
func (s *Store) Backup(ctx context.Context, r BackupRequest) (BackupReport, error) {
	unlock, err := s.lockBackups()
	if err != nil {
		return BackupReport{}, err
	}
	defer unlock()
	return s.backup(ctx, r)
}

// lockBackups keeps other processes from making a copy at the same time. A folder
// in which no file can be made has no others.
func (s *Store) lockBackups() (unlock func(), err error) {
	path := s.path + "-backup"
	f, err := lockFile(path)
	switch {
	case err == nil && isFileAt(f, path):
		return func() { unlockSession(f, path) }, nil
	case err == nil: // whoever had it took it away just now
		return nil, errors.Join(model.NewProblem(model.Failed, "backup_running", "Path", s.path), f.Close())
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return func() {}, nil
	case errors.Is(err, syscall.EWOULDBLOCK):
		return nil, model.NewProblem(model.Failed, "backup_running", "Path", s.path)
	}
	return nil, fileProblem(err, "backup_folder", filepath.Dir(path))
}

// isFileAt reports whether an open file is the one that has a name.
func isFileAt(f *os.File, path string) bool {
	here, err := f.Stat()
	there, thereErr := os.Stat(path)
	return err == nil && thereErr == nil && os.SameFile(here, there)
}

// backup does the work; the lock is held.
func (s *Store) backup(ctx context.Context, r BackupRequest) (BackupReport, error) {
	b := backingUp{s: s, request: r, began: time.Now()}
	b.note.At, b.note.Reason = s.now().UTC().Truncate(time.Second), cmp.Or(r.Reason, vault.Asked)
	for _, step := range []func(context.Context) error{b.prepare, b.copy, b.seal, b.settle, b.remember} {
		if err := firstError(ctx.Err(), step(ctx)); err != nil {
			b.drop()
			return BackupReport{}, s.explainFile(err, b.target)
		}
	}
	b.after(ctx)
	b.report.Took = time.Since(b.began)
	return b.report, nil
}

// A backingUp is one copy in the making.
type backingUp struct {
	s       *Store
	request BackupRequest
	began   time.Time
	status  BackupStatus
	keys    vault.Keys
	target  string // where the copy will be
	plain   string // the copy while it is made
	sealed  string // the same, encrypted; "" where it is not
	facts   copied
	note    vault.Note
	report  BackupReport
}

// prepare finds out where the copy goes and for whom, and takes away what others
// began there and did not finish.
func (b *backingUp) prepare(ctx context.Context) (err error) {
	if b.status, err = b.s.backupStatus(ctx); err != nil {
		return err
	}
	if b.keys, err = b.s.backupKeys(b.request.Keys, b.status); err != nil {
		return err
	}
	if b.request.File != "" {
		return b.intoFile()
	}
	return b.intoFolder()
}

// backupKeys returns the keys asked for, else those of book and options.
func (s *Store) backupKeys(asked *vault.Keys, status BackupStatus) (keys vault.Keys, err error) {
	if asked != nil {
		keys = *asked
		return keys, keyProblem(keys.Check())
	}
	if s.backups.Fault != nil {
		return keys, s.backups.Fault
	}
	keys.Recipients = status.Recipients
	if s.backups.Passphrase != nil {
		if keys.Passphrase, err = s.backups.Passphrase(); err != nil {
			return keys, err
		}
	}
	return keys, keyProblem(keys.Check())
}

// intoFile aims at a file that a person named.
func (b *backingUp) intoFile() error {
	path := b.request.File
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return model.NewProblem(model.Usage, "output_is_folder", "Path", path)
	case err == nil && isSameFile(path, b.s.path):
		return model.NewProblem(model.Usage, "backup_over_book", "Path", path)
	case err == nil && !b.request.Force:
		return model.NewProblem(model.Usage, "backup_exists", "Path", path)
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return fileProblem(cmp.Or(err, error(syscall.ENOTDIR)), "backup_folder", filepath.Dir(path))
	}
	b.aim(path)
	return vault.CleanPart(path, 0)
}

// intoFolder aims at a new file in the book's folder of copies.
func (b *backingUp) intoFolder() error {
	if err := makeFolder(b.status.Place); err != nil {
		return err
	}
	mark := b.status.mark
	b.report.Name = vault.Name{Stem: b.s.stem(), Book: mark, At: b.note.At, Sealed: b.keys.Seals()}.Free(b.status.Place)
	b.aim(filepath.Join(b.status.Place, b.report.Name.String()))
	return vault.Clean(b.status.Place, b.s.stem()+"-"+mark+"-")
}

// aim sets the names. A copy that is to be encrypted is made beside the book,
// where the same is readable anyway: the folder may belong to others.
func (b *backingUp) aim(path string) {
	b.target, b.plain = path, vault.Part(path)
	if b.keys.Seals() {
		b.sealed, b.plain = b.plain, vault.Part(b.s.path)
		_ = vault.CleanPart(b.s.path, 0) // no worse a copy if one stays
	}
}

// stem is the name of the book's file without its ending.
func (s *Store) stem() string { return stemOf(s.path) }

func stemOf(path string) string {
	base := filepath.Base(path)
	return cmp.Or(strings.TrimSuffix(base, filepath.Ext(base)), base)
}

// copy makes the copy, proves it, and has it on the disk.
func (b *backingUp) copy(ctx context.Context) (err error) {
	f, err := os.OpenFile(b.plain, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if b.facts, err = b.s.copyOf(ctx, b.plain, b.request.Progress); err != nil {
		return err
	}
	b.note.Schema, b.note.ChangeSets, b.note.Commits, b.note.Content = b.facts.schema, b.facts.changeSets, b.facts.commits, b.facts.content
	b.report.Counts = b.facts.kinds
	return nil
}

// catchUp takes into the file what others wrote to the write-ahead log while the
// copy was made, so that none of them need do it all at their next commit. It
// waits for nobody.
func (s *Store) catchUp(ctx context.Context) error {
	if s.readOnly {
		return nil
	}
	_, err := s.writer.ExecContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)")
	return err
}

// seal encrypts the copy, and takes the plain one away.
func (b *backingUp) seal(context.Context) error {
	if b.sealed == "" {
		b.note.Counts = b.facts.kinds
		return b.measure(b.plain)
	}
	if err := b.keys.Seal(b.plain, b.sealed); err != nil {
		return err
	}
	if err := b.proveSealed(); err != nil {
		return err
	}
	if err := os.Remove(b.plain); err != nil {
		return err
	}
	b.plain, b.sealed = b.sealed, ""
	return b.measure(b.plain)
}

// proveSealed decrypts the copy again where the passphrase is known, and compares.
// For recipients only they can.
func (b *backingUp) proveSealed() error {
	if b.keys.Passphrase == "" {
		return nil
	}
	again := vault.Part(b.s.path)
	defer os.Remove(again)
	if err := (vault.Unlock{Passphrase: b.keys.Passphrase}).Open(b.sealed, again); err != nil {
		return err
	}
	content, err := digestOfFile(again)
	if err == nil && content != b.facts.content {
		err = unusable("backup_differs", b.target, nil)
	}
	return err
}

// measure takes down what the file is, read from the disk.
func (b *backingUp) measure(path string) (err error) {
	b.note.SHA256, b.note.Size, err = vault.Sum(path)
	return err
}

// settle gives the copy its name, the note first: a copy is never without one.
func (b *backingUp) settle(context.Context) error {
	if b.request.File == "" {
		if err := b.note.Write(b.target); err != nil {
			return err
		}
	}
	if err := vault.Settle(b.plain, b.target, b.request.Force); err != nil {
		return err
	}
	b.plain = ""
	b.report.Path, b.report.Size, b.report.Note = b.target, b.note.Size, &b.note
	b.report.Name.At, b.report.Name.Sealed = b.note.At, b.keys.Seals()
	return nil
}

// drop takes away what was begun.
func (b *backingUp) drop() {
	for _, path := range []string{b.plain, b.sealed} {
		if path != "" {
			_ = os.Remove(path)
		}
	}
}

// remember has the book know of its last good copy. One outside the folder counts,
// too; a book that cannot be written does without, and one that is to be migrated
// stays as it is until that is done.
func (b *backingUp) remember(ctx context.Context) error {
	if b.s.readOnly || b.request.Reason == vault.Migration {
		return nil
	}
	path, err := filepath.Abs(b.target)
	if err != nil {
		return err
	}
	return b.s.keep(ctx, map[string]string{"backup_at": formatUnix(b.note.At), "backup_path": path,
		"backup_commits": formatInt(b.facts.commits), "backup_failure": ""})
}
