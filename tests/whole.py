"""Whole outputs of the program on the repository's sample, held in tests/snapshots; `CCHC_UPDATE=1` writes them anew."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

import scenario
from cchc_cli.engine.check import Case, Query, check
from cchc_cli.engine.select import all_time
from cchc_cli.model.verdict import Result, Waiver

SNAPSHOTS = Path(__file__).parent / "snapshots"
UPDATE = bool(os.environ.get("CCHC_UPDATE"))
# No team of BV03 for the contest of A6 in 2026.
WAIVER = Waiver("hn-cchc-2026/A6", ("BV03",), "Sửa trụ sở", "Giám đốc", "01", date(2026, 12, 31))


def run(*arguments: str, stream: Literal["stdout", "stderr"] = "stdout") -> tuple[int, bytes]:
    """Run the program in the repository; return the exit code and standard output, or standard error."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("CCHC_", "GITHUB_"))}
    done = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-m", "cchc_cli", *arguments], cwd=scenario.ROOT, capture_output=True, env=environment
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout if stream == "stdout" else done.stderr


def compare(name: str, arguments: Sequence[str], stream: Literal["stdout", "stderr"] = "stdout") -> None:
    """Compare an output with its snapshot; the digests of plans are left out, as every edit of a plan changes them."""
    code, actual = run(*arguments, stream=stream)
    assert code == 0
    text = re.sub(r"sha256 ?[\r\n ]*[0-9a-f]+(\r\n [0-9a-f]+)*", "sha256 …", actual.decode())
    path = SNAPSHOTS / name
    if path.suffix == ".txt":  # for people: with the line ends of their system
        text = text.replace(os.linesep, "\n")
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert text.encode() == path.read_bytes()


def judged(
    text: str, folder: Path, waivers: Sequence[Waiver] = (), *, organisation: str = "hanoi"
) -> tuple[Case, Result]:
    """Judge all that a scenario's organisation ever owes; a scenario is written as in tests/scenarios."""
    path = folder / organisation / "one.txt"
    path.parent.mkdir(parents=True)
    path.write_text("=== one\n" + text, encoding="utf-8")
    (scenario_read,) = scenario.read(path)
    case = replace(scenario.case_of(scenario_read, folder / "workspace"), waivers=waivers)
    query = scenario_read.question()
    window = all_time(case.plans, query.as_of)
    return case, check(case, Query(query.as_of, window, query.units, query.plans, query.reading, query.warn_days))
