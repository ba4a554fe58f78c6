package cli

import (
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"kehu/model"
)

// stdin is the word that stands for standard input.
const stdin = "-"

const (
	// takesRefs is the annotation of commands whose words from standard input may
	// be ids, as "ls -o ids" prints them.
	takesRefs = "refs"
	// takesProse is the annotation of commands that keep a text from standard
	// input whole, in the field it names.
	takesProse = "prose"
)

// readInput makes each command of a tree take "-" for standard input: as a word
// of its own it stands for the lines there, behind name= for all of it. Words
// behind "--" are left as they are. Commands that take files open it themselves.
func (a *app) readInput(cmd *cobra.Command) {
	for _, c := range cmd.Commands() {
		a.readInput(c)
	}
	if cmd.RunE == nil || cmd.Annotations[takesFiles] != "" {
		return
	}
	check, run := cmd.Args, cmd.RunE
	var words []string
	cmd.Args = func(cmd *cobra.Command, args []string) (err error) {
		if words, err = a.wordsOf(cmd, args); err != nil || check == nil {
			return err
		}
		return check(cmd, words)
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return run(cmd, words) }
}

// wordsOf puts what standard input says in the place of "-".
func (a *app) wordsOf(cmd *cobra.Command, args []string) ([]string, error) {
	plain := cmd.ArgsLenAtDash() // -1 where there is no "--"
	if plain < 0 {
		plain = len(args)
	}
	var words []string
	used := false
	for i, arg := range args {
		name, isValue := inputValue(arg)
		if i >= plain || arg != stdin && !isValue {
			words = append(words, arg)
			continue
		}
		if used {
			return nil, usage(cmd, "stdin_twice")
		}
		used = true
		text, err := a.standardInput()
		switch {
		case err != nil:
			return nil, err
		case isValue:
			words = append(words, name+strings.TrimRight(text, "\r\n"))
		case i > 0 && cmd.Annotations[takesProse] != "":
			words = append(words, cmd.Annotations[takesProse]+"="+strings.TrimRight(text, "\r\n"))
		default:
			words = append(words, inputLines(text, cmd.Annotations[takesRefs] != "")...)
		}
	}
	return words, nil
}

// inputValue returns "name=" of the word "name=-".
func inputValue(word string) (name string, ok bool) {
	_, value, ok := cutEquals(word)
	return strings.TrimSuffix(word, stdin), ok && value == stdin
}

func (a *app) standardInput() (string, error) {
	text, err := io.ReadAll(a.in)
	switch {
	case err != nil:
		return "", model.NewProblem(model.Failed, "input_unreadable", "Path", stdin).Because(err)
	case !utf8.Valid(text):
		return "", model.NewProblem(model.Invalid, "argument_not_utf8", "Value", stdin)
	}
	return strings.TrimPrefix(string(text), "\uFEFF"), nil
}

// inputLines returns the lines that say something; an id gets its #.
func inputLines(text string, refs bool) []string {
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if refs && line != "" && strings.Trim(line, "0123456789") == "" {
			line = "#" + line
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
