# The two commands of the README, and what they stand on.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: dossier test ratchet clean

dossier: $(VENV)/ready ## read the examples and write out/dossier.html
	$(BIN)/headwater dossier examples/reports.jsonl --out out --title "Marovian troops in Eastern Skelvan"
	@echo "open out/dossier.html"

test: $(VENV)/ready-dev ## style, types, structure, behaviour; and the ratchet where the research data are
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

ratchet: $(VENV)/ready-dev ## hold every figure to its floor: make ratchet DATA=path
	$(BIN)/python -m evaluation ratchet $(DATA)

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@

clean:
	rm -rf $(VENV) out
