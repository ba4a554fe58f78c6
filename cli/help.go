package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kehu/tui/widget"
)

// useOurHelp puts our own help, in the person's language, in the place of
// cobra's templates, and our own errors in the place of its English ones.
func (a *app) useOurHelp(root *cobra.Command) {
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.help(cmd.OutOrStdout(), cmd) })
	root.SetFlagErrorFunc(a.flagProblem)
	help := a.command("help", "help [COMMAND]")
	help.Hidden = true
	a.completes(help, commandsBelow(root))
	help.RunE = func(_ *cobra.Command, args []string) error {
		cmd, rest, err := root.Find(args)
		if err != nil || cmd == root && len(rest) > 0 {
			return unknownCommand(root, args[0])
		}
		a.help(a.out, cmd)
		return nil
	}
	root.SetHelpCommand(help)
}

// help prints what a command is for, how it is written, examples, and its flags.
func (a *app) help(w io.Writer, cmd *cobra.Command) {
	fmt.Fprintln(w, cmd.Short)
	a.section(w, "cli.help.usage", "  "+a.useLine(cmd))
	if cmd.Long != "" {
		fmt.Fprintf(w, "\n%s\n", cmd.Long)
	}
	a.section(w, "cli.help.examples", indent(cmd.Example))
	a.commandLists(w, cmd)
	a.section(w, "cli.help.flags", flagLines(cmd.LocalNonPersistentFlags()))
	a.section(w, "cli.help.global_flags", flagLines(cmd.Root().PersistentFlags()))
	if !cmd.HasParent() {
		fmt.Fprintf(w, "\n%s\n", a.t("cli.help.more"))
	}
}

func (a *app) useLine(cmd *cobra.Command) string {
	if cmd.HasAvailableSubCommands() && !cmd.HasParent() {
		return cmd.UseLine() + " [" + a.t("cli.help.command") + "]"
	}
	return cmd.UseLine()
}

func (a *app) section(w io.Writer, title, body string) {
	if body != "" {
		fmt.Fprintf(w, "\n%s\n%s\n", a.t(title), body)
	}
}

// commandLists lists the commands below cmd, by group where it has groups.
func (a *app) commandLists(w io.Writer, cmd *cobra.Command) {
	for _, g := range cmd.Groups() {
		a.section(w, "cli.group."+g.ID, commandLines(cmd, g.ID))
	}
	a.section(w, "cli.help.commands", commandLines(cmd, ""))
}

func commandLines(cmd *cobra.Command, group string) string {
	var rows [][2]string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() && c.GroupID == group {
			rows = append(rows, [2]string{c.Name(), c.Short})
		}
	}
	return twoColumns(rows)
}

// flagLines describes flags; the word in backquotes within a description stands
// for the value.
func flagLines(flags *pflag.FlagSet) string {
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, text := pflag.UnquoteUsage(f)
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		if f.Value.Type() != "bool" {
			name += " " + value
		}
		rows = append(rows, [2]string{name, text})
	})
	return twoColumns(rows)
}

// twoColumns aligns by cells, so that Chinese lines up too.
func twoColumns(rows [][2]string) string {
	width := 0
	for _, row := range rows {
		width = max(width, widget.Width(row[0]))
	}
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = "  " + widget.Cell(row[0], width, false) + "  " + row[1]
	}
	return strings.Join(lines, "\n")
}

func indent(text string) string {
	if text == "" {
		return ""
	}
	return "  " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n  ")
}
