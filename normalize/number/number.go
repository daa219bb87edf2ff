// Package number finds numerals and number words in folded Persian text and reads them as exact numbers.
//
// [Find] yields every numeric expression of a text: digits, words or both («۹ هزار و ۲۰»), ranges, fractions, ordinals, vague numbers.
// [Parse] reads a text that is one number, [Spell] writes one in words, and [UnitAfter] tells the unit, currency or classifier that follows.
// The words are rows of tables; the code knows only how numbers are put together. To teach it a word, add one line, columns separated by
// tabs, where _ stands for a half-space, a space or nothing:
//
//	numerals.tsv    card	14	چارده	spoken
//	units.tsv       measure	میکرون		-ی
//	homographs.tsv  phrase	هفت_سین
//	spellout.tsv    300	سیصد[ و >>]
//
// and to testdata/find.tsv a sentence that has it.
package number

// Kind is the grammatical class of a number.
type Kind uint8

const (
	Cardinal Kind = iota + 1 // «۹ هزار و ۲۰»
	Ordinal                  // «سوم», «هفتمین»
	Fraction                 // «یک سوم», «نیم»
	Multiple                 // «دو برابر»: the surface includes the word for "times"
	Vague                    // «صدها», «چند هزار»: Value is the named magnitude
	Code                     // digit groups that are no one number: 1399/8/26, 12:33, 021-88776655, 3-1, digits in a URL; Value is unset, but for «سه بر یک» with Value 3 and High 1
)

// Bound says how a number's own words limit it; cue phrases around it («بیش از») belong to package claim.
type Bound uint8

const (
	Exact    Bound = iota
	Approx         // «دو سه», «هفت هشت هزار»
	MoreThan       // «هزار و اندی»
	Range          // «۲۰ تا ۳۰»
)

// Number is one maximal numeric expression.
type Number struct {
	Start, End  int   // bytes of the folded text
	First, Next int   // tokens [First, Next) of the slice given to Find; the number may begin or end within First or Next-1 («جذب۷», «سیدرصد»)
	Kind        Kind  //
	Value       Value // the number, or the lower end of a range
	High        Value // the upper end of a range, else the zero Value
	Bound       Bound
	Literal     Value  // the reading by the letter, where Value is the reading that makes sense («5/69 درصد» = 69.5, literally 5.69); else zero
	Inner       int    // the token of the unit that stands inside the number («دو ساعت و نیم»), or 0: it cannot be the first token
	Rule        string // which rule composed it, for explanations
}
