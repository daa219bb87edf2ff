package claim

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// TestTablesNameFaults: a typo in a table is reported with file and line.
func TestTablesNameFaults(t *testing.T) {
	for _, c := range []struct{ table, row, want string }{
		{"words.tsv", "prepp\tاز", "unknown class prepp"},
		{"people.tsv", "honorifics\tدکتر", "unknown class honorifics"},
		{"words.tsv", "prep از", "1 columns"},
		{"nouns.tsv", "افراد", "1 columns"},
		{"nouns.tsv", "افراد\t", "an empty column"},
		{"bounds.tsv", "morethan\tbefore\tبیش از", `unknown "morethan"`},
		{"bounds.tsv", "more_than\tbehind\tبیش از", `unknown "behind"`},
		{"rates.tsv", "decade\tadverb\tهر دهه", `unknown "decade"`},
		{"identifiers.tsv", "code\tlabel\tکد", `unknown "code"`},
		{"status.tsv", "promised\tclause\tوعده", `unknown "promised"`},
		{"times.tsv", "never\tهرگز", "unknown effect never"},
		{"speechverbs.tsv", "says\tگفت", "unknown class says"},
		{"predicates.tsv", "parts\t-\tبه بهره‌برداری", `unknown "parts"`},
		{"predicates.tsv", "event\tکرذن\tایجاد", "no verb کرذن"},
		{"changes.tsv", "up\tnoun\tافزایش", `unknown "up"`},
		{"changes.tsv", "rise\tverb\tافزایش", "no verb افزایش"},
		{"verbs.tsv", "کرد\tکن\tlihgt", "unknown flag lihgt"},
	} {
		t.Run(c.row, func(t *testing.T) {
			line := 0
			read := func(name string) ([]byte, error) {
				text, err := tables.ReadFile(name)
				if name == c.table {
					line = bytes.Count(text, []byte("\n")) + 1
					text = append(bytes.Clone(text), c.row+"\n"...)
				}
				return text, err
			}
			defer func() {
				got := fmt.Sprint(recover())
				if place := fmt.Sprintf("%s:%d: ", c.table, line); !strings.Contains(got, place) || !strings.Contains(got, c.want) {
					t.Errorf("%q says nothing of %q and %q", got, place, c.want)
				}
			}()
			loadLexicon(read)
		})
	}
}

// TestEveryClassHasWords: no class of the tables is known to the code alone.
func TestEveryClassHasWords(t *testing.T) {
	have := map[class]bool{}
	for _, e := range words().words {
		for c := class(1); c != 0; c <<= 1 {
			have[c] = have[c] || e.class&c != 0
		}
	}
	for name, c := range classNames {
		if !have[c] {
			t.Errorf("no word of class %s", name)
		}
	}
}
