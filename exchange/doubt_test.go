package exchange

import (
	"fmt"
	"slices"
	"testing"
)

// doubtsOf reads a file to its end and returns its doubts as "line heading code".
func doubtsOf(t *testing.T, text string) []string {
	t.Helper()
	s := open(t, []byte(text), Options{})
	drafts(t, s)
	var out []string
	for _, d := range s.Doubts() {
		out = append(out, fmt.Sprint(d.Line, " ", d.Heading, " ", d.Why.Code))
	}
	return out
}

func TestPhonesDamagedBySpreadsheets(t *testing.T) {
	t.Parallel()
	const text = "姓名,手机,传真\n甲,1.38E+10,\n乙,1.38001e+10,\n丙,13900139000,8.62E+11\n丁,13800000000,\n戊,13800138000.0,\n己,138****8000,020-88000000\n"
	want := []string{"2 手机 phone_broken", "3 手机 phone_broken", "4 传真 phone_broken", "5 手机 phone_rounded"}
	if got := doubtsOf(t, text); !slices.Equal(got, want) {
		t.Errorf("doubts %q, want %q", got, want)
	}
	s := open(t, []byte(text), Options{})
	if peeked := s.Peek(); len(peeked[0].Doubts) != 1 || len(peeked[4].Doubts) != 0 || len(s.Doubts()) != 0 {
		t.Errorf("seen before: %+v", peeked)
	}
	if d := drafts(t, s)[4]; d.Customer.ContactPoints[0].Value != "13800138000" {
		t.Errorf("kept as %+v", d.Customer.ContactPoints)
	}
}
