package tui

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"kehu/model"
	"kehu/model/pinyin"
	"kehu/tui/widget"
)

// The keys and columns of the rows of contact points and contact persons.
const (
	keyPoints = "contact_points"
	keyPeople = "people"

	colValue = "value"
	colKind  = "kind"
	colLabel = "label"
	colWhose = "whose"

	colID    = "id"
	colName  = "name"
	colTitle = "title"
	colNotes = "notes"
)

// pointRows keeps the rows of contact points and contact persons of a customer's
// form: whose a number is is chosen among the persons as they stand there.
type pointRows struct {
	*session
	form   *widget.Form
	before *model.Customer
}

// pointsField has a row per contact point that has no field of its own.
func (s *session) pointsField() widget.Field {
	return widget.Field{Key: keyPoints, Label: s.p.Field(keyPoints), Kind: widget.Items, Hint: s.t("tui.form.rows"), Columns: []widget.Field{
		{Key: colValue, Label: s.t("tui.form.point"), CheckIn: s.checkPoint, Leave: s.doubtAt, Hint: s.t("tui.form.point_hint")},
		{Key: colKind, Label: s.t("tui.form.point_kind"), Kind: widget.Choice, Width: 12, Value: string(model.ContactPhone), Options: s.kindOptions()},
		{Key: colLabel, Label: s.t("tui.form.label"), Width: 10, Check: s.lineCheck(), Suggest: among(strings.Fields(s.t("tui.form.labels")))},
		{Key: colWhose, Label: s.t("tui.form.whose"), Kind: widget.Choice, Width: 14, Options: s.orNone(nil), Hint: s.t("tui.form.whose_hint")},
	}}
}

// peopleField has a row per contact person.
func (s *session) peopleField() widget.Field {
	return widget.Field{Key: keyPeople, Label: s.p.Field(keyPeople), Kind: widget.Items, Hint: s.t("tui.form.rows"), Columns: []widget.Field{
		{Key: colID, Hidden: true},
		{Key: colName, Label: s.p.Field("name"), Width: 16, Check: s.lineCheck()},
		{Key: colTitle, Label: s.p.Field("title"), Width: 16, Check: s.lineCheck(), Suggest: s.values("title")},
		{Key: colNotes, Label: s.p.Field("notes"), Check: s.textCheck(), Breaks: true, Hint: s.t("tui.form.breaks", "Sign", widget.BreakSign)},
	}}
}

func (s *session) kindOptions() []widget.Option {
	kinds := model.ContactKinds()
	out := make([]widget.Option, len(kinds))
	for i, kind := range kinds {
		out[i] = widget.Option{Value: string(kind), Label: s.p.Field(string(kind))}
	}
	return out
}

// lineCheck refuses what no line of a record can hold.
func (s *session) lineCheck() func(string) string {
	return func(text string) string { return s.complaint(model.CheckLine("", text)) }
}

// textCheck is lineCheck for texts of many lines.
func (s *session) textCheck() func(string) string {
	return func(text string) string { return s.complaint(model.CheckText("", text)) }
}

// among completes from a fixed list, by characters, pinyin and initials.
func among(list []string) func(context.Context, string) ([]widget.Option, error) {
	return func(_ context.Context, text string) (out []widget.Option, _ error) {
		for _, value := range list {
			if from, _, ok := pinyin.Find(value, strings.TrimSpace(text)); ok && from == 0 {
				out = append(out, widget.Option{Value: value})
			}
		}
		return out, nil
	}
}

// load puts the customer into the rows.
func (m *pointRows) load() {
	for _, p := range m.before.People {
		m.form.AddRow(keyPeople, map[string]string{colID: strconv.FormatInt(p.ID, 10), colName: p.Name, colTitle: p.Title, colNotes: p.Notes})
	}
	m.offerPeople()
	for i, p := range m.before.ContactPoints {
		if !isMain(m.before.ContactPoints, i) {
			m.form.AddRow(keyPoints, pointValues(p))
		}
	}
	m.form.Clean()
	m.doubt()
}

// pointValues is a contact point as the texts of its row.
func pointValues(p model.ContactPoint) map[string]string {
	whose := ""
	if p.PersonID != 0 {
		whose = strconv.FormatInt(p.PersonID, 10)
	}
	return map[string]string{colValue: p.Value, colKind: string(p.Kind), colLabel: p.Label, colWhose: whose}
}

// follow works out what follows from an edit: the kind of what was typed, the names
// to choose from, what is doubtful.
func (m *pointRows) follow() {
	switch at := m.form.Focused(); {
	case at.Key == keyPoints && at.Col == colValue:
		m.guessKind(at)
	case at.Key == keyPeople:
		m.offerPeople()
	}
	m.doubt()
}

// guessKind takes a row for what its value looks like, as long as nobody chose.
func (m *pointRows) guessKind(at widget.Ref) {
	kind := widget.Ref{Key: keyPoints, Row: at.Row, Col: colKind}
	guessed := model.KindOfContact(m.form.Text(at))
	if guessed != "" && m.form.Text(kind) == string(model.ContactPhone) {
		m.form.Set(kind, string(guessed))
	}
}

// offerPeople numbers new persons and offers all of them as owners of contact
// points. What belonged to one who is taken out becomes the customer's own.
func (m *pointRows) offerPeople() {
	rows := m.form.Rows(keyPeople)
	least := int64(0)
	for _, r := range rows {
		least = min(least, personID(r))
	}
	people := m.orNone(nil)
	for _, r := range rows {
		id := personID(r)
		if id == 0 {
			least--
			id = least
			m.form.Set(widget.Ref{Key: keyPeople, Row: r.Row, Col: colID}, strconv.FormatInt(id, 10))
		}
		people = append(people, widget.Option{Value: strconv.FormatInt(id, 10), Label: r.Values[colName]})
	}
	m.form.SetColumn(keyPoints, colWhose, people)
	for _, r := range m.form.Rows(keyPoints) {
		if !slices.ContainsFunc(people, func(o widget.Option) bool { return o.Value == r.Values[colWhose] }) {
			m.form.Set(widget.Ref{Key: keyPoints, Row: r.Row, Col: colWhose}, "")
		}
	}
}

// personID is the number of a contact person: of the book, or a negative one by
// which new contact points name a new person. 0 is none yet.
func personID(r widget.ItemRow) int64 {
	id, err := strconv.ParseInt(r.Values[colID], 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// doubt remarks on numbers that are kept and yet of little use.
func (m *pointRows) doubt() {
	for _, kind := range mainKinds {
		m.doubtBut(widget.Ref{Key: string(kind)})
	}
	for _, r := range m.form.Rows(keyPoints) {
		m.doubtBut(widget.Ref{Key: keyPoints, Row: r.Row, Col: colValue})
	}
}

// doubtBut leaves out what is being typed.
func (m *pointRows) doubtBut(at widget.Ref) {
	if at == m.form.Focused() {
		m.form.SetNote(at, "")
		return
	}
	m.doubtAt(m.form, at)
}

// doubtAt remarks on the contact point of a field or row.
func (s *session) doubtAt(f *widget.Form, at widget.Ref) {
	p := readPoint(strings.TrimSpace(f.Text(at)), model.ContactKind(at.Key))
	if at.Key == keyPoints {
		p = model.ContactPoint{Kind: model.ContactKind(f.Text(widget.Ref{Key: at.Key, Row: at.Row, Col: colKind})), Value: f.Text(at)}
	}
	note := ""
	if doubt := p.Doubt(); doubt != nil {
		note = s.complaint(bare(doubt))
	}
	f.SetNote(at, note)
}

// rowPoint reads a row.
func rowPoint(r widget.ItemRow) model.ContactPoint {
	whose, err := strconv.ParseInt(r.Values[colWhose], 10, 64)
	if err != nil {
		whose = 0
	}
	return model.ContactPoint{Kind: model.ContactKind(r.Values[colKind]), Value: strings.TrimSpace(r.Values[colValue]),
		Label: strings.TrimSpace(r.Values[colLabel]), PersonID: whose}
}

// checkPoint is what is wrong with a row of contact points.
func (s *session) checkPoint(f *widget.Form, at widget.Ref) string {
	kind := widget.Ref{Key: at.Key, Row: at.Row, Col: colKind}
	p := model.ContactPoint{Kind: model.ContactKind(f.Text(kind)), Value: f.Text(at)}
	if strings.TrimSpace(p.Value) == "" {
		return s.complaint(model.Invalidf("", "contact_empty"))
	}
	return s.complaint(p.CheckTyped())
}

// collect reads persons and contact points into the customer, in their order.
func (m *pointRows) collect(c *model.Customer) map[widget.Ref]string {
	m.offerPeople() // a draft that was put back may have persons without numbers
	errs := map[widget.Ref]string{}
	c.People = nil
	for _, r := range m.form.Rows(keyPeople) {
		p := model.Person{ID: personID(r), Name: strings.TrimSpace(r.Values[colName]), Title: strings.TrimSpace(r.Values[colTitle]), Notes: r.Values[colNotes]}
		if p.Name == "" {
			errs[widget.Ref{Key: keyPeople, Row: r.Row, Col: colName}] = m.complaint(model.Invalidf("", "person_nameless"))
		}
		c.People = append(c.People, m.asBefore(p))
	}
	c.ContactPoints = m.points()
	return errs
}

// asBefore returns a person as stored where only blanks around the texts differ.
func (m *pointRows) asBefore(p model.Person) model.Person {
	for _, old := range m.before.People {
		if old.ID == p.ID && strings.TrimSpace(old.Name) == p.Name && strings.TrimSpace(old.Title) == p.Title && old.Notes == p.Notes {
			return old
		}
	}
	return p
}

// points puts the main contact points and those of the rows together. Each stays
// where it stood; new main ones come first, new rows last.
func (m *pointRows) points() []model.ContactPoint {
	rows := m.rowPoints()
	var out, first []model.ContactPoint
	for i, p := range m.before.ContactPoints {
		switch {
		case isMain(m.before.ContactPoints, i):
			out = append(out, m.mainPoints(p.Kind)...)
		case len(rows) > 0:
			out, rows = append(out, rows[0]), rows[1:]
		}
	}
	for _, kind := range mainKinds {
		if mainPoint(m.before.ContactPoints, kind) < 0 {
			first = append(first, m.mainPoints(kind)...)
		}
	}
	return append(append(first, out...), rows...)
}

// mainPoints are the contact points of a field: as stored unless it was changed.
func (m *pointRows) mainPoints(kind model.ContactKind) []model.ContactPoint {
	text := m.form.Value(string(kind))
	if i := mainPoint(m.before.ContactPoints, kind); i >= 0 && text == pointText(m.before.ContactPoints[i]) {
		return m.before.ContactPoints[i : i+1]
	}
	points, _ := readPoints(text, kind) // what is wrong shows at the field
	return points
}

// rowPoints are the contact points of the rows; one that reads as before is the
// stored one.
func (m *pointRows) rowPoints() (out []model.ContactPoint) {
	for _, r := range m.form.Rows(keyPoints) {
		p := rowPoint(r)
		for _, old := range m.before.ContactPoints {
			if maps.Equal(pointValues(old), r.Values) {
				p = old
			}
		}
		out = append(out, p)
	}
	return out
}
