package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kehu/locale"
	"kehu/model"
	"kehu/tui/widget"
)

// app is one run: its surroundings, its language and the flags of every command.
type app struct {
	env
	say    *locale.Printer
	args   []string
	db     string
	lang   string
	output string
	custom []model.CustomField // of the book, once it is open

	configFile string
	typed      <-chan string // see lines
}

// newApp finds the language out before anything else, because the help of the
// flags is written in it. Where --lang makes no sense the app speaks the
// language of the surroundings, and says so by the error.
func newApp(e env, args []string) (*app, error) {
	choice := langFlag(args)
	a := &app{env: e, args: args, configFile: lastFlag(args, "--config")}
	if choice == "" && e.getenv("KEHU_LANG") == "" {
		a.say = locale.New(locale.Detect(a.configLanguage(), e.getenv))
		return a, nil
	}
	a.say = locale.New(locale.Detect(choice, e.getenv))
	if choice == "" || isCompletion(args) || strings.HasPrefix(choice, locale.ZH) || strings.HasPrefix(choice, locale.EN) {
		return a, nil
	}
	a.say = locale.New(locale.Detect("", e.getenv))
	return a, model.NewProblem(model.Usage, "language_unknown", "Value", choice)
}

// langFlag returns the value of the last --lang.
func langFlag(args []string) string { return lastFlag(args, "--lang") }

// lastFlag returns the last value of a flag that is needed before flags are read.
func lastFlag(args []string, flag string) string {
	choice := ""
	for i, arg := range args {
		if arg == "--" {
			break
		}
		if value, ok := strings.CutPrefix(arg, flag+"="); ok {
			choice = value
		} else if arg == flag && i+1 < len(args) {
			choice = args[i+1]
		}
	}
	return choice
}

func (a *app) execute(ctx context.Context, args []string) error {
	root := newRoot(a)
	root.SetArgs(a.keepSigns(root, args))
	if isCompletion(args) {
		typed := len(args) - 1 // the word under way stays as it is
		root.SetArgs(slices.Concat(args[:1], joinFlag(root, append(a.keepSigns(root, args[1:typed]), args[typed]))))
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	return root.ExecuteContext(ctx)
}

// actor is who does it: KEHU_USER, else the user of the system.
func (a *app) actor() model.Actor {
	if name := strings.TrimSpace(a.getenv("KEHU_USER")); name != "" {
		return model.Actor{Name: name}
	}
	return model.Actor{Name: a.user}
}

// t is a message in the language of the run.
func (a *app) t(id string, args ...any) string { return a.say.T(id, args...) }

// note says something on standard error: advice, a warning.
func (a *app) note(id string, args ...any) {
	fmt.Fprintln(a.err, safeLines(a.t(id, args...)))
}

// complain tells the person of an error and what to do next.
func (a *app) complain(err error) {
	message, hint := a.say.Error(err)
	fmt.Fprintln(a.err, safeLines(a.t("cli.error", "Message", message)))
	if hint != "" {
		fmt.Fprintln(a.err, safeLines(hint))
	}
}

// safeLines makes text safe for a terminal and keeps its lines.
func safeLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = widget.Grid(line)
	}
	return strings.Join(lines, "\n")
}

// command makes a command whose texts are the messages cli.<id>.short, .long
// and .example; a text that has no message is left out.
func (a *app) command(id, use string) *cobra.Command {
	text := func(part string) string {
		if key := "cli." + id + "." + part; a.say.Has(key) {
			return a.t(key)
		}
		return ""
	}
	return &cobra.Command{Use: use, Short: text("short"), Long: text("long"), Example: text("example"), DisableFlagsInUseLine: true}
}
