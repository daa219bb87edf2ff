package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"strings"
	"unicode"

	"raqam/claim"
	"raqam/search/bleveindex"
)

// difference is what became of the claims of one generation in another. A claim is the same one by its id.
type difference struct {
	A       side           `json:"a"`
	B       side           `json:"b"`
	Same    int            `json:"same"`    // claims alike in every field
	Moved   int            `json:"moved"`   // alike but for their source: read from another file or place
	Gained  int            `json:"gained"`  // only in B
	Lost    int            `json:"lost"`    // only in A
	Changed int            `json:"changed"` // in both, with another value of some field
	Fields  map[string]int `json:"fields"`  // changed claims by what differs
	Rules   []ruleChange   `json:"rules"`   // the most affected first
}

type side struct {
	Index      string `json:"index"` // folder
	Generation int    `json:"generation"`
	Claims     int    `json:"claims"`
}

// ruleChange is what became of the claims that one rule had a part in (with those that changed: in B). Several rules make a claim, so that it
// counts for each of them.
type ruleChange struct {
	Rule    string   `json:"rule"`
	Gained  int      `json:"gained"`
	Lost    int      `json:"lost"`
	Changed int      `json:"changed"`
	Samples []sample `json:"samples"` // of each kind some, those with the smallest ids
}

func (r ruleChange) all() int { return r.Gained + r.Lost + r.Changed }

// sample is one claim that was gained, lost or changed.
type sample struct {
	What   string        `json:"what"` // gained, lost or changed
	ID     string        `json:"id"`
	URL    string        `json:"url"`
	Figure string        `json:"surface"`
	Quote  string        `json:"quote"`
	Fields []fieldChange `json:"fields,omitempty"` // of one that changed
}

// fieldChange is a field that differs; a missing one is null.
type fieldChange struct {
	Field string          `json:"field"` // with dots where it is within another: "reference.from"
	From  json.RawMessage `json:"from"`
	To    json.RawMessage `json:"to"`
}

// comparison compares two generations.
type comparison struct {
	a, b    *bleveindex.Searcher
	samples int // of each kind for each rule

	found difference
	rules map[string]*ruleChange
}

// compare reads all claims of both.
func compare(ctx context.Context, a, b *bleveindex.Searcher, samples int, progress func(done, total int64)) (*difference, error) {
	c := &comparison{a: a, b: b, samples: samples, rules: map[string]*ruleChange{}}
	c.found.Fields = map[string]int{}
	seed := maphash.MakeSeed()
	total, done := int64(2*a.Count()+b.Count()), int64(0)
	step := func() {
		if done++; done%1000 == 0 {
			progress(done, total)
		}
	}
	left := make(map[string]uint64, a.Count()) // claims of a that were not met in b yet, by id
	for cl, err := range a.Claims(ctx) {
		if err != nil {
			return nil, err
		}
		text, err := json.Marshal(cl)
		if err != nil {
			return nil, err
		}
		left[cl.ID] = maphash.Bytes(seed, text)
		step()
	}
	for cl, err := range b.Claims(ctx) {
		if err != nil {
			return nil, err
		}
		if err := c.meet(ctx, cl, left, seed); err != nil {
			return nil, err
		}
		step()
	}
	if len(left) > 0 {
		for cl, err := range a.Claims(ctx) {
			if err != nil {
				return nil, err
			}
			if _, gone := left[cl.ID]; gone {
				c.found.Lost++
				c.note(cl, lost, nil)
			}
			step()
		}
	}
	c.found.Rules = slices.SortedFunc(values(c.rules), func(x, y ruleChange) int {
		return cmp.Or(cmp.Compare(y.all(), x.all()), cmp.Compare(x.Rule, y.Rule))
	})
	return &c.found, nil
}

func values(rules map[string]*ruleChange) func(yield func(ruleChange) bool) {
	return func(yield func(ruleChange) bool) {
		for _, r := range rules {
			if !yield(*r) {
				return
			}
		}
	}
}

// meet compares a claim of b with the one of a that has its id, and strikes that off.
func (c *comparison) meet(ctx context.Context, cl claim.Claim, left map[string]uint64, seed maphash.Seed) error {
	text, err := json.Marshal(cl)
	if err != nil {
		return err
	}
	was, known := left[cl.ID]
	delete(left, cl.ID)
	switch {
	case !known:
		c.found.Gained++
		c.note(cl, gained, nil)
	case was == maphash.Bytes(seed, text):
		c.found.Same++
	default:
		before, err := c.a.Get(ctx, cl.ID)
		if err != nil {
			return err
		}
		fields, err := changedFields(before, cl)
		if err != nil {
			return err
		}
		for _, f := range fields {
			c.found.Fields[f.Field]++
		}
		if !slices.ContainsFunc(fields, func(f fieldChange) bool { return !strings.HasPrefix(f.Field, "source.") }) {
			c.found.Moved++
			return nil
		}
		c.found.Changed++
		c.note(cl, changed, fields)
	}
	return nil
}

// What can become of a claim.
const (
	gained  = "gained"
	lost    = "lost"
	changed = "changed"
)

// note counts a claim for each of its rules, and keeps it as a sample while it is one of those with the smallest ids.
func (c *comparison) note(cl claim.Claim, what string, fields []fieldChange) {
	s := sample{what, cl.ID, cl.URL, cl.Surface, cl.Quote, fields}
	for _, name := range rulesOf(cl) {
		r, ok := c.rules[name]
		if !ok {
			r = &ruleChange{Rule: name, Samples: []sample{}}
			c.rules[name] = r
		}
		switch what {
		case gained:
			r.Gained++
		case lost:
			r.Lost++
		case changed:
			r.Changed++
		}
		r.keep(s, c.samples)
	}
}

// rulesOf returns the names of the rules that made a claim, without the words they found: "noun:follows" of "noun:follows:مدرسه".
func rulesOf(cl claim.Claim) []string {
	var names []string
	for part := range strings.SplitSeq(cl.Rule, ";") {
		var name []string
		for word := range strings.SplitSeq(strings.TrimSpace(part), ":") {
			if len(name) > 0 && strings.ContainsFunc(word, func(r rune) bool { return r > unicode.MaxASCII }) {
				break
			}
			name = append(name, word)
		}
		if joined := strings.Join(name, ":"); !slices.Contains(names, joined) {
			names = append(names, joined)
		}
	}
	return names
}

// keep keeps the n samples of a kind that have the smallest ids.
func (r *ruleChange) keep(s sample, n int) {
	order := func(x, y sample) int { return cmp.Or(cmp.Compare(x.What, y.What), cmp.Compare(x.ID, y.ID)) }
	i, _ := slices.BinarySearchFunc(r.Samples, s, order)
	r.Samples = slices.Insert(r.Samples, i, s)
	first := slices.IndexFunc(r.Samples, func(x sample) bool { return x.What == s.What })
	if last := first + n; last < len(r.Samples) && r.Samples[last].What == s.What {
		r.Samples = slices.Delete(r.Samples, last, last+1)
	}
}

// changedFields lists the fields in which two claims differ, by name.
func changedFields(a, b claim.Claim) ([]fieldChange, error) {
	x, err := fieldsOf(a)
	if err != nil {
		return nil, err
	}
	y, err := fieldsOf(b)
	if err != nil {
		return nil, err
	}
	var changed []fieldChange
	names := maps.Clone(x)
	maps.Copy(names, y)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if string(x[name]) != string(y[name]) {
			changed = append(changed, fieldChange{name, x[name], y[name]})
		}
	}
	return changed, nil
}

// fieldsOf returns the fields of a claim's JSON; those of an object within it by its name, a dot and theirs.
func fieldsOf(c claim.Claim) (map[string]json.RawMessage, error) {
	text, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	fields := map[string]json.RawMessage{}
	return fields, flatten(fields, "", text)
}

func flatten(to map[string]json.RawMessage, prefix string, object json.RawMessage) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(object, &fields); err != nil {
		return fmt.Errorf("reading a claim's fields: %w", err)
	}
	for name, value := range fields {
		if string(value) == "null" {
			continue // as if it were missing
		}
		if value[0] == '{' {
			if err := flatten(to, prefix+name+".", value); err != nil {
				return err
			}
			continue
		}
		to[prefix+name] = value
	}
	return nil
}
