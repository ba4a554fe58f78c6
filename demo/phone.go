package demo

import "strings"

// numbering fills patterns in which # stands for a digit. Each pattern gives
// all its numbers before one comes again, so that only likely duplicates and
// books far beyond the ranges for fiction share a phone.
type numbering struct {
	*dice
	used map[string]uint64 // how many of a pattern, from a random start
}

// stride is coprime to 10, so that its multiples modulo 10^k pass all numbers
// of k digits, and leaves no visible order.
const stride = 618033989

// next returns the next number of a pattern. In local, unless "", the same
// digits fill another way of writing it.
func (n numbering) next(pattern, local string) (number, written string) {
	count, seen := n.used[pattern]
	if !seen {
		count = n.Uint64() >> 40
	}
	n.used[pattern] = count + 1
	return fill(pattern, count*stride), fill(local, count*stride)
}

// fill replaces each # from the right with the lowest digits of n.
func fill(pattern string, n uint64) string {
	b := []byte(pattern)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] == '#' {
			b[i] = byte('0' + n%10)
			n /= 10
		}
	}
	return string(b)
}

// random fills # with any digit, but no number begins with 0, and @ with any
// letter that British postcodes have.
func (d *dice) random(pattern string) string {
	b := []byte(pattern)
	for i, c := range b {
		switch {
		case c == '#' && (i == 0 || b[i-1] == ' ' || b[i-1] == '-' || b[i-1] >= 0x80):
			b[i] = byte('1' + d.below(9))
		case c == '#':
			b[i] = byte('0' + d.below(10))
		case c == '@':
			b[i] = "ABDEFGHJLNPQRSTUWXYZ"[d.below(20)]
		}
	}
	return string(b)
}

// mobilesZH are prefixes of Chinese mobile numbers. None is kept for fiction.
var mobilesZH = strings.Fields(`130 131 132 133 135 136 137 138 139 138 139 150 151 152 155 156 157 158 159
166 173 175 176 177 178 180 181 182 183 185 186 187 188 189 186 138 139 191 195 198 199`)

// mobile returns a Chinese mobile number, eleven digits.
func (m *maker) mobile() string {
	number, _ := m.phones.next(pick(m.dice, mobilesZH)+"########", "")
	return number
}

// rewrite returns a Chinese mobile number in another of the ways that people
// and programs write it.
func (d *dice) rewrite(mobile string) string {
	a, b, c := mobile[:3], mobile[3:7], mobile[7:]
	return pick(d, []string{a + " " + b + " " + c, a + "-" + b + "-" + c, "+86 " + a + " " + b + " " + c, "0086" + mobile, "+86" + mobile})
}

// masked hides the middle of a mobile number, as shops give it away.
func masked(mobile string) string { return mobile[:3] + "****" + mobile[7:] }
