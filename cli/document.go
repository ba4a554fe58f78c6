package cli

import (
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"path/filepath"
	"strings"

	"kehu/export"
	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// A document is something that one can hand over: the same on the terminal, as a
// text, a page and JSON.
type document struct {
	Lang     string
	Title    string
	Lead     []string
	Sections []docSection
	data     any // the JSON
}

// A docSection is a heading with records below it.
type docSection struct {
	Title   string
	Records []docRecord
}

// A docRecord is a heading, which may be empty, with pairs of label and value.
type docRecord struct {
	Title string
	Pairs [][2]string
}

// text writes the document in lines.
func (d *document) text(w io.Writer) error {
	fmt.Fprintln(w, widget.Grid(d.Title))
	for _, line := range d.Lead {
		fmt.Fprintln(w, widget.Grid(line))
	}
	for _, s := range d.Sections {
		fmt.Fprintf(w, "\n%s\n", widget.Grid(s.Title))
		for i, r := range s.Records {
			if i > 0 && len(r.Pairs) > 1 {
				fmt.Fprintln(w)
			}
			if r.Title != "" {
				fmt.Fprintf(w, "  %s\n", widget.Grid(r.Title))
			}
			printPairs(w, r.lines())
		}
	}
	return nil
}

// lines are the pairs with each line of a value on one of its own.
func (r docRecord) lines() [][2]string {
	var out [][2]string
	for _, pair := range r.Pairs {
		label := pair[0]
		for line := range strings.SplitSeq(pair[1], "\n") {
			out = append(out, [2]string{label, line})
			label = ""
		}
	}
	return out
}

// page is the document for a browser; the template escapes all texts.
var page = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><title>{{.Title}}</title>
<style>
body { font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #222 }
h1 { font-size: 1.4em } h2 { font-size: 1.1em; margin-top: 2em; border-bottom: 1px solid #ccc } h3 { font-size: 1em; margin: 1em 0 .2em }
table { border-collapse: collapse; margin-bottom: .8em } th { text-align: left; font-weight: normal; color: #666; padding-right: 1.5em; vertical-align: top; white-space: nowrap } td { white-space: pre-wrap }
</style></head><body>
<h1>{{.Title}}</h1>
{{range .Lead}}<p>{{.}}</p>
{{end}}{{range .Sections}}<h2>{{.Title}}</h2>
{{range .Records}}{{if .Title}}<h3>{{.Title}}</h3>
{{end}}{{if .Pairs}}<table>{{range .Pairs}}<tr><th>{{index . 0}}</th><td>{{index . 1}}</td></tr>
{{end}}</table>
{{end}}{{end}}{{end}}</body></html>
`))

// write writes the document in the form that the end of a name asks for.
func (d *document) write(w io.Writer, end string) error {
	switch end {
	case ".html":
		return page.Execute(w, d)
	case ".json":
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(d.data)
	}
	return d.text(w)
}

// documentEnd returns the end of the name of a file for a document.
func documentEnd(path string) (string, error) {
	end := strings.ToLower(filepath.Ext(path))
	switch end {
	case ".html", ".json", ".txt":
		return end, nil
	case ".htm":
		return ".html", nil
	}
	return "", model.NewProblem(model.Usage, "document_extension", "Value", path)
}

// checkDocument refuses a file that cannot be written, before anything is done.
func (a *app) checkDocument(b *store.Book, path string, force bool) error {
	if path == "" {
		return nil
	}
	if _, err := documentEnd(path); err != nil {
		return err
	}
	return export.Check(path, force, b.Path())
}

// give prints a document in the format of the run, or writes it to a file.
func (a *app) give(b *store.Book, d *document, path string, force bool) error {
	switch {
	case path != "":
		end, err := documentEnd(path)
		if err != nil {
			return err
		}
		err = export.WriteFile(path, force, b.Path(), func(w io.Writer) error { return d.write(w, end) })
		if err == nil {
			a.note("cli.document.written", "Path", path)
		}
		return err
	case a.isJSON():
		return a.printJSON(d.data)
	}
	return d.text(a.out)
}
