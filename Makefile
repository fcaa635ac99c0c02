# The plan as file rules; pipeline/stages.py holds the same plan for the command `rollcall`, and a test compares them.
# A stage is up to date while its receipt, which it writes last, is newer than all that the stage rests on.

# Other folders and tools: make all RAW=... INTERIM=... OUT=... PYTHON=/path/to/python3, and UV= to do without uv.
RAW ?= raw
INTERIM ?= interim
OUT ?= processed
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11
UV ?= uv

# The stages and the tables that each of them writes.
PLAN := ingest extract relate reconcile publish
ingest := documents issues
extract := mentions issues
relate := mentions subjects count_claims membership_claims conference_claims resolution_citations people issues
reconcile := count_claims membership_claims conference_claims timeline memberships conferences resolutions issues
publish := documents mentions count_claims membership_claims conference_claims resolution_citations people timeline \
	memberships resolutions conferences country_year bodies issues

MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.PHONY: all test check review bench clean help FORCE

ifdef CI
export NO_COLOR := 1
endif
ifneq ($(words $(INTERIM) $(OUT)),2)
$(error INTERIM and OUT must be the names of folders without spaces (RAW may hold spaces))
endif

all: $(OUT)/datapackage.json  ## make every table from the announcements in raw/ (the default)
	@$(if $(WORKED),,echo "Nothing to do: $(OUT)/ is up to date.")

test: .venv/ready  ## run the tests
	@.venv/bin/python -m pytest

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
	@rm -rf $(PLAN:%=$(INTERIM)/%) $(INTERIM)/*.list $(INTERIM)/review.html .coverage .hypothesis .import_linter_cache .mypy_cache \
		.pytest_cache .ruff_cache dist
	@rm -f $(INTERIM)/report.html
	@rmdir $(INTERIM) 2>/dev/null || true
	@find pipeline tests -name __pycache__ -prune -exec rm -rf {} +

help:  ## these lines
	@sed -n 's/^\([a-z]*\):.*  ## /\1	/p' Makefile

# --- the stages

folder = $(if $(filter publish,$(1)),$(OUT),$(INTERIM)/$(1))
receipts = $(1:%=$(INTERIM)/%/receipt.json)

# What every stage rests on, beside its own module: all that it may import, and the rules. The folders of the rules
# stand here too, because their time changes when a rule file is deleted.
BESIDE := $(PLAN:%=pipeline/%.py) $(patsubst %,pipeline/%.py,__main__ cli terminal usage evaluate findings gold \
	explain dossier claims_io components fetch notebook charts lookup export) $(wildcard pipeline/web/*.py pipeline/verbs/*.py pipeline/review/*.py)
SHARED := requirements.lock $(shell find pipeline/rules) $(filter-out $(BESIDE),$(shell find pipeline -name '*.py'))

# What stage $(1) rests on; a table of its own that is gone makes it run again.
lost = $(filter-out $(wildcard $(folder)/*.parquet),$($(1):%=$(folder)/%.parquet))
basis = pipeline/$(1).py $(SHARED) $(if $(lost),FORCE) | .venv/ready
run = $(eval WORKED := yes)@.venv/bin/python -m pipeline $(1) --raw "$(RAW)" --interim "$(INTERIM)" --out "$(OUT)"

$(call receipts,ingest): $(INTERIM)/raw.list $(call basis,ingest)
	$(call run,ingest)

$(call receipts,extract): $(call receipts,ingest) $(call basis,extract)
	$(call run,extract)

$(call receipts,relate): $(call receipts,ingest extract) $(INTERIM)/decisions.list $(call basis,relate)
	$(call run,relate)

$(call receipts,reconcile): $(call receipts,ingest relate) $(INTERIM)/decisions.list $(call basis,reconcile)
	$(call run,reconcile)

# The package describes every table by its hash. Is it not the one written last, then the tables came from elsewhere.
FOREIGN := $(shell (cksum <$(OUT)/datapackage.json | cmp -s - $(INTERIM)/published.list) 2>/dev/null || echo FORCE)

$(OUT)/datapackage.json: $(call receipts,ingest extract relate reconcile) $(FOREIGN) $(call basis,publish)
	$(call run,publish)
	@cksum <$@ >$(INTERIM)/published.list

# What is in RAW, by name, size and checksum: a list changes only when that does, be it a name with spaces, a deleted
# file, or an older one put in its place.
list = @mkdir -p $(@D) && touch $@.new || exit 1; \
	(cd "$(RAW)" && find -L . -type f $(1) -exec cksum {} + | LC_ALL=C sort) >$@.new 2>/dev/null; \
	if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(INTERIM)/raw.list: FORCE
	$(call list,! -path '*/.*' ! -path ./decisions.csv)

$(INTERIM)/decisions.list: FORCE
	$(call list,-path ./decisions.csv)

# --- the environment: what requirements.lock names, no more, by uv if there is one, else by venv and pip

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
		fail "requirements.lock could not be installed (see above). Is a package index within reach?"
	@touch $@

FORCE:
