package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"kehu/store"
)

// lookAgain is how often the screens ask whether a copy of the book is due.
const lookAgain = time.Hour

// careForBackups finds out, beside the screen, how the book stands with its copies,
// and makes the one that is due. Somebody who only reads needs none: so it is asked
// at the start and, no more often than each hour, when something is written.
func (r *root) careForBackups() tea.Cmd {
	if !r.looked.IsZero() && r.now().Sub(r.looked) < lookAgain {
		return nil
	}
	r.looked = r.now()
	return ask(r.session, func(ctx context.Context) (store.BackupStatus, error) {
		_, _ = r.store.BackUpWhenDue(ctx, false) // what goes wrong is in the status
		return r.store.BackupStatus(ctx)
	}, r.knowBackups)
}

// knowBackups takes how the book stands with its copies. A question that was not
// answered leaves what was known.
func (r *root) knowBackups(status store.BackupStatus, err error) tea.Cmd {
	if err == nil {
		r.copies = status
	}
	return nil
}

// backupNote says in the footer that there is no good copy, and since when; "" where
// there is one, or nothing to lose.
func (s *session) backupNote() string {
	if !s.copies.IsLate(s.now()) {
		return ""
	}
	if s.copies.Last.IsZero() {
		return s.t("tui.backup.never")
	}
	days := int(s.now().Sub(s.copies.Last).Hours() / 24)
	return s.t("tui.backup.late", "Count", days)
}
