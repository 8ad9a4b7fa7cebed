"""A share below 100 %: what each output says of the group, and that nothing is asked of a single unit.

The plan of tests/scenarios/mau asks that 30 % of 30 units have a post by 30/6/2026: 9 units. Eight have one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import whole
from cchc_cli.cli.query import table_options
from cchc_cli.engine.by_unit import gathered
from cchc_cli.engine.explain import explain
from cchc_cli.engine.matrix import matrix, of_year
from cchc_cli.engine.todo import by_unit, todo_list
from cchc_cli.formats import reminder
from cchc_cli.formats.shortfall import shortfall_text
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.report import report_words
from cchc_cli.model.verdict import Result, Verdict
from cchc_cli.report import figures
from scenario import Scenario

POSTS = "".join(f"2026-06-10,U{unit:02d},Bài của U{unit:02d},web,ba-muoi\n" for unit in range(1, 9))
EIGHT = f"as-of 2026-06-28\n--- posts\ndate,unit,title,channel,tags\n{POSTS}"
NINE = EIGHT + "2026-06-11,U30,Bài của U30,web,ba-muoi\n"


def of_third(result: Result) -> list[Verdict]:
    return [verdict for verdict in result.verdicts if verdict.obligation.quota.id == "third"]


def test_todo_asks_the_group_and_no_unit(tmp_path: Path) -> None:
    case, result = whole.judged(EIGHT, tmp_path, organisation="mau")
    [todo] = [
        entry for entry in todo_list(result, 30, case.holidays).todos if entry.verdict.obligation.quota.id == "third"
    ]
    assert todo.actors == ("DV",)
    assert shortfall_text(todo.verdict, case.organisation, Catalogue("en"), "bare") == (
        "1 more unit with 1 news item, article or photo"
    )
    todos_of_units = {unit.unit: unit.todos for unit in by_unit(result, 30, case.holidays)}
    assert "third" not in [
        todo.verdict.obligation.quota.id for unit, todos in todos_of_units.items() if unit != "DV" for todo in todos
    ]
    assert [todo.verdict.obligation.quota.id for todo in todos_of_units["DV"]] == ["third"]


DOCUMENTS = "as-of 2026-06-28\n--- documents\ndate,unit,type,title,tags,has\n"


def test_what_a_unit_of_a_share_of_documents_needs_is_one_with_it(tmp_path: Path) -> None:
    """A percentage is the group's; `most` asks for 60 % of the plans, of which two of two."""
    text = DOCUMENTS + "".join(
        f"2026-06-0{day},U0{unit},plan,Kế hoạch,{tag},{has}\n"
        for day, unit, tag, has in [
            (1, 1, "ke-hoach", ""),
            (2, 2, "ke-hoach", "phu-luc"),
            (1, 1, "phan-lon", ""),
            (2, 2, "phan-lon", "phu-luc"),
        ]
    )
    case, result = whole.judged(text, tmp_path, organisation="mau")
    needs = {
        verdict.obligation.quota.id: shortfall_text(verdict, case.organisation, Catalogue("vi"))
        for verdict in result.verdicts
        if verdict.obligation.scope == "group"
    }
    assert needs["appendix"] == "U01 (01 kế hoạch thuộc nội dung “Kế hoạch” có phu-luc)"
    assert needs["most"] == "thêm 1 đơn vị có 01 kế hoạch thuộc nội dung “Phần lớn” có phu-luc"


def test_a_letter_to_a_group_names_it(tmp_path: Path) -> None:
    case, result = whole.judged(EIGHT, tmp_path, organisation="mau")
    organisations = {"mau": case.organisation}
    options = table_options([case.organisation], (), detail=False)
    words = report_words("vi")
    actual = reminder.reminders(by_unit(result, 30, case.holidays), result, organisations, options, words)
    letters = reminder.render(actual, result, words)
    assert "Kính gửi: Các đơn vị\n" in letters
    assert "Kính gửi: DV" not in letters


@pytest.mark.parametrize("unit", ["U01", "U09"])
def test_a_unit_by_name_has_nothing_to_do(unit: str, tmp_path: Path) -> None:
    case, result = whole.judged(f"unit {unit}\n{EIGHT}", tmp_path, organisation="mau")
    assert [verdict.decides for verdict in of_third(result)] == [False]
    assert not [todo for todo in todo_list(result, 30, case.holidays).todos if todo.verdict in of_third(result)]


def test_the_matrix_counts_the_group_once(tmp_path: Path) -> None:
    _, result = whole.judged(NINE, tmp_path, organisation="mau")
    by_quota = {line.quota.id: line.tally for line in matrix(of_year(result, 2026), "quota").lines if line.quota}
    assert (by_quota["third"].done, by_quota["third"].owed) == (1, 1)
    of_units = {line.owner: line.tally for line in matrix(of_year(result, 2026), "unit").lines}
    assert "U30" not in of_units
    assert of_units["DV"].done == 1


def test_no_figure_of_a_unit_moves(tmp_path: Path) -> None:
    text = NINE.replace("2026-06-28", "2026-07-10")
    _, result = whole.judged(text, tmp_path, organisation="mau")
    units = {unit.unit: unit.verdicts for unit in gathered(result, "unit")}
    assert "U30" not in units
    assert [entry.obligation.quota.id for entry in units["DV"]] == ["third"]


@pytest.mark.parametrize(("text", "done"), [(EIGHT, 8), (NINE, 9), (NINE + "2026-06-12,U29,Bài,web,ba-muoi\n", 9)])
def test_a_report_counts_as_many_works_as_are_needed(text: str, done: int, tmp_path: Path) -> None:
    """The plan asks for nine posts, of whatever units; a tenth pays for nothing else."""
    _, result = whole.judged(text, tmp_path, organisation="mau")
    tally = figures.by_form(verdict for verdict in of_third(result) if verdict.decides)["posts",]
    assert (tally.done, tally.target) == (done, 9)


def test_a_unit_by_name_is_explained(tmp_path: Path) -> None:
    scenario_read = Scenario("mau", "", [["as-of", "2026-06-28"], ["unit", "U01"]])
    case, _ = whole.judged(EIGHT, tmp_path, organisation="mau")
    [explanations] = explain(case, scenario_read.question(), "mau-2026/third")
    assert (explanations.verdict.status, explanations.verdict.count, explanations.lack) == ("met", 1, "nothing")
