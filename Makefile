# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test lint bench docs gazetteer app clean lock pictures

$(VENV)/ready: requirements/run.txt pyproject.toml hatch_build.py
	$(PYTHON) -m venv $(VENV) || $(MAKE) virtualenv
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps -e .
	touch $@

.PHONY: virtualenv
virtualenv:  # where Python comes without its venv module, as on a bare Debian
	rm -rf $(VENV) .venv-maker
	$(PYTHON) -m pip install --quiet --target .venv-maker virtualenv==21.15.8
	PYTHONPATH=.venv-maker $(PYTHON) -m virtualenv --quiet $(VENV)

$(VENV)/ready-dev: $(VENV)/ready requirements/dev.txt
	$(PIP) install --require-hashes -r requirements/dev.txt
	touch $@

demo: $(VENV)/ready  ## builds the record of the bundled sample and serves it on 127.0.0.1:8765
	$(BIN)/khaldun demo

test: $(VENV)/ready-dev  ## every check: style, types, tests
	$(BIN)/ruff check src tests training bench docs hatch_build.py frontend
	$(BIN)/ruff format --check src tests training bench docs hatch_build.py frontend
	$(BIN)/mypy
	$(BIN)/python -m pytest -q

lint: $(VENV)/ready-dev  ## style mended where it can be, then style and types checked
	$(BIN)/ruff check --fix src tests training bench docs hatch_build.py frontend
	$(BIN)/ruff format src tests training bench docs hatch_build.py frontend
	$(BIN)/mypy

bench: $(VENV)/ready-dev  ## articles per second, stage by stage and for the whole chain
	$(BIN)/python -m bench.speed

docs: $(VENV)/ready-dev  ## the documentation as a site in site/
	$(BIN)/mkdocs build --strict

gazetteer: $(VENV)/ready-dev  ## the gazetteer, built anew from its tables
	$(BIN)/python -m khaldun.places.build src/khaldun/places/gazetteer.sqlite

app: $(VENV)/ready  ## the map's scripts, built anew
	$(BIN)/python frontend/build.py

pictures: $(VENV)/ready-dev  ## the screenshots of docs/img, taken of the sample's record in Chromium
	$(BIN)/python docs/pictures.py

lock: $(VENV)/ready-dev  ## the pinned requirements, from pyproject.toml and requirements/*.in
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml requirements/dev.in -c requirements/run.txt -o requirements/dev.txt

clean:
	rm -rf $(VENV) build dist site src/khaldun/web/static/app src/khaldun/places/gazetteer.sqlite
