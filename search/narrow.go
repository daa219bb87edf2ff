package search

import "raqam/normalize/calendar"

// Narrow returns the query for those of q's matches that have a value of a facet, or with exclude for the others. The label is one a [Facet]
// gave, or "" for the matches of which the field holds nothing.
func Narrow(q Query, field, label string, exclude bool) Query {
	n := valueNode(field, label)
	if exclude {
		n = Not{n}
	}
	if _, all := q.Root.(All); all {
		return Query{n}
	}
	return Query{allOf([]Node{q.Root, n})}
}

func valueNode(field, label string) Node {
	if known, enum := enumFields[field]; enum {
		if label != "" {
			return Is{field, label}
		}
		var any []Node
		for _, value := range known {
			any = append(any, Is{field, value})
		}
		return Not{anyOf(any)}
	}
	if field != "year" {
		return Text{Field: field, Text: canonical(label), Exact: true}
	}
	year, err := calendar.ParseDate(label)
	if err != nil || year.Year == 0 {
		return Not{Period{Field: "year"}}
	}
	year.Month, year.Day = 0, 0
	return Period{Field: "year", From: year, To: year}
}
