# Everything that a person needs to know is in README.md; each target may be run again at any time.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run setup test check bench relevance lock messages clean help

run: setup  ## set up what is missing and serve the library on http://127.0.0.1:8000 (PORT= changes it)
	@PORT=$(PORT) $(BIN)/convivia serve

setup: $(VENV)/installed  ## prepare database, shipped library and search index without serving
	@echo "Preparing the library"
	@$(BIN)/convivia setup

test: $(VENV)/installed-dev  ## run all tests, on SQLite and on PostgreSQL, with a real browser
	@$(BIN)/python -m tools.run_tests

check: $(VENV)/installed-dev  ## lint, types, import contracts, templates, messages, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint src --lint --quiet
	$(BIN)/python -m tools.messages --check
	$(BIN)/convivia manage makemigrations --check --dry-run
	$(BIN)/convivia manage check --fail-level WARNING

bench: $(VENV)/installed-dev  ## measure speed at 1,000, 20,000 and 100,000 practices (about a quarter of an hour)
	@$(BIN)/python -m benchmarks

relevance: $(VENV)/installed-dev  ## measure how well it finds, by judged queries (two minutes; five with XQuAD)
	@$(BIN)/python -m relevance

lock: $(VENV)/installed-dev  ## resolve the dependencies anew and write the lock files
	$(BIN)/uv pip compile pyproject.toml --group build --universal --generate-hashes --no-emit-index-url --no-emit-find-links --upgrade -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group dev --universal --generate-hashes --no-emit-index-url --no-emit-find-links --upgrade -q -o requirements-dev.lock

messages: $(VENV)/installed-dev  ## gather the texts of the interface for translation and compile them
	$(BIN)/python -m tools.messages

clean:  ## remove the environment; data in var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis

help:  ## show this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*##/\t/' | expand -t 12

$(VENV)/bin/python:
	@echo "Making a Python environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit("Convivia needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "Installing packages (half a minute)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	@echo "Installing development packages (half a minute)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
