# One command for each thing that a person does here; `make` alone lists them. Needs Python 3.11 or newer, make and pip
# with a package registry, and nothing else.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STORE := .comity/store
PORT ?= 8000
PACKAGES := ontology loaders graph queries api comity

.PHONY: help
help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Comity needs Python 3.11 or newer; name one: make PYTHON=…")'
	$(PYTHON) -m venv $(VENV)

.PHONY: lint types tests test
lint: ## style and correctness of the code
	$(BIN)/ruff check .

types: ## types of the code
	$(BIN)/mypy

tests: ## every test, the slow ones too
	$(BIN)/python -m pytest -q -m ""

test: lint types tests ## everything that must hold

# uv finds one set of versions for every platform and Python, with the digest of every file; pip alone installs it.
UV := .comity/lock/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-annotate --no-header --quiet $(UPGRADE)

.PHONY: lock
lock: $(BIN)/python ## remake the lock files from pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(BIN)/python -m venv .comity/lock
	.comity/lock/bin/python -m pip install --quiet 'uv>=0.8,<1'
	$(UV) --extra build --output-file requirements.lock
	$(UV) --extra build --extra dev --constraint requirements.lock --output-file requirements-dev.lock
