package extract

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// enoughLetters is how many bytes of a text show its language.
const enoughLetters = 800

// chooseLanguage settles the language by the letters of the text and what the page declares, the most trusted word first.
func (d *draft) chooseLanguage(declared []string) {
	a := &d.article
	text := a.Title + "\n" + a.Lead
	for _, p := range a.Paragraphs {
		if len(text) > enoughLetters {
			break
		}
		text += "\n" + p
	}
	for _, said := range append(declared, "") {
		if a.Language == "" {
			d.fill(&a.Language, "language", languageOf(text, said), "letters, and declared: "+said)
		}
	}
}

// languages lists what a page says its language is: in <html lang>, in JSON-LD, in its metadata.
func (p *page) languages() []string {
	var all []string
	for n := range p.doc.Get(0).ChildNodes() {
		if n.DataAtom == atom.Html {
			all = append(all, attrOf(n, "lang"), attrOf(n, "xml:lang"))
		}
	}
	all = append(all, p.linked.language)
	for _, name := range []string{"og:locale", "content-language", "dc.language", "language"} {
		all = append(all, p.meta[name]...)
	}
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

func attrOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return trim(a.Val)
		}
	}
	return ""
}

// arabicScript holds the languages written in it that have the Persian letters too, so that the page's word is needed to tell them apart.
var arabicScript = map[string]bool{
	"fa": true, "prs": true, "ps": true, "ur": true, "ckb": true, "ku": true, "ug": true, "sd": true, "az": true, "glk": true, "mzn": true, "lrc": true,
}

// languageOf returns the language of a text as a BCP 47 subtag, "" if it cannot be told. declared is the page's own word, such as "fa-IR"; it
// is believed where the letters do not contradict it, since templates are copied: many a Persian page says "en" or "ar".
func languageOf(text, declared string) string {
	declared, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(declared)), ";")
	declared, _, _ = strings.Cut(strings.ReplaceAll(declared, "_", "-"), "-")
	arabic, other, persian, only := 0, 0, 0, 0
	for _, r := range text {
		switch {
		case r < 'A' || r == '\u200c' || !unicode.IsLetter(r):
		case r >= '\u0600' && r <= '\u06ff' || r > '\u06ff' && unicode.Is(unicode.Arabic, r):
			arabic++
			switch r { // Arabic yeh, kaf and alef maksura prove nothing, since old Persian pages have those
			case '\u067e', '\u0686', '\u0698', '\u06af', '\u06cc', '\u06a9': // peh, tcheh, jeh, gaf, Farsi yeh, keheh
				persian++
			case '\u0629', '\u0625', '\u0671': // teh marbuta, two forms of alef
				only++
			}
		default:
			other++
		}
	}
	switch {
	case arabic+other == 0:
		return ""
	case other > arabic:
		if arabicScript[declared] && declared != "az" && declared != "ku" || declared == "ar" || len(declared) > 3 {
			return ""
		}
		return declared
	case only > persian:
		return "ar"
	case arabicScript[declared]:
		return declared
	case persian > only:
		return "fa"
	}
	return ""
}
