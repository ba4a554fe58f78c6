package model

import "strings"

// ContactKind is a way to reach somebody.
type ContactKind string

// The kinds of contact points.
const (
	ContactPhone   ContactKind = "phone"
	ContactFax     ContactKind = "fax"
	ContactEmail   ContactKind = "email"
	ContactWeChat  ContactKind = "wechat"
	ContactQQ      ContactKind = "qq"
	ContactURL     ContactKind = "url"
	ContactAddress ContactKind = "address" // besides the customer's own: a warehouse, an invoice's
	ContactOther   ContactKind = "other"
)

// ContactKinds lists the kinds in the order of forms and menus.
func ContactKinds() []ContactKind {
	return []ContactKind{ContactPhone, ContactEmail, ContactWeChat, ContactQQ, ContactFax, ContactURL, ContactAddress, ContactOther}
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
	if err := checkLine("", p.Value); err != nil {
		return err
	}
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

// Damage returns what a spreadsheet has done to a phone, nil for nothing. It is asked
// of every row of a file, so that it looks at the text alone.
func (p ContactPoint) Damage() *Problem {
	switch {
	case p.Kind != ContactPhone && p.Kind != ContactFax:
	case strings.ContainsAny(p.Value, "eEｅＥ") && isBrokenPhone(foldWidth(p.Value)):
		return Invalidf(string(p.Kind), "phone_broken", "Value", p.Value)
	case isRounded(p.Value):
		return Invalidf(string(p.Kind), "phone_rounded", "Value", p.Value)
	}
	return nil
}

// Doubt returns what somebody should know of a contact point that is kept all the
// same: a phone of which digits are hidden or were rounded, or a Chinese mobile that
// lacks one. The Problem is nil where there is no doubt.
func (p ContactPoint) Doubt() *Problem {
	if p.Kind != ContactPhone && p.Kind != ContactFax {
		return nil
	}
	if isRounded(p.Value) {
		return p.Damage()
	}
	phone := ParsePhone(p.Value, "CN")
	switch digits := phone.Digits(); {
	case phone.Kind == PhoneMasked:
		return Invalidf(string(p.Kind), "phone_masked")
	case phone.Kind == PhoneLocal && isNearlyMobile(digits):
		return Invalidf(string(p.Kind), "phone_length", "Length", len(digits))
	}
	return nil
}

// isNearlyMobile reports whether digits begin as a mobile of China and are one or
// two too few, or one too many.
func isNearlyMobile(digits string) bool {
	return len(digits) >= 9 && len(digits) <= 12 && len(digits) != 11 && digits[0] == '1' && digits[1] >= '3'
}

// KindOfContact guesses the kind of what somebody types to reach a customer; "" for
// what may be anything.
func KindOfContact(value string) ContactKind {
	value = strings.ToLower(strings.TrimSpace(value))
	switch {
	case strings.HasPrefix(value, "http://"), strings.HasPrefix(value, "https://"), strings.HasPrefix(value, "www."):
		return ContactURL
	case strings.Contains(value, "@") && !strings.HasPrefix(value, "@"):
		return ContactEmail
	case ParsePhone(value, "CN").Match() != "":
		return ContactPhone
	}
	return ""
}
