// Package search holds the query language over claims, the interfaces an index backend offers, and what a search returns.
//
//	q, err := search.Parse(`واحد تولیدی year:1399 value:>=5000`)
//	r, err := searcher.Search(ctx, q, search.Options{Sort: search.ByValue})
//
// A backend implements [Writer] and [Searcher] and, where it can count and measure what it finds, [Faceter] and [Aggregator]; what each answer
// has to be is defined here, by functions of one [Record] ([Matches], [GroupOf], [MeasureOf] …), and searchtest holds every backend to it.
//
// # Query language
//
// Words side by side must all be found; OR (or |) means either, a minus sign or NOT excludes, parentheses group, quotation marks ("…" or
// «…») keep words side by side, a star ends the beginning of a word, and * alone is every claim:
//
//	واحد تولیدی          both words, in the sentence or in what the claim counts
//	"واحد تولیدی" -فعال   the phrase, without the word
//	(مدرسه OR دانشگاه) تعمیر
//	دانشگا*
//
// A word matches however it is spelled: with ZWNJ, joined or spaced («دانشگاه‌های», «دانشگاههای», «دانشگاه های»), with ي and ك or ی and ک,
// with or without the endings of plural and comparison. A compound written with a half-space, here or in the text, agrees with its spaced
// and its joined spelling (see [Readings]). Nothing ever matches by meaning. What stands without a space between («کووید۱۹», 1399/08/26) is
// a phrase.
//
// A bare number is a figure, not a word: 9020, ۹۰۲۰, 9,020, 9 020, 9.02هزار, «۹ هزار و ۲۰» and «نه هزار و بیست» all mean value:9020. A single
// number word without digits («نه», «ده», «هزار») stays a word, for many of them mean something else too. A minus sign excludes: a negative
// figure is asked for by value:-5.
//
// Fields narrow a search. Values with spaces go in quotation marks, digits may be of any script:
//
//	value:N =N ~N >N >=N <N <=N A..B   the figure as stated; see [Op] for how bounds like «بیش از» count
//	money:…                            the same in rial: money:>=1e12, money:"۳ همت", money:5e9..8e9تومان
//	year:1399 1397..1402 >=1397        the Solar Hijri year the figure speaks of, else that of publication
//	date:1399-08-26 1399-08 A..B       the days it speaks of, else that of publication; 2020-11-16 is Gregorian, "۲۶ آبان ۱۳۹۹" and
//	                                   "۱۲ ربیع‌الاول ۱۴۴۲" are dates too
//	published:…                        the day of publication
//	counted: unit: predicate: per:     words of the noun counted, the unit, the verb, the rate (month, each:NOUN);
//	speaker: org:                      of the speaker's name or role, organisation or role; speaker:* is anybody's, speaker:= the outlet's own
//	outlet: section: title:            of the article's; an outlet has the names of its host too: «خبرگزاری فارس» is farsnews and fars
//	kind: status: bound: part:         one of a few values, or several between commas: kind:money,percent
//	change: repeats: reprint:          rise, fall, to, delta, level, start or none; yes or no
//	site: url:                         host with those under it; exact address
//	key: claim: id: cluster:           a claim's key; all appearances of a statement (see [Statements]); one appearance; reprints of a text
//
// Of words a field needs to have only some, side by side: outlet:خبرگزاری. With = it is the whole of it, however spelled: outlet:="خبرگزاری فارس".
// A star asks for any value at all: money:*, year:*, speaker:*.
//
// A currency beside an amount of money is what the amount is given in, not a filter: all Iranian currencies are compared in rial, so that
// «money:>=1e12 unit:ریال» finds what is worded in toman too. A foreign one has no fixed worth; «money:>=1e6 unit:دلار» compares what is stated
// in dollars.
package search
