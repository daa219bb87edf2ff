package claim

import "strings"

// entity is somebody or some body that speaks in an article, under all the names the article gives it.
type entity struct {
	Speaker
	nameKey  string
	roles    [][]int32
	roleHead string
	body     bool
	same     *entity // the entity it turned out to be
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
		return d.body.root()
	case s.name == "" && s.role == "":
		return nil
	}
	e := d.find(s)
	if e == nil {
		e = &entity{body: s.body}
		d.all = append(d.all, e)
	}
	e.learn(s)
	if e.body {
		d.body = e
	} else {
		d.person = e
	}
	return e
}

// find returns the known entity of a subject: by name (one contains the other, so that a surname finds its bearer), by office, or the last
// speaker who has only an office so far and of whom this is the name («رئیس … گفت», then «علی نظری … افزود»).
func (d *people) find(s subject) *entity {
	if s.name != "" {
		for k := len(d.all) - 1; k >= 0; k-- {
			e := d.all[k].root()
			if e.nameKey == "" || e.body != s.body && !(s.body || e.body) {
				continue
			}
			if len(s.nameKey) >= 6 && strings.Contains(e.nameKey, s.nameKey) || len(e.nameKey) >= 6 && strings.Contains(s.nameKey, e.nameKey) {
				return e
			}
		}
		if s.body {
			return nil
		}
		if len(s.roleKeys) > 0 {
			if e := d.byRole(s, true); e != nil {
				return e
			}
			return nil
		}
		if last := d.person.root(); last != nil && last.Name == "" && !s.also && !last.body {
			return last
		}
		return nil
	}
	return d.byRole(s, false)
}

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
			if got := alike(r, s.roleKeys); got > share && (e.roleHead == s.roleHead || got > 0.8) {
				best, share = e, got
			}
		}
	}
	if share < similarRole {
		return nil
	}
	return best
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

// learn adds what a subject says about an entity: the longer name wins, the first office stays.
func (e *entity) learn(s subject) {
	if len(s.nameKey) > len(e.nameKey) {
		e.Name, e.nameKey = clean(s.name), s.nameKey
		if s.body {
			e.Org = e.Name
		}
	}
	if len(s.roleKeys) > 0 {
		if e.Role == "" {
			e.Role, e.roleHead = clean(s.role), s.roleHead
		}
		e.roles = append(e.roles, s.roleKeys)
	}
}

// settle joins speakers known by an office only to the one person named in the article: an interview gives its guest many titles. Who was
// introduced with «نیز» is somebody else and stays.
func (d *people) settle(apart map[*entity]bool) {
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
	if named == nil {
		return
	}
	for _, e := range d.all {
		if e != named && e.same == nil && !e.body && e.Name == "" && !apart[e] {
			e.same = named
		}
	}
}
