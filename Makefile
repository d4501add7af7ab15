# Thin: each target is a line or two; the work is in scripts/.
SHELL := /bin/bash
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.tools:$(PATH)
export SOLCX_BINARY_PATH := $(CURDIR)/scripts/solc

.PHONY: install
install: .venv/.installed node_modules/.installed

.venv/.installed: pyproject.toml uv.lock
	python3.11 -m venv .venv
	.venv/bin/python -m pip install --quiet uv==0.13.9
	.venv/bin/uv sync --frozen --quiet
	@touch $@

node_modules/.installed: package.json package-lock.json | .venv/.installed
	npm install --no-save --no-audit --no-fund --loglevel=error
	mkdir -p node_modules/.tools && ln -sf ../@foundry-rs/*-linux-*/bin/* ../@foundry-rs/*-darwin-*/bin/* node_modules/.tools/ 2>/dev/null; ls node_modules/.tools/anvil >/dev/null
	@touch $@
