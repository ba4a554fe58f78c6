// Package cli is the command line of kehu: one file per command, and beside
// them what all commands share.
//
// A command reads its words and flags, asks the book, and prints. Data goes to
// standard output in the format of -o; advice, progress and errors go to
// standard error, in the language of the person. Errors made for people come
// from the packages below as Problems; exit.go alone turns them into exit codes,
// and nothing in this package ends the process.
//
// Nothing here is shared between two runs: each has its own env, its own tree
// of commands and its own printer, so that many can live in one process.
package cli
