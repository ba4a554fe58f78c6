package crash

import (
	"maps"
	"math/rand/v2"
	"slices"
)

// sector is how much of a file a disk writes whole or not at all.
const sector = 512

// An inode is a file of a disk whose power may go: what is safe on it, and what was
// written since it was last synced.
type inode struct {
	safe    []byte
	pending []op
}

// apply makes a change of a file.
func (o op) apply(file []byte) []byte {
	if o.kind == truncated {
		return append(file, make([]byte, max(0, int(o.at)-len(file)))...)[:o.at]
	}
	if grow := int(o.at) + len(o.data) - len(file); grow > 0 {
		file = append(file, make([]byte, grow)...)
	}
	copy(file[o.at:], o.data)
	return file
}

func (n *inode) sync() {
	for _, o := range n.pending {
		n.safe = o.apply(n.safe)
	}
	n.pending = nil
}

// A name is what a folder says of a file: now, and what is safe of that.
type name struct{ now, safe *inode }

// An outage is what a disk holds after the power went: of what was not synced, some
// is there and some is not, in any order.
type outage struct {
	rng   *rand.Rand
	keeps float64 // the share of what was not synced that is there
	torn  bool    // a write may be there in part
}

func newOutage(rng *rand.Rand) outage {
	return outage{rng: rng, keeps: []float64{0, 0.1, 0.5, 0.9, 1}[rng.IntN(5)], torn: rng.IntN(2) == 0}
}

// after returns the files after the changes, where before is what was safe when
// they began.
func (u outage) after(before map[string][]byte, ops []op) map[string][]byte {
	names := map[string]*name{}
	for path, data := range before {
		file := &inode{safe: slices.Clone(data)}
		names[path] = &name{now: file, safe: file}
	}
	for _, o := range ops {
		if names[o.path] == nil {
			names[o.path] = &name{}
		}
		names[o.path].change(o)
	}
	files := map[string][]byte{}
	for _, path := range slices.Sorted(maps.Keys(names)) { // in an order, so that a seed repeats
		file := names[path].safe
		if u.rng.IntN(2) == 0 {
			file = names[path].now
		}
		if file != nil {
			files[path] = u.survives(file)
		}
	}
	return files
}

// change makes a change. With a file its name is synced: SQLite syncs the folder
// when it has made a journal or a log.
func (n *name) change(o op) {
	switch o.kind {
	case deleted:
		n.now, n.safe = nil, nil
	case forgotten:
		n.now = nil
	case opened:
		if n.now == nil {
			n.now = &inode{}
		}
	case synced:
		n.now.sync()
		n.safe = n.now
	default:
		n.now.pending = append(n.now.pending, o)
	}
}

func (u outage) survives(file *inode) []byte {
	data := slices.Clone(file.safe)
	for _, o := range file.pending {
		for _, part := range u.parts(o) {
			if u.rng.Float64() < u.keeps {
				data = part.apply(data)
			}
		}
	}
	return data
}

// parts are the sectors of a write where it may be torn.
func (u outage) parts(o op) []op {
	if !u.torn || o.kind != written {
		return []op{o}
	}
	var parts []op
	for len(o.data) > 0 {
		n := min(sector-int(o.at%sector), len(o.data))
		parts = append(parts, op{kind: written, path: o.path, at: o.at, data: o.data[:n]})
		o.at, o.data = o.at+int64(n), o.data[n:]
	}
	return parts
}
