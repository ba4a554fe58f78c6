//go:build unix

package cli

import "syscall"

// detached has a process outlive the terminal from which it was started.
func detached() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
