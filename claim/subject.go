package claim

import (
	"strings"

	"raqam/normalize"
)

// subject is who is said to speak, as the text puts it.
type subject struct {
	next     int  // token after it
	pronoun  bool // «وی», «این مقام مسئول»: who spoke last
	report   bool // «این گزارش», «این روزنامه»: what spoke last
	also     bool // «نیز» follows: somebody else than before
	body     bool // an organisation or a group of people
	name     string
	nameKey  string // folded, without spaces
	role     string
	roleKeys []int32 // words of the role
	roleHead string  // folded
}

func (s subject) empty() bool { return !s.pronoun && !s.report && s.name == "" && s.role == "" }

// longestSubject bounds the words of a subject.
const longestSubject = 24

// subjectAt reads the subject that starts at token i and ends before limit.
func (p *passage) subjectAt(i, limit int) subject {
	for i < limit && (p.is(i, conjunction|alsoWord) || p.ws[i].pause || p.ws[i].close && !p.ws[i].open) && !p.is(i, thirdPerson) {
		i++
	}
	if i >= limit {
		return subject{}
	}
	switch {
	case p.is(i, thirdPerson):
		return subject{next: i + 1, pronoun: true}
	case p.is(i, demonstrative):
		end := p.subjectEnd(i+1, limit)
		for k := i + 1; k < min(i+3, end); k++ {
			if p.is(k, reportWord) {
				return subject{next: end, report: true}
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
	if end < limit && p.is(end, alsoWord) {
		s.also = true
	}
	return s
}

// subjectEnd returns the token after the noun phrase of a subject. Names of offices run on through «و», «در» and «بر» («نماینده مردم قم در
// مجلس»), so that only words that cannot belong to one end it.
func (p *passage) subjectEnd(i, limit int) int {
	limit = min(limit, i+longestSubject)
	role := false
	for k := i; k < limit; k++ {
		w := p.ws[k]
		_, op := p.lex.openers.at(p.ws, k, limit)
		switch {
		case op > 0 && k > i, w.ends, w.is(alsoWord), w.is(objectMark), w.is(relative), w.is(timeWord) && k > i:
			return k
		case w.is(officeHead):
			role = true
		case w.is(finite) && !w.is(andWord):
			return k
		case w.pause && !w.close:
			if !role && k+1 < limit && (p.is(k+1, officeHead) || p.officeAhead(k+1)) {
				continue // «علی نظری، رئیس …»
			}
			if role && k+1 < limit && p.is(k-1, officeHead) {
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

// officeAhead reports an office with an adjective before it («نماینده» itself is an office).
func (p *passage) officeAhead(k int) bool { return p.is(k, martyrWord) && p.is(k+1, officeHead) }

// inOffice reports whether the preposition at token k belongs to the name of an office: «در مجلس», «بر اصل ۴۴», «با مواد مخدر».
func (p *passage) inOffice(k int) bool {
	if p.is(k+1, occasion|demonstrative|timeWord|pronoun) || p.ws[k].is(fromWord|toWord) {
		return false
	}
	return p.is(k+1, institution) || p.is(k, officePrep) && p.nominal(k+1)
}

// readSubject tells name, office and body in tokens [i, end).
func (p *passage) readSubject(i, end int) subject {
	var s subject
	if p.ws[i].open { // «علی نظری»، رئیس …
		for k := i + 1; k < end; k++ {
			if p.ws[k].close {
				s.setName(p, i+1, k)
				for k++; k < end && !p.isWord(k); k++ {
				}
				s.setRole(p, k, end)
				return s
			}
		}
		i++
	}
	switch {
	case p.is(i, outletWord|institution) && !p.is(i, officeHead), p.is(i, pressWord):
		s.body = true
		s.setName(p, i, end)
		return s
	case p.is(i, peopleGroup) && !p.is(i, givenName):
		s.body = true
		s.setRole(p, i, end)
		return s
	case p.is(i, determiner) || p.ws[i].figure: // «یک مقام دولتی هند»
		if p.is(i+1, officeHead|speaksWord|outletWord|institution) {
			s.setRole(p, i+1, end)
			s.body = p.is(i+1, outletWord|institution)
		}
		return s
	}
	start := i
	for i < end && p.is(i, honorific) && !(p.is(i, officeHead) && !p.is(i+1, givenName|honorific)) {
		i++
		for i < end && (p.ws[i].pause || p.ws[i].close || p.is(i, andWord)) && p.is(i+1, honorific) {
			i++
		}
	}
	if i >= end {
		i = start
	}
	if p.ws[i].open && i+1 < end { // سردار «علی نظری»
		t := p.readSubject(i, end)
		return t
	}
	if i > start || !p.is(i, officeHead) {
		k := i
		for k < end && k < i+5 && (!p.is(k, officeHead) || p.is(k, givenName) && k == i) && p.isWord(k) && !p.is(k, preposition) {
			k++
		}
		if k > i {
			s.setName(p, i, k)
			for k < end && !p.isWord(k) {
				k++
			}
			if p.is(k, officeHead) {
				s.setRole(p, k, end)
			} else if k < end && k-i >= 5 && i == start && !p.is(i, givenName) {
				s = subject{body: true} // too long for a name: «نیروهای …»
				s.setRole(p, i, end)
			}
			return s
		}
	}
	name := p.nameWithin(i+1, end)
	s.setRole(p, i, name)
	s.setName(p, name, end)
	return s
}

// nameWithin returns where the name at the end of «رئیس … علی نظری» starts, or end.
func (p *passage) nameWithin(i, end int) int {
	for k := max(i, end-5); k < end; k++ {
		if p.ws[k].open && k+1 < end && p.is(k+1, givenName) {
			return k + 1
		}
		if !p.is(k, givenName|honorific) || p.is(k-1, martyrWord|institution) || p.is(k, officeHead) {
			continue
		}
		from := k
		for from < end && p.is(from, honorific) && !p.is(from, givenName) {
			from++
		}
		if end-from >= 2 && end-from <= 5 && (from > k || p.is(k, givenName)) {
			return from
		}
	}
	return end
}

// setName takes tokens [i, k) as the name.
func (s *subject) setName(p *passage, i, k int) {
	for k > i && !p.isWord(k-1) {
		k--
	}
	for i < k && (!p.isWord(i) || p.is(i, honorific) && !p.is(i, givenName) && i+1 < k) {
		i++
	}
	if i >= k {
		return
	}
	s.name = p.original(i, k)
	s.nameKey = p.joined(i, k)
}

// setRole takes tokens [i, k) as the office.
func (s *subject) setRole(p *passage, i, k int) {
	for k > i && !p.isWord(k-1) && p.toks[k-1].Kind != normalize.Digits && !p.ws[k-1].close {
		k--
	}
	if i >= k {
		return
	}
	s.role = p.original(i, k)
	s.roleHead = key(p.folded(i))
	for ; i < k; i++ {
		if p.isWord(i) && !p.is(i, preposition|andWord|nounEnding) {
			s.roleKeys = append(s.roleKeys, hash(key(p.folded(i))))
		}
	}
}

// joined returns the words of tokens [i, k) as one key.
func (p *passage) joined(i, k int) string {
	var b strings.Builder
	for ; i < k; i++ {
		if p.isWord(i) {
			b.WriteString(key(p.folded(i)))
		}
	}
	return b.String()
}

// hash gives words outside the lexicon a number too (FNV-1a).
func hash(s string) int32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return int32(h)
}
