// Package fetch crawls sites politely into an archive.
//
// [Crawl] is given a data directory and seeds: pages, feeds or sitemaps, or outlets ([Site]) with what holds for each. Colly makes the requests;
// beneath it an [net/http.RoundTripper] of ours bounds what is read, refuses private addresses, and archives each response as it was sent,
// synced to disk, before anything else looks at it. [Probe] looks at a site without crawling it.
//
// # What belongs to a crawl
//
// The sites of the seeds: their hosts with and without www., and with Options.Subdomains those below. Options.Include and
// Options.Exclude are patterns for the path, compared with the decoded path, and with path?query: * stands for anything within a segment, ** for
// anything at all, and a pattern that does not begin with a slash may begin at any segment. Seeds, feeds, sitemaps and archive pages need not
// match. Addresses are compared in the spelling of [Canonical]; those of an article for phones or for printing, and those with and without its
// title, are one (variants.tsv).
//
// Links are those of a and area elements and link rel=next/prev, feed items and sitemap entries. Links with rel=nofollow, and all links of
// a page whose robots meta element says nofollow, are not followed. A seed's feeds (link rel=alternate) and the sitemaps that a robots.txt
// names are fetched too. A redirect is no detour within a request but a response of its own, archived, whose target is queued like
// a link: so robots.txt, scope and delay hold for it as for any other address.
//
// Lists that go on for ever (calendars, page numbers) are followed as long as they list what other pages of their kind have not; days to come
// are not. Sessions are taken off addresses, and paths that repeat themselves are left.
//
// # An outlet's years
//
// With Options.Since the archive pages of an outlet are walked, as its news system lays them out (systems.toml): each day, month or year, page
// by page, until a page brings nothing new, or only items of other days. Articles dated outside Since and Until are left out: the date is that in
// the address (urldates.tsv), else beside the link in the list, in the feed, or in the sitemap (publication, else last change). Where an archive
// is walked, links without a date are not followed; elsewhere they are, but not on from a page that says it is of another time.
//
// # Again
//
// With Options.Recrawl what was fetched longer ago is asked for again, on condition that it has changed where the server gave a validator
// (RFC 9110, section 13). What has not changed is archived as a revisit record. Archive pages of days long past are not asked for again.
//
// # Politeness
//
// One request at a time to a host, with and without www., Options.Delay between them, or the site's own, or its Crawl-delay where that is longer,
// which is remembered between runs. robots.txt is obeyed as RFC 9309 has it; it is fetched anew in each run that has something to ask of the
// host, and is not archived. Retry-After is honoured. Errors that may pass are tried again after everything else, with growing pauses, but an answer that takes too long is not waited for twice in a
// run; a host that leaves five requests in a row without an answer in time, or forbids ten in a row, is set aside for the run, and does not stop
// the others.
//
// # What survives
//
// The archive is the truth, the frontier (one bbolt file) only remembers. When a run starts, archived records that the frontier has not
// seen are read again and entered, links and all; so a process killed at any moment has lost nothing that was archived, and archives nothing
// twice. The same happens for the whole archive when the scope has changed, or the frontier was deleted.
//
// Every response is archived, error pages too; only what cannot be decoded, or declares itself no text, is not. Of a response that is over
// Options.MaxBody as sent or decoded, breaks off, or takes longer than Options.BodyTimeout, what came is archived and marked as truncated
// (WARC-Truncated length, disconnect, time); its page counts as failed, its links are not followed.
//
// Pages that could not be fetched are listed in failed.jsonl, one [Failure] a line; those with a passing reason are tried again by each further run,
// once where a run before has made all of Options.Attempts.
package fetch
