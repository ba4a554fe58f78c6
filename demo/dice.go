package demo

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// dice draws from a PCG. It does not use rand.Rand, whose way from random bits
// to numbers may change with Go; that of rand.PCG is fixed.
type dice struct{ rand.PCG }

// stream is the second half of the seed. It was chosen for a varied first page
// of seed 1, which stands in the README.
const stream = 509

func newDice(seed uint64) *dice {
	d := new(dice)
	d.Seed(seed, stream)
	return d
}

// below returns a number from 0 to n-1. Its bias of n/2^64 is far too small to show.
func (d *dice) below(n int) int {
	hi, _ := bits.Mul64(d.Uint64(), uint64(n))
	return int(hi)
}

// between returns a number from low to high, both included.
func (d *dice) between(low, high int) int { return low + d.below(high-low+1) }

// chance is true so many times in a thousand.
func (d *dice) chance(permille int) bool { return d.below(1000) < permille }

// fraction returns a number above 0 and not above 1.
func (d *dice) fraction() float64 { return float64(d.Uint64()>>11+1) / (1 << 53) }

// paretoCap keeps the tail of pareto within what one customer may weigh.
const paretoCap = 12

// pareto returns numbers of mean 1 with a long tail (shape 2, cut at
// paretoCap): most are near 0.6, one in fifty is above 3.5. The square root,
// unlike other powers, is exact on every machine.
func (d *dice) pareto() float64 { return min(paretoCap, 0.511/math.Sqrt(d.fraction())) }

// pick draws one of a list, each as likely.
func pick[T any](d *dice, list []T) T { return list[d.below(len(list))] }

// maybe draws one of a list so many times in a thousand, else the zero value.
func maybe[T any](d *dice, permille int, list []T) (none T) {
	if !d.chance(permille) {
		return none
	}
	return pick(d, list)
}

// front draws an index below n, the first ones far more often.
func (d *dice) front(n int) int { return min(d.below(n), d.below(n)) }

// A quota deals a total out to a known number of takers. Each draws from what
// is left on average, so that the total comes out exactly in the end.
type quota struct{ left, takers int }

func newQuota(mean float64, takers int) quota {
	return quota{left: int(math.Round(mean * float64(takers))), takers: takers}
}

// deal returns the share of the next taker, whose weight is 1 on average.
func (q *quota) deal(d *dice, weight float64) int {
	mean := float64(q.left) / float64(q.takers)
	// The conversion forbids a fused multiply-add, which rounds otherwise.
	share := min(q.left, int(float64(mean*weight*d.pareto())+d.fraction()))
	if q.takers == 1 {
		share = q.left
	}
	q.left -= share
	q.takers--
	return share
}
