package model

// State says whether a record is in the book, in the bin, or taken back.
type State int64

// The states of a record. Nothing is deleted by the way: a record in the bin can be
// restored, and an undone one comes back with redo. Only who empties the bin or
// erases a person removes records; no record is in that state, changes tell of it.
const (
	Live    State = iota
	Binned        // in the bin
	Undone        // its creation was undone: shown nowhere
	Removed       // gone for good
)

// Kind names a kind of record in change sets, JSON and the store's tables.
type Kind string

// The kinds of records.
const (
	KindCustomer    Kind = "customer"
	KindPurchase    Kind = "purchase"
	KindInteraction Kind = "interaction"
	KindTask        Kind = "task"
)

// Meta is what every record carries.
type Meta struct {
	ID       int64 `json:"id"`
	Revision int64 `json:"revision"` // grows by one with each change; 0 for a new record
	State    State `json:"-"`
}

// Ref names one record.
type Ref struct {
	Kind Kind  `json:"kind"`
	ID   int64 `json:"id"`
}

// A Record is one of the aggregates that are saved as a whole.
type Record interface {
	RecordMeta() *Meta
	RecordKind() Kind
}

// RecordMeta returns the record's id, revision and state.
func (m *Meta) RecordMeta() *Meta { return m }

// RecordKind returns KindCustomer.
func (*Customer) RecordKind() Kind { return KindCustomer }

// RecordKind returns KindPurchase.
func (*Purchase) RecordKind() Kind { return KindPurchase }

// RecordKind returns KindInteraction.
func (*Interaction) RecordKind() Kind { return KindInteraction }

// RecordKind returns KindTask.
func (*Task) RecordKind() Kind { return KindTask }
