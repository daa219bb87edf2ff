// Package number finds numerals and number words in folded Persian text and reads them as exact numbers.
package number

// Kind is the grammatical class of a number.
type Kind uint8

const (
	Cardinal Kind = iota + 1 // «۹ هزار و ۲۰»
	Ordinal                  // «سوم», «هفتمین»
	Fraction                 // «یک سوم», «نیم»
	Multiple                 // «دو برابر»: the surface includes the word for "times"
	Vague                    // «صدها», «چند هزار»: Value is the named magnitude
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
	First, Next int   // tokens [First, Next) of the slice given to Find
	Kind        Kind  //
	Value       Value // the number, or the lower end of a range
	High        Value // the upper end of a range, else the zero Value
	Bound       Bound
	Literal     Value  // the reading by the letter, where Value is the reading that makes sense («5/69 درصد» = 69.5, literally 5.69); else zero
	Rule        string // which rule composed it, for explanations
}
