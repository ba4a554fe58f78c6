package exchange

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// customerSheet returns n rows of twelve columns.
func customerSheet(n int) string {
	var b strings.Builder
	b.WriteString("客户编号,姓名,公司,手机,邮箱,省份,城市,详细地址,邮编,级别,生日,备注\n")
	for i := range n {
		fmt.Fprintf(&b, "C%07d,张伟%d,上海北湖贸易有限公司,138%08d,zhang%d@example.com,上海市,上海,\"中山东路%d号, 3楼\",200001,VIP客户,1985-%02d-%02d,喜欢下午打电话\n",
			i, i, i, i, i%900+1, i%12+1, i%28+1)
	}
	return b.String()
}

func BenchmarkCustomers(b *testing.B) {
	const rows = 50_000
	utf8 := []byte(customerSheet(rows))
	gbk, err := simplifiedchinese.GB18030.NewEncoder().Bytes(utf8)
	if err != nil {
		b.Fatal(err)
	}
	for name, data := range map[string][]byte{"utf-8": utf8, "gb18030": gbk} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				s, err := Open(bytes.NewReader(data), Options{})
				if err != nil {
					b.Fatal(err)
				}
				n := 0
				for d, err := range s.Drafts(context.Background()) {
					if err != nil || len(d.Problems) > 0 {
						b.Fatal(err, d.Problems)
					}
					n += len(d.Rows)
				}
				if n != rows {
					b.Fatalf("%d rows, want %d", n, rows)
				}
			}
			b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
