"""Plans whose days in force lie in two years: windows, matrix and calendar hold the whole of them."""

from __future__ import annotations

from datetime import date

import pytest

import scenario
from cchc_cli.engine.check import Case, Query, check
from cchc_cli.engine.matrix import matrix, of_year
from cchc_cli.engine.select import all_time, year_around
from cchc_cli.i18n import Catalogue
from cchc_cli.language.compile_timing import never_owed
from cchc_cli.model.plan import Plan
from cchc_cli.words.cadences import parse_period

PLANS = {plan.id: plan for plan in scenario.organisation("terms").plans}
SCHOOL = PLANS["school-2024"]


@pytest.mark.parametrize(
    ("plan", "in_force", "own_year"),
    [
        ("plain-2026", "2026-03-12..2026-12-31", "2026"),
        ("month-2026", "2026-05..2026-12", "2026"),
        ("early-2026", "2026", "2026"),  # issued in December 2025
        ("closed-2026", "2026-01-10..2026-06-30", "2026"),  # it ends early, in its own year
        ("school-2024", "2024-09-05..2025-05-31", "2024-09-05..2025-05-31"),
        ("fiscal-2026", "2025-10..2026-12", "2025-10..2026-12"),
    ],
)
def test_in_force_and_the_plans_year(plan: str, in_force: str, own_year: str) -> None:
    assert (PLANS[plan].in_force, PLANS[plan].own_year) == (parse_period(in_force), parse_period(own_year))


@pytest.mark.parametrize(
    ("plan", "day", "window"),
    [
        ("school-2024", "2024-10-01", "2024-01..2025-05"),
        ("school-2024", "2025-03-01", "2024-09-05..2025-12-31"),
        ("school-2024", "2025-06-01", "2025"),  # it is over
        ("plain-2026", "2026-06-01", "2026"),
    ],
)
def test_a_calendar_holds_the_year_of_its_day_and_of_the_plan(plan: str, day: str, window: str) -> None:
    assert year_around([PLANS[plan]], date.fromisoformat(day)) == parse_period(window)


def _matrix_periods(as_of: date, year: int | None, plans: list[Plan]) -> set[str]:
    organisation = scenario.organisation("terms").organisation
    assert organisation is not None
    result = check(Case(organisation, plans), Query(as_of, all_time(plans, as_of)))
    return {period.label for period in matrix(of_year(result, year), "quota").columns}


@pytest.mark.parametrize(
    ("as_of", "year", "there"),
    [
        (date(2025, 3, 1), None, True),
        (date(2025, 6, 1), None, False),  # it is over
        (date(2025, 6, 1), 2024, True),
        (date(2025, 3, 1), 2025, False),
    ],
)
def test_a_matrix_is_of_the_plan_whose_own_year_holds_its_day(as_of: date, year: int | None, there: bool) -> None:
    actual = _matrix_periods(as_of, year, [SCHOOL])
    assert ({"2024-09", "2025-05", "2024-Q3", "2024-H2", "2024-09-05..2025-05-31"} <= actual) is there


def test_a_matrix_of_two_plans_lasts_as_long_as_both() -> None:
    organisation = scenario.organisation("terms").organisation
    assert organisation is not None
    plans = [PLANS["plain-2026"], PLANS["fiscal-2026"]]
    result = check(Case(organisation, plans), Query(date(2026, 2, 1), all_time(plans, date(2026, 2, 1))))
    assert matrix(of_year(result, None), "quota").year == "2025-10-01..2026-12-31"


def test_all_time_holds_what_is_due_before_and_after_the_plans_year() -> None:
    window = all_time([PLANS["plain-2026"]], date(2026, 6, 1))
    assert all(window.holds(day) for day in (date(2025, 12, 31), date(2027, 1, 4)))


def test_an_amended_plan_means_what_it_does_not_owe() -> None:
    """A quota for the whole year is not owed under either plan; the one that was replaced says so itself."""
    output = {
        plan: [
            issue.code
            for quota in PLANS[plan].quotas.values()
            for issue in never_owed(quota.timing, PLANS[plan], ("quotas", quota.id))
        ]
        for plan in ("closed-2026", "amended-2026")
    }
    assert output == {"closed-2026": ["never-owed", "never-owed"], "amended-2026": []}


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "replaced by 3100/KH-SYT from 2026-07-01"), ("vi", "3100/KH-SYT")]
)
def test_a_plan_says_what_replaces_it(language: str, expected: str) -> None:
    amended = PLANS["amended-2026"].amended
    assert amended is not None
    messages = Catalogue(language)
    assert expected in messages("plan.amended", by=amended.by, day=messages.day(amended.since))
