"""The workspaces of examples/: whole plans of other bodies, each judged as its expected.txt says.

The first line is the command; then a line for each verdict that decides, `QUOTA UNIT PERIOD STATUS COUNT/TARGET`, the unit `-`
where nobody knows who owes it; the last line is the exit code. `#` begins a remark.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

import scenario
from workspaces import exit_code

EXAMPLES = scenario.ROOT / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/expected.txt"))
LINES = range(30, 81)  # of a plan


@pytest.fixture
def cchc(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def run(folder: Path, *words: str) -> tuple[int, str, str]:
        for name in ("CCHC_WORKSPACE", "CCHC_LANG"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.chdir(folder)
        return exit_code(words, monkeypatch), *capsys.readouterr()

    return run


def verdict_line(verdict: dict[str, Any]) -> str:
    return f"{verdict['quota']} {verdict['unit'] or '-'} {verdict['period']['label']} {verdict['status']} {verdict['count']}/{verdict['target']}"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_verdicts(folder: Path, cchc) -> None:
    text = (folder / "expected.txt").read_text("utf-8")
    command, *lines, ending = [line for line in text.splitlines() if not line.startswith("#")]
    code, out, _ = cchc(folder, *shlex.split(command)[1:], "--format", "json")
    document = json.loads(out)
    assert [verdict_line(verdict) for verdict in document["verdicts"] if verdict["decides"]] == lines
    assert f"exit {code}" == ending
    assert document["sample"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_in_it_is_wrong(folder: Path, cchc) -> None:
    as_of = re.findall(r"--as-of (\S+)", (folder / "expected.txt").read_text("utf-8"))[0]
    code, out, err = cchc(folder, "validate", "--strict", "--as-of", as_of)
    assert (code, err) == (0, ""), out


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_its_plan_is_short(folder: Path) -> None:
    [plan] = [path for path in folder.glob("plans/*/*.yaml") if path.name != "organisation.yaml"]
    assert len(plan.read_text("utf-8").splitlines()) in LINES


def test_each_is_told() -> None:
    named = set(re.findall(r"\]\((\S+?)/plans", (EXAMPLES / "README.md").read_text("utf-8")))
    assert named == {folder.name for folder in FOLDERS} == {path.name for path in EXAMPLES.iterdir() if path.is_dir()}
