package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kehu/model"
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
		"Value", word, "Nearest", nearest(word, names), "Command", cmd.CommandPath(), "Known", strings.Join(names, ", "))
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
	if near := nearest(strings.TrimLeft(name, "-"), names); near != "" {
		return "--" + near
	}
	return ""
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
		case len(args) > high:
			return usage(cmd, "word_too_many", "Value", args[high], "Use", cmd.UseLine())
		}
		return nil
	}
}

// nearest returns the candidate that word was most likely meant to be, or "".
// Near is at most two edits and at most a third of the word, or a common
// beginning of three letters.
func nearest(word string, candidates []string) string {
	typed := []rune(strings.ToLower(word))
	best, least := "", 1+min(2, max(1, len(typed)/3))
	for _, c := range candidates {
		if d := editDistance(typed, []rune(strings.ToLower(c))); d < least {
			best, least = c, d
		}
	}
	if best != "" || len(typed) < 3 {
		return best
	}
	i := slices.IndexFunc(candidates, func(c string) bool {
		return strings.HasPrefix(strings.ToLower(c), string(typed[:3]))
	})
	if i < 0 {
		return ""
	}
	return candidates[i]
}

// editDistance is the distance of Damerau and Levenshtein in its restricted
// form: neighbours may be swapped, but no text is edited twice.
func editDistance(a, b []rune) int {
	var before, last []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before, last, row = last, row, make([]int, len(b)+1)
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}
