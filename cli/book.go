package cli

import (
	"context"
	"os"
	"path/filepath"

	"kehu/model"
	"kehu/store"
)

// bookPath finds the book: --db, else KEHU_DB, else book.kehu in the folder that
// the XDG Base Directory Specification gives to data of programs. A relative
// XDG_DATA_HOME is ignored, as the specification asks.
func (a *app) bookPath() (string, error) {
	for _, path := range []string{a.db, a.getenv("KEHU_DB")} {
		if path != "" {
			return path, nil
		}
	}
	data := a.getenv("XDG_DATA_HOME")
	if !filepath.IsAbs(data) {
		home := a.getenv("HOME")
		if home == "" {
			home = a.getenv("USERPROFILE") // Windows
		}
		if home == "" {
			return "", model.NewProblem(model.Usage, "book_nowhere")
		}
		data = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(data, "kehu", "book.kehu"), nil
}

// hasBook reports whether there is a file where the book of this run should be.
func (a *app) hasBook() bool {
	path, err := a.bookPath()
	if err == nil {
		_, err = os.Stat(path)
	}
	return err == nil
}

// An opener is store.Open or store.OpenExisting.
type opener func(context.Context, string, store.Options) (*store.Store, error)

// openStore opens the book of this run.
func (a *app) openStore(ctx context.Context, open opener) (*store.Store, error) {
	path, err := a.bookPath()
	if err != nil {
		return nil, err
	}
	return open(ctx, path, store.Options{Now: a.now, Backup: a.backups(), FileSystem: a.fileSystem})
}

// inBook runs f with the book that exists; a missing one is a NotFound problem.
func (a *app) inBook(ctx context.Context, f func(*store.Book) error) error {
	return a.withBook(ctx, store.OpenExisting, f)
}

// inNewBook runs f with the book, made where there is none.
func (a *app) inNewBook(ctx context.Context, f func(*store.Book) error) error {
	return a.withBook(ctx, store.Open, f)
}

// withCustomer runs f with the customer that ref names and what words assign.
// Wrong words are found before the book is opened.
func (a *app) withCustomer(ctx context.Context, ref string, words []string, f func(b *store.Book, id int64, as []assignment) error) error {
	if err := a.single(); err != nil {
		return err
	}
	assignments, err := parseAssignments(words)
	if err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		id, err := b.Find(ctx, ref)
		if err != nil {
			return err
		}
		return f(b, id, assignments)
	})
}

func (a *app) withBook(ctx context.Context, open opener, f func(*store.Book) error) error {
	st, err := a.openStore(ctx, open)
	if err != nil {
		return err
	}
	b := st.As(a.actor(), model.OriginCommand)
	if err = a.learn(ctx, b); err == nil {
		err = a.warnOfNetwork(ctx, b)
	}
	if err == nil {
		if err = f(b); err == nil {
			a.backUpAfter(ctx, st)
		}
	}
	if closeErr := st.Close(); err == nil {
		err = closeErr
	}
	return err
}
