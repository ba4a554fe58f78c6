package model

// A BookHead is what a book has beside customers, as it goes into files and comes
// out of them. A part of a book has its fields alone.
type BookHead struct {
	Settings map[string]string // currency and region
	Choices  []Choice          // of all lists, each in its order
	Fields   []CustomField     // those in the bin too, which keep their values
	Views    []View            // in the order of their tabs
	Tasks    []Task            // follow-ups of no customer
}

// IsWhole reports whether it is the head of a whole book.
func (h *BookHead) IsWhole() bool { return h != nil && h.Settings != nil }
