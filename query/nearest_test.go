package query

import "testing"

func TestNearest(t *testing.T) {
	t.Parallel()
	words := []string{"ls", "show", "import", "history", "订单数"}
	for word, want := range map[string]string{
		"lss": "ls", "sl": "ls", "shwo": "show", "improt": "import", "hist": "history", "订单": "订单数", "x": "", "zebra": "", "": "",
	} {
		if got := Nearest(word, words); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
