package cli

import (
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"kehu/model"
)

// assignOp is what an assignment does to a field.
type assignOp int

const (
	opSet    assignOp = iota // name=value
	opAdd                    // name+=value
	opRemove                 // name-=value
)

// An assignment is one word such as city=上海 behind add, set, buy or log.
type assignment struct {
	name  string
	op    assignOp
	value string
}

// tagsField is the field that +tag and -tag are short for.
const tagsField = "tags"

// parseAssignments reads words of the forms name=value, name+=value,
// name-=value, +tag and -tag. A word of another form is a Usage problem.
func parseAssignments(words []string) ([]assignment, error) {
	var out []assignment
	for _, word := range words {
		as, ok := parseAssignment(word)
		if !ok {
			return nil, model.NewProblem(model.Usage, "assignment_syntax", "Value", word)
		}
		out = append(out, as)
	}
	return out, nil
}

func parseAssignment(word string) (assignment, bool) {
	if len(word) > 1 && word[0] == '+' {
		return assignment{tagsField, opAdd, word[1:]}, true
	}
	if len(word) > 1 && word[0] == '-' {
		return assignment{tagsField, opRemove, word[1:]}, true
	}
	name, value, ok := cutEquals(word)
	op := opSet
	switch {
	case strings.HasSuffix(name, "+"):
		op, name = opAdd, name[:len(name)-1]
	case strings.HasSuffix(name, "-"):
		op, name = opRemove, name[:len(name)-1]
	}
	name = strings.TrimSpace(name)
	return assignment{name, op, strings.TrimSpace(value)}, ok && name != ""
}

// cutEquals parts a word at its first equals sign, which may be full-width.
func cutEquals(word string) (name, value string, ok bool) {
	i := strings.IndexAny(word, "=＝")
	if i < 0 {
		return "", "", false
	}
	return word[:i], strings.TrimPrefix(strings.TrimPrefix(word[i:], "="), "＝"), true
}

// isAssignment reports whether a word gives a field a value.
func isAssignment(word string) bool {
	_, ok := parseAssignment(word)
	return ok
}

// keepSigns lets "kehu set '#6' -老客户" take a tag away and "kehu ls -orders:0" leave
// customers out: without it the flag parser would read either as flags of one letter
// each.
func (a *app) keepSigns(root *cobra.Command, args []string) []string {
	cmd, _, err := root.Find(args)
	if err != nil {
		return args
	}
	kept := slices.Clone(args)
	for i := 0; i < len(kept); i++ {
		arg := kept[i]
		switch {
		case arg == "--":
			return kept
		case wantsValue(cmd, arg):
			i++
		case cmd.Annotations[takesTags] != "" && isUntagging(arg):
			kept[i] = tagsField + "-=" + arg[1:]
		case takesQuery(cmd) && isNegated(arg):
			kept[i] = "!" + arg[1:]
		}
	}
	return kept
}

// wantsValue reports whether a word is a flag of a command whose value is the next word.
func wantsValue(cmd *cobra.Command, arg string) bool {
	flag := cmd.Flag(strings.TrimPrefix(arg, "--"))
	if len(arg) == 2 && arg != "--" && arg[0] == '-' {
		flag = cmd.Root().PersistentFlags().ShorthandLookup(arg[1:])
	}
	return strings.HasPrefix(arg, "-") && flag != nil && flag.NoOptDefVal == ""
}

// isNegated reports whether a word is "-" and a condition: no flag has other signs than
// ASCII letters, digits, dashes and the one before its value.
func isNegated(arg string) bool {
	return len(arg) > 1 && arg[0] == '-' && arg[1] != '-' && strings.ContainsFunc(arg, func(r rune) bool {
		return r != '-' && r != '=' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	})
}

// takesTags is the annotation of commands that know -tag.
const takesTags = "tags"

// takesQuery reports whether the words of a command are a query.
func takesQuery(cmd *cobra.Command) bool {
	_, path, _ := strings.Cut(cmd.CommandPath(), " ")
	return slices.Contains([]string{"ls", "export", "todo ls", "view save"}, path)
}

func isUntagging(arg string) bool {
	if len(arg) < 2 || arg[0] != '-' || arg[1] == '-' || arg == "-h" {
		return false
	}
	value, isOutput := strings.CutPrefix(arg, "-o")
	return !isOutput || !slices.Contains(formats(), strings.TrimPrefix(value, "="))
}
