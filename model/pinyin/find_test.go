package pinyin

import "testing"

func TestFind(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, word, want string }{
		{"张伟", "zhangwei", "张伟"}, {"张伟", "zhangw", "张伟"}, {"张伟", "zw", "张伟"}, {"张伟", "张w", "张伟"}, {"张伟", "zhang伟", "张伟"},
		{"张伟", "wei", "伟"}, {"张伟", "w", "伟"}, {"张伟", "伟", "伟"}, {"张伟", "zh", "张"}, {"张伟", "b", ""}, {"张伟", "zhangx", ""},
		{"单雄信", "shan", "单"}, {"单雄信", "shanx", "单雄"}, {"曾国藩", "zeng", "曾"}, {"欧阳娜娜", "ouyang", "欧阳"}, {"尉迟恭", "yuchi", "尉迟"},
		{"北京华远贸易有限公司", "华远", "华远"}, {"北京华远贸易有限公司", "huayuan", "华远"}, {"北京华远贸易有限公司", "hym", "华远贸"},
		{"Gonçalves", "goncal", "Gonçal"}, {"Köhler", "koehl", "Köhl"}, {"Köhler", "kohler", "Köhler"}, {"Zhang Wei", "zhangwei", "Zhang Wei"},
		{"Ann Lee", "lee", "Lee"}, {"Ann Lee", "ee", ""}, {"maria.lopez@example.com", "lopez", "lopez"}, {"Straße", "strasse", "Straße"},
		{"吕布", "lü", "吕"}, {"吕布", "LǙbu", "吕布"}, {"吕布", "lv", "吕"}, {"女士", "nu\u0308", "女"}, {"Lübeck", "lü", "Lü"}, {"Müller", "mü", "Mü"},
		{"", "a", ""}, {"张", "", ""}, {"\xff\xfe", "a", ""}, {"北湖Paper", "paper", "Paper"},
	} {
		from, to, ok := Find(c.text, c.word)
		if got := c.text[from:to]; got != c.want || ok != (c.want != "") {
			t.Errorf("%q in %q: %q, %v; want %q", c.word, c.text, got, ok, c.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("张伟 Wei", "zw")
	f.Add("Köhler", "koe")
	f.Add("\xffß\u0301", "s")
	f.Fuzz(func(t *testing.T, text, word string) {
		from, to, ok := Find(text, word)
		if from < 0 || to > len(text) || from > to || ok && from == to {
			t.Errorf("%q in %q: %d … %d", word, text, from, to)
		}
	})
}

// AppendFold is Fold, behind what is there already.
func FuzzAppendFold(f *testing.F) {
	for _, s := range []string{"", "Ab1", "中国 Guangdong 省", "Köhler 中", "Ｌå", "한국", "カタログ", "中\xff", "\xe4\xb8", "㐀一"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := string(AppendFold([]byte("AÄ"), []byte(text))), "AÄ"+Fold(text); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	})
}
