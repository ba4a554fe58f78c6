package tui

import (
	"slices"

	"kehu/model"
)

// fieldsInUse are the custom fields that were not removed.
func (s *session) fieldsInUse() []model.CustomField {
	n := slices.IndexFunc(s.custom, func(f model.CustomField) bool { return f.State != model.Live })
	if n < 0 {
		return s.custom
	}
	return s.custom[:n]
}

// sameField reports whether two definitions say the same.
func sameField(a, b model.CustomField) bool {
	return a.ID == b.ID && len(model.Diff(model.CustomFieldFields(), &a, &b)) == 0
}
