package tui

import tea "charm.land/bubbletea/v2"

// warnOfNetwork explains a book on a network file system to a person who opens it for
// the first time; the rule keeps saying it in a word.
func (r *root) warnOfNetwork() tea.Cmd {
	if r.store.Network() == "" {
		return nil
	}
	return ask(r.session, r.book.NewNetwork, func(name string, err error) tea.Cmd {
		switch {
		case err != nil:
			r.fail(err)
		case name != "":
			r.say(toast{text: r.t("network.warning", "Name", name), hint: r.t("network.advice"), tone: warn})
		}
		return nil
	})
}
