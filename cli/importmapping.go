package cli

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"path/filepath"
	"strings"

	"kehu/exchange"
	"kehu/model"
	"kehu/store"
)

// recall looks up how files with these headings were read last time, unless the
// person wants to forget that, and reads this one alike. What the command line says
// goes before.
func (im *importing) recall(ctx context.Context, b *store.Book, currency model.Currency) error {
	im.known = store.ImportMapping{}
	if err := im.open(currency); err != nil {
		return err
	}
	headings := im.source.Info.Fingerprint
	if im.o.forget {
		if im.o.dryRun {
			return nil
		}
		return b.SetImportMapping(ctx, headings, store.ImportMapping{})
	}
	known, err := b.ImportMapping(ctx, headings)
	if err != nil || known.IsZero() || headings == "" {
		return err
	}
	im.known = known
	err = im.open(currency)
	if p := (*model.Problem)(nil); errors.As(err, &p) && strings.HasPrefix(p.Code, "map_") && len(im.o.maps) == 0 {
		im.known = store.ImportMapping{} // a field of the user's own is gone since
		im.note("cli.import.mapping_stale")
		return im.open(currency)
	}
	return err
}

// mapping joins what was kept with what the command line says.
func (im *importing) mapping() (store.ImportMapping, error) {
	now, err := im.o.mapping()
	m := store.ImportMapping{As: cmp.Or(im.o.as, im.known.As), Unmapped: cmp.Or(im.o.unmapped, im.known.Unmapped), Map: map[string]string{}, From: filepath.Base(im.name)}
	for heading, field := range im.known.Map {
		if !namesAny(now, heading) {
			m.Map[heading] = field
		}
	}
	maps.Copy(m.Map, now)
	return m, err
}

// namesAny reports whether a mapping names a heading, in whatever spelling.
func namesAny(said map[string]string, heading string) bool {
	for name := range said {
		if exchange.SameHeading(name, heading) {
			return true
		}
	}
	return false
}

// keep keeps what the person has said of the columns for the next file with the
// same headings.
func (im *importing) keep(ctx context.Context, b *store.Book, r model.ImportReport) error {
	m, err := im.mapping()
	if err != nil || im.o.dryRun || im.o.as == "" && im.o.unmapped == "" && len(im.o.maps) == 0 {
		return err
	}
	for heading, field := range m.Map {
		if field == exchange.NewField && r.ChangeSet > 0 {
			m.Map[heading] = im.fieldMadeFor(heading)
		}
	}
	return b.SetImportMapping(ctx, im.source.Info.Fingerprint, m)
}

// fieldMadeFor returns the key of the field that a column fills now.
func (im *importing) fieldMadeFor(heading string) string {
	for _, c := range im.source.Info.Columns {
		if exchange.SameHeading(c.Heading, heading) && c.Field != "" {
			return c.Field
		}
	}
	return exchange.NewField
}
