# One command for each thing that a person does here; `make` alone lists them. Needs Python 3.11 or newer, make, and pip
# with a package registry; nothing else.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
HOST ?= 127.0.0.1
PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
# Stamps: what was installed from which lock file, and compiled from which code.
RUNTIME := $(VENV)/runtime.stamp
DEVELOPMENT := $(VENV)/development.stamp
KERNELS := $(VENV)/kernels.stamp

.PHONY: help
help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile

.PHONY: serve
serve: $(RUNTIME) ## serve the bundled documents at http://127.0.0.1:8000/ (HOST=… PORT=…)
	@$(MAKE) --no-print-directory -j2 $(KERNELS) pages
	$(BIN)/comity serve --store .comity/store --documents loaders/documents --host $(HOST) --port $(PORT)

# Without Node and without a registry to get it from, the service shows plain pages.
.PHONY: pages
pages: $(RUNTIME)
	@$(BIN)/python api/explorer/build.py || true

.PHONY: explorer
explorer: | $(BIN)/python ## build the pages of the explorer, if their sources have changed
	$(BIN)/python api/explorer/build.py

.PHONY: test lint types tests
test: lint types tests ## everything that must hold: style, types, tests

lint: $(DEVELOPMENT) ## style, layout and soundness of the code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(DEVELOPMENT) ## types of the code
	$(BIN)/mypy

tests: $(DEVELOPMENT) $(KERNELS) ## every test, the slow ones too
	$(BIN)/python -m pytest -q -m ""

.PHONY: score
score: $(RUNTIME) ## compare what is read from the originals with what a reader found in them (../shared)
	@test -d ../shared/gold || { echo "make score: ../shared/gold is not on this machine"; exit 0; }; \
	work=$$(mktemp -d) && trap 'rm -rf "$$work"' EXIT && \
	$(BIN)/comity load ../shared/documents --store "$$work/store" && \
	$(BIN)/comity export --store "$$work/store" --format nquads > "$$work/all.nq" && \
	$(BIN)/python ../shared/gold/extract.py "$$work/all.nq" "$$work/found" && \
	$(BIN)/python ../shared/gold/score.py ../shared/gold "$$work/found" --by-class

.PHONY: bench
bench: $(DEVELOPMENT) $(KERNELS) ## measure: loading, queries, paths
	$(BIN)/python -m tests.benchmarks

.PHONY: bench-service
bench-service: $(DEVELOPMENT) $(KERNELS) ## measure the service beside others, which it installs in .comity (QUADS=…); needs wrk
	$(BIN)/python -m tests.benchmarks.serving $(QUADS)

.PHONY: bench-reading
bench-reading: $(DEVELOPMENT) ## measure how fast documents are read, beside spaCy, which it installs in .comity
	$(BIN)/python -m tests.benchmarks.reading

.PHONY: install
install: $(DEVELOPMENT) ## a virtual environment with everything, in .venv

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "found Python " + sys.version.split()[0] + ", expected 3.11 or newer: make PYTHON=/path/to/it")'
	$(PYTHON) -m venv $(VENV)

# Modules are compiled when they are first imported: compiling all of them takes two thirds of the time to install.
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile

$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP_INSTALL) --requirement requirements.lock
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOPMENT): requirements-dev.lock $(RUNTIME)
	$(PIP_INSTALL) --requirement requirements-dev.lock
	@touch $@

$(KERNELS): $(wildcard graph/*.py graph/*/*.py) $(RUNTIME)
	$(BIN)/python -m graph.kernels
	@touch $@

# uv finds one set of versions for every platform and Python, with the digest of every file; pip alone installs it.
UV := .comity/lock/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-annotate --no-header --quiet $(UPGRADE)

.PHONY: lock
lock: $(BIN)/python ## make the lock files again from pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(BIN)/python -m venv .comity/lock
	.comity/lock/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.8,<1'
	$(UV) --extra build --output-file requirements.lock
	$(UV) --extra build --extra dev --constraint requirements.lock --output-file requirements-dev.lock

.PHONY: clean
clean: ## remove what these commands made
	rm -rf $(VENV) .comity api/static api/explorer/node_modules tests/readers/node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
