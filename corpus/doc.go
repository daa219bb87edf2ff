// Package corpus keeps the archive: what was fetched, as it was fetched.
//
// [OpenWriter] appends HTTP exchanges to WARC/1.1 files (ISO 28500:2017), one gzip member a record, durable when [Writer.Append] returns. What
// many goroutines append at the same time is made durable together. A page that did not change is kept as a revisit record, what is known
// beside the exchange as a metadata record, and a CDXJ index lies beside each file.
//
// [Files] expands a path given by a user, [ReadFile] streams the records of one file, [Read] those of standard input, [ReadAt] reads one
// record at its address, [Captures] lists the captures of an address through the years, [Verify] checks a WARC file against its own digests.
// A consumer remembers in a [Cursor] how far it has read each file.
//
// All formats come out as [Record]: WARC of any origin, also in WACZ, HTML, plain text, article JSON Lines, each also gzipped.
//
// Trouble with one record is a [*RecordError] in the stream and does not end it.
//
// # On disk
//
//   - raqam-YYYYMMDDhhmmss-NNNNN.warc.gz: WARC/1.1, a gzip member a record, each sealed with a checksum of its compressed bytes (see seal.go).
//     Names sort by time. Files are only appended to, and only the last one.
//   - the same name with .cdxj: an index of its responses and revisits, sorted, in the form of pywb's cdx-indexer. It may be deleted.
//   - the same name with .warc.gz.OFFSET.damaged: what a crash had left behind the last whole record.
//   - .lock: held by the Writer. .checkpoint: how far the last file is known to be whole, and indexed. It may be deleted.
//
// # Where things are
//
//   - An exchange becomes records in exchange.go, compose.go and metadata.go, gzip members in member.go and seal.go, and durable in commit.go
//     under writer.go; checkpoint.go and repair.go take up an archive that was left or crashed.
//   - Formats are told apart in format.go and read.go, over input.go. WARC files are walked in warc.go, their heads read in warchead.go, their
//     records in warcrecord.go, revisit.go, httphead.go and coding.go; wacz.go finds the WARC files in a WACZ. The other formats are
//     jsonlines.go and wholefile.go.
//   - Index lines are cdxj.go, keyed by surt.go; index.go keeps the files, sorted.go and captures.go search them.
//   - verify.go checks, with digest.go, seal.go and datapackage.go.
package corpus
