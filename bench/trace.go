package main

import (
	"context"
	"strings"

	"kehu/model"
	"kehu/model/pinyin"
	"kehu/query"
	"kehu/store"
)

// A stroke is one key press that changes the query in force.
type stroke struct {
	text  string
	query query.Query
	whole bool // the last one of its query
}

// sampled is how many customers of the book lend the trace their texts.
const sampled = 60

// typing returns the key presses of the whole trace, each query from an empty
// line, and how many queries these are. A text that is no query (yet) changes
// nothing on the screen: the last good result stays.
func typing(ctx context.Context, b *store.Book) (strokes []stroke, queries int, err error) {
	catalogue, err := b.Catalogue(ctx)
	if err != nil {
		return nil, 0, err
	}
	own, err := ofBook(ctx, b)
	if err != nil {
		return nil, 0, err
	}
	seen := make(map[string]bool)
	for _, text := range append(fixed(), own...) {
		if seen[text] {
			continue
		}
		seen[text] = true
		strokes = append(strokes, typed(text, catalogue)...)
	}
	return strokes, len(seen), nil
}

// typed returns the key presses of one text.
func typed(text string, catalogue *query.Catalogue) (strokes []stroke) {
	runes := []rune(text)
	for i := range runes {
		part := string(runes[:i+1])
		if q, err := query.Parse(part, catalogue); err == nil {
			strokes = append(strokes, stroke{part, q, i == len(runes)-1})
		}
	}
	return strokes
}

// ofBook returns queries that find customers of the book: at a fixed stride
// through it, each lends one or two of its texts.
func ofBook(ctx context.Context, b *store.Book) (texts []string, err error) {
	n, _, err := b.Count(ctx, query.Query{}, 0)
	if err != nil {
		return nil, err
	}
	for i := range sampled {
		c, err := b.Summary(ctx, int64(1+i*n/sampled))
		if err != nil {
			return nil, err
		}
		made := lent(c)
		if len(made) > 0 {
			texts = append(texts, made[i%len(made)], made[(i+len(made)/2)%len(made)])
		}
	}
	return texts, nil
}

// lent are the queries by which a person may look for a customer.
func lent(c model.Summary) (texts []string) {
	add := func(text string) {
		if text = strings.TrimSpace(text); len([]rune(text)) > 1 {
			texts = append(texts, text)
		}
	}
	add(c.Name)
	if name := []rune(c.Name); len(name) > 0 && pinyin.IsHan(name[0]) {
		syllables := pinyin.Syllables(c.Name, true)
		add(strings.Join(syllables, ""))
		add(initials(syllables))
	}
	add(c.Phone)
	add(tail(c.Phone))
	add(c.Email)
	add(first(c.Company, 6))
	add(c.Name + " " + c.City)
	if c.City != "" && c.Level != "" {
		add("city:" + query.Quote(c.City) + " level:" + c.Level)
	}
	if len(c.Tags) > 0 {
		add("tag:" + query.Quote(c.Tags[0]) + " " + first(c.Name, 1))
	}
	return texts
}

func initials(syllables []string) (letters string) {
	for _, s := range syllables {
		letters += first(s, 1)
	}
	return letters
}

// tail is the end of a telephone number that people remember.
func tail(phone string) string { return phone[max(0, len(phone)-4):] }

func first(text string, n int) string {
	runes := []rune(text)
	return string(runes[:min(n, len(runes))])
}
