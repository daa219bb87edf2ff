// Package bleveindex is an index of claims in a folder: Bleve's segments for the words, our own typed columns for everything that is
// filtered, sorted or compared, and compressed blocks for the claims themselves.
//
//	w, err := bleveindex.OpenWriter(dir, bleveindex.WriterOptions{})
//	err = w.Add(ctx, search.Entry{URL: url, Claims: claims})
//	err = w.Publish(ctx, cursor) // from here on, and not before, it is found
//
//	s, err := bleveindex.Open(dir) // or OpenLive, which follows what is published later
//	r, err := s.Search(ctx, query, search.Options{})
//
// # Layout of the folder
//
//	CURRENT                  name and sha256 of the manifest that counts; replaced atomically
//	generation-000007.json   a manifest: the segments, what is deleted in each, sha256 of every file, older manifests included, and the
//	                         consumer's state
//	segment-000009/          immutable once its name is there
//	    words.zap            a segment of Bleve: which sentences have which words (see wordindex.go)
//	    columns.bin          by claim: its sentence, numbers, times, names; by sentence: its words in order (see columnsfile.go)
//	    claims.bin           the claims as JSON in compressed blocks (see store.go)
//	    texts.bin            what the articles are known again by, where that was given (see texts.go); only writers read it
//	reprints-000011.bin      which articles of a generation have one text (see reprints.go)
//	tmp-…                    what a writer is at; the next writer removes it
//	LOCK                     held by the writer
//
// A segment is built under a temporary name, synced and renamed; then the manifest is written and synced; then CURRENT is replaced. A crash
// at any point leaves the generation before. At least the last two generations are kept (see [WriterOptions]), so that a reader has time to
// open what it read in CURRENT; one that has opened a generation keeps its files even after they are removed.
//
// A segment is closed at a quarter of a million claims, and small ones are merged while the writer goes on adding: what a writer holds in
// memory does not grow with the index. A merge that ends between two generations becomes part of the next; one that a crash ends has never
// been.
//
// Bleve's own index keeps its segments in a bbolt file, whose lock a second opener waits for, and notices no flipped bit. Here the manifest
// takes that file's place: no lock is needed to read, and every byte has a checksum (see [Verify]). What a search reads of columns.bin and
// claims.bin is checked as it is unpacked, words.zap as a whole when it is opened.
package bleveindex
