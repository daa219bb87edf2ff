package claim

// subjectReach is how many tokens of a sentence are searched for the subject of a verb of saying.
const subjectReach = 120

// speakerBetween finds who a verb of saying belongs to: the noun phrase that opens the sentence at token i, else one after a pause or at a
// title or given name, as after «به گزارش خبرنگار ما از شیراز». The zero subject: nobody is named.
func (l *listener) speakerBetween(p *passage, i int, v speech) subject {
	limit := min(v.at, i+subjectReach)
	if p.is(i, preposition) && p.is(i+1, demonstrative) && p.isWord(i+2) { // «در این مورد شبکه …»
		if s := l.subjectAt(p, i+3, limit); l.speaks(p, s, v) {
			return s
		}
	}
	if s := l.subjectAt(p, i, limit); l.speaks(p, s, v) {
		return l.personWithin(p, s, limit)
	}
	for k := i + 1; k < limit; k++ {
		opens := p.ws[k-1].pause && !p.ws[k-1].open
		named := (p.is(k, honorific|givenName|thirdPerson|demonstrative) || p.office(k)) && !p.is(k-1, honorific|givenName|martyrWord|officeFore) && !p.office(k-1)
		if !opens && !named || !p.isWord(k) && !p.ws[k].open || p.underPreposition(k) {
			continue
		}
		if s := l.subjectAt(p, k, limit); l.speaks(p, s, v) && (named || s.role != "" || s.pronoun || s.body) && !s.loose {
			return s
		}
	}
	return subject{}
}

// personWithin returns the person whose name and office run on from a body's without a mark («به نقل از پایگاه خبری پلیس سردار علی نظری رئیس …»),
// else the body.
func (l *listener) personWithin(p *passage, body subject, limit int) subject {
	if !body.body || body.name == "" {
		return body
	}
	for k := body.first + 1; k < body.next; k++ {
		titled := p.is(k, honorific) && p.is(k+1, givenName|honorific) // but «دانشگاه علامه …»
		if !titled && (!p.is(k, givenName) || p.is(k-1, institution)) || p.is(k-1, martyrWord|honorific|givenName) {
			continue
		}
		if s := l.subjectAt(p, k, limit); s.name != "" && s.role != "" && !s.body && !s.loose {
			return s
		}
	}
	return body
}

// subjectAt reads a subject. Of words that follow a name known from before only an office belongs to it: «نظری هدف از این طرح را …».
func (l *listener) subjectAt(p *passage, i, limit int) subject {
	s := p.subjectAt(i, limit)
	if s.name == "" && !s.loose || s.body && !s.loose {
		return s
	}
	from := s.first
	for from < limit && p.is(from, honorific) && !p.is(from, givenName) {
		from++
	}
	n := l.knownAt(p, from, limit)
	if n == 0 {
		return s
	}
	if next := from + n; s.loose || s.role == "" || !(p.office(next) || next < limit && (p.ws[next].pause || p.ws[next].close)) {
		known := subject{first: s.first, next: next, also: p.is(next, alsoWord) && !p.is(next, adverb)}
		known.setName(p, from, next)
		return known
	}
	return s
}

// underPreposition reports whether a preposition right before token k, or before the noun it depends on, governs it: «در دیدار با علی نظری».
func (p *passage) underPreposition(k int) bool {
	for k > 0 && p.ws[k-1].open {
		k--
	}
	return p.is(k-1, preposition) || p.is(k-2, preposition) && p.nominal(k-1) && !p.ws[k-1].pause && !p.is(k-1, timeWord)
}

// speaks reports whether a subject can speak: a pronoun, an office, a body, a person. Words that may be a name or not are one only where the
// words said follow.
func (l *listener) speaks(p *passage, s subject, v speech) bool {
	switch {
	case s.empty():
		return false
	case s.loose:
		return v.quote && (s.role != "" || p.plainName(s) || p.entersStage(s)) && !p.ownVerb(s.next, v.at)
	}
	return true
}

// entersStage reports a name, whatever its words mean otherwise, that goes on as only somebody who speaks does: «فاضل لاریجانی صبح امروز …»,
// «همت کریمی در نشست …».
func (p *passage) entersStage(s subject) bool {
	if n := len(s.nameWords); n < 2 || n > longestName || s.body || p.is(s.first, determiner|adverb|preposition) {
		return false
	}
	return p.is(s.next, timeWord) || p.is(s.next, preposition) && p.is(s.next+1, occasion)
}

// ownVerb reports a finite verb between a subject and a verb of saying that no «که» accounts for: «این کالا نیز کم بود، نظری گفت: …».
func (p *passage) ownVerb(i, v int) bool {
	relatives := 0
	for ; i < v; i++ {
		switch {
		case p.is(i, relative):
			relatives++
		case p.is(i, finite) && !p.ws[i].figure:
			if relatives--; relatives < 0 {
				return !p.is(p.verbEnd(i), andWord)
			}
		}
	}
	return false
}
