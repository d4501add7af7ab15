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
	@# The platform's own binaries: npm's wrappers in .bin would leave a running anvil behind.
	mkdir -p node_modules/.tools
	for tool in $(CURDIR)/node_modules/@foundry-rs/*-*-*/bin/*; do ln -sf $$tool node_modules/.tools/; done
	@touch $@

.PHONY: abi
abi: install
	.venv/bin/python scripts/generate/abi.py

