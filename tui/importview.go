package tui

import (
	"path/filepath"
	"strings"

	"charm.land/bubbles/v2/progress"

	"kehu/model"
	"kehu/tui/widget"
)

// View draws the form, the progress, or the plan.
func (m *importer) View(w, h int) widget.Frame {
	switch {
	case m.job != 0:
		return widget.Frame{S: m.progressView(w)}
	case m.plan != nil:
		return widget.Frame{S: m.planView(w, h)}
	}
	return m.form.View()
}

// progressView says how far the work is; while it writes, the plan knows how
// many rows there are.
func (m *importer) progressView(w int) string {
	n := m.rows.Load()
	text := "\n  " + m.styles.Accent.Render(widget.Truncate(m.t("tui.import.working", "N", grouped(n)), w-4))
	if m.plan == nil || m.plan.report.Rows == 0 {
		return text
	}
	bar := progress.New(progress.WithWidth(min(w-4, 60)), progress.WithColors(m.styles.Accent.GetForeground()))
	return text + "\n\n  " + bar.ViewAs(float64(n)/float64(m.plan.report.Rows))
}

// planView says what the file is, what would become of its rows, and what is
// wrong with those that are refused.
func (m *importer) planView(w, h int) string {
	p := m.plan
	in := min(w-4, 96)
	lines := []string{
		m.styles.Title.Render(widget.Truncate(oneLine(filepath.Base(p.path)), in)),
		m.styles.Muted.Render(widget.Truncate(m.t("tui.import.understood", "Kind", m.t("tui.import.as."+string(p.info.Kind)),
			"Encoding", p.info.Encoding, "Rows", grouped(int64(p.report.Rows))), in)), "",
	}
	lines = append(lines, m.factLines(m.outcome(p.report), in, 2)...)
	lines = append(lines, "")
	lines = append(lines, m.columnLines(p, in, max(4, (h-len(lines))/2))...)
	lines = append(lines, m.rejectLines(p.report.Rejects, in, h-len(lines)-2)...)
	return "\n  " + strings.Join(lines, "\n  ")
}

// outcome are the counts of a report; they add up to the rows.
func (m *importer) outcome(r model.ImportReport) []figure {
	var totals []string
	for _, t := range r.Totals {
		totals = append(totals, m.priced(t))
	}
	var fs []figure
	var counts []string
	for _, c := range []struct {
		id string
		n  int
	}{{"new", r.New}, {"changed", r.Changed}, {"same", r.Same}, {"duplicate_count", r.Duplicate}, {"conflict", r.Conflict}, {"rejected", r.Rejected}} {
		if c.n == 0 && c.id == "conflict" {
			continue
		}
		counts = append(counts, m.t("tui.import."+c.id)+" "+grouped(int64(c.n)))
	}
	fs = append(fs, figure{m.t("tui.import.rows"), strings.Join(counts, " · ")})
	fs = append(fs, figure{m.t("tui.import.makes"), m.t("tui.import.makes_what",
		"Customers", grouped(int64(r.Customers)), "Purchases", grouped(int64(r.Purchases)), "Interactions", grouped(int64(r.Interactions)))})
	if len(totals) > 0 {
		fs = append(fs, figure{m.p.Field("total"), strings.Join(totals, " + ")})
	}
	return fs
}

// columnLines says which column fills which field, and which are left out.
func (m *importer) columnLines(p *importPlan, w, most int) []string {
	var used, left []string
	for _, c := range p.info.Columns {
		switch name := m.p.Field(c.Field); {
		case c.Field == "":
			left = append(left, oneLine(c.Heading))
		case name == c.Heading:
			used = append(used, oneLine(c.Heading))
		default:
			used = append(used, oneLine(c.Heading)+" → "+name)
		}
	}
	var fs []figure
	if len(left) > 0 {
		fs = append(fs, figure{m.t("tui.import.left_out"), strings.Join(left, " · ")})
	}
	fs = append(fs, figure{m.t("tui.import.columns"), strings.Join(used, " · ")})
	return m.factLines(fs, w, most)
}

// rejectLines lists the first refused rows with the reasons, and how many more
// there are.
func (m *importer) rejectLines(rejects []model.Reject, w, most int) []string {
	room := most - 2 // without the gap and the title
	if len(rejects) == 0 || room < 1 {
		return nil
	}
	lines := []string{"", m.styles.Warn.Render(m.t("tui.import.rejects"))}
	for i, r := range rejects {
		if i == room-1 && len(rejects) > room {
			return append(lines, m.styles.Faint.Render(m.t("tui.import.more_rejects", "Count", len(rejects)-i)))
		}
		lines = append(lines, widget.Truncate(m.t("tui.import.line", "Line", r.Line)+"  "+strings.ReplaceAll(m.complaint(r.Problems), "\n", " · "), w))
	}
	return lines
}
