package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// memory is what a running process has of it, in bytes; all 0 where that is not known, as anywhere but on Linux. (What getrusage(2) tells of an
// ended process counts what its parent had when it forked.)
type memory struct {
	peak int64 // the most that was ever resident: its own, and the parts of files it has mapped
	own  int64 // resident now, without the files, which the system takes back when it needs the room
}

func memoryOf(pid int) memory {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return memory{}
	}
	return memory{statusField(status, "VmHWM:"), statusField(status, "RssAnon:")}
}

// statusField reads a field of /proc/PID/status that is in kB (proc(5)).
func statusField(status []byte, name string) int64 {
	_, value, _ := strings.Cut(string(status), name)
	value, _, _ = strings.Cut(strings.TrimSpace(value), " ")
	kilobytes, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return 0
	}
	return kilobytes << 10
}
