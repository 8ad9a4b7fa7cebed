"""Every clause of the plans, against a table that was typed by hand from the documents.

`data/clauses.csv` was written before the plan files were looked at; it is corrected only where it misreads a document.
A row is a quota, a `repeat` of one (its `source` begins with the quota's id, several where the clause repeats several
and may stand under any of them), or a duty of the class it names. `due` is the last day of what is owed once, `last DAY`
that of a year's last period, empty where each period has its own end, `unknown` where the document states no day.
`lead` is `VPS`; `each DVTT`, `each TCCB DVTT`, `each 80 % of DVTT`; `jointly TCCB NVY`. `number` is `2`, `100 %`, `-` where
none is stated, with `implied` behind it where only a cycle is; of several parts each number once, joined by `and`.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from cchc_cli.engine.obligations import obligations_of
from cchc_cli.load.plans import Loaded
from cchc_cli.model.plan import (
    AsOne,
    EachOf,
    Jointly,
    Plan,
    Quota,
)
from cchc_cli.model.verdict import Obligation
from cchc_cli.words.timings.deadline import Deadline
from cchc_cli.words.timings.during import During
from cchc_cli.words.timings.every import Every
from cchc_cli.words.timings.named import NamedPeriods
from cchc_cli.words.timings.standing import Standing
from cchc_cli.words.timings.tracked import Tracked
from cchc_cli.words.timings.unknown import Unknown
from cchc_cli.words.timings.within import Within
from scenario import ROOT, organisation

Row = dict[str, str]

with (ROOT / "tests" / "data" / "clauses.csv").open(encoding="utf-8", newline="") as table:
    ROWS: list[Row] = list(csv.DictReader(table))
QUOTAS = [row for row in ROWS if row["class"] == "quota"]
REPEATS = [row for row in ROWS if row["class"] == "repeat"]

ORGANISATIONS: list[Loaded] = [organisation(path.parent.name) for path in ROOT.glob("plans/*/organisation.yaml")]
PLANS: dict[str, tuple[Loaded, Plan]] = {plan.id: (loaded, plan) for loaded in ORGANISATIONS for plan in loaded.plans}

# The month each plan was issued in; the first period owed is the one that holds it, taken whole.
ISSUED = {"hn-cchc-2026": 3, "hn-tthc-2026": 3, "byt-cchc-2024": 4, "dn-cchc-2026": 5}
MONTHS = {"month": 1, "quarter": 3, "half-year": 6}
LABELS = {"month": "{year}-{number:02d}", "quarter": "{year}-Q{number}", "half-year": "{year}-H{number}"}


def name(row: Row) -> str:
    return f"{row['plan']}/{row['id']}"


def quota_of(row: Row) -> Quota:
    quotas = PLANS[row["plan"]][1].quotas
    assert row["id"] in quotas, f"{name(row)} is no quota of the plan file ({row['source']})"
    return quotas[row["id"]]


def obligations(row: Row) -> Iterator[Obligation]:
    """Yield what is owed for a quota, by whom it may be: group rows and the rows of their units."""
    loaded, plan = PLANS[row["plan"]]
    assert loaded.organisation
    owed = obligations_of(plan, quota_of(row), loaded.organisation, loaded.holidays)
    assert owed, f"{name(row)}: nobody owes it"
    for obligation in owed:
        yield obligation
        yield from obligation.members


# ---- which clauses there are


def clauses(plan: Plan) -> Counter[str]:
    repeats = [clause for quota in plan.quotas.values() for clause in quota.repeats]
    return Counter([*plan.quotas, *repeats, *(duty.clause for duty in plan.duties)])


def class_of(plan: Plan, clause: str) -> str:
    if clause in plan.quotas:
        return "quota"
    if any(clause in quota.repeats for quota in plan.quotas.values()):
        return "repeat"
    return next((duty.kind for duty in plan.duties if duty.clause == clause), "not in the plan file")


def test_the_table_is_of_the_plans_there_are():
    assert {row["plan"] for row in ROWS} == set(PLANS)


@pytest.mark.parametrize("plan", sorted(PLANS))
def test_every_clause_stands_once(plan):
    actual = clauses(PLANS[plan][1])
    expected = Counter(row["id"] for row in ROWS if row["plan"] == plan)
    assert sorted((expected - actual).elements()) == [], "clauses of the document that the plan file lacks"
    assert sorted((actual - expected).elements()) == [], "clauses of the plan file that the document lacks, or twice"


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_class(row):
    actual = class_of(PLANS[row["plan"]][1], row["id"])
    assert actual == row["class"], f"{name(row)} is {actual} in the plan file, {row['class']} by the document"


@pytest.mark.parametrize("row", REPEATS, ids=name)
def test_a_repeat_belongs_to_its_quota(row):
    wanted = row["source"].partition(";")[0].split()
    actual = [quota.id for quota in PLANS[row["plan"]][1].quotas.values() if row["id"] in quota.repeats]
    assert len(actual) == 1, f"{name(row)} repeats {actual or 'no quota'} in the plan file"
    assert actual[0] in wanted, f"{name(row)} repeats {actual[0]} in the plan file, {wanted} by the document"


# ---- what each quota asks, in the words of the table


def lead(row: Row) -> str:
    owners = quota_of(row).owners
    if len(owners) == 1 and isinstance(owners[0], Jointly):
        return " ".join(["jointly", *owners[0].units])
    each = len(owners) > 1 or isinstance(owners[0], EachOf)
    codes = [
        (owner.group if owner.percent == 100 else f"{owner.percent} % of {owner.group}")
        if isinstance(owner, EachOf)
        else owner.group
        if isinstance(owner, AsOne)
        else ";".join(owner.units)
        if isinstance(owner, Jointly)
        else owner.code
        for owner in owners
    ]
    return " ".join([*(["each"] if each else []), *codes])


def number(row: Row) -> str:
    need = quota_of(row).need
    numbers = {
        f"{part.percent} %" if part.percent is not None else "-" if part.number is None else str(part.number)
        for part in need.parts
    }
    return " and ".join(sorted(numbers)) + " implied" * need.implied


def aim(row: Row) -> str:
    return " and ".join(sorted({str(part.aim) for part in quota_of(row).need.parts if part.aim is not None}))


def cadence(row: Row) -> str:
    timing = quota_of(row).timing
    match timing:
        case Every():
            return timing.cadence.word
        case Standing():
            return "tracked" if number(row) == "-" else "standing"  # without a threshold it is tracked
    words = {During: "span", Deadline: "once", Within: "once", NamedPeriods: "named", Unknown: "unknown"}
    return {**words, Tracked: "tracked"}[type(timing)]


def due(row: Row) -> str:
    owed = list(obligations(row))
    unknown = [obligation for obligation in owed if obligation.due is None]
    if isinstance(quota_of(row).timing, Standing | Tracked):
        return "" if unknown == owed else "a day"
    if unknown:
        has_questions = all(obligation.question for obligation in unknown)
        return "unknown" if unknown == owed and has_questions else "unknown in part, or without its question"
    if isinstance(quota_of(row).timing, Deadline | Within | NamedPeriods):
        return " and ".join(sorted({str(obligation.due) for obligation in owed}))
    early = {obligation.period: obligation.due for obligation in owed if obligation.due != obligation.period.last}
    last = max(obligation.period for obligation in owed)
    return " and ".join(f"{'last' if period == last else period.label} {day}" for period, day in early.items())


def span(row: Row) -> str:
    timing = quota_of(row).timing
    return f"{timing.period.start}..{timing.period.last}" if isinstance(timing, During) else ""


COLUMNS: dict[str, Callable[[Row], str]] = {
    "lead": lead,
    "number": number,
    "aim": aim,
    "cadence": cadence,
    "due": due,
    "span": span,
}


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("row", QUOTAS, ids=name)
def test_what_a_quota_asks(row, column):
    actual, expected = COLUMNS[column](row), row[column]
    assert actual == expected, (
        f"{name(row)}, {column}: {actual or 'none'!r} in the plan file, {expected or 'none'!r} by the document"
        f" ({row['source']})"
    )


# ---- the periods it is owed for


def owed_periods(row: Row) -> list[str]:
    year = int(row["plan"][-4:])
    if row["cadence"] in MONTHS:
        months = MONTHS[row["cadence"]]
        first = (ISSUED[row["plan"]] - 1) // months + 1
        pattern = LABELS[row["cadence"]]
        return [pattern.format(year=year, number=number) for number in range(first, 12 // months + 1)]
    if row["cadence"] == "named":
        return row["source"].partition("periods ")[2].split()
    if row["cadence"] == "span" and row["span"] != f"{date(year, 1, 1)}..{date(year, 12, 31)}":
        return [row["span"]]
    return [str(year)]


@pytest.mark.parametrize("row", QUOTAS, ids=name)
def test_the_periods_a_quota_is_owed_for(row):
    actual = list(dict.fromkeys(obligation.period.label for obligation in obligations(row)))
    assert sorted(actual) == sorted(owed_periods(row)), f"{name(row)} ({row['source']})"


# ---- percentages


def test_which_plans_state_figures():
    """Two ask for nothing but reports, with no number: percentages of these would mean nothing."""
    without = {id_ for id_, (_, plan) in PLANS.items() if not plan.states_figures}
    assert without == {"hn-tthc-2026", "byt-cchc-2024"}
