# One command each; `make help` lists them. Everything runs from .venv, which setup builds from requirements.lock.
PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
STAMP  := $(VENV)/.ready
TEXTS  ?= seeds
OUT    ?= reports
CORRECTIONS ?=
CORRECT = $(if $(CORRECTIONS),--corrections "$(CORRECTIONS)")

# A misspelt variable would be ignored in silence, and the corrections with it.
KNOWN := PYTHON TEXTS OUT CORRECTIONS
ODD   := $(filter-out $(KNOWN),$(foreach name,$(.VARIABLES),$(if $(filter command,$(origin $(name))),$(name))))
$(if $(ODD),$(error $(ODD) is no variable of this Makefile; allowed are $(KNOWN)))

.DEFAULT_GOAL := help
.PHONY: help setup report test check score lab again clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(STAMP)  ## the environment in .venv, with the versions of requirements.lock

$(STAMP): requirements.lock pyproject.toml
	@echo "setup: building $(VENV) (a few minutes the first time)"
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install -qq --disable-pip-version-check -r requirements.lock
	@$(PY) -m pip install -qq --disable-pip-version-check --no-deps -e .
	@touch $@
	@echo "setup: ready"

report: $(STAMP)  ## the articles in TEXTS (seeds) to HTML reports in OUT (reports), with CORRECTIONS (none)
	@$(PY) -m geoanalysis.cli report "$(TEXTS)" --out "$(OUT)" $(CORRECT)

test: $(STAMP)  ## the tests
	@$(PY) -m pytest

check: $(STAMP)  ## style, floors, stripped notebooks, no registry hosts or absolute paths
	@echo "check: style"
	@$(PY) -m ruff check --quiet .
	@echo "check: floors, signatures, notebooks, paths"
	@$(PY) -m pytest tests/test_package.py tests/test_notebooks.py -k "not run"

score: $(STAMP)  ## the extractor against the annotated sentences, where the benchmark is at hand
	@$(PY) -m benchmarks.score

lab: $(OUT)/tables/ties.csv  ## the notebooks in JupyterLab
	@$(PY) -m jupyterlab notebooks

# Tables that are there are left alone, unless it is said what they are to be made from.
$(OUT)/tables/ties.csv: $(if $(filter command,$(origin TEXTS) $(origin CORRECTIONS)),again) | $(STAMP)
	@$(PY) -m geoanalysis.cli extract "$(TEXTS)" --out "$(OUT)/tables" $(CORRECT)

clean:  ## remove the reports
	@rm -rf -- "$(OUT)"
