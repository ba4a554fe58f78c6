package store

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"kehu/model"
)

// KindEdit is the kind of timeline entries that are changes of the customer.
const KindEdit model.Kind = "edit"

// entryKinds are the kinds of entries. Of several at the same moment the first
// stands on top.
var entryKinds = []model.Kind{model.KindTask, model.KindInteraction, model.KindPurchase, KindEdit}

// An Entry is one line of a customer's timeline: exactly one of the pointers is set.
type Entry struct {
	Kind        model.Kind
	At          time.Time // a day alone: its beginning in the timeline's zone; zero for a follow-up without a day
	Purchase    *model.Purchase
	Interaction *model.Interaction
	Task        *model.Task
	Edit        *Edit

	place place
}

// An Edit is a change of the customer, with the change set that it is a part of.
type Edit struct {
	Set    model.ChangeSet
	Change model.Change
}

// Ref names the record of the entry; of an edit it is the number of the change.
func (e Entry) Ref() model.Ref { return model.Ref{Kind: e.Kind, ID: e.place.id} }

// A place orders the entries of a timeline, newest first.
type place struct {
	at   int64 // unix seconds; of a day alone, of its beginning
	kind int   // in entryKinds
	day  string
	raw  int64 // of a purchase, the stored instant
	id   int64
}

// noDay is where follow-ups without a day stand: above all others.
const noDay = math.MaxInt64

// compare orders from new to old.
func (p place) compare(o place) int {
	return cmp.Or(cmp.Compare(o.at, p.at), cmp.Compare(p.kind, o.kind), cmp.Compare(o.raw, p.raw), cmp.Compare(o.id, p.id))
}

// A Timeline asks for a part of what happened with one customer. A part is bounded
// by an entry that is known, never by how many stand before it: so each costs the
// same, however long the history is.
type Timeline struct {
	Customer int64
	Kinds    []model.Kind   // the kinds of entries wanted; nil for all
	Zone     *time.Location // in which days begin; nil for UTC
	From     *Entry         // begins with this entry
	Below    *Entry         // begins after this entry
	Above    *Entry         // ends before this entry
	Oldest   bool           // ends with the oldest entry
	Saying   []string       // of contact entries only those whose content has one of these texts; nil for all
	Limit    int            // 0 for all
}

// up reports whether the wanted entries are the last ones of the part, not the first.
func (q *Timeline) up() bool { return q.Above != nil || q.Oldest }

// bound returns the place beyond which the wanted entries stand, nil for none.
func (q *Timeline) bound() *place {
	switch {
	case q.Above != nil:
		return &q.Above.place
	case q.Below != nil:
		return &q.Below.place
	case q.From != nil:
		p := q.From.place
		p.id++ // the place just above
		return &p
	}
	return nil
}

// beyond reports whether a place is on the wanted side of the bound.
func (q *Timeline) beyond(p place) bool {
	b := q.bound()
	return b == nil || q.up() && p.compare(*b) < 0 || !q.up() && p.compare(*b) > 0
}

func (q *Timeline) wants(k model.Kind) bool { return q.Kinds == nil || slices.Contains(q.Kinds, k) }

func (q *Timeline) zone() *time.Location {
	if q.Zone == nil {
		return time.UTC
	}
	return q.Zone
}

// dayStart is the instant at which a stored day begins; no day is noDay.
func (q *Timeline) dayStart(day string) int64 {
	if d, err := model.DateFromISO(day); err == nil && day != "" {
		return d.Time(q.zone()).Unix()
	}
	return noDay
}

// Timeline returns what happened with a customer, newest first: purchases,
// contact history, changes of the customer, and follow-ups, which stand at their
// due day while open and at the time they were done after that.
func (b *Book) Timeline(ctx context.Context, q Timeline) ([]Entry, error) {
	entries, err := b.places(ctx, &q)
	if err != nil {
		return nil, b.store.explain(err)
	}
	slices.SortFunc(entries, func(a, b Entry) int { return a.place.compare(b.place) })
	if extra := len(entries) - q.Limit; q.Limit > 0 && extra > 0 {
		if q.up() {
			entries = entries[extra:]
		} else {
			entries = entries[:q.Limit]
		}
	}
	return entries, b.store.explain(b.fill(ctx, entries))
}

// places finds the entries of each kind that may be in the part, at most Limit of each.
func (b *Book) places(ctx context.Context, q *Timeline) ([]Entry, error) {
	parts := map[model.Kind]func(context.Context, *Timeline) ([]place, error){
		model.KindPurchase: b.purchasePlaces, model.KindInteraction: b.interactionPlaces,
		model.KindTask: b.taskPlaces, KindEdit: b.editPlaces,
	}
	var entries []Entry
	for n, kind := range entryKinds {
		if !q.wants(kind) {
			continue
		}
		found, err := parts[kind](ctx, q)
		if err != nil {
			return nil, err
		}
		for _, p := range found {
			p.kind = n
			e := Entry{Kind: kind, place: p}
			if p.at != noDay {
				e.At = time.Unix(p.at, 0).UTC()
			}
			entries = append(entries, e)
		}
	}
	return entries, nil
}

// EntryOf returns the entry that a saved record is in a timeline with this zone;
// false for a record that no timeline has.
func EntryOf(r model.Record, zone *time.Location) (Entry, bool) {
	q := Timeline{Zone: zone}
	e := Entry{Kind: r.RecordKind(), place: place{kind: slices.Index(entryKinds, r.RecordKind()), id: r.RecordMeta().ID}}
	switch r := r.(type) {
	case *model.Purchase:
		e.place.day, e.place.raw = r.Date.String(), seconds(r.At)
		e.place.at = q.purchaseAt(e.place.day, e.place.raw)
	case *model.Interaction:
		e.place.at = seconds(r.At)
	case *model.Task:
		e.place.at = q.taskAt(r.Due.String(), seconds(r.Done))
	default:
		return Entry{}, false
	}
	return e, true
}

// fill reads the records of entries, one query for each kind.
func (b *Book) fill(ctx context.Context, entries []Entry) error {
	ids := func(kind model.Kind) (ids []int64) {
		for i := range entries {
			if entries[i].Kind == kind {
				ids = append(ids, entries[i].place.id)
			}
		}
		return ids
	}
	db := b.store.reader
	purchases, err1 := b.store.purchases().byID(ctx, db, ids(model.KindPurchase))
	interactions, err2 := b.store.interactions().byID(ctx, db, ids(model.KindInteraction))
	tasks, err3 := b.store.tasks().byID(ctx, db, ids(model.KindTask))
	edits, err4 := b.edits(ctx, ids(KindEdit))
	for i := range entries {
		e, id := &entries[i], entries[i].place.id
		e.Purchase, e.Interaction, e.Task, e.Edit = nil, nil, nil, nil
		switch e.Kind {
		case model.KindPurchase:
			e.Purchase = purchases[id]
		case model.KindInteraction:
			e.Interaction = interactions[id]
		case model.KindTask:
			e.Task = tasks[id]
		case KindEdit:
			e.Edit = edits[id]
		}
	}
	return firstError(err1, err2, err3, err4)
}
