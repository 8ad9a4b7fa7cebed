"""What outputs say of limits, of values that are lacking, and of what nobody owes yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import scenario
import whole
from cchc_cli.engine.check import Case, Query, check
from cchc_cli.engine.select import all_time
from cchc_cli.engine.todo import todo_list
from cchc_cli.formats.naming import naming_of, owner_words
from cchc_cli.formats.shortfall import shortfall_text
from cchc_cli.formats.verdict_rows import verdict_row
from cchc_cli.formats.view import progress_bar
from cchc_cli.i18n import Catalogue, Language
from cchc_cli.model.verdict import Result, Verdict

AS_OF = date(2026, 4, 20)
LOGS = {
    "posts": "date,unit,title,channel\n" + "".join(f"2026-04-0{day},VP,Tin {day},zalo\n" for day in (1, 2, 3)),
    "conferences": "date,unit,type,title,location\n2026-03-01,VP,dialogue,Đối thoại,Na Sang\n",
    "materials": "date,unit,type,title,quantity\n2026-03-01,VP,leaflet,Tờ rơi,3000\n",
}


@pytest.fixture
def judged_case(tmp_path: Path) -> tuple[Case, Result]:
    case = scenario.case_of(scenario.Scenario("pho", "", logs=LOGS), tmp_path)
    return case, check(case, Query(AS_OF, all_time(case.plans, AS_OF)))


def verdict_of(result: Result, quota: str, period: str) -> Verdict:
    own = [entry for entry in result.verdicts if entry.decides]
    [verdict] = [v for v in own if (v.obligation.quota.id, v.obligation.period.label) == (quota, period)]
    return verdict


@pytest.mark.parametrize(
    ("quota", "period", "expected"),
    [
        ("S1", "2026", "dialogues at each of Mường Chà and Sa Lông"),
        ("S3", "2026", "2 more: trainings at different places (lacking: Mường Chà, Na Sang or Sa Lông)"),
        ("Q1", "2026-H1", "2,000 more leaflets (quantities added up)"),
        ("Q3", "2026-Q2", "60 more minutes of broadcasts"),
        ("L1", "2026-04", "1 news item, article or photo on Zalo"),
        ("C1", "2026-05", "“tin”: 1 more: news item; “bài”: 1 more: article"),
    ],
)
def test_what_is_lacking_is_said(judged_case: tuple[Case, Result], quota: str, period: str, expected: str) -> None:
    case, result = judged_case
    assert shortfall_text(verdict_of(result, quota, period), case.organisation, Catalogue("en")) == expected


def test_a_limit_is_to_do_once_it_is_exceeded(judged_case: tuple[Case, Result]) -> None:
    case, result = judged_case
    todos = todo_list(result, 30, case.holidays).todos
    limits = [todo for todo in todos if todo.verdict.obligation.quota.need.is_limit]
    assert [(limit.verdict.obligation.quota.id, limit.section, limit.lack) for limit in limits] == [
        ("L1", "exceeded", "exceeded")
    ]


def test_figures_of_a_limit_say_so_and_it_is_not_overdue(judged_case: tuple[Case, Result]) -> None:
    _, result = judged_case
    cells = verdict_row(verdict_of(result, "L1", "2026-04"), Catalogue("en"), naming_of(result, result.verdicts)).cells
    assert (cells["done"], cells["left"]) == ("3/≤2", "")


@pytest.mark.parametrize(("language", "expected"), [("en", "not known"), ("vi", "chưa rõ")])
def test_nobody_is_named_where_nobody_is_known(judged_case: tuple[Case, Result], language: str, expected: str) -> None:
    _, result = judged_case
    obligation = verdict_of(result, "U1", "2026").obligation
    assert (obligation.owner, obligation.owners, owner_words(obligation, Catalogue(language))) == ("", (), expected)


@pytest.mark.parametrize(
    ("language", "remark"),
    [
        ("en", "units with evidence: 2 of 13; none is judged before the question is answered"),
        ("vi", "2/13 đơn vị đã có minh chứng; sau khi có trả lời mới đánh giá"),
    ],
)
def test_a_group_that_waits_for_an_answer_has_no_figure_of_met_units(
    tmp_path: Path, language: Language, remark: str
) -> None:
    """A5b of Hà Nội states no periods: three reports of two of thirteen units decide nothing, and 0/13 is no verdict."""
    rows = [("BV01", "2026-04-02", "2026-Q1"), ("BV01", "2026-05-02", "2026-04"), ("BV03", "2026-04-03", "2026-Q1")]
    log = "".join(f"{day},{unit},report,Báo cáo {period},{period},bao-cao\n" for unit, day, period in rows)
    text = f"as-of 2026-05-10\n--- documents\ndate,unit,type,title,period,tags\n{log}--- verdicts\n"
    _, result = whole.judged(text, tmp_path)
    messages, naming = Catalogue(language), naming_of(result, result.verdicts)
    of_quota = [verdict for verdict in result.verdicts if verdict.obligation.quota.id == "A5b"]
    (group,) = [verdict for verdict in of_quota if verdict.obligation.scope == "group"]
    units = [verdict for verdict in of_quota if verdict.obligation.scope == "unit"]
    row = verdict_row(group, messages, naming)
    assert (row.cells["done"], progress_bar(group)) == ("2", "")
    assert row.remarks[-1] == remark
    of_units = {unit.obligation.owner: verdict_row(unit, messages, naming).cells["done"] for unit in units}
    assert of_units == {unit: {"BV01": "2", "BV03": "1"}.get(unit, "0") for unit in of_units}
