package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// On a terminal import leads through the screens, unless an answer is wanted at
// once or goes elsewhere.
func TestImportOnATerminal(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "c.csv")
	if err := os.WriteFile(file, []byte("姓名\n张伟\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, in, out := openTerminal(t, 80)
	for name, c := range map[string]struct {
		change func(*app, *importOptions)
		want   bool
	}{
		"a terminal":      {func(*app, *importOptions) {}, true},
		"--yes":           {func(_ *app, o *importOptions) { o.yes = true }, false},
		"--dry-run":       {func(_ *app, o *importOptions) { o.dryRun = true }, false},
		"--unmapped":      {func(_ *app, o *importOptions) { o.unmapped = "notes" }, true},
		"--forget":        {func(_ *app, o *importOptions) { o.forget = true }, true},
		"ask":             {func(_ *app, o *importOptions) { o.onDuplicate = "ask" }, true},
		"-o json":         {func(a *app, _ *importOptions) { a.output = "json" }, false},
		"out redirected":  {func(a *app, _ *importOptions) { a.out = new(bytes.Buffer) }, false},
		"in redirected":   {func(a *app, _ *importOptions) { a.in = new(bytes.Buffer) }, false},
		"talk redirected": {func(a *app, _ *importOptions) { a.err = new(bytes.Buffer) }, false},
		"TERM=dumb":       {func(a *app, _ *importOptions) { a.getenv = func(string) string { return "dumb" } }, false},
	} {
		e := testEnv(t, nil)
		e.in, e.out, e.err = in, out, out
		a, err := newApp(e, nil)
		if err != nil {
			t.Fatal(err)
		}
		a.output = string(formatTable)
		var o importOptions
		c.change(a, &o)
		if got := a.wantsWizard(file, o); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
		if a.wantsWizard(stdin, o) || a.wantsWizard(filepath.Dir(file), o) {
			t.Errorf("%s: standard input or a folder", name)
		}
	}
}
