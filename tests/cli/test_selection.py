"""What is asked for: units by code, name or alias, in any of the organisations; and how wrong words are answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

import scenario
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.selection import find_units, units_in
from cchc_cli.cli.usage import UsageError
from cchc_cli.model.organisation import NameIndex
from test_terminal import ended
from workspaces import build_workspace


def units(*texts: str) -> list[str]:
    organisations = [
        loaded.organisation for code in ("hanoi", "danang", "boyte") if (loaded := scenario.organisation(code))
    ]
    return find_units(texts, [organisation for organisation in organisations if organisation])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("VPS", ["VPS"]),
        ("vps", ["VPS"]),
        ("văn  phòng SỞ", ["VPS"]),
        ("DVTT", ["DVTT"]),  # both organisations call theirs so
        ("dvtt", ["DVTT"]),
        ("Các đơn vị trực thuộc Sở", ["DVTT"]),
        ("các đơn vị trực thuộc sở có thủ tục hành chính", ["DVTT-TTHC"]),
    ],
)
def test_units_and_groups_are_found_by_code_and_by_name(text: str, codes: list[str]) -> None:
    assert units(text) == codes


def test_a_name_that_means_another_unit_elsewhere_asks_for_both() -> None:
    here = scenario.organisation("hanoi").organisation
    assert here
    elsewhere = replace(here, unit_names=NameIndex({"VP": ("Văn phòng Sở",)}))
    assert find_units(["văn phòng sở"], [here, elsewhere]) == ["VPS", "VP"]
    assert [units_in(["văn phòng sở"], entry) for entry in (here, elsewhere)] == [["VPS"], ["VP"]]
    assert units_in(["BV01"], elsewhere) == ["BV01"]  # of another organisation: it matches nothing here


def test_a_code_goes_before_a_name_and_a_unit_before_a_group() -> None:
    here = scenario.organisation("hanoi").organisation
    assert here
    groups = {**here.groups, "D2": ("BV01",), "D3": ("BV02",)}
    names = {**here.group_names, "D2": "DVTT", "D3": "Văn phòng Sở"}
    named = replace(here, groups=groups, group_names=names)
    assert find_units(["DVTT", "Văn phòng Sở"], [named]) == ["DVTT", "VPS"]


def test_every_unit_that_is_not_known_is_told() -> None:
    with pytest.raises(UsageError) as raised:
        units("VPX", "VPS", "đơn vị trực thuộc Sở")
    assert [problem.details["value"] for problem in raised.value.problems] == ["VPX", "đơn vị trực thuộc Sở"]
    assert "Các đơn vị trực thuộc Sở" in raised.value.problems[1].details["meant"]


# ---- a window in which no plan is in force


@pytest.mark.parametrize(
    ("words", "code", "warned"),
    [
        (["--month", "2031-04"], Exit.FAILED, True),  # BV2's plan, due 14 March 2026, is still overdue
        (["--month", "2031-04", "--strict"], Exit.UNUSABLE, True),
        (["--month", "2021-04"], Exit.NOTHING, True),
        (["--from", "2031-04-01", "--to", "2031-04-30"], Exit.FAILED, True),
        (["--as-of", "2062-05-10"], Exit.FAILED, True),
        (["--month", "2026-12"], Exit.FAILED, False),  # in force until 31 December
        ([], Exit.FAILED, False),  # nothing was typed
    ],
)
def test_a_window_outside_every_plan_is_pointed_out(
    words: list[str],
    code: Exit,
    warned: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A mistyped year shows what is overdue, and looks judged: docs/ci.md says what the exit code is then."""
    monkeypatch.chdir(build_workspace(tmp_path / "w"))
    day = [] if "--as-of" in words else ["--as-of", "2026-05-10"]
    assert ended(["check", *words, *day, "--format", "json", "--lang", "en"], monkeypatch) == code
    printed = capsys.readouterr()
    problems = [problem for problem in json.loads(printed.out)["problems"] if problem["code"] == "outside-plans"]
    assert [problem["file"] for problem in problems] == ([words[0]] if warned else [])
    assert ("demo-2026, is in force 2026-01-05..2026-12-31" in printed.err) is warned


def test_a_report_due_after_the_year_is_in_its_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """December's report, due on 4 January: the plan is no longer in force, and the month is not mistyped."""
    folder = build_workspace(tmp_path / "w")
    plan = folder / "plans" / "demo" / "demo-2026.yaml"
    report = "  A3: {title: Báo cáo, clause: I.3, owes: VP, needs: {documents: 1, type: report, tags: ke-hoach}, "
    report += "every: month, due: {before: 5, of: next}}\nduties:"
    plan.write_text(plan.read_text(encoding="utf-8").replace("duties:", report), encoding="utf-8")
    monkeypatch.chdir(folder)
    assert ended(["check", "--month", "2027-01", "--as-of", "2027-02-01", "--lang", "en"], monkeypatch) == Exit.FAILED
    printed = capsys.readouterr()
    assert "outside-plans" not in printed.err
    assert "A3" in printed.out


# ---- the language of what goes wrong

WRONG_MONTH = ["check", "--month", "2026-13"]


@pytest.mark.parametrize(
    ("settings", "words", "expected"),
    [
        ('lang = "vi"', WRONG_MONTH, "lỗi"),
        ('lang = "vi"', ["check", "--unit", "nobody"], "lỗi"),
        ('lang = "vi"', ["evidence", "add", "posts", "--date", "x"], "lỗi"),
        ('lang = "vi"\nwarn_days = "x"', WRONG_MONTH, "lỗi"),  # the settings themselves are wrong, elsewhere
        ('lang = "vi"', [*WRONG_MONTH, "--lang", "en"], "error"),
        ('lang = "vi"', [*WRONG_MONTH, "--lang=en"], "error"),
        ('lang = "vi"', [*WRONG_MONTH, "--lang", "xx"], "error"),
        ('lang = "xx"', WRONG_MONTH, "error"),
        ("", WRONG_MONTH, "error"),
        ("", [*WRONG_MONTH, "--lang", "vi"], "lỗi"),
    ],
)
def test_what_is_wrong_is_told_in_the_language_of_the_workspace(
    settings: str,
    words: list[str],
    expected: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = build_workspace(tmp_path / "w")
    (folder / "cchc.toml").write_text(f'organisation = "demo"\n{settings}\n', encoding="utf-8")
    monkeypatch.delenv("CCHC_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for where, more in ((folder, []), (tmp_path, ["--workspace", str(folder)])):
        monkeypatch.chdir(where)
        assert ended([*words, *more], monkeypatch) == Exit.UNUSABLE
        first = capsys.readouterr().err.split("\n")[0]
        assert f": {expected}:" in first


@pytest.mark.parametrize(
    "words", [["evidence", "add", "posts", "--date", "2026-04-02", "--title"], ["init", "new", "--name"]]
)
def test_bytes_that_are_no_letters_where_they_were_typed(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bài of Windows-1258 on a terminal of UTF-8: neither the log nor a hidden character is to blame."""
    folder = build_workspace(tmp_path / "w")
    monkeypatch.chdir(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert ended([*words, "B\udce0i", "--lang", "en"], monkeypatch) == Exit.UNUSABLE
    assert (
        f"{words[-1]}: error: B<U+DCE0>i cannot be used; its letters arrived in another encoding"
        in capsys.readouterr().err
    )
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
