package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kehu/model/pinyin"
	"kehu/query"
	"kehu/store/fts5"
)

// The words of some fields stand in the search index once more, behind the mark of
// their field and folded alone, so that they find exactly what a text contains. Chinese of one or two characters is a list of the
// index; what is in the middle of other words is found among all words behind the
// mark, which stand together.

// fieldMarks are the marks of those fields.
var fieldMarks = map[string]string{"content": markContent, "notes": markNotes, "preferences": markPreferences}

// behind adds the words of a text behind a mark.
func (w *cutter) behind(mark, text string) {
	for _, word := range fragments(pinyin.Fold(text)) {
		w.isNew(mark + word)
	}
}

// productWord is the word of a product: its id in digits that are letters, so that the
// index, which has a list for each begin of a word, has hardly more than one for it.
func productWord(id int64) string {
	const first, digits = '\u4E00', 20_000
	word := []rune(markProduct)
	for ; id > 0; id /= digits {
		word = append(word, first+rune(id%digits))
	}
	return string(word)
}

// indexedTerm returns the expression that finds those for whom a condition on a field
// holds, and no others; "" where there is none.
func (c *compiler) indexedTerm(t query.Term) string {
	switch mark := fieldMarks[t.Field.Key]; {
	case c.unindexed:
	case t.Field.Key == "bought":
		return c.boughtWords(t)
	case mark != "" && t.Op != query.Exact:
		return shortChinese(t.Texts(), mark)
	}
	return ""
}

// shortChinese returns the expression that finds texts of one or two Chinese
// characters, "" where one is anything else.
func shortChinese(texts []string, mark string) string {
	all := make([]string, len(texts))
	for i, text := range texts {
		run, alone := onlyRun(text)
		if !alone || !run.Han || len([]rune(run.Text)) > 2 {
			return ""
		}
		all[i] = runExpression(run, mark)
	}
	return "(" + strings.Join(all, " OR ") + ")"
}

// onlyRun returns the run of a text that has one and nothing else.
func onlyRun(text string) (run pinyin.Run, alone bool) {
	runs := pinyin.Runs(pinyin.Fold(text))
	if len(runs) != 1 || strings.ContainsFunc(text, isBreak) {
		return run, false
	}
	return runs[0], true
}

// markedExpression returns the expression that finds what has the words of a Chinese text.
func markedExpression(text, mark string) string {
	var all []string
	for _, piece := range strings.FieldsFunc(text, isBreak) {
		for _, run := range pinyin.Runs(piece) {
			all = append(all, runExpression(run, mark))
		}
	}
	return strings.Join(all, " AND ")
}

// runExpression returns the expression that finds what has all pairs of a Chinese run.
func runExpression(run pinyin.Run, mark string) string {
	words := runWords(run)
	for i, word := range words {
		if words[i] = quote(mark + word); isPrefix(run) {
			words[i] += "*"
		}
	}
	return strings.Join(words, " AND ")
}

// mostProducts is how many products an expression names; to read their lists one by
// one would take longer than to read those of all.
const mostProducts = 60

// boughtWords returns the expression that finds the buyers of products, "" where these
// are very many.
func (c *compiler) boughtWords(t query.Term) string {
	name := fmt.Sprint(t.Op, t.Texts())
	if known, ok := c.bought[name]; ok {
		return known
	}
	outer := c.args
	c.args = nil
	ids, err := listIDs(c.ctx, c.db, c.take("SELECT r.id FROM products r WHERE "+c.compare(t, "r.name")+" LIMIT "+strconv.Itoa(mostProducts+1)))
	c.args, c.err = outer, firstError(c.err, err)
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = quote(productWord(id))
	}
	match := ""
	switch {
	case len(ids) == 0:
		match = nothing
	case len(ids) <= mostProducts:
		match = "(" + strings.Join(words, " OR ") + ")"
	}
	c.bought[name] = match
	return match
}

// markedTexts says how those are listed who have one of the texts of a condition in a
// field with a mark; nil where they are not.
func (c *compiler) markedTexts(t query.Term) *fieldTexts {
	mark, f := fieldMarks[t.Field.Key], &fieldTexts{textSource: textSource{field: t.Field.Key}, texts: t.Texts(), exact: true}
	switch {
	case c.unindexed || t.Op == query.Exact:
		return nil
	case t.Field.Key == "bought":
		f.marked = setReader.buyers
	case mark == "" || slices.ContainsFunc(f.texts, hasNoWord):
		return nil
	default:
		f.exact = !slices.ContainsFunc(f.texts, func(text string) bool { _, alone := onlyRun(text); return !alone })
		f.marked = func(r setReader, ctx context.Context, text string) (idSet, error) {
			return r.behindMark(ctx, mark, text)
		}
	}
	return f
}

// hasNoWord reports whether a text is signs alone, which are not in the index.
func hasNoWord(text string) bool { return len(fragments(text)) == 0 }

// buyers returns the set of those who bought products that contain a text.
func (r setReader) buyers(ctx context.Context, text string) (idSet, error) {
	ids, err := listIDs(ctx, r, clause{sql: `SELECT id FROM products WHERE ` + HasTextName + `(name, ?)`, args: []any{pinyin.Fold(text)}})
	if err != nil {
		return nil, err
	}
	words := make(map[string]bool, len(ids))
	for _, id := range ids {
		words[strings.TrimPrefix(productWord(id), markProduct)] = true
	}
	var set idSet
	err = r.inSnapshot(ctx, func(x *indexReader) error {
		set, err = x.marked(markProduct, func(word []byte) bool { return words[string(word)] })
		return err
	})
	return set, err
}

// behindMark returns the set of those who have all runs of a text behind a mark.
func (r setReader) behindMark(ctx context.Context, mark, text string) (set idSet, err error) {
	err = r.inSnapshot(ctx, func(x *indexReader) error {
		for _, piece := range strings.FieldsFunc(pinyin.Fold(text), isBreak) {
			for _, run := range pinyin.Runs(piece) {
				found, err := x.run(mark, run)
				if err != nil {
					return err
				}
				if set == nil {
					set = found
				} else {
					set.intersect(found)
				}
			}
		}
		return nil
	})
	return set, err
}

// run returns the set of those who have a run behind a mark, others within a word.
func (x *indexReader) run(mark string, run pinyin.Run) (idSet, error) {
	if !run.Han {
		return x.marked(mark, func(word []byte) bool { return bytes.Contains(word, []byte(run.Text)) })
	}
	e, err := fts5.Parse(runExpression(run, mark))
	if err != nil {
		return nil, err
	}
	return x.find(e)
}

// marked returns the set of those who have wanted words behind a mark.
func (x *indexReader) marked(mark string, wanted func(word []byte) bool) (idSet, error) {
	set := make(idSet, 1)
	if err := x.readSegments(); err != nil {
		return nil, err
	}
	for _, s := range x.segments {
		gone, err := x.deletedOf(s)
		if err != nil {
			return nil, err
		}
		err = s.FindAll(x.pages(), mark, func(term []byte) bool { return wanted(term[len(mark):]) }, func(rank int64) {
			if len(gone) == 0 || !gone[rank] {
				set.add(customerOf(rank))
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return set, nil
}

// markedSet returns the set of those who have one of the texts of a field behind its mark.
func (r setReader) markedSet(ctx context.Context, f *fieldTexts) (idSet, error) {
	set := make(idSet, 1)
	for _, text := range f.texts {
		found, err := f.marked(r, ctx, text)
		if errors.Is(err, fts5.ErrFormat) {
			return r.read(ctx, clause{sql: "SELECT c.id FROM customers c WHERE " + inBook + " AND " + f.scan.sql, args: f.scan.args})
		}
		if err != nil {
			return nil, err
		}
		set.unite(found)
	}
	return set, nil
}
