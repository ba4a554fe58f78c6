package exchange

import (
	"strings"

	"kehu/model"
)

// A furtherAddress is one that a file has in several columns besides the customer's
// own, such as that of the home beside that of the business.
type furtherAddress struct {
	which, label string
	model.Address
}

// addPart adds the cell of a column to the address to which it belongs.
func (d *drafting) addPart(c Column, text string) {
	if n := len(d.further); n == 0 || d.further[n-1].which != c.address {
		d.further = append(d.further, furtherAddress{which: c.address, label: d.label(c)})
	}
	a := &d.further[len(d.further)-1]
	part := map[string]*string{"street": &a.Street, "city": &a.City, "province": &a.Province, "postcode": &a.Postcode, "country": &a.Country}[c.part]
	if *part != "" {
		text = *part + between(*part, text) + text
	}
	*part = text
}

// finishAddresses takes the first further address for the customer's own where there is
// no other, and keeps the rest as they would stand on an envelope.
func (d *drafting) finishAddresses() {
	own := &d.draft.Customer.Address
	for _, a := range d.further {
		switch {
		case *own == (model.Address{}):
			*own = a.Address
		case *own != a.Address:
			d.blame(Column{Field: string(model.ContactAddress)}, d.addContact(model.ContactPoint{Kind: model.ContactAddress, Value: envelope(a.Address), Label: a.label}))
		}
	}
}

// envelope writes an address on one line, from the smallest part to the largest but in
// Chinese.
func envelope(a model.Address) string {
	if isHan(a.Street + a.City) {
		return strings.TrimSpace(a.Country + a.Province + a.City + a.District + a.Street + " " + a.Postcode)
	}
	place := strings.Join(strings.Fields(a.City+" "+a.Province+" "+a.Postcode), " ")
	var parts []string
	for _, part := range []string{strings.Join(strings.Fields(a.Street), " "), place, a.Country} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}
