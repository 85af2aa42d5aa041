# The only door: every task of this project is a target here, the same on a desk and in CI.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

# Tests and crawls start hundreds of processes: each would compile all there is anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup venv-of-debian demo demo-real test test-fast coverage check lint types layers format
.PHONY: bench bench-crawling bench-memory bench-reading bench-finding bench-judging bench-serving fixtures
.PHONY: screenshots lock clean

help: ## say what can be done
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(READY) ## install everything into .venv, and find or fetch a Chromium

$(READY): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || $(MAKE) --no-print-directory venv-of-debian
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/gongkai doctor --fix
	@touch $@

# Debian keeps venv in a package of its own.
venv-of-debian:
	@rm -rf .venv
	@test "$$(id -u)" = 0 || { echo "python3 has no venv; as root: apt-get install -y python3-venv" >&2; exit 1; }
	apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
	$(PYTHON) -m venv .venv

demo: setup ## run the main job on sample sites, from crawl to summary
	$(BIN)/gongkai demo

demo-real: setup ## the same on real reports: make demo-real DIR=folder of texts and PDFs
	@test -n "$(DIR)" || { echo "say where the reports are: make demo-real DIR=folder" >&2; exit 2; }
	$(BIN)/gongkai demo --real $(DIR)

test: setup ## run all tests
	$(BIN)/gongkai doctor --fix --for-tests
	$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder

coverage: setup ## run all tests and print which lines they reach: a third slower
	$(BIN)/gongkai doctor --fix --for-tests
	$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder --cov --cov-report=term:skip-covered

test-fast: setup ## run what needs no browser, server or child process, and no long search for odd cases
	$(BIN)/python -m pytest -n auto -m "not slow"

check: lint types layers ## check style, types and layers

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

format: setup ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: bench-crawling bench-reading ## measure crawling and reading beside their baselines

bench-crawling: setup ## what a page costs our crawl, beside a bare Scrapy spider that fetches the same pages
	$(BIN)/python -m tests.bench.crawling

bench-memory: setup ## crawl 20,000 generated pages, and fail where that takes more memory than 300 MB
	$(BIN)/python -m tests.bench.crawling --pages 20000

bench-reading: setup ## read reports of known figures in every medium: right, silently wrong, flagged, unread; time, memory
	$(BIN)/gongkai doctor --fix --for-tests
	$(BIN)/python -m tests.bench.reading

bench-judging: setup ## judge a store as large as a country, clean reports and planted defects, and the similarity pass
	$(BIN)/python -m tests.bench.judging $(BENCH)
	$(BIN)/python -m tests.bench.judging_findings
	$(BIN)/python -m tests.bench.judging_likeness

bench-serving: setup ## 40 readers on the pages of a store as large as a country, and long exports; BENCH='--units 2000'
	$(BIN)/gongkai doctor --fix --for-tests
	$(BIN)/python -m tests.bench.serving $(BENCH)

bench-finding: setup ## crawl generated sites of all families: found, wrongly called missing, requests; BENCH='--sites 20'
	$(BIN)/gongkai doctor --fix --for-tests
	$(BIN)/python -m tests.bench.finding $(BENCH)

fixtures: setup ## write reports of known figures in every medium: make fixtures OUT=folder
	@test -n "$(OUT)" || { echo "say where to: make fixtures OUT=folder" >&2; exit 2; }
	$(BIN)/python -m tests.making $(OUT)

screenshots: setup ## pictures of every page on a desk and a phone: make screenshots OUT=folder
	@test -n "$(OUT)" || { echo "say where to: make screenshots OUT=folder" >&2; exit 2; }
	$(BIN)/python -m tests.making.screenshots $(OUT)

lock: setup ## resolve the dependencies anew: versions and hashes, no addresses
	$(BIN)/python -m uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-annotate --no-header --upgrade -o requirements.lock

clean: ## remove what was installed and made
	rm -rf .venv demo-workspace .mypy_cache .ruff_cache .pytest_cache .coverage *.egg-info
