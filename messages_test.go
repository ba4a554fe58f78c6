package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// catalogue is what the message files of one language say: id → all its texts.
type catalogue map[string]string

func readCatalogue(t *testing.T, language string) catalogue {
	t.Helper()
	files, err := filepath.Glob("locale/messages/*." + language + ".toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no messages: %v", err)
	}
	all := catalogue{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var messages map[string]any
		if err := toml.Unmarshal(data, &messages); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for id, message := range messages {
			if _, twice := all[id]; twice {
				t.Errorf("%s: %s stands in another file too", file, id)
			}
			all[id] = textsOf(message)
		}
	}
	return all
}

// textsOf joins the plural forms of a message.
func textsOf(message any) string {
	forms, plural := message.(map[string]any)
	if !plural {
		return message.(string)
	}
	texts := ""
	for _, key := range slices.Sorted(maps.Keys(forms)) {
		texts += forms[key].(string)
	}
	return texts
}

var (
	action      = regexp.MustCompile(`{{.*?}}`)
	placeholder = regexp.MustCompile(`\.[A-Z]\w*`)
)

// placeholders returns the names that a message takes, in order of name.
func placeholders(text string) []string {
	names := map[string]bool{}
	for _, a := range action.FindAllString(text, -1) {
		for _, name := range placeholder.FindAllString(a, -1) {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// phrasedApart are messages that take other values in Chinese than in English,
// as October 2024 and 2024年10月 do.
func phrasedApart(id string) bool { return id == "tui.month" }

func TestBothLanguagesSayTheSame(t *testing.T) {
	en, zh := readCatalogue(t, "en"), readCatalogue(t, "zh")
	for id := range en {
		if _, said := zh[id]; !said {
			t.Errorf("%s has no Chinese text", id)
		}
	}
	for id, text := range zh {
		english, said := en[id]
		if !said {
			t.Errorf("%s has no English text", id)
			continue
		}
		if a, b := placeholders(english), placeholders(text); !slices.Equal(a, b) && !phrasedApart(id) {
			t.Errorf("%s takes %v in English, %v in Chinese", id, a, b)
		}
	}
}

// Ids are written out or put together in the code: "cli." + command + ".short".
func TestMessagesAndCodeAgree(t *testing.T) {
	messages := readCatalogue(t, "en")
	code := readCode(t)
	isID := regexp.MustCompile(`^(` + strings.Join(areas(messages), "|") + `)(\.[a-z0-9_]+)+$`)
	for text := range code.literals {
		if _, known := messages[text]; !known && isID.MatchString(text) {
			t.Errorf("the code says %s, which no catalogue has", text)
		}
	}
	for name := range code.problems {
		if _, known := messages["problem."+name]; !known {
			t.Errorf("the problem %s has no message", name)
		}
	}
	for id := range messages {
		if name, isHint := strings.CutPrefix(id, "hint."); isHint {
			if _, known := messages["problem."+name]; !known {
				t.Errorf("%s belongs to no problem", id)
			}
			continue
		}
		if label, long := strings.CutPrefix(id, "tui.command."); long && code.canSay("tui.key."+label, 1) {
			continue // the long name of a key's command
		}
		if !code.canSay(strings.TrimPrefix(id, "problem."), 4) && !code.canSay(id, 4) {
			t.Errorf("nothing in the code says %s", id)
		}
	}
}

// areas returns the first parts of all ids.
func areas(messages catalogue) []string {
	found := map[string]bool{}
	for id := range messages {
		area, _, _ := strings.Cut(id, ".")
		found[area] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// A codebase is what the program's own code has of texts.
type codebase struct {
	literals map[string]bool
	problems map[string]bool // codes of problems that are written out where they are made
}

// canSay reports whether an id is a literal, or up to so many of them together.
func (c codebase) canSay(id string, parts int) bool {
	if c.literals[id] {
		return true
	}
	for i := 1; i < len(id) && parts > 1; i++ {
		head := id[:i]
		if (len(head) > 1 || head == "." || head == "_") && c.literals[head] && c.canSay(id[i:], parts-1) {
			return true
		}
	}
	return false
}

func readCode(t *testing.T) codebase {
	t.Helper()
	c := codebase{literals: map[string]bool{}, problems: map[string]bool{}}
	for day := time.Sunday; day <= time.Saturday; day++ {
		c.literals[day.String()] = true // the screen names days by them
	}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch name := entry.Name(); {
		case err != nil:
			return err
		case entry.IsDir() && path != "." && (strings.HasPrefix(name, ".") || name == "testdata" || name == "tools"):
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err == nil {
			ast.Inspect(file, c.note)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (c codebase) note(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.BasicLit:
		if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
			c.literals[text] = true
		}
	case *ast.CallExpr:
		if name, ok := problemCode(n); ok {
			c.problems[name] = true
		}
	}
	return true
}

// problemCode returns the code in NewProblem(kind, "code", …) and the like.
func problemCode(call *ast.CallExpr) (string, bool) {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	if !slices.Contains([]string{"NewProblem", "Invalidf", "usage"}, name) || len(call.Args) < 2 {
		return "", false
	}
	literal, ok := call.Args[1].(*ast.BasicLit)
	if !ok {
		return "", false
	}
	text, err := strconv.Unquote(literal.Value)
	return text, err == nil
}
