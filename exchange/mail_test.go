package exchange

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"kehu/model"
)

// message joins the lines of a message.
func mailOf(lines ...string) string { return strings.Join(lines, "\r\n") + "\r\n" }

func entry(t *testing.T, text string, own ...string) model.Draft {
	t.Helper()
	all := drafts(t, open(t, []byte(text), Options{Own: own}))
	if len(all) != 1 {
		t.Fatalf("%d drafts", len(all))
	}
	return all[0]
}

func TestMessages(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("您好，报价见附件。")
	if err != nil {
		t.Fatal(err)
	}
	head := []string{"From: =?GBK?B?1cXOsA==?= <Zhang@Example.com>", "To: me@kehu.cn", "Date: Fri, 4 Oct 2024 15:30:00 +0800", "Message-ID: <1@x>"}
	for name, tt := range map[string]struct {
		lines []string
		want  string
	}{
		"GBK in base64": {[]string{"Subject: =?UTF-8?Q?=E6=8A=A5=E4=BB=B7?=", "Content-Type: text/plain; charset=gb2312", "Content-Transfer-Encoding: base64", "",
			base64.StdEncoding.EncodeToString([]byte(gbk))}, "报价\n\n您好，报价见附件。"},
		"no charset":       {[]string{"Subject: x", "", gbk}, "x\n\n您好，报价见附件。"},
		"quoted-printable": {[]string{"Subject: x", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "", "caf=C3=A9 =", "au lait"}, "x\n\ncafé au lait"},
		"web page only": {[]string{"Subject: x", "Content-Type: text/html; charset=utf-8", "", "<html><head><style>p{}</style><title>t</title></head><body><p>Hello&nbsp;<b>you</b></p><p>a<br>b &lt;3</p><script>x()</script></body>"},
			"x\n\nHello you\na\nb <3"},
		"both": {[]string{"Subject: x", "Content-Type: multipart/alternative; boundary=B", "", "--B", "Content-Type: text/plain", "", "plain", "--B", "Content-Type: text/html", "", "<p>rich</p>", "--B--"}, "x\n\nplain"},
		"attachment": {[]string{"Subject: x", "Content-Type: multipart/mixed; boundary=B", "", "--B", "", "see file", "--B", "Content-Type: application/pdf; name=\"=?UTF-8?B?5oql5Lu3?=.pdf\"",
			"Content-Disposition: attachment", "", "JVBERi0=", "--B--"}, "x\n\nsee file\n\n📎 报价.pdf"},
		"unknown charset": {[]string{"Subject: x", "Content-Type: text/plain; charset=klingon", "", "hi"}, "x\n\nhi"},
		"no end":          {[]string{"Subject: x", "Content-Type: multipart/mixed; boundary=B", "", "--B", "", "half"}, "x\n\nhalf"},
	} {
		t.Run(name, func(t *testing.T) {
			d := entry(t, mailOf(append(slices.Clone(head), tt.lines...)...), "me@kehu.cn")
			i := d.Interaction
			if len(d.Problems) > 0 || i.Content != tt.want || i.Direction != model.DirectionIn || i.Channel != model.ChannelMail {
				t.Errorf("%+v %v\n%q", i, d.Problems, i.Content)
			}
			if !d.Known || d.Customer.Main(model.ContactEmail) != "zhang@example.com" || !i.At.Equal(time.Date(2024, 10, 4, 7, 30, 0, 0, time.UTC)) || i.SourceKey != "messageid=<1@x> zhang@example.com" {
				t.Errorf("%+v %+v", d, i)
			}
		})
	}
}

const threeMails = "From a@x.com Fri Oct  4 15:30:00 2024\nFrom: a@x.com\nTo: Me <me@kehu.cn>\nDate: Fri, 4 Oct 2024 15:30:00 +0800\nSubject: one\n\n>From here\nto there\nFrom now on\n\n" +
	"From me@kehu.cn Fri Oct  4 16:00:00 2024\nFrom: me@kehu.cn\nTo: a@x.com, b@y.com\nCc: me@kehu.cn\nDate: Fri, 4 Oct 2024 16:00:00 +0800\nSubject: two\n\ntext\n\n" +
	"From me@kehu.cn Fri Oct  4 16:00:00 2024\nFrom: me@kehu.cn\nTo: me@kehu.cn\nDate: Fri, 4 Oct 2024 16:00:00 +0800\nSubject: three\n\n"

func TestMailbox(t *testing.T) {
	for name, o := range map[string]Options{"told": {Own: []string{"ME@kehu.cn"}}, "domain": {Own: []string{"@kehu.cn"}}, "guessed": {}} {
		t.Run(name, func(t *testing.T) {
			all := drafts(t, open(t, []byte(threeMails), o))
			if len(all) != 4 {
				t.Fatalf("%d drafts", len(all))
			}
			var got []string
			for _, d := range all[:3] {
				got = append(got, string(d.Interaction.Direction)+" "+d.Customer.Main(model.ContactEmail)+" "+d.Interaction.Content)
			}
			want := []string{"in a@x.com one\n\nFrom here\nto there\nFrom now on", "out a@x.com two\n\ntext", "out b@y.com two\n\ntext"}
			if !slices.Equal(got, want) || all[3].Problems[0].Code != "mail_nobody" || all[1].Lines[0] != 12 {
				t.Errorf("%q %v %v", got, all[3].Problems, all[1].Lines)
			}
		})
	}
}

// Parts within parts without end, and headers without end, stay within bounds.
func TestHostileMail(t *testing.T) {
	var b strings.Builder
	b.WriteString("From: a@x.com\nTo: b@y.com\nDate: Fri, 4 Oct 2024 15:30:00 +0800\nSubject: x\n")
	for range 20_000 {
		b.WriteString("Content-Type: multipart/mixed; boundary=B\n\n--B\n")
	}
	if d := entry(t, b.String()); len(d.Problems) > 0 {
		t.Error(d.Problems)
	}
	long := "From: a@x.com\nTo: b@y.com\nDate: Fri, 4 Oct 2024 15:30:00 +0800\nSubject: " + strings.Repeat("x", 8<<20) + "\n\nhi\n"
	if d := entry(t, long); len(d.Problems) == 0 {
		t.Error("a header without end was taken")
	}
	crowd := "From: me@x.com\nDate: Fri, 4 Oct 2024 15:30:00 +0800\nTo: " + strings.Repeat("a@b.com, ", 20_000) + "c@d.com\n\nhi\n"
	if n := len(drafts(t, open(t, []byte(crowd), Options{Own: []string{"me@x.com"}}))); n > 1001 {
		t.Errorf("%d rows of one message", n)
	}
}
