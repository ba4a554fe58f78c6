// Package tui is the book on the screen: a Bubble Tea program of one file per
// screen. It keeps nothing at package level, so that many sessions, each with an
// actor, a language and a terminal of its own, run in one process.
//
// The parts, from the outside in:
//
//   - root routes: keys go to the top screen of the current tab, everything else
//     to all screens. It alone sets what a terminal has only once: alternate
//     screen, cursor, title.
//   - a screen changes in place, draws itself, and lists its keys as [binding]s,
//     from which the footer, the help and the dispatch of keys are made.
//   - session is what the screens of one program share: the book, the language,
//     the styles, the clock.
//   - reading and writing happen in commands made by ask, never in Update. What
//     they bring back is applied in Update, on the goroutine that draws.
package tui
