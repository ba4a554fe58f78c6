package exchange

import (
	"encoding/json"
	"fmt"
	"strings"

	"kehu/model"
)

// isJCard reports whether a value is a card of RFC 7095: ["vcard", [ … ]].
func isJCard(raw json.RawMessage) bool {
	var parts []json.RawMessage
	var name string
	return json.Unmarshal(raw, &parts) == nil && len(parts) >= 2 && json.Unmarshal(parts[0], &name) == nil && strings.EqualFold(name, "vcard")
}

// jcards gives the cards of a file.
func jcards(v *jsonValues) recordReader {
	return func() (record, error) {
		raw, line, err := v.next()
		if err != nil {
			return record{}, err
		}
		k := &card{line: line}
		if err := k.readJSON(raw); err != nil {
			k.blame(model.NewProblem(model.Invalid, "json_no_card", "Value", shorten(string(raw))).Because(err))
		}
		return k.record(), nil
	}
}

func (k *card) readJSON(raw json.RawMessage) error {
	var parts []json.RawMessage
	var props [][]json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil {
		return err
	}
	if len(parts) < 2 {
		return fmt.Errorf("%d parts", len(parts))
	}
	if err := json.Unmarshal(parts[1], &props); err != nil {
		return err
	}
	for _, p := range props {
		one, err := jcardProperty(p)
		if err != nil {
			return err
		}
		k.add(one, charset{}.check)
	}
	return nil
}

// jcardProperty takes [name, parameters, type, value …].
func jcardProperty(raw []json.RawMessage) (*property, error) {
	p := &property{params: map[string][]string{}}
	if len(raw) < 4 {
		return nil, fmt.Errorf("a property of %d parts", len(raw))
	}
	var params map[string]any
	if err := json.Unmarshal(raw[0], &p.name); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw[1], &params); err != nil {
		return nil, err
	}
	for name, value := range params {
		p.params[strings.ToUpper(name)] = jsonTexts(value)
	}
	p.name, p.group = strings.ToUpper(p.name), p.param("GROUP")
	for _, v := range raw[3:] {
		var value any
		if err := json.Unmarshal(v, &value); err != nil {
			return nil, err
		}
		p.addPart(value)
	}
	return p, nil
}

// addPart takes a value: one of several, or the parts of a structured one.
func (p *property) addPart(value any) {
	list, structured := value.([]any)
	if !structured {
		p.parts = append(p.parts, jsonTexts(value))
		return
	}
	for _, part := range list {
		p.parts = append(p.parts, jsonTexts(part))
	}
}

// jsonTexts returns the texts of a value that is one or a list.
func jsonTexts(value any) []string {
	switch v := value.(type) {
	case nil:
		return []string{""}
	case []any:
		var all []string
		for _, one := range v {
			all = append(all, jsonTexts(one)...)
		}
		return all
	case map[string]any:
		return []string{""}
	}
	return []string{fmt.Sprint(value)}
}
