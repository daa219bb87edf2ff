package simweb

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/url"
	"strings"

	"raqam/normalize/calendar"
)

// robotsTxt appends the outlet's robots.txt.
func (o *Outlet) robotsTxt(dst []byte) []byte {
	dst = append(dst, "User-agent: greedybot\nDisallow: /\n\nUser-agent: *\n"...)
	if !o.web.plan.Plain {
		dst = append(dst, "Disallow: /search\nDisallow: /calendar/\nDisallow: /*private/\n"...)
	}
	if o.CrawlDelay > 0 {
		dst = fmt.Appendf(dst, "Crawl-delay: %g\n", o.CrawlDelay.Seconds())
	}
	return fmt.Appendf(dst, "\nSitemap: %s%s\n", o.Origin(), o.shape.addresses["index"].write(nil))
}

// feed appends an RSS feed of the newest articles.
func (o *Outlet) feed(dst []byte) []byte {
	dst = fmt.Appendf(dst, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>%s</title><link>%s/</link>\n", o.Host, o.Origin())
	for i := o.articles - 1; i >= max(o.articles-feedItems, 0); i-- {
		if !o.isHidden(i) {
			dst = fmt.Appendf(dst, "<item><title>%s</title><link>%s%s</link></item>\n", o.title(o.random(i)), o.Origin(), o.link(o.path(i)))
		}
	}
	return append(dst, "</channel></rss>\n"...)
}

const sitemapHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// sitemapIndex appends the index of the sitemaps, one a month.
func (o *Outlet) sitemapIndex(dst []byte) []byte {
	dst = append(dst, sitemapHead+"<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"...)
	for month := (calendar.Date{Year: birth.Year, Month: birth.Month}); month.First().Compare(o.lastDay()) <= 0; {
		dst = fmt.Appendf(dst, "<sitemap><loc>%s%s</loc></sitemap>\n", o.Origin(), o.sitemapOf(month))
		next := month.Last().AddDays(1)
		month = calendar.Date{Year: next.Year, Month: next.Month}
	}
	return append(dst, "</sitemapindex>\n"...)
}

func (o *Outlet) sitemapOf(month calendar.Date) string {
	return o.shape.addresses["sitemap"].write(map[string]string{"year": fmt.Sprint(month.Year), "month": fmt.Sprint(month.Month)})
}

// sitemap appends the sitemap of some days, gzipped where its name says so.
func (o *Outlet) sitemap(dst []byte, res resource, path string) []byte {
	var b bytes.Buffer
	b.WriteString(sitemapHead + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
	first, end := o.between(res.from, res.to)
	for i := first; i < end; i++ {
		if o.mapped(i) {
			fmt.Fprintf(&b, "<url><loc>%s%s</loc><lastmod>%s</lastmod></url>\n", o.Origin(), (&url.URL{Path: o.path(i)}).EscapedPath(), gregorian(o.day(i)).Format("2006-01-02"))
		}
	}
	b.WriteString("</urlset>\n")
	if !strings.HasSuffix(path, ".gz") {
		return append(dst, b.Bytes()...)
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write(b.Bytes()) // memory takes it
	_ = z.Close()
	return append(dst, zipped.Bytes()...)
}
