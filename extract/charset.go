package extract

import (
	"bytes"
	"mime"
	"regexp"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"
)

// decode turns a page into UTF-8 and names the encoding it was in. Evidence goes before declarations, since declarations lie: a byte order
// mark, then validity as UTF-8 (no single-byte text of any length is valid by chance), then the Content-Type header, then the page's own
// <meta>, and a single-byte declaration only if the letters it yields are letters.
func decode(body []byte, contentType string) (text []byte, name string) {
	if e, n := byteOrderMark(body); e != nil {
		return decodeWith(e, body), n
	}
	if e, n := unmarkedUTF16(body); e != nil {
		return decodeWith(e, body), n
	}
	if utf8.Valid(body) {
		if once := decodedTwice(body); once != nil {
			return once, "utf-8 encoded twice"
		}
		return body, "utf-8"
	}
	for _, label := range []string{headerCharset(contentType), metaCharset(body)} {
		e, n := charset.Lookup(label)
		switch {
		case e == nil: // nothing declared, or a name nobody knows («windows-utf-8»)
		case n == "utf-8":
			if mostlyUTF8(body) { // cut or damaged
				return decodeWith(e, body), n
			}
		case singleByte[n] && arabicRuns(body):
			if n == "windows-1256" || n == "iso-8859-6" {
				return decodeWith(e, body), n
			} // a western label on Arabic-script bytes
		default:
			return decodeWith(e, body), n
		}
	}
	if mostlyUTF8(body) {
		return decodeWith(utf.UTF8, body), "utf-8"
	}
	if !arabicRuns(body) {
		return decodeWith(charmap.Windows1252, body), "windows-1252"
	}
	return moreArabic(body)
}

// singleByte holds the labels that servers put on any page out of habit.
var singleByte = map[string]bool{"windows-1252": true, "iso-8859-2": true, "windows-1256": true, "iso-8859-6": true, "iso-8859-15": true, "windows-1250": true}

func byteOrderMark(b []byte) (encoding.Encoding, string) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return utf.UTF8BOM, "utf-8"
	case bytes.HasPrefix(b, []byte("\xff\xfe\x00\x00")):
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), "utf-32le"
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return utf.UTF16(utf.LittleEndian, utf.UseBOM), "utf-16le"
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return utf.UTF16(utf.BigEndian, utf.UseBOM), "utf-16be"
	}
	return nil, ""
}

// unmarkedUTF16 tells UTF-16 without a byte order mark by the zero bytes of its markup, which is ASCII. To UTF-8 these are valid characters.
func unmarkedUTF16(b []byte) (encoding.Encoding, string) {
	head := b[:min(len(b), 512)&^1]
	if len(head) < 16 || bytes.IndexByte(head, 0) < 0 {
		return nil, ""
	}
	zeros := [2]int{}
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
	}
	switch half := len(head) / 2; {
	case zeros[1] > half/3 && zeros[0] == 0:
		return utf.UTF16(utf.LittleEndian, utf.IgnoreBOM), "utf-16le"
	case zeros[0] > half/3 && zeros[1] == 0:
		return utf.UTF16(utf.BigEndian, utf.IgnoreBOM), "utf-16be"
	}
	return nil, ""
}

// decodedTwice undoes what a server did that took UTF-8 for windows-1252 and encoded it again: every Arabic-script letter became a Latin letter with a
// mark (U+00D8 to U+00DB, the lead bytes of U+0600 to U+06FF) and a symbol. It returns nil for any other text.
func decodedTwice(b []byte) []byte {
	if !bytes.Contains(b, []byte("\xc3\x98")) && !bytes.Contains(b, []byte("\xc3\x99")) {
		return nil
	}
	leads, arabic := 0, 0
	for _, r := range string(b) {
		switch {
		case r >= '\u00d8' && r <= '\u00db':
			leads++
		case r >= '\u0600' && r <= '\u06ff':
			arabic++
		}
	}
	if leads < 50 || arabic > 0 {
		return nil
	}
	var once []byte
	for _, r := range string(b) {
		c, known := charmap.Windows1252.EncodeRune(r)
		if r < 0x100 { // with the five bytes that stand for no character (Encoding Standard, 9)
			c, known = byte(r), true
		}
		if !known {
			return nil
		}
		once = append(once, c)
	}
	if !mostlyUTF8(once) {
		return nil
	}
	return decodeWith(utf.UTF8, once)
}

func decodeWith(e encoding.Encoding, b []byte) []byte {
	out, _, err := transform.Bytes(e.NewDecoder(), b)
	if err != nil { // unreachable: decoders replace what they cannot read
		return bytes.ToValidUTF8(b, []byte(string(utf8.RuneError)))
	}
	return out
}

func headerCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

var metaPattern = regexp.MustCompile(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)`)

// metaCharset finds the encoding a page declares. HTML asks for it in the first 1,024 bytes; real pages put scripts before it.
func metaCharset(b []byte) string {
	if m := metaPattern.FindSubmatch(b[:min(len(b), 16<<10)]); m != nil {
		return string(m[1])
	}
	return ""
}

// mostlyUTF8 reports whether at least ten of eleven characters beyond ASCII are UTF-8. In a page of another encoding hardly any is: a letter
// of a code page would have to be followed by one of its few symbols.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case r >= utf8.RuneSelf:
			good++
		}
		b = b[n:]
	}
	return good >= 10*bad
}

// arabicRuns tells a text in an Arabic-script code page, whose letters all are high bytes and stand together, from a western one, where a
// high byte is an accented letter among ASCII.
func arabicRuns(b []byte) bool {
	together, alone, run := 0, 0, 0
	for i := 0; i <= len(b); i++ {
		if i < len(b) && b[i] >= 0xc0 {
			run++
			continue
		}
		if run >= 3 {
			together += run
		} else {
			alone += run
		}
		run = 0
	}
	return together > alone
}

// moreArabic chooses between the two Arabic code pages by the letters they yield.
func moreArabic(b []byte) (text []byte, name string) {
	windows, iso := decodeWith(charmap.Windows1256, b), decodeWith(charmap.ISO8859_6, b)
	if arabicLetters(iso) > arabicLetters(windows) {
		return iso, "iso-8859-6"
	}
	return windows, "windows-1256"
}

func arabicLetters(s []byte) int {
	n := 0
	for _, r := range string(s) {
		if r > unicode.MaxLatin1 && unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
