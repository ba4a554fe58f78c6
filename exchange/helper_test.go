package exchange

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"kehu/model"
)

// dataFile reads a file of the shared real data, which lies beside the
// checkout; without it the test is skipped.
func dataFile(t testing.TB, name string) []byte {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		data, err := os.ReadFile(filepath.Join(dir, "shared", "data", name))
		if err == nil {
			return data
		}
	}
	t.Skipf("no shared/data/%s beside the checkout", name)
	return nil
}

func open(t testing.TB, data []byte, o Options) *Source {
	t.Helper()
	s, err := Open(bytes.NewReader(data), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// drafts returns all drafts of a source.
func drafts(t testing.TB, s *Source) []model.Draft {
	t.Helper()
	var all []model.Draft
	for d, err := range s.Drafts(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	return all
}

// codeOf returns the code of the Problem in err, "" for nil.
func codeOf(err error) string {
	var p *model.Problem
	switch {
	case err == nil:
		return ""
	case errors.As(err, &p):
		return p.Code
	}
	return err.Error()
}

// decodeData returns the table of a file.
func decodeData(data []byte) (*table, error) {
	in, err := newInput(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return decode(in, Options{})
}
