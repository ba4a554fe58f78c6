package exchange

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"

	"kehu/model"
)

// Our own JSON is made from the fields of the model: a record is an object whose
// keys are those of its fields, in their order, without those that are empty. So
// a new field of the model is in the files without a change here, and the texts
// of fields, which are lossless, make the files lossless. docs/json.md has it in
// words.

// oursVersion is the version of the files. A file of a later version is refused.
const oursVersion = 1

// oursMark is the key that files begin with: {"kehu":1, …}
const oursMark = "kehu"

// An object is written key by key.
type object struct {
	b     bytes.Buffer
	begun bool
}

func (o *object) add(key string, value any) error {
	raw, err := Marshal(value)
	if err == nil {
		o.raw(key, raw)
	}
	return err
}

func (o *object) raw(key string, value []byte) {
	o.b.WriteByte(map[bool]byte{false: '{', true: ','}[o.begun])
	o.begun = true
	o.b.WriteString(strconv.Quote(key)) // keys are plain ASCII
	o.b.WriteByte(':')
	o.b.Write(value)
}

func (o *object) end() []byte {
	if !o.begun {
		return []byte("{}")
	}
	o.b.WriteByte('}')
	return o.b.Bytes()
}

// Marshal writes a value as JSON on one line, without the escapes that only web pages
// need.
func Marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// addFields adds the fields of a record; amounts are of a currency.
func addFields[T any](o *object, fields []model.Field[T], r *T, c model.Currency) error {
	for _, f := range fields {
		text := f.Get(r)
		if text == "" {
			continue
		}
		v, err := fieldValue(f, text, c)
		if err != nil {
			return err
		}
		if err := o.add(f.Key, v); err != nil {
			return err
		}
	}
	return nil
}

// fieldValue is a canonical text as JSON has it.
func fieldValue[T any](f model.Field[T], text string, c model.Currency) (any, error) {
	switch {
	case f.Key == "state":
		return stateNames[text], nil
	case f.Key == "items":
		return itemsToJSON(text, c)
	case f.List:
		return json.RawMessage(text), nil
	case !f.Number:
		return text, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case f.Instant:
		return time.Unix(n, 0).UTC().Format(time.RFC3339), err
	case f.Amount:
		return model.Money{Amount: n, Currency: c}, err
	}
	return n, err
}

// stateNames are the canonical texts of states that files can have. What is
// undone is in no file.
var stateNames = map[string]string{"1": "binned"}

// itemJSON is a line of a purchase.
type itemJSON struct {
	Product   string         `json:"product"`
	SKU       string         `json:"sku,omitempty"`
	Quantity  model.Quantity `json:"quantity"`
	UnitPrice model.Money    `json:"unit_price"`
	Discount  *model.Money   `json:"discount,omitempty"`
	Amount    model.Money    `json:"amount"`
}

func itemsToJSON(text string, c model.Currency) ([]itemJSON, error) {
	var items []model.Item
	err := json.Unmarshal([]byte(text), &items)
	out := make([]itemJSON, len(items))
	for i, it := range items {
		out[i] = itemJSON{it.Product, it.SKU, it.Quantity, model.Money{Amount: it.UnitPrice, Currency: c}, nil, model.Money{Amount: it.Amount, Currency: c}}
		if it.Discount != 0 {
			out[i].Discount = &model.Money{Amount: it.Discount, Currency: c}
		}
	}
	return out, err
}
