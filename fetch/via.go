package fetch

// Via is how an address was found.
type Via uint8

const (
	ViaSeed     Via = iota // given by the user
	ViaLink                // linked to by a page
	ViaFeed                // an item of a feed
	ViaSitemap             // an entry of a sitemap
	ViaArchive             // an item of an outlet's archive page, or such a page itself
	ViaRobots              // a sitemap named by robots.txt
	ViaRedirect            // the target of a redirect
)

var viaNames = [...]string{"seed", "link", "feed", "sitemap", "archive", "robots", "redirect"}

// String gives the word for it: seed, link, feed, sitemap, archive, robots, redirect.
func (v Via) String() string {
	if int(v) < len(viaNames) {
		return viaNames[v]
	}
	return "unknown"
}

// letter is the step in a trail of discovery, the letters of Heritrix where it has one: L link, M sitemap, R redirect; F feed, A archive page.
func (v Via) letter() string {
	const letters = "-LFMAMR"
	if v == ViaSeed || int(v) >= len(letters) {
		return ""
	}
	return letters[v : v+1]
}

// maxTrail is how many steps of a trail are kept.
const maxTrail = 50

// step appends a letter to a trail.
func (v Via) step(trail string) string {
	if len(trail) >= maxTrail {
		return trail
	}
	return trail + v.letter()
}
