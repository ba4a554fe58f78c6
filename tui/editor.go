package tui

import (
	"context"
	"os"
	"os/exec"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// An outside editor is the person's own, on the machine where this runs.
type outside struct {
	words []string // command and arguments; nil for none
	why   string   // id of the reason why there is none
}

// editorOf finds the editor that the environment names. Over SSH there is none: it
// would run on the server, in the server's account.
func editorOf(environ []string, remote bool) outside {
	get := func(name string) string {
		for i := len(environ) - 1; i >= 0; i-- {
			if value, ok := strings.CutPrefix(environ[i], name+"="); ok {
				return value
			}
		}
		return ""
	}
	if remote || get("SSH_CONNECTION") != "" || get("SSH_TTY") != "" {
		return outside{why: "tui.why.ssh_editor"}
	}
	for _, command := range []string{get("VISUAL"), get("EDITOR"), "vi", "nano"} {
		if words := strings.Fields(command); len(words) > 0 {
			if _, err := exec.LookPath(words[0]); err == nil {
				return outside{words: words}
			}
		}
	}
	return outside{why: "tui.why.no_editor"}
}

// runner gives the terminal to a program and comes back with its error;
// tea.ExecProcess is one.
type runner func(*exec.Cmd, tea.ExecCallback) tea.Cmd

// editOutside gives a text to the person's editor and what came of it to then. The
// file goes once it was read; where the editor failed, it stays and is named.
func (s *session) editOutside(text, ending string, then func(string) tea.Cmd) tea.Cmd {
	return ask(s, func(context.Context) (string, error) { return writeTemporary(text, ending) }, func(path string, err error) tea.Cmd {
		if err != nil {
			s.fail(model.NewProblem(model.Failed, "editor_file", "Path", path).Because(err))
			return nil
		}
		command := exec.Command(s.outside.words[0], append(s.outside.words[1:len(s.outside.words):len(s.outside.words)], path)...)
		return s.run(command, func(err error) tea.Msg {
			return landed(func() tea.Cmd {
				if err != nil {
					s.fail(model.NewProblem(model.Failed, "editor_failed", "Command", s.outside.words[0], "Path", path).Because(err))
					return nil
				}
				return s.takeBack(path, then)
			})
		})
	})
}

// takeBack reads what the editor left.
func (s *session) takeBack(path string, then func(string) tea.Cmd) tea.Cmd {
	return ask(s, func(context.Context) (string, error) {
		text, err := os.ReadFile(path)
		if err == nil {
			err = os.Remove(path)
		}
		return strings.ReplaceAll(strings.TrimPrefix(string(text), "\uFEFF"), "\r\n", "\n"), err
	}, func(text string, err error) tea.Cmd {
		if err != nil {
			s.fail(model.NewProblem(model.Failed, "editor_file", "Path", path).Because(err))
			return nil
		}
		return then(text)
	})
}

func writeTemporary(text, ending string) (path string, err error) {
	f, err := os.CreateTemp("", "kehu-*"+ending) // for the person alone: 0600
	if err != nil {
		return os.TempDir(), err
	}
	_, err = f.WriteString(text)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return f.Name(), err
}

// editorKey hands the text of several lines under the cursor to the editor.
func (f *form[T, R]) editorKey() []binding {
	at := f.form.Focused()
	for _, e := range f.entries {
		if e.Key == at.Key && e.Kind == widget.Lines {
			return []binding{{keys: []string{"ctrl+e"}, label: "tui.key.editor", group: groupChange, foot: true, off: f.outside.why,
				run: func() tea.Cmd { return f.editField(at) }}}
		}
	}
	return nil
}

// editField edits a text of several lines outside. The line break that editors put
// behind the last line is not the person's.
func (f *form[T, R]) editField(at widget.Ref) tea.Cmd {
	before := f.form.Text(at)
	return f.editOutside(before, ".txt", func(text string) tea.Cmd {
		if !strings.HasSuffix(before, "\n") {
			text = strings.TrimSuffix(text, "\n")
		}
		f.form.Set(at, text)
		if f.follow != nil {
			f.follow()
		}
		return f.keepSoon()
	})
}
