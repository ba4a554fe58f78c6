package exchange

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"testing"
)

// The bar is 100,000 rows of 20 columns in 30 s and 300 MB; heap-MB is what
// the reader holds at the end, before it is swept.
func BenchmarkSheet(b *testing.B) {
	const rows, columns = 100_000, 20
	data := wideSheet(b, rows, columns)
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for b.Loop() {
		if n := countRows(b, data); n != rows {
			b.Fatalf("%d rows, want %d", n, rows)
		}
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(after.HeapInuse-before.HeapInuse)/(1<<20), "heap-MB")
}

func countRows(b *testing.B, data []byte) int {
	in, err := newInput(bytes.NewReader(data))
	if err != nil {
		b.Fatal(err)
	}
	tab, err := decode(in, Options{})
	if err != nil {
		b.Fatal(err)
	}
	for n := 0; ; n++ {
		if _, err := tab.next(); errors.Is(err, io.EOF) {
			return n
		} else if err != nil {
			b.Fatal(err)
		}
	}
}
