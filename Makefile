# Two commands do everything: `make run` and `make test`. Both may be run again and again.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.PHONY: run test check migrate demo-reset browser install install-dev clean

run: install migrate
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

# Two files at a time, the slow ones first (tests/conftest.py); then the browser tests, which need the machine to
# themselves: those that share a server with samples beside those that need none. What trains steps back behind all
# else on a machine; tests, servers and browsers at its own niceness leave it its share.
test: install-dev browser check
	nice -n 10 $(BIN)/python -m pytest -n 2 --ignore=tests/e2e
	nice -n 10 $(BIN)/python -m pytest -n 2 tests/e2e

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

migrate: install
	$(BIN)/python -m studio migrate

demo-reset: install
	$(BIN)/python -m studio demo-reset

install: $(VENV)/.installed
install-dev: $(VENV)/.installed-dev

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "Assay needs Python 3.11; say PYTHON=/path/to/python3.11."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.installed: $(VENV)/.created requirements.txt constraints.txt
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -r requirements.txt
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -r requirements-dev.txt
	touch $@

browser: install-dev
	$(BIN)/python -m tests.e2e.chromium

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
