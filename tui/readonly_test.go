package tui

import (
	"testing"

	"kehu/store"
)

// reopen opens a filled book once more, in another way.
func reopen(t *testing.T, o store.Options) *store.Store {
	t.Helper()
	st := openFilledBook(t)
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	o.Now = clock
	again := must[*store.Store](t)(store.Open(t.Context(), st.Path(), o))
	t.Cleanup(func() { again.Close() })
	return again
}

// A book that may not be written says so, on each screen, and opens no form that
// could not be saved.
func TestReadOnlyScreen(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string][2]string{"zh": {"只读", "没有文件或文件夹的写入权限"}, "en": {"for reading only", "you may not write its file"}} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			d := start(t, reopen(t, store.Options{ReadOnly: true}), lang, 80, 24)
			d.sees(want[0])
			for _, key := range []string{"a", "e", "d", "$", "m", "f", "t", "l", "u", "ctrl+r", "i"} {
				d.press(key)
				d.sees(want[1], "张伟")
				d.fits()
			}
			d.press("enter")
			d.sees(want[0])
			for _, key := range []string{"e", "C", "$", "m", "f", "d"} {
				d.press(key)
				d.sees(want[1])
			}
		})
	}
}

// A book on a network drive says so above every screen, and why that matters to a
// person who opens it for the first time.
func TestNetworkDrive(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string][2]string{"zh": {"位于网络盘（sshfs）", "通过 SSH"}, "en": {"on a network drive (sshfs)", "over SSH"}} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			st := reopen(t, store.Options{FileSystem: func(string) string { return "sshfs" }})
			d := start(t, st, lang, 80, 24)
			d.sees(want[0], want[1])
			d.fits()
			d = start(t, st, lang, 80, 24)
			d.sees(want[0])
			d.lacks(want[1])
		})
	}
}
