package model

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kehu/internal/race"

	"github.com/nyaruka/phonenumbers"
)

func TestParsePhone(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text       string
		kind       PhoneKind
		match, ext string
	}{
		{"13800138000", PhoneValid, "+8613800138000", ""}, {"+86 138-0013-8000", PhoneValid, "+8613800138000", ""}, {"0086 13800138000", PhoneValid, "+8613800138000", ""},
		{"(+86) 138 0013 8000", PhoneValid, "+8613800138000", ""}, {"１３８００１３８０００", PhoneValid, "+8613800138000", ""}, {"\u202d13800138000\u202c", PhoneValid, "+8613800138000", ""},
		{"8613800138000", PhoneValid, "+8613800138000", ""}, {"13800138000.0", PhoneValid, "+8613800138000", ""}, {"010-60606666", PhoneValid, "+861060606666", ""},
		{"（010）60606666", PhoneValid, "+861060606666", ""}, {"010-60606666-8001", PhoneValid, "+861060606666", "8001"}, {"010-60606666转123", PhoneValid, "+861060606666", "123"},
		{"(021) 5555 6666 x123", PhoneValid, "+862155556666", "123"}, {"021-55556666 ext. 5", PhoneValid, "+862155556666", "5"}, {"021-55556666 分机号:5", PhoneValid, "+862155556666", "5"},
		{"+1-418-656-9254", PhoneValid, "+14186569254", ""}, {"tel:+1-418-656-9254;ext=102", PhoneValid, "+14186569254", "102"},
		{"tel:656-9254;phone-context=+1418", PhoneValid, "+14186569254", ""}, {"400-666-8800", PhoneValid, "+864006668800", ""}, {"4001005678", PhoneValid, "+864001005678", ""},
		{"95187", PhoneLocal, "95187", ""}, {"10086", PhoneLocal, "10086", ""}, {"60606666", PhoneLocal, "60606666", ""}, {"110", PhoneLocal, "110", ""},
		{"12345678901", PhoneLocal, "12345678901", ""}, {"+999 123", PhoneLocal, "+999123", ""},
		{"138****8000", PhoneMasked, "", ""}, {"138xxxx8000", PhoneMasked, "", ""}, {"180••••1849", PhoneMasked, "", ""}, {"138 **** 8000", PhoneMasked, "", ""}, {"138＊＊＊＊8000", PhoneMasked, "", ""},
		{"1.38E+10", PhoneBroken, "", ""}, {"1.38001E+10", PhoneBroken, "", ""}, {"1.38e10", PhoneBroken, "", ""},
		{"", PhoneText, "", ""}, {"无", PhoneText, "", ""}, {"see Outlook", PhoneText, "", ""}, {"12", PhoneText, "", ""}, {"010-60606666/13800138000", PhoneText, "", ""},
		{"60606666/60606667", PhoneText, "", ""}, {"ext", PhoneText, "", ""}, {"xxxx", PhoneText, "", ""}, {"tel:", PhoneText, "", ""}, {"1 + 1 = 234", PhoneText, "", ""},
	} {
		p := ParsePhone(test.text, "CN")
		if p.Typed != test.text || p.Kind != test.kind || p.Match() != test.match || p.Ext != test.ext {
			t.Errorf("ParsePhone(%q) = %s, %q, ext %q; want %s, %q, ext %q", test.text, p.Kind, p.Match(), p.Ext, test.kind, test.match, test.ext)
		}
	}
	if p := ParsePhone("13800138000", "US"); p.Kind == PhoneValid {
		t.Errorf("a Chinese mobile is valid in the US: %v", p)
	}
	if got := ParsePhone("(418) 656-9254 x5", "CA").Digits(); got != "14186569254" {
		t.Errorf("Digits() = %q", got)
	}
}

func TestPhoneFormat(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, region, want string }{
		{"13800138000", "CN", "138 0013 8000"}, {"+8613800138000", "US", "+86 138 0013 8000"}, {"010-60606666转123", "CN", "010 6060 6666 ext. 123"},
		{"+14186569254", "CA", "(418) 656-9254"}, {"+14186569254", "CN", "+1 418-656-9254"}, {" 95187 ", "CN", "95187"}, {"138****8000", "CN", "138****8000"},
	} {
		if got := ParsePhone(test.text, test.region).Format(test.region); got != test.want {
			t.Errorf("Format(%q, %s) = %q, want %q", test.text, test.region, got, test.want)
		}
	}
	if got := (Phone{Typed: "x", Kind: PhoneValid, E164: "broken"}).Format("CN"); got != "x" {
		t.Errorf("a number that is none prints %q", got)
	}
}

// The fast path for Chinese mobiles knows no number that the library does not,
// and prints as the library does.
func TestChinaMobileAgreesWithLibrary(t *testing.T) {
	t.Parallel()
	fast := 0
	for prefix := range 1000 {
		text := fmt.Sprintf("1%03d0013800", prefix)
		if !isChinaMobile(text) {
			continue
		}
		fast++
		n, err := phonenumbers.Parse(text, "CN")
		if err != nil || !phonenumbers.IsValidNumber(n) || phonenumbers.GetNumberType(n) != phonenumbers.MOBILE {
			t.Errorf("%s is no mobile to the library: %v", text, err)
			continue
		}
		p := ParsePhone(text, "CN")
		if want := phonenumbers.Format(n, phonenumbers.E164); p.E164 != want {
			t.Errorf("%s is %s, want %s", text, p.E164, want)
		}
		if got, want := p.Format("CN"), phonenumbers.Format(n, phonenumbers.NATIONAL); got != want {
			t.Errorf("%s prints %q, want %q", text, got, want)
		}
	}
	if fast < 400 {
		t.Errorf("only %d prefixes take the fast path", fast)
	}
}

// What is read without the library is what the library makes of the whole.
func TestPlainNumbersAgreeWithLibrary(t *testing.T) {
	t.Parallel()
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, begin := range append(slices.Sorted(maps.Keys(plainCodes)), "0") {
		valid := 0
		for range race.Share(20_000, 2_000) {
			digits := begin + fmt.Sprintf("%012d", rnd.Uint64N(1e12))[:7+rnd.IntN(6)]
			n, e164 := plainNumber(digits, "CN")
			if n == nil || !phonenumbers.IsValidNumber(n) {
				continue
			}
			valid++
			whole, err := phonenumbers.Parse(digits, "CN")
			if err != nil || phonenumbers.Format(whole, phonenumbers.E164) != e164 {
				t.Fatalf("%s: the library makes it %v, %v, not %s", digits, whole, err, e164)
			}
		}
		if valid < race.Share(100, 5) {
			t.Errorf("%s: only %d valid numbers were drawn", begin, valid)
		}
	}
}

func FuzzParsePhone(f *testing.F) {
	for _, s := range []string{"13800138000", "+86 138-0013-8000", "010-60606666转123", "tel:+1-418-656-9254;ext=102", "138****8000", "1.38E+10", "60606666/7", "x", "ext.", "#"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := ParsePhone(text, "CN")
		if p.Typed != text {
			t.Fatalf("%q became %q", text, p.Typed)
		}
		if known := p.Kind == PhoneValid || p.Kind == PhoneLocal; known != (p.Match() != "") {
			t.Fatalf("%q is %s and matches %q", text, p.Kind, p.Match())
		}
		if p.Kind != PhoneValid {
			return
		}
		if back := ParsePhone(p.E164, "CN"); back.E164 != p.E164 || back.Ext != "" {
			t.Fatalf("%q is %s and reads back as %s %q", text, p.E164, back.E164, back.Ext)
		}
		if !strings.HasPrefix(p.E164, "+") || p.Format("CN") == "" {
			t.Fatalf("%q is %q and prints %q", text, p.E164, p.Format("CN"))
		}
	})
}

func BenchmarkParsePhone(b *testing.B) {
	for _, text := range []string{"13800138000", "138-0013-8000", "+8613800138000", "138****8000", "010-60606666", "95187"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if ParsePhone(text, "CN").Kind == PhoneText {
					b.Fatal(text)
				}
			}
		})
	}
}
