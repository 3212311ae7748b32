# yanbao. `make weekly` and `make test` each work on a fresh clone of a machine that has python3 (3.11+) and make:
# they build .venv from the hashed locks, once; repeated runs cost nothing. No root, nothing outside .venv but caches.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# uv sits in a folder of its own, where `uv pip sync` never removes it.
UV     := $(VENV)/uv/bin/uv

export UV_PYTHON_DOWNLOADS := never
export UV_HTTP_TIMEOUT ?= 300

# The environment is in one of three states, each a superset of the one before: .run, .dev, .bench.
# The stamp that exists names the state; a target is content with the state it needs or a larger one.
BENCH_ENV := $(VENV)/.bench
# The readers that the benchmarks run beside ours live apart: they want other versions, and nothing of ours.
PEERS     := .venv-peers
FUZZ      := .venv-fuzz
TEST_ENV  := $(or $(wildcard $(VENV)/.bench),$(VENV)/.dev)
RUN_ENV   := $(or $(wildcard $(VENV)/.bench),$(wildcard $(VENV)/.dev),$(VENV)/.run)

.PHONY: help weekly test soak bench fuzz docs fmt lock clean distclean
.NOTPARALLEL:
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile

weekly: $(RUN_ENV) ## write a weekly report from the sample data
	@$(BIN)/yanbao demo

test: $(TEST_ENV) ## ruff, mypy --strict, pytest
	$(BIN)/ruff check .
	$(BIN)/mypy --strict src
	$(BIN)/python -m pytest -n 2 --dist loadgroup

soak: $(TEST_ENV) ## the long tests, and new cases for the property tests
	$(BIN)/python -m pytest --soak -m "soak or hypothesis"

bench: $(BENCH_ENV) $(PEERS)/.peers ## the benchmarks
	$(BIN)/python -m bench --write

fuzz: $(FUZZ)/.fuzz ## fuzz the reader and the review for ten minutes (SECONDS=600)
	@rm -rf build/fuzz && mkdir -p build/fuzz
	$(FUZZ)/bin/python -m fuzz.corpus unpack build/fuzz/corpus
	PYTHONPATH=src $(FUZZ)/bin/python -m fuzz.reader -max_total_time=$(or $(SECONDS),600) -max_len=800 -timeout=20 \
	    -artifact_prefix=build/fuzz/ build/fuzz/corpus
	$(FUZZ)/bin/python -m fuzz.corpus pack build/fuzz/corpus

docs: $(TEST_ENV) ## write docs/reference.md and the shipped Word template anew
	$(BIN)/python -m tools.reference
	$(BIN)/python -m tools.house_template

fmt: $(TEST_ENV) ## format, and fix what ruff can fix
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# uv does not read pip's settings: hand it the mirror and the certificates that pip was given, unless uv has its own.
PIP_SAYS = $(PYTHON) -m pip config get
AS_PIP = index="$${UV_DEFAULT_INDEX:-$${UV_INDEX_URL:-$${PIP_INDEX_URL:-$$($(PIP_SAYS) global.index-url 2>/dev/null)}}}"; \
	cert="$${SSL_CERT_FILE:-$${PIP_CERT:-$$($(PIP_SAYS) global.cert 2>/dev/null)}}"; \
	[ -z "$$index" ] || export UV_DEFAULT_INDEX="$$index"; [ -z "$$cert" ] || export SSL_CERT_FILE="$$cert";

# Keeps the pins that still fit; `make lock UPGRADE=--upgrade` moves them all.
COMPILE = @$(AS_PIP) $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header $(UPGRADE) --group build

lock: $(VENV)/.uv ## resolve the locks anew (runtime + build backend; + dev; + bench)
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt
	$(COMPILE) pyproject.toml --extra dev --extra bench -c requirements-dev.txt -o requirements-bench.txt
	$(subst --group build,--group peers,$(COMPILE)) -o requirements-peers.txt
	$(subst --group build,--group fuzz,$(COMPILE)) pyproject.toml -o requirements-fuzz.txt

clean: ## remove caches and build output, keep .venv
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## clean, and remove .venv, .venv-peers and .venv-fuzz
	rm -rf $(VENV) $(PEERS) $(FUZZ)

# --- the environment ------------------------------------------------------------------------------------------------

# A python without ensurepip (Debian without its venv package) makes a bare environment; its own pip then brings uv.
$(VENV)/.uv: requirements-uv.txt
	@command -v $(PYTHON) >/dev/null || { echo "yanbao needs Python 3.11 or newer, but '$(PYTHON)' is not on the PATH." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "yanbao needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." >&2; \
	    echo "Name a newer one, for example: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "making $(VENV) (first run only)"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(PYTHON) -m venv --clear --without-pip $(VENV)
	@pip=$(BIN)/python; $$pip -m pip --version >/dev/null 2>&1 || pip=$(PYTHON); \
	$$pip -m pip --version >/dev/null 2>&1 || { \
	    echo "'$(PYTHON)' has neither ensurepip nor pip; install one of them (Debian, Ubuntu: the package python3-venv)." >&2; exit 1; }; \
	PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 $$pip -m pip install -qq --disable-pip-version-check --no-warn-script-location \
	    --require-hashes --no-deps --only-binary :all: --target $(VENV)/uv -r requirements-uv.txt
	@touch $@

define sync
	@echo "installing $(1) into $(VENV)"
	@rm -f $(VENV)/.run $(VENV)/.dev $(VENV)/.bench
	@$(AS_PIP) sync="$(UV) pip sync --quiet --require-hashes --python $(BIN)/python $(1)"; \
	$$sync 2>/dev/null || UV_SYSTEM_CERTS=true $$sync  # a second try trusts the machine's own certificates
	@$(UV) pip install --quiet --offline --no-deps --no-build-isolation --python $(BIN)/python --editable .
	@touch $@
endef

$(VENV)/.run: $(VENV)/.uv requirements.txt pyproject.toml
	$(call sync,requirements.txt)

$(VENV)/.dev: $(VENV)/.uv requirements-dev.txt pyproject.toml
	$(call sync,requirements-dev.txt)

$(VENV)/.bench: $(VENV)/.uv requirements-bench.txt pyproject.toml
	$(call sync,requirements-bench.txt)

# What comes as source is built with the locked setuptools too.
$(PEERS)/.peers: $(VENV)/.uv requirements-peers.txt
	@echo "installing requirements-peers.txt into $(PEERS)"
	@rm -rf $(PEERS)
	@$(UV) venv --quiet --python $(BIN)/python $(PEERS)
	@$(AS_PIP) sync="$(UV) pip sync --quiet --require-hashes --build-constraints requirements-peers.txt"; \
	sync="$$sync --python $(PEERS)/bin/python requirements-peers.txt"; \
	$$sync 2>/dev/null || UV_SYSTEM_CERTS=true $$sync
	@touch $@

$(FUZZ)/.fuzz: $(VENV)/.uv requirements-fuzz.txt
	@echo "installing requirements-fuzz.txt into $(FUZZ)"
	@rm -rf $(FUZZ)
	@$(UV) venv --quiet --python $(BIN)/python $(FUZZ)
	@$(AS_PIP) sync="$(UV) pip sync --quiet --require-hashes --python $(FUZZ)/bin/python requirements-fuzz.txt"; \
	$$sync 2>/dev/null || UV_SYSTEM_CERTS=true $$sync
	@touch $@
