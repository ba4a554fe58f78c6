package tui

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/encoding/unicode"

	"kehu/model"
)

// A clipboard knows the ways to the clipboard that the person pastes from. It is
// not always on the machine that the program runs on: over SSH the terminal must
// be asked, and no tool of this machine.
type clipboard struct {
	environ []string
	remote  bool // not even the person's files are here
}

// A way is how a text was copied, and what is still to be sent to the terminal.
type way struct {
	id   string // of the message
	name string // the tool, or the file
	send tea.Cmd
}

// Limits of the ways.
const (
	toolTime  = 3 * time.Second
	mostOSC52 = 74_994 // bytes of text: what terminals take at least
)

// put copies a text by the first way that works here.
func (c clipboard) put(ctx context.Context, text string) (way, error) {
	ctx, stop := context.WithTimeout(ctx, toolTime)
	defer stop()
	if tool := c.native(ctx, text); tool != "" {
		return way{id: "tui.copy.native", name: tool}, nil
	}
	if !c.remote && c.get("TMUX") != "" && c.run(ctx, text, "tmux", "load-buffer", "-w", "-") {
		return way{id: "tui.copy.tmux"}, nil
	}
	if len(text) <= mostOSC52 && c.takesOSC52() {
		return way{id: "tui.copy.osc52", send: c.osc52(text)}, nil
	}
	if c.remote {
		return way{}, model.NewProblem(model.Failed, "copy_too_long")
	}
	path, err := c.file(text)
	return way{id: "tui.copy.file", name: path}, err
}

// get returns a variable of the terminal's environment; the last one counts.
func (c clipboard) get(name string) (value string) {
	for _, pair := range c.environ {
		if v, found := strings.CutPrefix(pair, name+"="); found {
			value = v
		}
	}
	return value
}

// overSSH reports whether the terminal stands on another machine.
func (c clipboard) overSSH() bool {
	return c.remote || c.get("SSH_CONNECTION") != "" || c.get("SSH_TTY") != "" || c.get("SSH_CLIENT") != ""
}

// native tries the tools of a local desktop and returns the one that took the text.
func (c clipboard) native(ctx context.Context, text string) string {
	if c.overSSH() {
		return ""
	}
	for _, tool := range c.tools() {
		if in, ok := tool.encode(text); ok && c.run(ctx, in, tool.words[0], tool.words[1:]...) {
			return tool.words[0]
		}
	}
	return ""
}

// A tool puts its standard input into the clipboard.
type tool struct {
	words []string
	utf16 bool
}

func (c clipboard) tools() (tools []tool) {
	add := func(here bool, words ...string) {
		if here {
			tools = append(tools, tool{words: words})
		}
	}
	add(runtime.GOOS == "darwin", "pbcopy")
	add(c.get("WAYLAND_DISPLAY") != "", "wl-copy")
	add(c.get("DISPLAY") != "", "xclip", "-selection", "clipboard")
	add(c.get("DISPLAY") != "", "xsel", "--clipboard", "--input")
	add(c.get("TERMUX_VERSION") != "", "termux-clipboard-set")
	if runtime.GOOS == "windows" || c.get("WSL_DISTRO_NAME") != "" {
		tools = append(tools, tool{words: []string{"clip.exe"}, utf16: true})
	}
	return tools
}

// encode writes the text as the tool reads it.
func (t tool) encode(text string) (string, bool) {
	if !t.utf16 {
		return text, true
	}
	out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	return out, err == nil
}

// run gives the text to a program; false where it is not here or fails.
func (c clipboard) run(ctx context.Context, text, name string, args ...string) bool {
	path := c.find(name)
	if path == "" {
		return false
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env, cmd.Stdin = c.environ, strings.NewReader(text)
	cmd.WaitDelay = time.Second // some stay in the background to serve the clipboard
	return cmd.Run() == nil
}

// find looks a program up in the path of the terminal's environment.
func (c clipboard) find(name string) string {
	for _, dir := range filepath.SplitList(c.get("PATH")) {
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil && filepath.IsAbs(path) {
			return path
		}
	}
	return ""
}

// takesOSC52 reports whether the terminal may know OSC 52; those that answer
// nothing are known by name only.
func (c clipboard) takesOSC52() bool {
	term := c.get("TERM")
	return term != "linux" && term != "dumb" && !strings.HasPrefix(term, "vt") && c.get("TERM_PROGRAM") != "Apple_Terminal"
}

// osc52 asks the terminal, through a multiplexer where there is one.
func (c clipboard) osc52(text string) tea.Cmd {
	const screenChunk = 512 // GNU screen cuts longer strings
	switch seq := ansi.SetSystemClipboard(text); {
	case c.get("TMUX") != "":
		return tea.Raw(seq + ansi.TmuxPassthrough(seq))
	case c.get("STY") != "":
		return tea.Raw(ansi.ScreenPassthrough(seq, screenChunk))
	}
	return tea.SetClipboard(text)
}

// file keeps the text where only the person can read it.
func (c clipboard) file(text string) (string, error) {
	dir := c.get("XDG_RUNTIME_DIR")
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(c.get("HOME"), ".cache")
	}
	path := filepath.Join(dir, "kehu", "clipboard.txt")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", model.NewProblem(model.Failed, "copy_failed", "Path", path).Because(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return "", model.NewProblem(model.Failed, "copy_failed", "Path", path).Because(err)
	}
	return path, nil
}
