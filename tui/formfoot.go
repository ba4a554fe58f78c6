package tui

import (
	"slices"

	"kehu/tui/widget"
)

// Bindings are for the footer; the form handles its keys itself.
func (f *form[T, R]) Bindings() []binding {
	bs := []binding{
		{show: "Ctrl-s", label: "tui.key.save", foot: true},
		{show: "Tab", label: "tui.key.next_field", foot: true},
	}
	if slices.ContainsFunc(f.entries, func(e entry[T]) bool { return e.Kind == widget.Items }) {
		bs = append(bs, binding{show: "Ctrl-x", label: "tui.key.remove_item", foot: f.form.OnRow()})
	}
	bs = append(bs, f.editorKey()...)
	bs = append(bs, f.likely.bindings(f.session)...)
	return formKeys(f.form, append(bs, binding{show: "Esc", label: "tui.key.cancel", foot: true}))
}

// formKeys are the keys of a form as it stands: what is open over its fields takes
// them first.
func formKeys(f *widget.Form, filling []binding) []binding {
	choose := binding{show: "← →", label: "tui.key.choose", foot: true}
	switch f.State() {
	case widget.Asking:
		return []binding{{show: "y", label: "tui.key.yes", foot: true}, {show: "n", label: "tui.key.no", foot: true}}
	case widget.Picking:
		return []binding{
			{show: "↑ ↓", label: "tui.key.move", foot: true},
			{show: "Enter", label: "tui.key.choose", foot: true},
			{show: "Esc", label: "tui.key.close", foot: true},
		}
	case widget.Completing:
		choose.show = "↓"
		return append([]binding{choose}, filling...)
	case widget.Completed:
		return []binding{
			{show: "Enter", label: "tui.key.take", foot: true},
			{show: "↑ ↓", label: "tui.key.move", foot: true},
			{show: "Esc", label: "tui.key.close", foot: true},
		}
	}
	if f.OnChoice() {
		return slices.Insert(filling, min(2, len(filling)), choose)
	}
	return filling
}
