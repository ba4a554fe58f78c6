package store

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// A kept has what was read last of the book, by what it is of. While a person types
// on, pages on, or sees the count arrive, the same conditions and orders are asked for
// again and again, and to list a million customers takes a tenth of a second or more.
type kept[T interface{ bytes() int }] struct {
	most    int  // bytes of all together
	many    int  // values, 0 for any number
	follows bool // values of older versions are of use, see current

	mu      sync.Mutex
	version int64 // the newest that a value is of
	values  map[string]dated[T]
	newest  []string // the names of the values, the oldest first
	size    int      // bytes
	asked   string   // what is read ahead, with the version
}

// dated is a value of a version of the book. What was read when another was written may
// be of a later one.
type dated[T any] struct {
	value   T
	version int64
}

// caches are what a store keeps of its book.
type caches struct {
	walkFrom  int64 // ids of an order that are followed at least before it is read whole
	lookedAt  int   // customers whose words are looked at rather than long lists of words read
	longLists int   // ids in long lists
	aheadFrom int64 // customers of whom it takes a frame or more to read an order or a field

	sets  kept[idSet]
	walks kept[walk]
	texts kept[*textColumn]

	guesses kept[guess]

	ctx       context.Context // ends with the store
	stop      context.CancelFunc
	ending    sync.Mutex // nothing starts while the store ends
	running   sync.WaitGroup
	reading   sync.Mutex // one thing at a time: the next to be read may be the same
	following sync.Mutex // the same, see current
}

func newCaches() *caches {
	ctx, stop := context.WithCancel(context.Background())
	return &caches{
		ctx: ctx, stop: stop,
		walkFrom:  2000,
		aheadFrom: 20_000,
		lookedAt:  40,
		longLists: 150_000,                                           // take some three milliseconds
		sets:      kept[idSet]{most: 24 << 20, many: 190},            // of a million customers, which each term of a line is
		walks:     kept[walk]{most: 120 << 20, follows: true},        // 30 orders of a million customers
		texts:     kept[*textColumn]{most: 256 << 20, follows: true}, // some ten fields of a million customers
		guesses:   kept[guess]{most: 64 << 10},
	}
}

// get returns a value, if it is there and of that version of the book or a later one.
// It is not to be changed.
func (k *kept[T]) get(version int64, of string) (v T, ok bool) {
	d, ok := k.last(of)
	if !ok || d.version < version {
		return v, false
	}
	return d.value, true
}

// last returns a value of whatever version.
func (k *kept[T]) last(of string) (dated[T], bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	d, ok := k.values[of]
	return d, ok
}

// isFirst reports whether a value has not been asked for by the last caller.
func (k *kept[T]) isFirst(version int64, of string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	name := fmt.Sprint(version, of)
	first := k.asked != name
	k.asked = name
	return first
}

// put keeps a value, and forgets the oldest, and those of other versions where they are
// of no use.
func (k *kept[T]) put(version int64, of string, v T) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.follows && k.version < version || k.values == nil {
		k.values, k.newest, k.size = map[string]dated[T]{}, nil, 0
	}
	k.version = max(k.version, version)
	if d, there := k.values[of]; there && d.version >= version || !k.follows && version < k.version || v.bytes() > k.most {
		return
	}
	k.forget(of)
	k.values[of], k.newest, k.size = dated[T]{v, version}, append(k.newest, of), k.size+v.bytes()
	for k.size > k.most || k.many > 0 && len(k.newest) > k.many {
		k.forget(k.newest[0])
	}
}

// drop forgets a value that is of no use any more.
func (k *kept[T]) drop(of string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.forget(of)
}

// forget takes out a value, if it is there.
func (k *kept[T]) forget(of string) {
	d, there := k.values[of]
	if !there {
		return
	}
	k.size -= d.value.bytes()
	delete(k.values, of)
	k.newest = slices.DeleteFunc(k.newest, func(name string) bool { return name == of })
}

// once returns a value that is kept, or has it read. Who asked may give up, as one
// does who types on: the reading goes on, for the next key wants the same.
func once[T follower[T]](ctx context.Context, r setReader, k *kept[T], of string, read func(context.Context) (T, error)) (v T, err error) {
	if v, ok, err := current(ctx, r, k, of); ok || err != nil {
		return v, err
	}
	reading := fetch(r.store.caches, k, r.version, of, read)
	select {
	case <-reading.done:
		return reading.value, reading.err
	case <-ctx.Done():
		return v, ctx.Err()
	}
}

// A reading is something that is read in the background.
type reading[T any] struct {
	done  chan struct{} // closed when the rest is known
	value T
	err   error
}

// fetch begins to read a value that will be kept, unless somebody is faster.
func fetch[T interface{ bytes() int }](c *caches, k *kept[T], version int64, of string, read func(context.Context) (T, error)) *reading[T] {
	r := &reading[T]{done: make(chan struct{})}
	started := c.start(func(ctx context.Context) {
		defer close(r.done)
		var there bool
		if r.value, there = k.get(version, of); there {
			return
		}
		if r.value, r.err = read(ctx); r.err == nil {
			k.put(version, of, r.value)
		}
	})
	if !started {
		r.err = context.Canceled
		close(r.done)
	}
	return r
}

// start has something great read, one after the other; it reports false when the
// book is closed.
func (c *caches) start(read func(context.Context)) bool {
	c.ending.Lock()
	defer c.ending.Unlock()
	if c.ctx.Err() != nil {
		return false
	}
	c.running.Go(func() {
		c.reading.Lock()
		defer c.reading.Unlock()
		read(c.ctx)
	})
	return true
}

// close ends what is being read.
func (c *caches) close() {
	c.ending.Lock()
	c.stop()
	c.ending.Unlock()
	c.running.Wait()
}
