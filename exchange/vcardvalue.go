package exchange

import (
	"strings"
)

// plain returns the text of a value: \n is a line break, and a backslash takes
// its meaning from what follows.
func (p *property) plain() string {
	if p.parts != nil {
		return joinParts(p.parts)
	}
	return strings.TrimSpace(unescapeCard(p.value))
}

func joinParts(parts [][]string) string {
	var all []string
	for _, part := range parts {
		if text := strings.Join(part, ","); text != "" {
			all = append(all, text)
		}
	}
	return strings.Join(all, ", ")
}

func unescapeCard(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			b.WriteByte(text[i])
			continue
		}
		switch i++; text[i] {
		case 'n', 'N':
			b.WriteByte('\n')
		case '\\', ',', ';', ':', '"':
			b.WriteByte(text[i])
		default: // a path of Windows
			b.WriteByte('\\')
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

// components returns the n parts of a structured value, each with the values of
// a list joined by blanks.
func (p *property) components(n int) []string {
	parts := make([]string, n)
	if p.parts != nil {
		for i, part := range p.parts[:min(n, len(p.parts))] {
			parts[i] = strings.TrimSpace(strings.Join(part, " "))
		}
		return parts
	}
	for i, part := range splitEscaped(p.value, ';') {
		if i < n {
			parts[i] = strings.TrimSpace(unescapeCard(part))
		}
	}
	return parts
}

// list returns the values of a list, as CATEGORIES is.
func (p *property) list() []string {
	if p.parts != nil {
		var all []string
		for _, part := range p.parts {
			all = append(all, part...)
		}
		return all
	}
	var values []string
	for _, part := range splitEscaped(p.value, ',') {
		if text := strings.TrimSpace(unescapeCard(part)); text != "" {
			values = append(values, text)
		}
	}
	return values
}

// splitEscaped cuts a text at a separator that no backslash stands before.
func splitEscaped(text string, sep byte) []string {
	var parts []string
	start := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case sep:
			parts = append(parts, text[start:i])
			start = i + 1
		}
	}
	return append(parts, text[min(start, len(text)):])
}

// typeLabels are the labels that types mean; the first of labelKinds that a property has
// counts.
var (
	labelKinds = []string{"CELL", "PAGER", "CAR", "WORK", "HOME", "OTHER"}
	typeLabels = map[string]string{"CELL": "mobile", "PAGER": "pager", "CAR": "car", "WORK": "work", "HOME": "home", "OTHER": "other"}
)

// label returns what a contact point is for: the person's own word for it, as
// Apple and Google write it, or the first type that says so.
func (k *card) label(p *property) string {
	if own := k.ownLabels()[strings.ToLower(p.group)]; p.group != "" && own != "" {
		return own
	}
	if own, said := p.params[ownLabelParam]; said {
		return own[0]
	}
	for _, kind := range labelKinds {
		if p.has("TYPE", kind) {
			return typeLabels[kind]
		}
	}
	for _, t := range p.params["TYPE"] {
		if own := strings.TrimPrefix(strings.TrimPrefix(t, "X-"), "x-"); own != t && own != "" {
			return own
		}
	}
	return ""
}

// ownLabels are the words that stand beside the properties of a group.
func (k *card) ownLabels() map[string]string {
	if k.labels == nil {
		k.labels = map[string]string{}
		for _, p := range k.props {
			if p.name == "X-ABLABEL" {
				k.labels[strings.ToLower(p.group)] = ownLabel(p.plain())
			}
		}
	}
	return k.labels
}

// ownLabel takes Apple's marks off its own words: _$!<Spouse>!$_.
func ownLabel(text string) string {
	text = strings.TrimSuffix(strings.TrimPrefix(text, "_$!<"), ">!$_")
	switch strings.ToLower(text) {
	case "mobile", "work", "home", "other", "pager":
		return strings.ToLower(text)
	}
	return strings.TrimSpace(text)
}
