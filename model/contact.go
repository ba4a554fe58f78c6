package model

import "strings"

// ContactKind is a way to reach somebody.
type ContactKind string

// The kinds of contact points.
const (
	ContactPhone  ContactKind = "phone"
	ContactFax    ContactKind = "fax"
	ContactEmail  ContactKind = "email"
	ContactWeChat ContactKind = "wechat"
	ContactQQ     ContactKind = "qq"
	ContactURL    ContactKind = "url"
	ContactOther  ContactKind = "other"
)

// ContactKinds lists the kinds in the order of forms and menus.
func ContactKinds() []ContactKind {
	return []ContactKind{ContactPhone, ContactEmail, ContactWeChat, ContactQQ, ContactFax, ContactURL, ContactOther}
}

// A ContactPoint is one way to reach a customer or a person. Value is as typed;
// what it means (an E.164 number, a lower-case address) is computed by Normal.
type ContactPoint struct {
	Kind     ContactKind `json:"kind"`
	Value    string      `json:"value"`
	Label    string      `json:"label,omitempty"`     // work, home, 手机 …; free
	PersonID int64       `json:"person_id,omitempty"` // 0: the customer's own
}

// Normal returns the form in which two contact points of a kind are compared:
// E.164 for phones of a region (an ISO 3166 code such as "CN"), lower case for
// the rest. It is "" when the value must never count as a match: a masked
// phone, one that Excel has broken, words.
func (p ContactPoint) Normal(region string) string {
	switch p.Kind {
	case ContactPhone, ContactFax:
		return ParsePhone(p.Value, region).Match()
	case ContactEmail:
		if email, err := ParseEmail(p.Value); err == nil {
			return email.Normal()
		}
		return ""
	}
	return strings.ToLower(strings.TrimSpace(p.Value))
}

// CheckTyped returns what is wrong with a contact point that somebody types: a
// mail address that is none, a phone that is words, or digits that a spreadsheet
// has destroyed. Files hold such things, and rows are not refused for a phone.
func (p ContactPoint) CheckTyped() error {
	switch p.Kind {
	case ContactEmail:
		_, err := ParseEmail(p.Value)
		return err
	case ContactPhone, ContactFax:
		switch ParsePhone(p.Value, "").Kind {
		case PhoneText:
			return Invalidf(string(p.Kind), "phone_words", "Value", p.Value)
		case PhoneBroken:
			return Invalidf(string(p.Kind), "phone_broken", "Value", p.Value)
		}
	}
	return nil
}
