package claim

// voice is a stretch of tokens [first, next) and who says it; nil is the outlet's own narration.
type voice struct {
	first, next int
	who         *entity
	carried     bool // whether he still speaks is known only from what follows
	subject     span // the words that name who speaks, where these very words do
	verb        span // the verb of saying, or the phrase that attributes
}

// span is a range of tokens; empty where next is 0.
type span struct{ first, next int }

// attribution explains who speaks by the words that say so: «علی نظری … گفت»; a voice without such words goes on from an earlier sentence.
func (p *passage) attribution(v voice) string {
	switch {
	case v.verb.next == 0:
		return "speaker:continued"
	case v.subject.next <= v.subject.first || v.subject.first >= v.verb.first:
		return "speaker:" + p.original(v.verb.first, v.verb.next)
	}
	return "speaker:" + p.original(v.subject.first, v.subject.next) + " \u2026 " + p.original(v.verb.first, v.verb.next)
}

// mostVerbs bounds the verbs of saying of one sentence whose subject is looked for.
const mostVerbs = 6

// sentence tells the voices of one sentence.
func (l *listener) sentence(p *passage, s sentence) []voice {
	o := l.opening(p, s)
	if o.done {
		return []voice{{first: s.first, next: s.next, who: l.current, verb: span{s.first, o.next}}}
	}
	verbs := p.speeches(o.next, s.next)
	for _, v := range verbs[:min(len(verbs), mostVerbs)] {
		sub, who := subject{}, l.writer()
		if !v.text {
			sub = l.speakerBetween(p, o.next, v)
			who = l.resolve(sub)
		}
		if who == nil && sub.empty() && !o.narrated && (v.quote || l.current.root() == l.person.root()) {
			who = l.person.root() // «و افزود: …»
		}
		if who == nil {
			continue
		}
		if sub.also {
			l.apart[who] = true
		}
		l.give(who)
		l.carried = p.is(v.next, relative) // «گفت که …» ends with its sentence
		from := p.saidFrom(max(sub.first, o.next), v.at)
		if v.quote && !p.hasObject(max(o.next, sub.next), v.at) {
			from = p.reportedFrom(max(o.next, sub.next), v)
		}
		said := voice{first: max(from, s.first), next: s.next, who: who, subject: span{sub.first, sub.next}, verb: span{v.at, v.next}}
		if from > s.first {
			return []voice{{first: s.first, next: from}, said}
		}
		return []voice{said}
	}
	if len(verbs) == 0 {
		l.introduce(p, o.next, s.next)
	}
	l.authored(p, o.next, s.next)
	if o.narrated {
		l.give(nil)
	}
	if who, at := l.accordingWithin(p, o.next, s.next); who != nil {
		return []voice{{first: s.first, next: s.next, who: who, verb: span{at, min(at+attributionShown, s.next)}}}
	}
	return []voice{{first: s.first, next: s.next, who: l.current, carried: l.carried}}
}

// introduce remembers a person whose name and office open a sentence that reports what he did: «وی» in the next one means him.
func (l *listener) introduce(p *passage, i, limit int) {
	if s := l.subjectAt(p, i, limit); s.name != "" && s.role != "" && !s.body && !s.loose {
		l.resolve(s)
	}
}

// authored remembers who wrote the text that a sentence speaks of: «… در مقاله‌ای به قلم علی نظری …».
func (l *listener) authored(p *passage, i, limit int) {
	for k := i; k < limit; k++ {
		if kind, n := p.lex.openers.at(p.ws, k, limit); n > 0 && kind == written {
			if s := l.attributed(p, k+n, min(limit, k+n+longestSubject), kind); s.name != "" {
				l.author = l.resolve(s)
			}
			return
		}
	}
}

// writer is who speaks in the text that an article quotes: its author, whom it is quoted from, or who spoke last.
func (l *listener) writer() *entity {
	for _, e := range []*entity{l.author, l.source, l.last} {
		if e.root() != nil {
			return e.root()
		}
	}
	return nil
}

// saidFrom returns where the clause of a verb of saying at token v starts whose whole sentence is said: behind the last verb between its subject
// and itself («… سفر کرد و از آزادی ۲ نفر خبر داد»).
func (p *passage) saidFrom(i, v int) int {
	from, depth := i, 0
	for k := i; k < v; k++ {
		switch {
		case p.is(k, relative):
			depth++
		case p.is(k, finite) && !p.ws[k].figure && depth > 0:
			depth--
		case p.is(k, finite) && !p.ws[k].figure && p.is(k+1, andWord):
			from = k + 1
		}
	}
	return from
}

// hasObject reports an object between two tokens, and no verb: in «شهردار شمار پارک‌ها را ۱۵ اعلام کرد که …» all of the sentence is said.
func (p *passage) hasObject(i, v int) bool {
	object := false
	for ; i < v; i++ {
		if p.is(i, finite) && !p.ws[i].figure {
			return false
		}
		object = object || p.is(i, objectMark)
	}
	return object
}

// reportedFrom returns the token from which the words are the speaker's: after the verb of saying, or already in the clause that reports
// («وی با بیان اینکه …، افزود: …»).
func (p *passage) reportedFrom(i int, v speech) int {
	for k := i; k < v.at; k++ {
		if kind, n := p.lex.openers.at(p.ws, k, v.at); n > 0 && kind == reporter {
			return k
		}
		if p.lex.with[p.ws[k].id] && p.is(k+1, quoteNoun|wholeNoun) && k+1 < v.at {
			return k
		}
	}
	return v.next
}

// attributionShown is how many words of «به گفته …» an explanation shows.
const attributionShown = 4

// accordingWithin returns the speaker of «…، به گفته وی، …» inside a sentence, or nil, and the token where the phrase starts.
func (l *listener) accordingWithin(p *passage, i, limit int) (who *entity, at int) {
	for k := i + 1; k < limit; k++ {
		if kind, n := p.lex.openers.at(p.ws, k, limit); n > 0 && (kind == according || kind == viewed) {
			if who := l.resolve(l.attributed(p, k+n, min(limit, k+n+longestSubject), kind)); who != nil || kind == according {
				return who, k
			}
		}
	}
	return nil, 0
}

// attributed reads who a phrase such as «به گفته» names: whatever it is, it speaks. «از نظر» goes before things too («از نظر استقبال مخاطبان»).
func (l *listener) attributed(p *passage, i, limit int, kind opener) subject {
	s := l.subjectAt(p, i, limit)
	switch {
	case s.loose && kind == according && !p.is(s.first, determiner) && !p.plainName(s):
		s.name, s.nameWords, s.body, s.loose = "", nil, true, false
		s.setRole(p, s.first, s.next)
		return s
	case l.speaks(p, s, speech{at: s.next, quote: true}) && !(s.loose && kind == viewed):
		return s
	}
	return subject{}
}

// headline gives a title of the form «نظری: …» to the person who speaks under that name in the article. Any other title is the outlet's.
func (l *listener) headline(p *passage) []voice {
	for k := 0; k < min(len(p.ws), longestName); k++ {
		if !p.ws[k].colon {
			continue
		}
		s := p.subjectAt(0, k)
		if l.knownAt(p, 0, k) == k { // also where the name is a word of its own («روحانی: …»)
			s = subject{}
			s.setName(p, 0, k)
		}
		if s.name != "" || s.role != "" {
			if who := l.find(s).root(); who != nil {
				return []voice{{first: 0, next: k}, {first: k, next: len(p.toks), who: who, verb: span{0, k}}}
			}
		}
	}
	return []voice{{first: 0, next: len(p.toks)}}
}

// whoSays returns the voice of token i.
func whoSays(voices []voice, i int) voice {
	for _, v := range voices {
		if i < v.next {
			return v
		}
	}
	return voice{}
}
