package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"kehu/model"
)

// readAll returns the cells of all rows of a file, blank ones too.
func readAll(data []byte, o Options) (cells [][]string, faults []string, err error) {
	in, err := newInput(bytes.NewReader(data))
	if err != nil {
		return nil, nil, err
	}
	t, err := decode(in, o)
	if err != nil {
		return nil, nil, err
	}
	for {
		r, err := t.next()
		if errors.Is(err, io.EOF) {
			return cells, faults, nil
		}
		if err != nil {
			return cells, faults, err
		}
		cells = append(cells, slices.Clone(r.cells))
		if r.fault != nil {
			faults = append(faults, r.fault.Code)
		}
	}
}

func TestCSVSpectrum(t *testing.T) {
	for _, name := range []string{"comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates",
		"newlines", "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"} {
		t.Run(name, func(t *testing.T) {
			rows, _, err := readAll(dataFile(t, "csv-spectrum/csvs/"+name+".csv"), Options{})
			if err != nil {
				t.Fatal(err)
			}
			want := spectrumRecords(t, dataFile(t, "csv-spectrum/json/"+name+".json"))
			if name == "location_coordinates" {
				want[0]["Contact Phone Number"] = "2095257564" // the JSON of the suite has another number than its CSV
			}
			if len(rows)-1 != len(want) {
				t.Fatalf("%d records, want %d", len(rows)-1, len(want))
			}
			for i, record := range want {
				for k, heading := range rows[0] {
					if got := rows[i+1][k]; got != record[heading] {
						t.Errorf("record %d, %s = %q, want %q", i+1, heading, got, record[heading])
					}
				}
				if len(record) != len(rows[0]) {
					t.Errorf("%d headings, want %d", len(rows[0]), len(record))
				}
			}
		})
	}
}

// spectrumRecords reads the expected records; a lone one stands without a list.
func spectrumRecords(t *testing.T, data []byte) []map[string]string {
	t.Helper()
	var many []map[string]string
	if json.Unmarshal(data, &many) == nil {
		return many
	}
	var one map[string]string
	if err := json.Unmarshal(data, &one); err != nil {
		t.Fatal(err)
	}
	return []map[string]string{one}
}

func TestCSVForms(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       [][]string
	}{
		{"semicolons with decimal commas", "name;price\nA;1,5\nB;2,75\n", [][]string{{"name", "price"}, {"A", "1,5"}, {"B", "2,75"}}},
		{"tabs", "a\tb\n1,2\t3\n", [][]string{{"a", "b"}, {"1,2", "3"}}},
		{"bars", "a|b|c\n1|2|3", [][]string{{"a", "b", "c"}, {"1", "2", "3"}}},
		{"full-width commas", "姓名，电话\n张三，138\n", [][]string{{"姓名", "电话"}, {"张三", "138"}}},
		{"sep line", "sep=;\r\na;b,c\r\n1;2,3\r\n", [][]string{{"a", "b,c"}, {"1", "2,3"}}},
		{"CR only", "a,b\r1,\"x\ry\"\r", [][]string{{"a", "b"}, {"1", "x\ry"}}},
		{"CR only, LF in quotes", "a,b\r1,\"x\ny\"\r2,3\r", [][]string{{"a", "b"}, {"1", "x\ny"}, {"2", "3"}}},
		{"lone CR among LF is text", "a,b\n1\rx,2\n", [][]string{{"a", "b"}, {"1\rx", "2"}}},
		{"quote within a cell", "a,b\n5\" disk,say \"hi\"\n", [][]string{{"a", "b"}, {`5" disk`, `say "hi"`}}},
		{"text behind a closing quote", "a,b\n\"1\"\t,\"x\"y\n", [][]string{{"a", "b"}, {"1\t", "xy"}}},
		{"blank before quotes", "a,b\n1, \"x, y\"\n", [][]string{{"a", "b"}, {"1", "x, y"}}},
		{"blank before a plain cell", "a,b\n1, x\n", [][]string{{"a", "b"}, {"1", " x"}}},
		{"no end of line, empty last cell", "a,b\n1,", [][]string{{"a", "b"}, {"1", ""}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, _, err := readAll([]byte(tt.text), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.EqualFunc(got, tt.want, slices.Equal[[]string]) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Whatever pieces the bytes come in, the rows are the same.
func TestCSVInPieces(t *testing.T) {
	text := strings.Repeat("a，\"b\r\n\"\"c\"，d\r\n", 9000)
	d := dialect{delimiter: "，"}
	whole, pieces := newCSVReader(strings.NewReader(text), d), newCSVReader(iotest.OneByteReader(strings.NewReader(text)), d)
	for n := 1; ; n++ {
		r, err := whole.next()
		p, perr := pieces.next()
		if !errors.Is(perr, err) || r.line != p.line || !slices.Equal(r.cells, p.cells) {
			t.Fatalf("row %d: %q %v and %q %v", n, r.cells, err, p.cells, perr)
		}
		if err != nil {
			if n != 9001 {
				t.Errorf("%d rows, want 9000", n-1)
			}
			return
		}
		if want := 2*n - 1; r.line != want {
			t.Fatalf("row %d is on line %d, want %d", n, r.line, want)
		}
	}
}

// endless is a line without an end.
type endless struct {
	of   byte
	read int64
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.of
	}
	e.read += int64(len(p))
	return len(p), nil
}

func TestCSVLimits(t *testing.T) {
	for name, tt := range map[string]struct {
		begin string
		of    byte
		code  string
	}{
		"a line without an end":  {"name,notes\n1,", 'x', "cell_too_long"},
		"blanks without an end":  {"name, \"notes\"\n1, ", ' ', "cell_too_long"},
		"a quote without an end": {"name,notes\n1,\"", '\n', "cell_too_long"},
		"too many cells":         {"name,notes\n" + strings.Repeat(",", maxCells+1), 'x', "row_too_wide"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			source := &endless{of: tt.of}
			_, err := Open(io.MultiReader(strings.NewReader(tt.begin), source), Options{})
			if got := codeOf(err); got != tt.code {
				t.Fatalf("error %v, want %s", err, tt.code)
			}
			var p *model.Problem
			if errors.As(err, &p); p.Args["Line"] != 2 && tt.of != '\n' {
				t.Errorf("line %v, want 2", p.Args["Line"])
			}
			if source.read > 4<<20 {
				t.Errorf("read %d bytes before giving up", source.read)
			}
		})
	}
}

func TestCSVFaults(t *testing.T) {
	for name, tt := range map[string]struct{ text, code string }{
		"NUL byte":               {"a,b,c\n\x00,2,3\n", "text_nul"},
		"quote never closed":     {"a,b\n1,\"x\n2,y\n", "quote_open"},
		"stray byte among UTF-8": {"姓名,备注\n" + strings.Repeat("张三丰,武当山\n", 10) + "李\xff四,x\n", "text_undecodable"},
	} {
		_, faults, err := readAll([]byte(tt.text), Options{})
		if err != nil || !slices.Equal(faults, []string{tt.code}) {
			t.Errorf("%s: faults %v, error %v, want %s", name, faults, err, tt.code)
		}
	}
}

func TestReadErrorIsPassedOn(t *testing.T) {
	failed := errors.New("disk gone")
	s, err := Open(io.MultiReader(strings.NewReader("name\n"+strings.Repeat(strings.Repeat("a", 100)+"\n", 15_000)), iotest.ErrReader(failed)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var last error
	for _, err := range s.Drafts(t.Context()) {
		last = err
	}
	if !errors.Is(last, failed) {
		t.Errorf("error %v, want %v", last, failed)
	}
}

func FuzzCSVReader(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2", "\"a\"\"b\",c\r\n", "\"", "a\rb\r", " \"x\" ,y", "，\"，\n", ",,\n\n,"} {
		f.Add(seed, ",", false)
		f.Add(seed, "，", true)
	}
	f.Fuzz(func(t *testing.T, text, delimiter string, crEnds bool) {
		if delimiter == "" || strings.ContainsAny(delimiter, "\r\n\"") {
			return
		}
		r := newCSVReader(strings.NewReader(text), dialect{delimiter: delimiter, crEnds: crEnds})
		kept, line := 0, 0
		for {
			row, err := r.next()
			if err != nil {
				break
			}
			if row.line < line || len(row.cells) == 0 {
				t.Fatalf("line %d after %d with %d cells", row.line, line, len(row.cells))
			}
			line = row.line
			for _, c := range row.cells {
				kept += len(c)
			}
		}
		if most := len(text); kept > most {
			t.Fatalf("%d bytes of cells from %d", kept, most)
		}
	})
}
