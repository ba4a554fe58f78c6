package tui

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"kehu/exchange"
	"kehu/model"
)

// A rejectsJob writes the refused rows of a file in its own layout. It is made in
// Update; the writing goes on beside it.
type rejectsJob struct {
	session session // a copy: the language may change meanwhile
	file    string
	to      string
	ours    bool
	options exchange.Options
	rejects model.Rejects
	heading string
}

func (r *importReport) rejectsJob(path string) rejectsJob {
	return rejectsJob{session: *r.session, file: r.file, to: path, ours: r.seen.ours, options: r.options(),
		rejects: r.result.Rejects, heading: r.t("cli.import.reason")}
}

// write makes the file. One that is there already is never written over, and
// nothing is left of one that could not be written whole.
func (j rejectsJob) write(ctx context.Context) error {
	out, err := os.OpenFile(j.to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return model.NewProblem(model.Usage, "rejects_exist", "Path", j.to)
	}
	if err != nil {
		return model.NewProblem(model.Failed, "output_unwritable", "Path", j.to).Because(err)
	}
	if err := errors.Join(j.fill(ctx, out), out.Close()); err != nil {
		return errors.Join(err, os.Remove(j.to))
	}
	return nil
}

// fill copies the refused rows.
func (j rejectsJob) fill(ctx context.Context, out io.Writer) error {
	again, err := openFile(j.file)
	if err != nil {
		return err
	}
	defer again.Close()
	if j.ours {
		return exchange.WriteRejects(out, again, j.rejects)
	}
	file, err := openFile(j.file)
	if err != nil {
		return err
	}
	defer file.Close()
	src, err := exchange.Open(file, j.options)
	if err != nil {
		return err
	}
	return errors.Join(src.WriteRejects(out, again, j.heading, j.reasons), src.Close(), ctx.Err())
}

// reasons are the words for why each row is refused.
func (j rejectsJob) reasons(yield func(int, string) bool) {
	for r := range j.rejects.All() {
		if !yield(r.Row, strings.ReplaceAll(j.session.failure(r.Problems), "\n", "; ")) {
			return
		}
	}
}

// freeName is a name beside a file that no other file has: "orders-refused.csv".
func freeName(path, end string) string {
	ext := strings.ToLower(filepath.Ext(path))
	stem := strings.TrimSuffix(path, filepath.Ext(path)) + "-" + end
	switch ext {
	case ".csv", ".tsv", ".txt", ".json", ".jsonl":
	default:
		ext = ".csv" // refused rows of all other formats are a table
	}
	for n := 1; n < 1000; n++ {
		name := stem + ext
		if n > 1 {
			name = stem + "-" + strconv.Itoa(n) + ext
		}
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name
		}
	}
	return stem + ext
}
