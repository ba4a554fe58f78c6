package exchange

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"
)

// A cellStyle is what the format of a number says about its meaning.
type cellStyle struct {
	date, clock bool // it shows a day, a time of day
	zeros       int  // figures it shows at least: 0171 as "0000"
}

// styleOf reads a number format, such as yyyy"年"m"月"d"日" or [$-804]h:mm.
func styleOf(format string) cellStyle {
	first, _, _ := strings.Cut(format, ";")
	code := strings.ToLower(bareFormat(first))
	if code == "general" || code == "@" || strings.ContainsAny(code, "#?") {
		return cellStyle{}
	}
	if n := len(code); n > 1 && strings.Trim(code, "0") == "" {
		return cellStyle{zeros: n}
	}
	code = strings.NewReplacer("am/pm", "h", "a/p", "h").Replace(code)
	s := cellStyle{clock: strings.ContainsAny(code, "hs")}
	s.date = strings.ContainsAny(code, "yde") && !strings.Contains(code, "0e") || strings.Contains(code, "m") && !s.clock
	return s
}

// bareFormat leaves out of a format what is shown as it is, colours and
// conditions. Hours beyond a day, as in [h]:mm, are lengths and no times.
func bareFormat(format string) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		switch c := format[i]; c {
		case '"', '[':
			until := byte('"')
			if c == '[' {
				until = ']'
			}
			end := strings.IndexByte(format[i+1:], until)
			if end < 0 {
				return b.String()
			}
			if inside := format[i+1 : i+1+end]; c == '[' && strings.Trim(strings.ToLower(inside), "hms") == "" {
				return "#"
			}
			i += end + 1
		case '\\', '_', '*':
			i++
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// builtInStyle is the meaning of the formats that files name by number only.
// Those from 27 to 36 and from 50 to 58 are dates of East Asian versions.
func builtInStyle(id int) cellStyle {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return cellStyle{date: true}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 55, id == 56, id == 45, id == 47:
		return cellStyle{clock: true}
	case id == 22:
		return cellStyle{date: true, clock: true}
	}
	return cellStyle{}
}

// readStyles reads what the formats of cells mean, by the number that cells have.
func (wb *workbook) readStyles(parts map[string]string) error {
	own := map[string]string{}
	inCells := false
	for _, name := range parts {
		f := wb.file(name)
		if f == nil {
			continue
		}
		return elements(f, func(e xml.StartElement) {
			switch e.Name.Local {
			case "numFmt":
				own[attr(e, "numFmtId")] = attr(e, "formatCode")
			case "cellXfs", "cellStyleXfs", "cellStyles", "dxfs":
				inCells = e.Name.Local == "cellXfs"
			case "xf":
				if inCells {
					wb.styles = append(wb.styles, styleNumbered(attr(e, "numFmtId"), own))
				}
			}
		})
	}
	return nil
}

func styleNumbered(id string, own map[string]string) cellStyle {
	if format, ok := own[id]; ok {
		return styleOf(format)
	}
	n, _ := strconv.Atoi(id) // 0 is the general format
	return builtInStyle(n)
}

// A dateBase is the day that a workbook counts days from.
type dateBase struct{ from1904 bool }

// lastSerial is 31 December 9999, the last day that a spreadsheet knows.
const lastSerial = 2958466

// dateText writes the number of a day, or of a time, as its style means it; ok is
// false for numbers that are none.
func (b dateBase) dateText(number string, s cellStyle) (text string, ok bool) {
	f, err := strconv.ParseFloat(number, 64)
	if err != nil || f < 0 || f >= lastSerial {
		return "", false
	}
	day, fraction := math.Modf(f)
	seconds := int(math.Round(fraction * 24 * 60 * 60))
	if !s.date && day == 0 {
		return time.Time{}.Add(time.Duration(seconds) * time.Second).Format(time.TimeOnly), true
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case b.from1904:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case day < 60: // the calendar of spreadsheets has a 29 February 1900
		start = start.AddDate(0, 0, 1)
	}
	at := start.AddDate(0, 0, int(day)).Add(time.Duration(seconds) * time.Second)
	if seconds == 0 {
		return at.Format(time.DateOnly), true
	}
	return at.Format(time.DateTime), true
}
