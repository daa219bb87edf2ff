# Writes WARC files with warcio into the folder given, and expected.jsonl: what a reader should find in each, as lines of
# {"file", "url", "status", "sha256" of the decoded body, "revisit"}.
import gzip
import hashlib
import io
import json
import os
import sys
import zlib

import brotli
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

out = sys.argv[1]
expected = open(os.path.join(out, "expected.jsonl"), "w", encoding="utf-8")
html = ("<!doctype html><p>" + "\u06f3\u06f5 \u0645\u062f\u0631\u0633\u0647 \u0633\u0627\u062e\u062a\u0647 \u0634\u062f. " * 50 + "%d</p>")


def chunked(b):
    parts = [b[i : i + 100] for i in range(0, len(b), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def deflated(b):
    z = zlib.compressobj(9, zlib.DEFLATED, -15)
    return z.compress(b) + z.flush()


codings = [
    ([], lambda b: b),
    ([("Content-Encoding", "gzip")], gzip.compress),
    ([("Content-Encoding", "br")], brotli.compress),
    ([("Content-Encoding", "deflate")], zlib.compress),
    ([("Content-Encoding", "deflate")], deflated),
    ([("Transfer-Encoding", "chunked")], chunked),
    ([("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")], lambda b: chunked(gzip.compress(b))),
    ([("Transfer-Encoding", "chunked"), ("Content-Encoding", "br")], lambda b: chunked(brotli.compress(b))),
]


def write(name, version, gz, wrap=False):
    def expect(url, status, body, revisit=False):
        line = {"file": name, "url": url, "status": status, "sha256": hashlib.sha256(body).hexdigest(), "revisit": revisit}
        expected.write(json.dumps(line) + "\n")

    with open(os.path.join(out, name), "wb") as f:
        w = WARCWriter(f, gzip=gz, warc_version=version)
        w.write_record(w.create_warcinfo_record(name, {"software": "warcio", "format": "WARC File Format " + version}))
        for n, (headers, encode) in enumerate(codings * 3):
            url = "https://khabar.example/%s/%d" % (name, n)
            target = "<%s>" % url if wrap else url
            body = (html % n).encode("utf-8")
            proto = ["HTTP/1.1", "HTTP/1.0", "HTTP/2"][n % 3]
            status = [200, 200, 404][n % 3]
            head = lambda: StatusAndHeaders("%d X" % status, [("Content-Type", "text/html; charset=utf-8")] + headers, protocol=proto)
            req = StatusAndHeaders("GET / HTTP/1.1", [("Host", "khabar.example")], is_http_request=True)
            date = "2020-11-16T09:%02d:03Z" % n
            record = w.create_warc_record(target, "response", payload=io.BytesIO(encode(body)), http_headers=head(),
                                          warc_headers_dict={"WARC-Date": date, "WARC-IP-Address": "192.0.2.7"})
            request = w.create_warc_record(target, "request", http_headers=req, warc_headers_dict={"WARC-Date": date})
            w.write_request_response_pair(request, record)
            expect(url, status, body)
            if n % 4 == 0:
                again = url + "/print"
                digest = record.rec_headers.get_header("WARC-Payload-Digest")
                w.write_record(w.create_revisit_record(("<%s>" % again) if wrap else again, digest, target, date, http_headers=head()))
                expect(again, status, body, True)
        w.write_record(w.create_warc_record("urn:text:1", "conversion", payload=io.BytesIO(b"plain text"), warc_content_type="text/plain",
                                            length=10, warc_headers_dict={"WARC-Date": "2020-11-16T10:00:00Z"}))
        expect("urn:text:1", 0, b"plain text")
        resource = (html % 99).encode("utf-8")
        w.write_record(w.create_warc_record("https://khabar.example/resource", "resource", payload=io.BytesIO(resource),
                                            warc_content_type="text/html", length=len(resource),
                                            warc_headers_dict={"WARC-Date": "2020-11-16T10:00:00Z"}))
        expect("https://khabar.example/resource", 0, resource)


write("one-one.warc.gz", "WARC/1.1", True)
write("one-nought.warc.gz", "WARC/1.0", True)
write("plain.warc", "WARC/1.0", False)
write("brackets.warc.gz", "WARC/1.0", True, wrap=True)
