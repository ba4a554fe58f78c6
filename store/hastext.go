package store

import (
	"database/sql/driver"
	"strings"

	"modernc.org/sqlite"

	"kehu/model/pinyin"
)

// HasTextName is the SQL function that HasText is to the conditions on fields: LIKE knows
// no letter case beyond ASCII and no accents. Drivers of other engines must register it.
const HasTextName = "has_text"

func init() {
	sqlite.MustRegisterDeterministicScalarFunction(HasTextName, 2, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		text, _ := args[0].(string)
		part, _ := args[1].(string)
		return HasText(text, part), nil
	})
}

// HasText reports whether a text contains another as people write it: in any letter case,
// with or without accents, full width or half. The other one is in the normal form of
// pinyin.Fold.
func HasText(text, part string) bool { return strings.Contains(pinyin.Fold(text), part) }
