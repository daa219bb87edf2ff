// Package simweb is a small world wide web of made-up Persian news outlets, to try a crawler on. It is generated from a seed and served on
// the loopback interface, each outlet at an address of its own.
//
//	site, err := simweb.Serve(simweb.Plan{Outlets: 5, Articles: 300})
//	… crawl site.Seeds() …
//	verdict := site.Judge(delay)
//
// The outlets imitate four content management systems (shapes.tsv, articles.html) and have what makes real ones hard to crawl: articles that only
// a sitemap, only the archive or only a page too deep to parse leads to, listings by Solar Hijri day that leak other days, the same
// page under many addresses (AMP, print, sessions, tracking, three spellings of a Persian slug), pages that robots.txt forbids and the traps
// behind them, redirects into those, an archive that goes on for ever, 404, 429, 500, 503, answers that come a byte at a time, bombs and lies.
//
// What an address leads to is known from how it was generated, so the [Web] judges a crawler by its own log and needs no crawler's code for that:
// its [Verdict] knows nothing of how a robots.txt is read.
//
// The command in the folder drill kills the real crawler again and again on its way through such a web.
package simweb
