package store

import (
	"slices"

	"kehu/model"
)

// sample keeps, in a dry run, what would become of the present draft: the fields
// in conflict, and those that differ between what the book has (nil for nothing) and
// what it would have.
func sample[T any](im *importer, outcome model.Outcome, e *entity[T], before, after *T, conflicts ...model.FieldConflict) error {
	d := im.present
	if !im.options.DryRun || d == nil || im.sampled[outcome] == model.SamplesAtMost {
		return nil
	}
	fields, err := e.allFields(im.t)
	if err != nil {
		return err
	}
	if im.sampled == nil {
		im.sampled = map[model.Outcome]int{}
	}
	im.sampled[outcome]++
	s := model.ImportSample{Outcome: outcome, Row: d.Rows[0], Rows: len(d.Rows), Kind: e.kind, Customer: d.Customer.DisplayName(),
		IsBinned: before != nil && e.meta(before).State == model.Binned, Fields: withConflicts(conflicts, changed(fields, before, after))}
	if len(d.Lines) > 0 {
		s.Line = d.Lines[0]
	}
	if d.Purchase != nil {
		s.Currency = d.Purchase.Currency
	}
	im.report.Samples = append(im.report.Samples, s)
	return nil
}

// changed lists the fields that differ, as people know them.
func changed[T any](fields []model.Field[T], before, after *T) []model.FieldChange {
	if before == nil {
		before = new(T)
	}
	var out []model.FieldChange
	for _, key := range model.Diff(fields, before, after) {
		switch key {
		case "state", "created", "source_key", "customer_id":
			continue
		}
		f := model.FieldOf(fields, key)
		out = append(out, model.FieldChange{Key: key, Old: f.Get(before), New: f.Get(after)})
	}
	return out
}

// withConflicts puts the fields in conflict before those that the book takes.
func withConflicts(conflicts []model.FieldConflict, taken []model.FieldChange) []model.FieldChange {
	var out []model.FieldChange
	for _, c := range conflicts {
		out = append(out, model.FieldChange{Key: c.Key, Old: c.Theirs, New: c.Mine, IsKept: true})
	}
	return append(out, slices.DeleteFunc(taken, func(f model.FieldChange) bool {
		return slices.ContainsFunc(conflicts, func(c model.FieldConflict) bool { return c.Key == f.Key })
	})...)
}
