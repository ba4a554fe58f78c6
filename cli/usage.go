package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kehu/model"
	"kehu/query"
)

// unknownCommand proposes the nearest command below cmd.
func unknownCommand(cmd *cobra.Command, word string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return model.NewProblem(model.Usage, "command_unknown",
		"Value", word, "Nearest", query.Nearest(word, names), "Command", cmd.CommandPath(), "Known", strings.Join(names, ", "))
}

// flagProblem says in the person's language what pflag found wrong. An unknown
// command is blamed before the flags that were meant for it.
func (a *app) flagProblem(cmd *cobra.Command, err error) error {
	if word := a.firstWord(cmd); !cmd.HasParent() && word != "" {
		return unknownCommand(cmd, word)
	}
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && isNegation(unknown.GetSpecifiedShortnames()):
		return usage(cmd, "flag_is_negation", "Value", unknown.GetSpecifiedShortnames())
	case errors.As(err, &unknown):
		name := dashed(unknown.GetSpecifiedName())
		return usage(cmd, "flag_unknown", "Value", name, "Nearest", nearestFlag(cmd, name))
	case errors.As(err, &missing):
		return usage(cmd, "flag_needs_value", "Value", "--"+missing.GetFlag().Name)
	case errors.As(err, &invalid):
		return usage(cmd, "flag_bad_value", "Flag", "--"+invalid.GetFlag().Name, "Value", invalid.GetValue())
	}
	return usage(cmd, "flag_syntax", "Value", err.Error())
}

// isNegation reports whether what stands behind a "-" is a condition of a query.
func isNegation(word string) bool {
	return strings.HasPrefix(word, "#") || strings.ContainsAny(word, ":：")
}

// usage is a problem with the way a command was called; its hint names the help.
func usage(cmd *cobra.Command, code string, args ...any) *model.Problem {
	return model.NewProblem(model.Usage, code, append(args, "Command", cmd.CommandPath())...)
}

// firstWord returns the first argument that is neither a flag of every command
// nor the value of one.
func (a *app) firstWord(root *cobra.Command) string {
	for i := 0; i < len(a.args); i++ {
		arg := a.args[i]
		if !strings.HasPrefix(arg, "-") {
			return arg
		}
		name := strings.TrimLeft(arg, "-")
		flag := root.PersistentFlags().Lookup(name)
		if flag == nil && len(name) == 1 {
			flag = root.PersistentFlags().ShorthandLookup(name)
		}
		if flag != nil && flag.NoOptDefVal == "" {
			i++
		}
	}
	return ""
}

func dashed(name string) string {
	if len([]rune(name)) <= 1 {
		return "-" + name
	}
	return "--" + name
}

func nearestFlag(cmd *cobra.Command, name string) string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := query.Nearest(strings.TrimLeft(name, "-"), names); near != "" {
		return "--" + near
	}
	return ""
}

// flagOf is how a flag of a command is written that a word such as type=text means;
// other commands take fields that way.
func flagOf(cmd *cobra.Command, word string) string {
	name, value, named := strings.Cut(word, "=")
	flag := cmd.Flags().Lookup(name)
	switch {
	case !named || flag == nil:
		return ""
	case flag.NoOptDefVal != "": // it stands alone
		return dashed(name)
	}
	return dashed(name) + " " + value
}

// exactly, atLeast and atMost check how many words stand behind a command.
func exactly(n int) cobra.PositionalArgs { return between(n, n) }

func atLeast(n int) cobra.PositionalArgs { return between(n, 1<<30) }

func atMost(n int) cobra.PositionalArgs { return between(0, n) }

func between(low, high int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < low:
			return usage(cmd, "word_missing", "Use", cmd.UseLine())
		case len(args) > high && flagOf(cmd, args[high]) != "":
			return usage(cmd, "word_is_flag", "Value", args[high], "Flag", flagOf(cmd, args[high]))
		case len(args) > high:
			return usage(cmd, "word_too_many", "Value", args[high], "Use", cmd.UseLine())
		}
		return nil
	}
}
