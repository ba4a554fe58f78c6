package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"kehu/model"
	"kehu/store/vault"
)

// An OpenBackup is a copy made ready for use: unpacked beside the book that it may
// take the place of, looked over, and brought up to date. The copy itself stays as
// it is.
type OpenBackup struct {
	*Store // on the unpacked file

	File string      // the copy
	At   time.Time   // when it was made; zero where nobody knows
	Note *vault.Note // nil where there is none
	tmp  string

	isClosed bool
}

// unpackedSuffix names, after the book, what a copy is unpacked to.
const unpackedSuffix = "-restore"

// UnpackBackup opens a copy, which may be encrypted, for the book at path. The
// problems are Unusable: backup_locked, backup_identity, backup_altered, backup_damaged, and
// those of Open; and disk_full.
func UnpackBackup(ctx context.Context, file, path string, unlock vault.Unlock, now func() time.Time) (*OpenBackup, error) {
	_ = vault.CleanPart(path+unpackedSuffix, 24*time.Hour) // of others that were killed
	o := &OpenBackup{File: file, tmp: vault.Part(path + unpackedSuffix)}
	err := o.unpack(ctx, unlock)
	if err == nil {
		o.Store, err = Open(ctx, o.tmp, Options{Now: now, scratch: true})
	}
	if err != nil {
		return nil, errors.Join(o.named(err), o.drop())
	}
	return o, nil
}

// named gives the problem of the unpacked file the name of the copy.
func (o *OpenBackup) named(err error) error {
	var p *model.Problem
	if !errors.As(err, &p) || p.Args["Path"] != o.tmp {
		return err
	}
	if p.Code == "book_foreign" {
		return unusable("backup_foreign", o.File, err)
	}
	return p.With("Path", o.File)
}

func (o *OpenBackup) unpack(ctx context.Context, unlock vault.Unlock) error {
	if err := o.plain(ctx, unlock); err != nil {
		return unlockProblem(err, o.File, unlock)
	}
	c, err := inspect(ctx, o.tmp)
	if err != nil {
		return err
	}
	if o.Note, err = vault.ReadNote(o.File); err != nil {
		o.Note = nil // it is there to prove something, not to forbid
		return o.ownDate(ctx)
	}
	if o.At = o.Note.At; o.Note.Content != c.content {
		return unusable("backup_altered", o.File, nil)
	}
	return nil
}

// plain makes the unpacked file. What is a book in use may stand in part in its
// write-ahead log: SQLite copies that.
func (o *OpenBackup) plain(ctx context.Context, unlock vault.Unlock) error {
	if info, err := os.Stat(o.File + "-wal"); err != nil || info.Size() == 0 {
		return unlock.Unpack(o.File, o.tmp)
	}
	live, err := OpenExisting(ctx, o.File, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	_, err = live.copyOf(ctx, o.tmp, nil)
	return errors.Join(err, live.Close())
}

// ownDate tells the date of a copy without a note by its name, or else its file.
func (o *OpenBackup) ownDate(context.Context) error {
	if name, ok := vault.ParseName(filepath.Base(o.File)); ok {
		o.At = name.At
		return nil
	}
	info, err := os.Stat(o.File)
	if err == nil {
		o.At = info.ModTime().UTC()
	}
	return err
}

// unlockProblem puts into words why a copy cannot be unpacked.
func unlockProblem(err error, file string, unlock vault.Unlock) error {
	var p *model.Problem
	switch {
	case errors.As(err, &p):
		return err
	case errors.Is(err, vault.ErrLocked) && unlock.IsEmpty():
		return unusable("backup_locked", file, err)
	case errors.Is(err, vault.ErrLocked):
		return unusable("backup_wrong_key", file, err)
	case errors.Is(err, vault.ErrIdentity):
		return model.NewProblem(model.Unusable, "backup_identity", "Path", unlock.Identities).Because(err)
	}
	return fileProblem(err, "backup_unreadable", file)
}

// Close closes the unpacked file and takes it away; a second time it does nothing.
func (o *OpenBackup) Close() error {
	return errors.Join(o.leave(), o.drop())
}

// leave closes the unpacked file, which is a whole book then.
func (o *OpenBackup) leave() error {
	if o.isClosed {
		return nil
	}
	o.isClosed = true
	return errors.Join(o.checkpoint(context.Background()), o.Store.Close())
}

// drop takes the unpacked file away, with what SQLite keeps beside it.
func (o *OpenBackup) drop() error {
	var errs []error
	for _, suffix := range sqliteFiles {
		if err := os.Remove(o.tmp + suffix); !os.IsNotExist(err) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// sqliteFiles are the endings of a book and of what SQLite keeps beside it.
var sqliteFiles = []string{"", "-wal", "-shm", "-journal"}
