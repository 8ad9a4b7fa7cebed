"""`cchc plan draft --from PLAN --year YEAR`: last year's plan in another year, with every day marked."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

import scenario
from cchc_cli.drafting.renewal import renewed
from cchc_cli.drafting.yaml_text import MARK
from drafting_case import VI
from workspaces import exit_code

Cchc = Callable[..., tuple[int, str, str]]
OLD = """# the plan
plan: xa-2026
title: Tuyên truyền năm 2026
number: 12/KH-UBND
issued: 2026-01-20
year: 2026
sources: [a.docx]
readings:
  later: {issued: 2026-02-02}
quotas:
  A1:
    title: Kế hoạch
    clause: 1
    wording: Trước 29/02/2028
    owes: VP
    needs: {documents: 1, type: report}
    due: {2026-H1: 2026-06-10, 2026: "2026-12-05"}   # of the letter
  A2:
    title: Bài
    clause: 2
    owes: VP
    needs: {posts: 2026}
    during: 2026
    readings:
      early: {during: 2026-04..2026-12}
duties:
  - {clause: I, class: judgement, unit: all, title: Năm 2026}
"""


def test_days_move_by_a_year_and_are_marked() -> None:
    made = renewed(OLD, "xa-2027", 2027, VI)
    data = yaml.load(made.text, Loader=yaml.BaseLoader)  # noqa: S506  (texts only)
    assert {key: data[key] for key in ("plan", "title", "year", "issued")} == {
        "plan": "xa-2027",
        "title": "Tuyên truyền năm 2027",
        "year": "2027",
        "issued": {"not_before": "2027-01-01"},
    }
    assert not {"number", "sources", "readings"} & set(data)
    assert data["quotas"]["A1"]["due"] == {"2027-H1": "2027-06-10", "2027": "2027-12-05"}
    assert data["quotas"]["A2"]["during"] == "2027"
    assert data["quotas"]["A2"]["readings"] == {"early": {"during": "2027-04..2027-12"}}
    assert data["quotas"]["A2"]["needs"] == {"posts": "2026"}
    marked = {line.split(":")[0].strip() for line in made.text.split("\n") if MARK in line}
    assert marked == {"title", "issued", "due", "early"}
    assert "# of the letter" in made.text


SCHOOL = """plan: truong-2025
title: Tuyên truyền năm học 2024-2025
issued: 2024-09-10
year: 2025
starts: 2024-09-05
ends: 2025-05-31
dates:
  khai-giang: 2024-09-05
  tong-ket: {unknown: "Ngày tổng kết năm học 2024-2025?"}
quotas:
  A1: {title: Kế hoạch, clause: 1, owes: VP, needs: {documents: 1, type: plan}, within: {days: 10, of: khai-giang}}
  A2: {title: Bài, clause: 2, owes: VP, needs: {posts: 1}, before: 2024-12-15}
  A3: {title: Báo cáo, clause: 3, owes: VP, needs: {documents: 1}, before: {days: 5, of: tong-ket}}
"""


def test_the_days_of_a_school_year_move_in_both_its_years() -> None:
    made = renewed(SCHOOL, "truong-2026", 2026, VI)
    data = yaml.load(made.text, Loader=yaml.BaseLoader)  # noqa: S506  (texts only)
    assert (data["starts"], data["ends"]) == ("2025-09-05", "2026-05-31")
    assert data["dates"] == {
        "khai-giang": "2025-09-05",
        "tong-ket": {"unknown": "Ngày tổng kết năm học 2024-2025?"},
    }
    assert data["title"] == "Tuyên truyền năm học 2025-2026"
    assert data["quotas"]["A2"]["before"] == "2025-12-15"
    marked = {line.split(":")[0].strip() for line in made.text.split("\n") if MARK in line}
    assert marked == {"title", "issued", "starts", "ends", "khai-giang", "A2"}


def test_the_29th_of_february_is_the_28th_in_other_years() -> None:
    old = (
        OLD.replace("during: 2026\n", "before: 2028-02-29\n").replace("2026", "2028").replace("posts: 2028", "posts: 1")
    )
    made = renewed(old, "xa-2029", 2029, VI)
    assert yaml.safe_load(made.text)["quotas"]["A2"]["before"].isoformat() == "2029-02-28"


@pytest.fixture
def cchc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cchc:
    """Run the program in a copy of the repository's plans."""
    for name in ("CCHC_WORKSPACE", "CCHC_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    shutil.copytree(scenario.ROOT / "plans", tmp_path / "plans")
    (tmp_path / "evidence").mkdir()
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        return exit_code(words, monkeypatch), *capsys.readouterr()

    return run


@pytest.mark.parametrize("plan", ["hn-cchc-2026", "hn-tthc-2026", "dn-cchc-2026", "byt-cchc-2024"])
def test_every_plan_of_the_repository_has_a_next_year(cchc: Cchc, tmp_path: Path, plan: str) -> None:
    code, out, err = cchc("plan", "draft", "--from", plan, "--year", "2027")
    assert (code, err) == (0, "")
    [path] = tmp_path.rglob("*-2027.yaml")
    assert path.stem in out
    old = next(tmp_path.rglob(f"{plan}.yaml")).read_text(encoding="utf-8")
    year = plan[-4:]
    kept = {line.strip() for line in path.read_text(encoding="utf-8").split("\n")} & set(
        map(str.strip, old.split("\n"))
    )
    assert not [line for line in kept if re.match(rf"(?:before|by|during|due|last|every):?.*{year}-", line)]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--from", "hn-cchc-2025", "--year", "2027", "--org", "hanoi"), "unknown-plan"),
        (("--from", "hn-cchc-2026", "--year", "2026"), "bad-option"),
        (("--from", "hn-cchc-2026"), "bad-option"),
        (("--year", "2027"), "bad-option"),
        (("a.docx", "--from", "hn-cchc-2026", "--year", "2027"), "bad-option"),
        (("--from", "hn-cchc-2026", "--year", "2027", "-o", "plans/hanoi/hn-tthc-2026.yaml"), "draft-exists"),
    ],
)
def test_what_cannot_be_copied_is_told(cchc: Cchc, words: tuple[str, ...], problem: str) -> None:
    code, _, err = cchc("plan", "draft", *words, "--lang", "en")
    assert (code, problem in err) == (2, True)
