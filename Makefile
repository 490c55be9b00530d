# Two commands: `make demo` shows a living region, `make test` proves it. Both make the environment they need.
PY := .venv/bin/python
RUN := .venv/bin

help: ## What you can do here
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: .venv/.run assets ## A living, fictional region at http://127.0.0.1:8000 (PORT=… for another port)
	@exec $(RUN)/casus demo

demo-reset: .venv/.run assets ## Throw the demo away and load it anew
	@exec $(RUN)/casus demo --opnieuw

.venv/.run: requirements.lock
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Casus needs Python 3.11 or newer as python3."; exit 1; }
	@echo "Environment: installing what Casus needs (about a minute)…"
	@test -d .venv || python3 -m venv .venv
	@$(RUN)/pip install -q --disable-pip-version-check -r requirements.lock
	@$(RUN)/pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	@echo "Environment: installing what the tests need (about a minute)…"
	@$(RUN)/pip install -q --disable-pip-version-check -r requirements-dev.lock
	@touch $@

node_modules/.done: package-lock.json
	@node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' || { echo "Casus needs Node 20 or newer."; exit 1; }
	@echo "Assets: fetching npm packages…"
	@npm ci --silent --no-progress
	@touch $@

casus/static/casus.css: node_modules/.done $(wildcard assets/*) tools/build_assets.mjs
	@echo "Assets: building…"
	@npm run --silent build

casus/web/translations/en/LC_MESSAGES/messages.mo: casus/web/translations/en/LC_MESSAGES/messages.po .venv/.run
	@$(RUN)/pybabel -q compile -d casus/web/translations

assets: casus/static/casus.css casus/web/translations/en/LC_MESSAGES/messages.mo ## Build stylesheet, scripts and translations

vertalen: .venv/.run ## Gather all texts; then translate what is empty in messages.po
	@mkdir -p build
	@PYTHONPATH=. $(RUN)/pybabel -q extract -F babel.cfg --ignore-dirs='.*' -k N_ --no-location --sort-output -o build/teksten.pot .
	@$(RUN)/pybabel -q update -i build/teksten.pot -d casus/web/translations -l en --no-fuzzy-matching --ignore-obsolete -N
	@$(RUN)/pybabel -q compile -d casus/web/translations

check: .venv/.dev ## Style, types, import contracts, models and forms (seconds)
	@$(RUN)/ruff check --quiet . && $(RUN)/ruff format --check --quiet .
	@$(RUN)/mypy --no-error-summary
	@$(RUN)/lint-imports --no-cache > .lint-imports.log 2>&1 || { cat .lint-imports.log; exit 1; }
	@rm -f .lint-imports.log
	@$(RUN)/casus lint

test: .venv/.dev assets ## Everything: unit, features, storage on both databases, browser, accessibility, and the kit under fire in short
	@$(PY) tools/find_chromium.py
	@$(RUN)/pytest -n 2 --dist loadgroup

stress: .venv/.dev assets ## The kit under fire at length: kill, freeze, restart and starve it on both databases (within ten minutes)
	@PYTHONPATH=. $(PY) -m tests.stress --lang

.PHONY: help demo demo-reset assets vertalen check test stress
