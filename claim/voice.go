package claim

// voice is a stretch of tokens [first, next) and who says it; nil is the outlet's own narration.
type voice struct {
	first, next int
	who         *entity
}

// listener follows who speaks through an article, paragraph by paragraph.
type listener struct {
	people
	current *entity          // who goes on speaking where no verb of saying tells otherwise
	apart   map[*entity]bool // introduced with «نیز»: somebody else than the others
}

// hear returns the voices of a passage, in order and without gaps. A speaker goes on, over sentences and paragraphs, until somebody else speaks
// or the outlet narrates again.
func (l *listener) hear(p *passage) []voice {
	var out []voice
	for _, s := range p.sents {
		out = append(out, l.sentence(p, s)...)
	}
	return out
}

// sentence tells the voices of one sentence.
func (l *listener) sentence(p *passage, s sentence) []voice {
	i, narrated, done := l.opening(p, s)
	if done {
		return []voice{{s.first, s.next, l.current}}
	}
	for _, v := range p.speeches(i, s.next) {
		sub := p.speakerBetween(i, v.at)
		who := l.resolve(sub)
		if who == nil && sub.empty() && !narrated {
			who = l.person.root() // «و افزود: …»
		}
		if who == nil {
			continue
		}
		if sub.also {
			l.apart[who] = true
		}
		l.current = who
		from := i
		if v.quote {
			from = p.reportedFrom(max(i, sub.next), v)
		}
		if from > s.first {
			return []voice{{s.first, from, nil}, {from, s.next, who}}
		}
		return []voice{{s.first, s.next, who}}
	}
	if narrated {
		l.current = nil
	}
	if who := l.accordingWithin(p, i, s.next); who != nil {
		return []voice{{s.first, s.next, who}}
	}
	return []voice{{s.first, s.next, l.current}}
}

// opening reads what opens the sentence. It returns the token after that, whether the outlet narrates, and whether all of the sentence is
// settled, being l.current's.
func (l *listener) opening(p *passage, s sentence) (next int, narrated, done bool) {
	i := s.first
	for i < s.next && !p.isWord(i) && !p.ws[i].open {
		i++
	}
	kind, n := p.lex.openers.at(p.ws, i, s.next)
	switch {
	case n == 0 || kind == reporter:
		return i, false, false
	case kind == narration:
		l.current = nil
		return i, true, true
	}
	end := p.pauseAfter(i+n, s.next)
	if kind == source && (p.outletAt(i+n, end) || end == s.next) {
		l.current = nil
		return end, true, false
	}
	if who := l.resolve(p.subjectAt(i+n, end)); who != nil {
		l.current = who
		return end, false, len(p.speeches(end, s.next)) == 0
	}
	return end, true, false
}

// pauseAfter returns the token after the first pause or colon from token i on, or limit.
func (p *passage) pauseAfter(i, limit int) int {
	for ; i < limit; i++ {
		if (p.ws[i].pause || p.ws[i].colon) && !p.ws[i].open {
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
	return end-i <= 3 // «به گزارش بازار،»: a bare name is an outlet
}

// speakerBetween finds who a verb of saying at token limit belongs to: the noun phrase that opens the clause, else one after a pause or at a
// title or given name, as after «به گزارش خبرنگار ما از شیراز». The zero subject: nobody is named.
func (p *passage) speakerBetween(i, limit int) subject {
	if s := p.subjectAt(i, limit); p.speaks(s, i) {
		return s
	}
	for k := i + 1; k < limit; k++ {
		opens := p.ws[k-1].pause && !p.ws[k-1].open
		named := p.is(k, honorific|officeHead|givenName|thirdPerson|demonstrative) && !p.is(k-1, honorific|officeHead|givenName|martyrWord)
		if !opens && !named || !p.isWord(k) && !p.ws[k].open || p.underPreposition(k) {
			continue
		}
		if s := p.subjectAt(k, limit); p.speaks(s, k) && (named || s.role != "" || s.pronoun) {
			return s
		}
	}
	return subject{}
}

// underPreposition reports whether a preposition right before token k, or before the noun it depends on, governs it: «در دیدار با علی نظری».
func (p *passage) underPreposition(k int) bool {
	return p.is(k-1, preposition) || p.is(k-2, preposition) && p.nominal(k-1) && !p.ws[k-1].pause && !p.is(k-1, timeWord)
}

// longestName bounds the words of a name without title or office.
const longestName = 4

// speaks reports whether a subject read at token i can speak: a pronoun, an office, a body, a named person.
func (p *passage) speaks(s subject, i int) bool {
	switch {
	case s.pronoun, s.report, s.role != "", s.body && !s.empty():
		return true
	case s.name == "":
		return false
	}
	return p.is(i, honorific|givenName) || p.ws[i].open || s.next-i <= longestName && !p.is(i, timeWord|determiner|pronoun)
}

// reportedFrom returns the token from which the words are the speaker's: after the verb of saying, or already in the clause that reports
// («وی با بیان اینکه …، افزود: …»).
func (p *passage) reportedFrom(i int, v speech) int {
	for k := i; k < v.at; k++ {
		if kind, n := p.lex.openers.at(p.ws, k, v.at); n > 0 && kind == reporter {
			return k
		}
	}
	return v.next
}

// accordingWithin returns the speaker of «…، به گفته وی، …» inside a sentence, or nil.
func (l *listener) accordingWithin(p *passage, i, limit int) *entity {
	for k := i + 1; k < limit; k++ {
		if kind, n := p.lex.openers.at(p.ws, k, limit); n > 0 && kind == according {
			return l.resolve(p.subjectAt(k+n, min(limit, k+n+longestSubject)))
		}
	}
	return nil
}

// headline gives a title of the form «نظری: …» to the person who speaks under that name in the article. Any other title is the outlet's.
func (l *listener) headline(p *passage) []voice {
	for k := 0; k < min(len(p.ws), longestName+1); k++ {
		if !p.ws[k].colon {
			continue
		}
		if s := p.subjectAt(0, k); s.name != "" || s.role != "" {
			if who := l.find(s).root(); who != nil {
				return []voice{{0, k, nil}, {k, len(p.toks), who}}
			}
		}
	}
	return []voice{{0, len(p.toks), nil}}
}

// whoSays returns the voice of token i.
func whoSays(voices []voice, i int) *entity {
	for _, v := range voices {
		if i < v.next {
			return v.who.root()
		}
	}
	return nil
}
