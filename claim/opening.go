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
	if n := l.knownAt(p, i, s.next); n > 0 && i+n < s.next && p.ws[i+n].colon { // «نظری: ما …», in an interview
		var known subject
		known.setName(p, i, i+n)
		l.give(l.resolve(known))
		return opened{next: i + n + 1, done: len(p.speeches(i+n+1, s.next)) == 0}
	}
	if k := p.dateline(i, s.next); k > 0 {
		l.give(nil)
		o = opened{next: k, narrated: true}
	}
	for {
		i := o.next
		kind, n := p.lex.openers.at(p.ws, i, s.next)
		end := p.pauseAfter(i+n, s.next)
		switch {
		case n == 0, kind == reporter, kind == written:
			return o
		case kind == narration:
			l.give(nil)
			return opened{next: i + n, narrated: true}
		case kind == reported:
			l.give(l.source)
			return opened{next: end, narrated: l.source == nil, done: len(p.speeches(end, s.next)) == 0}
		}
		if next := p.sourceWithin(i+n, end); next > 0 { // «به گزارش ایرنا به نقل از …،»
			l.give(nil)
			o = opened{next: next, narrated: true}
			continue
		}
		if kind == quoted && l.quotes(p, i+n, end) {
			l.give(l.source)
			return opened{next: end, narrated: true, done: len(p.speeches(end, s.next)) == 0}
		}
		if kind == source || kind == quoted {
			speaks := len(p.speeches(i+n, end)) > 0
			if speaks || p.outletAt(i+n, end) {
				l.give(nil)
				o = opened{next: end, narrated: true}
				if speaks || end == s.next { // «به گزارش ایرنا از شیراز علی نظری گفت: …»
					o.next = i + n
					for k := o.next; k < min(end, i+n+datelineReach); k++ { // «خبرنگار اجتماعی فارس علی نظری …»
						if p.is(k, pressWord) {
							o.next = k + 1
						}
					}
				}
				continue
			}
		}
		who := l.resolve(l.attributed(p, i+n, end, kind))
		switch {
		case who != nil:
			l.give(who)
			return opened{next: end, done: len(p.speeches(end, s.next)) == 0}
		case kind == viewed:
			return o
		}
		return opened{next: end, narrated: true}
	}
}

// longestOutlet is how many words the bare name of an outlet has at most.
const longestOutlet = 3

// quotes reads the outlet that «به نقل از» names between two tokens: it speaks, as whoever is quoted does. The desks that hand out a body's news
// do not.
func (l *listener) quotes(p *passage, i, end int) bool {
	if end > i && !p.isWord(end-1) {
		end--
	}
	if _, n := p.lex.desks.at(p.ws, i, end); n > 0 || end <= i || len(p.speeches(i, end)) > 0 {
		return false
	}
	s := l.subjectAt(p, i, end)
	if !p.is(i, pressWord|outletWord) {
		if !s.loose || end-i > longestOutlet {
			return false
		}
	}
	s = subject{first: i, next: end, body: true}
	s.setName(p, i, end)
	l.source = l.resolve(s)
	return l.source != nil
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
		if kind, n := p.lex.openers.at(p.ws, k, end); n > 0 && (kind == source || kind == quoted || kind == according) {
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
