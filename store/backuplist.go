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

// Backups returns the copies in the book's folder, the newest first.
func (s *Store) Backups(ctx context.Context) ([]vault.Copy, error) {
	status, err := s.BackupStatus(ctx)
	if err != nil {
		return nil, err
	}
	all, err := vault.List(status.Place, s.stem(), status.mark)
	return all, fileProblem(err, "backup_folder", status.Place)
}

// VerifyBackup finds out whether a copy is still what was made: by the digest of
// what is in it, and of an encrypted one also of its file. Of a readable copy the file
// may be another: whoever opened it to look has changed its head. It reports false where the copy is encrypted and
// not opened, so that only the file was looked at. The problems are Unusable, as of
// UnpackBackup.
func (s *Store) VerifyBackup(ctx context.Context, c vault.Copy, unlock vault.Unlock) (opened bool, err error) {
	if c.Note != nil {
		sum, _, err := vault.Sum(c.Path)
		if err != nil {
			return false, fileProblem(err, "backup_unreadable", c.Path)
		}
		if c.Sealed && sum != c.Note.SHA256 {
			return false, unusable("backup_altered", c.Path, nil)
		}
	}
	plain := c.Path
	if c.Sealed {
		if unlock.IsEmpty() && c.Note != nil {
			return false, nil
		}
		plain = vault.Part(s.path + unpackedSuffix)
		defer os.Remove(plain)
		if err := unlock.Open(c.Path, plain); err != nil {
			return false, unlockProblem(err, c.Path, unlock)
		}
	}
	found, err := inspect(ctx, plain)
	if err == nil && c.Note != nil && found.content != c.Note.Content {
		err = unusable("backup_altered", c.Path, nil)
	}
	var p *model.Problem
	if errors.As(err, &p) {
		p.With("Path", c.Path)
	}
	return err == nil, err
}

// BackUpWhenDue makes the copy that is due, and nothing where none is or somebody
// else makes it just now. What goes wrong is kept in the book, too, so that a
// person hears of it although this ran unseen; it is tried again an hour later.
//
// wait says that it may wait for the others: they may be ending just now, and leave
// theirs undone.
func (s *Store) BackUpWhenDue(ctx context.Context, wait bool) (made bool, err error) {
	status, err := s.BackupStatus(ctx)
	if err != nil || !status.IsDue(s.now()) {
		return false, err
	}
	lock := s.lockBackups
	if wait {
		lock = func() (func(), error) { return s.awaitBackups(ctx) }
	}
	unlock, err := lock()
	var p *model.Problem
	if errors.As(err, &p) && p.Code == "backup_running" {
		return false, nil
	}
	if err == nil {
		defer unlock()
		if status, err = s.BackupStatus(ctx); err == nil && !status.IsDue(s.now()) {
			return false, nil // somebody was faster
		}
	}
	if err == nil {
		_, err = s.backup(ctx, BackupRequest{Reason: vault.Daily})
	}
	if err != nil && ctx.Err() == nil {
		s.keepFailure(ctx, err)
	}
	return err == nil, err
}

// QuickBackup reports whether the book is so small that a copy takes but a moment.
func (s *Store) QuickBackup() bool {
	info, err := os.Stat(s.path)
	return err == nil && info.Size() <= quickBytes
}

const (
	quickBytes = 8 << 20   // of a book of which a copy takes some tenths of a second
	againAfter = time.Hour // after a failure
)

// FindBackup looks for a copy by the name that a person gives, for a book that need
// not be there: a path, or the name of a file in the folder beside the book.
func FindBackup(name, book string) (string, error) {
	return findCopy(name, filepath.Clean(book+backupsSuffix), stemOf(book), "")
}
