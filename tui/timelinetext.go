package tui

import (
	"maps"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"kehu/model"
	"kehu/store"
)

// mostItems is how many items a purchase names on its line.
const mostItems = 5

func (t *timeline) describePurchase(p *model.Purchase) entryText {
	var items []string
	for i, it := range p.Items {
		if i == mostItems {
			items = append(items, "…")
			break
		}
		items = append(items, itemText(it))
	}
	text := strings.Join(items, t.t("tui.list_comma"))
	if text == "" {
		text = oneLine(p.Notes)
	}
	if p.OrderNo != "" { // behind, where it is cut first: what was bought says more
		text = strings.TrimPrefix(text+" · "+oneLine(p.OrderNo), " · ")
	}
	right := t.priced(p.Money(p.Total))
	if !p.Status.Counts() {
		right = t.t("status."+string(p.Status)) + "  " + right
	}
	return entryText{sign: "$", label: t.t("tui.kind.purchase"), text: text, right: right,
		more: len(p.Items) > 1 || tells(p.Notes, p.AfterSales)}
}

func itemText(it model.Item) string {
	name := oneLine(it.Product)
	if name == "" {
		name = oneLine(it.SKU)
	}
	if it.Quantity.IsZero() || it.Quantity == model.NewQuantity(1) {
		return name
	}
	return name + " ×" + it.Quantity.String()
}

func (t *timeline) describeInteraction(i *model.Interaction) entryText {
	sign := "→"
	if i.Direction == model.DirectionIn {
		sign = "←"
	}
	text := oneLine(i.Content)
	if i.Kind != model.InteractionOther {
		text = t.t("interaction_kind."+string(i.Kind)) + " · " + text
	}
	return entryText{sign: sign, label: t.t("channel." + string(i.Channel)), text: text, right: rating(i.Rating),
		more: several(i.Content) || tells(i.Feedback, i.Outcome, i.Next)}
}

func (t *timeline) describeTask(k *model.Task) entryText {
	x := entryText{sign: "○", label: t.t("tui.kind.task"), text: oneLine(k.Title), more: several(k.Title) || tells(k.Result)}
	switch {
	case !k.Done.IsZero():
		x.sign, x.right = "✓", t.t("tui.task.done", "Day", t.when(k.Done))
	case t.late(k):
		x.sign, x.right = "!", t.t("tui.task.overdue", "Day", t.day(k.Due))
	case !k.Due.IsZero():
		x.right = t.t("tui.task.due", "Day", t.day(k.Due))
	}
	if k.Done.IsZero() {
		x.right = middots([]string{t.priority(k), t.repeat(k.Repeat), x.right})
	}
	return x
}

// describeEdit says which fields of the customer were changed, how, and by whom.
func (t *timeline) describeEdit(e *store.Edit) entryText {
	x := entryText{sign: "~", label: t.t("tui.kind.edit"), right: oneLine(e.Set.Actor)}
	if e.Change.Created {
		x.sign, x.text = "+", t.origin(e)
		return x
	}
	var fields []string
	for _, f := range t.edited(e) {
		fields = append(fields, f.label+" "+oneLine(f.old)+" → "+oneLine(f.new))
	}
	x.text, x.more = strings.Join(fields, t.t("tui.list_comma")), len(fields) > 1
	if id := "tui.action." + string(e.Set.Action); t.p.Has(id) {
		x.label = t.t(id)
	}
	return x
}

// origin says how the customer came into the book.
func (t *timeline) origin(e *store.Edit) string {
	switch e.Set.Action {
	case model.ActionImport:
		return t.t("tui.card.imported", "File", oneLine(e.Set.Subject))
	case model.ActionDemo:
		return t.t("tui.card.made_up")
	}
	return t.t("tui.card.created")
}

// An editedField is one field of a change, in words.
type editedField struct{ label, old, new string }

// edited lists the fields of a change in the order of forms.
func (t *timeline) edited(e *store.Edit) []editedField {
	var out []editedField
	for _, f := range model.CustomerFields() {
		if v, ok := e.Change.Fields[f.Key]; ok {
			out = append(out, t.editedField(f.Key, v))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(e.Change.Fields)) {
		if model.IsValueKey(key) {
			out = append(out, t.editedField(key, e.Change.Fields[key]))
		}
	}
	return out
}

func (t *timeline) editedField(key string, v [2]string) editedField {
	text := func(v string) string { return t.fieldText(model.KindCustomer, key, v, t.settings.Currency) }
	return editedField{t.p.Field(key), text(v[0]), text(v[1])}
}

// tone is the colour of an entry's sign.
func (t *timeline) tone(e *store.Entry) lipgloss.Style {
	switch {
	case e.Purchase != nil:
		return t.styles.Good
	case e.Task != nil && t.late(e.Task):
		return t.styles.Bad
	case e.Task != nil && e.Task.Done.IsZero():
		return t.styles.Warn
	}
	return t.styles.Muted
}
