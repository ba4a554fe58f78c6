package pages

import "testing"

// fuzzed are pages of which each byte may be wrong.
type fuzzed []byte

func (f fuzzed) Page(n uint32) ([]byte, error) {
	const size = 512
	at := int(n%uint32(len(f)/size+1)) * size
	return f[min(at, len(f)):min(at+size, len(f))], nil
}

// Whatever stands on pages, a scan ends without a panic.
func FuzzScan(f *testing.F) {
	leaf := make([]byte, 512)
	copy(leaf, "\x0a\x00\x00\x00\x01\x01\xf8\x00\x01\xf8")
	copy(leaf[0x1f8:], "\x06\x03\x11\x01ab\x07")
	f.Add([]byte(leaf))
	interior := make([]byte, 1024)
	copy(interior, "\x02\x00\x00\x00\x01\x01\xf4\x00\x00\x00\x00\x01\x01\xf4")
	copy(interior[0x1f4:], "\x00\x00\x00\x01\x06\x03\x11\x01cd\x08")
	copy(interior[512:], leaf)
	f.Add(interior)
	f.Fuzz(func(t *testing.T, file []byte) {
		_ = Scan(fuzzed(file), 0, 3, func(e *Entry) {
			for i := range 3 {
				e.IsBlank(i)
			}
		})
	})
}
