package store

import (
	"context"
	"slices"
)

// ReadAhead reads what the next keys of a search will ask for in a great book: its orders,
// and the fields that are sought by any part of them. It takes some seconds for a million
// customers and a tenth of that for a tenth of them, no time when all is still at hand,
// and up to 300 bytes of memory for each customer. Other reads go before it.
func (b *Book) ReadAhead(ctx context.Context) error {
	return b.store.explain(b.store.readAhead(ctx))
}

func (s *Store) readAhead(ctx context.Context) error {
	r, err := s.sets(ctx)
	if err != nil || r.last < s.caches.aheadFrom {
		return err
	}
	for _, index := range likelyOrders() {
		if _, err := r.indexWalk(ctx, index); err != nil {
			return err
		}
	}
	for _, from := range likelyTexts() {
		if _, err := once(ctx, r, &s.caches.texts, from.field, s.columnOf(from)); err != nil {
			return err
		}
	}
	return nil
}

// likelyOrders are the indexes of orders: first that of every list, then those of columns
// that are always there, then the others.
func likelyOrders() []string {
	all := []string{rankKey.index(), sortKeys["name"].index()}
	for _, field := range []string{"last_contact", "last_purchase", "spent", "orders", "created", "last"} {
		all = append(all, sortKeys[field].index())
	}
	for _, field := range slices.Concat(sortedTexts, indexedTexts) {
		all = append(all, textKey(field).index())
	}
	return all
}

// likelyTexts are the fields of which people know a part.
func likelyTexts() []textSource {
	return []textSource{nameSource(), tagSource(), numberSource(), pointSource("phone"), pointSource("email"), columnSource(textKey("company"), "company"), pointSource("wechat"), addressSource()}
}
