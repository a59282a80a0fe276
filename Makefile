# Targets of the project; `make help` lists them. Each makes the environment first when it needs it.
SHELL := /bin/bash
PY := .venv/bin/python
TRACKER := .venv/bin/tracker
DEMO := env -u TRACKER_DATABASE_URL -u TRACKER_ENV TRACKER_DATA_DIR=var/demo TRACKER_TODAY=2025-06-10
PURE := $(shell find tracker -name '*.py' \( -path 'tracker/calendar/*' -o -path '*/rules*' \) | sort) \
	$(addprefix tracker/reports/docx/, values.py typography.py metrics.py styles.py tables.py) \
	$(addprefix tracker/reports/checking/, paper.py locating.py findings.py) \
	tracker/text.py tracker/permissions.py tracker/refusals.py tracker/clock.py tracker/append_only.py \
	tracker/web/marks.py
# One process more than cores; what is costly to set up is set up in one (tests/support/groups.py).
# Compiled modules are kept: processes that tests start would compile the program again.
PYTEST := PYTHONDONTWRITEBYTECODE= $(PY) -m pytest
PARALLEL := -n auto --maxprocesses 4 --dist loadgroup
INSTALL := env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends
COMPILE := pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-annotate --no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.DEFAULT_GOAL := help
.PHONY: help guide setup run demo test lint bench chaos soak browser shell lock

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

setup: .venv/ready  ## make the environment .venv from the lock files

.venv/ready: requirements/run.txt requirements/test.txt pyproject.toml
	python3 -m venv .venv
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/test.txt
	$(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

run: setup  ## migrate, load the official data, make an administrator, serve on 127.0.0.1:8000
	$(TRACKER) db upgrade
	$(TRACKER) seed
	$(TRACKER) user ensure-administrator
	exec .venv/bin/gunicorn wsgi:app

demo: setup  ## the same with demonstration data in var/demo, the day standing at 10/06/2025
	$(DEMO) $(TRACKER) db upgrade
	$(DEMO) $(TRACKER) demo load
	exec $(DEMO) .venv/bin/gunicorn wsgi:app

test: lint browser  ## checks and all tests, on SQLite and on a real PostgreSQL
	$(PYTEST) -q $(PARALLEL)

lint: setup  ## ruff, and mypy --strict on the pure modules
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy $(PURE)

bench: setup  ## speed of the pages beside a floor of the same run; SIZE=1000,10000 DATABASE=sqlite
	$(PY) -m tests.benchmark $(if $(SIZE),--size $(SIZE)) $(if $(DATABASE),--database $(DATABASE))

chaos: setup  ## what becomes of mails when workers, the mail server or the database die; ARGS="--messages 1000"
	$(PY) -W ignore -m tests.chaos $(ARGS)

soak: lint browser  ## the tests with long property runs, slow ones included; 100,000 changed files
	HYPOTHESIS_PROFILE=soak timeout 3h $(PYTEST) -q $(PARALLEL) --durations=20
	HYPOTHESIS_PROFILE=soak timeout 1h $(PYTEST) -q $(PARALLEL) --durations=20 -m slow
	$(PY) -W ignore -m tests.intake.hostile
	timeout 1h $(PY) -W ignore -m tests.intake.mutants a.docx 50000
	timeout 1h $(PY) -W ignore -m tests.intake.mutants a.xlsx 50000

guide: setup browser  ## take the pictures of docs/huong-dan anew
	$(PY) scripts/screenshots.py

browser:  # the headless shell does the pages for half of the processor time; the whole browser serves too
	@command -v chromium-headless-shell >/dev/null || $(MAKE) -s shell >/dev/null 2>&1 \
	  || command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -q && { $(INSTALL) chromium-headless-shell || $(INSTALL) chromium; }; \
	  else \
	    echo "The browser tests need the distribution's Chromium: apt-get install chromium" >&2; exit 1; \
	  fi; }

shell:  # beside an installed Chromium; gives up at once where there is no package, no right, no net
	test "$$(id -u)" = 0
	command -v chromium
	timeout 60 $(INSTALL) --no-remove --download-only \
	  -o Acquire::Retries=0 -o Acquire::http::Timeout=10 chromium-headless-shell
	$(INSTALL) --no-remove --no-download chromium-headless-shell

lock:  ## write the lock files anew from requirements/*.in (needs pip-tools)
	cd requirements && $(COMPILE) run.in -o run.txt && $(COMPILE) test.in -o test.txt
