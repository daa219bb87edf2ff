# What one does with Raqam, by name. Needs Go (see go.mod) and the module proxy; targets that need more say so.

GO       ?= go
FUZZTIME ?= 30s
BENCH    ?= .
SHARED   ?= ../shared

.PHONY: build demo test long race lint vuln fuzz bench peers peers-index simweb interop accuracy accuracy-check clean

SIZES    ?= 100000,1000000,3000000

build: ## bin/crawl, bin/index, bin/query
	$(GO) build -o bin/ ./cmd/...

demo: build ## crawl a bundled sample outlet over HTTP, index it, ask it three questions
	$(GO) run ./internal/demo -bin bin

test: ## all tests that need nothing but Go
	$(GO) test -count=1 ./... # no cached results: the tests of cmd build programs whose sources the cache does not watch

long: ## the long forms of the tests that have one: a million numbers, 10,000 queries, 1,000 flipped bits, 200 kills (an hour)
	RAQAM_LONG=1 $(GO) test -count=1 -timeout 3h ./...

race: ## the same under the race detector (needs a C compiler)
	$(GO) test -count=1 -race ./...

lint: ## formatting, vet, staticcheck (staticcheck.conf), a tidy go.mod
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "gofmt -w these: $$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) mod tidy -diff

vuln: ## known vulnerabilities in what we use (needs the Go vulnerability database over the network)
	$(GO) tool govulncheck ./...

fuzz: ## every fuzz target for FUZZTIME
	@set -e; for pkg in $$($(GO) list ./...); do \
	  for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
	    echo "$$pkg $$target"; $(GO) test -run '^$$' -fuzz "^$$target$$" -fuzzminimizetime 10x -fuzztime $(FUZZTIME) $$pkg; \
	  done; done

bench: ## every benchmark, in the form benchstat reads
	$(GO) test -run '^$$' -bench '$(BENCH)' -benchmem ./...

peers: ## our extractor beside go-trafilatura and go-readability on the same pages (needs python3 and SHARED; bench/ is a module of its own)
	cd bench && $(GO) run . -pages $(abspath $(SHARED))/extract-bench/html -truth $(abspath $(SHARED))/extract-bench/ground-truth.json -out $(abspath bin)/peers
	@for f in $$(ls bin/peers/*.jsonl | grep -v goquery); do echo $$f; $(SHARED)/extract-bench/score.py $(SHARED)/extract-bench/ground-truth.json $$f; done

peers-index: ## the index beside SQLite FTS5: the same claims, the same questions, SIZES of them (half an hour for all)
	cd bench && $(GO) run ./claims -sizes $(SIZES)

simweb: ## the crawler in a simulated web: 20 hosts, 50,000 pages, traps and hostile pages, killed 20 times on the way (ten minutes, 5 GB of disk)
	$(GO) run ./internal/simweb/drill

interop: ## our archives against warcio, fastwarc, pywb and wacz, theirs against our reader (needs python3 and PyPI; installs wget by apt-get)
	$(GO) run ./internal/interop

accuracy: build ## mentions against hand annotations; rewrites testdata/accuracy.golden (needs python3 and SHARED)
	$(GO) run ./internal/accuracy -index bin/index -gold $(SHARED)/gold

accuracy-check: build ## the same, failing when a figure moved
	$(GO) run ./internal/accuracy -index bin/index -gold $(SHARED)/gold -check

clean:
	rm -rf bin demo-data
