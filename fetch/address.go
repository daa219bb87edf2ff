package fetch

import (
	"errors"
	"fmt"
	"net/netip"
	"syscall"
)

// ErrPrivate is wrapped by the error for a host whose address is not on the public Internet. See [Options.AllowPrivate].
var ErrPrivate = errors.New("not a public address, and private ones are not allowed")

// reserved are address blocks that no public site has and netip's own predicates do not cover (IANA special-purpose address registries,
// RFC 6890): what is reachable there is the crawler's own surroundings, or an IPv4 address in disguise.
var reserved = prefixes(
	"0.0.0.0/8",       // this network
	"::/96",           // an IPv4 address in a form long deprecated (RFC 4291, section 2.5.5.1)
	"100.64.0.0/10",   // carrier-grade NAT, cloud metadata at some providers
	"192.0.0.0/24",    // IETF protocol assignments
	"192.0.2.0/24",    // documentation
	"192.88.99.0/24",  // 6to4 relays
	"198.18.0.0/15",   // benchmarks
	"198.51.100.0/24", // documentation
	"203.0.113.0/24",  // documentation
	"240.0.0.0/4",     // reserved, broadcast
	"64:ff9b::/96",    // NAT64, an IPv4 address
	"64:ff9b:1::/48",  // NAT64, local
	"100::/64",        // discard
	"2001::/23",       // IETF protocol assignments, Teredo
	"2001:db8::/32",   // documentation
	"2002::/16",       // 6to4, an IPv4 address
	"3fff::/20",       // documentation
	"5f00::/16",       // segment routing
	"fec0::/10",       // site-local, deprecated
)

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, p := range list {
		out[i] = netip.MustParsePrefix(p)
	}
	return out
}

// isPublic reports whether an address may be a public site's.
func isPublic(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false // unspecified, loopback, multicast, link-local; 10/8, 172.16/12, 192.168/16, fc00::/7
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// refusePrivate is the Control function of the dialer: it sees the address a name was resolved to, at the moment the socket is about to
// connect, so that no name, spelling, redirect or second look-up gets around it.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s", ErrPrivate, address)
	}
	if !isPublic(ap.Addr()) {
		return fmt.Errorf("%w: %s", ErrPrivate, ap.Addr())
	}
	return nil
}
