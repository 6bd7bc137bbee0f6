# The two commands a newcomer needs are `make demo` and `make test`; each sets up what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NPM := $(BIN)/python -m tools.npm

.PHONY: demo test check unit ninety chaos fuzz bench audit sbom lock setup pages clean

demo: setup pages ## Run the bot and the local channel; prints one address.
	@$(BIN)/python app.py demo

test: setup pages check ## Everything: lint, types, layers, all tests on both databases, the browser.
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term --cov-report=json:.coverage.json
	$(BIN)/python -m tools.branch_coverage .coverage.json 95 domain dialogs workflows
	@$(BIN)/python -m tools.supply.audit || test $$? -eq 3

check: setup ## Lint, format, types, layers, generated files.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.status_diagrams --check
	$(BIN)/python -m tools.permission_page --check
	$(BIN)/python -m tools.retention_paper --check

unit: setup ## The quick tests only.
	$(BIN)/python -m pytest -n 2 tests/unit

ninety: setup ## Ninety discharges of the audit's kind, lived through; prints how they end.
	@$(BIN)/python -m tests.scenario.ninety

chaos: setup ## The reminders' promises at full size: kills, stops, replicas, a failing connector; prints figures.
	@$(BIN)/python -m tests.chaos.run $(PART)

fuzz: setup ## Ten minutes of what nobody should send, at random; prints seed and counts.
	@$(BIN)/python -m tests.fuzz.run

bench: CASES ?= 200000
bench: setup benchmarks/.venv/.done ## Side by side with the SDKs; reminders and figures with plain SQL; what the log costs; the joint report; prints ratios.
	$(BIN)/python -m benchmarks.run
	$(BIN)/python -m benchmarks.planning
	$(BIN)/python -m benchmarks.audit_cost
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && for each in summaries reports; do \
		$(BIN)/python -m benchmarks.$$each --cases $(CASES) --folder "$$folder" || exit; done

audit: setup ## Known vulnerabilities in what is locked; ends with 3 where that could not be asked: not audited.
	@$(BIN)/python -m tools.supply.audit

sbom: setup ## What the product is made of, as CycloneDX in var/sbom.
	@$(BIN)/python -m tools.supply.sbom

setup: $(VENV)/.done

$(VENV)/.done: requirements.txt
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@echo "Installing (a minute or two the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

pages: demo/node_modules/.done teams/node_modules/.done

%/node_modules/.done: %/package-lock.json $(VENV)/.done
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --silent --prefix $*
	@touch $@

benchmarks/.venv/.done: benchmarks/requirements.txt
	@test -d benchmarks/.venv || $(PYTHON) -m venv benchmarks/.venv
	@benchmarks/.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

lock: ## Write requirements.txt anew from pyproject.toml, and that of the tools which look at it.
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile tools/supply/requirements.in --quiet --generate-hashes --no-header --no-strip-extras \
		--no-emit-index-url --no-emit-find-links --python-version 3.11 -o tools/supply/requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev --quiet --generate-hashes --no-header --no-strip-extras \
		--no-emit-index-url --no-emit-find-links --python-version 3.11 -o requirements.txt

clean:
	rm -rf $(VENV) benchmarks/.venv tools/supply/.venv demo/node_modules teams/node_modules var
