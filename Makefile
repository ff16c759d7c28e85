PYTHON ?= python3
BOOTSTRAP = $(PYTHON) cli/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench faults lock clean python

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: python ## Virtual environment, packages, front end; no server
	@$(BOOTSTRAP) setup

run: python ## Start the office on http://127.0.0.1:8000 (sets everything up the first time)
	@$(BOOTSTRAP) run $(ARGS)

test: python ## All tests; one file: make test ARGS=tests/unit/test_calendar.py
	@$(BOOTSTRAP) test $(ARGS)

check: python ## Format, lint, types, import contracts, house rules
	@$(BOOTSTRAP) check

bench: python ## The benchmarks, each beside the floor of this machine
	@$(BOOTSTRAP) bench $(ARGS)

faults: python ## The long campaigns: 200 kills over all kinds of step on each database (some five minutes)
	@$(BOOTSTRAP) faults $(ARGS)

lock: python ## Write the lock files anew
	@$(BOOTSTRAP) lock

clean: ## Remove what was built; data in var/ stays
	rm -rf .venv frontend/node_modules api/static/dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing. As root: apt install python3 python3-venv"; exit 1; }
