package model

import "testing"

func TestParseEmail(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a@b.com": "a@b.com", " Zhang.Wei@QQ.com ": "zhang.wei@qq.com", "mailto:a@b.com": "a@b.com", "MAILTO:a%2Bx@b.com?subject=hi": "a+x@b.com",
		"张伟 <ZW@163.com>": "zw@163.com", `"Doe, J" <j@x.org>`: "j@x.org", "ａ＠ｂ．ｃｏｍ": "a@b.com", "root@localhost": "root@localhost", "用户@例子.公司": "用户@例子.公司",
	} {
		if got, err := ParseEmail(text); got.Normal() != want || err != nil {
			t.Errorf("ParseEmail(%q) = %q, %v; want %q", text, got.Normal(), err, want)
		}
	}
	for text, code := range map[string]string{
		"": "email_empty", "a": "email_syntax", "a@": "email_syntax", "@b.com": "email_syntax", "a@b@c.com": "email_syntax", "a@b..com": "email_syntax", "a b@c.com": "email_syntax",
		"a@b.com, c@d.com": "email_syntax", "mailto:": "email_syntax", "mailto:%zz": "email_syntax", "无": "email_syntax",
	} {
		if got, err := ParseEmail(text); codeOf(err) != code {
			t.Errorf("ParseEmail(%q) = %v, %v; want %s", text, got, err, code)
		}
	}
	if e, err := ParseEmail("张伟 <ZW@163.com>"); e.Name != "张伟" || e.String() != "ZW@163.com" || err != nil {
		t.Errorf("with a name: %+v, %v", e, err)
	}
}

func FuzzParseEmail(f *testing.F) {
	for _, s := range []string{"a@b.com", "mailto:a@b.c?x", `"x y"@b.c`, "张伟 <ZW@163.com>", "a@[1.2.3.4]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := ParseEmail(text)
		if err == nil && e.Normal() == "" || err != nil && codeOf(err) == "" {
			t.Fatalf("%q gives %+v, %v", text, e, err)
		}
	})
}
