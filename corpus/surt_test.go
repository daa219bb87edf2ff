package corpus

import (
	"os"
	"strings"
	"testing"
)

// TestSURT: testdata/surt.tsv holds addresses and what the Python package surt 0.3.1 makes of them.
func TestSURT(t *testing.T) {
	table, err := os.ReadFile("testdata/surt.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(table)) {
		address, want, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			t.Fatalf("line %q", line)
		}
		if got := SURT(address); got != want {
			t.Errorf("%q:\n  got  %q\n  want %q", address, got, want)
		}
	}
	if got := SURT(""); got != "-" {
		t.Errorf("nothing: %q", got)
	}
}

// FuzzSURT: whatever the address, its key is found and has no line end or space in it, if the address has none.
func FuzzSURT(f *testing.F) {
	for _, seed := range []string{"http://khabar.example/%", "http://[", "http://0x1/", "://", "http://khabar.example/(a(0123456789abcdefghijklmn))/p.aspx?sid=", "\xff\xfe"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		key := SURT(address)
		if key == "" || !strings.ContainsAny(address, " \t\r\n\v\f") && strings.ContainsAny(key, " \t\r\n") {
			t.Errorf("%q: %q", address, key)
		}
	})
}
