package synthetic

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"raqam/claim"
	"raqam/corpus"
	"raqam/extract"
	"raqam/normalize/calendar"
	"raqam/search"
)

// The distributions. The years are those of most online archives.
const (
	firstYear, years = 1388, 15
	speakers         = 20_000
	claimsPerArticle = 6 // at most 2·6−1
	commonShare      = 0.6
)

// Entries returns articles with that many claims in all.
func Entries(seed uint64, claims int) iter.Seq[search.Entry] {
	return func(yield func(search.Entry) bool) {
		s := newSource(seed)
		for article := 0; claims > 0; article++ {
			e := s.entry(article, min(claims, 1+s.random.IntN(2*claimsPerArticle-1)))
			claims -= len(e.Claims)
			if !yield(e) {
				return
			}
		}
	}
}

// source draws from the distributions.
type source struct {
	*vocabulary
	random                                                *rand.Rand
	commonWord, rareWord, noun, speaker, outlet, unitKind *rand.Zipf
}

func newSource(seed uint64) *source {
	v, r := words(), rand.New(rand.NewPCG(seed, 1))
	zipf := func(n int) *rand.Zipf { return rand.NewZipf(r, 1.07, 2, uint64(n-1)) }
	return &source{
		vocabulary: v, random: r,
		commonWord: zipf(len(v.classes["word"])), rareWord: zipf(len(v.rare)), noun: zipf(len(v.classes["noun"])),
		speaker: zipf(speakers), outlet: zipf(len(v.classes["outlet"])), unitKind: zipf(len(v.classes["unit"])),
	}
}

// pick draws evenly from a class.
func (s *source) pick(class string) string {
	return s.classes[class][s.random.IntN(len(s.classes[class]))]
}

// word draws a running word.
func (s *source) word() string {
	if s.random.Float64() < commonShare {
		return s.classes["word"][s.commonWord.Uint64()]
	}
	return s.rare[s.rareWord.Uint64()]
}

func (s *source) sentence(b *strings.Builder, n int) {
	for range n {
		b.WriteString(s.word())
		b.WriteByte(' ')
	}
}

// person is the speaker of that rank, always the same.
func (s *source) person(rank uint64) *claim.Speaker {
	one := func(class string, n uint64) string { return s.classes[class][n%uint64(len(s.classes[class]))] }
	names := uint64(len(s.classes["name"]))
	name := one("name", rank) + " " + one("surname", rank/names+rank*7)
	return &claim.Speaker{Name: name, Role: one("role", rank*3), Org: one("org", rank*11+rank/5)}
}

func (s *source) entry(article, claims int) search.Entry {
	year := firstYear + s.random.IntN(years)
	day := calendar.Date{Year: year, Month: 1 + s.random.IntN(12), Day: 1 + s.random.IntN(29)}
	outlet := s.outlet.Uint64()
	url := fmt.Sprintf("https://outlet%d.example/news/%d/%d", outlet, year, article)
	var title strings.Builder
	s.sentence(&title, 8)
	headline, section := strings.TrimSpace(title.String()), s.pick("section")
	origin := corpus.Source{Path: fmt.Sprintf("archive/%05d.warc.gz", article/20_000), Offset: int64(article%20_000) * 9_137, Digest: fmt.Sprintf("sha256:%064x", s.random.Uint64())}
	speaker := s.person(s.speaker.Uint64())
	e := search.Entry{URL: url}
	for paragraph := 0; len(e.Claims) < claims; paragraph++ {
		for _, c := range s.claims(min(1+s.random.IntN(3), claims-len(e.Claims))) {
			c.ID = fmt.Sprintf("%08x%08x", s.random.Uint32(), article<<4|len(e.Claims))
			c.URL, c.Headline, c.Section, c.Outlet, c.Source = url, headline, section, s.classes["outlet"][outlet], origin
			c.Published = calendar.Stamp{Date: day}
			c.Part, c.Paragraph = extract.Body, paragraph
			if s.random.IntN(5) > 0 {
				c.Speaker = speaker
			}
			c.Reference = &claim.Reference{From: calendar.Date{Year: year - s.random.IntN(2)}, Source: "publication"}
			c.Key = fmt.Sprintf("%016x", s.random.Uint64N(uint64(article+1)*4))
			e.Claims = append(e.Claims, c)
		}
	}
	return e
}

// claims makes a sentence with n figures.
func (s *source) claims(n int) []claim.Claim {
	out := make([]claim.Claim, n)
	var b strings.Builder
	s.sentence(&b, 4+s.random.IntN(12))
	for i := range out {
		out[i] = s.figure()
		c := &out[i]
		b.WriteString(c.Surface + " ")
		if c.Unit != "" {
			b.WriteString(c.Unit + " ")
		}
		if c.Phrase != "" {
			b.WriteString(c.Phrase + " ")
		}
		s.sentence(&b, 2+s.random.IntN(6))
	}
	v := s.verbs[s.random.IntN(len(s.verbs))]
	b.WriteString(v.ending + ".")
	quote := b.String()
	at := 0
	for i := range out {
		c := &out[i]
		c.Quote, c.Predicate, c.Status, c.Rule = quote, v.infinitive, claim.Status(v.status), "number:digits; bound:none; counted:after"
		at += strings.Index(quote[at:], c.Surface)
		c.Start = len([]rune(quote[:at]))
		c.End = c.Start + len([]rune(c.Surface))
	}
	return out
}

// figure makes a number and what it counts. Kinds stand in the proportion they have in news.
func (s *source) figure() claim.Claim {
	var c claim.Claim
	value := s.amount()
	switch k := s.random.Float64(); {
	case k < 0.62:
		c.Kind, c.Phrase = claim.Quantity, s.classes["noun"][s.noun.Uint64()]
		c.Counted, _, _ = strings.Cut(c.Phrase, " ")
		if s.random.IntN(3) == 0 {
			c.Unit = s.classes["unit"][s.unitKind.Uint64()]
		}
	case k < 0.76:
		c.Kind, c.Unit, value = claim.Percent, s.pick("percent"), float64(1+s.random.IntN(100))
	case k < 0.88:
		c.Kind, c.Unit, value = claim.Duration, s.pick("duration"), float64(1+s.random.IntN(60))
	default:
		c.Kind, c.Unit = claim.Money, s.pick("money")
		c.Rial = strconv.FormatFloat(value*1e7, 'f', 0, 64)
	}
	c.Value = strconv.FormatFloat(value, 'f', 0, 64)
	c.Surface, c.Bound = c.Value, claim.Exact
	switch b := s.random.Float64(); {
	case b < 0.12:
		c.Bound = claim.MoreThan
	case b < 0.18:
		c.Bound = claim.Approx
	case b < 0.20:
		c.Bound, c.High = claim.Range, strconv.FormatFloat(value*2, 'f', 0, 64)
		if c.Rial != "" {
			c.RialHigh = strconv.FormatFloat(value*2e7, 'f', 0, 64)
		}
	}
	return c
}

// amount is even on a logarithmic scale from 1 to 10^9, mostly round.
func (s *source) amount() float64 {
	value := math.Pow(10, s.random.Float64()*9)
	digits := math.Pow(10, math.Max(0, math.Floor(math.Log10(value))-float64(s.random.IntN(4))))
	return math.Max(1, math.Floor(value/digits)*digits)
}
