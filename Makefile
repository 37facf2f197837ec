# The commands of this project; `make run` is all it takes to try it.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
# Each stamp carries its lock's own checksum: another lock is another stamp, whatever the clock says.
RUN_STAMP := $(VENV)/run-$(firstword $(shell cksum < requirements.txt))
DEV_STAMP := $(VENV)/dev-$(firstword $(shell cksum < requirements-dev.txt))
WORKERS ?= 2

# As on a server, so that `check --deploy` judges what an operator gets.
PRODUCTION := DATA_DIR=$(VENV)/check HOST=0.0.0.0 ALLOWED_HOSTS=ledger.example DEMO=no

.PHONY: run dev backup restore upgrade test test-all ready check bench messages screenshots lock format
.DEFAULT_GOAL := run

run: $(RUN_STAMP)
	@exec $(PY) -m config.serve

# The same pages with reload, debug pages and plain static files, on var/dev; on this machine only.
dev: export DJANGO_SETTINGS_MODULE := config.development
dev: $(RUN_STAMP)
	@$(PY) manage.py prepare && exec $(PY) manage.py develop

# make backup TO=/var/backups/ledger; make restore FROM=/var/backups/ledger
backup: $(RUN_STAMP)
	@$(if $(TO),,$(error Say where to: make backup TO=folder))$(PY) manage.py backup "$(TO)"

restore: $(RUN_STAMP)
	@$(if $(FROM),,$(error Say where from: make restore FROM=folder))$(PY) manage.py restore "$(FROM)"

# What a new version needs, and the tables brought up to it; the service may go on meanwhile.
upgrade: $(RUN_STAMP)
	@$(PY) manage.py upgrade

# What a change breaks, in minutes: SQLite, no browser, no whole service, no walk through a whole
# matrix, a tenth of the examples.
test: $(DEV_STAMP)
	@$(PY) -m pytest -n $(WORKERS) -m "not browser and not service and not exhaustive"

# Every test at its full strength and in a browser; what uses a database also on PostgreSQL, where
# no page is walked person by person, and a property tries a tenth of its examples.
test-all: export EXAMPLES := all
test-all: $(DEV_STAMP)
	@. .ci/browser && . .ci/servers && EXAMPLES= $(MAKE) test && \
	echo "The browser, whole services, whole matrices, and all examples:" && \
	$(PY) -m pytest -n $(WORKERS) -m "browser or service or exhaustive or property" && \
	echo "Those that use a database, on PostgreSQL:" && EXAMPLES= TEST_POSTGRES=yes \
	$(PY) -m pytest -n $(WORKERS) -m "database and not browser and (on_both or not exhaustive)"

# Before a commit: mends what a machine can, then what CI would refuse first, and the rooms you changed.
ready: format check
	$(PY) -m tests.tools.changed

check: $(DEV_STAMP)
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m djlint templates --lint --quiet
	$(PRODUCTION) $(PY) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m pytest -q tests/test_architecture.py tests/test_reach.py tests/test_catalogues.py tests/test_words_untold.py

format: $(DEV_STAMP)
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: $(DEV_STAMP)
	$(PY) -m benchmarks

messages: $(DEV_STAMP)
	$(PY) -m tests.tools.catalogues

screenshots: $(DEV_STAMP)
	@. .ci/browser && $(PY) -m tests.tools.screenshots

# Locks without an address in them: every machine uses the registry it is set up for.
COMPILE := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links
lock: $(DEV_STAMP)
	$(COMPILE) --upgrade requirements.in -o requirements.txt
	$(COMPILE) --upgrade -c requirements.txt requirements-s3.in -o requirements-s3.txt
	$(COMPILE) --upgrade -c requirements.txt requirements-ldap.in -o requirements-ldap.txt
	$(COMPILE) --upgrade requirements-dev.in -o requirements-dev.txt

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with make PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python's venv module is missing (Debian: apt install python3-venv)."; exit 1; }

$(RUN_STAMP): | $(PY)
	@echo "Installing what the service needs …"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(DEV_STAMP): | $(PY)
	@echo "Installing what the tests need …"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@ $(RUN_STAMP)
