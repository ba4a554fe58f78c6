package tui

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kehu/locale"
)

// Every binding with a key and a label is in the table of places: what is not
// cannot be given another key, and is missing from docs/keys.md. A new screen
// takes one line in places.go.
func TestEveryCommandHasItsPlace(t *testing.T) {
	t.Parallel()
	var known []string
	for _, p := range places(newBareSession(locale.New(locale.EN))) {
		for _, b := range p.keys {
			known = append(known, b.label)
		}
	}
	written := regexp.MustCompile(`\{keys: \[\]string\{[^}]*\}.*?label: "(tui\.key\.[a-z_]+)"`)
	for _, file := range must[[]string](t)(filepath.Glob("*.go")) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, m := range written.FindAllStringSubmatch(string(must[[]byte](t)(os.ReadFile(file))), -1) {
			if !slices.Contains(known, m[1]) {
				t.Errorf("%s: %s is on no screen that places() lists", file, m[1])
			}
		}
	}
}
