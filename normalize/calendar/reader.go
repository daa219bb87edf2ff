package calendar

import (
	"sort"
	"strings"

	"raqam/normalize"
	"raqam/normalize/number"
)

// reader looks at the tokens of one folded text.
type reader struct {
	s    string
	toks []normalize.Token
	nums []number.Number
	ref  Date
	lex  *lexiconTables

	out     []Match
	done    int // token after the last match
	waiting []loneDay

	last struct { // what whole returned last
		token int // 1 + its token
		whole whole
		ok    bool
	}
}

// text returns the folded letters of token i, "" past the end.
func (r *reader) text(i int) string {
	if i < 0 || i >= len(r.toks) {
		return ""
	}
	return r.s[r.toks[i].Start:r.toks[i].End]
}

// adjoins reports whether nothing stands between token i-1 and token i.
func (r *reader) adjoins(i int) bool {
	return i > 0 && i < len(r.toks) && r.toks[i-1].End == r.toks[i].Start
}

// isMark reports whether token i is one of the marks.
func (r *reader) isMark(i int, marks string) bool {
	return i >= 0 && i < len(r.toks) && r.toks[i].Kind == normalize.Mark && strings.Contains(marks, r.text(i))
}

func (r *reader) isDigits(i int) bool {
	return i >= 0 && i < len(r.toks) && r.toks[i].Kind == normalize.Digits
}

// endsLine reports whether a line ends between token i-1 and token i, or the text does.
func (r *reader) endsLine(i int) bool {
	if i <= 0 || i >= len(r.toks) {
		return true
	}
	return strings.IndexByte(r.s[r.toks[i-1].End:r.toks[i].Start], '\n') >= 0
}

// Marks that the patterns know, folded.
const (
	dashes   = "-\u2013\u2014\u2212\u2010\u2011\u2012"
	commas   = ",\u060c"
	brackets = "([\u00ab\""
)

// find returns the longest phrase at token i whose value pleases ok, and the token after it.
func find[T any](r *reader, p phrases[T], i int, ok func(T) bool) (v T, next int, found bool) {
	if i < 0 || i >= len(r.toks) || !p.pairs.may(r.text(i)) {
		return v, 0, false
	}
	var room [96]byte
	key := appendJoined(room[:0], r.text(i))
	most := p.tokens[string(key)]
	for n := 1; n <= most; n++ {
		if n > 1 {
			if r.endsLine(i + n - 1) {
				break
			}
			key = appendJoined(key, r.text(i+n-1))
		}
		if w, have := p.value[string(key)]; have && ok(w) {
			v, next, found = w, i+n, true
		}
	}
	return v, next, found
}

// startsWith reports whether token i is one of the first tokens of a set of phrases.
func (r *reader) startsWith(s *starts, i int) bool {
	if !s.pairs.may(r.text(i)) {
		return false
	}
	var room [96]byte
	return s.words[string(appendJoined(room[:0], r.text(i)))]
}

// is reports whether a word or phrase of the class stands at token i, and returns the token after it.
func (r *reader) is(i int, c class) (int, bool) {
	_, next, ok := find(r, r.lex.words, i, func(w class) bool { return w&c != 0 })
	return next, ok
}

// skip returns the token after a word or two of the class at token i; no more, so that looking ahead stays short whatever the text.
func (r *reader) skip(i int, c class) int {
	for range 2 {
		next, ok := r.is(i, c)
		if !ok {
			return i
		}
		i = next
	}
	return i
}

// endsWith reports whether a word of the class ends where token i starts.
func (r *reader) endsWith(i int, c class) bool {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if next, ok := r.is(j, c); ok && next == i {
			return true
		}
	}
	return false
}

// weekday reads the name of a day of the week at token i.
func (r *reader) weekday(i int) (day, next int, ok bool) {
	return find(r, r.lex.weekdays, i, func(int) bool { return true })
}

// whole is a whole number written at some tokens.
type whole struct {
	value, high int  // high is the upper end where the number is itself a range, else 0
	half        bool // «ده و نیم»
	width       int  // figures written, 0 for words
	ordinal     bool
	era         Calendar
	start, next int // tokens
}

// whole reads the whole number at token i: up to four figures that are no part of a larger expression («۹ هزار»), or number words.
func (r *reader) whole(i int) (whole, bool) {
	if i < 0 || i >= len(r.toks) {
		return whole{}, false
	}
	if last := &r.last; last.token != i+1 { // each pattern asks again for the same number
		last.token = i + 1
		last.whole, last.ok = r.readWhole(i)
	}
	return r.last.whole, r.last.ok
}

func (r *reader) readWhole(i int) (whole, bool) {
	n := r.numberAt(i)
	switch r.toks[i].Kind {
	case normalize.Digits:
		s := r.text(i)
		if len(s) > 4 {
			return whole{}, false
		}
		w := whole{width: len(s), start: i, next: i + 1}
		for _, c := range []byte(s) {
			w.value = w.value*10 + int(c-'0')
		}
		if n != nil && r.hasWord(n) && !isValue(n.Value, w.value) && !isValue(n.High, w.value) {
			v, half, ok := smallValue(n.Value)
			if !ok || !half || v != w.value || n.First != i {
				return whole{}, false
			}
			w.half, w.next = true, n.Next // «9 و نیم»
		}
		if n != nil && n.Kind == number.Ordinal {
			w.ordinal = true
			w.next = max(w.next, n.Next)
		}
		return w, true
	case normalize.Word:
		if n == nil || n.First != i || n.Kind > number.Ordinal || r.hasDigits(n) ||
			n.Start != r.toks[i].Start || n.End != r.toks[n.Next-1].End { // «سیدرصد»
			return whole{}, false
		}
		w := whole{ordinal: n.Kind == number.Ordinal, start: i, next: n.Next}
		var ok bool
		if w.value, w.half, ok = smallValue(n.Value); !ok {
			return whole{}, false
		}
		if !n.High.IsZero() {
			if w.high, _, ok = smallValue(n.High); !ok {
				return whole{}, false
			}
		}
		return w, true
	}
	return whole{}, false
}

// numberAt returns the number of which token i is a part, nil if none.
func (r *reader) numberAt(i int) *number.Number {
	k := sort.Search(len(r.nums), func(k int) bool { return r.nums[k].Next > i })
	if k == len(r.nums) || r.nums[k].First > i {
		return nil
	}
	return &r.nums[k]
}

func (r *reader) hasWord(n *number.Number) bool   { return r.has(n, normalize.Word) }
func (r *reader) hasDigits(n *number.Number) bool { return r.has(n, normalize.Digits) }

func (r *reader) has(n *number.Number, kind normalize.TokenKind) bool {
	for i := n.First; i < n.Next && i < len(r.toks) && i < n.First+16; i++ { // no date is longer
		if r.toks[i].Kind == kind {
			return true
		}
	}
	return false
}
