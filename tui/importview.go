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
	lines = append(lines, m.factLines(m.outcome(p.report), in, 1)...)
	lines = append(lines, "")
	lines = append(lines, m.columnLines(p, in, max(3, (h-len(lines)-4)/2))...)
	lines = append(lines, m.rejectLines(p.report.Rejects, in, h-len(lines)-3)...)
	return "\n  " + strings.Join(lines, "\n  ")
}

// outcome are the counts of a report; they add up to the rows.
func (m *importer) outcome(r model.ImportReport) []figure {
	var totals []string
	for _, t := range r.Totals {
		totals = append(totals, m.priced(t))
	}
	all := []struct {
		id string
		n  int
	}{{"new", r.New}, {"changed", r.Changed}, {"same", r.Same}, {"duplicate_count", r.Duplicate}, {"rejected", r.Rejected}}
	var fs []figure
	for _, c := range all {
		fs = append(fs, figure{m.t("tui.import." + c.id), grouped(int64(c.n))})
	}
	fs = append(fs, figure{m.t("tui.import.makes"), m.t("tui.import.makes_what",
		"Customers", grouped(int64(r.Customers)), "Purchases", grouped(int64(r.Purchases)), "Interactions", grouped(int64(r.Interactions)))})
	if len(totals) > 0 {
		fs = append(fs, figure{m.p.Field("total"), strings.Join(totals, " + ")})
	}
	return fs
}

// columnLines lists which column fills which field.
func (m *importer) columnLines(p *importPlan, w, most int) []string {
	lines := []string{m.styles.Muted.Render(m.t("tui.import.columns"))}
	for i, c := range p.info.Columns {
		if i == most {
			return append(lines, m.styles.Faint.Render("…"))
		}
		field := m.t("tui.import.left_out")
		if c.Field != "" {
			field = m.p.Field(c.Field)
		}
		lines = append(lines, widget.Cell(oneLine(c.Heading), 24, false)+m.styles.Muted.Render(" → ")+widget.Truncate(field, w-30))
	}
	return lines
}

// rejectLines lists the first refused rows with the reasons.
func (m *importer) rejectLines(rejects []model.Reject, w, most int) []string {
	if len(rejects) == 0 || most < 2 {
		return nil
	}
	lines := []string{"", m.styles.Warn.Render(m.t("tui.import.rejects"))}
	for i, r := range rejects {
		if i == most-2 {
			return append(lines, m.styles.Faint.Render("…"))
		}
		lines = append(lines, widget.Truncate(m.t("tui.import.row", "Row", r.Row)+"  "+m.complaint(r.Problems), w))
	}
	return lines
}
