# Everything a person types here. Each step leaves a stamp, so that it is done once.
#
#   make demo    everything from nothing, then serve the demonstration on PORT (8000)
#   make test    set up, then every check and test
#   make check   guards and linters, under a minute
#   make proof   the heavy proofs whole, where make test takes samples
#   make bench   the measured work

PORT ?= 8000
PYTHON ?= python3
WORKERS ?= 2
export PORT

BIN := .venv/bin
STAMPS := .tovholder/made
# Where the system has no npm, the one from the wheel in .venv is used.
NPM = $$(command -v npm || echo $(abspath $(BIN))/npm)
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

WORDS := $(wildcard tovholder/*/locale/*/LC_MESSAGES/django.po)
OWN_FILES := $(wildcard tovholder/*/static/*/*.* tovholder/*/static/*/*/*.*)

.DELETE_ON_ERROR:
.PHONY: demo setup test check lint proof bench messages locks chromium clean

demo: setup $(STAMPS)/collected
	@TOVHOLDER_STATIC=collected exec $(BIN)/tovholder demo

# What every command of the house needs before it runs.
setup: $(STAMPS)/run $(STAMPS)/assets $(STAMPS)/words

test: setup $(STAMPS)/test chromium
	@$(MAKE) --no-print-directory lint
	$(BIN)/pytest -q -n $(WORKERS)

check: setup $(STAMPS)/test lint
	$(BIN)/pytest -q -n $(WORKERS) tests/guards

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djade --check --target-version 5.2 $$(find tovholder -name '*.html')
	$(BIN)/mypy
	$(BIN)/python tools/messages.py --check

proof: setup $(STAMPS)/test chromium
	TOVHOLDER_PROOF=whole $(BIN)/pytest -q -n $(WORKERS)

bench: setup $(STAMPS)/test
	$(BIN)/python -m bench

messages: $(STAMPS)/run
	$(BIN)/python tools/messages.py

# New versions of the packages; without UPGRADE=--upgrade only what pyproject.toml changed.
locks: $(STAMPS)/test
	$(BIN)/python tools/locks.py $(UPGRADE)

clean:
	rm -rf .venv node_modules .tovholder tovholder/static
	find tovholder -name '*.mo' -delete

# --- The environment ----------------------------------------------------------------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Tovholder needs Python 3.11 or later: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv

$(STAMPS)/run: requirements/run.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@mkdir -p $(@D) && touch $@

$(STAMPS)/test: requirements/test.txt $(STAMPS)/run
	$(PIP) install --require-hashes -r requirements/test.txt
	@mkdir -p $(@D) && touch $@

$(STAMPS)/packages: package-lock.json requirements/node.txt | $(STAMPS)/run
	@command -v npm >/dev/null || $(PIP) install --require-hashes -r requirements/node.txt
	PATH="$$PATH:$(abspath $(BIN))" $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@mkdir -p $(@D) && touch $@

$(STAMPS)/assets: $(STAMPS)/packages tools/assets.py
	$(BIN)/python tools/assets.py
	@mkdir -p $(@D) && touch $@

$(STAMPS)/words: $(WORDS) | $(STAMPS)/run
	$(BIN)/python tools/messages.py --compile
	@mkdir -p $(@D) && touch $@

$(STAMPS)/collected: $(STAMPS)/assets $(OWN_FILES)
	TOVHOLDER_DEMO=1 TOVHOLDER_STATIC=collected \
	  $(BIN)/python manage.py collectstatic --no-input --clear --verbosity 0
	@mkdir -p $(@D) && touch $@

# Browser tests drive Debian's Chromium. A missing one fails the run: nothing is skipped in silence.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	  apt-get install -y -qq --no-install-recommends chromium; } || { \
	  echo "The browser tests need Chromium: install it (Debian: apt-get install chromium)."; exit 1; }
