package exchange

import (
	"bufio"
	"io"
	"slices"

	"kehu/model"
)

// A jsonWriter writes our own JSON: an object with a list of customers, or the
// object on a line of its own and then a customer a line.
type jsonWriter struct {
	w     *bufio.Writer
	lines bool
	begun bool
	keys  map[int64]string // of custom fields, by their numbers
}

func newJSONWriter(w io.Writer, lines bool, o WriteOptions) (*jsonWriter, error) {
	j := &jsonWriter{w: bufio.NewWriter(w), lines: lines}
	if o.Whole != nil {
		j.keys = make(map[int64]string, len(o.Whole.Fields))
		for _, f := range o.Whole.Fields {
			j.keys[f.ID] = f.Key
		}
	}
	head, err := headJSON(o.Whole)
	if err != nil {
		return nil, err
	}
	if lines {
		head = append(head, '\n')
	} else {
		head = append(head[:len(head)-1], `,"customers":[`...)
	}
	_, err = j.w.Write(head)
	return j, err
}

func headJSON(h *model.BookHead) ([]byte, error) {
	var o object
	if err := o.add(oursMark, oursVersion); err != nil || h == nil {
		return o.end(), err
	}
	if h.IsWhole() {
		if err := o.add("settings", h.Settings); err != nil {
			return nil, err
		}
		choices := make([]choiceJSON, len(h.Choices))
		for i, c := range h.Choices {
			choices[i] = choiceJSON{c.List, c.Key, c.NameEN, c.NameZH}
		}
		if err := o.add("choices", choices); err != nil {
			return nil, err
		}
	}
	if err := addRecords(&o, "fields", h.Fields, model.CustomFieldFields(), noCurrency); err != nil {
		return nil, err
	}
	if err := addRecords(&o, "views", h.Views, viewFields(), noCurrency); err != nil {
		return nil, err
	}
	err := addRecords(&o, "tasks", h.Tasks, model.TaskFields(), noCurrency)
	return o.end(), err
}

// choiceJSON is an entry of one of the book's lists, such as a level.
type choiceJSON struct {
	List   string `json:"list"`
	Key    string `json:"key"`
	NameEN string `json:"name_en"`
	NameZH string `json:"name_zh"`
}

// viewFields are the fields of a view; its state is no matter of files.
func viewFields() []model.Field[model.View] { return without(model.ViewFields(), "state") }

func (j *jsonWriter) Write(d *model.Dossier) error {
	if d.Customer.ID == 0 {
		return nil // tasks of nobody are in the head
	}
	var o object
	if err := j.customer(&o, d); err != nil {
		return err
	}
	line := o.end()
	if j.lines {
		line = append(line, '\n')
	} else if _, err := j.w.WriteString(map[bool]string{false: "\n", true: ",\n"}[j.begun]); err != nil {
		return err
	}
	j.begun = true
	_, err := j.w.Write(line)
	return err
}

func (j *jsonWriter) Close() error {
	if !j.lines {
		if _, err := j.w.WriteString("\n]}\n"); err != nil {
			return err
		}
	}
	return j.w.Flush()
}

// customer writes a customer with all that belongs to it.
func (j *jsonWriter) customer(o *object, d *model.Dossier) error {
	if err := o.add("id", d.Customer.ID); err != nil {
		return err
	}
	if err := addFields(o, model.CustomerFields(), &d.Customer, ""); err != nil {
		return err
	}
	if err := j.custom(o, d.Customer.Custom); err != nil {
		return err
	}
	if err := addRecords(o, "purchases", d.Purchases, without(model.PurchaseFields(), "customer_id"), func(p *model.Purchase) model.Currency { return p.Currency }); err != nil {
		return err
	}
	if err := addRecords(o, "interactions", d.Interactions, without(model.InteractionFields(), "customer_id"), noCurrency); err != nil {
		return err
	}
	return addRecords(o, "tasks", d.Tasks, without(model.TaskFields(), "customer_id"), noCurrency)
}

// custom writes the values of custom fields by the keys of these.
func (j *jsonWriter) custom(o *object, values []model.CustomValue) error {
	texts := make(map[string]string, len(values))
	for _, v := range values {
		if key := j.keys[v.Field]; key != "" {
			texts[key] = v.Text
		}
	}
	if len(texts) == 0 {
		return nil
	}
	return o.add("custom", texts)
}

// addRecords adds a list of records, unless it is empty.
func addRecords[T any, R interface {
	*T
	model.Record
}](o *object, key string, records []T, fields []model.Field[T], currency func(*T) model.Currency) error {
	if len(records) == 0 {
		return nil
	}
	list := []byte("[")
	for i := range records {
		var one object
		if err := one.add("id", R(&records[i]).RecordMeta().ID); err != nil {
			return err
		}
		if err := addFields(&one, fields, &records[i], currency(&records[i])); err != nil {
			return err
		}
		if i > 0 {
			list = append(list, ',')
		}
		list = append(list, one.end()...)
	}
	o.raw(key, append(list, ']'))
	return nil
}

// noCurrency is for records without amounts.
func noCurrency[T any](*T) model.Currency { return "" }

// without leaves the field with a key out.
func without[T any](fields []model.Field[T], key string) []model.Field[T] {
	return slices.DeleteFunc(slices.Clone(fields), func(f model.Field[T]) bool { return f.Key == key })
}
