package fetch

import (
	"net/url"
	"testing"
)

func TestCanonical(t *testing.T) {
	same := [][]string{ // each row: spellings of one page, the canonical first
		{"http://example.ir/", "http://example.ir", "HTTP://EXAMPLE.ir:80/", "http://example.ir/#top", "http://example.ir./", "http://u:p@example.ir/?"},
		{"https://example.ir/a", "https://example.ir:443/a", "https://example.ir/b/../a", "https://example.ir/./a", "https://example.ir/b/%2e%2e/a"},
		{"https://example.ir/news/%D8%AE%D8%A8%D8%B1", "https://example.ir/news/خبر", "https://example.ir/news/%d8%ae%d8%a8%d8%b1"},
		{"https://example.ir/?id=1&x=2", "https://example.ir/?id=1&utm_source=t&x=2&fbclid=abc", "https://example.ir?id=1&&x=2&UTM_Medium=m"},
		{"https://example.ir/a-b~c", "https://example.ir/%61%2Db%7Ec"},
		{"https://example.ir/a%2Fb", "https://example.ir/a%2fb"},
		{"https://example.ir/100%25", "https://example.ir/100%"},
		{"https://example.ir/a%20b", "https://example.ir/a b", " https://example.ir/a\n%20b "},
		{"http://[::1]:8080/x", "http://[::1]:8080/x#y"},
		{"https://example.ir/a/b", `https://example.ir\a\b`},
	}
	for _, row := range same {
		for _, spelling := range row {
			got, err := Canonical(spelling)
			if err != nil || got != row[0] {
				t.Errorf("Canonical(%q) = %q, %v; want %q", spelling, got, err, row[0])
			}
		}
	}
	if got, err := Canonical("https://خبر.ir/"); err != nil || got != "https://xn--ngblk.ir/" {
		t.Errorf("Persian host: %q, %v", got, err)
	}
	for _, bad := range []string{"", "example.ir", "/a", "ftp://example.ir/", "javascript:alert(1)", "mailto:a@b.ir", "http://", "http:///a", "data:,x", "http://a b/"} {
		if got, err := Canonical(bad); err == nil {
			t.Errorf("Canonical(%q) = %q, want an error", bad, got)
		}
	}
}

func TestResolve(t *testing.T) {
	base, _ := url.Parse("https://example.ir/news/1399/list?page=2")
	for reference, want := range map[string]string{
		"../1398/":       "https://example.ir/news/1398/",
		"?page=3":        "https://example.ir/news/1399/list?page=3",
		"//www.other.ir": "https://www.other.ir/",
		"/x y":           "https://example.ir/x%20y",
		"a:b/../c":       "",
		"#x":             "https://example.ir/news/1399/list?page=2",
	} {
		got, err := canonicalURL(base, reference)
		if want == "" {
			if err == nil {
				t.Errorf("%q = %q, want an error", reference, got)
			}
			continue
		}
		if err != nil || got.String() != want {
			t.Errorf("%q = %v, %v; want %q", reference, got, err, want)
		}
	}
}

func TestSessions(t *testing.T) {
	for address, want := range map[string]string{
		"http://e.ir/a;jsessionid=0123ABCD":                   "http://e.ir/a",
		"http://e.ir/a;JSESSIONID=0123ABCD/b;v=2?x=1":         "http://e.ir/a/b;v=2?x=1",
		"http://e.ir/a/.;sid=0123456789abcdef01/b":            "http://e.ir/a/b",
		"http://e.ir/(S(lit3py55t21z5v55vlm25s55))/news.aspx": "http://e.ir/news.aspx",
		"http://e.ir/list?sid=12":                             "http://e.ir/list?sid=12",
		"http://e.ir/list?sid=0123456789abcdef0123&p=2":       "http://e.ir/list?p=2",
		"http://e.ir/list?token=abcdefghijklmnopqrst":         "http://e.ir/list?token=abcdefghijklmnopqrst",
		"http://e.ir/خبر;x":                                   "http://e.ir/%D8%AE%D8%A8%D8%B1;x",
	} {
		if got, err := Canonical(address); err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", address, got, err, want)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"http://a/%2e%2e/b", "https://خبر.ir/خبر?x=%zz", "http://[::1]/", "http://a//b/..//c?utm_=1&", "http://a/?%75tm_source=1", "HTTP://a:80/\\x",
		"http://a/x/.;jsessionid=0123456789ABCDEF/y;v=1", "http://a/(S(0123456789abcdefghij0123))//x", "http://a/%3Bsid=0123456789abcdef0?s=0123456789abcdef0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once, err := Canonical(s)
		if err != nil {
			return
		}
		twice, err := Canonical(once)
		if err != nil || once != twice {
			t.Fatalf("Canonical(%q) = %q, again %q, %v", s, once, twice, err)
		}
	})
}
