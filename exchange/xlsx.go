package exchange

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"

	"kehu/model"
)

// A workbook is an XLSX file (ECMA-376). Its sheets are read row by row; only
// the strings that cells share and the styles are held.
//
// Libraries that stream rows give cells as they would be shown, 4/3/24 and all,
// and those that tell a cell's style hold the whole sheet. Import needs both the
// value and the style, hence a reader of our own.
type workbook struct {
	files  map[string]*zip.File // by path in lower case, as some programs write another
	sheets []sheet
	base   dateBase
	shared sharedStrings
	styles []cellStyle
}

// A sheet is one table of a workbook.
type sheet struct {
	name   string
	hidden bool
	file   *zip.File
}

// decodeZip reads a workbook, or says what else an archive is. The errors are
// Problems: format_ with a name, xlsx_broken, xlsx_bomb, sheet_unknown,
// file_empty.
func decodeZip(in *input, o Options) (*table, error) {
	f, err := in.file()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(f, f.Size())
	if err != nil {
		return nil, brokenBook(err)
	}
	files := make(map[string]*zip.File, len(z.File))
	for _, f := range z.File {
		files[strings.ToLower(strings.TrimPrefix(f.Name, "/"))] = f
	}
	if name := archiveKind(files); name != "xlsx" {
		return nil, model.NewProblem(model.Invalid, "format_"+name)
	}
	wb, err := openWorkbook(files)
	if err != nil {
		return nil, err
	}
	return wb.table(o)
}

// archiveKind tells workbooks from what else comes as a ZIP archive.
func archiveKind(files map[string]*zip.File) string {
	has := func(name string) bool { return files[name] != nil }
	switch {
	case has("xl/workbook.bin"):
		return "xlsb"
	case has("xl/workbook.xml") || has("_rels/.rels") && has("[content_types].xml") && !has("word/document.xml") && !has("ppt/presentation.xml"):
		return "xlsx"
	case has("content.xml") && has("mimetype"):
		return "ods"
	}
	return "zip"
}

// openWorkbook reads all but the sheets.
func openWorkbook(files map[string]*zip.File) (*workbook, error) {
	wb := &workbook{files: files}
	main := wb.related("", "officeDocument")
	if len(main) == 0 {
		main = map[string]string{"": "xl/workbook.xml"}
	}
	for _, name := range main {
		if err := wb.readBook(name); err != nil {
			return nil, err
		}
		break
	}
	if len(wb.sheets) == 0 {
		return nil, model.NewProblem(model.Invalid, "xlsx_broken").Because(errors.New("no sheet"))
	}
	return wb, nil
}

// related returns the parts of a type that a part names, by the key it uses.
func (wb *workbook) related(name, kind string) map[string]string {
	dir, file := path.Split(name)
	f := wb.files[strings.ToLower(dir+"_rels/"+file+".rels")]
	if f == nil {
		return nil
	}
	found := map[string]string{}
	_ = elements(f, func(e xml.StartElement) {
		if target := attr(e, "Target"); e.Name.Local == "Relationship" && strings.HasSuffix(attr(e, "Type"), "/"+kind) {
			if !strings.HasPrefix(target, "/") {
				target = path.Join(dir, target)
			}
			found[attr(e, "Id")] = strings.TrimPrefix(target, "/")
		}
	})
	return found
}

func (wb *workbook) file(name string) *zip.File { return wb.files[strings.ToLower(name)] }

// readBook reads the list of sheets and what they share.
func (wb *workbook) readBook(name string) error {
	f := wb.file(name)
	if f == nil {
		return model.NewProblem(model.Invalid, "xlsx_broken").Because(errors.New(name))
	}
	parts := wb.related(name, "worksheet")
	err := elements(f, func(e xml.StartElement) {
		switch e.Name.Local {
		case "workbookPr":
			wb.base.from1904 = isTrue(attr(e, "date1904"))
		case "sheet":
			if f := wb.file(parts[attr(e, "id")]); f != nil {
				state := attr(e, "state")
				wb.sheets = append(wb.sheets, sheet{name: attr(e, "name"), hidden: state == "hidden" || state == "veryHidden", file: f})
			}
		}
	})
	if err != nil {
		return err
	}
	return errors.Join(wb.readShared(wb.related(name, "sharedStrings")), wb.readStyles(wb.related(name, "styles")))
}

func isTrue(s string) bool { return s == "1" || s == "true" || s == "on" }

// table returns the rows of the sheet that was asked for, by its name or number,
// or else of the first one that is not hidden and has a column that we know:
// templates begin with a sheet of instructions, which may list the headings of the next
// one below each other. Where none has, it is the first that holds something.
func (wb *workbook) table(o Options) (*table, error) {
	if want := o.Sheet; want != "" {
		s, err := wb.named(want)
		if err != nil {
			return nil, err
		}
		return wb.open(s)
	}
	var first *sheet
	for i, s := range wb.sheets {
		if s.hidden {
			continue
		}
		head, err := wb.head(s)
		switch {
		case err != nil && first == nil:
			return nil, err
		case err != nil || len(head) == 0:
		case o.names(head) || knownHeader(head) >= 0 && !explainsHeadings(head):
			return wb.open(s)
		case first == nil:
			first = &wb.sheets[i]
		}
	}
	if first != nil {
		return wb.open(*first)
	}
	return nil, model.NewProblem(model.Invalid, "sheets_empty", "Sheets", strings.Join(wb.names(), ", "))
}

func (wb *workbook) open(s sheet) (*table, error) {
	merges, err := readMerges(s.file)
	if err != nil {
		return nil, err
	}
	r, err := wb.rows(s)
	if err != nil {
		return nil, err
	}
	r.merges = merges
	return &table{format: "xlsx", sheet: s.name, sheets: wb.names(), base: wb.base, next: r.next, close: r.close}, nil
}

// named finds a sheet by its name, in any case, or by its number from 1.
func (wb *workbook) named(want string) (sheet, error) {
	for _, s := range wb.sheets {
		if s.name == want {
			return s, nil
		}
	}
	for _, s := range wb.sheets {
		if strings.EqualFold(strings.TrimSpace(s.name), strings.TrimSpace(want)) {
			return s, nil
		}
	}
	if n, err := strconv.Atoi(want); err == nil && n > 0 && n <= len(wb.sheets) {
		return wb.sheets[n-1], nil
	}
	return sheet{}, model.NewProblem(model.Invalid, "sheet_unknown", "Value", want, "Sheets", strings.Join(wb.names(), ", "))
}

func (wb *workbook) names() []string {
	var names []string
	for _, s := range wb.sheets {
		if !s.hidden {
			names = append(names, s.name)
		}
	}
	return names
}

// head returns the first rows of a sheet that are not blank.
func (wb *workbook) head(s sheet) ([]row, error) {
	r, err := wb.rows(s)
	if err != nil {
		return nil, err
	}
	defer r.close()
	return readHead(&table{next: r.next}, headerRows)
}

// names reports whether the person says the meaning of a heading in these rows.
func (o Options) names(head []row) bool {
	return slices.ContainsFunc(head, func(r row) bool {
		return slices.ContainsFunc(r.cells, func(cell string) bool {
			_, said := o.Map[strings.Join(strings.Fields(cell), " ")]
			return said
		})
	})
}
