package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"kehu/config"
	"kehu/model"
	"kehu/tui"
)

func newConfig(a *app) *cobra.Command {
	cmd := a.command("config", "config [check]")
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		_, err := fmt.Fprint(a.out, tui.DefaultConfig(a.say))
		return err
	}
	check := a.command("config_check", "check [FILE]")
	check.Args = atMost(1)
	check.ValidArgsFunction = fileNames
	check.Annotations = map[string]string{takesFiles: "yes"}
	check.RunE = runE(a.configCheck)
	cmd.AddCommand(check)
	return cmd
}

// configCheck says all that is wrong in a config file.
func (a *app) configCheck(_ context.Context, args []string) error {
	path, named := a.configPath()
	if len(args) > 0 {
		path, named = args[0], true
	}
	f, err := a.readConfig(path, named)
	switch {
	case err != nil:
		return err
	case f.Path == "":
		a.note("cli.config.none", "File", path)
	default:
		a.note("cli.config.fine", "File", path)
	}
	return nil
}

// configPath finds the config file: --config, else KEHU_CONFIG, else config.toml in
// the folder that the XDG Base Directory Specification gives to configuration.
// named reports that the person asked for this very file.
func (a *app) configPath() (path string, named bool) {
	for _, path := range []string{a.configFile, a.getenv("KEHU_CONFIG")} {
		if path != "" {
			return path, true
		}
	}
	dir := a.getenv("XDG_CONFIG_HOME")
	if !filepath.IsAbs(dir) {
		home := a.getenv("HOME")
		if home == "" {
			home = a.getenv("USERPROFILE") // Windows
		}
		dir = filepath.Join(home, ".config")
	}
	return filepath.Join(dir, "kehu", "config.toml"), false
}

// readConfig reads and checks a config file. One that is not there is empty, unless
// the person named it.
func (a *app) readConfig(path string, named bool) (config.File, error) {
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !named:
		return config.File{}, nil
	case err != nil:
		return config.File{}, model.NewProblem(model.Unusable, "config_unreadable", "File", path).Because(err)
	}
	f, err := config.Read(path, data)
	var all model.Problems
	all.Add(err)
	all.Add(tui.CheckConfig(f, a.say)) // of what could be read: all that is wrong is said at once
	slices.SortStableFunc(all, func(a, b *model.Problem) int { return cmp.Compare(lineOf(a), lineOf(b)) })
	return f, all.OrNil()
}

func lineOf(p *model.Problem) int {
	n, _ := p.Args["Line"].(int)
	return n
}

// configLanguage is the language that the config file asks for, "" for none. A
// file with faults is not listened to; what is wrong is said elsewhere.
func (a *app) configLanguage() string {
	path, _ := a.configPath()
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	f, err := config.Read(path, data)
	if err != nil {
		return ""
	}
	return f.Language.Value
}
