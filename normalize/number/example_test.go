package number_test

import (
	"fmt"

	"raqam/normalize"
	"raqam/normalize/number"
)

func ExampleFind() {
	t := normalize.Fold("۳۸ هزار و ۱۰ شغل، ۲۰ تا ۳۰ هزار تومان و نیمی از سهم")
	toks := normalize.Tokenize(nil, t.Folded())
	for _, n := range number.Find(t, toks) {
		unit, _, _ := number.UnitAfter(t, toks, n)
		fmt.Printf("%s: %s %q %q\n", t.Folded()[n.Start:n.End], n.Value, n.High, unit.Name)
	}
	// Output:
	// 38 هزار و 10: 38010 "" ""
	// 20 تا 30 هزار: 20000 "30000" "تومان"
	// نیمی: 0.5 "" ""
}

func ExampleParse() {
	for _, s := range []string{"۹٬۰۲۰", "نه هزار و بیست", "9.02e3", "۱۲:۳۰"} {
		n, err := number.Parse(s)
		fmt.Println(n.Value, err)
	}
	// Output:
	// 9020 <nil>
	// 9020 <nil>
	// 9020 <nil>
	//  number: "۱۲:۳۰": no number
}

func ExampleSpell() {
	fmt.Println(number.Spell(number.FromInt(9020)))
	fmt.Println(number.Spell(number.FromInt(-2_000_005)))
	// Output:
	// نه هزار و بیست
	// منفی دو میلیون و پنج
}
