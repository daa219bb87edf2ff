package claim

import "raqam/normalize/number"

// boundCue is a row of bounds.tsv that stands before a figure, or after its noun.
type boundCue struct {
	bound Bound
	after bool
}

// frameCue is a cue whose second half follows the figure: «از مرز … گذشت».
type frameCue struct {
	bound Bound
	tail  []int32
}

// frameReach is how many words after the figure the second half of a frame may start.
const frameReach = 8

// setBound reads the cue phrases around a figure. A cue binds to the figure it touches and to no other: in «بیش از ۳۰ … و ۲۰» the second is
// exact. A range keeps its own bound.
func (f *figure) setBound() {
	p := f.p
	if f.num == nil || f.Bound == Range && f.num.Bound != number.Approx {
		return
	}
	switch {
	case f.num.Kind == number.Vague:
		f.Bound = Vague
		f.explain("bound:vague-number")
		return
	case f.num.Bound == number.Approx:
		f.Bound = Approx
		f.explain("bound:number-words")
		return
	case f.num.Bound == number.MoreThan:
		f.Bound = MoreThan
		f.explain("bound:number-words")
		return
	}
	s := p.sents[p.sentenceAt(f.first)]
	end := f.first
	for k := 0; k <= 2 && end > s.first; k++ {
		if cue, n := p.lex.bounds.endingAt(p.ws, s.first, end); n > 0 && !cue.after {
			f.Bound = cue.bound
			f.explain("bound:" + p.original(end-n, end))
			return
		}
		if !p.lex.filler[p.ws[end-1].id] && !(p.ws[end-1].open) {
			break
		}
		end--
	}
	for _, at := range []int{f.after, f.phraseEnd} {
		if cue, n := p.lex.bounds.at(p.ws, at, s.next); n > 0 && cue.after {
			f.Bound = cue.bound
			f.explain("bound:" + p.original(at, at+n))
			return
		}
	}
	if cue, n := p.lex.frames.endingAt(p.ws, s.first, f.first); n > 0 {
		for k := f.next; k < min(f.next+frameReach, s.next) && k+len(cue.tail) <= s.next; k++ {
			if p.ws[k].figure || p.ws[k].ends {
				break
			}
			if p.lex.sameVerbs(p.ws[k:], cue.tail) {
				f.Bound = cue.bound
				f.explain("bound:" + p.original(f.first-n, f.first) + "\u2026" + p.original(k, k+len(cue.tail)))
				return
			}
		}
	}
}

// sameVerbs compares words by number, verbs by infinitive: «گذشتیم» and «گذشته است» end what «گذشت» ends.
func (l *lexicon) sameVerbs(ws []word, ids []int32) bool {
	for k, id := range ids {
		if lemma := l.lemmas[id]; ws[k].id != id && (lemma == "" || l.lemmas[ws[k].id] != lemma) {
			return false
		}
	}
	return true
}
