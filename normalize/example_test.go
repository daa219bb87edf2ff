package normalize_test

import (
	"fmt"

	"raqam/normalize"
)

func ExampleFold() {
	t := normalize.Fold("كتاب‌هاي ۱۲ مدرسة")
	fmt.Println(t.Folded())
	toks := normalize.Tokenize(nil, t.Folded())
	start, end := t.Span(toks[0].Start, toks[0].End) // back to what was written
	fmt.Println(t.Original()[start:end])
	// Output:
	// کتاب‌های 12 مدرسه
	// كتاب‌هاي
}

func ExampleSentences() {
	t := normalize.Fold("رشد ۲.۵ درصد بود. «ج.ا.ا» هم همین را گفت.")
	for s := range normalize.Sentences(t) {
		fmt.Println(t.Folded()[s.Start:s.End])
	}
	// Output:
	// رشد 2.5 درصد بود.
	// «ج.ا.ا» هم همین را گفت.
}

func ExampleKey() {
	fmt.Println(normalize.Key("دانشگاه‌هاي"), normalize.Key("دانشگاههای"), normalize.Key("تنها"))
	// Output: دانشگاه دانشگاه تنها
}
