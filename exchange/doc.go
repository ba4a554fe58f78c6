// Package exchange turns files into records and records into files. It reads
// from an io.Reader and writes to an io.Writer and knows no database. It opens
// no file but a temporary one, for what cannot be read out of order.
//
// Reading goes in three steps, and a new format only adds to the first: tables
// as text, Excel workbooks, vCards, jCards, JSON and mail all become tables.
//
//	decode     bytes → a table: rows of text cells, with their line numbers
//	map        headings → fields, by a list of words and by what the cells look like
//	interpret  rows → model.Draft, several rows of one order as one draft
//
// A draft names the rows it was made from. Every data row is in exactly one
// draft; a row that was not understood is in a draft with Problems. What the
// package cannot be sure of it keeps as typed; it guesses no data.
package exchange
