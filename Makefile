# Ensemble. Every target first installs what it needs; `make` alone lists them.
# make run PORT=8123 DATA=dir serves elsewhere, on another data folder.

PORT ?= 8000
DATA ?= data
CHROMIUM ?= /usr/bin/chromium
export PORT CHROMIUM
export DATA_DIR = $(DATA)

python := .venv/bin/python
code := domain web i18n tests bench wsgi.py

.DEFAULT_GOAL := help
.PHONY: help install run test check lint types translations demo coverage bench mutation clean

help: ## Show what can be done
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 20

install: ## Virtual environment, libraries and test programs, without running anything
	@sh web/setup/prepare.sh run
	@sh web/setup/prepare.sh test

run: ## Serve the cooperative on http://127.0.0.1:8000 (PORT=8123 DATA=dir to choose)
	@sh web/setup/prepare.sh run
	@$(python) -P web/setup/data.py
	@$(python) -P web/serve.py

test: ## Run everything: checks, rules, web on both databases, documents, browser, promises
	@sh web/setup/prepare.sh test
	@$(MAKE) --no-print-directory lint types
	@$(python) -m pytest tests -m "not browser" --database both -n 2 --dist worksteal
	@$(python) -m pytest tests -m browser -n 2 --dist worksteal

check: ## The quick part, under 90 seconds: lint, types, promises, rules, web on SQLite
	@sh web/setup/prepare.sh check
	@$(MAKE) --no-print-directory lint types
	@$(python) -m pytest tests -m "not browser and not slow" -n 2 --dist worksteal

lint: ## Style of Python, templates and imports
	@sh web/setup/prepare.sh check
	@$(python) -m ruff check $(wildcard $(code))
	@$(python) -m ruff format --check $(wildcard $(code))
	@$(python) -m djlint web/templates --lint --quiet

types: ## mypy, strict
	@sh web/setup/prepare.sh check
	@$(python) -m mypy

translations: ## Find new sentences, update the catalogues, compile them
	@sh web/setup/prepare.sh check
	@$(python) -P i18n/catalogues.py update
	@$(python) -P i18n/catalogues.py compile

demo: ## Make the demo cooperative in DATA where it is still empty, without serving it
	@sh web/setup/prepare.sh run
	@$(python) -P web/setup/data.py

coverage: ## Show which branches of the rules no test takes
	@sh web/setup/prepare.sh check
	@$(python) -m coverage run -m pytest tests/domain
	@$(python) -m coverage report --show-missing --skip-covered

bench: ## Measure against a bare Flask route and this machine's limits
	@sh web/setup/prepare.sh check
	@$(python) -m bench

mutation: ## Put faults into the payroll engine and count those that its tests let pass
	@sh web/setup/prepare.sh check
	@$(python) -m venv .venv-mutation
	@.venv-mutation/bin/python -m pip install --quiet --require-hashes -r bench/mutation.txt
	@.venv-mutation/bin/python -m bench mutation

clean: ## Remove what can be made again; the data folder stays
	rm -rf .venv .venv-mutation .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f i18n/*/LC_MESSAGES/*.mo
