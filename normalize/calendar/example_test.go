package calendar_test

import (
	"fmt"

	"raqam/normalize"
	"raqam/normalize/calendar"
	"raqam/normalize/number"
)

func ExampleParseStamp() {
	s, err := calendar.ParseStamp("تاریخ انتشار: ۲۱ ارديبهشت ۱۳۹۹ - ۱۸:۵۹")
	fmt.Println(s.Date, s.Clock.Format("15:04"), err)
	_, err = calendar.ParseStamp("۳۱ مهر ۱۳۹۹")
	fmt.Println(err)
	// Output:
	// 1399-02-21 18:59 <nil>
	// "۳۱ مهر ۱۳۹۹": 1399-07-31: no such date
}

func ExampleFind() {
	published := calendar.Date{Year: 1399, Month: 8, Day: 26}
	t := normalize.Fold("از ۲۲ تا ۲۴ آذر ماه، ساعت ۹ صبح")
	toks := normalize.Tokenize(nil, t.Folded())
	for _, m := range calendar.Find(t, toks, number.Find(t, toks), published) {
		fmt.Println(m.Value, m.High, m.From, m.To)
	}
	// Output:
	// --09-22 --09-24 1399-09-22 1399-09-24
	// 09:00
}

func ExampleReferences() {
	published := calendar.Date{Year: 1399, Month: 8, Day: 26}
	t := normalize.Fold("در شش ماهه نخست سال گذشته")
	for _, r := range calendar.References(t, normalize.Tokenize(nil, t.Folded()), published) {
		fmt.Println(t.Folded()[r.Start:r.End], r.From, r.To)
	}
	// Output:
	// شش ماهه نخست سال گذشته 1398-01 1398-06
}
