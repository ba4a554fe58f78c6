package store

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"

	"kehu/model"
	"kehu/store/vault"
)

// after is what follows a good copy in the folder: it goes to the second folder
// and to the person's command, and old copies go. None of this makes the copy a
// worse one, so that problems are gathered.
func (b *backingUp) after(ctx context.Context) {
	if b.request.File == "" {
		b.report.Removed = b.thin(b.status.Place)
		if b.status.Second != "" {
			b.second(b.s.placeOf(b.status.Second))
		}
	}
	if command := b.s.backups.Command; len(command) > 0 && b.request.File == "" {
		b.want(runCommand(ctx, command, b.target))
	}
	if err := errors.Join(b.report.Wanting...); err != nil && !b.s.readOnly {
		b.s.keepFailure(ctx, err)
	}
}

func (b *backingUp) want(err error) {
	if err != nil {
		b.report.Wanting = append(b.report.Wanting, err)
	}
}

// second puts the copy into the second folder.
func (b *backingUp) second(folder string) {
	err := makeFolder(folder)
	if err == nil {
		err = vault.Clean(folder, b.report.Name.Stem+"-"+b.report.Book+"-")
	}
	if err == nil {
		err = vault.Duplicate(b.report.Copy, folder)
	}
	if err != nil {
		b.want(model.NewProblem(model.Failed, "backup_second", "Path", folder).Because(err))
		return
	}
	b.report.Second = folder
	b.thin(folder)
}

// thin takes away the copies in a folder that the schedule has no place for.
func (b *backingUp) thin(folder string) (removed int) {
	copies, err := vault.List(folder, b.report.Stem, b.report.Book)
	if err != nil {
		b.want(fileProblem(err, "backup_folder", folder))
		return 0
	}
	for _, c := range vault.Usual.Surplus(copies, b.s.now()) {
		if err := vault.Remove(c); err != nil {
			b.want(fileProblem(err, "backup_folder", folder))
			continue
		}
		removed++
	}
	return removed
}

// runCommand runs the person's command with the path of a copy. No shell reads
// it, so that nothing in a path is ever a command.
func runCommand(ctx context.Context, words []string, path string) error {
	words = slices.Clone(words)
	named := false
	for i, word := range words {
		if i > 0 && strings.Contains(word, "{}") {
			words[i], named = strings.ReplaceAll(word, "{}", path), true
		}
	}
	if !named {
		words = append(words, path)
	}
	out, err := exec.CommandContext(ctx, words[0], words[1:]...).CombinedOutput()
	if err == nil {
		return nil
	}
	said := strings.TrimSpace(string(out))
	if at := strings.LastIndexByte(said, '\n'); at >= 0 {
		said = said[at+1:]
	}
	if said == "" {
		said = err.Error()
	}
	return model.NewProblem(model.Failed, "backup_command", "Command", words[0], "Reason", said).Because(err)
}

// keyProblem puts what is wrong with keys into words.
func keyProblem(err error) error {
	var bad *vault.BadKey
	switch {
	case errors.Is(err, vault.ErrMixed):
		return model.NewProblem(model.Invalid, "backup_keys_mixed")
	case errors.As(err, &bad):
		return model.NewProblem(model.Invalid, "backup_key", "Value", bad.Text).Because(err)
	}
	return err
}

func formatInt(n int64) string { return strconv.FormatInt(n, 10) }

// BackupFile looks for a copy by the name that a person gives: a path, the name of
// a file in the book's folder of copies, or "latest".
func (s *Store) BackupFile(ctx context.Context, name string) (string, error) {
	status, err := s.BackupStatus(ctx)
	if err != nil {
		return "", err
	}
	return findCopy(name, status.Place, s.stem(), status.mark)
}

// findCopy is BackupFile for a folder, and the stem and mark of a book; "" is any.
func findCopy(name, folder, stem, mark string) (string, error) {
	if info, err := os.Stat(name); err == nil && !info.IsDir() {
		return name, nil
	}
	copies, err := vault.List(folder, stem, mark)
	if err != nil {
		return "", fileProblem(err, "backup_folder", folder)
	}
	for _, c := range copies {
		if name == "latest" || name == c.Name.String() {
			return c.Path, nil
		}
	}
	return "", model.NewProblem(model.NotFound, "backup_missing", "Path", name, "Folder", folder)
}
