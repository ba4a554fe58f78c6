package model

import (
	"strings"
	"unicode/utf8"
)

// numeral returns the value of a Chinese digit, in everyday and in financial
// writing (GB/T 15835).
func numeral(r rune) (n uint64, ok bool) {
	for i, same := range [...]string{"零〇○", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"} {
		if strings.ContainsRune(same, r) {
			return uint64(i), true
		}
	}
	return 0, false
}

// numeralUnit returns the value of a Chinese unit, or 0.
func numeralUnit(r rune) uint64 {
	switch r {
	case '十', '拾':
		return 10
	case '百', '佰':
		return 100
	case '千', '仟':
		return 1000
	case '万', '萬':
		return 1e4
	case '亿', '億':
		return 1e8
	}
	return 0
}

// isNumeral reports whether r can be part of a Chinese numeral.
func isNumeral(r rune) bool {
	_, ok := numeral(r)
	return ok || numeralUnit(r) > 0
}

// numeralLimit keeps every step of the reader within 64 bits; it is 一千万亿.
const numeralLimit = 1e15

// A numeralReader adds up a Chinese numeral from left to right: 十, 百 and 千
// count in a section of up to four places, 万 and 亿 close the section.
type numeralReader struct {
	total, section, current uint64
	held                    bool   // current waits for its unit
	zero                    bool   // a 零 came since the last unit
	small, big, last        uint64 // last unit below 万, from 万 on, of either sort
}

// readChinese reads Chinese numerals, also mixed with Arabic integers, and with
// 点 before decimals.
func readChinese(s string) (decimal, numberFault) {
	whole, fraction, _ := strings.Cut(s, "点")
	var r numeralReader
	for len(whole) > 0 {
		size, fault := r.step(whole)
		if fault != noFault {
			return decimal{}, fault
		}
		whole = whole[size:]
	}
	coef, fault := r.sum()
	d := decimal{coef: coef}
	for _, c := range fraction {
		n, ok := numeral(c)
		if !ok {
			return decimal{}, notNumber
		}
		if !d.push(byte('0' + n)) {
			return decimal{}, tooPrecise
		}
		d.scale++
	}
	return d, fault
}

// step reads one digit, integer or unit from the start of s and returns its size.
func (r *numeralReader) step(s string) (size int, fault numberFault) {
	if isDigit(s[0]) {
		return r.integer(s)
	}
	c, size := utf8.DecodeRuneInString(s)
	if n, ok := numeral(c); ok {
		if r.held {
			return 0, notNumber
		}
		r.current, r.held, r.zero = n, n > 0, r.zero || n == 0
		return size, noFault
	}
	switch unit := numeralUnit(c); {
	case unit == 0:
		return 0, notNumber
	case unit < 1e4:
		return size, r.smallUnit(unit)
	default:
		return size, r.bigUnit(unit)
	}
}

func (r *numeralReader) integer(s string) (size int, fault numberFault) {
	if r.held {
		return 0, notNumber
	}
	for r.held = true; size < len(s) && isDigit(s[size]); size++ {
		if r.current = r.current*10 + uint64(s[size]-'0'); r.current >= numeralLimit {
			return 0, tooLarge
		}
	}
	return size, noFault
}

// smallUnit takes 十, 百 or 千: each smaller than the one before it in its
// section, and with a digit, except that 十 alone is ten.
func (r *numeralReader) smallUnit(unit uint64) numberFault {
	if !r.held && unit == 10 && r.section == 0 {
		r.current, r.held = 1, true
	}
	if !r.held || r.small > 0 && unit >= r.small || r.current >= numeralLimit/unit {
		return notNumber
	}
	r.section += r.current * unit
	r.current, r.held, r.zero = 0, false, false
	r.small, r.last = unit, unit
	return noFault
}

// bigUnit takes 万 or 亿: it multiplies its section, or, directly behind a
// smaller one as in 万亿, all that was read.
func (r *numeralReader) bigUnit(unit uint64) numberFault {
	part := r.section + r.current
	grows := r.big > 0 && unit >= r.big
	if grows {
		part, r.total = part+r.total, 0
	}
	if part == 0 || grows && r.last != r.big {
		return notNumber
	}
	if part >= numeralLimit/unit {
		return tooLarge
	}
	r.total += part * unit
	r.section, r.current, r.held, r.zero = 0, 0, false, false
	r.small, r.big, r.last = 0, unit, unit
	return noFault
}

// sum ends the numeral. A single digit behind a unit counts tenths of it, as
// in 一万二 and 三千五, unless 零 stands between.
func (r *numeralReader) sum() (uint64, numberFault) {
	if r.last == 0 && !r.held && !r.zero {
		return 0, notNumber
	}
	if r.held && r.last > 0 && r.current >= r.last {
		return 0, notNumber
	}
	if r.held && r.last > 10 && r.current < 10 && !r.zero {
		r.current *= r.last / 10
	}
	return r.total + r.section + r.current, noFault
}
