package exchange

import (
	"bytes"
	"io"
	"unicode/utf8"
)

// A seamReader reads a text and ends with the problem encodings_mixed where the
// encoding turns behind what the sniffing saw: an older one into UTF-8, or UTF-8
// into an older one. It looks for a stretch of lines that are certainly the other.
//
// Chinese in GBK is by chance UTF-8 on one short line in fifty, and hardly ever in
// characters of three bytes: a stretch with a dozen of them, which would also be
// unusual characters in GBK, is no accident.
type seamReader struct {
	src  io.Reader
	cs   charset // of the beginning
	end  byte    // of lines
	line int     // of the next byte, from 1
	err  error   // the seam, or what src ended with

	part    []byte // of the line that is not yet whole
	isLong  bool   // it is longer than is looked at
	stretch stretch
}

// A stretch is some lines, one after the other, in another encoding than the text;
// lines in ASCII between them count for neither.
type stretch struct {
	line, lines int    // where it begins, and how many there are
	wide        int    // characters beyond ASCII
	text        []byte // of its first lines
}

// Limits of what is looked at.
const (
	longestLine    = 64 << 10 // a longer one is no row of a table
	longestStretch = 16 << 10
	fewestLines    = 3 // in an older encoding: single ones are refused as rows
)

func newSeamReader(src io.Reader, cs charset, sample []byte) io.Reader {
	if cs.enc != nil && cs.bom != "" {
		return src // UTF-16 and the like: no text goes on in them by accident
	}
	return &seamReader{src: src, cs: cs, end: lineEnd(sample), line: 1}
}

// Read implements io.Reader.
func (s *seamReader) Read(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.src.Read(p)
	s.err = err
	s.watch(p[:n])
	if n > 0 {
		return n, nil
	}
	return 0, s.err
}

// watch looks at each line of what was read.
func (s *seamReader) watch(data []byte) {
	for {
		i := bytes.IndexByte(data, s.end)
		if i < 0 {
			s.keep(data)
			return
		}
		line := data[:i]
		if len(s.part) > 0 {
			s.keep(line)
			line = s.part
		}
		if !s.isLong {
			s.judge(line)
		}
		s.part, s.isLong = s.part[:0], false
		s.line++
		data = data[i+1:]
	}
}

// keep puts the beginning of a line aside.
func (s *seamReader) keep(part []byte) {
	if s.isLong = s.isLong || len(s.part)+len(part) > longestLine; !s.isLong {
		s.part = append(s.part, part...)
	}
}

// judge adds a line to the stretch, or ends that.
func (s *seamReader) judge(line []byte) {
	n, is := s.other(line)
	switch {
	case !is:
		s.stretch = stretch{text: s.stretch.text[:0]}
		return
	case n == 0:
		return
	case s.stretch.lines == 0:
		s.stretch.line = s.line
	}
	s.stretch.lines++
	s.stretch.wide += n
	if len(s.stretch.text)+len(line) > longestStretch {
		return // more of the same tells no more
	}
	s.stretch.text = append(s.stretch.text, line...)
	if other := s.turned(); other != "" {
		s.err = encodingsMixed(s.stretch.line, s.cs.name, other)
	}
}

// other counts the characters beyond ASCII of a line in the other encoding; it
// reports false for a line in that of the text.
func (s *seamReader) other(line []byte) (n int, is bool) {
	if s.cs.enc != nil {
		return s.cs.wideCharacters(line)
	}
	if utf8.Valid(line) {
		return 0, isASCII(line)
	}
	good, bad := countUTF8(line, true)
	return good + bad, bad > good
}

// turned returns the encoding into which the text has turned by the stretch, "" while
// that is not certain.
func (s *seamReader) turned() string {
	switch {
	case s.stretch.wide < fewestWide:
		return ""
	case s.cs.enc == nil:
		if s.stretch.lines < fewestLines {
			return ""
		}
		older, score := likeliestLegacy(s.stretch.text, true, "")
		if score < likely {
			return ""
		}
		return older.name
	case s.cs.likelihood(s.stretch.text) < likely:
		return "utf-8"
	}
	return ""
}

// likelihood is the score of a text in an older encoding; those that are never found
// out by it have none.
func (cs charset) likelihood(text []byte) float64 {
	for _, legacy := range legacyCharsets {
		if legacy.name == cs.name {
			return legacy.score(text, true)
		}
	}
	return -1
}

func isASCII(line []byte) bool {
	for _, c := range line {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
