package claim

// quoteReach bounds the tokens quoted on each side of a figure, for texts that are one endless sentence.
const quoteReach = 60

// setPlace says where the figure stands and quotes its sentence.
func (f *figure) setPlace() {
	p := f.p
	f.Part, f.Paragraph = p.part, p.index
	s := p.sents[p.sentenceAt(f.first)]
	first, next := max(s.first, f.first-quoteReach), min(max(s.next, f.next), f.next+quoteReach)
	from, to := p.text.Span(p.toks[first].Start, p.toks[next-1].End)
	start, end := p.text.Span(f.start, f.end)
	f.Surface = p.text.Original()[start:end]
	f.Quote = p.text.Original()[from:to]
	f.QuoteAt = p.points(from)
	f.Start = p.points(start)
	f.End = p.points(end)
}
