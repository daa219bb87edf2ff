package extract

import (
	_ "embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"raqam/normalize/calendar"
)

//go:embed arabicmonths.tsv
var arabicMonthsFile string

// arabicDates reads dates of Arabic pages, whose month names are not those of Persian.
type arabicDates struct {
	months map[string]int
	date   *regexp.Regexp // groups: day, month, year
}

var arabicMonths = sync.OnceValue(func() arabicDates {
	dates, err := parseArabicMonths(arabicMonthsFile)
	if err != nil {
		panic("arabicmonths.tsv: " + err.Error()) // unreachable in a release: a test parses the table
	}
	return dates
})

func parseArabicMonths(table string) (arabicDates, error) {
	months := map[string]int{}
	var names []string
	err := rows(table, 2, func(_ int, f []string) error {
		n, err := strconv.Atoi(f[0])
		if err != nil || n < 1 || n > 12 || months[f[1]] != 0 {
			return fmt.Errorf("%q is no month, or stands twice", f)
		}
		months[f[1]] = n
		names = append(names, regexp.QuoteMeta(f[1]))
		return nil
	})
	if err != nil {
		return arabicDates{}, err
	}
	name := "(?:" + strings.Join(names, "|") + ")"
	date, err := regexp.Compile(`([0-9]{1,2}) +(?:` + name + ` ?/ ?)?(` + name + `),? +([0-9]{4})`)
	return arabicDates{months, date}, err
}

// arabicStamp is the day in text. The time of day is left out: what zone it is in depends on the country.
func arabicStamp(text string) (calendar.Stamp, error) {
	dates := arabicMonths()
	m := dates.date.FindStringSubmatch(asciiDigits(text))
	if m == nil {
		return calendar.Stamp{}, calendar.ErrNoDate
	}
	return calendar.ParseStamp(fmt.Sprintf("%s-%02d-%02s", m[3], dates.months[m[2]], m[1]))
}

// asciiDigits replaces the digits of Arabic and of Persian.
func asciiDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '\u0660' && r <= '\u0669':
			return r - '\u0660' + '0'
		case r >= '\u06f0' && r <= '\u06f9':
			return r - '\u06f0' + '0'
		}
		return r
	}, s)
}
