package store

import "iter"

// ahead runs a sequence, and a function of each of its values, in a goroutine of its
// own, a little ahead of who takes the results: reading a file and computing
// words keep one core busy while SQLite keeps another. Order is kept, a panic
// comes out where the results are taken, and the goroutine has ended when the
// loop over them has.
func ahead[T, R any](values iter.Seq[T], of func(T) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		batches, stop := make(chan []R, 4), make(chan struct{})
		var failure any
		go func() {
			defer close(batches)
			defer func() { failure = recover() }()
			produce(values, of, batches, stop)
		}()
		defer func() {
			close(stop)
			for range batches { // until the goroutine has ended
			}
			if failure != nil {
				panic(failure)
			}
		}()
		for batch := range batches {
			for _, r := range batch {
				if !yield(r) {
					return
				}
			}
		}
	}
}

// produce sends results in batches, which cost less than one at a time, until
// there are no more or stop is closed.
func produce[T, R any](values iter.Seq[T], of func(T) R, batches chan<- []R, stop <-chan struct{}) {
	const size = 64
	batch := make([]R, 0, size)
	send := func() bool {
		select {
		case batches <- batch:
			batch = make([]R, 0, size)
			return true
		case <-stop:
			return false
		}
	}
	for v := range values {
		if batch = append(batch, of(v)); len(batch) == size && !send() {
			return
		}
	}
	if len(batch) > 0 {
		send()
	}
}

// inBackground calls f in a goroutine and returns what waits for its result. A
// panic comes out there.
func inBackground[R any](f func() R) (wait func() R) {
	var result R
	var failure any
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { failure = recover() }()
		result = f()
	}()
	return func() R {
		<-done
		if failure != nil {
			panic(failure)
		}
		return result
	}
}
