package tui

import (
	"strings"
	"time"

	"kehu/model"
	"kehu/tui/widget"
)

// sparkMonths is how many months the line of spending has, the present one last.
const sparkMonths = 24

// sparkLines draw what was spent month by month, and say the scale in words. A
// customer who never bought has none.
func (s *session) sparkLines(p profile, w int) []string {
	if p.sum.Orders == 0 {
		return nil
	}
	title := s.t("tui.spark.title", "Count", sparkMonths)
	if p.months == nil { // a moment away
		return []string{s.styles.Muted.Render(title)}
	}
	values, most, in := s.spending(p)
	if most.IsZero() {
		return []string{s.styles.Muted.Render(s.t("tui.spark.nothing", "Count", sparkMonths))}
	}
	line := s.styles.Muted.Render(title) + " " + s.styles.Accent.Render(widget.Spark(values, s.styles.Signs.Steps))
	for _, words := range []string{s.t("tui.spark.most_in", "Sum", s.priced(most), "Month", s.month(in)), s.t("tui.spark.most", "Sum", s.priced(most))} {
		if widget.Width(line)+2+widget.Width(words) <= w {
			return []string{line + "  " + s.styles.Muted.Render(words)}
		}
	}
	words := s.t("tui.spark.most_in", "Sum", s.priced(most), "Month", s.month(in))
	return []string{widget.Truncate(line, w), strings.Repeat(" ", widget.Width(title)+1) + s.styles.Muted.Render(widget.Truncate(words, w-widget.Width(title)-1))}
}

// spending is what was spent in each of the last months, in the currency that the
// customer's sums begin with, the most of it, and when that was.
func (s *session) spending(p profile) (values []float64, most model.Money, in time.Time) {
	values = make([]float64, sparkMonths)
	if len(p.months) == 0 {
		return values, most, in
	}
	currency := p.months[0].Spent.Currency
	for _, m := range p.sum.Spent {
		if !m.IsZero() {
			currency = m.Currency
			break
		}
	}
	now := s.today()
	for _, m := range p.months {
		ago := (now.Year()-m.Year)*12 + int(now.Month()-m.Month)
		if m.Spent.Currency != currency || ago < 0 || ago >= sparkMonths {
			continue
		}
		values[sparkMonths-1-ago] = float64(m.Spent.Amount)
		if m.Spent.Amount > most.Amount {
			most, in = m.Spent, time.Date(m.Year, m.Month, 1, 0, 0, 0, 0, time.UTC)
		}
	}
	return values, most, in
}
