package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kehu/model"
)

// decodeAs decodes a value and takes no keys that it does not know.
func decodeAs(key string, raw []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return fault(key).Because(err)
	}
	return nil
}

// fault is the problem of a key with a value that it cannot have.
func fault(key string) *model.Problem {
	return model.NewProblem(model.Invalid, "ours_value", "Key", shorten(key))
}

// readCustomer reads a customer with all that belongs to it.
func (b *BookReader) readCustomer(raw []byte, d *model.Dossier) error {
	keys := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &keys); err != nil || keys == nil {
		return fault("customers").Because(err)
	}
	var ps model.Problems
	take := func(key string, read func(json.RawMessage) error) {
		if part, ok := keys[key]; ok {
			ps.Add(read(part))
			delete(keys, key)
		}
	}
	take("purchases", func(raw json.RawMessage) error {
		return readRecords("purchases", raw, without(model.PurchaseFields(), "customer_id"), &d.Purchases)
	})
	take("interactions", func(raw json.RawMessage) error {
		return readRecords("interactions", raw, without(model.InteractionFields(), "customer_id"), &d.Interactions)
	})
	take("tasks", func(raw json.RawMessage) error {
		return readRecords("tasks", raw, without(model.TaskFields(), "customer_id"), &d.Tasks)
	})
	take("custom", func(raw json.RawMessage) error { return b.readCustom(raw, &d.Customer) })
	ps.Add(readFields(keys, &d.Customer.Meta, model.CustomerFields(), &d.Customer))
	return ps.OrNil()
}

// readCustom reads the values of custom fields, which the head defines.
func (b *BookReader) readCustom(raw []byte, c *model.Customer) error {
	var texts map[string]string
	if err := json.Unmarshal(raw, &texts); err != nil {
		return fault("custom").Because(err)
	}
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		at := -1
		if b.Head != nil {
			at = slices.IndexFunc(b.Head.Fields, func(f model.CustomField) bool { return f.Key == key })
		}
		if at < 0 {
			return model.NewProblem(model.Invalid, "ours_key_unknown", "Key", shorten(key))
		}
		c.SetCustom(&b.Head.Fields[at], texts[key])
	}
	return nil
}

// readRecords reads a list of records.
func readRecords[T any, R interface {
	*T
	model.Record
}](key string, raw []byte, fields []model.Field[T], into *[]T) error {
	var list []map[string]json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return fault(key).Because(err)
	}
	var ps model.Problems
	*into = make([]T, len(list))
	for i, keys := range list {
		r := &(*into)[i]
		ps.Add(readFields(keys, R(r).RecordMeta(), fields, r))
	}
	return ps.OrNil()
}

// readFields sets the fields of a record from an object. The currency goes first:
// amounts must be of it.
func readFields[T any](keys map[string]json.RawMessage, meta *model.Meta, fields []model.Field[T], r *T) error {
	var ps model.Problems
	if id, ok := keys["id"]; ok {
		if err := json.Unmarshal(id, &meta.ID); err != nil || meta.ID < 0 {
			ps.Add(fault("id"))
		}
	}
	var currency model.Currency
	if raw, ok := keys["currency"]; ok {
		_ = json.Unmarshal(raw, &currency) // a fault of it is found below
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		f := model.FieldOf(fields, key)
		switch {
		case key == "id":
		case f == nil:
			ps.Add(model.NewProblem(model.Invalid, "ours_key_unknown", "Key", shorten(key)))
		default:
			text, err := fieldText(*f, keys[key], currency)
			if err == nil {
				err = f.Set(r, text)
			}
			if err == nil && f.List && f.Key != "items" {
				err = sameKeys(keys[key], f.Get(r))
			}
			if err != nil {
				ps.Add(inField(key, err))
			}
		}
	}
	return ps.OrNil()
}

// sameKeys refuses elements of a list with keys that were not taken; those of
// nothing may be missing in what was.
func sameKeys(raw []byte, taken string) error {
	var theirs, ours []map[string]any
	if json.Unmarshal(raw, &theirs) != nil || taken != "" && json.Unmarshal([]byte(taken), &ours) != nil {
		return nil // no list of objects
	}
	for i, element := range theirs {
		for key, value := range element {
			if _, known := ours[i][key]; !known && !isNothing(value) {
				return model.NewProblem(model.Invalid, "ours_key_unknown", "Key", shorten(key))
			}
		}
	}
	return nil
}

func isNothing(value any) bool { return value == nil || value == "" || value == 0.0 }

// inField is the problem of a field, in words of its own where it has them.
func inField(key string, err error) error {
	var p *model.Problem
	if errors.As(err, &p) {
		return model.At(key, p)
	}
	return fault(key).Because(err)
}

// fieldText is the canonical text of a value: fieldValue the other way round.
func fieldText[T any](f model.Field[T], raw json.RawMessage, c model.Currency) (string, error) {
	switch {
	case f.Key == "items":
		return itemsFromJSON(raw, c)
	case f.List:
		var b bytes.Buffer
		err := json.Compact(&b, raw)
		return b.String(), err
	case f.Amount:
		n, err := amountFromJSON(raw, c)
		return strconv.FormatInt(n, 10), err
	case f.Number && !f.Instant && f.Key != "state":
		var n int64
		err := json.Unmarshal(raw, &n)
		return strconv.FormatInt(n, 10), err
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil || string(raw) == "null" {
		return "", fmt.Errorf("no text: %w", err)
	}
	switch {
	case f.Key == "state":
		return stateFromJSON(text)
	case f.Instant:
		at, err := time.Parse(time.RFC3339, text)
		return strconv.FormatInt(at.Unix(), 10), err
	}
	return text, nil
}

func stateFromJSON(name string) (string, error) {
	for text, known := range stateNames {
		if name == known {
			return text, nil
		}
	}
	return "", fault("state")
}

func amountFromJSON(raw []byte, c model.Currency) (int64, error) {
	var m model.Money
	if err := json.Unmarshal(raw, &m); err != nil {
		return 0, err
	}
	if m.Currency != c {
		return 0, model.Invalidf("", "money_currencies", "First", string(m.Currency), "Second", string(c))
	}
	return m.Amount, nil
}

func itemsFromJSON(raw []byte, c model.Currency) (string, error) {
	var list []itemJSON
	if err := decodeAs("items", raw, &list); err != nil {
		return "", err
	}
	items := make([]model.Item, len(list))
	for i, it := range list {
		items[i] = model.Item{Product: it.Product, SKU: it.SKU, Quantity: it.Quantity, UnitPrice: it.UnitPrice.Amount, Amount: it.Amount.Amount}
		amounts := []model.Money{it.UnitPrice, it.Amount}
		if it.Discount != nil {
			items[i].Discount = it.Discount.Amount
			amounts = append(amounts, *it.Discount)
		}
		for _, m := range amounts {
			if m.Currency != c {
				return "", model.Invalidf("items", "money_currencies", "First", string(m.Currency), "Second", string(c))
			}
		}
	}
	text, err := Marshal(items)
	return strings.TrimPrefix(string(text), "[]"), err
}
