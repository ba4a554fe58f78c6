package pinyin

import (
	"testing"

	gopinyin "github.com/mozillazg/go-pinyin"
)

// TestReadings holds our own reading of the dictionary against the library's.
func TestReadings(t *testing.T) {
	for r, all := range gopinyin.PinyinDict {
		want := gopinyin.SinglePinyin(rune(r), gopinyin.NewArgs())[0]
		if got := reading(rune(r)); got != want {
			t.Errorf("%c (%s): %q, the library says %q", r, all, got, want)
		}
	}
}
