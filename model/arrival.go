package model

// An Arrival is a customer with all that belongs to it on its way from a file of
// our own into a book.
type Arrival struct {
	Dossier
	Number   int      // in the file, from 1
	Line     int      // of the file; 0 where it has no lines
	Problems Problems // why it is refused
}
