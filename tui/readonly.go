package tui

import (
	"slices"

	"kehu/store"
)

// writing are the commands that write the book. Leaving them out of a book that is
// open for reading only spares people a form that could not be saved.
var writing = []string{
	"tui.key.add", "tui.key.edit", "tui.key.edit_customer", "tui.key.edit_text", "tui.key.edit_marked", "tui.key.edit_field", "tui.key.edit_entry", "tui.key.tags", "tui.key.level",
	"tui.key.purchase", "tui.key.contact", "tui.key.task", "tui.key.finish", "tui.key.bin", "tui.key.bin_entry", "tui.key.restore",
	"tui.key.undo", "tui.key.undo_this", "tui.key.redo", "tui.key.import", "tui.key.write", "tui.key.carry",
	"tui.welcome.add", "tui.welcome.import",
}

// withoutWriting gives the commands that write a reason why they cannot be given now.
func (s *session) withoutWriting(bs []binding) []binding {
	if s.unwritable == "" {
		return bs
	}
	bs = slices.Clone(bs)
	for i := range bs {
		if slices.Contains(writing, bs[i].label) {
			bs[i].off = s.unwritable
		}
	}
	return bs
}

// noWriting is the reason why a book cannot be written; "" where it can.
func noWriting(st *store.Store) string {
	switch {
	case st.NoRoom():
		return "tui.why.no_room"
	case st.ReadOnly():
		return "tui.why.read_only"
	}
	return ""
}

// bookNotices say what one should know of the file.
func (s *session) bookNotices() (notes []string) {
	switch s.unwritable {
	case "tui.why.no_room":
		notes = append(notes, s.t("tui.notice.no_room"))
	case "tui.why.read_only":
		notes = append(notes, s.t("tui.notice.read_only"))
	}
	if name := s.store.Network(); name != "" {
		notes = append(notes, s.t("tui.notice.network", "Name", name))
	}
	return notes
}
