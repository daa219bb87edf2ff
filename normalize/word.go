package normalize

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// WordForm is a word of a text in its comparable form.
type WordForm struct {
	Start, End int    // bytes of the folded text, with any affix written apart
	Key        string // the comparable form: spelling variants of a word share it
}

// maxEndings is how many endings a word may have: comparative, plural, possessive and copula are four. Without it a hostile page of nothing but
// endings would be one word, and take quadratic time.
const maxEndings = 4

// Words returns the words and digit runs of t in order, each with the key by which it is found. «دانشگاه‌های», «دانشگاههای» and «دانشگاه
// های» are one word with one key. No word is left out: number words are words.
func Words(t Text) []WordForm {
	s := t.folded
	toks := Tokenize(make([]Token, 0, len(s)/7+8), s)
	words := make([]WordForm, 0, len(toks))
	table := affixes()
	for i := 0; i < len(toks); i++ {
		tok := toks[i]
		switch tok.Kind {
		case Mark:
			continue
		case Digits:
			words = append(words, WordForm{tok.Start, tok.End, s[tok.Start:tok.End]})
			continue
		}
		word, end := s[tok.Start:tok.End], tok.End
		if _, ok := table.prefixes[word]; ok && i+1 < len(toks) && spaced(s, tok, toks[i+1]) && s[toks[i+1].Start:toks[i+1].End] != word {
			i++
			end = toks[i].End
			word += s[toks[i].Start:end]
		}
		for n := 0; n < maxEndings && i+1 < len(toks) && spaced(s, toks[i], toks[i+1]); n++ {
			next := s[toks[i+1].Start:toks[i+1].End]
			a, ok := table.suffix(strings.ReplaceAll(next, string(zwnj), ""))
			if !ok || !a.follows(word) {
				break
			}
			i++
			end = toks[i].End
			word += string(zwnj) + next
		}
		words = append(words, WordForm{tok.Start, end, table.key(word)})
	}
	return words
}

// spaced reports whether b is a word that follows a after one space: only then can it be a's affix.
func spaced(s string, a, b Token) bool {
	return b.Kind == Word && b.Start == a.End+1 && s[a.End] == ' '
}

// Key returns the comparable form of one word, folded or not: without half-spaces, Latin letters in lower case, and without the endings
// that do not change which word it is (plural, comparative, copula after ه). Prefixes stay, joined.
func Key(word string) string { return affixes().key(FoldString(word)) }

// Singular returns a noun without its plural ending («نفرها», «طرح‌هایی» → «نفر», «طرح»), folded or not as it was given. Words that only
// look like plurals («تنها») and Arabic plurals («موارد») stay.
func Singular(word string) string {
	table := affixes()
	if i := strings.LastIndex(word, string(zwnj)); i >= 0 {
		if a, ok := table.suffix(FoldString(word[i+len(string(zwnj)):])); ok {
			if a.plural {
				return word[:i]
			}
			return word // «هسته‌ای» is no plural of «هست»
		}
	}
	joined := strings.ReplaceAll(word, string(zwnj), "")
	if stem := strings.TrimSuffix(FoldString(joined), yeh); table.whole[FoldString(joined)] || table.whole[stem] {
		return word
	}
	for _, a := range table.suffixes {
		if !a.plural || !a.endsWord(joined) {
			continue
		}
		heh := FoldString(joined)
		if at := len(heh) - len(a.text) + len("\u0647"); table.heh[heh[:at]] {
			if _, ok := table.suffix(heh[at:]); ok {
				return word
			}
		}
		return strings.TrimRight(cutSuffix(word, a.text), string(zwnj))
	}
	return word
}

// cutSuffix removes suffix from the end of word, whatever half-spaces stand within it.
func cutSuffix(word, suffix string) string {
	for suffix != "" && word != "" {
		c, size := utf8.DecodeLastRuneInString(word)
		word = word[:len(word)-size]
		if c != zwnj {
			_, n := utf8.DecodeLastRuneInString(suffix)
			suffix = suffix[:len(suffix)-n]
		}
	}
	return word
}

// key returns the comparable form of a folded word. Endings that are written apart go first, since there it is certain where they begin.
func (t *affixTable) key(word string) string {
	word = strings.TrimSuffix(word, ezafe)
	for range maxEndings {
		i := strings.LastIndex(word, string(zwnj))
		if i < 0 {
			break
		}
		a, ok := t.suffix(word[i+len(string(zwnj)):])
		if !ok || !a.fits(strings.ReplaceAll(word[:i], string(zwnj), "")) || t.whole[strings.ReplaceAll(word, string(zwnj), "")] {
			break
		}
		word = word[:i]
	}
	if strings.Contains(word, string(zwnj)) {
		word = strings.ReplaceAll(word, string(zwnj), "")
	}
	if word != "" && word[0] < utf8.RuneSelf {
		return strings.ToLower(word)
	}
	for n := 0; n < maxEndings && !t.whole[word]; n++ {
		if stem, ok := strings.CutSuffix(word, yeh); ok && t.whole[stem] {
			if strings.HasSuffix(stem, alef) {
				return stem // the yeh of «انتهای شب»
			}
			return word // «کیلومتری» is no comparative
		}
		i := t.ending(word)
		if i < 0 {
			break
		}
		stem := word[:len(word)-len(t.suffixes[i].text)]
		if heh := word[:len(stem)+len("\u0647")]; t.heh[heh] && t.suffixes[i].plural {
			if _, ok := t.suffix(word[len(heh):]); ok {
				stem = heh // «هسته‌ای» joined
			}
		}
		word = stem
	}
	return word
}

// ending returns the index of the suffix to take off word, or -1.
func (t *affixTable) ending(word string) int {
	if len(word) < 4 {
		return -1
	}
	from := sort.Search(len(t.suffixes), func(i int) bool { return len(t.suffixes[i].text) < len(word) })
	for i := from; i < len(t.suffixes); i++ {
		if t.suffixes[i].endsWord(word) {
			return i
		}
	}
	return -1
}
