package claim

import "raqam/normalize"

// Bounds of the words of a name: one without title or office, one with.
const (
	longestBareName = 3
	longestName     = 5
)

// readSubject tells name, office and body in tokens [i, end).
func (p *passage) readSubject(i, end int) subject {
	var s subject
	if p.ws[i].open {
		if k := p.closing(i, end); k > 0 && p.nameLike(i+1, k) { // «علی نظری»، رئیس …
			s.setName(p, i+1, k)
			s.titled = true
			for k++; k < end && !p.isWord(k); k++ {
			}
			s.setRole(p, k, end)
			return s
		}
		i++
	}
	if p.is(i, reportWord) && i+1 < end && p.is(i+1, institution) { // «بیانیه سازمان …»
		i++
	}
	switch {
	case i >= end:
		return s
	case p.is(i, outletWord|institution|pressWord) && !p.is(i, officeHead):
		s.body = true
		s.setName(p, i, end)
		return s
	case p.is(i, peopleGroup) && !p.is(i, givenName):
		s.body = true
		s.setRole(p, i, end)
		return s
	case p.is(i, article|determiner) || p.ws[i].figure: // «یک مقام دولتی هند»
		if p.is(i+1, officeHead|speaksWord|outletWord|institution) && i+1 < end {
			s.setRole(p, i+1, end)
			s.body = p.is(i+1, outletWord|institution)
			s.indefinite = true
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
		return p.readSubject(i, end)
	}
	if i > start || !p.office(i) {
		return p.nameFirst(start, i, end)
	}
	name := p.nameWithin(i+1, end)
	s.setRole(p, i, name)
	s.setName(p, name, end)
	return s
}

// nameFirst reads a subject that starts with a name at token i, titles from token start on before it: «سردار علی نظری رئیس سازمان …».
func (p *passage) nameFirst(start, i, end int) subject {
	var s subject
	if i == start && p.is(i, notName) && !p.is(i, givenName) {
		return s // «نشست وزرای … عضو سازمان …»
	}
	k := i // behind a given name alone an office is a surname: «حسن روحانی»
	for k < end && k < i+longestName && (!p.office(k) || p.is(k, givenName) && k == i || k == i+1 && p.is(i, givenName)) && p.isWord(k) && !p.is(k, breaksPhrase|andWord) {
		if k > i && (k > i+1 || !p.is(i, givenName)) && (p.is(i, givenName) || i > start) && p.ws[k].id != 0 && !p.is(k, givenName|honorific) {
			break // «علی نظری | ظرفیت کارخانه را …»: no surname, but a word of its own
		}
		if k > i+1 && p.lex.look(indefinite(p.folded(k))).class&officeHead != 0 {
			break // «علی نظری | بازیکنی بود که …»
		}
		k++
	}
	if k == i {
		return s
	}
	s.titled = i > start
	s.setName(p, i, k)
	for k < end && !p.isWord(k) {
		k++
	}
	switch {
	case k < end && p.office(k):
		s.setRole(p, k, p.nameWithin(k+1, end))                                             // «علی نظری وزیر … | سردار حسن کریمی را …»
		s.loose = !s.titled && !p.ws[k-1].pause && len(s.nameWords) == 1 && p.ws[i].id != 0 // «نقش کارشناس»
	case k < end && !s.titled && !p.is(i, givenName): // too long for a name
		s = subject{body: true, loose: true}
		for n := i; n < end; n++ {
			if p.is(n, givenName) {
				return subject{}
			}
		}
		s.setRole(p, i, end)
	case !s.titled && !p.givenAndSurname(i, len(s.nameWords)):
		s.loose = true
	}
	return s
}

// givenAndSurname reports a name of two to five words that starts with a given name.
func (p *passage) givenAndSurname(i, words int) bool {
	return p.is(i, givenName) && words > 1 && words <= longestName && !p.is(i+1, preposition|notName) && (!p.is(i, notName) || p.is(i+1, honorific))
}

// closing returns the token that closes the quotation mark at token i, before end, or 0.
func (p *passage) closing(i, end int) int {
	for k := i + 1; k < end; k++ {
		if p.ws[k].close {
			return k
		}
	}
	return 0
}

// nameWithin returns where the name at the end of «رئیس … علی نظری» starts, or end.
func (p *passage) nameWithin(i, end int) int {
	for k := max(i, end-longestName-2); k < end; k++ {
		if p.ws[k].open && k+1 < end && p.is(k+1, givenName) {
			return k + 1
		}
		if !p.is(k, givenName|honorific) || p.is(k-1, martyrWord|institution) || p.is(k, officeHead) || p.is(k, institution|notName) && !p.is(k+1, honorific) {
			continue
		}
		from := k
		for from < end && p.is(from, honorific) && !p.is(from, givenName) {
			from++
		}
		if p.nameLike(from, end) && (from > k && end > from || p.is(k, givenName) && end-from >= 2) {
			return from
		}
	}
	return end
}

// nameLike reports whether tokens [i, end) can be a name: words only, none of which is a place («بسیج مقداد تهران»), a
// preposition or an adjective («مسئول ارشد اجرایی»).
func (p *passage) nameLike(i, end int) bool {
	if end-i > longestName {
		return false
	}
	for k := i; k < end; k++ {
		if p.is(k, notName|preposition|andWord|adjective) || !p.isWord(k) && !p.ws[k].close {
			return false
		}
	}
	return true
}

// plainName reports whether a name without title or given name can be one: few words, none of them an ordinary word or a plural.
func (p *passage) plainName(s subject) bool {
	if len(s.nameWords) == 0 || len(s.nameWords) > longestBareName || s.body {
		return false
	}
	for k, n := s.first, 0; n < len(s.nameWords) && k < s.next; k++ {
		if !p.isWord(k) {
			continue
		}
		n++
		if w := p.folded(k); p.ws[k].id != 0 && !p.is(k, givenName) || normalize.Singular(w) != w {
			return false
		}
	}
	return true
}

// setName takes tokens [i, k) as the name.
func (s *subject) setName(p *passage, i, k int) {
	for k > i && !p.isWord(k-1) && !p.closesWithin(i, k) {
		k--
	}
	for i < k && (!p.isWord(i) || p.is(i, honorific) && !p.is(i, givenName) && !(s.body && p.is(i, institution)) && i+1 < k) {
		i++ // titles, but not «ستاد» of «ستاد انتخابات», which is a rank too
	}
	if i >= k {
		return
	}
	s.name = p.original(i, k)
	s.nameWords = p.words(i, k)
}

// closesWithin reports whether token k-1 closes a quotation opened after token i («روزنامه «X»»).
func (p *passage) closesWithin(i, k int) bool {
	if !p.ws[k-1].close {
		return false
	}
	for j := i + 1; j < k-1; j++ {
		if p.ws[j].open {
			return true
		}
	}
	return false
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

// words returns the words of tokens [i, k), folded and without ZWNJ.
func (p *passage) words(i, k int) []string {
	var out []string
	for ; i < k; i++ {
		if p.isWord(i) {
			out = append(out, key(p.folded(i)))
		}
	}
	return out
}
