package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/tui/widget"
)

// A typing is the word that a person is completing, and where it stands.
type typing struct {
	ctx  context.Context
	book *store.Book // nil where there is none that can be read
	args []string    // the words of the command before it
	word string
}

// A candidate is what the word could become, and what that means.
type candidate struct{ text, about string }

// A completer proposes words. What goes wrong in it proposes nothing: nobody
// wants to read errors between two keys.
type completer func(typing) []candidate

// completes has a command's words completed.
func (a *app) completes(cmd *cobra.Command, f completer) { cmd.ValidArgsFunction = a.completion(f) }

// completesFlag has the values of a flag completed.
func (a *app) completesFlag(cmd *cobra.Command, name string, f completer) {
	a.completesFlagBy(cmd, name, a.completion(f))
}

// completesFiles leaves the values of flags to the shell, which knows files.
func (a *app) completesFiles(cmd *cobra.Command, flags ...string) {
	for _, name := range flags {
		a.completesFlagBy(cmd, name, fileNames)
	}
}

func (a *app) completesFlagBy(cmd *cobra.Command, name string, f cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(name, f); err != nil {
		panic(err) // a flag that the command does not have: a fault of the program, found by any test
	}
}

// fileNames has the shell complete the names of files.
func fileNames(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

// completion gives cobra what a completer proposes, in its order. What ends with
// a sign that wants a value behind it gets no blank.
func (a *app) completion(f completer) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		directive := cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
		var out []cobra.Completion
		for _, c := range a.candidates(f, typing{ctx: cmd.Context(), args: args, word: word}) {
			if widget.Grid(c.text) != c.text {
				continue // a control character in a value must not reach the terminal
			}
			if wantsMore(c.text) {
				directive |= cobra.ShellCompDirectiveNoSpace
			}
			out = append(out, cobra.CompletionWithDesc(c.text, widget.Grid(c.about)))
		}
		return out, directive
	}
}

// candidates runs a completer on the book, or without one. The book is opened
// for reading: a key press neither makes one nor brings it up to date.
func (a *app) candidates(f completer, t typing) []candidate {
	path, err := a.bookPath()
	if err != nil {
		return f(t)
	}
	st, err := store.OpenExisting(t.ctx, path, store.Options{Now: a.now, ReadOnly: true})
	if err != nil {
		return f(t)
	}
	defer st.Close()
	t.book = st.As(a.actor(), "")
	if err := a.learn(t.ctx, t.book); err != nil {
		return nil
	}
	return f(t)
}

// beginning keeps the candidates that the word begins, in any letter case.
func (t typing) beginning(all []candidate) []candidate {
	var out []candidate
	for _, c := range all {
		if len(c.text) >= len(t.word) && strings.EqualFold(c.text[:len(t.word)], t.word) {
			out = append(out, c)
		}
	}
	return out
}

// at returns the completer of each word of a command in turn; the last one goes
// for all words that follow.
func at(fs ...completer) completer {
	return func(t typing) []candidate {
		f := fs[min(len(t.args), len(fs)-1)]
		if f == nil {
			return nil
		}
		return f(t)
	}
}

// oneOf proposes fixed words, called as the messages of a kind say; "" for none.
func (a *app) oneOf(kind string, keys ...string) completer {
	return func(t typing) []candidate { return t.beginning(a.named(kind, keys)) }
}

func (a *app) named(kind string, keys []string) []candidate {
	all := make([]candidate, len(keys))
	for i, key := range keys {
		all[i] = candidate{text: key}
		if name := a.choice(kind, key); name != key {
			all[i].about = name
		}
	}
	return all
}

// listOf completes the last part of a list with commas.
func listOf(f completer) completer {
	return func(t typing) []candidate {
		done := strings.LastIndexAny(t.word, ",，、") + 1
		if done > 0 && t.word[done-1] != ',' {
			return nil // a list of Chinese commas is left alone
		}
		before := t.word[:done]
		t.word = t.word[done:]
		return behind(before, f(t))
	}
}

// behind puts what candidates have in common before each.
func behind(head string, all []candidate) []candidate {
	for i := range all {
		all[i].text = head + all[i].text
	}
	return all
}

// about is what a candidate is called, unless that is what it says.
func about(text, name string) string {
	if name == text {
		return ""
	}
	return name
}

// isCompletion reports whether a shell asks for the completion of a command line
// that stands behind the first word.
func isCompletion(args []string) bool {
	return len(args) > 1 && (args[0] == cobra.ShellCompRequestCmd || args[0] == cobra.ShellCompNoDescRequestCmd)
}

// joinFlag joins the word under way to the flag before it whose value it is, where it
// begins with a sign, as in "--sort -na": cobra would take it for a flag. What cobra
// proposes for either form is the value alone.
func joinFlag(root *cobra.Command, args []string) []string {
	last := len(args) - 1
	if last < 1 || !strings.HasPrefix(args[last], "-") {
		return args
	}
	name, isLong := strings.CutPrefix(args[last-1], "--")
	cmd, _, err := root.Find(args[:last-1])
	if err != nil || !isLong {
		return args
	}
	if flag := cmd.Flag(name); flag == nil || flag.NoOptDefVal != "" {
		return args
	}
	return append(slices.Clone(args[:last-1]), args[last-1]+"="+args[last])
}
