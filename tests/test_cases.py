"""Small folders of what offices keep, each with the right answer typed by hand.

A folder of `cases/` is laid over a copy of `cases/_base`; a file `NAME.remove` takes NAME away. Its `expected.txt` says
what `cchc check --month 2026-04 --as-of 2026-05-10` finds, one a line: `rows` with figures, verdicts as in scenario files
(only those listed are compared), every problem as `problem PLACE CODE`, and all that is passed over as
`passed FILE[ROWS] REASON` or `passed FILE:SHEET REASON`; `exit 2 CODE` where nothing can be judged.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from workspaces import exit_code

CASES = Path(__file__).parent / "cases"
ARGUMENTS = ["--month", "2026-04", "--as-of", "2026-05-10", "--format", "json", "--lang", "en"]
OTHER = CASES / "other"  # cases of other commands and formats
MOST_LETTERS = 4096  # of an annotation on GitHub
Capture = pytest.CaptureFixture[str]


def run_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, *arguments: str
) -> tuple[str, str, int]:
    """Return what a command prints, what it says beside it, and the exit code."""
    monkeypatch.chdir(folder)
    code = exit_code(arguments, monkeypatch)
    out, err = capsys.readouterr()
    return out, err, code


def checked(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> tuple[Any, str, int]:
    """Return the JSON of a check, what was said beside it, and the exit code."""
    out, err, code = run_command(folder, monkeypatch, capsys, "check", *ARGUMENTS)
    return json.loads(out) if out else None, err, code


def build_workspace(case: Path, folder: Path) -> Path:
    shutil.copytree(CASES / "_base", folder)
    shutil.copytree(case, folder, dirs_exist_ok=True)
    for mark in sorted(folder.rglob("*.remove")):
        mark.with_suffix("").unlink(missing_ok=True)
        mark.unlink()
    return folder


def place(problem: dict[str, Any]) -> str:
    return ":".join(str(problem[part]) for part in ("file", "row", "column") if problem[part] is not None)


def passed_over(entry: dict[str, Any]) -> str:
    file = entry["file"].removeprefix("evidence/so/")
    rows = f"[{','.join(map(str, entry['rows']))}]" if entry["rows"] else ""
    return f"passed {file}{':' + entry['sheet'] if entry['sheet'] else ''}{rows} {entry['reason']}"


@pytest.mark.parametrize(
    "name", sorted(folder.name for folder in CASES.iterdir() if folder.name not in {"_base", "other"})
)
def test_case(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    expected = (CASES / name / "expected.txt").read_text(encoding="utf-8").splitlines()
    document, err, code = checked(build_workspace(CASES / name, tmp_path / "w"), monkeypatch, capsys)
    if expected[0].startswith("exit 2 "):
        assert (code, document) == (2, None)
        assert {line.rpartition("[")[2].rstrip("]") for line in err.splitlines() if ": error: " in line} == set(
            expected[0].split()[2:]
        )
        return
    assert document, err
    figures = " ".join(f"{what} {count}" for what, count in document["rows"].items())
    actual = {f"rows {figures}"}
    problems = {
        f"problem {place(problem).removeprefix('evidence/so/')} {problem['code']}" for problem in document["problems"]
    }
    for verdict in document["verdicts"]:
        label = verdict["period"]["label"]
        actual.add(
            f"{verdict['quota']} {verdict['unit']} {label} {verdict['status']} {verdict['count']}/{verdict['target']}"
        )
    passed = set(map(passed_over, document["passed_over"]))
    assert set(expected) <= actual | problems | passed, (expected, actual, problems, passed)
    assert passed == {line for line in expected if line.startswith("passed ")}
    assert problems == {line for line in expected if line.startswith("problem ")}


# ---- other commands and formats


def test_events_of_two_organisations_have_names_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = build_workspace(OTHER / "120-ics-uid-two-organisations", tmp_path / "w")
    out, _, _ = run_command(folder, monkeypatch, capsys, "calendar", "--year", "2026", "--as-of", "2026-05-10", "--format", "ics", "--org", "all")  # fmt: skip
    names = [line for line in out.splitlines() if line.startswith("UID:")]
    assert len(names) > 2
    assert len(names) == len(set(names))


def test_control_characters_in_codes_make_no_broken_xml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = build_workspace(OTHER / "124-junit-controls-code", tmp_path / "w")
    out, err, code = run_command(folder, monkeypatch, capsys, "check", *ARGUMENTS[:4], "--format", "junit")
    if code == 2:
        assert "plans/so/" in err
    else:
        assert ElementTree.fromstring(out).tag == "testsuites"  # noqa: S314 - our own output


def test_an_annotation_names_a_file_that_exists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = build_workspace(OTHER / "150-github-xlsx-path", tmp_path / "w")
    out, _, _ = run_command(folder, monkeypatch, capsys, "check", *ARGUMENTS[:4], "--format", "github", "--org", "so")
    files = re.findall(r"::warning file=([^,]*),line=(\d+)", out)
    assert files == [("evidence/so/posts.xlsx", "2")]
    assert all((folder / name).is_file() for name, _ in files)


def test_an_annotation_is_not_cut_by_the_runner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = build_workspace(OTHER / "151-github-message-length", tmp_path / "w")
    out, _, _ = run_command(folder, monkeypatch, capsys, "check", *ARGUMENTS[:4], "--format", "github", "--org", "so")
    lines = [line for line in out.splitlines() if line.startswith("::")]
    assert len(lines) > 1
    assert all(len(line.rpartition("::")[2]) <= MOST_LETTERS for line in lines)


def test_a_picture_of_several_is_shown_in_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = build_workspace(OTHER / "155-csv-emoji-titles", tmp_path / "w")
    out, _, code = run_command(folder, monkeypatch, capsys, "report", "--month", "2026-04", "--as-of", "2026-05-10", "--appendix", "all", "--format", "text")  # fmt: skip
    assert code == 0
    assert "Cả nhà \U0001f468\u200d\U0001f469\u200d\U0001f467 khám một cửa \u2764\ufe0f" in out
    assert "<U+" not in out


def test_a_clause_is_the_text_that_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    folder = build_workspace(OTHER / "83-yaml-float-clause", tmp_path / "w")
    out, _, code = run_command(folder, monkeypatch, capsys, "check", *ARGUMENTS)
    assert code != 2
    clauses = {verdict["clause"] for verdict in json.loads(out)["verdicts"]}
    assert ("1.10" in clauses, "1.1" in clauses) == (True, False)


@pytest.mark.parametrize(
    ("case", "place"),
    [
        ("92-yaml-nel-lines", "plans/so/p-2026.yaml:11:5: error: clauze is not a key here"),
        ("93-yaml-nbsp-indent", "plans/so/p-2026.yaml:9:1: error: this U+00A0"),
    ],
)  # fmt: skip
def test_yaml_is_pointed_at_where_an_editor_shows_it(
    case: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = build_workspace(OTHER / case, tmp_path / "w")
    _, err, code = run_command(folder, monkeypatch, capsys, "validate", "--as-of", "2026-05-10", "--lang", "en")
    out, more, _ = run_command(folder, monkeypatch, capsys, "check", *ARGUMENTS)
    assert code == 2
    assert not out
    assert place in err + more


# ---- logs that cannot be used, left out


def test_what_cannot_be_used_is_left_out_and_named_in_every_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """The rest is judged: two posts of April, as without the file that has no header."""
    folder = build_workspace(OTHER / "155-csv-emoji-titles", tmp_path / "w")
    (folder / "evidence/so/bv").mkdir()
    (folder / "evidence/so/bv/posts.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    when = ARGUMENTS[:4]
    out, _, code = run_command(folder, monkeypatch, capsys, "check", *ARGUMENTS)
    assert (out, code) == ("", 2)
    out, _, code = run_command(folder, monkeypatch, capsys, "check", *ARGUMENTS, "--skip-unreadable")
    document = json.loads(out)
    assert code == 2
    assert {(left_out["file"], left_out["sheet"]) for left_out in document["skipped"]} == {
        ("evidence/so/bv/posts.csv", None)
    }
    assert next(verdict for verdict in document["verdicts"] if verdict["quota"] == "Q1")["status"] == "met"
    for command in (
        ["check", *when, "--format", "table"], ["check", *when, "--format", "markdown"], ["check", *when, "--format", "csv"],
        ["check", *when, "--format", "junit"], ["check", *when, "--format", "github", "--org", "so"], ["check", *when, "--by", "unit"],
        ["todo", "--as-of", "2026-05-10"], ["todo", "--as-of", "2026-05-10", "--remind"], ["matrix", "--as-of", "2026-05-10"],
        ["todo", "--as-of", "2026-05-10", "--format", "json"], ["matrix", "--as-of", "2026-05-10", "--format", "json"],
        ["calendar", "--as-of", "2026-05-10", "--format", "ics"], ["calendar", "--as-of", "2026-05-10"],
        ["explain", "p-2026/Q1", *when], ["explain", "p-2026/Q1", *when, "--format", "json"],
        ["report", *when], ["report", *when, "--format", "markdown"], ["report", *when, "--format", "json"],
        ["evidence", "list", "--as-of", "2026-05-10"], ["evidence", "list", "--as-of", "2026-05-10", "--format", "json"],
    ):  # fmt: skip
        out, _, code = run_command(folder, monkeypatch, capsys, *command, "--skip-unreadable")
        assert (code, "evidence/so/bv/posts.csv" in out.replace("\r\n ", "")) == (2, True), command
