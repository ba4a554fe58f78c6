package cli

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kehu/exchange"
	"kehu/model"
	"kehu/tui/widget"
)

// importView is the JSON of import. The six counts add up to rows.
type importView struct {
	File       string       `json:"file"`
	Format     string       `json:"format"`
	Encoding   string       `json:"encoding"`
	Delimiter  string       `json:"delimiter"`
	Sheet      string       `json:"sheet"`       // of a workbook
	Sheets     []string     `json:"sheets"`      // of a workbook, those that are not hidden
	Own        []string     `json:"own"`         // of mail, the addresses that were taken for one's own
	HeaderLine *int         `json:"header_line"` // null when the file has no headings
	As         string       `json:"as"`
	Source     string       `json:"source"` // the program it comes from; "" where we do not know it
	Mapping    []mappedView `json:"mapping"`
	Remembered bool         `json:"mapping_remembered"` // by the last file with these headings
	Unmapped   []string     `json:"unmapped"`
	DryRun     bool         `json:"dry_run"`

	Rows      int `json:"rows"`
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Same      int `json:"same"`
	Duplicate int `json:"duplicate"`
	Conflict  int `json:"conflict"`
	Rejected  int `json:"rejected"`

	Flows        []flowView    `json:"flows"`  // of payments
	Asides       []asideView   `json:"asides"` // rows that are no data
	Guesses      []guessView   `json:"status_guesses"`
	Doubts       []doubtView   `json:"doubts"` // cells that were taken over and may not be what was meant
	Customers    int           `json:"customers"`
	Purchases    int           `json:"purchases"`
	Interactions int           `json:"interactions"`
	Tasks        int           `json:"tasks"`
	Totals       []model.Money `json:"totals"`
	ChangeSet    *int64        `json:"change_set"` // null when nothing was written

	Conflicts []conflictView `json:"conflicts"` // these are the last, for they are written one by one
	Rejects   []rejectView   `json:"rejects"`
}

// flowView is what the payments of a file that went one way add up to.
type flowView struct {
	Direction string        `json:"direction"` // in, out, or "" for neither
	Rows      int           `json:"rows"`
	Totals    []model.Money `json:"totals"`
}

// asideView is a row of the file that is no data.
type asideView struct {
	Line int    `json:"line"`
	Why  string `json:"why"` // above, units, example, total, heading, remark
	Text string `json:"text"`
}

// guessView is a status that is not known, and what it was taken for.
type guessView struct {
	Text   string       `json:"text"`
	Status model.Status `json:"status"`
	Rows   int          `json:"rows"`
}

// doubtView is a cell to look at.
type doubtView struct {
	Line    int    `json:"line"`
	Column  string `json:"column"`
	Text    string `json:"text"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// mappedView is a column of the file and the field that it fills.
type mappedView struct {
	Column string `json:"column"`
	Field  string `json:"field"`
	Label  string `json:"label"`
	Sure   bool   `json:"sure"`
	Type   string `json:"new_field"` // the type of a field that is made for the column; "" for fields there are
}

// rejectView is a refused row with its reasons.
type rejectView struct {
	Row      int           `json:"row"`
	Line     int           `json:"line"` // of the file, where the row begins
	Problems []problemView `json:"problems"`
}

// problemView is one reason; code is stable, message is for people.
type problemView struct {
	Field   *string `json:"field"`
	Code    string  `json:"code"`
	Message string  `json:"message"`
}

func (im *importing) view(r model.ImportReport) importView {
	info := im.source.Info
	v := importView{
		File: im.name, Format: info.Format, Encoding: info.Encoding, Delimiter: info.Delimiter, As: string(info.Kind),
		Source: info.Source, Sheet: info.Sheet, Sheets: some(info.Sheets), Own: some(info.Own),
		Mapping: mapped(info), Remembered: !im.known.IsZero(), Unmapped: some(info.Unmapped()), DryRun: im.o.dryRun,
		Rows: r.Rows, New: r.New, Changed: r.Changed, Same: r.Same, Duplicate: r.Duplicate, Conflict: r.Conflict, Rejected: r.Rejected,
		Customers: r.Customers, Purchases: r.Purchases, Interactions: r.Interactions, Tasks: r.Tasks, Totals: some(r.Totals),
		Rejects: []rejectView{}, Conflicts: []conflictView{},
		Asides:  each(im.source.Asides(), func(a exchange.Aside) asideView { return asideView(a) }),
		Guesses: each(im.source.StatusGuesses(), func(g exchange.StatusGuess) guessView { return guessView(g) }),
		Doubts:  each(im.source.Doubts(), im.viewDoubt),
		Flows: each(im.source.Flows(), func(f exchange.Flow) flowView {
			return flowView{string(f.Direction), f.Rows, some(f.Totals)}
		}),
	}
	if info.HeaderLine > 0 {
		v.HeaderLine = &info.HeaderLine
	}
	if r.ChangeSet > 0 {
		v.ChangeSet = &r.ChangeSet
	}
	return v
}

func mapped(info exchange.Info) []mappedView {
	views := []mappedView{}
	for _, c := range info.Columns {
		if c.Field != "" && !c.Ignored {
			views = append(views, mappedView{c.Heading, c.Field, c.Label, c.Sure, typeOfNew(info, c.Field)})
		}
	}
	return views
}

// typeOfNew is the type of a field that is yet to be made, "" for others.
func typeOfNew(info exchange.Info, key string) string {
	for _, f := range info.NewFields {
		if f.Key == key {
			return string(f.Type)
		}
	}
	return ""
}

func (im *importing) viewDoubt(d exchange.Doubt) doubtView {
	message, _ := im.say.Error(d.Why)
	return doubtView{d.Line, d.Heading, d.Text, d.Why.Code, message}
}

func (im *importing) viewReject(r model.Reject) rejectView {
	return rejectView{Row: r.Row, Line: r.Line, Problems: each(r.Problems, func(p *model.Problem) problemView {
		message, _ := im.say.Error(p)
		v := problemView{Code: p.Code, Message: message}
		if p.Field != "" {
			v.Field = &p.Field
		}
		return v
	})}
}

// printReport prints, for people: what the file is, what its columns became,
// what became of its rows, and what is new in the book.
func (im *importing) printReport(r model.ImportReport) error {
	w := bufio.NewWriter(im.out)
	info := im.source.Info
	im.printFile(w, info)
	im.printMapping(w, info)
	im.printAsides(w)
	im.printGuesses(w)
	im.printDoubts(w)
	im.printFlows(w)
	im.printCounts(w, r)
	im.printConflicts(w, r.Conflicts)
	im.printRejects(w, r.Rejects)
	if err := w.Flush(); err != nil {
		return err
	}
	if !im.known.IsZero() {
		im.note("cli.import.mapping_known")
	}
	switch {
	case im.o.dryRun:
		im.note("cli.import.dry_run")
	case r.ChangeSet > 0:
		im.note("cli.how_to_undo", "ID", r.ChangeSet)
	}
	return nil
}

// printFile prints what the file is and where its headings stand, and which of
// its sheets was not read.
func (im *importing) printFile(w io.Writer, info exchange.Info) {
	what := []string{im.t("cli.import.as." + string(info.Kind)), im.t("cli.import.format." + info.Format)}
	if info.Format == "csv" {
		what[1] = strings.ToUpper(info.Encoding)
	}
	if info.Source != "" {
		what = append(what, im.t("cli.import.source", "Source", im.t("source."+info.Source)))
	}
	if info.Sheet != "" {
		what = append(what, im.t("cli.import.sheet", "Sheet", info.Sheet))
	}
	if info.HeaderLine > 0 {
		what = append(what, im.t("cli.import.headings", "Line", info.HeaderLine))
	}
	fmt.Fprintln(w, widget.Grid(im.t("cli.import.file", "File", im.name, "What", strings.Join(what, im.t("cli.comma")))))
	if len(info.Own) > 0 {
		printWords(w, im.t("cli.import.own"), info.Own, im.t("cli.comma"))
	}
	others := slices.DeleteFunc(slices.Clone(info.Sheets), func(s string) bool { return s == info.Sheet })
	if len(others) > 0 {
		printWords(w, im.t("cli.import.sheets"), others, im.t("cli.comma"))
	}
}

// repeated is how the headings of further columns of a kind end.
var repeated = regexp.MustCompile(`.\s\(\d+\)$`)

// printMapping prints each column with its field; what was guessed from the
// cells alone has a question mark.
func (im *importing) printMapping(w io.Writer, info exchange.Info) {
	var parts []string
	for _, m := range mapped(info) {
		if repeated.MatchString(m.Column) { // Phone (2): cards have as many as they like
			continue
		}
		field := im.say.Field(m.Field)
		if m.Type != "" {
			field = im.t("cli.import.new_field", "Key", m.Field, "Type", im.t("field_type."+m.Type))
		}
		if !m.Sure {
			field += "?"
		}
		if !strings.EqualFold(field, m.Column) {
			field = m.Column + " → " + field
		}
		parts = append(parts, field)
	}
	names := []string{im.t("cli.import.mapping"), im.t("cli.import.unmapped")}
	width := max(widget.Width(names[0]), widget.Width(names[1]))
	printWords(w, widget.Cell(names[0], width, false), parts, im.t("cli.comma"))
	printWords(w, widget.Cell(names[1], width, false), info.Unmapped(), im.t("cli.comma"))
}

// printAsides prints the lines that were left out because they are no data.
func (im *importing) printAsides(w io.Writer) {
	const most = 8
	var parts []string
	for _, a := range im.source.Asides() {
		if a.Why == "above" {
			continue // the line of the headings says it
		}
		if parts = append(parts, im.t("cli.import.aside", "Line", a.Line, "Why", im.t("cli.import.aside."+a.Why), "Text", a.Text)); len(parts) > most {
			parts[most] = "…"
			break
		}
	}
	if len(parts) > 0 {
		fmt.Fprintln(w)
		printWords(w, im.t("cli.import.asides"), parts, im.t("cli.comma"))
	}
}

// printGuesses prints the statuses that were guessed.
func (im *importing) printGuesses(w io.Writer) {
	guesses := im.source.StatusGuesses()
	if len(guesses) == 0 {
		return
	}
	fmt.Fprintln(w)
	printWords(w, im.t("cli.import.guesses"), each(guesses, func(g exchange.StatusGuess) string {
		return im.t("cli.import.guess", "Text", g.Text, "Status", im.t("status."+string(g.Status)), "Count", g.Rows)
	}), im.t("cli.comma"))
}

// printDoubts prints the first cells that a person should look at.
func (im *importing) printDoubts(w io.Writer) {
	const most = 8
	doubts := im.source.Doubts()
	if len(doubts) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", im.t("cli.import.doubts", "Count", len(doubts)))
	for _, d := range doubts[:min(most, len(doubts))] {
		message, _ := im.say.Error(d.Why)
		fmt.Fprintf(w, "  %s\n", widget.Grid(im.t("cli.import.doubt", "Line", d.Line, "Column", d.Heading, "Why", message)))
	}
	if more := len(doubts) - most; more > 0 {
		fmt.Fprintf(w, "  %s\n", im.t("cli.show.more", "Count", more))
	}
}

// printFlows prints what payments came in, went out and did neither.
func (im *importing) printFlows(w io.Writer) {
	begun := false
	for _, f := range im.source.Flows() {
		if f.Rows == 0 {
			continue
		}
		if !begun {
			fmt.Fprintln(w)
		}
		begun = true
		name := im.t("cli.import.flow." + cmp.Or(string(f.Direction), "none"))
		fmt.Fprintf(w, "  %s\n", im.t("cli.import.flow", "Name", name, "Count", f.Rows, "Total", im.moneys(f.Totals)))
	}
}

// printCounts prints the six counts that add up to the rows, without the
// noughts, and the records that are new.
func (im *importing) printCounts(w io.Writer, r model.ImportReport) {
	fmt.Fprintln(w)
	counts := []struct {
		id string
		n  int
	}{{"rows", r.Rows}, {"new", r.New}, {"changed", r.Changed}, {"same", r.Same}, {"duplicate", r.Duplicate},
		{"conflict", r.Conflict}, {"rejected", r.Rejected}}
	var names []string
	var numbers []string
	for _, c := range counts {
		if c.n != 0 || c.id == "rows" {
			names = append(names, im.t("cli.import.count."+c.id))
			numbers = append(numbers, strconv.Itoa(c.n))
		}
	}
	printNumbers(w, names, numbers)
	var made []string
	for _, c := range r.Made() {
		made = append(made, im.t("cli.import.made."+c.What, "Count", c.Count))
	}
	if len(r.Totals) > 0 {
		made = append(made, im.t("cli.import.total", "Total", im.moneys(r.Totals)))
	}
	if len(made) > 0 {
		fmt.Fprintf(w, "\n  %s\n", im.t("cli.import.made", "What", strings.Join(made, im.t("cli.comma"))))
	}
}

// printNumbers prints names with numbers that end in one column.
func printNumbers(w io.Writer, names, numbers []string) {
	width, digits := 0, 0
	for i := range names {
		width, digits = max(width, widget.Width(names[i])), max(digits, len(numbers[i]))
	}
	for i := range names {
		fmt.Fprintf(w, "  %s  %s\n", widget.Cell(names[i], width, false), widget.Cell(numbers[i], digits, true))
	}
}

// rejectsShown is how many refused rows the report prints; JSON and --rejects
// have all.
const rejectsShown = 10

// printRejects prints the first refused rows with their reasons, and what to do
// about these.
func (im *importing) printRejects(w io.Writer, rejects model.Rejects) {
	if rejects.Len() == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", im.t("cli.import.rejects", "Count", rejects.Len()))
	var why model.Problems
	for i := range min(rejectsShown, rejects.Len()) {
		r := rejects.At(i)
		message, _ := im.say.Error(r.Problems)
		fmt.Fprintf(w, "  %s\n", widget.Grid(im.t("cli.import.reject", "Line", r.Line, "Row", r.Row, "Reasons", message)))
		why = append(why, r.Problems...)
	}
	if more := rejects.Len() - rejectsShown; more > 0 {
		fmt.Fprintf(w, "  %s\n", im.t("cli.show.more", "Count", more))
	}
	if _, hints := im.say.Error(why); hints != "" {
		fmt.Fprintf(w, "\n%s\n", safeLines(indent(hints)))
	}
}
