package main

import (
	"errors"
	"go/build"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// arrows are the imports that each package may have among our own, as
// docs/ARCHITECTURE.md draws them. They point down and never back.
var arrows = map[string][]string{
	"kehu":                {"kehu/cli"},
	"kehu/cli":            {"kehu/tui", "kehu/config", "kehu/tui/widget", "kehu/export", "kehu/store", "kehu/store/vault", "kehu/exchange", "kehu/demo", "kehu/query", "kehu/model", "kehu/model/region", "kehu/locale"},
	"kehu/tui":            {"kehu/tui/widget", "kehu/config", "kehu/export", "kehu/store", "kehu/store/vault", "kehu/exchange", "kehu/demo", "kehu/query", "kehu/model", "kehu/model/pinyin", "kehu/model/region", "kehu/locale"},
	"kehu/tui/widget":     {},
	"kehu/config":         {"kehu/query", "kehu/model"},
	"kehu/export":         {"kehu/store", "kehu/exchange", "kehu/query", "kehu/model"},
	"kehu/store":          {"kehu/store/fts5", "kehu/store/pages", "kehu/store/varint", "kehu/store/vault", "kehu/query", "kehu/model", "kehu/model/pinyin"},
	"kehu/store/fts5":     {"kehu/store/varint"},
	"kehu/store/pages":    {"kehu/store/varint"},
	"kehu/store/varint":   {},
	"kehu/store/vault":    {},
	"kehu/exchange":       {"kehu/query", "kehu/model", "kehu/model/region"},
	"kehu/demo":           {"kehu/model"},
	"kehu/query":          {"kehu/model"},
	"kehu/model":          {},
	"kehu/model/pinyin":   {},
	"kehu/model/region":   {"kehu/model", "kehu/model/pinyin"},
	"kehu/locale":         {},
	"kehu/internal/race":  {}, // for tests
	"kehu/internal/crash": {}, // tests only
}

// A new package must be drawn here first; an import against the arrows fails.
func TestArrows(t *testing.T) {
	for _, pkg := range ourPackages(t) {
		allowed, drawn := arrows[pkg.ImportPath]
		if !drawn {
			t.Errorf("%s is not drawn in the house plan", pkg.ImportPath)
		}
		for _, imported := range pkg.Imports {
			if strings.HasPrefix(imported, "kehu/") && !slices.Contains(allowed, imported) {
				t.Errorf("%s imports %s, against the arrows", pkg.ImportPath, imported)
			}
		}
	}
}

// ourPackages reads the imports of every package below this folder.
func ourPackages(t *testing.T) []*build.Package {
	t.Helper()
	var pkgs []*build.Package
	err := filepath.WalkDir(".", func(dir string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		if name := entry.Name(); dir != "." && (strings.HasPrefix(name, ".") || name == "testdata" || name == "tools" || name == "bench") {
			return filepath.SkipDir
		}
		pkg, err := build.ImportDir(dir, 0)
		var none *build.NoGoError
		if errors.As(err, &none) {
			return nil
		}
		if err != nil {
			return err
		}
		pkg.ImportPath = path.Join("kehu", filepath.ToSlash(dir))
		pkgs = append(pkgs, pkg)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return pkgs
}
