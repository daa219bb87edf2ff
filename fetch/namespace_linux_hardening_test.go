//go:build linux

package fetch

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// inNamespace runs the test that calls it in a network of its own, in which every address there is, public or private, leads to this machine and
// nothing leads out. It reports whether this is that network; outside of it there is nothing to do any more.
func inNamespace(t *testing.T) bool {
	t.Helper()
	const mark = "RAQAM_TEST_NAMESPACE"
	if os.Getenv(mark) == t.Name() {
		if err := everyAddressIsLocal(); err != nil {
			t.Fatal(err)
		}
		return true
	}
	cmd := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), mark+"="+t.Name())
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	if os.Geteuid() != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Geteuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getegid(), Size: 1}}
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Skipf("skipped: no network namespace can be made here: %v", err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("in a network of its own: %v\n%s", err, out.String())
	} else {
		t.Log(out.String())
	}
	return false
}

// everyAddressIsLocal brings the loopback interface up and routes all addresses to it ("AnyIP").
func everyAddressIsLocal() error {
	const loopback, tableLocal, protocolBoot, scopeHost, typeLocal = 1, 255, 3, 254, 2
	up := syscall.IfInfomsg{Index: loopback, Flags: syscall.IFF_UP, Change: syscall.IFF_UP}
	if err := netlink(syscall.RTM_NEWLINK, 0, up); err != nil {
		return fmt.Errorf("bringing up the loopback interface: %w", err)
	}
	for _, family := range []uint8{syscall.AF_INET, syscall.AF_INET6} {
		route := syscall.RtMsg{Family: family, Table: tableLocal, Protocol: protocolBoot, Scope: scopeHost, Type: typeLocal}
		if family == syscall.AF_INET6 {
			route.Scope = 0
		}
		device := syscall.RtAttr{Len: syscall.SizeofRtAttr + 4, Type: syscall.RTA_OIF}
		err := netlink(syscall.RTM_NEWROUTE, syscall.NLM_F_CREATE, route, device, uint32(loopback))
		if err != nil && family == syscall.AF_INET {
			return fmt.Errorf("routing all addresses to the loopback interface: %w", err)
		} // a kernel without IPv6 has none to refuse
	}
	return nil
}

// netlink sends one request to the kernel and waits for its answer (rtnetlink(7)).
func netlink(kind, flags uint16, parts ...any) error {
	var b bytes.Buffer
	for _, p := range parts {
		if err := binary.Write(&b, binary.NativeEndian, p); err != nil {
			return err
		}
	}
	head := syscall.NlMsghdr{Len: uint32(syscall.SizeofNlMsghdr + b.Len()), Type: kind, Flags: flags | syscall.NLM_F_REQUEST | syscall.NLM_F_ACK, Seq: 1}
	var message bytes.Buffer
	if err := errors.Join(binary.Write(&message, binary.NativeEndian, head), binary.Write(&message, binary.NativeEndian, b.Bytes())); err != nil {
		return err
	}
	fd, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_RAW, syscall.NETLINK_ROUTE)
	if err != nil {
		return err
	}
	defer syscall.Close(fd)
	if err := syscall.Sendto(fd, message.Bytes(), 0, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK}); err != nil {
		return err
	}
	answer := make([]byte, 4096)
	n, _, err := syscall.Recvfrom(fd, answer, 0)
	if err != nil {
		return err
	}
	messages, err := syscall.ParseNetlinkMessage(answer[:n])
	if err != nil || len(messages) == 0 || len(messages[0].Data) < 4 {
		return fmt.Errorf("unreadable answer: %w", err)
	}
	if code := int32(binary.NativeEndian.Uint32(messages[0].Data)); code != 0 {
		return syscall.Errno(-code)
	}
	return nil
}
