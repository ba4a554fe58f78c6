package cli

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"kehu/locale"
	"kehu/model"
)

// The groups in which help lists the commands.
const (
	groupRecords = "records"
	groupHistory = "history"
	groupLists   = "lists"
	groupBook    = "book"
)

// newRoot builds the tree of commands. Without a command kehu opens the screen.
func newRoot(a *app) *cobra.Command {
	root := a.command("root", "kehu")
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	root.Args = cobra.ArbitraryArgs // unknown commands get our own error
	root.PersistentPreRunE = a.check
	showVersion := root.Flags().Bool("version", false, a.t("cli.flag.version"))
	root.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) > 0:
			return unknownCommand(cmd, args[0])
		case *showVersion:
			return a.printVersion()
		}
		return a.openScreen(cmd.Context())
	}
	a.globalFlags(root)
	a.useOurHelp(root)
	for _, id := range []string{groupRecords, groupLists, groupHistory, groupBook} {
		root.AddGroup(&cobra.Group{ID: id, Title: a.t("cli.group." + id)})
	}
	a.addCommands(root)
	a.readInput(root)
	return root
}

func (a *app) addCommands(root *cobra.Command) {
	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	add(groupRecords, newLs(a), newShow(a), newAdd(a), newSet(a), newRm(a), newBuy(a), newLog(a), newTodo(a), newView(a))
	add(groupLists, newField(a), newLevel(a))
	add(groupHistory, newHistory(a), newUndo(a), newRedo(a), newBlame(a), newBin(a), newErase(a))
	add(groupBook, newImport(a), newExport(a), newBackup(a), newRestore(a), newCheck(a), newSalvage(a), newDemo(a), newTutor(a), newConfig(a), newCompletion(a), newVersion(a))
	root.AddCommand(newBash(a))
}

func (a *app) globalFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&a.db, "db", "", a.t("cli.flag.db"))
	flags.StringVar(&a.configFile, "config", a.configFile, a.t("cli.flag.config"))
	flags.StringVar(&a.lang, "lang", "", a.t("cli.flag.lang"))
	flags.StringVarP(&a.output, "output", "o", string(formatTable), a.t("cli.flag.output"))
	flags.BoolP("help", "h", false, a.t("cli.flag.help"))
	a.completesFiles(root, "db", "config")
	a.completesFlag(root, "lang", a.oneOf("", locale.ZH, locale.EN))
	a.completesFlag(root, "output", a.oneOf("", formats()...))
}

// check refuses, before any command runs, what no command can take.
func (a *app) check(cmd *cobra.Command, args []string) error {
	if _, err := parseFormat(a.output); err != nil {
		return err
	}
	if cmd.Annotations[takesFiles] != "" {
		return nil
	}
	for _, arg := range args {
		if !utf8.ValidString(arg) {
			return model.NewProblem(model.Invalid, "argument_not_utf8", "Value", fmt.Sprintf("%q", arg))
		}
	}
	return nil
}

// takesFiles is the annotation of commands whose words are file names, which
// may be any bytes.
const takesFiles = "files"

func newVersion(a *app) *cobra.Command {
	cmd := a.command("version", "version")
	cmd.Args = exactly(0)
	cmd.RunE = func(*cobra.Command, []string) error { return a.printVersion() }
	return cmd
}

// printVersion prints the version, which has one line in every language.
func (a *app) printVersion() error {
	if a.isJSON() {
		return a.printJSON(struct {
			Version string `json:"version"`
		}{a.version})
	}
	_, err := fmt.Fprintln(a.out, "kehu", a.version)
	return err
}

// runner is what cobra calls: a command's work with its words.
type runner func(ctx context.Context, args []string) error

func runE(f runner) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error { return f(cmd.Context(), args) }
}
