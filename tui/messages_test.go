package tui

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kehu/locale"
)

// Every message that the code names by its whole id is in both catalogues.
func TestMessagesAreThere(t *testing.T) {
	t.Parallel()
	ids := regexp.MustCompile(`"(tui\.[a-z_.0-9]*[a-z0-9])"`)
	files := must[[]string](t)(filepath.Glob("*.go"))
	for _, lang := range []string{locale.ZH, locale.EN} {
		p := locale.New(lang)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, m := range ids.FindAllStringSubmatch(string(must[[]byte](t)(os.ReadFile(file))), -1) {
				if !p.Has(m[1]) {
					t.Errorf("%s: %s has no message %s", file, lang, m[1])
				}
			}
		}
	}
}
