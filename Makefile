# make run    serve the dashboard at http://127.0.0.1:8501
# make demo   the same with a separate database of fictitious figures, at :8502
# make quick  all tests but those in a browser or of other processes
# make test   all tests, browser tests included
# make prove  all of it in every language and width, many more random examples, 620 kills
# make coverage  what the tests of four rooms do not reach; fails where it has become more
# make check  ruff, mypy --strict, layers, catalogues
# make bench  speed, as ratios to floors measured in the same run
# make lock   compile the pinned requirements again
# What runs where, and how long it takes: docs/testing.md

PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet install --require-hashes

.PHONY: run demo quick test prove coverage check bench lock

run: .venv/run.ok
	$(PY) -m yamato_dx serve

demo: .venv/run.ok
	$(PY) -m yamato_dx serve --sample --port 8502

quick: .venv/test.ok
	$(PY) -m pytest -n 2 --dist worksteal --ignore tests/browser -m "not prove and not waits"

test: .venv/test.ok
	$(PY) tests/browser/chromium.py
	$(PY) tests/browser/nginx.py
	$(PY) -m pytest -n 3 --dist loadscope

prove: .venv/test.ok
	$(PY) tests/browser/chromium.py
	$(PY) tests/browser/nginx.py
	$(PY) -m pytest -n 3 --dist loadscope -m "prove or not prove" --hypothesis-profile prove
	$(PY) -m benchmarks.records.kill 500
	$(PY) -m benchmarks.servers.killing 100 20

# The numbers are those of docs/testing.md, rounded down. They rise with a commit, never fall.
COVERING := tests/acts tests/assessment tests/intake tests/store tests/queries
coverage: .venv/test.ok
	$(PY) -m pytest -n 2 --dist worksteal $(COVERING) --cov --cov-report=
	$(PY) -m coverage report --include 'yamato_dx/acts/*' --fail-under 95
	$(PY) -m coverage report --include 'yamato_dx/assessment/*' --fail-under 99.5
	$(PY) -m coverage report --include 'yamato_dx/intake/*' --fail-under 98.4
	$(PY) -m coverage report --include 'yamato_dx/store/*' --fail-under 97.6

check: .venv/test.ok
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pytest -q tests/house tests/test_i18n.py

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
