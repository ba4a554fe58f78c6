package exchange

import (
	"fmt"
	"io"
	"strings"
	"time"

	"kehu/model"
)

// An icalWriter writes the follow-ups and birthdays of customers to a calendar.
type icalWriter struct {
	*tables
	*lineWriter
}

func newICalWriter(w io.Writer, o WriteOptions) (*icalWriter, error) {
	i := &icalWriter{tables: newTables(o), lineWriter: newLineWriter(w)}
	i.line("BEGIN", "VCALENDAR")
	i.line("VERSION", "2.0")
	i.line("PRODID", "-//kehu//kehu//EN")
	i.line("CALSCALE", "GREGORIAN")
	i.line("METHOD", "PUBLISH")
	i.text("X-WR-CALNAME", o.Words.T("export.calendar"))
	return i, i.err
}

func (i *icalWriter) Write(d *model.Dossier) error {
	for k := range d.Tasks {
		i.task(&d.Customer, &d.Tasks[k])
	}
	if d.Customer.ID != 0 && !d.Customer.Birthday.IsZero() {
		i.birthday(&d.Customer)
	}
	return i.err
}

func (i *icalWriter) Close() error {
	i.line("END", "VCALENDAR")
	return i.flush()
}

// task writes a follow-up: to be done, or, where the calendar shall show it as an
// event, a whole day. What was done or has no day is no event.
func (i *icalWriter) task(c *model.Customer, k *model.Task) {
	if i.TaskEvents && (!k.Done.IsZero() || k.Due.IsZero()) {
		return
	}
	kind := "VTODO"
	if i.TaskEvents {
		kind = "VEVENT"
	}
	i.begin(kind, model.UIDOf(model.KindTask, k.ID, c.Created), joined(" · ", k.Title, c.DisplayName()))
	switch {
	case i.TaskEvents:
		i.day("DTSTART", k.Due)
		i.day("DTEND", k.Due.AddDays(1))
		i.line("TRANSP", "TRANSPARENT")
		i.rule(k)
	case k.Done.IsZero():
		i.open(k)
	default:
		i.day("DUE", k.Due)
		i.line("STATUS", "COMPLETED")
		i.line("PERCENT-COMPLETE", "100")
		i.line("COMPLETED", stamp(k.Done))
	}
	i.priority(k.Priority)
	i.text("DESCRIPTION", i.aboutTask(c, k))
	i.line("END", kind)
}

// aboutTask says by whom and how the customer is reached, and what came of it.
func (i *icalWriter) aboutTask(c *model.Customer, k *model.Task) string {
	owner := ""
	if k.Owner != "" {
		owner = i.Words.Field("owner") + ": " + k.Owner
	}
	repeats := ""
	if k.Repeat.AfterDays() > 0 {
		repeats = i.Words.Field("repeat") + ": " + i.repeat(k.Repeat)
	}
	return joined("\n", c.Main(model.ContactPhone), c.Main(model.ContactEmail), owner, repeats, k.Result)
}

// birthday writes an event of each year. That of 29 February is on the last day
// of the month; one without its year begins in a year that has all days.
func (i *icalWriter) birthday(c *model.Customer) {
	day, known := c.Birthday.Date()
	if !known {
		day = c.Birthday.In(2000)
	}
	i.begin("VEVENT", model.UIDOf("birthday", c.ID, c.Created), i.Words.T("export.birthday", "Name", c.DisplayName()))
	i.day("DTSTART", day)
	i.day("DTEND", day.AddDays(1))
	rule := "FREQ=YEARLY"
	if day.Month() == time.February && day.Day() == 29 {
		rule += ";BYMONTH=2;BYMONTHDAY=-1"
	}
	i.line("RRULE", rule)
	i.line("TRANSP", "TRANSPARENT")
	i.text("DESCRIPTION", joined("\n", c.Main(model.ContactPhone), c.Main(model.ContactEmail)))
	i.line("END", "VEVENT")
}

func (i *icalWriter) begin(kind, uid, summary string) {
	i.line("BEGIN", kind)
	i.line("UID", strings.TrimPrefix(uid, "urn:uuid:")+"@kehu")
	i.line("DTSTAMP", stamp(i.Now))
	i.text("SUMMARY", summary)
}

func (i *icalWriter) day(name string, d model.Date) {
	if !d.IsZero() {
		i.line(name+";VALUE=DATE", fmt.Sprintf("%04d%02d%02d", d.Year(), d.Month(), d.Day()))
	}
}

func stamp(at time.Time) string { return at.UTC().Format("20060102T150405Z") }

// joined joins the texts that say something.
func joined(between string, texts ...string) string {
	var all []string
	for _, t := range texts {
		if t != "" {
			all = append(all, t)
		}
	}
	return strings.Join(all, between)
}
