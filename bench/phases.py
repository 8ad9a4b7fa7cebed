"""Where the time of a check goes, phase by phase and function by function: `bench/phases.py [ROWS]`.

Each phase of a check on the benchmark's workspace, then what its functions take on the same data one by one. Times are of
this process alone, of this machine and hour; what counts is how they stand to each other.
"""

from __future__ import annotations

import gc
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import process_time
from typing import TypeVar

import run

from cchc_cli.engine.check import Case, Question, Run
from cchc_cli.engine.tally import tally_alone
from cchc_cli.formats import json_v1, verdict_table
from cchc_cli.formats.context import Context
from cchc_cli.formats.view import Asked
from cchc_cli.i18n import Catalogue
from cchc_cli.load.evidence.dialect import plain_blocks, records
from cchc_cli.load.evidence.logs import load_evidence
from cchc_cli.load.opening import read_pieces
from cchc_cli.load.plans import load_organisation
from cchc_cli.load.workspace import find_workspace
from cchc_cli.model.fingerprint import fingerprint
from cchc_cli.model.period import whole_year
from cchc_cli.model.text import is_plain_url

Value = TypeVar("Value")
UNITS = 200
MANY = 10**9


def timed(name: str, work: Callable[[], Value], per: int, what: str) -> Value:
    """Do some work, and print what it took in all and for each row or verdict."""
    started = process_time()
    value = work()
    took = process_time() - started
    print(f"{name:34} {took * 1000:8.0f} ms  {took / per * 1e6:6.2f} µs a {what}", flush=True)
    return value


def cells(log: Path, count: int) -> None:
    """Print what the steps of reading a row take by themselves."""
    blocks = timed("read and decode", lambda: list(plain_blocks(read_pieces(log, MANY))), count, "row")
    rows = timed("split into cells", lambda: list(records(blocks)), count, "row")
    titles, urls = [found[3] for _, found in rows], [found[5] for _, found in rows]
    timed("  titles: fingerprints", lambda: [fingerprint(title) for title in titles], count, "row")
    timed("  titles: bytes", lambda: [title.encode() for title in titles], count, "row")
    timed("  URLs: plain?", lambda: [is_plain_url(url) for url in urls], count, "row")


def judging(asked: Run, day: date) -> int:
    """Print what the steps of judging an obligation take by themselves; return how many there are."""
    owed = asked.every_obligation()
    judge, ledger, rank, number = asked._judge(asked._case.plans[0], ""), asked.ledger, asked._rank, len(owed)
    part = owed[0].quota.need.parts[0]
    found = timed(
        "  items of an obligation", lambda: [ledger.fitting(one, 0, day)[0] for one in owed], number, "verdict"
    )
    timed("  count those that do not", lambda: [tally_alone(part, items, rank) for items in found], number, "verdict")
    timed("  all of judging", lambda: [judge._judged(one, day) for one in owed], number, "verdict")
    return number


def phases(folder: Path, count: int) -> None:
    """Do a check step by step."""
    workspace, _ = find_workspace(folder)
    assert workspace is not None  # noqa: S101
    loaded = load_organisation(workspace, "bench")
    organisation, plans = loaded.organisation, loaded.plans
    assert organisation is not None  # noqa: S101
    cells(folder / "evidence" / "bench" / "posts.csv", count)
    evidence = timed("all of reading", lambda: load_evidence(workspace, organisation, plans), count, "row")
    case = Case(organisation, plans, evidence.items, holidays=loaded.holidays)
    question = Question(date(2027, 1, 5), whole_year(2026))
    asked = timed("sort and file the items", lambda: Run(case, question), count, "row")
    timed("what is owed", asked.every_obligation, count, "row")
    number = judging(asked, question.as_of)
    timed("verdicts: groups, order, flips", lambda: list(asked.verdicts()), number, "verdict")
    timed("account for every row", asked.rows, number, "verdict")
    context = Context(Asked([], {}), verdict_table.view, organisations={organisation.code: organisation})
    result = timed("the result as a whole", asked.result, number, "verdict")
    timed("JSON", lambda: list(json_v1.render(result, context, Catalogue("en"))), number, "verdict")


def main() -> None:
    """Make the workspace and print."""
    gc.disable()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        run.make_workspace(Path(name), count, UNITS)
        phases(Path(name), count)


if __name__ == "__main__":
    main()
