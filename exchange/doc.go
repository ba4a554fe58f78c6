// Package exchange turns files into records and records into files. It reads
// from an io.Reader and writes to an io.Writer; it opens no file and knows no
// database.
//
// Reading goes in three steps, and a new format only adds to the first:
//
//	decode     bytes → a table: rows of text cells, with their line numbers
//	map        headings → fields, by a list of words and by what the cells look like
//	interpret  rows → model.Draft, several rows of one order as one draft
//
// A draft names the rows it was made from. Every data row is in exactly one
// draft; a row that was not understood is in a draft with Problems. What the
// package cannot be sure of it keeps as typed; it guesses no data.
package exchange
