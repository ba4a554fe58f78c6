package model

import (
	"net/mail"
	"net/url"
	"strings"
)

// An Email is one address.
type Email struct {
	Name    string // of "Name <address>"; may be ""
	Address string // as typed, without mailto: and brackets
}

// ParseEmail reads name@example.com, mailto:name@example.com and
// "Name <name@example.com>" (RFC 5322, with letters of any script). The check
// is light: whether an address works only a mail can tell. The error is a
// Problem of code email_empty or email_syntax.
func ParseEmail(text string) (Email, error) {
	s := foldWidth(text)
	if s == "" {
		return Email{}, Invalidf("", "email_empty")
	}
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		s = mailtoAddress(s[7:])
	}
	a, err := mail.ParseAddress(s)
	if err != nil {
		return Email{}, Invalidf("", "email_syntax", "Value", excerpt(text)).Because(err)
	}
	if at := strings.LastIndexByte(a.Address, '@'); !isHost(a.Address[at+1:]) {
		return Email{}, Invalidf("", "email_syntax", "Value", excerpt(text))
	}
	return Email{Name: a.Name, Address: a.Address}, nil
}

// mailtoAddress returns the address of a mailto URI (RFC 6068), without subject
// and the like.
func mailtoAddress(s string) string {
	s, _, _ = strings.Cut(s, "?")
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// isHost refuses what no mail server can be called: empty labels, blanks.
func isHost(s string) bool {
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || strings.ContainsAny(label, " @,;:<>\"'/\\()") {
			return false
		}
	}
	return true
}

// Normal returns the address in lower case, the form in which two are
// compared. RFC 5321 lets capitals differ before the @; no provider does.
func (e Email) Normal() string { return strings.ToLower(e.Address) }

// String returns the address as it was typed.
func (e Email) String() string { return e.Address }
