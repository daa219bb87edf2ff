package claim

// subject is who is said to speak, as the text puts it.
type subject struct {
	first      int      // its first token
	next       int      // token after it
	pronoun    bool     // «وی», «این مقام مسئول»: who spoke last
	report     bool     // «این گزارش», «این روزنامه»: what spoke last
	reportHead string   // its noun, folded
	also       bool     // «نیز» follows: somebody else than before
	body       bool     // an organisation or a group of people
	indefinite bool     // «یک مقام آگاه»: nobody one could meet again
	titled     bool     // the name stands behind a title or in quotation marks
	loose      bool     // words that may be a name or not
	name       string   // verbatim
	nameWords  []string // its words, folded
	role       string   // verbatim
	roleKeys   []int32  // words of the role
	roleHead   string   // folded
}

func (s subject) empty() bool { return !s.pronoun && !s.report && s.name == "" && s.role == "" }

// longestSubject bounds the words of a subject.
const longestSubject = 24

// subjectAt reads the subject that starts at token i, behind connectives and marks, and ends before limit.
func (p *passage) subjectAt(i, limit int) subject {
	for i < limit && (p.is(i, conjunction|alsoWord) || p.ws[i].pause || p.ws[i].close && !p.ws[i].open) && !p.is(i, thirdPerson) {
		i++
	}
	if i >= limit {
		return subject{}
	}
	s := p.subjectFrom(i, limit)
	s.first = i
	if s.next < limit && p.is(s.next, alsoWord) && !p.is(s.next, adverb) { // «همچنین» is what he says, too
		s.also = true
	}
	return s
}

func (p *passage) subjectFrom(i, limit int) subject {
	switch {
	case p.is(i, thirdPerson):
		return subject{next: i + 1, pronoun: true}
	case p.is(i, timeWord|adverb) && !p.is(i, givenName|officeHead): // «وقتی بازیکن حریف …»
		return subject{next: i}
	case p.is(i, demonstrative):
		end := p.subjectEnd(i+1, limit)
		for k := i + 1; k < min(i+3, end); k++ {
			if p.is(k, reportWord|peopleGroup) {
				return subject{next: end, report: true, reportHead: key(p.folded(k))}
			}
			if p.is(k, speaksWord|officeHead) {
				return subject{next: end, pronoun: true}
			}
		}
		return subject{next: end}
	}
	end := p.subjectEnd(i, limit)
	if end <= i {
		return subject{next: i}
	}
	s := p.readSubject(i, end)
	s.next = end
	return s
}

// subjectEnd returns the token after the noun phrase of a subject. Names of offices run on through «و», «،» and some prepositions («نماینده
// مردم قم در مجلس»), so that only words that cannot belong to one end it.
func (p *passage) subjectEnd(i, limit int) int {
	limit = min(limit, i+longestSubject)
	role := false
	for k := i; k < limit; k++ {
		w := p.ws[k]
		if w.open && k > i {
			if c := p.closing(k, min(limit, k+longestSubject)); c > 0 { // a quoted name may hold any word
				k = c
				continue
			}
		}
		_, op := p.lex.openers.at(p.ws, k, limit)
		_, time := p.lex.times.at(p.ws, k, limit)
		switch {
		case w.ends && k+1 < limit && !role && p.is(k+1, officeHead):
			continue // «علی نظری؛ رئیس …»
		case (op > 0 || time > 0) && k > i, w.ends, w.is(alsoWord | objectMark | relative | verbPrefix | futureAux), p.predicateNoun(k):
			return k
		case w.is(finite), w.is(becomes) && k > i:
			return k
		case w.is(timeWord) && k > i && !p.is(k-1, officeHead): // but «امام جمعه»
			return k
		case w.is(adverb|amountOf) && k > i && !w.is(givenName|officeHead): // «بخشدار میمه | شمار چاه‌ها را …»
			return k
		case p.office(k):
			role = true
		case (w.is(determiner) || w.figure) && k > i && (!role || p.is(k+1, timeWord)): // «وزیر ایران | چند روز پیش»
			return k
		case w.pause && !w.close:
			if !role && k+1 < limit && (p.office(k+1) || p.officeAhead(k+1)) {
				continue // «علی نظری، رئیس …»
			}
			if role && k+1 < limit && (p.is(k-1, officeHead) || p.officeList(k+1, limit)) {
				continue
			}
			return k
		case w.is(preposition):
			if !role || !p.inOffice(k) {
				return k
			}
		case w.is(pronoun) && !w.is(thirdPerson) && k > i:
			return k
		}
	}
	return limit
}

// predicateNoun reports whether token k is the noun of a compound verb and so ends what stands before it: «رئیس سازمان | خبر داد»,
// «نظری | خاطر نشان کرد», «نظری … | اعلام و تأکید کرد».
func (p *passage) predicateNoun(k int) bool {
	if p.isWord(k) && p.verbAfter(k) {
		return true
	}
	if _, n := p.lex.sayings.at(p.ws, k, len(p.ws)); n > 1 && p.is(k+n, lightVerb) {
		return true
	}
	return p.is(k, quoteNoun|wholeNoun) && p.is(k+1, andWord) && p.is(k+2, quoteNoun|wholeNoun) && p.verbAfter(k+2)
}

// office reports the head of an office at token k, «نخست» or «نایب» before it included.
func (p *passage) office(k int) bool {
	return p.is(k, officeHead) || p.is(k, officeFore) && p.is(k+1, officeHead)
}

// officeAhead reports an office with an adjective before it.
func (p *passage) officeAhead(k int) bool { return p.is(k, martyrWord) && p.is(k+1, officeHead) }

// officeList reports whether a list within the name of an office goes on at token k: «مدیرکل صنعت، معدن و تجارت».
func (p *passage) officeList(k, limit int) bool {
	for n := k; n < min(k+4, limit); n++ {
		switch {
		case p.is(n, andWord):
			return n > k && p.nominal(n+1) && !p.is(n+1, givenName|honorific)
		case !p.nominal(n) || p.is(n, givenName|honorific|officeHead|timeWord|occasion):
			return false
		}
	}
	return false
}

// inOffice reports whether the preposition at token k belongs to the name of an office: «در مجلس», «در امور اقتصادی», «بر انتخابات», «مبارزه
// با مواد مخدر».
func (p *passage) inOffice(k int) bool {
	if p.is(k+1, occasion|demonstrative|timeWord|pronoun) {
		return false
	}
	if p.is(k-1, governing) {
		return p.nominal(k + 1)
	}
	if !p.is(k, officePrep) {
		return false
	}
	return p.is(k+1, institution)
}
