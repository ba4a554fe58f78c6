package store

import (
	"cmp"
	"database/sql"
	"maps"
	"slices"
	"time"

	"kehu/model"
)

// What is computed from records (sums of purchases, last contact, search words,
// the order of lists) is written once per customer at the end of each step of a
// transaction, however many of the customer's records the step wrote.

// A due notes what of a customer must be computed again.
type due struct {
	figures  bool            // purchases or contact history changed
	texts    bool            // contents or products of these changed
	customer *model.Customer // the words changed, to those of this; nil where they did not
	words    []byte          // of the customer, where they are known
	isNew    bool            // and not in the search index yet
	rank     int64           // of a new customer, as it was written
}

// owes returns the note of a customer, made when there is none.
func (t *tx) owes(id int64) *due {
	d := t.due[id]
	if d == nil {
		d = &due{}
		t.due[id] = d
	}
	return d
}

// settleDues computes what is due, in the order of the ids, and then brings the
// search index in line.
func (t *tx) settleDues() error {
	if t.isTrial {
		clear(t.due)
		return nil
	}
	if t.owesFigures {
		if err := t.touchBuyers(); err != nil {
			return err
		}
	}
	var moves []move
	for _, id := range slices.Sorted(maps.Keys(t.due)) {
		if id == 0 {
			continue
		}
		m, err := t.settle(id, t.due[id])
		if err != nil {
			return err
		}
		if m.before != m.now || m.words != nil {
			moves = append(moves, m)
		}
	}
	clear(t.due)
	return t.reindex(moves)
}

// settleAll settles all dues and writes the search index.
func (t *tx) settleAll() error {
	if err := t.settleDues(); err != nil {
		return err
	}
	return firstError(t.flushWords(), t.writeSegment(), t.indexProducts())
}

// settleMany settles the dues of a bulk write once there are many: FTS5 keeps
// the words of one step in memory and writes them out together.
func (t *tx) settleMany() error {
	const many = 4000
	if len(t.due) < many {
		return nil
	}
	return t.settleDues()
}

// counted are the purchases that count as spent, as model.Purchase.Spent says;
// a test holds the two together.
const counted = "(status IN ('paid', 'shipped', 'done') OR status = 'refunded' AND total < 0)"

// standing is what is computed of a customer.
type standing struct {
	orders       int64
	spent        int64
	other        string
	lastPurchase string
	lastContact  int64
	dealt, rank  int64
}

// standing reads what was computed of a customer, and what it depends on.
func (t *tx) standing(id int64) (s standing, created int64, state model.State, err error) {
	err = t.row(`SELECT orders, spent, spent_other, last_purchase, last_contact, dealt, rank, created, state
		FROM customers WHERE id = ?`, id).Scan(&s.orders, &s.spent, &s.other, &s.lastPurchase, &s.lastContact, &s.dealt, &s.rank, &created, &state)
	return s, created, state, err
}

// settle computes what is due of a customer, and says where its words must go.
func (t *tx) settle(id int64, d *due) (move, error) {
	words, err := t.wordsDue(id, d)
	if d.isNew && !d.figures || err != nil {
		return move{id, 0, d.rank, words}, err
	}
	before, created, state, err := t.standing(id)
	if err != nil {
		return move{}, err
	}
	now := before
	if d.figures {
		if err := t.addUp(id, &now); err != nil {
			return move{}, err
		}
	}
	now.dealt = max(created, now.lastContact, dayStart(now.lastPurchase))
	now.rank = 0
	if state == model.Live {
		now.rank = rankOf(now.dealt, id)
	}
	if now != before {
		if err := t.exec(`UPDATE customers SET orders = ?, spent = ?, spent_other = ?, last_purchase = ?, last_contact = ?, dealt = ?, rank = ?
			WHERE id = ?`, now.orders, now.spent, now.other, now.lastPurchase, now.lastContact, now.dealt, now.rank, id); err != nil {
			return move{}, err
		}
	}
	if d.isNew {
		before.rank = 0
	}
	return move{id, before.rank, now.rank, words}, nil
}

// wordsDue returns the words of a customer, nil where they did not change.
func (t *tx) wordsDue(id int64, d *due) ([]byte, error) {
	if d.texts || d.customer != nil && d.words == nil {
		return t.searchWords(id, d.customer)
	}
	return d.words, nil
}

// addUp adds up a customer's purchases and contact history. A contact before 1970
// counts as one of its first second: 0 is none.
func (t *tx) addUp(id int64, s *standing) error {
	if err := t.row("SELECT count(*), coalesce(max(date), '') FROM purchases WHERE customer_id = ? AND state = 0", id).
		Scan(&s.orders, &s.lastPurchase); err != nil {
		return err
	}
	if err := t.row("SELECT coalesce(max(max(at, 1)), 0) FROM interactions WHERE customer_id = ? AND state = 0", id).Scan(&s.lastContact); err != nil {
		return err
	}
	var err error
	s.spent, s.other, err = t.spent(id)
	return err
}

// dayStart returns a stored day as unix seconds, 0 for none.
func dayStart(day string) int64 {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0
	}
	return at.Unix()
}

// spent returns what a customer spent in the book's currency, and the sums in
// other currencies as JSON, "" for none.
func (t *tx) spent(id int64) (own int64, other string, err error) {
	currency, err := t.currency()
	if err != nil {
		return 0, "", err
	}
	rows, err := t.query("SELECT currency, sum(total) FROM purchases WHERE customer_id = ? AND state = 0 AND "+counted+
		" GROUP BY currency ORDER BY currency", id)
	var others []model.Money
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var m model.Money
		if err := rows.Scan(&m.Currency, &m.Amount); err != nil {
			return err
		}
		if m.Currency == currency {
			own = m.Amount
		} else {
			others = append(others, m)
		}
		return nil
	})
	return own, sumsText(others), err
}

// rankShift parts the day from the customer's id in a rank, which leaves room
// for 16 million customers and keeps the index small: it holds the differences.
const rankShift = 24

// customerOfRank is the SQL of the customer's id in a rank.
const customerOfRank = "(customer_search.rowid & 16777215)" // 1<<24 - 1

// customerOf is the same of a rank that was read.
func customerOf(rank int64) int64 { return rank & (1<<rankShift - 1) }

// secondsPerDay turns unix seconds into days.
const secondsPerDay = 24 * 60 * 60

// rankOf returns the place of a customer in the order of lists.
func rankOf(dealt, id int64) int64 { return max(dealt, 0)/secondsPerDay<<rankShift | id }

// A move takes a customer's words from one place of the search index to another;
// 0 is nowhere. The words are nil where they did not change.
type move struct {
	id, before, now int64
	words           []byte
}

// reindex makes moves. FTS5 gathers words in memory as long as rowids grow, and
// writes everything out when one does not: so all leave in order, then all enter.
func (t *tx) reindex(moves []move) error {
	if t.pending != nil {
		moves = slices.DeleteFunc(moves, t.pending.move)
		if slices.ContainsFunc(moves, func(m move) bool { return m.before != 0 }) {
			if err := t.writeSegment(); err != nil { // they may stand in it
				return err
			}
		}
	}
	slices.SortFunc(moves, func(a, b move) int { return cmp.Compare(a.before, b.before) })
	for _, m := range moves {
		if m.before == 0 {
			continue
		}
		if err := t.exec("DELETE FROM customer_search WHERE rowid = ?", m.before); err != nil {
			return err
		}
	}
	slices.SortFunc(moves, func(a, b move) int { return cmp.Compare(a.now, b.now) })
	for _, m := range moves {
		if m.now == 0 {
			continue
		}
		if err := t.index(m); err != nil {
			return err
		}
	}
	return nil
}

// index puts the words of a move where they go.
func (t *tx) index(m move) error {
	if m.words == nil {
		var err error
		if m.words, err = t.searchWords(m.id, nil); err != nil {
			return err
		}
	}
	if t.pending == nil {
		return t.insertWords(m.now, m.words)
	}
	t.pending[m.id] = pendingCustomer{m.now, m.words}
	if len(t.pending) < mostPending {
		return nil
	}
	return t.flushWords()
}

func (t *tx) insertWords(rank int64, words []byte) error {
	return t.exec("INSERT INTO customer_search (rowid, words) VALUES (?, ?)", rank, string(words))
}
