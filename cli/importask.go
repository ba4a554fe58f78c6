package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// canAsk refuses --on-duplicate ask where nobody can be asked.
func (a *app) canAsk(o importOptions) error {
	if o.onDuplicate != string(model.AskDuplicate) {
		return nil
	}
	if _, isTerminal := terminal(a.in); isTerminal {
		return nil
	}
	return model.NewProblem(model.Usage, "import_ask_terminal")
}

// askFirst finds all questions out by a dry run, and asks them.
func (im *importing) askFirst(ctx context.Context, read pass, o store.ImportOptions) (model.ImportAnswers, error) {
	var questions []model.ImportQuestion
	o.DryRun = true
	o.Ask = func(q model.ImportQuestion) (model.ImportAnswer, error) {
		questions = append(questions, q)
		return model.ImportAnswer{}, nil
	}
	if _, err := im.reporting(read, o); err != nil {
		return nil, err
	}
	d := dialogue{im: im, lines: im.lines(), all: len(questions)}
	answers := model.ImportAnswers{}
	for i, q := range questions {
		answer, err := d.ask(ctx, i, q)
		if err != nil {
			return nil, err
		}
		answers.Set(q, answer)
	}
	return answers, nil
}

// linesOf reads lines in a goroutine of its own, so that an interrupt need not
// wait for the next one.
func linesOf(in io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(in); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	return lines
}

// A dialogue asks a person one question after the other.
type dialogue struct {
	im    *importing
	lines <-chan string
	all   int
	rest  model.OnDuplicate // the answer to all further questions that can be answered so
	isAll bool
}

// ask shows a row and waits for the answer.
func (d *dialogue) ask(ctx context.Context, i int, q model.ImportQuestion) (model.ImportAnswer, error) {
	if d.isAll && (d.rest != model.AddDuplicate || q.CanAdd) {
		return model.ImportAnswer{How: d.rest}, nil
	}
	d.show(i, q)
	id := "cli.import.ask"
	if q.CanAdd {
		id = "cli.import.ask_add"
	}
	answer, isEach := model.ImportAnswer{}, false
	err := d.until(ctx, d.im.t(id), func(line string) (ok bool) {
		var isAll bool
		if isEach = line == "c"; isEach {
			return true
		}
		if answer.How, isAll, ok = readAnswer(line, q.CanAdd); ok && isAll {
			d.rest, d.isAll = answer.How, true
		}
		return ok
	})
	if isEach && err == nil {
		return d.eachField(ctx, q)
	}
	return answer, err
}

// eachField asks of each field whether the file or the book is right.
func (d *dialogue) eachField(ctx context.Context, q model.ImportQuestion) (model.ImportAnswer, error) {
	answer := model.ImportAnswer{How: model.UpdateDuplicate}
	for _, f := range q.Fields {
		s := d.im.sides(q.RowConflict, f)
		text := d.im.t("cli.import.ask_field", "Field", d.im.say.Field(f.Key), "File", orDash(s.File), "Book", orDash(s.Book))
		err := d.until(ctx, widget.Grid(text), func(line string) bool {
			if line == "b" {
				answer.Book = append(answer.Book, f.Key)
			}
			return line == "b" || line == "f"
		})
		if err != nil {
			return answer, err
		}
	}
	return answer, nil
}

// until asks until a line is an answer. The end of the input leaves the book as it was.
func (d *dialogue) until(ctx context.Context, question string, isAnswer func(string) bool) error {
	for {
		fmt.Fprint(d.im.err, question+" ")
		select {
		case <-ctx.Done():
			return ctx.Err()
		case line, more := <-d.lines:
			if !more {
				fmt.Fprintln(d.im.err)
				return model.NewProblem(model.Failed, "import_ask_ended")
			}
			if isAnswer(strings.TrimSpace(line)) {
				return nil
			}
		}
	}
}

// readAnswer reads an answer: a letter, a capital one for all further rows too.
func readAnswer(text string, canAdd bool) (answer model.OnDuplicate, isAll, ok bool) {
	switch strings.ToLower(text) {
	case "f":
		answer = model.UpdateDuplicate
	case "b":
		answer = model.SkipDuplicate
	case "n":
		answer, ok = model.AddDuplicate, canAdd
		return answer, text == "N", ok
	case "l":
		answer = model.Undecided
	default:
		return "", false, false
	}
	return answer, text == strings.ToUpper(text), true
}

// show prints the two sides of a row, field by field.
func (d *dialogue) show(i int, q model.ImportQuestion) {
	im := d.im
	why := "cli.import.ask.duplicate"
	if q.IsConflict {
		why = "cli.import.ask.conflict"
	}
	fmt.Fprintf(im.err, "\n%s\n", widget.Grid(im.t("cli.import.ask.row", "N", i+1, "Of", d.all, "Line", q.Line, "Row", q.Row, "Name", q.Name, "Why", im.t(why))))
	rows := [][3]string{{"", im.t("cli.import.ask.file"), im.t("cli.import.ask.book")}}
	for _, f := range q.Fields {
		s := im.sides(q.RowConflict, f)
		rows = append(rows, [3]string{im.say.Field(f.Key), widget.Grid(orDash(s.File)), widget.Grid(orDash(s.Book))})
	}
	first, second := 0, 0
	for _, row := range rows {
		first, second = max(first, widget.Width(row[0])), max(second, min(askColumn, widget.Width(row[1])))
	}
	for _, row := range rows {
		text := widget.Cell(row[0], first, false) + "  "
		if widget.Width(row[1]) > askColumn { // too long to stand side by side
			text += row[1] + "\n" + strings.Repeat(" ", 4+first) + row[2]
		} else {
			text += widget.Cell(row[1], second, false) + "  " + row[2]
		}
		fmt.Fprintf(im.err, "  %s\n", text)
	}
}

// askColumn is how many cells the side of the file takes beside that of the book.
const askColumn = 34

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
