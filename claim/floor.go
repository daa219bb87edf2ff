package claim

import (
	"slices"
	"unicode/utf8"

	"raqam/extract"
)

// Who holds the floor. Within a paragraph a speaker goes on until somebody else speaks or the outlet narrates. From one paragraph to the next he
// goes on only where the article comes back to him: a report gives nearly every paragraph its own verb of saying («وی افزود: …»), so that a
// paragraph without one between two of his is his too, and one behind his last is the outlet's background («این استان ۵ شهر دارد»).

// listener follows who speaks through an article, paragraph by paragraph.
type listener struct {
	people
	current *entity          // who goes on speaking where no verb of saying tells otherwise
	carried bool             // current has the floor from an earlier paragraph, or after «گفت که …» from an earlier sentence
	author  *entity          // who wrote the text that the article is about («به قلم …»)
	source  *entity          // whom the article quotes («به نقل از …»): «بر اساس این گزارش» is his report
	apart   map[*entity]bool // introduced with «نیز»: somebody else than the others
}

// give hands the floor over; nil is the outlet.
func (l *listener) give(who *entity) { l.current, l.carried = who, false }

// listen returns the voices of every passage of an article, in order and without gaps.
func (l *listener) listen(texts []*passage) [][]voice {
	heard, asked := make([][]voice, len(texts)), make([]bool, len(texts))
	for i, p := range texts {
		if asked[i] = p.asks(); asked[i] || i+1 < len(texts) && p.subhead(texts[i+1]) {
			continue
		}
		if l.carried = true; l.current.root() != nil && l.current.root().passing {
			l.current = nil
		}
		for _, s := range p.sents {
			heard[i] = append(heard[i], l.sentence(p, s)...)
		}
	}
	l.settle(l.apart)
	l.complete(texts)
	l.takeBack(texts, heard, asked)
	for i, p := range texts {
		if heard[i] == nil {
			heard[i] = l.headline(p)
		}
	}
	return heard
}

// takeBack takes the floor from speakers in paragraphs behind the last one that says that they speak.
func (l *listener) takeBack(texts []*passage, heard [][]voice, asked []bool) {
	announced := make([]*entity, len(texts)) // whose words a colon at the end of an earlier paragraph announces, or who is asked there
	for i := 1; i < len(texts); i++ {
		switch vs := heard[i-1]; {
		case asked[i-1] && len(heard[i]) > 0:
			announced[i] = heard[i][0].who.root()
		case texts[i-1].endsInColon() && len(vs) > 0:
			announced[i] = vs[len(vs)-1].who.root()
		case allCarried(vs):
			announced[i] = announced[i-1]
		}
	}
	var next *entity // who speaks next, below paragraph i
	for i := len(heard) - 1; i >= 0; i-- {
		for k := range slices.Backward(heard[i]) {
			v := &heard[i][k]
			who := v.who.root()
			switch {
			case !v.carried && v.verb.next != 0:
				next = who
			case v.carried && who != next && who != announced[i] && !texts[i].personal(v.first, v.next):
				v.who = nil
			}
		}
	}
}

func allCarried(voices []voice) bool {
	for _, v := range voices {
		if !v.carried {
			return false
		}
	}
	return true
}

// endsInColon reports a paragraph whose last mark is a colon: what it announces follows below.
func (p *passage) endsInColon() bool { return len(p.ws) > 0 && p.ws[len(p.ws)-1].colon }

// personal reports a verb in the first person between two tokens: «ما ۳ مدرسه ساختیم» is no background.
func (p *passage) personal(i, limit int) bool {
	for ; i < limit; i++ {
		if p.is(i, firstPerson) && p.is(i, finite) {
			return true
		}
	}
	return false
}

// longestQuestion is how many words a question of the outlet has at most.
const longestQuestion = 60

// asks reports a paragraph that is a question: the outlet's own, in an interview, and the next paragraph answers it.
func (p *passage) asks() bool {
	n := len(p.toks)
	if p.part != extract.Body || n == 0 || n > longestQuestion || len(p.speeches(0, n)) > 0 {
		return false
	}
	switch c, _ := utf8.DecodeRuneInString(p.s[p.toks[n-1].Start:]); c {
	case '?', '\u061f':
		return true
	}
	return false
}

// longestSubhead is how many words a line between paragraphs has at most.
const longestSubhead = 16

// subhead reports a line that heads what follows: short, and without the full stop that ends the paragraph below it, or marked as such («*»).
func (p *passage) subhead(below *passage) bool {
	n := len(p.toks)
	if p.part != extract.Body || n == 0 || n > longestSubhead || len(below.toks) <= n {
		return false
	}
	return !p.stops() && below.stops()
}

// stops reports a paragraph that ends as sentences do.
func (p *passage) stops() bool {
	n := len(p.toks)
	for n > 0 && p.ws[n-1].close {
		n--
	}
	return n > 0 && (p.ws[n-1].ends || n < len(p.toks))
}
