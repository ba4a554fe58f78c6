package exchange

import (
	"bytes"
	"strings"

	"kehu/model"
)

// decode finds out what a file is and returns its rows.
func decode(in *input, o Options) (*table, error) {
	name := foreignFormat(in.sample)
	if read := decoders[name]; read != nil {
		return read(in, o)
	}
	if name != "" {
		return nil, model.NewProblem(model.Invalid, "format_"+name)
	}
	if o.Sheet != "" {
		return nil, model.NewProblem(model.Usage, "sheet_none", "Value", o.Sheet)
	}
	return decodeCSV(in, o)
}

// decoders read the formats that a signature tells; all other signatures are of
// formats that we refuse.
var decoders = map[string]func(*input, Options) (*table, error){
	"zip":   decodeZip,
	"vcard": decodeVCard,
	"json":  decodeJSON,
	"mail":  decodeMail,
}

// A signature is how the files of a format begin.
type signature struct {
	name   string // of a decoder, or of a message "problem.format_<name>" that says what to do
	prefix string
	inside string // must occur in the sample too, where the prefix is shared
}

// signatures are those that the formats' specifications give; the first that
// fits counts. Those without a decoder are refused.
var signatures = []signature{
	{name: "zip", prefix: "PK\x03\x04"},
	{name: "zip", prefix: "PK\x05\x06"}, // an empty archive
	{name: "encrypted", prefix: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", inside: "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00"},
	{name: "xls", prefix: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
	{name: "sqlite", prefix: "SQLite format 3\x00"},
	{name: "pdf", prefix: "%PDF-"},
	{name: "image", prefix: "\x89PNG\r\n\x1a\n"},
	{name: "image", prefix: "\xff\xd8\xff"},
	{name: "image", prefix: "GIF8"},
	{name: "image", prefix: "RIFF", inside: "WEBP"},
	{name: "packed", prefix: "\x1f\x8b"},
	{name: "packed", prefix: "7z\xbc\xaf\x27\x1c"},
	{name: "packed", prefix: "Rar!\x1a\x07"},
	{name: "html", prefix: "<!DOCTYPE html"},
	{name: "html", prefix: "<html"},
	{name: "html", prefix: "<table"},
	{name: "xml", prefix: "<?xml"},
	{name: "vcard", prefix: "BEGIN:VCARD"},
}

// foreignFormat returns the name of the signature that a file begins with, ""
// for none. Web pages and the like may begin with blanks and in either case.
func foreignFormat(sample []byte) string {
	text := bytes.TrimLeft(bytes.TrimPrefix(sample, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case looksLikeJSON(text):
		return "json"
	case looksLikeMail(text):
		return "mail"
	}
	for _, s := range signatures {
		if begins(text, s.prefix) && bytes.Contains(sample, []byte(s.inside)) {
			return s.name
		}
	}
	return ""
}

// begins compares a prefix; the tags of mark-up may be in either case.
func begins(text []byte, prefix string) bool {
	if len(text) < len(prefix) {
		return false
	}
	text = text[:len(prefix)]
	return string(text) == prefix || (prefix[0] == '<' || prefix == "BEGIN:VCARD") && strings.EqualFold(string(text), prefix)
}
