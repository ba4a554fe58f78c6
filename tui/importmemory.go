package tui

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/exchange"
	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// columnMemory is how files with the same headings were read before.
type columnMemory struct {
	headings    string              // fingerprint of those that were asked for last
	memory      store.ImportMapping // zero where nothing is known
	isForgotten bool                // the person wants none of it
}

// recalled is what was found of headings, and what it means for the columns.
type recalled struct {
	headings string
	memory   store.ImportMapping
	columns  map[int]string // targets by the places of the columns
	isStale  bool           // it names a field that is gone
}

// recall looks up how files with the headings of a file were read, once for each
// headings, and reads this one alike.
func (m columnMemory) recall(ctx context.Context, b *store.Book, path string, o exchange.Options, seen *importSeen) error {
	headings := seen.info.Fingerprint
	if headings == "" || headings == m.headings {
		return nil
	}
	if m.isForgotten {
		seen.recalled = &recalled{headings: headings}
		return b.SetImportMapping(ctx, headings, store.ImportMapping{})
	}
	known, err := b.ImportMapping(ctx, headings)
	if err != nil {
		return err
	}
	found := &recalled{headings: headings, memory: known, columns: targetsOf(known, seen.info.Columns, o.Map)}
	if known.IsZero() || len(o.MapAt) > 0 { // what the person has said by now goes before
		found.memory, found.columns = store.ImportMapping{}, nil
		seen.recalled = found
		return nil
	}
	again, err := lookAt(path, found.onto(o))
	if p := (*model.Problem)(nil); errors.As(err, &p) && strings.HasPrefix(p.Code, "map_") {
		seen.recalled = &recalled{headings: headings, isStale: true}
		return nil
	}
	if err == nil {
		*seen = again
	}
	seen.recalled = found
	return err
}

// targetsOf gives the columns the targets that are remembered for their headings,
// but those that the person names now.
func targetsOf(m store.ImportMapping, columns []exchange.Column, said map[string]string) map[int]string {
	targets := map[int]string{}
	for _, c := range columns {
		if isNamed(said, c.Heading) {
			continue
		}
		for heading, field := range m.Map {
			if exchange.SameHeading(heading, c.Heading) {
				targets[c.Index] = field
			}
		}
	}
	return targets
}

func isNamed(said map[string]string, heading string) bool {
	for name := range said {
		if exchange.SameHeading(name, heading) {
			return true
		}
	}
	return false
}

// onto adds what was remembered to what the person says.
func (r *recalled) onto(o exchange.Options) exchange.Options {
	o.As = cmp.Or(o.As, exchange.Kind(r.memory.As))
	o.Unmapped = cmp.Or(o.Unmapped, exchange.Unmapped(r.memory.Unmapped))
	o.MapAt = maps.Clone(r.columns)
	return o
}

// remember takes over what was recalled.
func (im *importing) remember(seen importSeen) {
	r := seen.recalled
	if r == nil {
		return
	}
	im.headings, im.memory, im.isForgotten = r.headings, r.memory, false
	if r.isStale {
		im.nav.say(toast{text: im.t("tui.import.memory_stale")})
	}
	if !r.memory.IsZero() {
		im.said = r.onto(im.said)
	}
}

// keepColumns keeps what the person said of the columns for the next file with the
// same headings; where there is nothing any more, it is forgotten.
func (im *importing) keepColumns() tea.Cmd {
	headings, m := im.seen.info.Fingerprint, im.saidOfColumns()
	if im.seen.ours || headings == "" || m.IsZero() && im.memory.IsZero() {
		return nil
	}
	book := im.book
	return ask(im.session, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, book.SetImportMapping(ctx, headings, m)
	}, func(_ struct{}, err error) tea.Cmd {
		if err != nil {
			im.fail(err)
		}
		return nil
	})
}

// saidOfColumns is what the person said, by headings. One that several columns have
// names none of them.
func (im *importing) saidOfColumns() store.ImportMapping {
	m := store.ImportMapping{As: string(im.said.As), Unmapped: string(im.said.Unmapped), Map: map[string]string{}, From: filepath.Base(im.file)}
	count := map[string]int{}
	for _, c := range im.seen.info.Columns {
		count[c.Heading]++
	}
	for _, c := range im.seen.info.Columns {
		target, said := im.said.MapAt[c.Index]
		if said = said || isNamed(im.said.Map, c.Heading); !said || count[c.Heading] > 1 {
			continue
		}
		if target == "" || target == exchange.NewField { // as a field that is there now
			target = cmp.Or(c.Field, leftOut)
		}
		m.Map[c.Heading] = target
	}
	return m
}

// remembered says where the targets of the columns come from.
func (m *importMapping) remembered(w int) string {
	if m.memory.IsZero() {
		return ""
	}
	text := m.t("tui.import.remembered", "File", oneLine(m.memory.From))
	return "  " + m.styles.Muted.Render(widget.Truncate(text, max(10, w-4))) + "\n"
}

// forget forgets it, and has the columns as they are found.
func (m *importMapping) forget() tea.Cmd {
	m.isForgotten, m.headings, m.memory = true, "", store.ImportMapping{}
	m.said.As, m.said.Unmapped = "", ""
	return tea.Batch(m.Resize(m.w, m.h), m.say(nil, nil))
}
