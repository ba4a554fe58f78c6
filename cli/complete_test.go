package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kehu/internal/race"
)

const completed = `姓名,公司,电话,城市,级别,标签
张伟,,13800138000,上海,VIP,VIP-day
李四,,,上海,,
Ada Lovelace,North Lake Ltd,,New York,普通客户,
`

// Each word is completed into the candidates, the last of the lines being how the
// shell puts them in: 4 no files, 36 in this order too, 38 without a blank, 0 files.
func TestComplete(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	e := testEnv(t, nil)
	file := filepath.Join(t.TempDir(), "customers.csv")
	if err := os.WriteFile(file, []byte(completed), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := kehu(t, e, "import", file); got.code != 0 {
		t.Fatal(got.err)
	}
	for _, test := range []struct {
		words []string
		want  []string
	}{
		// Fields, keywords, states and orders of queries.
		{[]string{"ls", "lev"}, []string{"level:\tLevel", ":38"}},
		{[]string{"ls", "级"}, []string{"级别:\tLevel", ":38"}},
		{[]string{"--lang", "zh", "ls", "lev"}, []string{"level:\t级别", ":38"}},
		{[]string{"ls", "is:st"}, []string{"is:stale\tNot dealt with for long", ":36"}},
		{[]string{"ls", "name:x", "sort:-spe"}, []string{"sort:-spent\tSpent", ":36"}},

		// Values, most used first, quoted where the query needs it; the whole word.
		{[]string{"ls", "city:"}, []string{"city:上海", `city:"New York"`, ":36"}},
		{[]string{"ls", "city:上海,N"}, []string{`city:上海,"New York"`, ":36"}},
		{[]string{"ls", "level:普"}, []string{"level:普通客户", ":36"}},
		{[]string{"todo", "ls", "#V"}, []string{"#VIP-day", ":36"}},
		{[]string{"ls", "level:vip ci"}, []string{"level:vip city:\tCity", ":38"}},
		{[]string{"view", "save", "Mine", "level:vip -tag:"}, []string{"level:vip -tag:VIP-day", ":36"}},
		{[]string{"ls", "nonsense:"}, []string{":36"}},

		// Customers by whatever finds them.
		{[]string{"show", "zhangw"}, []string{"#1\t张伟", ":36"}},
		{[]string{"show", "8000"}, []string{"#1\t张伟", ":36"}},
		{[]string{"rm", "#1", "city:上"}, []string{"#2\t李四", "#1\t张伟", ":36"}},
		{[]string{"log", "#3"}, []string{"#3\tAda Lovelace", ":36"}},
		{[]string{"buy", "#99"}, []string{":36"}},
		{[]string{"show", "(("}, []string{":36"}},

		// Fields and values of assignments.
		{[]string{"set", "#1", "-VIP-day", "ci"}, []string{"city=\tCity", ":38"}},
		{[]string{"set", "#1", "城市=New"}, []string{"城市=New York", ":36"}},
		{[]string{"add", "Ann", "level=p"}, []string{"level=potential\tPotential", ":36"}},
		{[]string{"add", "Ann", "+v"}, []string{"+VIP-day", ":36"}},
		{[]string{"buy", "#1", "status=pa"}, []string{"status=paid\tPaid", ":36"}},
		{[]string{"log", "#1", "direction=i"}, []string{"direction=in\tIncoming", ":36"}},

		// Flags, views, files, commands.
		{[]string{"ls", "-o", "js"}, []string{"json", "jsonl", ":36"}},
		{[]string{"ls", "--lang", "z"}, []string{"zh", ":36"}},
		{[]string{"ls", "--columns", "name,pho"}, []string{"name,phone\tPhone", ":36"}},
		{[]string{"ls", "--sort=city,-spe"}, []string{"city,-spent\tSpent", ":36"}},
		{[]string{"ls", "--sort", "-spe"}, []string{"-spent\tSpent", ":36"}},
		{[]string{"ls", "--count", "--sort", "-spent,-las"}, []string{"-spent,-last\tLast dealt with", "-spent,-last_contact\tLast contact", "-spent,-last_purchase\tLast purchase", ":36"}},
		{[]string{"ls", "--view", "po"}, []string{"Potential\tlevel:potential", ":36"}},
		{[]string{"view", "rm", "VIP"}, []string{"VIP\tlevel:vip", ":36"}},
		{[]string{"import", "--on-duplicate", ""}, []string{"skip", "update", "add", "ask", ":36"}},
		{[]string{"import", ""}, []string{":0"}},
		{[]string{"ls", "--db", ""}, []string{":0"}},
		{[]string{"help", "vi"}, []string{"view\tSaved views", ":36"}},
		{[]string{"check", ""}, []string{":4"}},
	} {
		got := kehu(t, e, append([]string{"__complete"}, test.words...)...)
		if lines := strings.Split(strings.TrimSuffix(got.out, "\n"), "\n"); !slices.Equal(lines, test.want) {
			t.Errorf("%q: %q, want %q", test.words, lines, test.want)
		}
	}
}

// What the book holds must not steer the terminal when it is proposed.
func TestCandidatesAreSafeForTerminals(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	e := testEnv(t, nil)
	kehu(t, e, "add", "A\x1b[31mda", "city=\x1b]0;title\a", "+a\u202eb")
	for _, words := range [][]string{{"ls", "city:"}, {"ls", "tag:"}, {"show", ""}, {"set", "#1", "city="}} {
		got := kehu(t, e, append([]string{"__complete"}, words...)...)
		if strings.ContainsAny(got.out, "\x1b\a\u202e") {
			t.Errorf("%q printed a control character: %q", words, got.out)
		}
	}
}
