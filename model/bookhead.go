package model

// A BookHead is what a book has beside customers, as it goes into files and comes
// out of them.
type BookHead struct {
	Settings map[string]string // currency and region
	Levels   []Level           // in their order
	Views    []View            // in the order of their tabs
	Tasks    []Task            // follow-ups of no customer
}
