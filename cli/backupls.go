package cli

import (
	"context"
	"fmt"
	"iter"
	"strconv"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
	"kehu/store/vault"
)

func newBackupLs(a *app) *cobra.Command {
	cmd := a.command("backup_ls", "ls")
	cmd.Args = exactly(0)
	cmd.RunE = runE(func(ctx context.Context, _ []string) error {
		return a.inStore(ctx, func(st *store.Store) error { return a.listBackups(ctx, st) })
	})
	return cmd
}

// listBackups prints the copies in the book's folder, and what a person should
// know of them.
func (a *app) listBackups(ctx context.Context, st *store.Store) error {
	copies, err := st.Backups(ctx)
	if err != nil {
		return err
	}
	status, err := st.BackupStatus(ctx)
	if err != nil {
		return err
	}
	err = emit(a, list[vault.Copy]{
		columns: a.backupColumns(),
		rows:    rowsOf(copies),
		id:      func(c vault.Copy) string { return c.Path },
		json:    func(c vault.Copy) any { return viewBackup(c, countsOf(c)) },
		none:    "cli.backup.none",
	})
	if err == nil && a.output == string(formatTable) {
		a.note("cli.backup.place", "Path", status.Place)
		if status.Failure != nil {
			message, _ := a.say.Error(status.Failure)
			a.note("cli.backup.failure", "Message", message)
		}
	}
	return err
}

// rowsOf gives a list row by row.
func rowsOf[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, v := range list {
			if !yield(v, nil) {
				return
			}
		}
	}
}

func countsOf(c vault.Copy) map[string]int64 {
	if c.Note == nil {
		return nil
	}
	return c.Note.Counts
}

func (a *app) backupColumns() []column[vault.Copy] {
	count := func(c vault.Copy) string {
		if n, known := countsOf(c)[string(model.KindCustomer)]; known {
			return strconv.FormatInt(n, 10)
		}
		return ""
	}
	reason := func(c vault.Copy) string {
		if c.Note == nil {
			return ""
		}
		return c.Note.Reason
	}
	return []column[vault.Copy]{
		{key: "at", text: func(c vault.Copy) string { return a.clock(c.At) }, raw: func(c vault.Copy) string { return rawInstant(c.At) }},
		{key: "reason", title: "cli.column.reason", raw: reason, text: func(c vault.Copy) string {
			if id := "backup.reason." + reason(c); a.say.Has(id) {
				return a.t(id)
			}
			return reason(c)
		}},
		{key: "bytes", title: "cli.column.bytes", right: true, text: func(c vault.Copy) string { return bytesText(c.Size) },
			raw: func(c vault.Copy) string { return strconv.FormatInt(c.Size, 10) }},
		{key: "customers", title: "cli.column.customers", right: true, text: count, raw: count},
		{key: "encrypted", title: "cli.column.encrypted", raw: func(c vault.Copy) string { return strconv.FormatBool(c.Sealed) },
			text: func(c vault.Copy) string {
				if c.Sealed {
					return a.t("cli.backup.encrypted")
				}
				return ""
			}},
		{key: "path", title: "cli.column.file", text: func(c vault.Copy) string { return c.Name.String() }, raw: func(c vault.Copy) string { return c.Path }},
	}
}

// bytesText writes the size of a file: 812 B, 1.5 MB.
func bytesText(n int64) string {
	const kilo = 1000
	if n < kilo {
		return strconv.FormatInt(n, 10) + " B"
	}
	f, unit := float64(n)/kilo, "kB"
	for _, next := range []string{"MB", "GB"} {
		if f >= kilo {
			f, unit = f/kilo, next
		}
	}
	return fmt.Sprintf("%.1f %s", f, unit)
}

// verifyBackups looks over all copies. Bad ones are an Unusable problem.
func (a *app) verifyBackups(ctx context.Context, o opening) error {
	return a.inStore(ctx, func(st *store.Store) error {
		copies, err := st.Backups(ctx)
		if err != nil {
			return err
		}
		verdicts, bad := make([]verdict, 0, len(copies)), 0
		for _, c := range copies {
			v, err := a.verify(ctx, st, c, o)
			if err != nil {
				return err
			}
			if v.err != nil {
				bad++
			}
			verdicts = append(verdicts, v)
		}
		if err := a.printVerdicts(verdicts); err != nil || bad == 0 {
			return err
		}
		return model.NewProblem(model.Unusable, "backups_bad", "Count", bad)
	})
}

// A verdict is what was found of a copy.
type verdict struct {
	vault.Copy
	state string // good, file (only the file could be looked at), bad
	err   error
}

// verify looks a copy over. The error is that the work was ended, or that no
// passphrase was to be had.
func (a *app) verify(ctx context.Context, st *store.Store, c vault.Copy, o opening) (verdict, error) {
	unlock, err := a.unlockOnce(c, o)
	if err != nil {
		return verdict{}, err
	}
	opened, err := st.VerifyBackup(ctx, c, unlock)
	switch {
	case ctx.Err() != nil:
		return verdict{}, ctx.Err()
	case err != nil:
		return verdict{c, "bad", err}, nil
	case !opened:
		return verdict{c, "file", nil}, nil
	}
	return verdict{c, "good", nil}, nil
}

// unlockOnce asks nobody: whoever verifies all copies gives the key before.
func (a *app) unlockOnce(c vault.Copy, o opening) (vault.Unlock, error) {
	if !c.Sealed || o == (opening{}) {
		return vault.Unlock{}, nil
	}
	return a.unlock(c.Path, o)
}

// verdictView is the JSON of a verdict.
type verdictView struct {
	Path    string `json:"path"`
	State   string `json:"state"`
	Message string `json:"message"`
}

func (a *app) printVerdicts(all []verdict) error {
	message := func(v verdict) string {
		if v.err == nil {
			return ""
		}
		text, _ := a.say.Error(v.err)
		return text
	}
	return emit(a, list[verdict]{
		columns: []column[verdict]{
			{key: "at", text: func(v verdict) string { return a.clock(v.At) }, raw: func(v verdict) string { return rawInstant(v.At) }},
			{key: "state", title: "cli.column.state", raw: func(v verdict) string { return v.state },
				text: func(v verdict) string { return a.t("cli.backup.state." + v.state) }},
			{key: "path", title: "cli.column.file", text: func(v verdict) string { return v.Name.String() }, raw: func(v verdict) string { return v.Path }},
			{key: "message", title: "cli.column.message", text: message, raw: message},
		},
		rows: rowsOf(all),
		id:   func(v verdict) string { return v.Path },
		json: func(v verdict) any { return verdictView{v.Path, v.state, message(v)} },
		none: "cli.backup.none",
	})
}
