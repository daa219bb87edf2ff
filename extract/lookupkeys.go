package extract

import (
	"regexp"
	"strings"

	"github.com/andybalholm/cascadia"
)

// keySet gives each key that selectors ask for a slot: "#id", ".class", "[attribute" or a tag.
type keySet struct {
	ids, classes, attrs, tags names
	n                         int
}

// names maps names to slots. Most names of a page are not wanted, and a glance at length and ends tells that of nearly all.
type names struct {
	slot  map[string]int
	maybe [1024]bool
}

func (s *names) glance(name string) *bool {
	if name == "" {
		return &s.maybe[0]
	}
	return &s.maybe[(len(name)*37^int(name[0])*5^int(name[len(name)-1])<<3)&1023]
}

func newKeySet() *keySet {
	k := &keySet{}
	for _, s := range []*names{&k.ids, &k.classes, &k.attrs, &k.tags} {
		s.slot = map[string]int{}
	}
	return k
}

// table returns the map that key belongs to, and its name there.
func (k *keySet) table(key string) (s *names, name string) {
	switch key[0] {
	case '#':
		return &k.ids, key[1:]
	case '.':
		return &k.classes, key[1:]
	case '[':
		return &k.attrs, key[1:]
	}
	return &k.tags, key
}

// want adds the keys of s to what a lookup sorts elements by.
func (k *keySet) want(s selector) {
	for i, key := range s.keys {
		if i == 0 && s.around != "" {
			continue
		}
		s, name := k.table(key)
		if _, have := s.slot[name]; !have {
			s.slot[name] = k.n
			*s.glance(name) = true
			k.n++
		}
	}
}

// aroundOf returns the key of the nearest class or id around an element of which the selector names only the tag («.tags li a»), "" for other
// selectors: it is quicker to look through what stands in that than to sort all links of a page.
func aroundOf(s cascadia.Sel, keys []string) string {
	if len(keys) < 2 || strings.ContainsAny(keys[0][:1], "#.[") || strings.ContainsAny(s.String(), "+~") {
		return ""
	}
	for _, key := range keys[1:] {
		if key[0] == '#' || key[0] == '.' {
			return key
		}
	}
	return ""
}

// lastCompound finds the last compound of a selector in the spelling of [cascadia.Sel.String]: a tag, then ids and classes, attributes,
// pseudo-classes.
var lastCompound = regexp.MustCompile(
	`(?:^| )([a-z][a-z0-9]*)?((?:[.#](?:\w|\\.)+)*)(?:\[([\w:-]+)(?:[~|^$*]?="[^"]*")?(?: i)?\])*(?::[\w-]+(?:\([^()"]*\))?)*$`)

// keysOf returns for each compound of s, the last one first, the rarest thing that an element must have to match it: its id or class, else
// an attribute, else its tag. There are none for a selector of another form than profiles use; that is looked for in the whole document.
func keysOf(s cascadia.Sel) []string {
	var keys []string
	for rest := s.String(); rest != ""; {
		m := lastCompound.FindStringSubmatchIndex(rest)
		if m == nil {
			return nil
		}
		tag, names, attr := m[2:4], m[4:6], m[6:8]
		switch {
		case names[0] < names[1]:
			list := strings.ReplaceAll(rest[names[0]:names[1]], `\`, "")
			keys = append(keys, list[strings.LastIndexAny(list, ".#"):])
		case attr[0] >= 0 && !(tag[0] >= 0 && rest[attr[0]:attr[1]] == "href" && rest[tag[0]:tag[1]] != "a"): // only links are many
			keys = append(keys, "["+rest[attr[0]:attr[1]])
		case tag[0] >= 0:
			keys = append(keys, rest[tag[0]:tag[1]])
		default:
			return nil
		}
		rest = strings.TrimRight(rest[:m[0]], " >+~")
	}
	return keys
}
