package export

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"kehu/model"
	"kehu/store"
)

// ToFile writes to the file at path, which appears when it is whole: what is
// written goes to another one beside it, which takes its name at the end, or goes
// when anything fails. A file that is there already is replaced by force only.
//
// The error is that of Write, or a Problem: output_exists, output_is_folder,
// output_over_book, output_unwritable, disk_full.
func ToFile(ctx context.Context, b *store.Book, path string, force bool, r Request) (report Report, err error) {
	err = WriteFile(path, force, b.Path(), func(w io.Writer) (err error) {
		report, err = Write(ctx, b, w, r)
		return err
	})
	return report, err
}

// WriteFile writes a file as ToFile does. The error is that of write, or a Problem
// as ToFile returns it; book is the path of the book.
func WriteFile(path string, force bool, book string, write func(io.Writer) error) error {
	path, special, err := target(path, force, book)
	switch {
	case err != nil:
		return err
	case special:
		return explain(path, toDevice(path, write))
	}
	return explain(path, atomically(path, force, write))
}

// Check returns why a file cannot be written at path, as far as that can be known
// before. The error is a Problem as ToFile returns it.
func Check(path string, force bool, book string) error {
	_, _, err := target(path, force, book)
	return err
}

// target finds out what is at path: nothing or a file, where links lead to, or
// something special such as a pipe.
func target(path string, force bool, book string) (real string, special bool, err error) {
	if real, err = filepath.EvalSymlinks(path); err != nil {
		real = path
	}
	info, err := os.Stat(real)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return real, false, folderOf(real)
	case err != nil:
		return real, false, unwritable(path, err)
	case info.IsDir():
		return real, false, model.NewProblem(model.Usage, "output_is_folder", "Path", path)
	case isSame(info, book):
		return real, false, model.NewProblem(model.Usage, "output_over_book", "Path", path)
	case info.Mode().IsRegular() && !force:
		return real, false, model.NewProblem(model.Usage, "output_exists", "Path", path)
	}
	return real, !info.Mode().IsRegular(), nil
}

// folderOf refuses a file in a folder that is not there.
func folderOf(path string) error {
	info, err := os.Stat(filepath.Dir(path))
	if err == nil && !info.IsDir() {
		err = syscall.ENOTDIR
	}
	if err != nil {
		return unwritable(path, err)
	}
	return nil
}

func isSame(info fs.FileInfo, path string) bool {
	other, err := os.Stat(path)
	return err == nil && os.SameFile(info, other)
}

func toDevice(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(buffered(f, write), f.Close())
}

func atomically(path string, force bool, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	err = errors.Join(buffered(f, write), f.Sync(), f.Close())
	if err != nil {
		return err
	}
	if force {
		return os.Rename(f.Name(), path)
	}
	return appear(f.Name(), path)
}

// appear gives a file its name unless another has it by now. Where the file
// system has no hard links, a look before must do.
func appear(from, to string) error {
	err := os.Link(from, to)
	switch {
	case err == nil:
		return os.Remove(from)
	case errors.Is(err, fs.ErrExist):
		return model.NewProblem(model.Usage, "output_exists", "Path", to)
	}
	return os.Rename(from, to)
}

func buffered(f *os.File, write func(io.Writer) error) error {
	w := bufio.NewWriterSize(f, 256<<10)
	if err := write(w); err != nil {
		return err
	}
	return w.Flush()
}

// explain puts errors of the system into words.
func explain(path string, err error) error {
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return model.NewProblem(model.Failed, "disk_full", "Path", path).Because(err)
	case errors.As(err, &pathErr), errors.As(err, &linkErr):
		return unwritable(path, err)
	}
	return err
}

// unwritable is the problem of a file that the system does not let one write.
func unwritable(path string, err error) error {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		err = errno // without the names of files that nobody asked for
	}
	return model.NewProblem(model.Failed, "output_unwritable", "Path", path).Because(err)
}
