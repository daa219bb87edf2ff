package search

import "raqam/normalize/calendar"

// Node is an expression of the query language. Nodes are plain data: two that mean the same figure, day or word are equal, whatever
// spelling they were typed in. Their String is canonical, and Parse gives the node back from it.
type Node interface {
	node()
	String() string
}

type (
	// All matches every claim: «*».
	All struct{}

	// And matches what all of Nodes match; at least two, none of them an And.
	And struct{ Nodes []Node }

	// Or matches what any of Nodes matches; at least two, none of them an Or.
	Or struct{ Nodes []Node }

	// Not matches what Node does not.
	Not struct{ Node Node }

	// Word matches a claim whose sentence, counted noun or noun phrase has the word, however it is spelled (see [Terms]).
	Word struct {
		Text   string // folded; one term
		Prefix bool   // the word only begins with Text: «دانشگا*»
	}

	// Phrase matches a claim whose sentence, counted noun or noun phrase has these words side by side, in this order.
	Phrase struct{ Text string } // folded; two terms or more

	// Text matches a claim whose Field has these words side by side: counted, unit, speaker, org, outlet, section, title, predicate, per.
	Text struct {
		Field  string
		Text   string // folded; one term or more; none with Prefix alone for "holds any word", with Exact alone for "holds none"
		Prefix bool   // the last word only begins so
		Exact  bool   // the field holds these words and nothing else, as [GroupOf] tells its values apart; never with Prefix
	}

	// Is matches a claim whose Field is this value: kind, status, bound, part, change, repeats, reprint, site, url, id, key, claim, cluster.
	Is struct{ Field, Value string }

	// Number compares the claim's figure; see [Op] for what the comparisons mean.
	Number struct {
		Field     string // "value": as stated; "money": in rial
		Op        Op
		Low, High string // exact decimals or fractions; Within: the ends, "" where open; else Low only
	}

	// Period matches a claim by time. Dates are Solar Hijri; a zero Date is an open end, and two are any time at all; both ends are included,
	// and a year or a month without a day is the whole of it.
	Period struct {
		Field    string // "date", "year" or "published"
		From, To calendar.Date
	}
)

func (All) node()    {}
func (And) node()    {}
func (Or) node()     {}
func (Not) node()    {}
func (Word) node()   {}
func (Phrase) node() {}
func (Text) node()   {}
func (Is) node()     {}
func (Number) node() {}
func (Period) node() {}

// Op is how a figure is compared. "Implied" means that the claim, if true, leaves no other possibility; "allowed" that it leaves this one
// open. «بیش از ۱۰ هزار» implies >9000 and allows >12000. Implied is the rule, allowed the one with Options.Loose.
type Op uint8

const (
	// Stated (value:N, or a bare number): the stated figure is N, whatever bound goes with it; of a range, either end. Loose changes nothing.
	Stated Op = iota
	// Equal (value:=N): exactly N is claimed. Loose: N is allowed.
	Equal
	// About (value:~N): N is claimed exactly, approximately or as a one-sided bound («بیش از N»). Loose: that, or N is allowed.
	About
	// Greater, AtLeast, Less and AtMost (value:>N, >=N, <N, <=N): implied. An approximate figure counts as the figure stated. Loose: allowed.
	Greater
	AtLeast
	Less
	AtMost
	// Within (value:A..B, either end may be open): the stated figure lies in it, whatever its bound; a stated range lies in it entirely.
	// Loose: that, or the claim allows some value in it.
	Within
)
