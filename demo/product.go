package demo

import "strings"

// from draws a product from a shelf of the catalogue.
func (d *dice) from(shelf int) *product {
	products := catalogue[shelf]
	return &products[d.below(len(products))]
}

// name is the product's in Chinese or English, as a purchase has it.
func (p *product) name(chinese bool) string {
	if chinese {
		return p.zh
	}
	return p.en
}

// short is what people call the product in a sentence.
func (p *product) short(chinese bool) string { return short(p.sku, p.name(chinese)) }

// short drops pack, size and model from the name of a product and in English
// the capital, but of teas, which are named for places, and of abbreviations.
func short(sku, name string) string {
	for i := range len(name) {
		if strings.HasPrefix(name[i:], "（") || name[i] == ',' || name[i] == ' ' && isModel(name[i+1:]) {
			name = name[:i]
			break
		}
	}
	if strings.HasPrefix(sku, "TE") || name[0] < 'A' || name[0] > 'Z' || name[1] < 'a' || name[1] > 'z' {
		return name
	}
	return string(name[0]|0x20) + name[1:]
}

// isModel reports whether a part of a name is a size, or Chinese and so no part
// of a word.
func isModel(part string) bool { return part[0] >= '0' && part[0] <= '9' || part[0] >= 0x80 }
