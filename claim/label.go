package claim

import (
	"slices"

	"raqam/normalize"
	"raqam/normalize/number"
)

// labelCue is a row of identifiers.tsv: a word before a number that makes it a label. A weak one does so only where no noun follows.
type labelCue struct {
	kind Kind
	weak bool
}

// label returns the kind a word before the number gives it («ماده ۱۲۴», «شماره ۳», «دقیقه ۸۱»): a label names, so that no noun follows to be
// counted, unless the label is one that can do nothing else. One mark may stand between («کد خبر: ۵۴۴۳۲», «کووید-۱۹»).
func (f *figure) label() (Kind, bool) {
	p := f.p
	end := f.first
	if end > 0 && p.toks[end-1].Kind == normalize.Mark && !p.ws[end-1].close {
		end--
	}
	from := p.sents[p.sentenceAt(f.first)].first
	cue, n := p.lex.labels.endingAt(p.ws, from, end)
	if n == 0 || f.next < len(p.ws) && p.lex.lexical[p.ws[f.next].id] || end-n > from && p.ws[end-n-1].figure { // «مناطق ۲۲ گانه», «۵ کیلومتر ۲۰ دقیقه»: the unit of a number before
		return "", false
	}
	if cue.weak && p.counts(f.next) && !p.relationalAdjective(f.next) && !p.lex.fixed[fixedNumber{p.ws[end-1].id, f.Value}] {
		return "", false
	}
	if cue.kind == Year {
		if !f.shortYear() {
			return "", false
		}
		f.Value = currentCentury + f.Value
	}
	f.labels = p.plural(end - 1)
	return cue.kind, true
}

// currentCentury is put before a year of two digits.
const currentCentury = "13"

// shortYear reports two digits that can stand for a year («فتنه ۸۸»).
func (f *figure) shortYear() bool {
	p := f.p
	return f.High == "" && f.next == f.first+1 && p.toks[f.first].Kind == normalize.Digits && len(f.Value) == 2 && f.Value >= "40" && f.unit.Class == 0
}

// fixedNumber is the number that a body is always named with: «پلیس ۱۱۰».
type fixedNumber struct {
	word  int32
	value string
}

// percentSignBefore reports a sign typed before its number («٪۳۰»).
func (f *figure) percentSignBefore() bool {
	p := f.p
	if u, n, ok := number.UnitAt(p.text, p.toks, f.first); ok && n == 1 && u.Class == number.Percent && p.toks[f.first].Kind == normalize.Mark {
		return true
	}
	if f.first == 0 || p.toks[f.first-1].Kind != normalize.Mark {
		return false
	}
	u, n, ok := number.UnitAt(p.text, p.toks, f.first-1)
	if ok && n == 1 && u.Class == number.Percent && p.touching(f.first-1) {
		f.unit = u
		return true
	}
	return false
}

// rowLabel reports a year alone in the first cell of a table row.
func (f *figure) rowLabel() bool {
	p := f.p
	if f.first != 0 || f.next >= len(p.ws) || !p.ws[f.next].cell || f.High != "" || len(f.Value) != 4 {
		return false
	}
	return f.Value[:2] == "13" || f.Value[:2] == "14"
}

// markerDigits is how many digits the marker of a list has at most.
const markerDigits = 2

// listMarker reports a number that opens a paragraph and is set off from it: «1- …», «2) …», «۳. …».
func (f *figure) listMarker() bool {
	p := f.p
	if f.next >= len(p.toks) || f.High != "" || len(f.Value) > markerDigits {
		return false
	}
	next := p.toks[f.next]
	switch {
	case p.touching(f.next-1) && p.s[next.Start] == '_':
		return true
	case f.first == 1 && p.s[p.toks[0].Start] == '-' && p.touching(0): // «-۱ …», in the order of the eye
		return !p.touching(1)
	case f.first != 0 && !(f.first == 1 && p.toks[0].Kind == normalize.Mark) || next.Kind != normalize.Mark:
		return false
	}
	switch p.s[next.Start] {
	case '-':
		return true
	case ')', '.', '/':
		return p.touching(f.next - 1)
	}
	return false
}

// parenthesised reports a small number alone in brackets, as the minutes after a scorer's name.
func (f *figure) parenthesised() bool {
	p := f.p
	return f.first > 0 && p.ws[f.first-1].open && f.next < len(p.ws) && p.ws[f.next].close && len(f.Value) <= 3
}

// bareYears are the years that a list of books names, of the two Hijri calendars («قم: نشر آوا، ۱۳۷۶.», «۱۴۲۰ق») and of the Gregorian one.
var bareYears = [][2]int64{{1250, 1450}, {1900, 2050}}

// bareYear reports a year that stands alone behind a comma, as in lists of books, or ends a title in quotation marks.
func (f *figure) bareYear() bool {
	p := f.p
	year, ok := f.num.Value.Int64()
	if !ok || !slices.ContainsFunc(bareYears, func(r [2]int64) bool { return r[0] <= year && year <= r[1] }) || f.High != "" || f.first == 0 || p.toks[f.first].Kind != normalize.Digits {
		return false
	}
	if f.next < len(p.ws) && p.ws[f.next].close && p.nominal(f.first-1) {
		return true // «هفت کوتوله والت دیزنی ۱۹۳۷»
	}
	if !p.ws[f.first-1].pause {
		return false
	}
	return f.next == len(p.ws) || p.ws[f.next].ends || p.touching(f.next-1) && p.isWord(f.next) && p.toks[f.next].End-p.toks[f.next].Start == len("\u0642")
}

// endsName reports a number that ends a name («صابر2») or is too long, or too oddly written, for a count, and counts nothing.
func (f *figure) endsName() bool {
	p := f.p
	if p.counts(f.next) {
		return false
	}
	digits := f.end - f.start
	if p.toks[f.first].Kind == normalize.Digits && f.next == f.first+1 && (digits > 7 || digits > 1 && p.s[f.start] == '0') {
		return true
	}
	return p.touching(f.first-1) && p.isWord(f.first-1) && p.toks[f.first].Kind == normalize.Digits &&
		!p.is(f.first-1, preposition|conjunction|finite|adverb|lightVerb)
}
