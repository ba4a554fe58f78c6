package store

import (
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// networkOf names the network file system on which a file lies; "" for a disk of this
// machine.
func networkOf(path string) string {
	var at unix.Statfs_t
	if unix.Statfs(path, &at) != nil {
		return ""
	}
	name := unix.ByteSliceToString(at.Fstypename[:])
	if slices.Contains([]string{"nfs", "smbfs", "afpfs", "webdav", "ftp", "macfuse", "osxfuse"}, name) {
		return strings.ToUpper(name)
	}
	return ""
}
