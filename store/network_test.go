//go:build linux

package store

import (
	"testing"
	"time"

	"kehu/model"
)

// Programs behind FUSE are told from disks of this machine by the mount table.
func TestFuse(t *testing.T) {
	t.Parallel()
	const mounts = `/dev/vda / ext4 rw 0 0
li@server:/home/li /mnt/team\040books fuse.sshfs rw 0 0
/dev/sdb1 /mnt/usb fuseblk rw 0 0
pcloud /mnt/cloud fuse rw 0 0
/dev/vdb /mnt/cloud/local ext4 rw 0 0
short
`
	for path, want := range map[string]string{
		"/mnt/team books/a.kehu": "sshfs", "/mnt/usb/a.kehu": "", "/mnt/cloud/a.kehu": "FUSE",
		"/mnt/cloud/local/a.kehu": "", "/mnt/clouds/a.kehu": "", "/home/a.kehu": "",
	} {
		if got := fuseOf(path, mounts); got != want {
			t.Errorf("%s lies on %q, want %q", path, got, want)
		}
	}
	if got := networkOf(t.TempDir()); got != "" {
		t.Logf("the folder of tests lies on %s", got)
	}
	if networkOf("/no/such/file") != "" {
		t.Error("a file that is not there lies on a network")
	}
}

// Who opens a book on a network file system is warned once, and others once.
func TestNetworkIsWarnedOfOnce(t *testing.T) {
	t.Parallel()
	path := t.TempDir() + "/book.kehu"
	s := must[*Store](t)(Open(t.Context(), path, Options{Now: func() time.Time { return testNow }, FileSystem: func(string) string { return "NFS" }}))
	defer s.Close()
	for _, actor := range []string{"ann", "bob"} {
		b := s.As(model.Actor{Name: actor}, model.OriginScreen)
		for _, want := range []string{"NFS", ""} {
			if got := must[string](t)(b.NewNetwork(t.Context())); got != want {
				t.Errorf("%s is warned of %q, want %q", actor, got, want)
			}
		}
	}
}
