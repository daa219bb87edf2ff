package claim

import "raqam/normalize/number"

// lexical reports a number that is part of a word or name and counts nothing at any time: «دو طرفه», «مناطق ۲۲ گانه», «دو
// کشور» (both of them).
func (f *figure) lexical() bool {
	p := f.p
	if f.next < len(p.ws) && (p.lex.lexical[p.ws[f.next].id] || p.lex.parties[p.ws[f.next].id] && (f.Value == "2" || f.Value == "3")) {
		return true
	}
	return false
}

// eventName reports «جنگ ۳۳ روزه»: a length that names what happened once.
func (f *figure) eventName() bool {
	return f.Kind == Duration && f.unit.Adjective && f.first > 0 && f.p.lex.warWords[f.p.ws[f.first-1].id]
}

// timelessLength reports a length of several years: it spans years and belongs to none («۳۰ سال», «دو دهه»), unless it is an age.
func (f *figure) timelessLength() bool {
	if f.Kind == Duration && f.after > 0 && f.p.lex.lifeYears[f.p.ws[f.after-1].id] {
		return true // «در ۴۰ سالگی»
	}
	if f.Kind != Duration || f.unit.Class != number.TimeUnit || !f.p.lex.longUnits[f.unit.Name] || f.Value == "1" {
		return false
	}
	return !f.age()
}

// age reports a length that is somebody's or something's age or service: «۳۹ ساله», «۱۶ سال سن», «۱۸ سال دارد», «سابقه ۱۵ سال».
func (f *figure) age() bool {
	p := f.p
	if f.unit.Adjective {
		return !(f.after > 0 && p.lex.lifeYears[p.ws[f.after-1].id])
	}
	for k := f.after; k < min(f.after+2, len(p.ws)); k++ {
		if p.lex.ageWords[p.ws[k].id] {
			return true
		}
	}
	for k := f.first - 1; k >= max(0, f.first-4); k-- {
		if p.lex.ageWords[p.ws[k].id] {
			return true
		}
	}
	return false
}
