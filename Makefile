# Targets of the project; `make help` lists them. Every target that runs code makes the
# environment first.
SHELL := /bin/bash
PY := .venv/bin/python
COMPILE := pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-annotate --no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.DEFAULT_GOAL := help
.PHONY: help setup lock

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

setup: .venv/ready  ## make the environment .venv from the lock files

.venv/ready: requirements/run.txt requirements/test.txt pyproject.toml
	python3 -m venv .venv
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/test.txt
	$(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

lock:  ## write the lock files anew from requirements/*.in (needs pip-tools)
	cd requirements && $(COMPILE) run.in -o run.txt && $(COMPILE) test.in -o test.txt
