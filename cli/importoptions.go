package cli

import (
	"errors"
	"slices"
	"strings"

	"kehu/exchange"
	"kehu/model"
	"kehu/query"
)

// importOptions are the flags of import.
type importOptions struct {
	as, sheet            string
	encoding, delimiter  string
	currency, dateOrder  string
	maps, own            []string
	unmapped             string
	onDuplicate, rejects string
	header               int
	dryRun, forget, yes  bool
}

// check refuses values of flags that mean nothing.
func (o importOptions) check() error {
	kinds := keyTexts(exchange.Kinds())
	if o.as != "" && !slices.Contains(kinds, o.as) {
		return model.NewProblem(model.Usage, "import_as", "Value", o.as, "Nearest", query.Nearest(o.as, kinds), "Known", strings.Join(kinds, ", "))
	}
	ways := keyTexts(duplicateWays())
	if !slices.Contains(ways, o.onDuplicate) {
		return model.NewProblem(model.Usage, "import_on_duplicate", "Value", o.onDuplicate, "Known", strings.Join(ways, ", "))
	}
	if rest := keyTexts(unmappedWays()); o.unmapped != "" && !slices.Contains(rest, o.unmapped) {
		return model.NewProblem(model.Usage, "import_unmapped", "Value", o.unmapped, "Known", strings.Join(rest, ", "))
	}
	if o.header < -1 {
		return model.NewProblem(model.Usage, "import_header", "Value", o.header)
	}
	_, mapErr := o.mapping()
	_, orderErr := o.order()
	_, currencyErr := o.money("")
	return errors.Join(mapErr, orderErr, currencyErr)
}

// duplicateWays are what --on-duplicate may be.
func duplicateWays() []model.OnDuplicate {
	return []model.OnDuplicate{model.SkipDuplicate, model.UpdateDuplicate, model.AddDuplicate, model.AskDuplicate}
}

// unmappedWays are what --unmapped may be.
func unmappedWays() []exchange.Unmapped {
	return []exchange.Unmapped{exchange.UnmappedToNotes, exchange.UnmappedToFields, exchange.UnmappedSkip}
}

// money reads --currency; without it amounts are of the currency otherwise.
func (o importOptions) money(otherwise model.Currency) (model.Currency, error) {
	if o.currency == "" {
		return otherwise, nil
	}
	c, err := model.ParseCurrency(o.currency, otherwise)
	if err != nil {
		return "", model.NewProblem(model.Usage, "currency_unknown", "Value", o.currency)
	}
	return c, nil
}

// headings is the line of the headings for exchange: 0 finds it out, as without the
// flag, and --header 0 says that there are none.
func (o importOptions) headings() int {
	switch o.header {
	case headerFound:
		return 0
	case 0:
		return exchange.NoHeader
	}
	return o.header
}

// headerFound is the --header that nobody gave.
const headerFound = -1

// order reads --date-order; 0 leaves it to the evidence.
func (o importOptions) order() (model.DateOrder, error) {
	switch strings.ToLower(o.dateOrder) {
	case "":
		return 0, nil
	case "ymd":
		return model.YMD, nil
	case "mdy":
		return model.MDY, nil
	case "dmy":
		return model.DMY, nil
	}
	return 0, model.NewProblem(model.Usage, "import_date_order", "Value", o.dateOrder)
}

// mapping reads --map 列=字段; the part behind the last equals sign is the field.
func (o importOptions) mapping() (map[string]string, error) {
	m := make(map[string]string, len(o.maps))
	for _, text := range o.maps {
		i := strings.LastIndex(text, "=")
		if i < 1 {
			return nil, model.NewProblem(model.Usage, "import_map", "Value", text)
		}
		m[strings.TrimSpace(text[:i])] = strings.TrimSpace(text[i+1:])
	}
	return m, nil
}

// unescapeTab lets a person write a tab, which shells make hard to type.
func unescapeTab(delimiter string) string {
	if delimiter == `\t` || delimiter == "tab" {
		return "\t"
	}
	return delimiter
}
