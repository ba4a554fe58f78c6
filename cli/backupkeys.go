package cli

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"kehu/config"
	"kehu/model"
	"kehu/store"
	"kehu/store/vault"
)

// sealing are the flags that say for whom a copy is encrypted.
type sealing struct {
	opening
	recipients []string
	passphrase bool
	plain      bool
}

// opening are the flags that open an encrypted copy.
type opening struct{ identity, passphraseFile string }

func (a *app) sealingFlags(cmd *cobra.Command, s *sealing) {
	flags := cmd.Flags()
	flags.StringSliceVar(&s.recipients, "recipient", nil, a.t("cli.backup.flag.recipient"))
	flags.BoolVar(&s.passphrase, "passphrase", false, a.t("cli.backup.flag.passphrase"))
	flags.BoolVar(&s.plain, "plain", false, a.t("cli.backup.flag.plain"))
}

func (a *app) openingFlags(cmd *cobra.Command, o *opening) {
	flags := cmd.Flags()
	flags.StringVar(&o.passphraseFile, "passphrase-file", "", a.t("cli.backup.flag.passphrase_file"))
	flags.StringVar(&o.identity, "identity", "", a.t("cli.backup.flag.identity"))
	a.completesFiles(cmd, "passphrase-file", "identity")
}

// keys returns for whom a copy is encrypted as the flags say; nil where they say
// nothing and the book's settings count.
func (a *app) keys(s sealing, o opening) (*vault.Keys, error) {
	asked := len(s.recipients) > 0 || s.passphrase || o.passphraseFile != ""
	switch {
	case s.plain && asked:
		return nil, model.NewProblem(model.Usage, "backup_plain")
	case s.plain:
		return &vault.Keys{}, nil
	case !asked:
		return nil, nil
	}
	keys := vault.Keys{Recipients: s.recipients}
	var err error
	switch {
	case o.passphraseFile != "":
		keys.Passphrase, err = passphraseIn(o.passphraseFile)
	case s.passphrase:
		keys.Passphrase, err = a.newPassphrase()
	}
	return &keys, err
}

// unlock returns what opens a copy; the passphrase is asked for where the copy is
// encrypted and nothing else was said.
func (a *app) unlock(file string, o opening) (vault.Unlock, error) {
	if o.identity != "" {
		return vault.Unlock{Identities: o.identity}, nil
	}
	path := o.passphraseFile
	if path == "" {
		f, _ := a.backupConfig() // faults of it are not in the way of getting anything back
		path = a.fromHome(f.PassphraseFile)
	}
	sealed, err := vault.IsSealed(file)
	switch {
	case err != nil || !sealed: // what is wrong with the file is said by whoever opens it
		return vault.Unlock{}, nil
	case path != "":
		text, err := passphraseIn(path)
		return vault.Unlock{Passphrase: text}, err
	}
	if _, isTerminal := terminal(a.in); !isTerminal {
		return vault.Unlock{}, nil
	}
	text, err := a.askPassphrase("cli.backup.ask_passphrase")
	return vault.Unlock{Passphrase: text}, err
}

// passphraseIn reads a passphrase: the first line of a file.
func passphraseIn(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", model.NewProblem(model.Usage, "passphrase_unreadable", "Path", path).Because(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	if !lines.Scan() || lines.Text() == "" {
		return "", model.NewProblem(model.Usage, "passphrase_empty", "Path", path)
	}
	return strings.TrimSuffix(lines.Text(), "\r"), nil
}

// newPassphrase asks twice.
func (a *app) newPassphrase() (string, error) {
	first, err := a.askPassphrase("cli.backup.new_passphrase")
	if err != nil {
		return "", err
	}
	if first == "" {
		return "", model.NewProblem(model.Usage, "passphrase_none")
	}
	again, err := a.askPassphrase("cli.backup.again_passphrase")
	if err == nil && again != first {
		err = model.NewProblem(model.Usage, "passphrase_differs")
	}
	return first, err
}

// askPassphrase reads a passphrase from the terminal, which does not show it.
func (a *app) askPassphrase(id string) (string, error) {
	in, isTerminal := terminal(a.in)
	if !isTerminal {
		return "", model.NewProblem(model.Usage, "passphrase_terminal")
	}
	fmt.Fprint(a.err, a.t(id)+" ")
	text, err := term.ReadPassword(int(in.Fd()))
	fmt.Fprintln(a.err)
	return string(text), err
}

// backups are what the person's config file says of the copies of a book.
func (a *app) backups() store.BackupOptions {
	f, fault := a.backupConfig()
	o := store.BackupOptions{Command: f.Command, Fault: fault}
	if f.PassphraseFile != "" {
		path := a.fromHome(f.PassphraseFile)
		o.Passphrase = func() (string, error) { return passphraseIn(path) }
	}
	return o
}

// backupConfig reads the part of the config file that concerns copies. What is
// wrong elsewhere in it does not matter here.
func (a *app) backupConfig() (config.Backup, error) {
	path, _ := a.configPath()
	data, err := os.ReadFile(path)
	if err != nil {
		return config.Backup{}, nil // commands that show it say so
	}
	f, err := config.Read(path, data)
	var all model.Problems
	all.Add(err)
	all = slices.DeleteFunc(all, func(p *model.Problem) bool {
		return p.Code != "config_syntax" && !strings.HasPrefix(p.Code, "config_backup")
	})
	return f.Backup, all.OrNil()
}

// fromHome puts the person's home for a tilde, which no shell has read.
func (a *app) fromHome(path string) string {
	rest, ok := strings.CutPrefix(path, "~/")
	if !ok {
		return path
	}
	return filepath.Join(cmp.Or(a.getenv("HOME"), a.getenv("USERPROFILE")), rest)
}

// isProblem reports whether an error is the problem with a code.
func isProblem(err error, codes ...string) bool {
	var p *model.Problem
	return errors.As(err, &p) && slices.Contains(codes, p.Code)
}
