package extract

import (
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"raqam/corpus"
)

// latinizedPage is a page in letters that every Arabic-script code page has (no گ چ پ ژ, Arabic ي and ك), so that all encodings of it are
// the same text. META stands for a declaration.
const latinizedPage = `<!DOCTYPE html><html><head>META<title>افزايش توليد</title></head><body><h1>افزايش توليد فولاد</h1>
<div class="content"><p>مدير كارخانه در نشست خبري اعلام كرد توليد فولاد امسال به 48 هزار تن رسيد و 12 درصد بيشتر شد.</p>
<p>وي افزود: 350 نفر در اين كارخانه كار مي كنند و سهم صادرات از توليد به 40 درصد رسيده است.</p></div></body></html>`

func TestCharsets(t *testing.T) {
	page := func(meta string) string { return strings.Replace(latinizedPage, "META", meta, 1) }
	want, err := FromRecord(corpus.Record{Kind: corpus.Page, Body: []byte(page(""))})
	if err != nil {
		t.Fatal(err)
	}
	if len(want.Paragraphs) != 2 {
		t.Fatalf("%d paragraphs in UTF-8", len(want.Paragraphs))
	}
	for _, c := range []struct {
		name, meta, contentType string
		encoding                encoding.Encoding
	}{
		{"utf-8 with a mark", "", "text/html", unicode.UTF8BOM},
		{"utf-8 under an unknown name", `<meta http-equiv="Content-Type" content="text/html; charset=windows-utf-8">`, "text/html", encoding.Nop},
		{"utf-8 that says windows-1256", `<meta charset="windows-1256">`, "text/html; charset=windows-1256", encoding.Nop},
		{"windows-1256 by header", "", "text/html; charset=windows-1256", charmap.Windows1256},
		{"windows-1256 by meta", `<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">`, "text/html", charmap.Windows1256},
		{"windows-1256 by letters", "", "text/html", charmap.Windows1256},
		{"windows-1256 that says utf-8", `<meta charset="utf-8">`, "text/html; charset=utf-8", charmap.Windows1256},
		{"windows-1256 that says iso-8859-1", "", "text/html; charset=iso-8859-1", charmap.Windows1256},
		{"iso-8859-6 by header", "", "text/html; charset=iso-8859-6", charmap.ISO8859_6},
		{"iso-8859-6 by letters", "", "text/html", charmap.ISO8859_6},
		{"utf-16le", "", "text/html", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		{"utf-16be", "", "text/html", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
		{"utf-16le without a mark", "", "text/html", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"utf-16be without a mark, by header", "", "text/html; charset=utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
		{"windows-1256 declared late", "<!--" + strings.Repeat("x", 3000) + `--><meta charset="windows-1256">`, "text/html", charmap.Windows1256},
	} {
		t.Run(c.name, func(t *testing.T) {
			body, err := c.encoding.NewEncoder().String(page(c.meta))
			if err != nil {
				t.Fatal(err)
			}
			got, err := FromRecord(corpus.Record{Kind: corpus.Page, Body: []byte(body), Header: http.Header{"Content-Type": {c.contentType}}})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("article (-utf-8 +%s):\n%s", c.name, diff)
			}
		})
	}
}

// TestEncodedTwice: UTF-8 that a server took for windows-1252 and encoded again.
func TestEncodedTwice(t *testing.T) {
	page := strings.Replace(latinizedPage, "META", "", 1)
	twice := ""
	for _, c := range []byte(page) {
		if r := charmap.Windows1252.DecodeByte(c); r != utf8.RuneError {
			twice += string(r)
		} else {
			twice += string(rune(c))
		}
	}
	if got, name := decode([]byte(twice), "text/html; charset=utf-8"); string(got) != page {
		t.Errorf("%s: %q", name, got)
	}
	const french = "Ø et Ù sont des lettres: Øresund, Ùn"
	if got, name := decode([]byte(french), ""); string(got) != french || name != "utf-8" {
		t.Errorf("%s: %q", name, got)
	}
}

func TestDecodeDamaged(t *testing.T) {
	cut := latinizedPage[:len(latinizedPage)-200]
	cut = cut[:strings.LastIndexByte(cut, ' ')+2] // in the middle of a letter
	decoded, name := decode([]byte(cut), "text/html; charset=utf-8")
	text := string(decoded)
	if name != "utf-8" || !strings.Contains(text, "توليد فولاد امسال") {
		t.Errorf("a cut UTF-8 page was read as %s", name)
	}
	western := []byte("<html><p>Le caf\xe9 a d\xe9j\xe0 ouvert</p></html>")
	if text, name := decode(western, ""); name != "windows-1252" || !strings.Contains(string(text), "café a déjà") {
		t.Errorf("a western page was read as %s: %s", name, text)
	}
}

func TestTextInAnotherCharset(t *testing.T) {
	text := "افزايش توليد فولاد\nمدير كارخانه اعلام كرد توليد فولاد امسال به 48 هزار تن رسيد و 12 درصد بيشتر شد.\nوي افزود: 350 نفر كار مي كنند.\n"
	body, err := charmap.Windows1256.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	a, reasons, err := Explain(corpus.Record{Kind: corpus.Text, Body: []byte(body)})
	if err != nil || a.Title != "افزايش توليد فولاد" {
		t.Fatalf("title %q, %v", a.Title, err)
	}
	if len(reasons) == 0 || !strings.Contains(reasons[0].Note, "windows-1256") {
		t.Errorf("the encoding is not explained: %v", reasons)
	}
}
