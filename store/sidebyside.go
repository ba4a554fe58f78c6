package store

import "iter"

// sideBySide gives the results of a function of each value in the order of the
// values. Each of the functions works in a goroutine of its own, and no more
// than a few results are ahead of who takes them. A panic comes out where the
// results are taken, and the goroutines have ended when the loop over them has.
func sideBySide[T, R any](values iter.Seq[T], of []func(T) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		jobs, order, stop := make(chan job[T, R]), make(chan chan outcome[R], len(of)), make(chan struct{})
		waits := []func() bool{inBackground(func() bool { hand(values, jobs, order, stop); return true })}
		for _, f := range of {
			waits = append(waits, inBackground(func() bool { work(f, jobs); return true }))
		}
		defer func() {
			close(stop)
			for range order { // until no more is handed out
			}
			for _, wait := range waits {
				wait()
			}
		}()
		for result := range order {
			r := <-result
			if r.failure != nil {
				panic(r.failure)
			}
			if !yield(r.value) {
				return
			}
		}
	}
}

// A job is a value and where its result goes.
type job[T, R any] struct {
	value  T
	result chan outcome[R]
}

// An outcome is a result, or what a panic said.
type outcome[R any] struct {
	value   R
	failure any
}

// hand gives out the values, and the places of their results in order.
func hand[T, R any](values iter.Seq[T], jobs chan<- job[T, R], order chan<- chan outcome[R], stop <-chan struct{}) {
	defer close(order)
	defer close(jobs)
	for v := range values {
		j := job[T, R]{v, make(chan outcome[R], 1)}
		select {
		case order <- j.result:
			jobs <- j // somebody is always there to take it
		case <-stop:
			return
		}
	}
}

func work[T, R any](f func(T) R, jobs <-chan job[T, R]) {
	for j := range jobs {
		j.result <- try(f, j.value)
	}
}

func try[T, R any](f func(T) R, v T) (o outcome[R]) {
	defer func() { o.failure = recover() }()
	o.value = f(v)
	return o
}
