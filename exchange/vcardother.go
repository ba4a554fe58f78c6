package exchange

import (
	"cmp"
	"strconv"
	"strings"

	"kehu/model"
)

// cardTalk are the properties that programs tell each other: nothing of the
// person is in them, or it stands in another property.
var cardTalk = map[string]bool{
	"VERSION": true, "PRODID": true, "REV": true, "MAILER": true, "CLASS": true, "PROFILE": true, "SOURCE": true, "NAME": true, "CLIENTPIDMAP": true,
	"SORT-STRING": true, "X-ABLABEL": true, "X-ABADR": true, "X-ABUID": true, "X-ABSHOWAS": true, "LABEL": true, "X-EVOLUTION-FILE-AS": true,
	"X-PHONETIC-FIRST-NAME": true, "X-PHONETIC-LAST-NAME": true, "X-PHONETIC-MIDDLE-NAME": true, "X-PHONETIC-ORG": true,
	"X-MS-OL-DEFAULT-POSTAL-ADDRESS": true, "X-COUCHDB-APPLICATION-ANNOTATIONS": true, "AGENT": true, "TZ": true, "GEO": true,
	"X-MOZILLA-HTML": true, "X-ADDRESSBOOKSERVER-KIND": true, "X-CLASS": true, "X-IMAGETYPE": true, "X-IMAGEHASH": true, "FBURL": true, "CALURI": true,
	"BEGIN": true, "END": true, "X-RADICALE-NAME": true, ofCustomer: true, "X-WAB-GENDER": true,
}

// cardNotes are the properties that go to the notes, by what they are called
// there. The group's own label comes before it.
var cardNotes = map[string]string{
	"NICKNAME": "Nickname", "ROLE": "Role", "ANNIVERSARY": "Anniversary", "X-ANNIVERSARY": "Anniversary", "X-EVOLUTION-ANNIVERSARY": "Anniversary",
	"X-MS-ANNIVERSARY": "Anniversary", "X-ABDATE": "Date", "X-ABRELATEDNAMES": "Related", "RELATED": "Related", "X-SPOUSE": "Spouse",
	"X-EVOLUTION-SPOUSE": "Spouse", "X-MS-SPOUSE": "Spouse", "X-EVOLUTION-MANAGER": "Manager", "X-MS-MANAGER": "Manager", "X-MANAGER": "Manager",
	"X-EVOLUTION-ASSISTANT": "Assistant", "X-MS-ASSISTANT": "Assistant", "X-ASSISTANT": "Assistant", "X-MS-CHILD": "Child",
	"ALTBDAY": "Birthday (other calendar)", "X-ALTBDAY": "Birthday (other calendar)", "X-LUNAR-BIRTHDAY": "Lunar birthday", "X-LUNARBIRTHDAY": "Lunar birthday",
	"DEATHDATE": "Died", "BIRTHPLACE": "Born in", "HOBBY": "Hobby", "EXPERTISE": "Expertise", "INTEREST": "Interest", "X-MS-OL-PROFESSION": "Profession",
}

// cardServices are the names by which properties call chat services, and what
// they are to us.
var cardServices = map[string]struct {
	kind  model.ContactKind
	label string
}{
	"X-QQ": {model.ContactQQ, ""}, "QQ": {model.ContactQQ, ""}, "X-WECHAT": {model.ContactWeChat, ""}, "X-WEIXIN": {model.ContactWeChat, ""}, "WECHAT": {model.ContactWeChat, ""},
	"X-AIM": {model.ContactOther, "AIM"}, "X-ICQ": {model.ContactOther, "ICQ"}, "X-JABBER": {model.ContactOther, "Jabber"}, "X-MSN": {model.ContactOther, "MSN"},
	"X-YAHOO": {model.ContactOther, "Yahoo"}, "X-SKYPE": {model.ContactOther, "Skype"}, "X-SKYPE-USERNAME": {model.ContactOther, "Skype"},
	"X-GOOGLE-TALK": {model.ContactOther, "Google Talk"}, "X-GADUGADU": {model.ContactOther, "Gadu-Gadu"}, "X-GROUPWISE": {model.ContactOther, "GroupWise"},
	"X-MS-IMADDRESS": {model.ContactOther, "IM"}, "X-TWITTER": {model.ContactOther, "Twitter"}, "X-WEIBO": {model.ContactOther, "微博"},
	"IMPP": {model.ContactOther, "IM"}, "X-SOCIALPROFILE": {model.ContactOther, "social"}, "SOCIALPROFILE": {model.ContactOther, "social"},
}

// other makes the cell of a property that is no everyday one.
func (c *cardCells) other(p *property) {
	if heading, ok := cardNotes[p.name]; ok {
		c.note(heading, cmp.Or(c.ownLabels()[strings.ToLower(p.group)], relationOf(p)), cardDay(p.plain(), ""))
		return
	}
	if p.name == "X-ANDROID-CUSTOM" && c.android(p) {
		return
	}
	if s, ok := cardServices[p.name]; ok {
		c.service(p, s.kind, s.label)
		return
	}
	switch {
	case p.name == "" || cardTalk[p.name] || strings.HasPrefix(p.name, "X-MS-OL-"):
	case pictures[p.name]:
		c.cells = append(c.cells, namedCell{column: Column{Heading: p.name}})
	default: // the person may want it
		c.cells = append(c.cells, namedCell{Column{Heading: p.name}, p.plain()})
	}
}

// relationOf is what somebody is to the person, "" where it is not said.
func relationOf(p *property) string {
	kind := strings.ToLower(p.param("TYPE"))
	if p.name != "RELATED" || kind == "" {
		return ""
	}
	return strings.ToUpper(kind[:1]) + kind[1:]
}

// androidKinds are the kinds of X-ANDROID-CUSTOM and their headings by number. Number 0
// has a heading of the person's own.
var androidKinds = map[string][]string{
	"nickname":      {"Nickname", "Nickname"},
	"contact_event": {"Date", "Anniversary", "Date", "Birthday"},
	"relation": {"Related", "Assistant", "Brother", "Child", "Domestic partner", "Father", "Friend", "Manager", "Mother", "Parent", "Partner",
		"Referred by", "Relative", "Sister", "Spouse"},
}

// android notes what Android has no property of vCard for; false for other kinds.
func (c *cardCells) android(p *property) bool {
	parts := p.components(4)
	headings := androidKinds[strings.TrimPrefix(parts[0], "vnd.android.cursor.item/")]
	if headings == nil {
		return false
	}
	number, err := strconv.Atoi(parts[2])
	if err != nil || number < 0 || number >= len(headings) {
		number = 0
	}
	label := ""
	if number == 0 {
		label = parts[3]
	}
	c.note(headings[number], label, parts[1])
	return true
}

// service makes a contact point of an account; its address may name the service.
func (c *cardCells) service(p *property, kind model.ContactKind, label string) {
	value := p.plain()
	named := p.param("X-SERVICE-TYPE")
	if p.name == "X-SOCIALPROFILE" || p.name == "SOCIALPROFILE" {
		named = firstFilled(p.param("SERVICE-TYPE"), p.param("TYPE"), named)
	}
	if scheme, rest, ok := strings.Cut(value, ":"); ok && !strings.Contains(scheme, " ") && !strings.HasPrefix(rest, "//") {
		named, value = firstFilled(named, scheme), rest
	}
	if s, known := cardServices["X-"+strings.ToUpper(named)]; known {
		kind, label = s.kind, s.label
	} else if named != "" {
		label = named
	}
	if kind == model.ContactOther {
		c.add("Contact", string(kind), label, value)
		return
	}
	c.add(map[model.ContactKind]string{model.ContactQQ: "QQ", model.ContactWeChat: "WeChat"}[kind], string(kind), cmp.Or(label, c.label(p)), value)
}

func firstFilled(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
