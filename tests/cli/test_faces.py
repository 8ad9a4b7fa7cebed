"""What a terminal shows, whole, in both languages at two widths; and the lines of `--quiet`.

The outputs stand in tests/snapshots; `CCHC_UPDATE=1` writes them anew: read the difference before keeping it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import thirty_units
from cchc_cli.formats.text_lines import cell_width
from cchc_cli.i18n import Catalogue
from cchc_cli.words.cadences import parse_period
from whole import SNAPSHOTS, compare, run
from workspaces import build_workspace, outputs_of

WIDTHS = ("80", "120")
YEAR = ["--org", "danang", "--year", "2026", "--as-of", "2026-11-22"]
MAY = ["--month", "2026-05", "--as-of", "2026-06-10"]
FACES = {
    "check": ["check", *MAY, "--fail-on", "never"],
    "check-year": ["check", *YEAR, "--fail-on", "never"],
    "check-verbose": ["check", "--month", "2026-03", "--as-of", "2026-06-10", "--fail-on", "never", "--verbose"],
    "check-by-unit": ["check", *YEAR, "--by", "unit", "--fail-on", "never"],
    "explain": ["explain", "hn-cchc-2026/A3", *MAY],
    "explain-group": ["explain", "dn-cchc-2026/A6", "--org", "danang", *MAY],
    "validate": ["validate"],
    "plan-show": ["plan", "show", "dn-cchc-2026"],
    "evidence-list": ["evidence", "list", "--org", "danang", "--unit", "BV04", "--as-of", "2026-11-22"],
    "evidence-refused": ["evidence", "list", "--refused"],
    "matrix": ["matrix", *YEAR],
    "matrix-unit": ["matrix", *YEAR, "--by", "unit"],
    "matrix-verbose": ["matrix", *YEAR, "--by", "unit", "--verbose"],
    "todo": ["todo", "--as-of", "2026-05-10"],
    "todo-by-unit": ["todo", "--as-of", "2026-05-10", "--by", "unit", "--verbose"],
    "received": ["evidence", "received", *YEAR],
    "calendar": ["calendar", "--as-of", "2026-05-10", "--quarter", "2026-Q2"],
    "report": ["report", "--org", "danang", "--quarter", "2026-Q3", "--as-of", "2026-11-22", "--appendix", "all"],
}
# What goes to files, and what no width changes.
FILES = {
    "matrix.md": ["matrix", "--as-of", "2026-05-10", "--year", "2026", "--lang", "vi", "--format", "markdown"],
    "matrix.csv": ["matrix", "--as-of", "2026-05-10", "--year", "2026", "--lang", "vi", "--by", "unit", "--format", "csv"],
    "todo-by-unit.txt": ["todo", "--as-of", "2026-05-10", "--lang", "vi", "--by", "unit", "--days", "60"],
    "todo-remind.txt": ["todo", "--as-of", "2026-05-10", "--remind", "--days", "60"],
    "calendar.ics": ["calendar", "--as-of", "2026-05-10", "--lang", "vi", "--quarter", "2026-Q2", "--format", "ics"],
    "calendar-en.txt": ["calendar", "--as-of", "2026-05-10", "--lang", "en", "--open-only"],
}  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("face", FACES)
def test_a_face(face: str, language: str, width: str) -> None:
    """No line of a face is wider than the terminal, but a command or a path that is copied whole."""
    name = f"{face}-{language}-{width}.txt"
    compare(name, [*FACES[face], "--lang", language, "--width", width])
    for line in (SNAPSHOTS / name).read_text("utf-8").splitlines():
        assert cell_width(line) <= int(width) or line.startswith(("    cchc ", "sha256 ")) or "/" in line.split()[0]


@pytest.mark.parametrize("name", FILES)
def test_a_file(name: str) -> None:
    compare(name, FILES[name])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_problems_on_standard_error_are_those_of_validate(language: str) -> None:
    """They are no part of what is redirected; a line each, whatever the width."""
    compare(f"validate-{language}.err.txt", ["validate", "--lang", language, "--width", "80"], stream="stderr")


EXPLAINING = {
    "todo": (["todo", "--as-of", "2026-05-10"], "todo.upcoming"),
    "matrix": (["matrix", *YEAR], "matrix.tally"),
    "calendar": (["calendar", "--as-of", "2026-05-10", "--quarter", "2026-Q2"], ""),
    "received": (["evidence", "received", *YEAR], ""),
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("face", EXPLAINING)
def test_only_verbose_explains_signs_and_names_plans(face: str, language: str) -> None:
    """As in check; what is said of the rows shown is said either way, and --verbose has no line about itself."""
    arguments, fact = EXPLAINING[face]
    output, explained = (run(*arguments, "--lang", language, *more)[1].decode() for more in ([], ["-v"]))
    messages = Catalogue(language)
    assert messages("table.brief") in output
    assert messages("table.brief") not in explained
    assert "sha256" not in output
    assert "sha256" in explained
    assert {"*", "⇄"}.isdisjoint(line[:1] for line in output.splitlines())
    text = messages.messages[fact].split("{")[0].strip() if fact else ""
    assert text in output
    assert text in explained


THIRTY = ["check", "--month", "2026-09", "--as-of", "2026-10-10"]
THIRD = (
    "DV03, DV06, DV09, DV12, DV15, DV18, DV21, DV24, DV27, DV30"  # tests/thirty_units.py: each third unit is missing
)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [None, "200"])
def test_many_units_are_named_once(
    language: str,
    width: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Q02 and Q05 lack the same ten units, and Q07 all thirty: the ten are named at Q02, the thirty nowhere."""
    folder = thirty_units.build_workspace(tmp_path / "w")
    arguments = [*THIRTY, "--lang", language, *(["--width", width] if width else [])]
    output = "\n".join(outputs_of(folder, arguments, monkeypatch, capsys)[0])
    messages = Catalogue(language)
    assert output.count(THIRD) == 1
    assert output.count(messages("explain.all-units", count=30)) == 2
    assert "DV03, DV04, DV05" not in output
    key = "remedy.same-units" if width else "failing.same-units"
    assert messages(key, count=10, quota="Q02", period=messages.label(parse_period("2026-09"))) in output


def test_a_line_of_quiet_names_its_units_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = thirty_units.build_workspace(tmp_path / "w")
    output, _ = outputs_of(folder, [*THIRTY, "--quiet"], monkeypatch, capsys)
    assert sum(THIRD in line for line in output) == 2


def test_quiet_prints_the_failing_verdicts_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line each on standard output; that the data is a sample goes to standard error."""
    folder = build_workspace(tmp_path / "w")
    path = folder / "plans" / "demo" / "organisation.yaml"
    path.write_text("sample: true\n" + path.read_text("utf-8"), "utf-8")
    window = ["check", "--month", "2026-04", "--as-of", "2026-05-10", "--quiet"]
    output, error = outputs_of(folder, window, monkeypatch, capsys)
    assert [line.split(" · ")[:4] for line in output] == [["✗ demo-2026/A2", "DV", "2026", "missed 1/2"]]
    assert error == ["exit 1", "SAMPLE DATA: units and evidence are invented."]


def test_quiet_says_nothing_where_nothing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    window = ["check", "--unit", "VP", "--month", "2026-04", "--as-of", "2026-05-10", "-q"]
    assert outputs_of(build_workspace(tmp_path / "w"), window, monkeypatch, capsys) == ([], ["exit 0"])


def test_an_id_is_enough_where_one_plan_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = build_workspace(tmp_path / "w")
    window = ["--month", "2026-04", "--as-of", "2026-05-10"]
    whole = outputs_of(folder, ["explain", "demo-2026/A1", *window], monkeypatch, capsys)
    assert outputs_of(folder, ["explain", "A1", *window], monkeypatch, capsys) == whole
    assert whole[0][0] == "demo-2026/A1 · Tin, bài hằng tháng"


def test_an_explanation_tells_the_rows_of_its_own_unit_first() -> None:
    """Any unit may serve A3, but the rows of VPS, which owes it, come before those of other units."""
    arguments = ["explain", "A3", "--month", "2026-05", "--as-of", "2026-06-10", "--lang", "en", "--verbose"]
    lines = run(*arguments)[1].decode().splitlines()
    wrong = [line.split("  ")[3] for line in lines if line.endswith(": wrong channel")]
    own = ["VPS" in units.split(";") or "BPTT" in units.split(";") for units in wrong]
    assert own == sorted(own, reverse=True)
    assert True in own
    assert False in own
