# make run    serve the dashboard at http://127.0.0.1:8501
# make demo   the same with a separate database of fictitious figures, at :8502
# make test   all tests, browser tests included
# make prove  all of it in every language and width, many more random examples, 500 kills
# make check  ruff, mypy --strict, layers, catalogues
# make bench  speed, as ratios to floors measured in the same run
# make lock   compile the pinned requirements again

PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet install --require-hashes

.PHONY: run demo test prove check bench lock

run: .venv/run.ok
	$(PY) -m yamato_dx serve

demo: .venv/run.ok
	$(PY) -m yamato_dx serve --sample --port 8502

test: .venv/test.ok
	$(PY) tests/browser/chromium.py
	$(PY) -m pytest -n 3 --dist loadscope

prove: .venv/test.ok
	$(PY) tests/browser/chromium.py
	$(PY) -m pytest -n 3 --dist loadscope -m "prove or not prove" --hypothesis-profile prove
	$(PY) -m benchmarks.records.kill 500

check: .venv/test.ok
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pytest -q tests/test_layers.py tests/test_i18n.py

bench: .venv/test.ok
	$(PY) -m benchmarks

lock: .venv/test.ok
	$(PY) -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header requirements.in -o requirements.txt
	$(PY) -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header requirements-dev.in -o requirements-dev.txt

.venv/run.ok: requirements.txt
	$(PYTHON) -m venv .venv
	$(PIP) -r requirements.txt
	touch $@

.venv/test.ok: .venv/run.ok requirements-dev.txt
	$(PIP) -r requirements-dev.txt
	touch $@
