# make campaign   set up what is missing and build the built-in campaign into output/
# make test       set up what the tests need and run them
# make bench      compare start-up and letters with what they are made of
# make clean      remove what was built and the virtual environment

PYTHON ?= python3
BIN := .venv/bin
DEBIAN := python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk

.PHONY: campaign test bench schemas clean
.DEFAULT_GOAL := campaign

campaign: .venv/.installed
	@$(BIN)/python -m compileall -q campaign
	@$(BIN)/python -m campaign.cli.compile
	@$(BIN)/campaign build || test $$? -eq 4  # 4: a font is missing, and all else was made

test: .venv/.tested
	$(BIN)/ruff check campaign tests benchmarks
	$(BIN)/mypy
	$(BIN)/campaign check --strict --on 2026-11-22
	$(BIN)/python -m pytest

bench: .venv/.installed
	$(BIN)/python -m compileall -q campaign
	$(BIN)/python -m campaign.cli.compile
	$(BIN)/python benchmarks/start_up.py
	$(BIN)/python benchmarks/letters.py
	$(BIN)/python benchmarks/recipients.py

# The JSON Schema files for editors follow from campaign/model.py; a test compares them.
schemas: .venv/.tested
	$(BIN)/python -m campaign.schemas

.venv/.installed: pyproject.toml Makefile
	@.ci/system $(PYTHON) $(DEBIAN)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing the Python packages into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.tested: .venv/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

clean:
	rm -rf .venv output/*/
