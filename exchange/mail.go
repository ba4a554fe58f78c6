package exchange

import (
	"errors"
	"io"
	"net/mail"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // GBK and the like, in headers and texts

	"kehu/model"
)

// decodeMail reads a message or a mailbox. Each person whom a message went to,
// or who sent it, is a row of contact history. One's own addresses tell which
// way it went; where the person names none, the address that most messages of
// the file bear is taken for it.
func decodeMail(in *input, o Options) (*table, error) {
	f, err := in.file()
	if err != nil {
		return nil, err
	}
	own := ownAddresses(o.Own)
	if len(own) == 0 {
		if own, err = guessOwn(f); err != nil {
			return nil, err
		}
	}
	t := table{format: "mail", kind: Interactions, known: true, own: slices.Sorted(keysOf(own))}
	return tabulate(t, func() (recordReader, error) {
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return nil, unreadable(err)
		}
		m := &mailReader{box: newMailbox(f), own: own}
		return m.next, nil
	})
}

func keysOf(own addressSet) func(func(string) bool) {
	return func(yield func(string) bool) {
		for a := range own {
			if !yield(a) {
				return
			}
		}
	}
}

// An addressSet is one's own addresses, in lower case; "@example.com" is all of
// a domain.
type addressSet map[string]bool

func ownAddresses(list []string) addressSet {
	own := addressSet{}
	for _, text := range list {
		if text = strings.ToLower(strings.TrimSpace(text)); text != "" {
			own[text] = true
		}
	}
	return own
}

func (s addressSet) has(address string) bool {
	address = strings.ToLower(address)
	_, domain, _ := strings.Cut(address, "@")
	return s[address] || s["@"+domain]
}

// guessOwn takes the one address that more than half of several messages bear.
func guessOwn(f io.ReadSeeker) (addressSet, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, unreadable(err)
	}
	counts := map[string]int{}
	box, messages := newMailbox(f), 0
	for {
		_, err := box.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, unreadable(err)
		}
		messages++
		e, err := message.Read(box)
		if e == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
			continue // it is refused when it is read for its text
		}
		seen := addressSet{}
		for _, a := range partiesOf(&e.Header, "From", "To", "Cc", "Delivered-To") {
			if address := strings.ToLower(a.Address); !seen[address] && len(counts) < maxColumns*100 {
				seen[address] = true
				counts[address]++
			}
		}
	}
	return mostOf(counts, messages), nil
}

func mostOf(counts map[string]int, messages int) addressSet {
	best, ties := "", 0
	for a, n := range counts {
		switch {
		case n > counts[best]:
			best, ties = a, 0
		case n == counts[best]:
			ties++
		}
	}
	if messages < 2 || ties > 0 || 2*counts[best] <= messages {
		return addressSet{}
	}
	return addressSet{best: true}
}

// partiesOf returns the addresses in the fields of a header. What cannot be read
// as addresses is left out.
func partiesOf(h *message.Header, fields ...string) []*mail.Address {
	const most = 1000
	var all []*mail.Address
	for _, field := range fields {
		for values := h.FieldsByKey(field); values.Next(); {
			text, err := values.Text()
			if err != nil {
				text = values.Value()
			}
			list, err := mail.ParseAddressList(text)
			if err != nil {
				list = bareAddresses(values.Value())
			}
			if all = append(all, list...); len(all) > most {
				return all[:most]
			}
		}
	}
	return all
}

// bareAddresses finds the addresses in a field that breaks the rules.
func bareAddresses(text string) []*mail.Address {
	var all []*mail.Address
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(" ,;<>\"'()\t\r\n", r) }) {
		if _, err := model.ParseEmail(word); err == nil {
			all = append(all, &mail.Address{Address: word})
		}
	}
	return all
}

// A mailReader gives one record for each person of each message.
type mailReader struct {
	box   *mailbox
	own   addressSet
	queue []record
}

func (m *mailReader) next() (record, error) {
	for len(m.queue) == 0 {
		line, err := m.box.next()
		if err != nil {
			if errors.Is(err, io.EOF) {
				return record{}, io.EOF
			}
			return record{}, unreadable(err)
		}
		m.queue = m.read(line)
	}
	r := m.queue[0]
	m.queue = m.queue[1:]
	return r, nil
}

// read makes the records of the message that the mailbox is at.
func (m *mailReader) read(line int) []record {
	e, err := message.Read(m.box)
	if e == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		return []record{{line: line, fault: model.NewProblem(model.Invalid, "mail_syntax").Because(err)}}
	}
	direction, parties := m.parties(&e.Header)
	cells := messageCells(e, direction)
	if len(parties) == 0 {
		return []record{{line: line, cells: cells, fault: model.NewProblem(model.Invalid, "mail_nobody")}}
	}
	var all []record
	for _, address := range parties {
		own := slices.Clone(cells)
		own[0].text += " " + address
		own = append(own, namedCell{Column{Heading: "Email", Field: string(model.ContactEmail), Sure: true}, address})
		all = append(all, record{line: line, cells: own})
	}
	return all
}

// parties returns the addresses, in lower case, of those who are not ourselves.
func (m *mailReader) parties(h *message.Header) (model.Direction, []string) {
	direction, fields := model.DirectionIn, []string{"From"}
	from := partiesOf(h, "From")
	if len(from) > 0 && m.own.has(from[0].Address) {
		direction, fields = model.DirectionOut, []string{"To", "Cc", "Bcc"}
	}
	var all []string
	for _, a := range partiesOf(h, fields...) {
		address := strings.ToLower(a.Address)
		if !m.own.has(address) && !slices.Contains(all, address) {
			all = append(all, address)
		}
	}
	return direction, all
}

// messageCells are what a message says whomever it went to; the first one is its
// key.
func messageCells(e *message.Entity, direction model.Direction) []namedCell {
	subject, err := e.Header.Text("Subject")
	if err != nil {
		subject = e.Header.Get("Subject")
	}
	date := e.Header.Get("Date")
	if at, err := mail.ParseDate(date); err == nil {
		date = at.UTC().Format(time.RFC3339)
	}
	body := textOf(e)
	key := strings.TrimSpace(e.Header.Get("Message-Id"))
	if key == "" {
		key = date + " " + subject
	}
	cell := func(heading, field, text string) namedCell {
		return namedCell{Column{Heading: heading, Field: field, Sure: true}, text}
	}
	return []namedCell{cell("Message-ID", "entry_key", key), cell("Date", "at", date), cell("Channel", "channel", string(model.ChannelMail)),
		cell("Direction", "direction", string(direction)), cell("Content", "content", letter(subject, body))}
}

// letter joins what is worth keeping of a message, as far as an entry holds it.
func letter(subject string, b mailText) string {
	parts := filledTexts([]string{strings.TrimSpace(subject), strings.TrimSpace(b.text)})
	if len(b.attached) > 0 {
		parts = append(parts, "📎 "+strings.Join(b.attached, ", "))
	}
	text := []rune(strings.Join(parts, "\n\n"))
	if len(text) > model.MaxText {
		text = append(text[:model.MaxText-1], '…')
	}
	return string(text)
}
