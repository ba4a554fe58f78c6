package tui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
)

// fakeTools puts programs into a folder that write what they are given into a
// file beside them.
func fakeTools(t *testing.T, names ...string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, name := range names {
		script := "#!/bin/sh\n/bin/cat > " + filepath.Join(dir, name+".txt") + "\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// copies opens the screens in an environment and says which messages follow a
// copy that the driver cannot carry out itself.
func copies(t *testing.T, remote bool, environ ...string) *driver {
	t.Helper()
	st := openFilledBook(t)
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	d := &driver{t: t, store: st, w: 140, h: 40}
	d.m = New(ctx, Options{Store: st, Actor: model.Actor{Name: "wang"}, Lang: "en", Now: clock, Environ: environ, Remote: remote})
	r := d.m.(*root)
	d.listen(r)
	d.send(tea.WindowSizeMsg{Width: d.w, Height: d.h})
	d.drain(r.Init())
	return d
}

func TestCopyUsesTheDesktopsTool(t *testing.T) {
	t.Parallel()
	dir := fakeTools(t, "wl-copy", "xclip", "tmux")
	d := copies(t, false, "PATH="+dir, "WAYLAND_DISPLAY=w", "DISPLAY=:0", "TMUX=x", "TERM=xterm")
	d.press("right right right y")
	d.sees("Copied “138 0013 8000”: clipboard, by wl-copy")
	if got := string(must[[]byte](t)(os.ReadFile(filepath.Join(dir, "wl-copy.txt")))); got != "138 0013 8000" {
		t.Errorf("copied %q", got)
	}
}

func TestCopyRowsAsTSV(t *testing.T) {
	t.Parallel()
	dir := fakeTools(t, "wl-copy")
	d := copies(t, false, "PATH="+dir, "WAYLAND_DISPLAY=w")
	d.press("space down space Y")
	d.sees("Copied 2 rows: clipboard")
	got := string(must[[]byte](t)(os.ReadFile(filepath.Join(dir, "wl-copy.txt"))))
	lines := strings.Split(got, "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "张伟\t北京华远贸易有限公司\t") || !strings.HasPrefix(lines[1], "Helena Holý\t") {
		t.Errorf("copied %q", got)
	}
	d.press("esc Y")
	d.sees("Copied 1 row:")
}

// Over SSH the terminal is asked; a tool would fill the clipboard of the server.
func TestCopyOverSSHRunsNoTool(t *testing.T) {
	t.Parallel()
	dir := fakeTools(t, "wl-copy", "xclip", "tmux")
	d := copies(t, false, "PATH="+dir, "WAYLAND_DISPLAY=w", "DISPLAY=:0", "SSH_CONNECTION=a b c d", "TERM=xterm")
	d.press("y")
	d.sees("sent to the terminal's clipboard (OSC 52)")
	for _, name := range []string{"wl-copy.txt", "xclip.txt", "tmux.txt"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s was written", name)
		}
	}
}

func TestCopyInTmux(t *testing.T) {
	t.Parallel()
	dir := fakeTools(t, "tmux")
	d := copies(t, false, "PATH="+dir, "TMUX=/tmp/x", "SSH_TTY=/dev/pts/1")
	d.press("y")
	d.sees("tmux buffer")
	if got := string(must[[]byte](t)(os.ReadFile(filepath.Join(dir, "tmux.txt")))); got != "张伟" {
		t.Errorf("copied %q", got)
	}
}

func TestCopyIntoAFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := copies(t, false, "PATH=", "TERM=linux", "XDG_RUNTIME_DIR="+dir)
	d.press("y")
	file := filepath.Join(dir, "kehu", "clipboard.txt")
	d.sees("into the file", "clipboard.txt")
	if got := string(must[[]byte](t)(os.ReadFile(file))); got != "张伟" {
		t.Errorf("copied %q", got)
	}
	if info := must[os.FileInfo](t)(os.Stat(file)); info.Mode().Perm() != 0o600 {
		t.Errorf("the file has the mode %v", info.Mode())
	}
}

func TestCopyWaysToTheTerminal(t *testing.T) {
	t.Parallel()
	for environ, want := range map[string]string{"TERM=xterm": "\x1b]52;c;", "STY=1.pts": "\x1bP\x1b]52", "TMUX=x": "\x1bPtmux;"} {
		c := clipboard{environ: []string{environ}, remote: true}
		w := must[way](t)(c.put(t.Context(), "hello"))
		msg := w.send()
		if raw, ok := msg.(tea.RawMsg); ok {
			msg = raw.Msg
		} else if fmt.Sprint(msg) == "hello" {
			msg = "\x1b]52;c;" // Bubble Tea writes it
		}
		if !strings.Contains(fmt.Sprint(msg), want) {
			t.Errorf("%s: %q is sent", environ, msg)
		}
	}
	if _, err := (clipboard{remote: true}).put(t.Context(), strings.Repeat("x", mostOSC52+1)); err == nil {
		t.Error("a text that terminals cut off is sent")
	}
}

func TestCopyOnTheCard(t *testing.T) {
	t.Parallel()
	dir := fakeTools(t, "xsel")
	d := copies(t, false, "PATH="+dir, "DISPLAY=:0")
	copied := func() string { return string(must[[]byte](t)(os.ReadFile(filepath.Join(dir, "xsel.txt")))) }
	d.press("enter Y")
	d.sees("Copy", "138 0013 8000", "zhangwei@example.cn")
	d.press("enter")
	d.sees("Copied “138 0013 8000”")
	d.press("tab down y")
	if got := copied(); got != "zhangwei@example.cn" {
		t.Errorf("copied %q", got)
	}
	d.press("2 y")
	if got := copied(); got != "SO-1001" {
		t.Errorf("copied %q", got)
	}
}
