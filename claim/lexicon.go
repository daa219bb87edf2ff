package claim

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"raqam/normalize"
)

//go:embed *.tsv
var tables embed.FS

// class is a set of word classes. A word may have several: «نزدیک» is an adverb and opens a bound cue.
type class uint64

const (
	preposition class = 1 << iota
	conjunction
	andWord       // «و»
	orWord        // «یا»
	relative      // «که»
	objectMark    // «را»
	alsoWord      // «نیز», «هم»
	determiner    // opens a noun phrase: «این», «هر», «برخی»
	demonstrative // «این», «آن»
	kindWord      // «انواع»: what follows is counted
	pronoun
	thirdPerson // «وی», «او»: stands for who spoke last
	adverb
	predicate  // opens a predicate: «مشغول», «فاقد»
	foreNoun   // adjective before its noun: «مورد جدید ابتلا»
	adjective  // relational adjective: «تولیدی», «دولتی»
	amountOf   // «تعداد», «شمار»: what is counted follows
	measured   // what a percentage speaks of: «صادرات»
	changeNoun // «کاهش», «رشد»
	personNoun // noun for people: «عضو», «کارگر»
	nounEnding // plural or copula ending written apart: «ها», «اند»
	pressWord  // news agencies and their desks
	outletWord // «روزنامه», «شبکه»: outlets that are quoted by name
	officeHead // head of an office: «رئیس», «معاون»
	honorific  // «دکتر», «سردار», «حجت‌الاسلام»
	martyrWord // «شهید», «مرحوم»: who follows does not speak
	givenName
	peopleGroup // people who speak together: «محققان», «منابع»
	institution // head of a body's name: «سازمان», «وزارت»
	timeWord    // «امروز», «صبح»: ends the subject of a sentence
	quoteNoun   // nominal part of a verb of saying: «اظهار», «تصریح»
	wholeNoun   // nominal part of a verb whose whole sentence is said: «خبر», «پیش‌بینی»
	finite      // finite verb
	participle
	lightVerb // form of a verb that makes compound verbs
	sayingVerb
	opiningVerb // «دانست», «خواند»: its whole sentence is said
	futureAux   // «خواهد»
	modal       // «باید»
	copula
	pastTense
	presentTense
	firstPerson
	deniedForm
	verbPrefix  // «می» written apart
	passiveAux  // form of «شدن»
	softUnit    // classifier that may be the thing itself
	timesUnit   // «بار»: counts occasions
	gathering   // «مجموع»: between a partitive and its noun
	fromWord    // «از»
	toWord      // «به»
	humanUnit   // «نفر»: counts persons
	thingUnit   // classifier that is the thing where nothing follows
	nounInI     // noun, though it ends like an adjective: «سواری»
	becomes     // «یادآور»: speaks with «شدن»
	speaksWord  // «این مقام»: who spoke last
	reportWord  // «این گزارش»: what spoke last
	occasion    // «در نشست»: where somebody speaks
	officePrep  // preposition within the name of an office, before a body: «نماینده مردم در مجلس»
	officeFore  // stands before the head of an office: «نخست وزیر»
	governing   // noun that a preposition belongs to: «مبارزه با», «رسیدگی به»
	article     // «یک»
	subjunctive // present without می: wish, aim, condition
	notName     // words that end no person's name: places, «فقیه» of «ولی فقیه»
)

// breaksPhrase are the classes no noun phrase contains; a word of none of them, known or not, may stand in one.
const breaksPhrase = preposition | conjunction | relative | objectMark | alsoWord | determiner | pronoun | adverb | finite | modal | futureAux |
	copula | verbPrefix

// classNames are the names of classes in the tables.
var classNames = map[string]class{
	"prep": preposition, "conj": conjunction, "and": andWord, "or": orWord, "rel": relative, "obj": objectMark, "also": alsoWord,
	"det": determiner, "demo": demonstrative, "each": determiner, "kindof": kindWord, "pron": pronoun, "he": thirdPerson, "adv": adverb, "pred": predicate,
	"preadj": foreNoun, "adj": adjective, "amountof": amountOf, "variable": measured, "change": changeNoun,
	"person": personNoun, "suffix": nounEnding, "press": pressWord, "writes": outletWord, "role": officeHead, "honorific": honorific,
	"martyr": martyrWord, "given": givenName, "group": peopleGroup, "institution": institution, "timeword": timeWord,
	"modal": modal, "copula": copula, "verbprefix": verbPrefix,
	"soft": softUnit, "times": timesUnit, "gathering": gathering,
	"from": fromWord, "to": toWord, "humans": humanUnit, "thing": thingUnit, "inoun": nounInI,
	"speaks": speaksWord, "reports": reportWord, "occasion": occasion,
	"officeprep": officePrep,
	"officefore": officeFore, "governs": governing, "article": article, "noname": notName,
}

// entry is what the lexicon knows of one word.
type entry struct {
	id    int32 // 1.. ; 0: unknown
	class class
}

// wordSet is a set of words, by number.
type wordSet map[int32]bool

func (s *wordSet) add(word int32) {
	if *s == nil {
		*s = wordSet{}
	}
	(*s)[word] = true
}

// lexicon is every word the tables name, each with a number, so that rules compare numbers and never letters. It is read once and never
// changed.
type lexicon struct {
	words  map[string]entry // by key: folded, without ZWNJ
	size   int32
	lemmas map[int32]string // verb form → infinitive
	stems  wordSet          // past stems that may be nouns
	been   wordSet          // forms of «بودن»
	bare   wordSet          // «روند»: a verb only behind «می», whose «می» is not written on it

	bounds      *phrases[boundCue]
	frames      *phrases[frameCue]
	filler      wordSet
	rates       *phrases[rateCue]
	dated       wordSet // «در سال» before one of these is a date
	noMeasure   wordSet // «هر» before one of these makes no rate
	labels      *phrases[labelCue]
	fixed       map[fixedNumber]bool
	closings    *phrases[bool]
	statuses    *phrases[statusCue]
	coming      wordSet
	standing    wordSet // «تولید»: its passive tells what goes on
	causes      wordSet // «باعث»: with «شدن», what follows came to be
	goes        wordSet // forms of «رفتن»: their present announces
	ability     wordSet // forms of «توانستن»
	steady      wordSet // forms of «داشتن», «دادن»: their present announces nothing
	so          wordSet // «تا»
	habits      *phrases[bool]
	times       *phrases[timeEffect]
	comparisons *phrases[bool]
	lexical     wordSet // «طرفه»: makes a word with the number before it
	parties     wordSet // «دو کشور»: both
	warWords    wordSet
	lifeYears   wordSet // «سالگی»
	later       wordSet // «بعد»: after what was told
	spanFrom    wordSet // «از»: opens a span of time
	ageWords    wordSet
	longUnits   map[string]bool // names of units
	openers     *phrases[opener]
	pairs       map[[2]int32]bool // «رفت و آمد»
	needs       map[int32][]int32 // «امام»: an office only before one of these
	with        wordSet           // «ضمن»: opens a clause that reports
	inText      wordSet           // «آمده»: stands in a text
	desks       *phrases[bool]    // «روابط عمومی»
	sayings     *phrases[bool]    // nominal parts of verbs of saying
	nouns       map[int32]string  // written form → the noun it counts, as it is spelled

	light      []string // past stems of light verbs
	infinitive string   // ending of infinitives
	participle string   // ending of participles
	be         string   // infinitive of the copula

	pasts      map[string]string // infinitive, folded and as it is spelled → past stem as it is spelled
	predicates predicates
	changes    changes

	agents        wordSet  // «کننده»: makes one noun with the one before
	compounds     wordSet  // «حق»: makes one noun with the next («حق بیمه»)
	personEndings []string // endings of nouns for people: «گر», «نده»
	possessives   []string // «مان», «شان»
	actEndings    []string // endings of nouns for what is done: «سازی», «گیری»
}

var words = sync.OnceValue(func() *lexicon { return loadLexicon(tables.ReadFile) })

// key returns the form under which a folded word is known.
func key(folded string) string {
	return strings.ReplaceAll(folded, "\u200c", "")
}

// add gives a word its number and adds classes.
func (l *lexicon) add(word string, c class) int32 {
	k := key(normalize.FoldString(word))
	e := l.words[k]
	if e.id == 0 {
		l.size++
		e.id = l.size
	}
	e.class |= c
	l.words[k] = e
	return e.id
}

// ids numbers the words of a phrase, which are separated by spaces; marks stand alone.
func (l *lexicon) ids(phrase string) []int32 {
	var ids []int32
	for _, w := range strings.Fields(phrase) {
		ids = append(ids, l.add(w, 0))
	}
	return ids
}

// look returns the entry of a folded word.
func (l *lexicon) look(folded string) entry {
	if strings.IndexByte(folded, 0xE2) < 0 { // ZWNJ is E2 80 8C
		return l.words[folded]
	}
	var buf [64]byte
	k := buf[:0]
	for i := 0; i < len(folded); i++ {
		if strings.HasPrefix(folded[i:], "\u200c") {
			i += 2
			continue
		}
		k = append(k, folded[i])
	}
	return l.words[string(k)]
}

// row is a line of a table.
type row struct {
	table   string
	line    int // counts from 1
	columns []string
}

// column returns a column, or "".
func (r row) column(i int) string {
	if i < len(r.columns) {
		return strings.TrimSpace(r.columns[i])
	}
	return ""
}

// wrong stops the program: a table is part of it, and a test reads them all.
func (r row) wrong(what string) {
	panic(fmt.Sprintf("claim: %s:%d: %s", r.table, r.line, what))
}

// oneOf checks that a column has one of the words the code knows.
func (r row) oneOf(i int, known ...string) {
	if !slices.Contains(known, r.column(i)) {
		r.wrong(fmt.Sprintf("column %d: unknown %q", i+1, r.column(i)))
	}
}

// tableReader is where the tables are read from.
type tableReader func(name string) ([]byte, error)

// rows reads the rows of a table; comments and empty lines are none. Rows have exactly so many columns.
func (read tableReader) rows(name string, columns int) []row {
	text, err := read(name)
	if err != nil {
		panic("claim: table " + name + ": " + err.Error())
	}
	var out []row
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r := row{name, n, strings.Split(line, "\t")}
		if len(r.columns) != columns {
			r.wrong(fmt.Sprintf("%d columns, not %d", len(r.columns), columns))
		}
		if r.column(0) == "" || r.column(1) == "" && columns == 2 && name != "endings.tsv" {
			r.wrong("an empty column")
		}
		out = append(out, r)
	}
	return out
}
