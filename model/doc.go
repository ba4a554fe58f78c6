// Package model holds what kehu knows about: customers and the people at
// them, purchases, contact history, follow-ups, and the change sets that
// record every write. It has the types, their rules and their validation, and
// does no input or output: everything here can be tested with plain values.
//
// Money is an integer in minor units plus an ISO 4217 code; an instant is a
// [time.Time] in UTC with whole seconds; a day is a [Date], which knows nothing
// of zones. Text that a person typed is kept beside what was understood from it.
package model
