# `make check` is what .ci/run proves, in the environment you have.
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

# Rewrites the expected outputs of whole-output tests; look at the difference before you commit it.
snapshots:
	CCHC_UPDATE=1 python3 -m pytest -q

.PHONY: docs
docs:
	python3 docs/generate.py

# The schemas that the first line of each YAML file names, for editors.
.PHONY: schema
schema:
	cchc schema --output plans/schema --lang en

picture:
	python3 docs/picture.py

# Kills writers of logs at random moments; prints the figures that docs/reliability.md records.
.PHONY: kill
kill:
	CCHC_KILLS=400 python3 -m pytest tests/storing/test_kill.py -s

# Ratios against the fixed baselines of bench/baselines, side by side in one run; pandas is compared where installed.
.PHONY: bench
bench:
	python3 bench/run.py

# Reads what nobody would write, for about a quarter of an hour; says how many inputs, as docs/reliability.md records.
.PHONY: fuzz
fuzz:
	CCHC_FUZZ=20000 python3 -m pytest tests/load/test_fuzz.py -s
