package claim

import (
	"strings"
	"unicode/utf8"

	"raqam/normalize"
)

// singular returns a noun without its plural ending and half-spaces at the edge.
func singular(w string) string {
	if strings.HasSuffix(w, "\u200c\u0628\u0647\u0627") { // «اجاره‌بها» ends in a word of its own
		return w
	}
	return strings.TrimRight(normalize.Singular(w), "\u200c")
}

// withoutEzafe takes the ezafe off a noun in و or ا («نیروی نظامی» → «نیرو», «اعضای» → «اعضا»). Short nouns end in ی of their own («رای»,
// «چای», «روی»), and so do those whose ی follows a half-space («ساوه‌ای»).
func (l *lexicon) withoutEzafe(w string) string {
	stem, ok := strings.CutSuffix(w, "\u06cc")
	if !ok || utf8.RuneCountInString(stem) < 3 {
		return w
	}
	switch c, _ := utf8.DecodeLastRuneInString(stem); c {
	case '\u0648', '\u0627':
		return stem
	}
	if s, ok := strings.CutSuffix(w, "\u0647\u200c\u06cc"); ok { // «خانه‌ی»
		return s + "\u0647"
	}
	return w
}

// beforeRelative takes the ی off a noun that «که» follows («شغلی که», «جهیزیه‌ای که»), where what remains is a known noun.
func (l *lexicon) beforeRelative(w string) string {
	stem := indefinite(strings.TrimSuffix(w, "\u200c\u0627\u06cc"))
	if stem != w && l.look(normalize.FoldString(stem)).id != 0 || strings.HasSuffix(w, "\u0647\u200c\u0627\u06cc") {
		return stem
	}
	return w
}

// indefinite takes the ی of «رشدی» off a noun.
func indefinite(w string) string {
	if stem, ok := strings.CutSuffix(w, "\u06cc"); ok && utf8.RuneCountInString(stem) >= 3 {
		return strings.TrimRight(stem, "\u200c")
	}
	return w
}

// spelled spells a folded noun as it is shown.
func (l *lexicon) spelled(folded string) string {
	if n, ok := l.nouns[l.look(folded).id]; ok {
		return n
	}
	return clean(folded)
}

// unpossessed takes the possessive ending off a noun for people («نفرمان» → «نفر»).
func (l *lexicon) unpossessed(w string) string {
	for _, ending := range l.possessives {
		if stem, ok := strings.CutSuffix(w, ending); ok && l.look(normalize.FoldString(stem)).class&(personNoun|humanUnit) != 0 {
			return strings.TrimRight(stem, "\u200c")
		}
	}
	return w
}

// animatePlural takes the plural ending of people off a noun («فعالان» → «فعال») whose singular is known; «استان», «جهان» stay.
func (l *lexicon) animatePlural(w string) string {
	stem, ok := strings.CutSuffix(w, "\u0627\u0646")
	if !ok || utf8.RuneCountInString(stem) < 3 {
		return w
	}
	if e := l.look(normalize.FoldString(stem)); e.class&(personNoun|officeHead|adjective) != 0 && e.class&finite == 0 {
		return stem
	}
	return w
}
