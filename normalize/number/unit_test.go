package number

import (
	"testing"

	"raqam/normalize"
)

func TestUnitAfter(t *testing.T) {
	for _, c := range []struct {
		text, name string
		class      UnitClass
		adjective  bool
	}{
		{"۵ نفر", "نفر", Classifier, false},
		{"۵ نفری", "نفر", Classifier, true},
		{"۳۰ درصدی", "درصد", Percent, true},
		{"سیدرصد", "درصد", Percent, false},
		{"90 در صد", "درصد", Percent, false},
		{"30٪", "درصد", Percent, false},
		{"۵ میلیون تومانی", "تومان", Currency, true},
		{"۳ ساله", "سال", TimeUnit, true},
		{"۳‌ساله", "سال", TimeUnit, true},
		{"۹۰ کیلومتری", "کیلومتر", Measure, true},
		{"۴۳ متر مکعب", "متر مکعب", Measure, false},
		{"۴۳ مترمکعب", "متر مکعب", Measure, false},
		{"دو ساعت و نیم", "ساعت", TimeUnit, false},
		{"۲۰۰ همت", "تومان", Currency, false},
		{"۲۰ رأس گوسفند", "رأس", Classifier, false},
		{"۱۲ km", "کیلومتر", Measure, false},
		{"۳ دستگاهها", "دستگاه", Classifier, false},
		{"۵ دفتر", "", 0, false},
		{"۱۵ ریالی", "ریال", Currency, true},
	} {
		text := normalize.Fold(c.text)
		toks := normalize.Tokenize(nil, text.Folded())
		found := Find(text, toks)
		if len(found) != 1 {
			t.Errorf("%s: %d numbers", c.text, len(found))
			continue
		}
		u, next, ok := UnitAfter(text, toks, found[0])
		if ok != (c.name != "") || u.Name != c.name || u.Class != c.class || u.Adjective != c.adjective {
			t.Errorf("%s: unit %+v, %v", c.text, u, ok)
		}
		if next < found[0].Next || next > len(toks) {
			t.Errorf("%s: next token %d", c.text, next)
		}
	}
	text := normalize.Fold("۵ تومان")
	toks := normalize.Tokenize(nil, text.Folded())
	if u, n, ok := UnitAt(text, toks, 1); !ok || n != 1 || u.Rial != 10 {
		t.Errorf("toman: %+v %d %v", u, n, ok)
	}
}
