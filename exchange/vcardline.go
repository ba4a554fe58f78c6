package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"kehu/model"
)

// A property is one line of a card: item1.TEL;TYPE=WORK:+86 10 …
type property struct {
	group, name string // the name in capitals
	params      map[string][]string
	value       string // with the escapes of the format
	line        int
	fault       *model.Problem
	parts       [][]string // of a jCard, whose values come apart
}

// has reports whether a parameter has a value, in any case. Types stand without
// their name in version 2.1.
func (p *property) has(param, value string) bool {
	for _, v := range p.params[param] {
		if strings.EqualFold(v, value) {
			return true
		}
	}
	return false
}

func (p *property) param(name string) string {
	if v := p.params[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// A cardLines reads the lines of cards, folded ones as one (RFC 6350 and RFC
// 2426, section 5.8.1; vCard 2.1, section 2.1.3).
type cardLines struct {
	src  *bufio.Reader
	line int // of the file, of the line that was read last
	cut  bool
	soft bool // the line that was read last ends with an equals sign
}

func newCardLines(r io.Reader) *cardLines {
	return &cardLines{src: bufio.NewReaderSize(r, 64<<10)}
}

// physical appends the next line without its end to text. Of pictures, which
// nobody reads, and of lines longer than any cell, only the beginning is kept.
func (c *cardLines) physical(text []byte, most int) ([]byte, error) {
	c.line++
	c.soft = false
	for {
		piece, err := c.src.ReadSlice('\n')
		if bare := bytes.TrimRight(piece, "\r\n"); len(bare) > 0 {
			c.soft = bare[len(bare)-1] == '='
		}
		if room := most - len(text); len(piece) > room {
			c.cut = c.cut || len(bytes.TrimRight(piece, "\r\n")) > room
			text = append(text, piece[:max(room, 0)]...)
		} else {
			text = append(text, piece...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(piece)+len(text) > 0:
			return bytes.TrimRight(text, "\r\n"), nil
		case err != nil:
			return text, err
		}
		return bytes.TrimRight(text, "\r\n"), nil
	}
}

// pictures are the properties that hold files. They are passed over.
var pictures = map[string]bool{"PHOTO": true, "LOGO": true, "SOUND": true, "KEY": true, "X-MS-OL-DESIGN": true, "X-MS-CARDPICTURE": true, "XML": true}

// next returns the next property; io.EOF behind the last. A line that is none has
// a fault.
func (c *cardLines) next() (*property, error) {
	c.cut = false
	most := maxCell
	picture := c.aheadPicture()
	if picture != "" {
		most = 0
	}
	text, err := c.physical(nil, most)
	if err != nil {
		return nil, err
	}
	at := c.line
	p := &property{name: picture}
	if picture == "" {
		p = parseProperty(string(text))
	}
	quoted := p.has("ENCODING", "QUOTED-PRINTABLE") || p.has("TYPE", "QUOTED-PRINTABLE")
	folded := false
	for ; ; folded = true {
		more, err := c.continues(quoted, picture != "")
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if !more {
			break
		}
		if quoted && c.soft {
			text = bytes.TrimSuffix(text, []byte("="))
		} else if _, err := c.src.Discard(1); err != nil {
			return nil, err
		}
		if text, err = c.physical(text, most); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
	}
	if folded && picture == "" {
		p = parseProperty(string(text))
	}
	p.line = at
	if c.cut && picture == "" {
		p.fault = model.NewProblem(model.Invalid, "cell_too_long", "Line", at, "Limit", maxCell>>20)
	}
	p.decode(quoted)
	return p, nil
}

// mark returns the next line that begins or ends a card, without a look at those
// before it; io.EOF where there is none.
func (c *cardLines) mark() (*property, error) {
	var room [64]byte // a mark is shorter
	for {
		text, err := c.physical(room[:0], len(room))
		if err != nil {
			return nil, err
		}
		if p := (&property{line: c.line}); p.takeMark(text) {
			return p, nil
		}
	}
}

// takeMark takes BEGIN:VCARD and END:VCARD.
func (p *property) takeMark(text []byte) bool {
	if len(text) == 0 || !strings.ContainsRune("BbEe", rune(text[0])) {
		return false
	}
	name, value, _ := strings.Cut(string(text), ":")
	p.name, p.value = strings.ToUpper(strings.TrimSpace(name)), value
	return p.is("BEGIN") || p.is("END")
}

// aheadPicture returns the name of the property that comes if it holds a file.
func (c *cardLines) aheadPicture() string {
	ahead, _ := c.src.Peek(64) // a name is shorter
	end := bytes.IndexAny(ahead, ":;\r\n")
	if end < 0 {
		return ""
	}
	name := ahead[:end]
	if dot := bytes.IndexByte(name, '.'); dot >= 0 {
		name = name[dot+1:]
	}
	if upper := strings.ToUpper(string(name)); pictures[upper] {
		return upper
	}
	return ""
}

// continues reports whether the line that comes belongs to the one before: it is
// folded, or follows a soft line break, or is the rest of a picture that a
// program forgot to fold.
func (c *cardLines) continues(quoted, picture bool) (bool, error) {
	if quoted && c.soft {
		_, err := c.src.Peek(1)
		return err == nil, err
	}
	ahead, err := c.src.Peek(1)
	if err != nil {
		return false, err
	}
	if ahead[0] == ' ' || ahead[0] == '\t' {
		return true, nil
	}
	if !picture {
		return false, nil
	}
	ahead, _ = c.src.Peek(80) // a shorter rest is judged as it is
	line, _, _ := bytes.Cut(ahead, []byte("\n"))
	line = bytes.TrimSpace(line)
	return len(line) > 40 && !bytes.ContainsAny(line, ":;. -"), nil
}

// parseProperty takes a line apart; a line without a colon is a fault.
func parseProperty(text string) *property {
	p := &property{params: map[string][]string{}}
	head, value, ok := cutOutsideQuotes(text, ':')
	if !ok {
		p.fault = model.NewProblem(model.Invalid, "vcard_line", "Value", shorten(text))
		p.value = text
		return p
	}
	p.value = value
	name, rest, more := cutOutsideQuotes(head, ';')
	if group, bare, grouped := strings.Cut(name, "."); grouped {
		p.group, name = group, bare
	}
	p.name = strings.ToUpper(strings.TrimSpace(name))
	for more {
		var param string
		param, rest, more = cutOutsideQuotes(rest, ';')
		p.addParam(param)
	}
	return p
}

// addParam takes NAME=value,value or, in version 2.1, a value alone.
func (p *property) addParam(text string) {
	if p.addOwnLabel(text) {
		return
	}
	name, values, named := strings.Cut(text, "=")
	bare := strings.TrimSpace(name)
	name = strings.ToUpper(strings.TrimSpace(name))
	if !named {
		switch name {
		case "QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT":
			name, values = "ENCODING", name
		default:
			name, values = "TYPE", bare
		}
	}
	if name == ownLabelParam {
		p.params[name] = []string{strings.Trim(values, `"`)}
		return
	}
	for v := range strings.SplitSeq(strings.ReplaceAll(values, `"`, ""), ",") {
		if v = strings.TrimSpace(v); v != "" {
			p.params[name] = append(p.params[name], v)
		}
	}
}

// ownLabelParam holds the person's own word for a property, "" for none: version 2.1 has
// no parameter of its own for that, and types mean one word only.
const ownLabelParam = "X-KEHU-LABEL"

// addOwnLabel takes a label as Android writes it:
// X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=E5=89=8D=E5=8F=B0).
func (p *property) addOwnLabel(text string) bool {
	const begin = "X-CUSTOM("
	if text = strings.TrimSpace(text); len(text) < len(begin) || !strings.EqualFold(text[:len(begin)], begin) {
		return false
	}
	parts := strings.Split(strings.TrimSuffix(text[len(begin):], ")"), ",")
	own := property{params: map[string][]string{}, value: parts[len(parts)-1]}
	for _, param := range parts[:len(parts)-1] {
		own.addParam(param)
	}
	own.decode(own.has("ENCODING", "QUOTED-PRINTABLE"))
	p.params[ownLabelParam] = []string{own.value}
	return true
}

func cutOutsideQuotes(text string, sep byte) (before, after string, found bool) {
	quoted := false
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '"':
			quoted = !quoted
		case text[i] == sep && !quoted:
			return text[:i], text[i+1:], true
		}
	}
	return text, "", false
}

// decode undoes quoted-printable and the charset that a property names.
func (p *property) decode(quoted bool) {
	if !quoted || p.fault != nil {
		return
	}
	text := unquotePrintable(p.value)
	if name := p.param("CHARSET"); name != "" && !strings.EqualFold(name, "utf-8") {
		if enc, err := htmlindex.Get(name); err == nil {
			if out, err := enc.NewDecoder().String(text); err == nil {
				text = out
			}
		}
	} else if name == "" && !utf8.ValidString(text) {
		if cs, err := sniffCharset([]byte(text), true, ""); err == nil && cs.enc != nil {
			text, _ = cs.enc.NewDecoder().String(text) // what is wrong becomes U+FFFD
		}
	}
	text = strings.ToValidUTF8(text, "\ufffd") // telephones cut names in the middle of a character
	p.value = strings.ReplaceAll(text, "\r\n", "\n")
}

// unquotePrintable decodes =C3=A9; what is no code stays as it is.
func unquotePrintable(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '=' && i+2 < len(text) {
			hi, lo := fromHex(text[i+1]), fromHex(text[i+2])
			if hi >= 0 && lo >= 0 {
				b.WriteByte(byte(hi<<4 | lo))
				i += 2
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

func fromHex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}
