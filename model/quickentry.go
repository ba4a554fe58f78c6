package model

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// QuickVerb is what a line of quick entry makes.
type QuickVerb string

// The verbs of quick entry.
const (
	QuickLog  QuickVerb = "log"  // a contact entry
	QuickBuy  QuickVerb = "buy"  // a purchase
	QuickTodo QuickVerb = "todo" // a follow-up
)

// A QuickEntry is one line such as "log 张伟 电话 询价A4纸 评分4 下周三回访": a verb,
// the name of a customer, and words about them. How many words are the name only a
// book can tell; the words behind it are read by QuickContact, QuickPurchase and
// QuickTask.
type QuickEntry struct {
	Verb  QuickVerb // "" where the line begins with none
	Words []string
}

// ParseQuickEntry cuts a line into its verb and its words.
func ParseQuickEntry(line string) QuickEntry {
	words := strings.Fields(line)
	if len(words) == 0 {
		return QuickEntry{}
	}
	verb := quickVerbs[folded(words[0])]
	if verb != "" {
		words = words[1:]
	}
	if verb == QuickTodo && len(words) > 1 && folded(words[0]) == "add" {
		words = words[1:]
	}
	return QuickEntry{verb, words}
}

// QuickContact reads what was said with a customer into entry, which has the
// defaults: how it took place and what it was about in front, a rating anywhere, a
// next step behind the last day that is to come. All else is the content.
func QuickContact(text string, entry Interaction, now time.Time) Interaction {
	l := cutLine(text, now)
	l.leading(&entry)
	entry.Rating = max(entry.Rating, l.rating())
	entry.Next, entry.NextDay = l.nextStep()
	entry.Content = l.rest()
	if kind := kindOf(entry.Content); kind != "" && !l.hasKind {
		entry.Kind = kind
	}
	for _, text := range []string{l.head, entry.Next} {
		if entry.Content == "" {
			entry.Content = text
		}
	}
	return entry
}

// QuickTask reads what is to be done into task: a day, a repetition and a priority
// wherever they stand; all else is the title.
func QuickTask(text string, task Task, now time.Time) Task {
	l := cutLine(text, now)
	for i := range l.words {
		if p, ok := priorityWords[l.words[i].known]; ok && !l.words[i].used {
			task.Priority, l.words[i].used = p, true
			break
		}
	}
	if repeat, due, ok := l.repetition(); ok {
		task.Repeat, task.Due = repeat, due
	}
	if day, ok := l.dayOfTask(); ok {
		task.Due = day
	}
	if title := l.rest(); title != "" {
		task.Title = title
	}
	return task
}

// A quickLine is a text of quick entry under way: its words, and which of them
// were understood.
type quickLine struct {
	text    string
	words   []quickWord
	now     time.Time
	head    string // the words in front that were understood
	hasKind bool
}

// A quickWord is a word of a line.
type quickWord struct {
	from, to int    // bytes of the text
	known    string // as the tables of words have it
	used     bool   // understood: no part of the content
}

// cutLine cuts a text at white space and at commas that are not within a number.
func cutLine(text string, now time.Time) *quickLine {
	text = strings.ToValidUTF8(text, "")
	l := &quickLine{text: text, now: now}
	start := -1
	flush := func(end int) {
		if start >= 0 {
			l.words = append(l.words, quickWord{from: start, to: end, known: folded(text[start:end])})
		}
		start = -1
	}
	for i, r := range text {
		switch {
		case unicode.IsSpace(r) || strings.ContainsRune("，；。、", r) || strings.ContainsRune(",;", r) && !withinNumber(text, i):
			flush(i)
		case start < 0:
			start = i
		}
	}
	flush(len(text))
	return l
}

// withinNumber reports whether digits stand on both sides of a byte.
func withinNumber(text string, i int) bool {
	return i > 0 && i+1 < len(text) && isDigit(text[i-1]) && isDigit(text[i+1])
}

func folded(word string) string { return strings.ToLower(foldWidth(word)) }

func (w quickWord) in(text string) string { return text[w.from:w.to] }

// leading understands the words in front: channel, direction, kind, and a day or
// time that is past.
func (l *quickLine) leading(entry *Interaction) {
	var hasChannel, hasTime bool
	for i := range l.words {
		w := &l.words[i]
		c, isContact := contactWords[w.known]
		kind, isKind := kindWords[w.known]
		at, isTime := l.past(w.in(l.text))
		switch {
		case isContact && (c.channel == "" || !hasChannel):
			hasChannel = hasChannel || c.channel != ""
			setUnlessEmpty(&entry.Channel, c.channel)
			setUnlessEmpty(&entry.Direction, c.direction)
		case isKind && !l.hasKind:
			entry.Kind, l.hasKind = kind, true
		case isTime && !hasTime:
			entry.At, hasTime = at, true
		default:
			return
		}
		w.used, l.head = true, l.text[l.words[0].from:w.to]
	}
}

func setUnlessEmpty[S ~string](into *S, value S) {
	if value != "" {
		*into = value
	}
}

// past reads a word as a moment before now, such as 昨天 or 昨天15:30. A day without
// a time is at the time that it is now, so that entries keep their order.
func (l *quickLine) past(word string) (time.Time, bool) {
	if strings.ContainsAny(folded(word), ":点时") {
		at, err := ParseInstant(word, l.now, l.now.Location())
		return at, err == nil && !at.After(l.now)
	}
	day, ok := quickDay(word, l.now)
	if !ok || day.Compare(DateOf(l.now)) >= 0 {
		return time.Time{}, false
	}
	hour, minute, second := l.now.Clock()
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, second, 0, l.now.Location()), true
}

// ratingWords stand before a rating.
var ratingWords = []string{"评分", "打分", "满意度", "rating", "rated", "score"}

// rating understands 评分4, 评分 4, 4星, rating 4, 4/5 and ★★★★; 0 for none. A number
// that is no rating is understood too, so that it is refused and not kept as text.
func (l *quickLine) rating() int64 {
	for i := range l.words {
		if l.words[i].used {
			continue
		}
		n, words := l.ratingAt(i)
		if words == 0 {
			continue
		}
		for k := range words {
			l.words[i+k].used = true
		}
		return n
	}
	return 0
}

func (l *quickLine) ratingAt(i int) (n int64, words int) {
	known := l.words[i].known
	for _, word := range ratingWords {
		rest, ok := strings.CutPrefix(known, word)
		if rest = strings.TrimLeft(rest, ":="); !ok {
			continue
		}
		if n := ratingNumber(rest); n > 0 {
			return n, 1
		}
		if rest == "" && i+1 < len(l.words) && ratingNumber(l.words[i+1].known) > 0 {
			return ratingNumber(l.words[i+1].known), 2
		}
	}
	for _, star := range []string{"星", "颗星", "星级"} {
		if digits, ok := strings.CutSuffix(known, star); ok && ratingNumber(digits) > 0 {
			return ratingNumber(digits), 1
		}
	}
	if digits, ok := strings.CutSuffix(known, "/5"); ok && len(digits) == 1 {
		return ratingNumber(digits), 1
	}
	if n := utf8.RuneCountInString(known); n <= 5 && strings.Trim(known, "★") == "" && n > 0 {
		return int64(n), 1
	}
	if i+1 < len(l.words) && strings.HasPrefix(l.words[i+1].known, "star") && ratingNumber(known) > 0 {
		return ratingNumber(known), 2
	}
	return 0, 0
}

// ratingNumber reads one or two digits, or a Chinese numeral; 0 for all else.
func ratingNumber(s string) int64 {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "分"), "/5")
	if i := strings.Index("一二三四五", s); i >= 0 && utf8.RuneCountInString(s) == 1 {
		return int64(i/len("一")) + 1
	}
	if len(s) < 1 || len(s) > 2 || !allDigits(s) {
		return 0
	}
	return int64(number(s))
}

// kindOf returns what a text is about by how it begins, "" where that says nothing.
func kindOf(content string) InteractionKind {
	first, _, _ := strings.Cut(folded(content), " ")
	if kind, ok := kindVerbs[first]; ok {
		return kind
	}
	if kind, ok := kindWords[strings.Trim(first, ":,.")]; ok {
		return kind
	}
	const two = 2 * len("询") // Chinese kinds have two characters
	if len(first) > two && kindWords[first[:two]] != InteractionOther {
		return kindWords[first[:two]]
	}
	return ""
}

// rest returns the text of the words that were not understood. What stood between
// two of them stays as it was.
func (l *quickLine) rest() string {
	var b strings.Builder
	last := -1
	for i, w := range l.words {
		if w.used {
			continue
		}
		switch {
		case last == i-1 && last >= 0:
			b.WriteString(l.text[l.words[last].to:w.from])
		case last >= 0:
			b.WriteByte(' ')
		}
		b.WriteString(w.in(l.text))
		last = i
	}
	if last >= 0 && last == len(l.words)-1 {
		b.WriteString(strings.TrimRight(l.text[l.words[last].to:], "，；、,; \t\n"))
	}
	return strings.TrimSpace(b.String())
}
