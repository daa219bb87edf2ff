package extract

import (
	"encoding/json"
	"os"
	"testing"
)

// profileOf says which profile serves the pages of a system or, with a look of its own, of a site. "" is for those that the generic path serves
// because nobody has published what their pages look like.
var profileOf = map[string]string{
	"nastooh": "nastooh", "iransamaneh": "iransamaneh", "asam": "asam", "studiokhabar": "studiokhabar", "websamaneh": "websamaneh",
	"irandrupal": "irandrupal",
	"icana.ir":   "nastooh", "isna.ir": "isna", "tasnimnews.com": "tasnim", "farsnews.ir": "fars", "eghtesadonline.com": "asam",
	"president.ir": "president", "bbc.com/persian": "bbc", "nournews.ir": "nournews", "parstoday.ir": "parstoday", "aryanews.com": "aryanews",
	"bourse24.ir": "bourse24",
	"dolat.ir":    "", "cbi.ir": "", "behdasht.gov.ir": "",
	"irannewspaper.ir": "", // pages are drawn from JSON by a script
}

// TestSitesAreServed asks that every system and site we know of is served by a profile, or by the generic path on purpose.
func TestSitesAreServed(t *testing.T) {
	data, err := os.ReadFile(shared(t, "pages/sites.json"))
	if err != nil {
		t.Fatal(err)
	}
	var known struct {
		CMS   map[string]any
		Sites map[string]struct{ CMS string }
	}
	if err := json.Unmarshal(data, &known); err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{"": true}
	for _, p := range profiles().profiles {
		have[p.name] = true
	}
	check := func(name, system string) {
		profile, ok := profileOf[name]
		if !ok {
			profile, ok = profileOf[system]
		}
		if !ok || !have[profile] {
			t.Errorf("%s (%s): nothing serves it, profile %q", name, system, profile)
		}
	}
	for name := range known.CMS {
		check(name, name)
	}
	for name, site := range known.Sites {
		check(name, site.CMS)
	}
}
