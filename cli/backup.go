package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
	"kehu/store/vault"
)

// backupOptions are the flags of backup.
type backupOptions struct {
	sealing
	force, verifyAll, automatic bool
}

func newBackup(a *app) *cobra.Command {
	var o backupOptions
	cmd := a.command("backup", "backup [FILE]")
	cmd.Args = atMost(1)
	cmd.Annotations = map[string]string{takesFiles: "yes"}
	cmd.ValidArgsFunction = fileNames
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&o.verifyAll, "verify-all", false, a.t("cli.backup.flag.verify_all"))
	flags.BoolVar(&o.force, "force", false, a.t("cli.backup.flag.force"))
	flags.BoolVar(&o.automatic, "automatic", false, "")
	_ = flags.MarkHidden("automatic") // what kehu calls in the background
	a.sealingFlags(cmd, &o.sealing)
	a.openingFlags(cmd, &o.opening)
	cmd.RunE = runE(func(ctx context.Context, args []string) error { return a.backup(ctx, args, o) })
	cmd.AddCommand(newBackupLs(a), newBackupSet(a))
	return cmd
}

func (a *app) backup(ctx context.Context, args []string, o backupOptions) error {
	switch {
	case o.verifyAll && len(args) > 0:
		return model.NewProblem(model.Usage, "backup_verify_file", "Value", args[0])
	case o.verifyAll:
		return a.verifyBackups(ctx, o.opening)
	case o.automatic:
		return a.inStore(ctx, func(st *store.Store) error { _, err := st.BackUpWhenDue(ctx, true); return err })
	}
	if err := a.single(); err != nil {
		return err
	}
	keys, err := a.keys(o.sealing, o.opening)
	if err != nil {
		return err
	}
	r := store.BackupRequest{Keys: keys, Force: o.force}
	if len(args) > 0 {
		r.File = args[0]
	}
	return a.inStore(ctx, func(st *store.Store) error { return a.makeBackup(ctx, st, r) })
}

// inStore runs f with the book that exists, for work on its file.
func (a *app) inStore(ctx context.Context, f func(*store.Store) error) error {
	st, err := a.openStore(ctx, store.OpenExisting)
	if err != nil {
		return err
	}
	return errors.Join(f(st), st.Close())
}

// makeBackup makes a copy and says where it is.
func (a *app) makeBackup(ctx context.Context, st *store.Store, r store.BackupRequest) error {
	progress := a.progress("cli.backup.progress")
	r.Progress = func(done, all int) { progress.report(done * 100 / max(1, all)) }
	report, err := st.Backup(ctx, r)
	progress.end()
	if err == nil {
		err = a.printBackup(report)
	}
	return errors.Join(append([]error{err}, report.Wanting...)...)
}

// backupView is the JSON of backup, and of each row of backup ls.
type backupView struct {
	Path         string     `json:"path"`
	At           *time.Time `json:"at"`
	Reason       string     `json:"reason"`
	Bytes        int64      `json:"bytes"`
	Encrypted    bool       `json:"encrypted"`
	SHA256       string     `json:"sha256"`
	Customers    *int64     `json:"customers"`
	Purchases    *int64     `json:"purchases"`
	Interactions *int64     `json:"interactions"`
	Tasks        *int64     `json:"tasks"`
	Second       string     `json:"second,omitempty"`
	Removed      *int       `json:"removed,omitempty"`
}

func viewBackup(c vault.Copy, counts map[string]int64) backupView {
	v := backupView{Path: c.Path, At: instant(c.At), Bytes: c.Size, Encrypted: c.Sealed}
	if c.Note != nil {
		v.Reason, v.SHA256 = c.Note.Reason, c.Note.SHA256
	}
	for kind, into := range map[model.Kind]**int64{model.KindCustomer: &v.Customers, model.KindPurchase: &v.Purchases,
		model.KindInteraction: &v.Interactions, model.KindTask: &v.Tasks} {
		if n, known := counts[string(kind)]; known {
			*into = &n
		}
	}
	return v
}

func (a *app) printBackup(r store.BackupReport) error {
	if a.isJSON() {
		v := viewBackup(r.Copy, r.Counts)
		v.Second, v.Removed = r.Second, &r.Removed
		return a.printJSON(v)
	}
	if _, err := fmt.Fprintln(a.out, r.Path); err != nil || a.output == string(formatIDs) {
		return err
	}
	a.note("cli.backup.done", "Customers", r.Counts[string(model.KindCustomer)], "Purchases", r.Counts[string(model.KindPurchase)],
		"Interactions", r.Counts[string(model.KindInteraction)], "Tasks", r.Counts[string(model.KindTask)])
	if r.Second != "" {
		a.note("cli.backup.second", "Path", r.Second)
	}
	if r.Removed > 0 {
		a.note("cli.backup.removed", "Count", r.Removed)
	}
	return nil
}
