package claim

import (
	"raqam/extract"
	"raqam/normalize/calendar"
	"raqam/normalize/number"
)

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
	if cue && label != Other && f.unit.Class == number.Currency && f.next == f.first+1 && f.after == f.next+1 { // «شماره ۱۱ رئال مادرید»
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

// shareRule is the rule by which package number reads «نیمی از», «نصف».
const shareRule = "share"

// counts reports whether what follows at token i is a noun a number could count.
func (p *passage) counts(i int) bool {
	return p.nominal(i) && !p.ws[i].is(predicate) && !(p.ws[i].is(participle)) && !p.verbAfter(i)
}
