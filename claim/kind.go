package claim

import (
	"raqam/extract"
	"raqam/normalize"
	"raqam/normalize/calendar"
	"raqam/normalize/number"
)

// labelCue is a row of identifiers.tsv: a word before a number that makes it a label. A weak one does so only where no noun follows.
type labelCue struct {
	kind Kind
	weak bool
}

// classify decides kind, value and the bound the number's own words give.
func (f *figure) classify() {
	f.Mention = &Mention{Bound: Exact}
	f.after, f.phraseEnd = f.next, f.next
	switch {
	case f.date != nil:
		f.dateKind()
	case f.num != nil:
		f.Value = f.num.Value.String()
		if !f.num.High.IsZero() {
			f.High, f.Bound = f.num.High.String(), Range
		}
		if !f.num.Literal.IsZero() {
			f.Literal = f.num.Literal.String()
		}
		f.numberKind()
		if f.Value == "" && f.IsClaim() { // digits that are no one number claim nothing
			f.Kind = Other
			f.explain("kind:no-number")
		}
	default:
		f.Kind, f.Value = Identifier, f.p.s[f.start:f.end]
		f.explain("kind:bare-digits")
	}
}

// dateKind takes over what package calendar has read.
func (f *figure) dateKind() {
	f.Value, f.High = f.date.Value, f.date.High
	if f.High != "" {
		f.Bound = Range
	}
	switch f.date.Kind {
	case calendar.YearKind:
		f.Kind = Year
	case calendar.TimeKind:
		f.Kind = Time
	default:
		f.Kind = Date
	}
	f.explain("kind:calendar:" + f.date.Rule)
}

// numberKind decides what sort of figure a number is, by its unit, the word before it, and its form.
func (f *figure) numberKind() {
	p, n := f.p, f.num
	if n.Kind == number.Code && !n.High.IsZero() { // «۲ بر ۱»
		f.Kind, f.Value, f.High, f.Bound = Other, f.Value+"-"+f.High, "", Exact
		f.explain("kind:score")
		return
	}
	if n.Kind == number.Code && f.endsOfCode() {
		n = f.num
	}
	if n.Kind == number.Code {
		f.Kind, f.Value = Identifier, p.s[f.start:f.end]
		f.explain("kind:code")
		return
	}
	if n.Kind == number.Ordinal {
		f.Kind = Ordinal
		f.explain("kind:ordinal")
		return
	}
	if u, next, ok := number.UnitAfter(p.text, p.toks, *n); ok {
		f.unit, f.after = u, next
	}
	if n.Kind == number.Multiple {
		f.Kind, f.Unit = Quantity, ""
		f.unit = number.Unit{}
		f.explain("kind:multiple")
		return
	}
	label, cue := f.label()
	if cue && f.unit.Class == number.TimeUnit && f.after < len(p.ws) && p.ws[f.after].figure { // «ماده ۱۸۰ سال ۹۴»
		f.unit, f.after = number.Unit{}, f.next
	}
	switch {
	case f.rowLabel():
		f.Kind = Year
		year, _ := n.Value.Int64()
		p.rowYear = calendar.Date{Year: int(year)}
		f.explain("kind:row-year")
	case f.unit.Class == number.Percent || f.percentSignBefore():
		f.Kind = Percent
		f.explain("kind:percent")
	case f.unit.Class == number.Currency:
		f.Kind = Money
		f.explain("kind:currency")
	case cue && (f.unit.Class == 0 || label == Other && f.unit.Class != number.TimeUnit):
		f.Kind = label
		f.unit = number.Unit{}
		f.after = f.next
		f.labelled = true
		f.explain("kind:label")
	case f.unit.Class == number.TimeUnit:
		f.Kind = Duration
		f.explain("kind:time-unit")
	case f.unit.Class != 0:
		f.Kind = Quantity
		f.explain("kind:unit")
	case f.listMarker():
		f.Kind = Other
		f.explain("kind:list-marker")
	case f.parenthesised() && p.part == extract.Title && f.next+1 == len(p.ws): // «… (۲)»: the part of a series
		f.Kind = Ordinal
		f.explain("kind:part")
	case f.parenthesised():
		f.Kind = Other
		f.explain("kind:parenthesis")
	case f.bareYear():
		f.Kind = Year
		f.explain("kind:bare-year")
	case f.endsName(), f.afterNoun(), f.hyphenated():
		f.Kind, f.named = Identifier, true
		f.explain("kind:name")
	case n.Rule == shareRule:
		f.Kind = Other
		f.explain("kind:share")
	default:
		f.Kind = Quantity
		f.explain("kind:count")
	}
	if f.Kind == Identifier || f.Kind == Ordinal || f.Kind == Other {
		f.Bound = Exact
		if f.High != "" {
			f.Bound = Range
		}
	}
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
	f.labels = p.plural(end - 1)
	return cue.kind, true
}

// fixedNumber is the number that a body is always named with: «پلیس ۱۱۰».
type fixedNumber struct {
	word  int32
	value string
}

// shareRule is the rule by which package number reads «نیمی از», «نصف».
const shareRule = "share"

// counts reports whether what follows at token i is a noun a number could count.
func (p *passage) counts(i int) bool {
	return p.nominal(i) && !p.ws[i].is(predicate) && !(p.ws[i].is(participle)) && !p.verbAfter(i)
}

// rowLabel reports a year alone in the first cell of a table row.
func (f *figure) rowLabel() bool {
	p := f.p
	if f.first != 0 || f.next >= len(p.ws) || !p.ws[f.next].cell || f.High != "" || len(f.Value) != 4 {
		return false
	}
	return f.Value[:2] == "13" || f.Value[:2] == "14"
}

// listMarker reports a number that opens a paragraph and is set off from it: «1- …», «2) …», «۳. …».
func (f *figure) listMarker() bool {
	p := f.p
	if f.next < len(p.toks) && p.touching(f.next-1) && p.s[p.toks[f.next].Start] == '_' && f.High == "" {
		return len(f.Value) <= 2
	}
	if f.first != 0 && !(f.first == 1 && p.toks[0].Kind == normalize.Mark) || f.next >= len(p.toks) || f.High != "" {
		return false
	}
	if p.toks[f.next].Kind != normalize.Mark || !p.touching(f.next-1) {
		return false
	}
	switch p.s[p.toks[f.next].Start] {
	case '-', ')', '.', '/':
		return len(f.Value) <= 2
	}
	return false
}

// parenthesised reports a small number alone in brackets, as the minutes after a scorer's name.
func (f *figure) parenthesised() bool {
	p := f.p
	return f.first > 0 && p.ws[f.first-1].open && f.next < len(p.ws) && p.ws[f.next].close && len(f.Value) <= 3
}

// Years of the solar and the lunar Hijri calendar that a list of books names («قم: نشر آوا، ۱۳۷۶.», «۱۴۲۰ق»).
const (
	firstBareYear = 1250
	lastBareYear  = 1450
)

// bareYear reports a year that stands alone behind a comma, as in lists of books.
func (f *figure) bareYear() bool {
	p := f.p
	year, ok := f.num.Value.Int64()
	if !ok || year < firstBareYear || year > lastBareYear || f.High != "" || f.first == 0 || !p.ws[f.first-1].pause || p.toks[f.first].Kind != normalize.Digits {
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
