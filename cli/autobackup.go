package cli

import (
	"context"
	"os"
	"os/exec"

	"kehu/store"
)

// backUpAfter sees, when a command or the screens are done with a book, that it has
// the copy that is due. A small book is copied at once; for a large one another
// process is started, for which nobody waits.
func (a *app) backUpAfter(ctx context.Context, st *store.Store) {
	if ctx.Err() != nil {
		return
	}
	status, err := st.BackupStatus(ctx)
	if err != nil || !status.IsDue(a.now()) {
		return
	}
	if !st.QuickBackup() {
		a.backUpUnseen(st.Path())
		return
	}
	if _, err := st.BackUpWhenDue(ctx, false); err != nil && ctx.Err() == nil {
		message, _ := a.say.Error(err)
		a.note("cli.backup.failure", "Message", message)
	}
}

// backUpUnseen starts the program anew. What goes wrong there is kept in the book
// and said by the next screen; that it does not start is no worse than that.
func (a *app) backUpUnseen(path string) {
	program, err := os.Executable()
	if err != nil {
		return
	}
	args := []string{"--db", path}
	if config, named := a.configPath(); named {
		args = append(args, "--config", config)
	}
	cmd := exec.Command(program, append(args, "backup", "--automatic")...)
	cmd.SysProcAttr = detached()
	if cmd.Start() == nil {
		_ = cmd.Process.Release()
	}
}
