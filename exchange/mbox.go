package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"regexp"
)

// A mailbox gives the messages of an mbox one by one (RFC 4155), or the one
// message that a file is. A message begins behind a line "From …" that follows
// an empty one; ">From" within a message was "From".
type mailbox struct {
	src   *bufio.Reader
	line  int // of the next byte
	many  bool
	blank bool // the line before was empty
	inner bool // in the middle of a long line
	begun bool
}

func newMailbox(r io.Reader) *mailbox {
	return &mailbox{src: bufio.NewReaderSize(r, 64<<10), line: 1, blank: true}
}

var fromLine = []byte("From ")

// next goes to the next message, which is then read from the mailbox itself, and
// returns its line; io.EOF behind the last.
func (m *mailbox) next() (line int, err error) {
	if m.begun {
		if _, err := io.Copy(io.Discard, m); err != nil {
			return 0, err
		}
	}
	ahead, err := m.src.Peek(len(fromLine))
	if !m.begun {
		m.begun, m.many = true, bytes.Equal(ahead, fromLine)
		if !m.many {
			return 1, nil
		}
	}
	if len(ahead) == 0 {
		return 0, err
	}
	line = m.line + 1
	return line, m.skipLine()
}

func (m *mailbox) skipLine() error {
	m.line++
	for {
		_, err := m.src.ReadSlice('\n')
		if !errors.Is(err, bufio.ErrBufferFull) {
			if errors.Is(err, io.EOF) {
				return nil
			}
			m.blank = false
			return err
		}
	}
}

// Read reads the present message.
func (m *mailbox) Read(b []byte) (int, error) {
	ahead, err := m.src.Peek(1)
	if len(ahead) == 0 {
		return 0, err
	}
	if !m.inner && m.many {
		ahead, _ = m.src.Peek(len(fromLine)) // fewer bytes are none
		if m.blank && bytes.Equal(ahead, fromLine) {
			return 0, io.EOF
		}
		if err := m.unescape(); err != nil {
			return 0, err
		}
	}
	return m.piece(b)
}

// unescape takes the mark off a line that begins with ">From ".
func (m *mailbox) unescape() error {
	ahead, _ := m.src.Peek(len(fromLine) + 1) // fewer bytes are none
	if !bytes.Equal(ahead, append([]byte(">"), fromLine...)) {
		return nil
	}
	_, err := m.src.Discard(1)
	return err
}

// piece copies what is left of the line, as far as it fits.
func (m *mailbox) piece(b []byte) (int, error) {
	ahead, _ := m.src.Peek(min(len(b), m.src.Buffered())) // there is a byte at least
	n := len(ahead)
	end := bytes.IndexByte(ahead, '\n')
	if end >= 0 {
		n = end + 1
	}
	copy(b, ahead[:n])
	if _, err := m.src.Discard(n); err != nil {
		return 0, err
	}
	if end >= 0 {
		m.line++
		m.blank = !m.inner && len(bytes.TrimRight(ahead[:n], "\r\n")) == 0
	}
	m.inner = end < 0
	return n, nil
}

// Mail begins with the separator of a mailbox or with fields of a header, some
// of which every message has (RFC 5322, section 3.6).
var (
	mboxStart  = regexp.MustCompile(`^From \S+.*\b\d{4}\b`)
	headerLine = regexp.MustCompile(`^([!-9;-~]+):`)
	mailNames  = map[string]bool{"from": true, "date": true, "message-id": true, "received": true, "return-path": true, "delivered-to": true, "mime-version": true, "to": true, "subject": true}
)

// looksLikeMail reports whether a file is a message or a mailbox.
func looksLikeMail(text []byte) bool {
	const most = 200 // lines
	known, from := 0, false
	for i := 0; i < most && len(text) > 0; i++ {
		line, rest, _ := bytes.Cut(text, []byte("\n"))
		line = bytes.TrimRight(line, "\r")
		text = rest
		switch {
		case i == 0 && mboxStart.Match(line):
			continue
		case len(line) == 0:
			return from && known >= 2
		case line[0] == ' ' || line[0] == '\t':
			if i == 0 {
				return false
			}
			continue
		}
		m := headerLine.FindSubmatch(line)
		if m == nil {
			return false
		}
		if name := string(bytes.ToLower(m[1])); mailNames[name] {
			known++
			from = from || name == "from"
		}
	}
	return from && known >= 2
}
