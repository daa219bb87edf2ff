package fetch

import (
	"context"
	"errors"
	"net/netip"
	"strings"
	"testing"
)

func TestPrivateRefused(t *testing.T) {
	site := newTestSite(t, pages(map[string]string{"/": links("/a")}))
	_, port, _ := strings.Cut(strings.TrimPrefix(site.URL, "http://"), ":")
	o := quick()
	o.AllowPrivate = false
	spellings := []string{"127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "[::]", "0"}
	for _, host := range spellings {
		s, err := Crawl(context.Background(), t.TempDir(), []string{"http://" + host + ":" + port + "/"}, o)
		if err != nil && !errors.Is(err, ErrURL) || s.Pages > 0 {
			t.Errorf("%s: %+v, %v", host, s, err)
		}
	}
	if n := site.total(); n != 0 {
		t.Errorf("%d requests came through", n)
	}
	for _, a := range []string{"10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200", "127.0.0.2", "0.1.2.3", "224.0.0.1", "255.255.255.255", "198.18.0.1",
		"::", "::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1"} {
		if isPublic(netip.MustParseAddr(a)) {
			t.Errorf("%s passes for public", a)
		}
	}
	for _, a := range []string{"8.8.8.8", "185.143.232.1", "2a00:1450:4001:81b::200e", "::ffff:8.8.8.8"} {
		if !isPublic(netip.MustParseAddr(a)) {
			t.Errorf("%s does not pass for public", a)
		}
	}
}
