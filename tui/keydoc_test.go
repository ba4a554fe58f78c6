package tui

import (
	"flag"
	"os"
	"testing"
)

// docs/keys.md is what the table of commands says. After a change of keys:
// go test ./tui -run KeyDocument -update.
func TestKeyDocument(t *testing.T) {
	t.Parallel()
	const file = "../docs/keys.md"
	now := KeyDocument()
	if update := flag.Lookup("update"); update != nil && update.Value.String() == "true" {
		if err := os.WriteFile(file, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if string(must[[]byte](t)(os.ReadFile(file))) != now {
		t.Errorf("%s is not what the bindings say; write it anew by: go test ./tui -run KeyDocument -update", file)
	}
}
