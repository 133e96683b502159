# `make run` opens the desk, `make test` runs the suite. They need Python, pip and make;
# everything else is installed into .venv from the hash-pinned files in requirements/.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check install --no-input

# What the machine code of the rules comes from, the plain modules that they import among
# it; tools/compiled.py knows which are compiled. ANNOTATE_PURE=1 goes without.
RULES := src/annotate/errors.py src/annotate/model.py src/annotate/ids.py \
  $(wildcard src/annotate/text/*.py src/annotate/suggest/*.py)
COMPILED := .venv/$(if $(ANNOTATE_PURE),plain,compiled).done

# Set in a shell, these would lead the tools to other folders or to other packages.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV PIP_TARGET PIP_PREFIX PIP_USER

.DELETE_ON_ERROR:
.PHONY: help run test check example bench docs requirements clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-14s%s\n", $$1, $$2 }' Makefile

run: $(COMPILED) ## Open the reading desk; ARGS="--as ada" go to annotate
	@$(BIN)/annotate $(ARGS)

test: $(COMPILED) .venv/test.done ## Run all tests; ARGS="-x tests/test_ids.py" go to pytest
	@$(BIN)/python -m pytest $(or $(ARGS),-n auto)

check: .venv/check.done ## Lint, format, types, layers, and an installation from nothing
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python tools/check_install.py

example: $(COMPILED) ## Build annotations.db from seeds/ and seeds/example.jsonl
	@$(BIN)/python tools/build_example.py

bench: $(COMPILED) .venv/bench.done ## Measure speed and memory beside other programs
	@$(BIN)/python benchmarks/start.py
	@$(BIN)/python benchmarks/keys.py
	@$(BIN)/python benchmarks/large.py

docs: $(COMPILED) ## Write docs/keys.md from the command table
	@mkdir -p docs
	@$(BIN)/annotate keys --markdown > .venv/keys.md
	@mv .venv/keys.md docs/keys.md

requirements: .venv/lock/lock.done ## Pin again; ARGS=--upgrade takes newer versions
	@LOCKER="$(CURDIR)/.venv/lock/bin/pip-compile" tools/lock.sh $(ARGS)

clean: ## Remove what was built; annotations.db and its tags stay
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	  .import_linter_cache
	@find src -name '*.so' -delete -o -name '*.pyd' -delete

# Each stamp is newer than the files that its packages come from.

.venv/python.done:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  "annotate needs Python 3.11 or newer; name one with make PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/run.done: .venv/python.done requirements/build.txt requirements/run.txt pyproject.toml
	@echo "Installing annotate into .venv ..."
	@$(PIP) --require-hashes -r requirements/build.txt -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# One of the two is there. The time is that of the start: a source may be edited meanwhile.
.venv/compiled.done .venv/plain.done: .venv/run.done tools/compiled.py $(RULES)
	@rm -f .venv/compiled.done .venv/plain.done
	@touch $@.begun
	@$(BIN)/python tools/compiled.py
	@mv $@.begun $@

.venv/check.done .venv/bench.done: .venv/%.done: .venv/run.done requirements/%.txt
	@$(PIP) --require-hashes -r requirements/$*.txt
	@touch $@

.venv/test.done: .venv/run.done requirements/test.txt requirements/consumers.txt
	@echo "Installing what the tests need, other people's programs among them ..."
	@$(PIP) --require-hashes -r requirements/test.txt -r requirements/consumers.txt
	@touch $@

.venv/lock/lock.done: .venv/python.done requirements/lock.txt
	@$(PYTHON) -m venv .venv/lock
	@.venv/lock/bin/python -m pip -qq --disable-pip-version-check install \
	  --require-hashes -r requirements/lock.txt
	@touch $@
