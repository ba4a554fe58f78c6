// Package region knows the administrative divisions of China: provinces, cities
// and districts. It takes the address that somebody wrote in one line apart, and
// completes the names of divisions by characters, pinyin and initials.
//
// It reads nothing but names that it knows. What could mean two places is left
// alone, and so are addresses of other countries. The lists are held as text and
// read when they are first asked for; where they come from stands at their head.
package region
