//go:build !unix

package cli

import "syscall"

// detached leaves a process as the system starts it, which outlives its parent.
func detached() *syscall.SysProcAttr { return nil }
