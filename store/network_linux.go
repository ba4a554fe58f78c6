package store

import (
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// networks are the file systems of other machines by their numbers in statfs(2).
var networks = map[int64]string{
	unix.NFS_SUPER_MAGIC:  "NFS",
	unix.SMB_SUPER_MAGIC:  "SMB",
	unix.SMB2_SUPER_MAGIC: "SMB",
	unix.CIFS_SUPER_MAGIC: "CIFS",
	unix.NCP_SUPER_MAGIC:  "NCP",
	unix.V9FS_MAGIC:       "9P",
	unix.AFS_SUPER_MAGIC:  "AFS",
	unix.AFS_FS_MAGIC:     "AFS",
	unix.CODA_SUPER_MAGIC: "Coda",
	unix.CEPH_SUPER_MAGIC: "Ceph",
}

// networkOf names the network file system on which a file lies; "" for a disk of this
// machine.
func networkOf(path string) string {
	var at unix.Statfs_t
	if unix.Statfs(path, &at) != nil {
		return ""
	}
	if int64(at.Type) != unix.FUSE_SUPER_MAGIC {
		return networks[int64(at.Type)]
	}
	mounts, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		return "FUSE"
	}
	return fuseOf(path, string(mounts))
}

// fuseOf names the program behind a FUSE file system, which may be a disk of this
// machine: sshfs, rclone.
func fuseOf(path, mounts string) (name string) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	longest := 0
	for line := range strings.Lines(mounts) {
		fields := strings.Fields(line)
		if len(fields) < 3 {
			continue
		}
		point := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\134`, `\`).Replace(fields[1])
		if len(point) < longest || path != point && !strings.HasPrefix(path, strings.TrimSuffix(point, "/")+"/") {
			continue
		}
		longest, name = len(point), ""
		if kind, is := strings.CutPrefix(fields[2], "fuse."); is {
			name = kind
		} else if fields[2] == "fuse" {
			name = "FUSE"
		}
	}
	return name
}
