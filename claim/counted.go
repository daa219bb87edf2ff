package claim

import (
	"strings"

	"raqam/normalize"
)

// noun spells the noun at token k as it is shown: Persian letters, singular, without ezafe.
func (p *passage) noun(k int) string {
	if !p.isWord(k) {
		return ""
	}
	if k+1 < len(p.ws) && p.lex.agents[p.ws[k+1].id] { // «تولید کننده»
		return clean(p.original(k, k+1)) + "\u200c" + p.noun(k+1)
	}
	if n, ok := p.lex.nouns[p.ws[k].id]; ok {
		return n
	}
	w := clean(p.original(k, k+1))
	if p.lex.compounds[p.ws[k].id] && p.nominal(k+1) {
		return w + " " + p.noun(k+1)
	}
	if p.is(k+1, relative) && !p.is(k, nounInI|personNoun) {
		w = p.lex.beforeRelative(w)
		if n, ok := p.lex.nouns[p.lex.look(normalize.FoldString(w)).id]; ok { // «کارکنانی که»
			return n
		}
	}
	if s := singular(w); s != w {
		if n, ok := p.lex.nouns[p.lex.look(normalize.FoldString(s)).id]; ok {
			return n
		}
		return s
	}
	if one := p.lex.unpossessed(p.lex.animatePlural(w)); one != w {
		return one
	}
	if p.nominal(k+1) || p.is(k+1, determiner|pronoun|foreNoun|predicate) && !p.is(k+1, finite) || p.verbless(k+1) {
		w = p.lex.withoutEzafe(w)
	}
	return w
}

// relationalAdjective reports whether token i is an adjective such as «تولیدی», by the table or by its ending.
func (p *passage) relationalAdjective(i int) bool {
	if !p.nominal(i) {
		return false
	}
	if p.is(i, adjective) {
		return true
	}
	w := p.folded(i)
	if !strings.HasSuffix(w, "\u06cc") || len(w) < 10 || p.is(i, personNoun|nounInI) || singular(w) != w {
		return false
	}
	if before, ok := strings.CutSuffix(w, "\u0627\u06cc"); ok && !strings.HasSuffix(before, "\u0647") && !strings.HasSuffix(before, "\u200c") {
		return false // «هواپیمای جاسوسی»: the ezafe; but «هسته‌ای»
	}
	for _, ending := range p.lex.actEndings { // «تیراندازی», «آب‌گرفتگی» are nouns
		if strings.HasSuffix(w, ending) {
			return false
		}
	}
	return true
}

// verbless reports a token after which an ezafe can be written although no noun of the phrase follows: a bracket or quotation.
func (p *passage) verbless(k int) bool { return k < len(p.ws) && p.ws[k].open }

// peopleAt reports whether the noun at token k is one for people, by the table or by its ending.
func (p *passage) peopleAt(k int) bool {
	if p.is(k, personNoun) {
		return true
	}
	w := p.folded(k)
	if n, ok := p.lex.nouns[p.ws[k].id]; ok {
		return p.lex.look(normalize.FoldString(n)).class&personNoun != 0
	}
	single := normalize.FoldString(singular(w))
	if p.lex.look(single).class&personNoun != 0 {
		return true
	}
	if p.lex.animatePlural(w) != w {
		return true
	}
	if one := indefinite(w); one != w && p.is(k+1, relative) { // «کارکنانی که»
		if n, ok := p.lex.nouns[p.lex.look(one).id]; ok && p.lex.look(normalize.FoldString(n)).class&personNoun != 0 {
			return true
		}
	}
	for _, ending := range p.lex.personEndings {
		if strings.HasSuffix(w, ending) && len(w) >= len(ending)+4 {
			return true
		}
	}
	return false
}
