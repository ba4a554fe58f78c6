package cli

import (
	"slices"
	"strings"
	"testing"
)

// breaks is COMP_WORDBREAKS as bash sets it.
const breaks = " \t\n\"'><=;|&(:"

func TestSplitLine(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		line  string
		words []string
		last  lastWord
	}{
		{"kehu ls ", []string{"kehu", "ls"}, lastWord{}},
		{"kehu  ls lev", []string{"kehu", "ls"}, lastWord{text: "lev"}},
		{"kehu ls level:v", []string{"kehu", "ls"}, lastWord{text: "level:v", fixed: "level:"}},
		{"kehu ls 'level:vip ci", []string{"kehu", "ls"}, lastWord{text: "level:vip ci", quote: '\''}},
		{`kehu ls "a b" city:"New Y`, []string{"kehu", "ls", "a b"}, lastWord{text: "city:New Y", fixed: "city:", quote: '"'}},
		{`kehu ls "a \"b\" \x`, []string{"kehu", "ls"}, lastWord{text: `a "b" \x`, quote: '"'}},
		{`kehu show \#1\ 2`, []string{"kehu", "show"}, lastWord{text: "#1 2"}},
		{"kehu set '#1' '' ci", []string{"kehu", "set", "#1", ""}, lastWord{text: "ci"}},
		{"kehu set '#1'x", []string{"kehu", "set"}, lastWord{text: "#1x", fixed: "#1"}},
		{`kehu ls level\:v`, []string{"kehu", "ls"}, lastWord{text: "level:v"}},
		{"", nil, lastWord{}},
	} {
		if words, last := splitLine(test.line, breaks); !slices.Equal(words, test.words) || last != test.last {
			t.Errorf("%s: %q %+v, want %q %+v", test.line, words, last, test.words, test.last)
		}
	}
}

func TestReplies(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		last  lastWord
		found []candidate
		want  []string
	}{
		{"behind a break", lastWord{text: "level:v", fixed: "level:"}, []candidate{{text: "level:vip"}}, []string{"vip"}},
		{"signs of the shell", lastWord{text: "city:N", fixed: "city:"}, []candidate{{text: `city:"New York"`}}, []string{`\"New\ York\"`}},
		{"in a quote", lastWord{text: "a 'b", quote: '\''}, []candidate{{text: "a 'bc"}}, []string{`a '\''bc`}},
		{"in a double quote", lastWord{text: "$", quote: '"'}, []candidate{{text: "$`x"}}, []string{"\\$\\`x"}},
		{"the quote stays open", lastWord{text: "ci", quote: '\''}, []candidate{{text: "city:"}}, []string{"city:", "city:…"}},
		{"with what they mean", lastWord{text: "s"}, []candidate{{"sex", "Gender"}, {"score", ""}, {"other", "no"}}, []string{"sex  (Gender)", "score"}},
		{"one alone", lastWord{text: "zhang"}, []candidate{{"#1", "张伟"}}, []string{`\#1`}},
		{"several found by sound", lastWord{text: "zhang"}, []candidate{{"#1", "张伟"}, {"#2", ""}}, []string{`\#1  (张伟)`, `\#2`, "zhang"}},
		{"of another word", lastWord{text: "level:v", fixed: "level:"}, []candidate{{text: "#1"}}, nil},
	} {
		if got := test.last.replies(test.found, true); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func FuzzSplitLine(f *testing.F) {
	for _, line := range []string{"kehu ls 'level:vip ci", `kehu show \`, `a"b'c`, "张 伟", "\xff\\"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		_, last := splitLine(line, breaks)
		if strings.Contains(last.text, "\n") {
			return // ends a word outside quotes, and no candidate has it
		}
		if last.text[:len(last.fixed)] != last.fixed {
			t.Errorf("%q: %+v", line, last)
		}
		// What readline puts in reads as the word that was meant.
		for _, text := range []string{last.text, last.fixed + "'a \"$#` b"} {
			for _, reply := range last.replies([]candidate{{text: text}}, false) {
				if _, again := splitLine(rawOf(last)+reply, breaks); again.text != text && again.text != text+"…" {
					t.Errorf("%q: %q reads as %q, want %q", line, reply, again.text, text)
				}
			}
		}
	})
}

// rawOf writes the part of a word that readline leaves.
func rawOf(w lastWord) string {
	raw := lastWord{fixed: "x"}.written(w.fixed)
	if w.quote != 0 {
		raw += string(w.quote)
	}
	return raw
}
