package claim

// opened is what the opening of a sentence says about its voice.
type opened struct {
	next     int  // token after the opening
	narrated bool // the outlet reports: without a verb of saying the sentence is narration
	done     bool // all of the sentence is settled, being the current speaker's
}

// opening reads what opens the sentence: a dateline («خبرگزاری …:»), and phrases such as «به گزارش …،», «به گفته …،», «گفتنی است», of which
// several may follow each other.
func (l *listener) opening(p *passage, s sentence) opened {
	i := s.first
	for i < s.next && !p.isWord(i) && !p.ws[i].open {
		i++
	}
	o := opened{next: i}
	if k := p.dateline(i, s.next); k > 0 {
		l.give(nil)
		o = opened{next: k, narrated: true}
	}
	for {
		i := o.next
		kind, n := p.lex.openers.at(p.ws, i, s.next)
		if n == 0 || kind == reporter {
			return o
		}
		if kind == narration {
			l.give(nil)
			o.narrated, o.done = true, true
			return o
		}
		end := p.pauseAfter(i+n, s.next)
		if next := p.sourceWithin(i+n, end); next > 0 { // «به گزارش ایرنا به نقل از …،»
			l.give(nil)
			o = opened{next: next, narrated: true}
			continue
		}
		verbs := p.speeches(i+n, end)
		if kind == source && (p.outletAt(i+n, end) || len(verbs) > 0) {
			l.give(nil)
			o = opened{next: end, narrated: true}
			if len(verbs) > 0 || end == s.next { // «به گزارش ایرنا از شیراز علی نظری گفت: …»
				o.next = i + n
				for o.next < end && p.is(o.next, pressWord) {
					o.next++
				}
			}
			continue
		}
		who := l.resolve(l.attributed(p, i+n, end, kind))
		if who == nil && kind == viewed {
			return o
		}
		if who == nil {
			return opened{next: end, narrated: true}
		}
		l.give(who)
		return opened{next: end, done: len(p.speeches(end, s.next)) == 0}
	}
}

// datelineReach is how many words a dateline has at most.
const datelineReach = 5

// dateline returns the token after the outlet's name that opens a report («خبرگزاری …:», «به گزارش …:» is none), or 0.
func (p *passage) dateline(i, limit int) int {
	if !p.is(i, pressWord) {
		return 0
	}
	for k := i; k < min(limit, i+datelineReach); k++ {
		if p.ws[k].colon || p.ws[k].pause && !p.isWord(k) && p.s[p.toks[k].Start] != ',' && k > i {
			return k + 1
		}
		if p.is(k, finite) {
			return 0
		}
	}
	return 0
}

// sourceWithin returns where a phrase that names a source starts between two tokens, or 0.
func (p *passage) sourceWithin(i, end int) int {
	for k := i + 1; k < end; k++ {
		if kind, n := p.lex.openers.at(p.ws, k, end); n > 0 && (kind == source || kind == according) {
			return k
		}
	}
	return 0
}

// pauseAfter returns the token after the first pause, semicolon or colon from token i on, or limit.
func (p *passage) pauseAfter(i, limit int) int {
	for ; i < limit; i++ {
		if (p.ws[i].pause || p.ws[i].ends) && !p.ws[i].open {
			return i + 1
		}
	}
	return limit
}

// outletAt reports whether a source between two tokens is a news outlet, whose reports are narration.
func (p *passage) outletAt(i, end int) bool {
	for k := i; k < min(end, i+5); k++ {
		if p.is(k, pressWord) {
			return true
		}
	}
	return end-i <= 3 && !p.is(i, outletWord|institution|peopleGroup) // «به گزارش بازار،»: a bare name is an outlet
}
