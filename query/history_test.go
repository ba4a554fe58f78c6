package query

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestHistoryNamesAreUnique(t *testing.T) {
	t.Parallel()
	cat := History()
	for _, f := range append(historyFields(), historyChoices()...) {
		got := cat.Field(f.Key)
		if got == nil || !reflect.DeepEqual(got.names(), f.names()) {
			t.Errorf("%s asks for the names %q and has %+v", f.Key, f.names(), got)
		}
		if f.Zh() == f.Key {
			t.Errorf("%s has no Chinese name", f.Key)
		}
		for _, o := range f.Options {
			if key, ok := findOption(f.Options, o.Zh()); !ok || key != o.Key {
				t.Errorf("%s:%s is %s", f.Key, o.Zh(), key)
			}
		}
	}
}

// Queries in both languages mean the same.
func TestHistoryQueries(t *testing.T) {
	t.Parallel()
	cat := History()
	for text, want := range map[string]string{
		"操作者:li 日期:昨天":          "by:li at:昨天",
		"来源：导入 客户:张伟":           "origin:import customer:张伟",
		"类型:购买记录 操作:删除":         "kind:purchase action:bin",
		"-是:已撤销 文件:march":       "-is:undone file:march",
		"by:我,li date>3月 who:x": "by:me,li at:>3月 by:x",
		"customer:#6 #12":       `customer:"#6" #12`,
	} {
		q, err := Parse(text, cat)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if meant, err := Parse(want, cat); err != nil || meaning(q) != meaning(meant) {
			t.Errorf("%q is %s, want %s (%v)", text, meaning(q), want, err)
		}
	}
	for text, code := range map[string]string{"origin:nowhere": unknownOption, "at:never": badDate, "is:stale": unknownState,
		"level:vip": unknownField, "sort:at": notSortable} {
		if _, err := Parse(text, cat); err == nil || !strings.Contains(err.Error(), code) {
			t.Errorf("%q: %v, want %s", text, err, code)
		}
	}
}

// meaning is a query with the keys of its options.
func meaning(q Query) string {
	var parts []string
	Walk(q.Where, func(n Node) bool {
		switch n := n.(type) {
		case Term:
			parts = append(parts, n.Field.Key+n.Op.sign()+strings.Join(n.Texts(), ","))
		case And:
		default:
			parts = append(parts, Query{Where: n}.String())
		}
		return true
	})
	return strings.Join(parts, " ")
}

func TestHistoryCompletion(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"or": "origin:", "来": "来源:", "origin:scr": "screen", "操作:撤": "撤销", "at:yes": "yesterday", "is:": "undone"} {
		c := Complete(text, len([]rune(text)), History())
		if len(c.Candidates) == 0 || c.Candidates[0].Text != want {
			t.Errorf("%q offers %+v, want %s", text, c.Candidates, want)
		}
	}
}

func TestHistoryMessages(t *testing.T) {
	t.Parallel()
	ids := []string{"query.state." + TakenBack}
	for _, f := range History().Fields() {
		ids = append(ids, f.MessageID())
	}
	for _, lang := range []string{"en", "zh"} {
		file := filepath.Join("..", "locale", "messages", "history."+lang+".toml")
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			if !strings.Contains(string(text), "\n\""+id+"\" = ") {
				t.Errorf("%s lacks %s", file, id)
			}
		}
	}
}
