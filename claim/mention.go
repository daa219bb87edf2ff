// Package claim finds in an Article every figure somebody claimed: what is counted, how exactly, by whom, for when, done or promised.
//
// [Mentions] finds every numeric expression of an article; [Claims] makes claims of those that claim something, with an ID that survives
// re-indexing and a [Key] that is the same in every article that says the same. Both are pure, and linear in the length of the text.
//
// An article is read in three steps. Each paragraph becomes a passage: tokens with their classes, sentences, and the numbers and dates that packages
// number and calendar find (passage.go, lexicon.go). A listener then follows who holds the floor from sentence to sentence (floor.go, voice.go,
// speech.go, people.go). At last each figure gets its fields, one file a field: kind, noun, bound, rate, clause, status, predicate, change,
// reference. Each field that is set is explained in Mention.Rule by the name of its rule and the words that made it.
//
// The words stand in the tables beside the code (*.tsv); the code knows none of them.
package claim

import (
	"raqam/corpus"
	"raqam/extract"
	"raqam/normalize/calendar"
)

// Kind is what sort of figure a mention is. Quantity, Money, Percent and Duration are claims; the rest is kept to know that it is none.
type Kind string

const (
	Quantity   Kind = "quantity"
	Money      Kind = "money"
	Percent    Kind = "percent"
	Duration   Kind = "duration"
	Ordinal    Kind = "ordinal"
	Date       Kind = "date"
	Year       Kind = "year"
	Time       Kind = "time"
	Identifier Kind = "identifier"
	Other      Kind = "other"
)

// Bound says how the wording limits the value.
type Bound string

const (
	Exact    Bound = "exact"
	Approx   Bound = "approx"
	MoreThan Bound = "more_than"
	AtLeast  Bound = "at_least"
	LessThan Bound = "less_than"
	AtMost   Bound = "at_most"
	Range    Bound = "range"
	Vague    Bound = "vague"
)

// Status says whether the claimed thing is so, will be so, or is denied.
type Status string

const (
	Done    Status = "done"
	Ongoing Status = "ongoing"
	Planned Status = "planned"
	Negated Status = "negated"
	Stated  Status = "stated"
)

// Speaker is who says the sentence. The zero Speaker is the outlet's own narration.
type Speaker struct {
	Name string `json:"name,omitempty"` // fullest form in the article, verbatim
	Role string `json:"role,omitempty"`
	Org  string `json:"org,omitempty"`
}

// Reference is the time a figure speaks of, as Solar Hijri dates.
type Reference struct {
	From   calendar.Date `json:"from,omitzero"`
	To     calendar.Date `json:"to,omitzero"`
	Text   string        `json:"text,omitempty"`   // the words that say so, verbatim
	Source string        `json:"source,omitempty"` // stated, relative or publication
}

// Mention is one numeric expression in its place.
type Mention struct {
	Part      extract.Part `json:"part"`
	Paragraph int          `json:"paragraph"` // counts from 0 within its part
	Start     int          `json:"start"`     // code points of the paragraph's original text
	End       int          `json:"end"`
	Surface   string       `json:"surface"`
	Kind      Kind         `json:"kind"`
	Value     string       `json:"value"`          // canonical: exact decimal, fraction "1/3", date "1399-08-26" or "--08-26", time "12:33"
	High      string       `json:"high,omitempty"` // upper end of a range
	Bound     Bound        `json:"bound"`
	Counted   string       `json:"counted,omitempty"`   // head noun, normalised spelling, singular
	Phrase    string       `json:"phrase,omitempty"`    // the noun phrase after the number, verbatim
	Unit      string       `json:"unit,omitempty"`      // classifier, measure, currency or "درصد"; normalised
	Per       string       `json:"per,omitempty"`       // "day", "week", "month", "year", "each:NOUN"
	Predicate string       `json:"predicate,omitempty"` // infinitive of the verb the figure belongs to: «ایجاد شدن»; its own spelling
	Change    *Change      `json:"change,omitempty"`    // nil: the figure measures no change
	Status    Status       `json:"status"`
	Speaker   *Speaker     `json:"speaker"` // nil: narration
	Reference *Reference   `json:"reference"`
	Quote     string       `json:"quote"`             // the sentence it stands in, verbatim
	QuoteAt   int          `json:"quote_at"`          // where Quote starts in the paragraph, code points
	Literal   string       `json:"literal,omitempty"` // the reading by the letter, where Value is another
	Rule      string       `json:"rule"`              // the rules that made it, "field:name" or "field:name:words", separated by "; "
}

// IsClaim reports whether the mention is of a kind that claims something.
func (m Mention) IsClaim() bool {
	switch m.Kind {
	case Quantity, Money, Percent, Duration:
		return true
	}
	return false
}

// Claim is a mention that claims something, with all one needs to find, compare and cite it.
type Claim struct {
	ID string `json:"id"` // survives re-indexing: see [NewID]
	Mention
	Key       string         `json:"key,omitempty"`     // the statement, the same in every article that makes it: see [Key]
	Repeats   string         `json:"repeats,omitempty"` // of a headline or lead: ID of the claim further down that it says again
	Rial      string         `json:"rial,omitempty"`    // money: the value in rial, exact decimal
	RialHigh  string         `json:"rial_high,omitempty"`
	URL       string         `json:"url"`
	Headline  string         `json:"title"`
	Outlet    string         `json:"outlet,omitempty"`
	Section   string         `json:"section,omitempty"`
	Published calendar.Stamp `json:"published,omitzero"`
	Source    corpus.Source  `json:"source"`
}
