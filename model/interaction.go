package model

import "time"

// Channel is the way a contact took place.
type Channel string

// The channels of contact entries.
const (
	ChannelPhone   Channel = "phone"
	ChannelMail    Channel = "mail"
	ChannelMeeting Channel = "meeting"
	ChannelVisit   Channel = "visit"
	ChannelWeChat  Channel = "wechat"
	ChannelSMS     Channel = "sms"
	ChannelChat    Channel = "chat"
	ChannelOther   Channel = "other"
)

// Channels lists the channels in the order of forms.
func Channels() []Channel {
	return []Channel{ChannelPhone, ChannelMail, ChannelMeeting, ChannelVisit,
		ChannelWeChat, ChannelSMS, ChannelChat, ChannelOther}
}

// Direction tells who came to whom.
type Direction string

// The directions of a contact.
const (
	DirectionIn  Direction = "in"  // the customer came to us
	DirectionOut Direction = "out" // we came to the customer
)

// InteractionKind is what a contact was about.
type InteractionKind string

// The kinds of contact entries.
const (
	InteractionInquiry    InteractionKind = "inquiry"
	InteractionQuotation  InteractionKind = "quotation"
	InteractionOrder      InteractionKind = "order"
	InteractionComplaint  InteractionKind = "complaint"
	InteractionFeedback   InteractionKind = "feedback"
	InteractionAfterSales InteractionKind = "after_sales"
	InteractionVisitBack  InteractionKind = "visit_back"
	InteractionOther      InteractionKind = "other"
)

// InteractionKinds lists the kinds in the order of forms.
func InteractionKinds() []InteractionKind {
	return []InteractionKind{InteractionInquiry, InteractionQuotation, InteractionOrder, InteractionComplaint,
		InteractionFeedback, InteractionAfterSales, InteractionVisitBack, InteractionOther}
}

// An Interaction is one entry of the contact history: a call, mail, visit, chat.
type Interaction struct {
	Meta
	CustomerID int64           `json:"customer_id"`
	At         time.Time       `json:"at"`
	Channel    Channel         `json:"channel"`
	Direction  Direction       `json:"direction"`
	Kind       InteractionKind `json:"kind"`
	Content    string          `json:"content"`
	Feedback   string          `json:"feedback,omitempty"` // what the customer said of us
	Rating     int64           `json:"rating,omitempty"`   // 1–5; 0 for none
	Outcome    string          `json:"outcome,omitempty"`
	Next       string          `json:"next,omitempty"`    // the next step
	NextDay    Date            `json:"next_day,omitzero"` // and its day
	Author     string          `json:"author,omitempty"`
	SourceKey  string          `json:"source_key,omitempty"`
}

// InteractionFields lists the fields of a contact entry. The slice is shared: do not change it.
func InteractionFields() []Field[Interaction] { return interactionFields }

var interactionFields = []Field[Interaction]{
	numberField("customer_id", func(i *Interaction) *int64 { return &i.CustomerID }),
	instantField("at", func(i *Interaction) *time.Time { return &i.At }),
	textField("channel", func(i *Interaction) *string { return (*string)(&i.Channel) }),
	textField("direction", func(i *Interaction) *string { return (*string)(&i.Direction) }),
	textField("kind", func(i *Interaction) *string { return (*string)(&i.Kind) }),
	textField("content", func(i *Interaction) *string { return &i.Content }),
	textField("feedback", func(i *Interaction) *string { return &i.Feedback }),
	numberField("rating", func(i *Interaction) *int64 { return &i.Rating }),
	textField("outcome", func(i *Interaction) *string { return &i.Outcome }),
	textField("next", func(i *Interaction) *string { return &i.Next }),
	dateField("next_day", func(i *Interaction) *Date { return &i.NextDay }),
	textField("author", func(i *Interaction) *string { return &i.Author }),
	textField("source_key", func(i *Interaction) *string { return &i.SourceKey }),
	stateField(func(i *Interaction) *Meta { return &i.Meta }),
}
