# `make check` runs the checks of .ci/run in your own environment.
.PHONY: check lint type test snapshots picture

check: lint type test

lint:
	ruff check .
	ruff format --check .
	lint-imports

type:
	mypy

test:
	python3 -m pytest

# Rewrites the expected outputs of whole-output tests; read the difference before you commit it.
snapshots:
	CCHC_UPDATE=1 python3 -m pytest -q $$(grep -rlE --include='test_*.py' 'UPDATE|compare\(' tests)

.PHONY: docs
docs:
	python3 docs/generate.py

# Writes the schemas that the first lines of YAML files name, for editors.
.PHONY: schema
schema:
	cchc schema --output plans/schema --lang en

picture:
	python3 docs/picture.py

# Kills writers of logs at random moments; prints the figures that docs/reliability.md records.
.PHONY: kill
kill:
	CCHC_KILLS=400 python3 -m pytest tests/storing/test_kill.py -s

# Ratios against the fixed baselines of bench/baselines, in turn in one run; pandas is compared if it is installed.
.PHONY: bench
bench:
	python3 bench/run.py

# Reads random and hostile inputs for about a quarter of an hour; prints the figures that docs/reliability.md records.
.PHONY: fuzz
fuzz:
	CCHC_FUZZ=20000 python3 -m pytest tests/load/test_fuzz.py -s
