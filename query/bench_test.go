package query

import (
	"strings"
	"testing"
)

func BenchmarkParse(b *testing.B) {
	cat := catalogue()
	for name, text := range map[string]string{
		"word":  "张伟",
		"usual": "level:vip city:上海,北京 last:>90d -tag:x sort:-spent",
		"10000": strings.Repeat("level:vip last:>90d x ", 455),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(text, cat); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkComplete(b *testing.B) {
	cat := catalogue()
	for b.Loop() {
		Complete("level:vip city:上海 la", 20, cat)
	}
}
