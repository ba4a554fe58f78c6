package tui

import (
	"context"
	"errors"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/store/vault"
	"kehu/tui/widget"
)

// backups lists the copies of the book, the newest first.
type backups struct {
	base
	table  *list
	making bool
}

func newBackups(s *session) *backups {
	b := &backups{base: base{s}}
	b.table = newList(s, b.heads())
	b.table.Empty = s.t("tui.backup.none")
	b.table.Failure = s.failure
	return b
}

func (b *backups) heads() []widget.Column {
	return []widget.Column{
		{Key: "at", Title: b.t("tui.backup.when")},
		{Key: "reason", Title: b.t("tui.backup.why"), Max: 24, Muted: true},
		{Key: "size", Title: b.t("tui.backup.size"), Right: true},
		{Key: "customers", Title: b.t("tui.tab.customers"), Right: true},
		{Key: "file", Title: b.t("tui.backup.file"), Flex: true, Min: 12, Muted: true},
	}
}

// Init reads the folder.
func (b *backups) Init() tea.Cmd { return b.read() }

func (b *backups) read() tea.Cmd {
	return ask(b.session, b.store.Backups, func(all []vault.Copy, err error) tea.Cmd {
		if err != nil {
			b.fail(err)
			return nil
		}
		rows := make([]widget.Row, len(all))
		for i, c := range all {
			rows[i] = b.row(int64(i)+1, c)
		}
		source := func(_ context.Context, span widget.Span) ([]widget.Row, error) { return span.Of(rows), nil }
		return tea.Batch(b.table.restyle(b.session, b.heads(), source), b.table.SetTotal(len(rows), true))
	})
}

func (b *backups) row(key int64, c vault.Copy) widget.Row {
	reason, customers := "", ""
	if c.Note != nil {
		reason = b.t("backup.reason." + c.Note.Reason)
		if n, known := c.Note.Counts[string(model.KindCustomer)]; known {
			customers = strconv.FormatInt(n, 10)
		}
	}
	return widget.Row{Key: key, Cells: []string{b.moment(c.At), reason, sizeText(c.Size), customers, oneLine(c.Name.String())}}
}

// Update moves and takes rows.
func (b *backups) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(restyled); ok {
		b.table.Empty = b.t("tui.backup.none")
		return b.read()
	}
	return b.table.Update(msg)
}

func (b *backups) Resize(w, h int) tea.Cmd { return b.table.SetSize(w, h-4) }

// View draws the folder, what is done by itself, and the table.
func (b *backups) View(w, _ int) widget.Frame {
	title := "  " + b.styles.Title.Render(widget.Truncate(b.t("tui.backup.title", "Path", oneLine(b.copies.Place)), w-4))
	note := "  " + b.styles.Muted.Render(widget.Truncate(b.t("tui.backup.schedule"), w-4))
	if b.copies.Failure != nil {
		message, _ := b.p.Error(b.copies.Failure)
		note = "  " + b.styles.Warn.Render(widget.Truncate(b.styles.Signs.Warn+" "+oneLine(message), w-4))
	}
	return widget.VStack(widget.Frame{S: title}, widget.Frame{S: note}, widget.Frame{}, b.table.View())
}

// Bindings lists the keys.
func (b *backups) Bindings() []binding {
	off := when(!b.making, "tui.why.backup_runs")
	return append([]binding{
		{keys: []string{"b"}, label: "tui.key.backup", group: groupChange, foot: true, off: off, run: b.make},
		{keys: []string{"esc"}, label: "tui.key.back", group: groupMove, foot: true, run: b.nav.pop},
	}, listKeys()...)
}

// make makes a copy beside the screen.
func (b *backups) make() tea.Cmd {
	b.making = true
	b.nav.say(toast{text: b.t("tui.working")})
	return ask(b.session, func(ctx context.Context) (store.BackupStatus, error) {
		report, err := b.store.Backup(ctx, store.BackupRequest{})
		if err = errors.Join(append([]error{err}, report.Wanting...)...); err != nil {
			return store.BackupStatus{}, err
		}
		return b.store.BackupStatus(ctx)
	}, func(status store.BackupStatus, err error) tea.Cmd {
		b.making = false
		if err != nil {
			b.fail(err)
			return b.read()
		}
		b.session.copies = status
		b.nav.say(toast{text: b.t("tui.backup.made"), tone: good})
		return b.read()
	})
}

// backupSetting is the line of the settings that leads here.
func (c *settings) backupSetting() setting {
	last := c.t("tui.backup.not_yet")
	if at := c.copies.Last; !at.IsZero() {
		last = c.moment(at)
	}
	return setting{"tui.set.backups", "tui.set.backups_note", last, nil, nil, func() screen { return newBackups(c.session) }}
}
