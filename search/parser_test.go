package search

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"raqam/normalize/calendar"
)

func TestParse(t *testing.T) {
	year := func(from, to int) Period {
		return Period{"year", calendar.Date{Year: from}, calendar.Date{Year: to}}
	}
	tests := []struct {
		query string
		want  Node
	}{
		{"کارگاه", Word{Text: "کارگاه"}},
		{"  كارگاه  ", Word{Text: "کارگاه"}},
		{"کارگاه تولیدی", And{[]Node{Word{Text: "کارگاه"}, Word{Text: "تولیدی"}}}},
		{"کارگاه AND تولیدی", And{[]Node{Word{Text: "کارگاه"}, Word{Text: "تولیدی"}}}},
		{"دانشگاه های بزرگ", And{[]Node{Word{Text: "دانشگاه های"}, Word{Text: "بزرگ"}}}},
		{`"کارگاه تولیدی"`, Phrase{"کارگاه تولیدی"}},
		{`"کارگاه،  تولیدی"`, Phrase{"کارگاه تولیدی"}},
		{`"کارگاه"`, Word{Text: "کارگاه"}},
		{"a OR b c", Or{[]Node{Word{Text: "a"}, And{[]Node{Word{Text: "b"}, Word{Text: "c"}}}}}},
		{"(a OR b) c", And{[]Node{Or{[]Node{Word{Text: "a"}, Word{Text: "b"}}}, Word{Text: "c"}}}},
		{"a|b", Or{[]Node{Word{Text: "a"}, Word{Text: "b"}}}},
		{"a -b c", And{[]Node{Word{Text: "a"}, Not{Word{Text: "b"}}, Word{Text: "c"}}}},
		{"a - b", And{[]Node{Word{Text: "a"}, Word{Text: "b"}}}},
		{"NOT (a b)", Not{And{[]Node{Word{Text: "a"}, Word{Text: "b"}}}}},
		{"--a", Not{Not{Word{Text: "a"}}}},
		{"کارگا*", Word{Text: "کارگا", Prefix: true}},
		{"*", All{}},
		{"9020", Number{"value", Stated, "9020", ""}},
		{"9,020", Number{"value", Stated, "9020", ""}},
		{"۹٬۰۲۰", Number{"value", Stated, "9020", ""}},
		{"کارگاه ۹ هزار و ۲۰ تولیدی", And{[]Node{Word{Text: "کارگاه"}, Number{"value", Stated, "9020", ""}, Word{Text: "تولیدی"}}}},
		{"9 020 500", Number{"value", Stated, "9020500", ""}},
		{"9 20", And{[]Node{Number{"value", Stated, "9", ""}, Number{"value", Stated, "20", ""}}}},
		{"نه هزار و بیست", Number{"value", Stated, "9020", ""}},
		{"نه", Word{Text: "نه"}},
		{"کووید19", Phrase{"کووید 19"}},
		{"%19", Number{"value", Stated, "19", ""}},
		{"۱۳۹۹/۰۸/۲۶", Phrase{"1399 08 26"}},
		{"۲۰ تا ۳۰", Number{"value", Within, "20", "30"}},
		{"value:1e12", Number{"value", Stated, "1000000000000", ""}},
		{"VALUE:=۱۰۰۰۰", Number{"value", Equal, "10000", ""}},
		{`value:~"۹ هزار و ۲۰"`, Number{"value", About, "9020", ""}},
		{"value:>0.50", Number{"value", Greater, "0.5", ""}},
		{"value:≥5", Number{"value", AtLeast, "5", ""}},
		{"value:-5..5", Number{"value", Within, "-5", "5"}},
		{"value:10000..", Number{"value", Within, "10000", ""}},
		{`value:.."۵۰ هزار"`, Number{"value", Within, "", "50000"}},
		{"value:2/6", Number{"value", Stated, "1/3", ""}},
		{"money:5e9toman", Number{"money", Stated, "50000000000", ""}},
		{"money:5e9تومان", Number{"money", Stated, "50000000000", ""}},
		{`money:>="۳ همت"`, Number{"money", AtLeast, "30000000000000", ""}},
		{`money:"۲ میلیارد ریال".."۵ میلیارد تومان"`, Number{"money", Within, "2000000000", "50000000000"}},
		{"money:>=1e12 unit:ریال", Number{"money", AtLeast, "1000000000000", ""}},
		{"unit:تومان x money:2..5", And{[]Node{Word{Text: "x"}, Number{"money", Within, "20", "50"}}}},
		{"money:2..5تومان", Number{"money", Within, "20", "50"}},
		{"money:5toman unit:toman", Number{"money", Stated, "50", ""}},
		{`money:5 unit:"میلیارد تومان"`, Number{"money", Stated, "50000000000", ""}},
		{"money:5 unit:دلار", And{[]Node{Number{"value", Stated, "5", ""}, Text{"unit", "دلار", false, false}, Is{"kind", "money"}}}},
		{"money:5 -unit:ریال", And{[]Node{Number{"money", Stated, "5", ""}, Not{Text{"unit", "ریال", false, false}}}}},
		{`money:5 unit:="ریال"`, And{[]Node{Number{"money", Stated, "5", ""}, Text{"unit", "ریال", false, true}}}},
		{"(money:5 | x) unit:ریال", And{[]Node{Or{[]Node{Number{"money", Stated, "5", ""}, Word{Text: "x"}}}, Text{"unit", "ریال", false, false}}}},
		{"value:5 unit:ریال", And{[]Node{Number{"value", Stated, "5", ""}, Text{"unit", "ریال", false, false}}}},
		{"year:1397..1402", year(1397, 1402)},
		{"year:1397,۱۳۹۹", Or{[]Node{year(1397, 1397), year(1399, 1399)}}},
		{"counted:واحد،کارگاه", Or{[]Node{Text{"counted", "واحد", false, false}, Text{"counted", "کارگاه", false, false}}}},
		{`outlet:"الف، ب"`, Text{"outlet", "الف ب", false, false}},
		{"value:50%", And{[]Node{Number{"value", Stated, "50", ""}, Is{"kind", "percent"}}}},
		{"value:>=۵۰درصد", And{[]Node{Number{"value", AtLeast, "50", ""}, Is{"kind", "percent"}}}},
		{"value:2..5تن", And{[]Node{Number{"value", Within, "2", "5"}, Text{"unit", "تن", false, false}}}},
		{`money:>"۵ میلیون دلار"`, And{[]Node{Number{"value", Greater, "5000000", ""}, Text{"unit", "دلار", false, false}, Is{"kind", "money"}}}},
		{"year:98", year(1398, 1398)},
		{"year:>1397", year(1398, 0)},
		{"year:<۱۳۹۷", year(0, 1396)},
		{"year:2020", Period{"date", calendar.Date{Year: 1398, Month: 10, Day: 11}, calendar.Date{Year: 1399, Month: 10, Day: 11}}},
		{"date:2020-11-16", Period{"date", calendar.Date{Year: 1399, Month: 8, Day: 26}, calendar.Date{Year: 1399, Month: 8, Day: 26}}},
		{"date:۱۳۹۹/۸/۲۶..", Period{"date", calendar.Date{Year: 1399, Month: 8, Day: 26}, calendar.Date{}}},
		{`date:"۲۶ آبان ۱۳۹۹"`, Period{"date", calendar.Date{Year: 1399, Month: 8, Day: 26}, calendar.Date{Year: 1399, Month: 8, Day: 26}}},
		{`date:"آبان ۱۳۹۹".."۵ آذر ۱۳۹۹"`, Period{"date", calendar.Date{Year: 1399, Month: 8}, calendar.Date{Year: 1399, Month: 9, Day: 5}}},
		{`date:"16 نوامبر 2020"`, Period{"date", calendar.Date{Year: 1399, Month: 8, Day: 26}, calendar.Date{Year: 1399, Month: 8, Day: 26}}},
		{`date:"۱۲ ربیع‌الاول ۱۴۴۲"`, Period{"date", calendar.Date{Year: 1399, Month: 8, Day: 8}, calendar.Date{Year: 1399, Month: 8, Day: 8}}},
		{`date:"پاییز ۱۳۹۹"`, Period{"date", calendar.Date{Year: 1399, Month: 7}, calendar.Date{Year: 1399, Month: 9}}},
		{"date:1399-07", Period{"date", calendar.Date{Year: 1399, Month: 7}, calendar.Date{Year: 1399, Month: 7}}},
		{"speaker:كاوه\u200cای", Text{"speaker", "کاوه\u200cای", false, false}},
		{"speaker:\"مهرداد کاوه\u200cای\"", Text{"speaker", "مهرداد کاوه\u200cای", false, false}},
		{"speaker:*", Text{"speaker", "", true, false}},
		{"outlet:خبر*", Text{"outlet", "خبر", true, false}},
		{`outlet:="خبرگزاري نمونه"`, Text{"outlet", "خبرگزاری نمونه", false, true}},
		{"speaker:=", Text{"speaker", "", false, true}},
		{"per:each:خانوار", Text{"per", "each خانوار", false, false}},
		{"change:rise,none", Or{[]Node{Is{"change", "rise"}, Is{"change", "none"}}}},
		{`key:"كارگاه||ايجاد||1399"`, Is{"key", "کارگاه||ایجاد||1399"}},
		{"claim:0123456789ABCDEF", Is{"claim", "0123456789abcdef"}},
		{"kind:money", Is{"kind", "money"}},
		{"kind:money,percent", Or{[]Node{Is{"kind", "money"}, Is{"kind", "percent"}}}},
		{"site:https://www.Example.ir/x", Is{"site", "example.ir"}},
		{"url:https://example.ir/?a=b", Is{"url", "https://example.ir/?a=b"}},
		{"https://example.ir", Phrase{"https example ir"}},
	}
	for _, test := range tests {
		q, err := Parse(test.query)
		if err != nil {
			t.Errorf("%s: %v", test.query, err)
		} else if !reflect.DeepEqual(q.Root, test.want) {
			t.Errorf("%s: %#v, want %#v", test.query, q.Root, test.want)
		}
		checkLaw(t, test.query)
	}
}

// checkLaw: a canonical query reads back as itself, unless what was brief at the limit has become too long.
func checkLaw(t *testing.T, text string) {
	t.Helper()
	q, err := Parse(text)
	if err != nil || len(q.String()) > MaxQueryBytes {
		return
	}
	again, err := Parse(q.String())
	if err != nil {
		t.Errorf("%.200q prints as %.200q, which is no query: %v", text, q.String(), err)
	} else if !reflect.DeepEqual(q, again) {
		t.Errorf("%.200q prints as %.200q, which reads back as %.300s, not %.300s", text, q.String(), again, q)
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct {
		query  string
		column int
		msg    string // part of it
	}{
		{"", 1, "empty"},
		{"   ", 4, "empty"},
		{"!!!", 4, "empty"},
		{"واحد (تولیدی", 6, "not closed"},
		{"واحد )", 6, "closes nothing"},
		{"واحد ()", 6, "hold nothing"},
		{`واحد "تولیدی`, 6, "not closed"},
		{`واحد ""`, 6, "no word"},
		{"a OR", 5, "after OR"},
		{"OR a", 1, "before OR"},
		{"a OR OR b", 6, "before OR"},
		{"AND a", 1, "before AND"},
		{"a AND", 3, "after AND"},
		{"a NOT", 3, "to exclude"},
		{"a -(", 4, "not closed"},
		{"a*", 1, "two letters"},
		{"foo:bar", 1, "no field"},
		{"واحد foo:bar", 6, "no field"},
		{"foo:bar", 1, "expected one of bound, change"},
		{"speker:x", 1, "perhaps speaker: was meant"},
		{"yaer:1399", 1, "perhaps year: was meant"},
		{"countedd:x", 1, "perhaps counted: was meant"},
		{"vslue:1", 1, "perhaps value: was meant"},
		{"pred:x", 1, "perhaps predicate: was meant"},
		{"z:x", 1, "expected one of"},
		{"value:", 7, "expected a value"},
		{"value: 9020", 7, "expected a value"},
		{"واحد value:abc", 12, "no number"},
		{"value:10000..abc", 14, "no number"},
		{"value:..", 7, "before or after"},
		{"value:>", 8, "expected a number"},
		{"value:>1..2", 8, "not a range"},
		{"value:20..10", 7, "smaller"},
		{"value:1e99999", 7, "no number"},
		{"money:5toman unit:دلار", 7, "names its currency"},
		{"money:2..3..4", 10, "no number"},
		{"outlet:=!", 9, "expected a word"},
		{"claim:", 7, "expected a value"},
		{"change:up", 8, "rise, fall"},
		{"kind:mony", 6, "quantity, money"},
		{"year:abc", 6, "expected a year"},
		{"year:1399-07", 6, "date:"},
		{"year:1397-1402", 6, "1397..1402"},
		{"counted:واحد,", 14, "each comma"},
		{"year:1399,x", 11, "expected a year"},
		{"value:%", 7, "no number"},
		{"year:~1399", 6, "expected a year"},
		{`date:"۳۱ مهر ۱۳۹۹"`, 6, "no date"},
		{`date:"تا آبان ۱۳۹۹"`, 6, "no date"},
		{`date:"تا ۱۳۹۹"`, 6, "no date"},
		{`date:"آبان"`, 6, "no date"},
		{`date:"از ۲۶ آبان ۱۳۹۹ به بعد"`, 6, "no date"},
		{`year:"آبان ۱۳۹۹"`, 6, "no date"},
		{"date:1399-07-31", 6, "no such"},
		{"date:2021-02-29", 6, "no such day"},
		{"date:1399-13", 6, "no such date"},
		{"date:1400..1399", 6, "earlier"},
		{"counted:!", 9, "expected a word"},
		{strings.Repeat("(", 100) + "a", 65, "nested"},
		{strings.Repeat("-", 100) + "a", 64, "minus"},
		{strings.Repeat("a ", MaxQueryBytes), 1, "at most"},
	}
	for _, test := range tests {
		_, err := Parse(test.query)
		var syntax *SyntaxError
		switch {
		case !errors.As(err, &syntax):
			t.Errorf("%.40q: %v, want a SyntaxError", test.query, err)
		case syntax.Column != test.column || !strings.Contains(syntax.Msg, test.msg):
			t.Errorf("%.40q: %v, want column %d and %q", test.query, err, test.column, test.msg)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"واحد تولیدی year:1399 value:>=10000 -speaker:*", `"a b" OR (c -d) e*`, "۹ هزار و ۲۰", "دانشگاه (های)", "money:>\"۳ همت\"", "a|b «c d»", "نه (هزار)",
		"value:1/3..2/3 date:2020-11-16..", "title:\"x (y\"* site:a.b url:http://x/", "--(a b) -(c OR d)", "می (شود) \u200c\u0640", "9 020 -9 9.02هزار",
		"money:>=1e12 unit:ریال", "money:5 unit:دلار -(money:1..2toman unit:toman)", "outlet:=\"a b\" speaker:= per:each:x change:rise,none key:\"a||b|\"",
		"value:50% value:2..5تن money:>5دلار year:97,98.. counted:a,b,c -site:a.b,c.d value:=5درصد",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := Parse(text); err != nil {
			var syntax *SyntaxError
			if !errors.As(err, &syntax) || syntax.Column < 1 || syntax.Column > len([]rune(text))+1 {
				t.Fatalf("%q: %v", text, err)
			}
		}
		checkLaw(t, text)
	})
}
