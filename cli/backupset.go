package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/query"
	"kehu/store"
)

// backupNames are what backup set knows.
func backupNames() []string { return []string{"folder", "second", "recipients"} }

func newBackupSet(a *app) *cobra.Command {
	cmd := a.command("backup_set", "set [NAME=VALUE …]")
	cmd.Args = cobra.ArbitraryArgs
	cmd.ValidArgsFunction = fileNames
	cmd.RunE = runE(a.backupSet)
	return cmd
}

// backupSet changes where copies go, and for whom they are encrypted; without words
// it says how that is.
func (a *app) backupSet(ctx context.Context, words []string) error {
	if err := a.single(); err != nil {
		return err
	}
	return a.inStore(ctx, func(st *store.Store) error {
		status, err := st.BackupStatus(ctx)
		if err != nil {
			return err
		}
		set := status.BackupSettings
		for _, word := range words {
			if err := a.setBackup(&set, word); err != nil {
				return err
			}
		}
		if len(words) > 0 {
			if _, err := st.As(a.actor(), model.OriginCommand).SetBackupSettings(ctx, set); err != nil {
				return err
			}
			if status, err = st.BackupStatus(ctx); err != nil {
				return err
			}
		}
		return a.printBackupSettings(status)
	})
}

func (a *app) setBackup(set *store.BackupSettings, word string) error {
	name, value, ok := strings.Cut(word, "=")
	if !ok {
		return model.NewProblem(model.Usage, "assignment_syntax", "Value", word)
	}
	switch name {
	case "folder":
		set.Folder = a.folder(value)
	case "second":
		set.Second = a.folder(value)
	case "recipients":
		set.Recipients = strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(" ,，、", r) })
	default:
		return model.NewProblem(model.Usage, "backup_setting_unknown", "Value", name, "Nearest", query.Nearest(name, backupNames()),
			"Known", strings.Join(backupNames(), ", "))
	}
	return nil
}

// folder is a folder that a person named, from where they are.
func (a *app) folder(path string) string {
	if path == "" {
		return ""
	}
	if abs, err := filepath.Abs(a.fromHome(path)); err == nil {
		return abs
	}
	return path
}

// backupSettingsView is the JSON of backup set.
type backupSettingsView struct {
	Folder     string   `json:"folder"`
	Second     string   `json:"second"`
	Recipients []string `json:"recipients"`
}

func (a *app) printBackupSettings(b store.BackupStatus) error {
	if a.isJSON() {
		return a.printJSON(backupSettingsView{b.Place, b.Second, some(b.Recipients)})
	}
	for _, line := range [][2]string{{"folder", b.Place}, {"second", b.Second}, {"recipients", strings.Join(b.Recipients, ",")}} {
		if _, err := fmt.Fprintf(a.out, "%s=%s\n", line[0], line[1]); err != nil {
			return err
		}
	}
	return nil
}
