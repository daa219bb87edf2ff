package outlets

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestStarter(t *testing.T) {
	list, err := Parse(Starter())
	if err != nil {
		t.Fatal(err)
	}
	systems := map[string]int{}
	for _, o := range list {
		systems[o.CMS]++
		if o.Delay < Duration(time.Second) {
			t.Errorf("%s: a delay of %v", o.Name, time.Duration(o.Delay))
		}
		if o.Title == "" {
			t.Errorf("%s has no title", o.Name)
		}
	}
	if len(list) < 60 || systems["nastooh"] < 10 || systems["iransamaneh"] < 10 {
		t.Errorf("%d outlets, by system %v", len(list), systems)
	}
}

func TestParseErrors(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"unknown key":     {"# head\n[[site]]\nname = 'a'\nhost = 'a.ir'\nfeed = ['/rss']\n", `line 5: unknown key "site.feed"`},
		"wrong type":      {"[[site]]\nname = 'a'\nhost = 3\n", "line 3"},
		"no TOML":         {"[[site]]\nname = \n", "line 2"},
		"no name":         {"[[site]]\nhost = 'a.ir'\n", "site 1"},
		"no host":         {"[[site]]\nname = 'a'\n", `host ""`},
		"path in host":    {"[[site]]\nname = 'a'\nhost = 'a.ir/fa'\n", "a.ir/fa"},
		"bad delay":       {"[[site]]\nname = 'a'\nhost = 'a.ir'\ndelay = 'soon'\n", "line 4"},
		"negative delay":  {"[[site]]\nname = 'a'\nhost = 'a.ir'\ndelay = '-1s'\n", "negative"},
		"negative number": {"[[site]]\nname = 'a'\nhost = 'a.ir'\nmax-pages = -1\n", "max-pages"},
		"twice":           {"[[site]]\nname = 'a'\nhost = 'a.ir'\n[[site]]\nname = 'a'\nhost = 'b.ir'\n", "two sites"},
	} {
		_, err := Parse([]byte(c.file))
		if !errors.Is(err, ErrFile) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q in it", name, err, c.want)
		}
	}
	list, err := Parse([]byte("delay = '2s'\n[crawl]\ncontact = 'x'\n[[site]]\nname = 'a'\nhost = 'http://a.ir'\n"))
	if err != nil || len(list) != 1 {
		t.Errorf("tables of others: %v, %v", list, err)
	}
}

// What TOML writes, Parse reads.
func TestTOML(t *testing.T) {
	o := Outlet{
		Name: "a.b-c_۱", Title: `«آ» "ب" \ پ`, Host: "http://127.0.0.1:80", CMS: "nastooh", Seeds: []string{"/", "/fa"}, Feeds: []string{"/rss"},
		Sitemaps: []string{"/s.xml"}, Archive: []string{"/archive?yr={year}"}, Delay: Duration(1500 * time.Millisecond), Include: []string{"/خبر/**"},
		Exclude: []string{"**/print/**"}, MaxPages: 7,
	}
	list, err := Parse([]byte(o.TOML()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Outlet{o}, list); diff != "" {
		t.Error(diff)
	}
	if got, err := o.Resolve([]string{"/rss", "https://b.ir/x"}); err != nil || cmp.Diff([]string{"http://127.0.0.1:80/rss", "https://b.ir/x"}, got) != "" {
		t.Errorf("%v, %v", got, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("[[site]]\nname = 'a'\nhost = 'a.ir'\n"))
	f.Add([]byte("[[site]]\nname = 'a'\nhost = 'a.ir'\nx = 1"))
	f.Add([]byte("[site]\nname = 'a'"))
	f.Fuzz(func(t *testing.T, file []byte) {
		list, err := Parse(file)
		if err != nil && !errors.Is(err, ErrFile) {
			t.Errorf("an error of another kind: %v", err)
		}
		for _, o := range list {
			if _, err := Parse([]byte(o.TOML())); err != nil {
				t.Errorf("%q: %v", o.TOML(), err)
			}
		}
	})
}
