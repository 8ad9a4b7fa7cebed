"""Small folders of what offices keep, each with the right answer typed by hand.

A folder of `cases/` is laid over a copy of `cases/_base`; a file `NAME.remove` takes NAME away. Its `expected.txt` says
what `cchc check --month 2026-04 --as-of 2026-05-10` finds, one a line: `rows` with figures, verdicts as in scenario files
(only those listed are compared), every problem as `problem PLACE CODE`, and all that is passed over as
`passed FILE[ROWS] REASON` or `passed FILE:SHEET REASON`; `exit 2 CODE` where nothing can be judged.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from cchc_cli.__main__ import main

CASES = Path(__file__).parent / "cases"
ARGUMENTS = ["--month", "2026-04", "--as-of", "2026-05-10", "--format", "json", "--lang", "en"]
Capture = pytest.CaptureFixture[str]


def checked(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, *arguments: str) -> tuple[Any, str, int]:
    """Return the JSON of a check, what was said beside it, and the exit code."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["cchc", "check", *(arguments or ARGUMENTS)])
    with pytest.raises(SystemExit) as ending:
        main()
    out, err = capsys.readouterr()
    return json.loads(out) if out else None, err, int(ending.value.code or 0)


def lay(case: Path, folder: Path) -> Path:
    shutil.copytree(CASES / "_base", folder)
    shutil.copytree(case, folder, dirs_exist_ok=True)
    for mark in sorted(folder.rglob("*.remove")):
        mark.with_suffix("").unlink(missing_ok=True)
        mark.unlink()
    return folder


def place(problem: dict[str, Any]) -> str:
    return ":".join(str(problem[part]) for part in ("file", "row", "column") if problem[part] is not None)


def passed_over(one: dict[str, Any]) -> str:
    file = one["file"].removeprefix("evidence/so/")
    rows = f"[{','.join(map(str, one['rows']))}]" if one["rows"] else ""
    return f"passed {file}{':' + one['sheet'] if one['sheet'] else ''}{rows} {one['reason']}"


@pytest.mark.parametrize("name", sorted(folder.name for folder in CASES.iterdir() if folder.name != "_base"))
def test_case(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    expected = (CASES / name / "expected.txt").read_text(encoding="utf-8").splitlines()
    document, err, code = checked(lay(CASES / name, tmp_path / "w"), monkeypatch, capsys)
    if expected[0].startswith("exit 2 "):
        assert (code, document) == (2, None)
        assert {line.rpartition("[")[2].rstrip("]") for line in err.splitlines() if ": error: " in line} == set(
            expected[0].split()[2:]
        )
        return
    assert document, err
    figures = " ".join(f"{what} {count}" for what, count in document["rows"].items())
    found = {f"rows {figures}"}
    problems = {f"problem {place(one).removeprefix('evidence/so/')} {one['code']}" for one in document["problems"]}
    for one in document["verdicts"]:
        label = one["period"]["label"]
        found.add(f"{one['quota']} {one['unit']} {label} {one['status']} {one['count']}/{one['target']}")
    passed = set(map(passed_over, document["passed_over"]))
    assert set(expected) <= found | problems | passed, (expected, found, problems, passed)
    assert passed == {line for line in expected if line.startswith("passed ")}
    assert problems == {line for line in expected if line.startswith("problem ")}
