package claim

import (
	"slices"
	"strings"
)

// entity is somebody or some body that speaks in an article, under all the names the article gives it.
type entity struct {
	Speaker
	names    []string // words of the name, folded
	roles    [][]int32
	roleHead string
	body     bool
	passing  bool    // a body, or «یک مقام آگاه»: quoted where it is named, and does not go on speaking
	same     *entity // the entity it turned out to be
	perhaps  *entity // of who has an office only: the speaker before or after who has a name only, and may be the same
}

// root follows what an entity turned out to be.
func (e *entity) root() *entity {
	for e != nil && e.same != nil {
		e = e.same
	}
	return e
}

// people is who speaks in one article, in order of appearance.
type people struct {
	all    []*entity
	person *entity // who spoke last
	body   *entity // the body that spoke last
	last   *entity // the later of the two
}

// similarRole is the share of words two descriptions of an office must have in common, of the shorter one.
const similarRole = 0.6

// resolve returns the entity a subject stands for, entering it where it is new; nil where nobody can be named.
func (d *people) resolve(s subject) *entity {
	switch {
	case s.pronoun:
		if d.person == nil {
			return d.body.root()
		}
		return d.person.root()
	case s.report:
		for _, e := range slices.Backward(d.all) { // «این روزنامه» is the last paper, whoever spoke since
			if e = e.root(); e.body && (len(e.names) > 0 && e.names[0] == s.reportHead || e.roleHead == s.reportHead) {
				return e
			}
		}
		return d.body.root()
	case s.name == "" && s.role == "":
		return nil
	}
	e := d.find(s)
	if e == nil {
		e = &entity{body: s.body, passing: s.body || s.indefinite}
		if last := d.person.root(); last != nil && !last.passing && !e.passing && !s.also {
			switch {
			case last.Name == "" && len(s.roleKeys) == 0: // «رئیس … گفت», then «علی نظری افزود»
				last.perhaps = e
			case last.Name != "" && last.Role == "" && s.name == "": // «علی نظری گفت», then «رئیس … افزود»
				e.perhaps = last
			}
		}
		d.all = append(d.all, e)
	}
	e.learn(s)
	d.last = e
	if e.body {
		d.body = e
	} else {
		d.person = e
	}
	return e
}

// find returns the known entity of a subject: by name (one contains the other, so that a surname finds its bearer), or by office.
func (d *people) find(s subject) *entity {
	if s.name != "" {
		for _, e := range slices.Backward(d.all) {
			if e = e.root(); e.body == s.body && len(e.names) > 0 && e.named(s) {
				return e
			}
		}
		if s.body {
			return nil
		}
		if len(s.roleKeys) > 0 {
			return d.byRole(s, true)
		}
		return nil
	}
	return d.byRole(s, false)
}

// named reports whether a subject's name can be the entity's. Bodies are called by parts of their names («وزارت کشور» of «وزارت کشور عراق»).
func (e *entity) named(s subject) bool {
	if e.body {
		a, b := strings.Join(e.names, ""), strings.Join(s.nameWords, "")
		return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
	}
	return sameName(e.names, s.nameWords)
}

// knownAt returns how many tokens from i on are a person's name that has been given before, or its end («نظری»); 0 for none.
func (d *people) knownAt(p *passage, i, limit int) int {
	for n := min(longestName, limit-i); n > 0; n-- {
		if !p.isWord(i + n - 1) {
			continue
		}
		ws := p.words(i, i+n)
		for _, e := range d.all {
			if e = e.root(); !e.body && len(e.names) > 0 && ending(e.names, ws) && (n > 1 || len(e.names) == 1 || len(ws[0]) >= shortestSurname) {
				return n
			}
		}
	}
	return 0
}

// shortestSurname is the length in bytes of the folded text of the shortest surname that is known again when it stands alone.
const shortestSurname = 6

// byRole returns the entity whose office is most like the subject's; with unnamed, only among those without a name.
func (d *people) byRole(s subject, unnamed bool) *entity {
	var best *entity
	share := 0.0
	for k := len(d.all) - 1; k >= 0; k-- {
		e := d.all[k].root()
		if e.body != s.body || unnamed && e.Name != "" {
			continue
		}
		for _, r := range e.roles {
			if last := d.person.root(); s.also && (e == last || e.perhaps == last) && last != nil && !slices.Equal(r, s.roleKeys) {
				continue // «مدیر درمان … نیز گفت»: not the «مدیرکل» who spoke before
			}
			if got := alike(r, s.roleKeys); got > share && (sameHead(e.roleHead, s.roleHead) || got > 0.8) {
				best, share = e, got
			}
		}
	}
	if share < similarRole {
		return nil
	}
	return best
}

// sameHead compares heads of offices, which may be written apart («مدیر کل», «مدیرکل»).
func sameHead(a, b string) bool {
	return a != "" && b != "" && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

// alike returns the share of words two offices have in common, of the shorter one.
func alike(a, b []int32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	n := 0
	for _, x := range a {
		for _, y := range b {
			if x == y {
				n++
				break
			}
		}
	}
	return float64(n) / float64(min(len(a), len(b)))
}

// mostRoles bounds the offices by which one entity is known again.
const mostRoles = 8

// learn adds what a subject says about an entity: the longer name wins, the first office stays.
func (e *entity) learn(s subject) {
	if len(s.nameWords) > 0 && len(strings.Join(s.nameWords, "")) > len(strings.Join(e.names, "")) {
		e.Name, e.names = clean(s.name), s.nameWords
		if s.body {
			e.Org = e.Name
		}
	}
	if len(s.roleKeys) > 0 {
		if e.Role == "" {
			e.Role, e.roleHead = clean(s.role), s.roleHead
		}
		if len(e.roles) < mostRoles && !slices.ContainsFunc(e.roles, func(r []int32) bool { return slices.Equal(r, s.roleKeys) }) {
			e.roles = append(e.roles, s.roleKeys)
		}
	}
}

// complete gives those known by a surname only the given name that stands before it anywhere in the article («… اما علی نظری معتقد است»).
func (d *people) complete(texts []*passage) {
	short := map[string]*entity{}
	for _, e := range d.all {
		if e.same == nil && !e.body && len(e.names) == 1 {
			short[e.names[0]] = e
		}
	}
	if len(short) == 0 {
		return
	}
	for _, p := range texts {
		for k := 1; k < len(p.toks); k++ {
			if !p.is(k-1, givenName) || p.is(k-1, notName) || p.is(k-2, martyrWord) || !p.isWord(k) {
				continue
			}
			if e := short[key(p.folded(k))]; e != nil && len(e.names) == 1 {
				first := k - 1
				for p.is(first-1, givenName) && !p.ws[first-1].pause {
					first--
				}
				e.Name, e.names = clean(p.original(first, k+1)), p.words(first, k+1)
			}
		}
	}
}

// settle joins speakers known by an office only to the person they turn out to be: the one who is named next to them, unless that name stands
// beside another office, or the one person named in the article: an interview gives its guest many titles. Who was introduced with «نیز» is
// somebody else and stays.
func (d *people) settle(apart map[*entity]bool) {
	for _, e := range d.all {
		if e.same == nil && !e.body && e.Name == "" && e.perhaps != nil && e.perhaps.root() != e && e.perhaps.root().Role == "" {
			e.become(e.perhaps.root())
		}
	}
	var named *entity
	for _, e := range d.all {
		if e.same != nil || e.body || e.Name == "" {
			continue
		}
		if named != nil {
			return
		}
		named = e
	}
	for e := range apart {
		if e.root() == named {
			return // «… هم گفت»: he is not the one who spoke before
		}
	}
	if named == nil {
		return
	}
	for _, e := range d.all {
		if e != named && e.same == nil && !e.body && e.Name == "" && !apart[e] {
			e.become(named)
		}
	}
}

// become makes an entity another one, whose office it tells.
func (e *entity) become(other *entity) {
	e.same = other
	if other.Role == "" {
		other.Role = e.Role
	}
}
