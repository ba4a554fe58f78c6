package exchange

import (
	"errors"
	"html"
	"io"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-message"
)

// A mailText is what is read of the parts of a message.
type mailText struct {
	text     string
	html     string // where there is no plain text
	attached []string
	parts    int
}

// Bounds of a message: one with more is hostile or broken.
const (
	mailDepth = 10
	mailParts = 500
)

// textOf reads the plain text of a message, or else what its web page says, and
// the names of the files with it.
func textOf(e *message.Entity) mailText {
	var t mailText
	t.walk(e, 0)
	if strings.TrimSpace(t.text) == "" {
		t.text = stripHTML(t.html)
	}
	return t
}

func (t *mailText) walk(e *message.Entity, depth int) {
	if t.parts++; depth > mailDepth || t.parts > mailParts {
		return
	}
	if parts := e.MultipartReader(); parts != nil {
		for t.parts <= mailParts {
			part, err := parts.NextPart()
			if part == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
				return // what was read of a damaged message is kept
			}
			t.walk(part, depth+1)
		}
		return
	}
	t.take(e)
}

// take reads a part that has no parts.
func (t *mailText) take(e *message.Entity) {
	kind, params, _ := e.Header.ContentType()           // a part without one is text
	disposition, dp, _ := e.Header.ContentDisposition() // most have none
	name := firstFilled(dp["filename"], params["name"])
	switch {
	case disposition == "attachment" || name != "" || kind != "" && !strings.HasPrefix(kind, "text/"):
		if name != "" {
			t.attached = append(t.attached, fileName(name))
		}
	case kind == "text/html":
		t.html += bodyText(e)
	case kind == "" || kind == "text/plain":
		t.text = strings.TrimSpace(t.text + "\n\n" + bodyText(e))
	}
}

func fileName(name string) string {
	if text, err := new(mime.WordDecoder).DecodeHeader(name); err == nil {
		name = text
	}
	return strings.Join(strings.Fields(name), " ")
}

// bodyText reads a part as far as a cell goes. Bytes that are no characters of
// the charset it names are shown as such.
func bodyText(e *message.Entity) string {
	data, err := io.ReadAll(io.LimitReader(e.Body, maxCell))
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && len(data) == 0 {
		return ""
	}
	if !utf8.Valid(data) {
		if cs, err := sniffCharset(data, true, ""); err == nil && cs.enc != nil {
			if out, err := cs.enc.NewDecoder().Bytes(data); err == nil {
				data = out
			}
		}
	}
	text := strings.ToValidUTF8(string(data), "\ufffd")
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\x00", "")
}

var (
	htmlUnseen = regexp.MustCompile(`(?is)<(script|style|head|title)\b.*?</(script|style|head|title)\s*>|<!--.*?-->`)
	htmlBreak  = regexp.MustCompile(`(?i)<(br|/p|/div|/tr|/li|/h[1-6]|/blockquote|hr)\b[^>]*>`)
	htmlTag    = regexp.MustCompile(`(?s)<[^>]*>`)
	blankLines = regexp.MustCompile(`\n[ \t]*\n(\s*\n)+`)
	blankRun   = regexp.MustCompile(`[ \t\r\f\v\x{a0}]+`)
)

// stripHTML gives the text of a web page as a person reads it.
func stripHTML(page string) string {
	page = htmlUnseen.ReplaceAllString(page, " ")
	page = blankRun.ReplaceAllString(strings.ReplaceAll(page, "\n", " "), " ")
	page = htmlBreak.ReplaceAllString(page, "\n")
	page = html.UnescapeString(htmlTag.ReplaceAllString(page, ""))
	lines := strings.Split(blankRun.ReplaceAllString(page, " "), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSpace(l)
	}
	return strings.TrimSpace(blankLines.ReplaceAllString(strings.Join(lines, "\n"), "\n\n"))
}
