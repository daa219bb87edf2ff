package extract

import (
	"fmt"
	"strings"
)

func fmtDate(y, m, d int) string { return fmt.Sprintf("%04d-%02d-%02d", y, m, d) }

// words is the text of a body as it can be compared between annotators: its words, without what white space and ZWNJ stood between them.
func words(s string) []string {
	return strings.Fields(strings.ReplaceAll(s, "\u200c", " "))
}
