package cli

import (
	"strings"
	"testing"
)

// A book on a network drive is warned of on standard error, to each user once.
func TestNetworkDrive(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{"en": "The book lies on a network drive (NFS)", "zh": "位于网络盘（NFS）"} {
		e := testEnv(t, map[string]string{"KEHU_LANG": lang})
		e.fileSystem = func(string) string { return "NFS" }
		first, second := kehu(t, e, "add", "Ada"), kehu(t, e, "ls", "--count")
		if first.code != 0 || !strings.Contains(first.err, want) || !strings.Contains(first.err, "SSH") {
			t.Errorf("%s: exit %d, %s", lang, first.code, first.err)
		}
		if second.out != "1\n" || second.err != "" {
			t.Errorf("%s, the second time: %q, %q", lang, second.out, second.err)
		}
	}
}
