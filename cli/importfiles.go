package cli

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"kehu/model"
)

// openInput opens a file for reading it twice. What cannot be read again,
// standard input and pipes, is kept in a temporary file.
func (a *app) openInput(name string) (*os.File, error) {
	if name == "-" {
		return keep(a.in, name)
	}
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, model.NewProblem(model.NotFound, "input_missing", "Path", name).Because(err)
	}
	if err != nil {
		return nil, model.NewProblem(model.Failed, "input_unreadable", "Path", name).Because(err)
	}
	info, err := file.Stat()
	switch {
	case err == nil && info.Mode().IsRegular():
		return file, nil
	case err == nil && info.IsDir():
		err = model.NewProblem(model.Usage, "input_is_folder", "Path", name)
	case err == nil:
		var kept *os.File
		kept, err = keep(file, name)
		return kept, errors.Join(err, file.Close())
	}
	return nil, errors.Join(err, file.Close())
}

// keepBytes is how much of standard input is kept, so that one without end does
// not fill the disk.
const keepBytes = 2 << 30

// keep copies all of r to a temporary file that goes when it is closed.
func keep(r io.Reader, name string) (*os.File, error) {
	file, err := os.CreateTemp("", "kehu-input-")
	if err != nil {
		return nil, model.NewProblem(model.Failed, "failed").Because(err)
	}
	_ = os.Remove(file.Name()) // Windows keeps it until the system cleans up
	n, err := io.Copy(file, io.LimitReader(r, keepBytes+1))
	if err != nil {
		return nil, errors.Join(model.NewProblem(model.Failed, "input_unreadable", "Path", name).Because(err), file.Close())
	}
	if n > keepBytes {
		return nil, errors.Join(model.NewProblem(model.Invalid, "input_endless", "Limit", keepBytes>>30), file.Close())
	}
	return file, nil
}

// spare refuses to write the refused rows over the file that they come from, or
// over the book.
func (a *app) spare(rejects string, input *os.File) error {
	written, err := os.Stat(rejects)
	if err != nil {
		return nil // there is nothing to spare
	}
	read, err := input.Stat()
	if err == nil && os.SameFile(written, read) {
		return model.NewProblem(model.Usage, "rejects_over", "Path", rejects)
	}
	path, err := a.bookPath()
	if err != nil {
		return err
	}
	if book, err := os.Stat(path); err == nil && os.SameFile(written, book) {
		return model.NewProblem(model.Usage, "rejects_over", "Path", rejects)
	}
	return nil
}

// trialBook gives a dry run a book where there is none yet, in a folder that
// remove takes away, so that nothing is made.
func (a *app) trialBook() (remove func(), err error) {
	path, err := a.bookPath()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return func() {}, nil
	}
	dir, err := os.MkdirTemp("", "kehu-trial-")
	if err != nil {
		return nil, model.NewProblem(model.Failed, "failed").Because(err)
	}
	a.db = filepath.Join(dir, "book.kehu")
	return func() { _ = os.RemoveAll(dir) }, nil
}

// locale is the place that the environment names, in POSIX order: it decides
// where a text fits two encodings.
func (a *app) locale() string {
	return cmp.Or(a.getenv("LC_ALL"), a.getenv("LC_CTYPE"), a.getenv("LANG"))
}
