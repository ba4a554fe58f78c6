package tui

import (
	"encoding/json"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/exchange"
	"kehu/model"
	"kehu/tui/widget"
)

// targets are what a column can become: nothing, a line of the notes, what was
// found, and each field; with the column that fills the field now.
func (m *importMapping) targets() []widget.Option {
	options := []widget.Option{
		{Value: leftOut, Label: m.t("tui.import.target.out")},
		{Value: inNotes, Label: m.t("tui.import.target.notes")},
		{Value: asFound, Label: m.t("tui.import.target.found")},
	}
	if m.seen.info.Kind == exchange.Customers {
		options = append(options, widget.Option{Value: exchange.NewField, Label: m.t("tui.import.target.new_field")})
	}
	fields := exchange.FieldKeys(m.seen.info.Kind)
	for _, f := range m.fieldsInUse() {
		fields = append(fields, f.Key)
	}
	for _, key := range fields {
		options = append(options, widget.Option{Value: key, Label: m.fieldName(key), Detail: m.filledBy(key), Find: key, Group: m.t("tui.import.fields")})
	}
	return options
}

// filledBy names the columns that fill a field.
func (m *importMapping) filledBy(key string) string {
	var names []string
	for _, c := range m.seen.info.Columns {
		if c.Field == key && !c.Ignored {
			names = append(names, oneLine(c.Heading))
		}
	}
	return strings.Join(names, ", ")
}

// The answers to what becomes of columns that go nowhere.
const (
	leftoversOut   = "out"
	leftoversNotes = "notes"
	leftoversNew   = "fields"
	leftoversLook  = "look"
)

// leftovers asks what becomes of the columns that go nowhere.
func (m *importMapping) leftovers(list []int) *chooser {
	var names []string
	for _, i := range list {
		names = append(names, oneLine(m.seen.info.Columns[i].Heading))
	}
	options := []widget.Option{
		{Value: leftoversNotes, Label: m.t("tui.import.leftovers.notes")},
		{Value: leftoversOut, Label: m.t("tui.import.leftovers.out")},
		{Value: leftoversNew, Label: m.t("tui.import.leftovers.fields")},
		{Value: leftoversLook, Label: m.t("tui.import.leftovers.look")},
	}
	if m.seen.info.Kind != exchange.Customers { // who alone have fields of the user's own
		options = slices.Delete(options, 2, 3)
	}
	title := m.t("tui.import.leftovers", "Count", len(list), "Names", strings.Join(names, m.t("tui.list_comma")))
	return newChooser(m.session, title, leftoversNotes, options, func(answer string) tea.Cmd { return m.settle(answer, list) })
}

// settle does what the person answered.
func (m *importMapping) settle(answer string, list []int) tea.Cmd {
	switch answer {
	case leftoversLook:
		return m.table.GoTo(list[0])
	case leftoversOut:
		m.asked = true
		return m.next()
	}
	m.asked = true
	target := inNotes
	if answer == leftoversNew {
		target = exchange.NewField
	}
	said := m.options().MapAt
	if said == nil {
		said = map[int]string{}
	}
	for _, i := range list {
		said[m.seen.info.Columns[i].Index] = target
	}
	return m.say(said, m.next)
}

// understood writes what a cell was understood as.
func (im *importing) understood(e exchange.Example) string {
	switch {
	case e.Value == "":
		return im.t("tui.import.nothing")
	case e.Field == "contact_points":
		return im.pointsUnderstood(e.Value)
	}
	return oneLine(im.fieldText(e.Record, e.Field, e.Value, e.Currency))
}

// pointsUnderstood writes contact points in the form in which they are compared,
// and says of those that cannot be why.
func (im *importing) pointsUnderstood(value string) string {
	var points []model.ContactPoint
	if json.Unmarshal([]byte(value), &points) != nil {
		return oneLine(value)
	}
	var texts []string
	for _, p := range points {
		texts = append(texts, im.pointUnderstood(p))
	}
	return strings.Join(slices.Compact(texts), " · ")
}

func (im *importing) pointUnderstood(p model.ContactPoint) string {
	if p.Kind != model.ContactPhone && p.Kind != model.ContactFax {
		return oneLine(p.Value)
	}
	switch phone := model.ParsePhone(p.Value, im.settings.Region); phone.Kind {
	case model.PhoneValid:
		if phone.Ext != "" {
			return phone.E164 + " " + im.t("tui.import.extension", "Digits", phone.Ext)
		}
		return phone.E164
	case model.PhoneLocal:
		return oneLine(p.Value)
	default:
		return oneLine(p.Value) + " " + im.styles.Signs.Warn + " " + im.t("tui.import.phone."+phone.Kind.String())
	}
}
