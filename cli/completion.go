package cli

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/query"
)

// shells are those that completion is written for.
func shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

func newCompletion(a *app) *cobra.Command {
	cmd := a.command("completion", "completion bash|zsh|fish|powershell")
	cmd.Args = exactly(1)
	a.completes(cmd, at(a.oneOf("", shells()...), nil))
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.printCompletion(cmd.Root(), args[0]) }
	return cmd
}

// bashCompletion asks the program itself, by the hidden command __bash: what
// cobra generates for bash needs the package bash-completion, and gives up at
// words whose quote is still open, which queries are.
//
//go:embed completion.bash
var bashCompletion string

// printCompletion prints the script that a shell reads.
func (a *app) printCompletion(root *cobra.Command, shell string) error {
	var script bytes.Buffer
	var err error
	switch shell {
	case "bash":
		script.WriteString(bashCompletion)
	case "zsh":
		err = root.GenZshCompletion(&script)
	case "fish":
		err = root.GenFishCompletion(&script, true)
	case "powershell":
		err = root.GenPowerShellCompletionWithDesc(&script)
	default:
		return model.NewProblem(model.Usage, "shell_unknown",
			"Value", shell, "Nearest", query.Nearest(shell, shells()), "Known", strings.Join(shells(), ", "))
	}
	if err != nil {
		return err
	}
	_, err = io.WriteString(a.out, mended(shell, script.String()))
	return err
}

// mended returns a script of cobra's with what kehu's words need besides: queries
// are words whose quote is still open, in zsh and fish; finished words with signs
// of the shell in them, such as '#6', in fish; and customers that do not begin
// with what was typed of them, in zsh, which then puts in one after the other.
func mended(shell, script string) string {
	switch shell {
	case "zsh":
		return strings.NewReplacer(
			`words=("${=words[1,CURRENT]}")`, `words=("${(@)words[1,CURRENT]}")`,
			`$(eval ${requestComp} 2>/dev/null)`, `$(eval ${requestComp}${compstate[quote]} 2>/dev/null)`,
			`__kehu_debug "Calling _describe"`, `if [[ -z ${(M)${completions//\\:/:}:#${(b)PREFIX}*} ]]; then
            noSpace="$noSpace -U"
            compstate[insert]=menu
        fi`).Replace(script)
	case "fish":
		return strings.NewReplacer(
			`(commandline -opc)`, `(string escape -- (commandline -opc))`,
			`(commandline -t | string escape`, `(commandline -t | string replace -r '^[\'"]' '' | string escape`,
			`(string escape -- (commandline -ct))`, `(string escape -- (string replace -r '^[\'"]' '' -- (commandline -ct)))`).Replace(script)
	}
	return script
}

// newBash is the hidden command that completion.bash asks: __bash LINE BREAKS
// TYPE, where LINE is the command line up to the cursor, BREAKS are bash's
// COMP_WORDBREAKS and TYPE is its COMP_TYPE.
func newBash(a *app) *cobra.Command {
	cmd := &cobra.Command{Use: "__bash", Hidden: true, DisableFlagParsing: true, Args: exactly(3)}
	cmd.Annotations = map[string]string{takesFiles: "yes"} // a line is no word of this command
	cmd.RunE = runE(a.bash)
	return cmd
}

// bash prints how completions are put in ("files", "nospace" or "space") and then
// one completion a line, in the form that readline puts into the line.
func (a *app) bash(ctx context.Context, args []string) error {
	words, last := splitLine(args[0], args[1])
	found, directive := a.ask(ctx, append(words, last.text))
	how := "space"
	switch {
	case directive&cobra.ShellCompDirectiveNoFileComp == 0 && len(found) == 0:
		how = "files"
	case directive&cobra.ShellCompDirectiveNoSpace != 0:
		how = "nospace"
	}
	menu := args[2] == "37" || args[2] == "42" // '%' and '*' put candidates in as they are
	_, err := fmt.Fprintln(a.out, strings.Join(append([]string{how}, last.replies(found, !menu)...), "\n"))
	return err
}

// ask runs cobra's completion on the words of a line, the first of them the
// program.
func (a *app) ask(ctx context.Context, words []string) (found []candidate, directive cobra.ShellCompDirective) {
	var out bytes.Buffer
	e := a.env
	e.in, e.out, e.err = strings.NewReader(""), &out, io.Discard
	run(ctx, append([]string{cobra.ShellCompRequestCmd}, words[min(1, len(words)-1):]...), e)
	for line := range strings.Lines(out.String()) {
		line = strings.TrimSuffix(line, "\n")
		if n, ok := strings.CutPrefix(line, ":"); ok {
			fmt.Sscan(n, &directive)
			continue
		}
		text, about, _ := strings.Cut(line, "\t")
		found = append(found, candidate{text, about})
	}
	return found, directive
}
