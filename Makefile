# Thin: each target is a line or two; the work is in scripts/ and in the tools it calls.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.tools:$(PATH)
export SOLCX_BINARY_PATH := $(CURDIR)/scripts/solc
NPM_INSTALL := npm install --no-save --no-audit --no-fund --loglevel=error
WEB_SOURCES := $(shell find frontend/src frontend/public -type f 2>/dev/null) $(wildcard frontend/*.*)
SOLIDITY := $(shell find contracts -name .cache -prune -o -name '*.sol' -print)

.PHONY: help install demo demo-once demo-disputes test check slither prove test-web test-chain test-python test-stand bench bench-gas abi openapi permissions states clean
help: ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

demo: .build/.compiled frontend/dist/index.html ## a week of markets on a local chain, in your browser, until Ctrl-C
	@exec python -m scripts.demo watch

demo-once: .build/.compiled frontend/dist/index.html ## the same without a browser until everybody has claimed; DATA=folder for real histories
	@exec python -m scripts.demo once $(if $(DATA),--data $(DATA))

demo-disputes: .build/.compiled ## four disputes to their end: ruled, stood in, silent, vetoed
	@exec python -m scripts.demo disputes

test: check .build/.compiled frontend/dist/index.html ## everything that must hold, two parts at a time, the longest first
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target test-stand test-python test-chain prove slither test-web

check: install ## linters, types, import rules, size limits
	ruff check . && ruff format --check . && mypy && lint-imports && python -m scripts.checks

slither: install ## static analysis of the contracts; every finding has its reason
	python -m scripts.checks.slither

prove: .build/prove/.installed .build/.compiled ## formal proofs: of the contracts by Halmos, of the sums by z3
	$(PYTEST) tests/proofs

test-web: frontend/node_modules/.installed ## the page's own tests
	cd frontend && npm run --silent check && npm test --silent

test-chain: .build/.compiled ## contracts, twins, state machines and the API against them, through Ape
	ape test tests/contracts tests/differential tests/stateful tests/integration/backend --network ethereum:local:test --disable-isolation -q

# Without Ape, which would start a chain of its own and wind it back around each of these tests.
PYTEST := pytest -p no:ape_test -q

test-python: .build/.compiled ## the rules, and the services one by one
	$(PYTEST) tests/unit tests/integration --ignore tests/integration/demo --ignore tests/integration/backend

test-stand: .build/.compiled frontend/dist/index.html ## all services together: the page in a real browser, the demo
	$(PYTEST) tests/e2e tests/integration/demo

bench: bench-gas ## writes benchmarks/times.json
	python -m scripts.bench

bench-gas: .build/.compiled ## writes benchmarks/gas.json
	python -m scripts.bench.gas

abi: install ## ABIs for every client, and what our code is known by, from the compiled contracts
	python -m scripts.generate.abi
	python -m scripts.generate.code

openapi: install ## the API's description, from which the page's client is generated
	python -m scripts.generate.openapi

states: install ## docs/states.md, from the table of the rules
	python -m scripts.generate.states

permissions: install ## docs/permissions.md, from the table that the deployment applies
	python -m scripts.generate.permissions

install: .venv/.installed node_modules/.installed ## Python, Node, compiler, local chain: from the lock files

.venv/.installed: pyproject.toml uv.lock
	@echo "Installing the Python packages ..."
	python3.11 -m venv .venv
	.venv/bin/python -m pip install --quiet uv==0.13.9
	.venv/bin/uv sync --frozen --quiet --compile-bytecode
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc scripts/anvil .venv/.installed
	@echo "Installing the chain's tools ..."
	$(NPM_INSTALL)
	@# The platform's own binaries: npm's wrappers in .bin would leave a running anvil behind.
	@mkdir -p node_modules/.tools
	@for tool in $(CURDIR)/node_modules/@foundry-rs/*-*-*/bin/*; do ln -sf $$tool node_modules/.tools/; done
	@ln -sf $(CURDIR)/scripts/anvil node_modules/.tools/
	@touch $@

.build/.compiled: .venv/.installed node_modules/.installed ape-config.yaml $(SOLIDITY)
	@echo "Compiling the contracts, which takes about a minute ..."
	python -m scripts.compiled
	@touch $@

# Halmos stops working with the version of a library that Ape needs, so it has an environment of its own.
.build/prove/.installed: scripts/halmos/pyproject.toml scripts/halmos/uv.lock .venv/.installed
	UV_PROJECT_ENVIRONMENT=$(CURDIR)/.build/prove/venv .venv/bin/uv sync --project scripts/halmos --frozen --quiet --compile-bytecode
	@touch $@

frontend/node_modules/.installed: frontend/package.json frontend/package-lock.json .venv/.installed
	@echo "Installing the page's packages ..."
	cd frontend && $(NPM_INSTALL)
	@touch $@

frontend/dist/index.html: frontend/node_modules/.installed $(WEB_SOURCES) $(wildcard mutuel/chain/abi/*.json)
	cd frontend && npm run --silent build
	@touch $@

clean: ## forget everything that was installed or built
	rm -rf .venv node_modules frontend/node_modules frontend/dist .build .run contracts/.cache
