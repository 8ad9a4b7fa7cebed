"""What a terminal shows, whole, in both languages at two widths; and the lines of `--quiet`.

The outputs stand in tests/snapshots; `CCHC_UPDATE=1` writes them anew: read the difference before keeping it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from whole import compare, run
from workspaces import build_workspace, outputs_of

FACES = {
    "check": ["check", "--month", "2026-05", "--as-of", "2026-06-10", "--fail-on", "never"],
    "check-year": ["check", "--org", "danang", "--year", "2026", "--as-of", "2026-11-22", "--fail-on", "never"],
    "check-verbose": ["check", "--month", "2026-03", "--as-of", "2026-06-10", "--fail-on", "never", "--verbose"],
    "check-by-unit": [
        "check", "--org", "danang", "--by", "unit", "--year", "2026", "--as-of", "2026-11-22", "--fail-on", "never",
    ],
}  # fmt: skip


@pytest.mark.parametrize("width", ["80", "160"])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("face", FACES)
def test_a_face(face: str, language: str, width: str) -> None:
    compare(f"{face}-{language}-{width}.txt", [*FACES[face], "--lang", language, "--width", width])


def test_quiet_prints_the_failing_verdicts_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line each on standard output; that the data is a sample goes to standard error."""
    folder = build_workspace(tmp_path / "w")
    path = folder / "plans" / "demo" / "organisation.yaml"
    path.write_text("sample: true\n" + path.read_text("utf-8"), "utf-8")
    window = ["check", "--month", "2026-04", "--as-of", "2026-05-10", "--quiet"]
    said, error = outputs_of(folder, window, monkeypatch, capsys)
    assert [line.split(" · ")[:4] for line in said] == [["✗ demo-2026/A2", "DV", "2026", "missed 1/2"]]
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
    asked = ["explain", "A3", "--month", "2026-05", "--as-of", "2026-06-10", "--lang", "en", "--verbose"]
    lines = run(*asked)[1].decode().splitlines()
    wrong = [line.split("  ")[3] for line in lines if line.endswith(": wrong channel")]
    own = ["VPS" in units.split(";") or "BPTT" in units.split(";") for units in wrong]
    assert own == sorted(own, reverse=True)
    assert True in own
    assert False in own
