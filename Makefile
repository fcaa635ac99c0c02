# When the tables are made anew: as soon as anything that they rest on is newer. Which stage works again on which
# announcements, the receipts in interim/ tell (pipeline/stages.py is the plan).

# Other folders and tools: make all RAW=... INTERIM=... OUT=... PYTHON=/path/to/python3, and UV= to do without uv.
RAW ?= raw
INTERIM ?= interim
OUT ?= processed
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11
UV ?= uv

# How many processes share the announcements: make JOBS=8
JOBS ?= 1

# The published tables.
TABLES := documents mentions count_claims membership_claims conference_claims resolution_citations people timeline \
	memberships resolutions conferences country_year bodies issues

MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.PHONY: all test kills cluster check review bench clean help FORCE

ifdef CI
export NO_COLOR := 1
endif
ifneq ($(words $(INTERIM) $(OUT)),2)
$(error INTERIM and OUT must be the names of folders without spaces (RAW may hold spaces))
endif

all: $(INTERIM)/published.list  ## make every table from the announcements in raw/ (the default)
	@$(if $(WORKED),,echo "Nothing to do: $(OUT)/ is up to date.")

test: .venv/ready  ## run the tests
	@.venv/bin/python -m pytest -n auto --dist loadfile

kills: .venv/ready  ## kill thirty runs at random moments (some minutes)
	@.venv/bin/python -m pytest -m kills

cluster: .venv/ready  ## run on a Dask cluster with an object store, both on this machine
	@uv pip install --quiet --python .venv/bin/python --group cluster
	@.venv/bin/python -m pytest -m cluster

check: .venv/ready  ## lint, format, types, floors
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

review: all  ## show what changed in the tables since the last commit, and why (also as interim/review.html)
	@.venv/bin/rollcall report --raw "$(RAW)" --interim "$(INTERIM)" --processed "$(OUT)" --against HEAD:$(OUT) \
		--out "$(INTERIM)/review.html"
	@.venv/bin/rollcall diff HEAD:$(OUT) $(OUT) || test $$? = 1

bench: .venv/ready  ## measure what each stage costs, into docs/performance.md
	@PYTHONPATH=tests .venv/bin/python -m bench 500 docs/performance.md

clean:  ## remove what the stages handed over and all caches, not the tables
	@rm -rf $(STAGES:%=$(INTERIM)/%) $(INTERIM)/*.list $(INTERIM)/*.html .coverage .hypothesis .import_linter_cache .mypy_cache \
		.pytest_cache .ruff_cache dist
	@rmdir $(INTERIM) 2>/dev/null || true
	@find pipeline tests -name __pycache__ -prune -exec rm -rf {} +

help:  ## these lines
	@sed -n 's/^\([a-z]*\):.*  ## /\1	/p' Makefile

# --- the tables

STAGES := ingest extract relate reconcile publish

# A table that is gone is made anew. The package describes every table by its hash: is it not the one written last, then
# the tables came from elsewhere.
LOST := $(filter-out $(wildcard $(OUT)/*.parquet),$(TABLES:%=$(OUT)/%.parquet))
FOREIGN := $(shell (cksum <$(OUT)/datapackage.json | cmp -s - $(INTERIM)/published.list) 2>/dev/null || echo FORCE)

# The folders of the rules stand here too: their time changes when a rule file is deleted.
$(INTERIM)/published.list: $(INTERIM)/raw.list requirements.lock $(shell find pipeline/rules) \
		$(shell find pipeline -name '*.py') $(if $(LOST),FORCE) $(FOREIGN) | .venv/ready
	$(eval WORKED := yes)@.venv/bin/python -m pipeline run --raw "$(RAW)" --interim "$(INTERIM)" --out "$(OUT)" \
		--jobs $(JOBS)
	@cksum <$(OUT)/datapackage.json >$@

# What is in RAW, by name, size and checksum: the list changes only when that does, be it a name with spaces, a deleted
# file, or an older one put in its place.
$(INTERIM)/raw.list: FORCE
	@mkdir -p $(@D) && touch $@.new || exit 1; \
	(cd "$(RAW)" && find -L . -type f ! -path '*/.*' -exec cksum {} + | LC_ALL=C sort) >$@.new 2>/dev/null; \
	if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# --- the environment: what requirements.lock names, no more, by uv if there is one, else by venv and pip. A run on one
# sentence at its end makes the rules ready, which are kept in the user's cache, and compiles what it imports.

.venv/ready: requirements.lock pyproject.toml
	@fail() { echo "$$1" >&2; exit 1; }; \
	for name in $(PYTHON); do \
		python=$$("$$name" -c 'import sys; assert sys.version_info >= (3, 11); print(sys.executable)' 2>/dev/null) \
			&& break; \
	done; \
	test -n "$$python" || fail \
		"Rollcall needs Python 3.11 or newer, and none of these is: $(PYTHON). Name one: make PYTHON=/path/to/python3"; \
	if $(or $(UV),false) --version >/dev/null 2>&1; then uv="$(UV)"; \
	else uv=; "$$python" -c 'import ensurepip, venv' 2>/dev/null || \
		fail "$$python comes without venv. Type: sudo apt install python3-venv"; fi; \
	echo "Making .venv with $$python: once, and it takes a minute or two ..."; \
	rm -rf .venv; \
	if test "$$uv"; then $$uv venv --quiet --python "$$python" .venv; \
		install="$$uv pip install --quiet --python .venv/bin/python"; \
	else "$$python" -m venv .venv; \
		install=".venv/bin/python -m pip --disable-pip-version-check install -qq"; fi; \
	$$install --require-hashes -r requirements.lock && $$install --no-deps --no-build-isolation -e . || \
		fail "requirements.lock could not be installed (see above). Is a package index within reach?"; \
	first=$$(mktemp -d) && mkdir "$$first/raw" && echo "Kenya joined NATO as its 40th member." >"$$first/raw/one.txt" && \
		(cd "$$first" && "$(CURDIR)/.venv/bin/rollcall" run >/dev/null 2>&1); rm -rf "$$first"
	@touch $@

FORCE:
