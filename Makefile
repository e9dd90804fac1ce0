# Every target is one call of tools/house.py, which sets up what it needs first. `make` alone lists them.
PYTHON ?= python3
ARGS ?=
COMMANDS := demo test canon browser check fix messages clauses screenshots bench docs lock setup

.PHONY: help $(COMMANDS)

help:
	@$(PYTHON) tools/house.py help

$(COMMANDS):
	@$(PYTHON) tools/house.py $@ $(ARGS)
