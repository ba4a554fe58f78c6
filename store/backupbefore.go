package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"time"

	"kehu/model"
	"kehu/store/vault"
)

// manyRecords is how many records a single change may write without a copy of the
// book being made first.
const manyRecords = 1000

// backUpBefore makes a copy of the book as it is, unless there is one, before many
// records are written.
func (s *Store) backUpBefore(ctx context.Context, records int) error {
	if records <= manyRecords || s.readOnly {
		return nil
	}
	if _, err := s.safeCopy(ctx, vault.Bulk); err != nil {
		return errors.Join(model.NewProblem(model.Failed, "backup_before", "Count", manyRecords), err)
	}
	return nil
}

// safeCopy returns the path of a verified copy of the book as it is: the last one
// where nothing was written since, else a new one. Where the folder cannot take
// it, or nobody could read it there, it goes beside the book. A book without
// changes has nothing to lose, and "" for a path.
func (s *Store) safeCopy(ctx context.Context, reason string) (string, error) {
	if s.scratch {
		return "", nil
	}
	unlock, err := s.awaitBackups(ctx)
	if err != nil {
		return "", err
	}
	defer unlock()
	status, err := s.backupStatus(ctx)
	if err != nil || status.Begun.IsZero() {
		return "", s.explain(err)
	}
	if path := s.presentCopy(ctx, status); path != "" {
		return path, nil
	}
	progress, end := tellingBackup(ctx)
	defer end()
	report, err := s.backup(ctx, BackupRequest{Reason: reason, Progress: progress})
	if err != nil && ctx.Err() == nil && model.KindOf(err) != model.Unusable {
		report, err = s.backup(ctx, s.besides(reason))
	}
	return report.Path, err
}

type tellBackupKey struct{}

// TellBackup returns a context whose large writes call tell while the book is copied
// before them: with how much is copied, in percent, and in the end with -1. Of a
// small book, which is copied in no time, tell is not called.
func TellBackup(ctx context.Context, tell func(percent int)) context.Context {
	return context.WithValue(ctx, tellBackupKey{}, tell)
}

// toldPages is from how many pages on a copy takes long enough to speak of it: 8 MB.
const toldPages = 2000

// tellingBackup returns what tells of the progress of a copy, nil where nobody wants
// to know, and what tells of its end.
func tellingBackup(ctx context.Context) (progress func(done, all int), end func()) {
	tell, asked := ctx.Value(tellBackupKey{}).(func(int))
	if !asked {
		return nil, func() {}
	}
	last := -1
	progress = func(done, all int) {
		if percent := done * 100 / max(1, all); percent != last && all >= toldPages {
			last = percent
			tell(percent)
		}
	}
	return progress, func() {
		if last >= 0 {
			tell(-1)
		}
	}
}

// besides asks for a copy beside the book, with the version of its tables:
// book.kehu.v1-20261121T101500.bak.
func (s *Store) besides(reason string) BackupRequest {
	version, _ := s.version(context.Background()) // 0 does no harm in a name
	return BackupRequest{File: fmt.Sprintf("%s.v%d-%s.bak", s.path, version, s.now().UTC().Format("20060102T150405")),
		Force: true, Reason: reason, Keys: &vault.Keys{}}
}

// presentCopy returns the newest copy in the folder if it is of the book as it is,
// and still what was written; "" else.
func (s *Store) presentCopy(ctx context.Context, status BackupStatus) string {
	copies, err := vault.List(status.Place, s.stem(), status.mark)
	version, versionErr := s.version(ctx)
	if firstError(err, versionErr) != nil || len(copies) == 0 || copies[0].Note == nil {
		return ""
	}
	last := copies[0]
	if last.Note.Commits != status.commits || last.Note.Schema != version {
		return ""
	}
	if sum, _, err := vault.Sum(last.Path); err != nil || sum != last.Note.SHA256 {
		return ""
	}
	return last.Path
}

// awaitBackups is lockBackups that waits for the copy that somebody else makes.
func (s *Store) awaitBackups(ctx context.Context) (unlock func(), err error) {
	for {
		unlock, err := s.lockBackups()
		var p *model.Problem
		if err == nil || !errors.As(err, &p) || p.Code != "backup_running" {
			return unlock, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(patience / 100):
		}
	}
}

// backUpBeforeAll is backUpBefore for a sequence of which nobody knows how many
// records it has: it reads until they are many, and returns what gives the whole.
func backUpBeforeAll[T any](ctx context.Context, s *Store, all iter.Seq2[T, error], records func(T) int) (whole iter.Seq2[T, error], stop func(), err error) {
	next, stop := iter.Pull2(all)
	var first []T
	var failure error
	n := 0
	for n <= manyRecords && failure == nil {
		v, err, more := next()
		if !more {
			break
		}
		if failure = err; err == nil {
			first, n = append(first, v), n+records(v)
		}
	}
	if err := s.backUpBefore(ctx, n); err != nil {
		stop()
		return nil, nil, err
	}
	return func(yield func(T, error) bool) {
		if !giveAll(first, yield) {
			return
		}
		if failure != nil {
			var none T
			yield(none, failure)
			return
		}
		for v, err, more := next(); more && yield(v, err); v, err, more = next() {
		}
	}, stop, nil
}

func giveAll[T any](all []T, yield func(T, error) bool) bool {
	return !slices.ContainsFunc(all, func(v T) bool { return !yield(v, nil) })
}

// isCopy reports whether a file is one of the copies in a folder, opened as a book
// to have a look.
func isCopy(path string) bool {
	_, is := vault.ParseName(filepath.Base(path))
	return is
}
