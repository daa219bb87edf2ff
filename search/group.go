package search

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// FieldText is the text by which two records have the same value of a field: what a backend may keep in a dictionary and answer Text, Is,
// facets and groups from, by [TextKeys], [TextIs] and [GroupOf]. The fields: those of words (counted, unit, speaker, org, outlet, section,
// title, predicate, per), those of one of a few values (kind, status, bound, part, change, repeats, reprint), id, url, site (which is url), key,
// claim (the statement), cluster, and measure (see [ReadMeasure]).
func FieldText(field string, r Record) string {
	switch field {
	case "speaker", "org":
		if r.Speaker == nil {
			return ""
		}
		who := r.Speaker.Name
		if field == "org" {
			who = r.Speaker.Org
		}
		return strings.ReplaceAll(who, fieldBreak, " ") + fieldBreak + strings.ReplaceAll(r.Speaker.Role, fieldBreak, " ")
	case "counted":
		return r.Counted
	case "unit":
		return r.Unit
	case "outlet":
		return outletText(r.Outlet, r.URL)
	case "section":
		return r.Section
	case "title":
		return r.Headline
	case "predicate":
		return r.Predicate
	case "per":
		return r.Per
	case "kind":
		return string(r.Kind)
	case "status":
		return string(r.Status)
	case "bound":
		return string(r.Bound)
	case "part":
		return string(r.Part)
	case "change":
		if r.Change == nil {
			return ""
		}
		return r.Change.Direction + " " + r.Change.Role
	case "repeats":
		return yesNo(r.Repeats != "")
	case "reprint":
		return yesNo(r.Reprint.Of != "")
	case "id":
		return r.ID
	case "url", "site":
		return r.URL
	case "key":
		return r.Key
	case "claim":
		return r.Statement
	case "cluster":
		return r.Reprint.Cluster
	case "measure":
		return MeasureOf(r.Claim).text()
	}
	return ""
}

// outletText is the outlet's name, and behind line breaks what its address calls it: «خبرگزاری فارس», farsnews.ir, fars.
func outletText(name, address string) string {
	host := HostOf(address)
	text := strings.Join(strings.Fields(name), " ") + fieldBreak + host
	for label := range strings.SplitSeq(host, ".") {
		for _, suffix := range []string{"news", "online", "press", "agency"} {
			if short, ok := strings.CutSuffix(label, suffix); ok && len(short) > 2 {
				text += fieldBreak + short
			}
		}
	}
	return text
}

// HostOf returns the host of an address without "www.", in lower case; "" where it has none.
func HostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// TextKeys are the keys of a FieldText of words, for [Pattern.In].
func TextKeys(text string) string {
	parts := strings.Split(text, fieldBreak)
	for i, part := range parts {
		parts[i] = Keys(part)
	}
	return strings.Join(parts, fieldBreak)
}

// TextIs reports whether a field with this FieldText has the value an [Is] asks for.
func TextIs(field, text, value string) bool {
	switch field {
	case "site":
		return OnSite(text, value)
	case "change":
		return value == "none" && text == "" || slices.Contains(strings.Fields(text), value)
	}
	return text == value
}

// Group is the value of a field that records are counted under.
type Group struct {
	Key   string // the same for all spellings; "" where the field holds nothing
	Label string // as written; "" where the field holds nothing
}

// GroupOf returns the group a record belongs to by a FieldText: speakers by name, or by role where they have no name; outlets by name, or by
// host; organisations without the role; words however they are spelled.
func GroupOf(field, text string) Group {
	switch field {
	case "speaker":
		name, role, _ := strings.Cut(text, fieldBreak)
		if g := wordsGroup(name); g.Key != "" {
			return g
		}
		return wordsGroup(role)
	case "org":
		org, _, _ := strings.Cut(text, fieldBreak)
		return wordsGroup(org)
	case "outlet":
		name, rest, _ := strings.Cut(text, fieldBreak)
		if g := wordsGroup(name); g.Key != "" {
			return g
		}
		host, _, _ := strings.Cut(rest, fieldBreak)
		return wordsGroup(host)
	case "counted", "unit", "section", "title", "predicate", "per":
		return wordsGroup(text)
	}
	return Group{Key: text, Label: text}
}

func wordsGroup(text string) Group {
	key := strings.TrimSpace(readingKeys(text)[0])
	if key == "" {
		return Group{}
	}
	return Group{Key: key, Label: strings.Join(strings.Fields(text), " ")}
}

// YearGroup is the group of a claim by [Times.Year]: "1399", or "1397..1399" for a figure that speaks of several years and therefore belongs to
// none of them; "" for no time.
func YearGroup(years Span) string {
	if years == (Span{}) {
		return ""
	}
	from, to := years.Years()
	if from == to {
		return fmt.Sprintf("%04d", from)
	}
	return fmt.Sprintf("%04d..%04d", from, to)
}

// MonthGroup is the group of a claim by [Times.Date]: "1399-08", "1399-01..1399-08", "1399" for a whole year, "1397..1399" for several; "" for
// no time.
func MonthGroup(days Span) string {
	if days == (Span{}) {
		return ""
	}
	const dayShift, monthMask, dayMask = 5, 1<<(yearShift-5) - 1, 1<<5 - 1
	month := func(key int32) int32 { return key >> dayShift & monthMask }
	begins := month(days.From) <= 1 && days.From&dayMask <= 1 // 0 where unknown
	ends := month(days.To) == 12 && days.To&dayMask >= 29     // the last day of a common year, of a leap year, and of one whose days are unknown
	if begins && ends {
		return YearGroup(days)
	}
	write := func(key int32) string { return fmt.Sprintf("%04d-%02d", key>>yearShift, max(month(key), 1)) }
	if from, to := write(days.From), write(days.To); from != to {
		return from + ".." + to
	}
	return write(days.From)
}

// Years returns the first and last year of a span.
func (s Span) Years() (first, last int) { return int(s.From >> yearShift), int(s.To >> yearShift) }
