# Two commands matter: `make run` opens a demo exercise, `make test` runs all
# that a contributor must pass. Both set up what they need.

GO     ?= go
NPM    ?= npm
BIN    := bin/demarche
STAMP  := web/node_modules/.package-lock.json
BOARD  := web/dist/index.html
WEBSRC := $(shell find web/src web/index.html web/report.html web/vite.config.ts web/vite.report.config.ts web/package.json -type f 2>/dev/null)
GOSRC  := $(shell find cmd engine server scenarios web -name '*.go' -not -path '*/node_modules/*' -o -path 'scenarios/*' -type f)

.PHONY: run test need build board format vet lint go race bits fuzz web bench growth study-bench crash chaos sim e2e clean types style units

run: need build
	$(BIN) serve --demo $(ARGS)

need:
	@sh .ci/need $(GO) $(NPM)

build: $(BIN)

$(BIN): $(BOARD) $(GOSRC) go.mod go.sum
	$(GO) build -trimpath -o $@ ./cmd/demarche

board: $(BOARD)

$(BOARD): $(STAMP) $(WEBSRC)
	cd web && $(NPM) run --silent build

$(STAMP): web/package.json web/package-lock.json
	cd web && $(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

# Fast faults first.
test: export ROUNDS ?= 4
test: export SESSIONS ?= 8
# One set of builds: that of the program, which tells no paths, serves the tests too.
test: export GOFLAGS += -trimpath
test: need format vet lint go race bits fuzz web build crash e2e
	@echo "all checks passed"

format:
	@bad=$$(gofmt -l cmd engine server scenarios web/*.go); \
	if [ -n "$$bad" ]; then echo "not formatted (mend with gofmt -w):"; echo "$$bad"; exit 1; fi

vet:
	$(GO) vet ./...

# Run by version, so that the module does not carry its requirements.
lint:
	$(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

# vet has seen the tests by now.
go:
	$(GO) test -vet=off ./...

# Where goroutines meet: rooms on a server, whose computer players, views and records
# are those of the engine, and the workers of studies and of tables.
race:
	$(GO) test -race -short -vet=off ./server/...
	$(GO) test -race -short -vet=off -run 'Serve' ./cmd/demarche
	$(GO) test -race -short -vet=off -run 'Workers|AtOnce' ./engine/internal/laws ./engine/policy
	$(GO) test -race -short -vet=off -run 'Axelrod|Columns|Observations|Records|Stopped' ./engine/study
	$(GO) test -race -short -vet=off ./engine/study/shelf ./engine/study/queue

# The same bits on processors that fuse multiplications, and on arm64.
bits:
	@sh .ci/bits $(GO)

# A thousand inputs each, for new crashes; longer by hand with FUZZTIME=5m.
FUZZTIME ?= 1000x
fuzz:
	@sh .ci/fuzz $(GO) $(FUZZTIME)

# Each keeps one processor busy; two of them at a time.
web: $(STAMP)
	@$(MAKE) --no-print-directory -j2 types style units

units: $(STAMP)
	cd web && $(NPM) test --silent

types: $(STAMP)
	cd web && $(NPM) run --silent check

style: $(STAMP)
	cd web && $(NPM) run --silent lint

# The engine's speed against native code and against expr's own machine.
bench:
	$(GO) run ./engine/internal/bench/run

# How the time of a game grows with its roles, actions, rules and turns.
growth:
	$(GO) run ./engine/internal/bench/run growth

# What studies cost, and boardgame.io beside them. npm puts it into a folder that
# nothing else looks into. ARGS='-largest 100000' for less than some minutes.
RIVAL := bin/.boardgameio
study-bench: need build
	@mkdir -p $(RIVAL) && cp engine/internal/studybench/boardgameio/* $(RIVAL)/
	@cd $(RIVAL) && $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	$(GO) run ./engine/internal/studybench/run -program $(BIN) -boardgameio $(RIVAL) $(ARGS)

# Kills the server ROUNDS times (30) while people play, and checks what it kept.
crash: build
	$(GO) build -trimpath -o bin/crash ./server/internal/crash
	bin/crash -server $(BIN)

# Kills workers and submitter of a study KILLS times (30), and compares what they
# played with the same study played in peace.
chaos: build
	$(GO) build -trimpath -o bin/chaos ./engine/study/internal/chaos
	bin/chaos -program $(BIN)

# Plays GAMES games (200) over a bad network and a bad disk in a clock that costs
# no time; `make go` does so too.
sim:
	@sh .ci/sim $(GO)

# Debian's Chromium is installed where root and apt are there.
e2e: build
	@sh .ci/chromium
	cd web && $(NPM) run --silent e2e

clean:
	rm -rf bin web/node_modules web/test-results web/e2e/shots
	find web/dist -mindepth 1 -not -name .gitkeep -delete
