package store

import (
	"encoding/json"
	"errors"
	"strings"

	"kehu/model"
)

// errUnfit is the error of a value in the file that cannot be what kehu wrote there.
var errUnfit = errors.New("a value that kehu did not write")

// isUnfit reports whether a value in the file could not be read as what it must be,
// for which database/sql has no error of its own, or a row is missing that must be there.
func isUnfit(err error) bool {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	return errors.Is(err, errUnfit) || isNoRow(err) || errors.As(err, &syntax) || errors.As(err, &kind) || err != nil && strings.Contains(err.Error(), "sql: Scan error")
}

// unfit is the problem of such a value: the file was damaged, or somebody else wrote
// to it.
func unfit(path string, err error) error {
	return model.NewProblem(model.Unusable, "book_damaged", "Path", path).Because(err)
}
