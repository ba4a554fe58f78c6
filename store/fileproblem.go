package store

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"kehu/model"
)

// fileProblem puts an error of the system over a file or folder into words: the
// given problem, with the system's reason, or that there is no room.
func fileProblem(err error, code, path string) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG) {
		return model.NewProblem(model.Failed, "disk_full", "Path", path).Because(err)
	}
	reason := err.Error()
	var errno syscall.Errno
	if errors.As(err, &errno) {
		reason = errno.Error() // without names of files that nobody asked for
	}
	return model.NewProblem(model.Failed, code, "Path", path, "Reason", reason).Because(err)
}

// explainFile is explain for work on a file beside the book.
func (s *Store) explainFile(err error, path string) error {
	var p *model.Problem
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	switch {
	case err == nil || errors.As(err, &p):
		return err
	case errors.As(err, &pathErr), errors.As(err, &linkErr):
		return fileProblem(err, "backup_file", path)
	}
	return pathProblem(err, path)
}
