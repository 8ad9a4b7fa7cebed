"""Types shared by several documents: spans of days, plan versions, problems, the basis of a result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct, field

from cchc_cli import __version__
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.problems import message
from cchc_cli.model.item import RowPlace
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.passed_over import PassedOver, Reason
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.problem import Problem, Severity
from cchc_cli.model.ruling import RulingEffect
from cchc_cli.model.verdict import Result, RowTotals, Status

Day = Annotated[date, Meta(description="An inclusive ISO day.")]


class PeriodSpan(Struct, frozen=True):
    """A period or window, by its inclusive days."""

    label: Annotated[str, Meta(description="2026-04, 2026-Q2, 2026-H1, 2026, 2026-W16, a day, or FIRST..LAST.")]
    first: Day = field(name="from")
    last: Day = field(name="to")


class PlanVersion(Struct, frozen=True):
    """A plan, as judged."""

    org: str
    plan: str
    title: str
    number: Annotated[str | None, Meta(description="The number of the document.")]
    sha256: Annotated[str, Meta(description="The digest of the plan file.")]


class RowCounts(Struct, frozen=True):
    """Every row of evidence: read = used + unused + refused."""

    read: int
    used: int
    unused: int
    refused: int


class ProblemEntry(Struct, frozen=True):
    """Input that cannot be used as it is."""

    file: Annotated[str, Meta(description="A file, or an option of the command line.")]
    row: int | None
    column: str | None
    severity: Severity
    code: Annotated[str, Meta(description="A section of docs/problems.md.")]
    message: Annotated[str, Meta(description="What is wrong and what to do, in the language of --lang.")]


class PassedEntry(Struct, frozen=True):
    """A file, sheet or rows among the logs that are not evidence."""

    file: str
    sheet: str | None
    rows: Annotated[tuple[int, ...] | None, Meta(description="Rows of the table; null for a whole file or sheet.")]
    reason: Annotated[Reason, Meta(description="See docs/evidence.md, Passed over.")]


class RulingEntry(Struct, frozen=True):
    """A decision of the overseeing body on rows of evidence."""

    place: Annotated[str, Meta(description="Where it is written: FILE:LINE:COLUMN.")]
    accepted: Annotated[bool, Meta(description="True for a ruling that withdraws an earlier one.")]
    reason: str
    by: str
    on: date
    number: str | None
    rows: Annotated[tuple[RowPlace, ...], Meta(description="The rows that it sets aside.")]


class SkippedEntry(Struct, frozen=True):
    """A file or sheet that cannot be used and was left out."""

    file: str
    sheet: str | None
    message: Annotated[str, Meta(description="What is wrong and what to do, in the language of --lang.")]


class OrganisationDocument(Struct, frozen=True, kw_only=True):
    """The first fields of a document about one organisation without a result."""

    tool: str
    org: str


class DocumentBasis(Struct, frozen=True, kw_only=True):
    """The basis of a result: the first fields of most documents."""

    tool: Annotated[str, Meta(description="The version of the program.")]
    as_of: Annotated[date, Meta(description="The as-of date.")]
    reading: Annotated[str | None, Meta(description="The reading given by --reading.")]
    sample: Annotated[bool, Meta(description="Whether units and evidence are invented.")]
    window: PeriodSpan
    plans: tuple[PlanVersion, ...]
    channel_names: Annotated[
        Mapping[str, Mapping[str, str]], Meta(description="For each organisation, the names of its channels by code.")
    ]
    summary: Annotated[
        Mapping[Status, int], Meta(description="The number of deciding verdicts with each status, worst first.")
    ]
    rows: RowCounts
    problems: tuple[ProblemEntry, ...]
    passed_over: Annotated[
        tuple[PassedEntry, ...], Meta(description="Files, sheets and rows among the logs that are not evidence.")
    ]
    rulings: Annotated[tuple[RulingEntry, ...], Meta(description="Empty with --no-rulings.")]
    skipped: Annotated[
        tuple[SkippedEntry, ...], Meta(description="Logs that cannot be used, left out by --skip-unreadable.")
    ]


def passed_entries(passed: Iterable[PassedOver]) -> tuple[PassedEntry, ...]:
    """Return an entry for each file, sheet, or run of rows that is not evidence."""
    return tuple(
        PassedEntry(passed_over.file, passed_over.sheet, passed_over.rows, passed_over.reason) for passed_over in passed
    )


def ruling_entry(effect: RulingEffect) -> RulingEntry:
    """Return a ruling with the places of the rows that it affects."""
    ruling = effect.ruling
    rows = tuple(item.place for item in effect.rows)
    return RulingEntry(
        str(ruling.place), ruling.accepted, ruling.reason, ruling.by, ruling.on, ruling.number or None, rows
    )


def skipped_entries(skipped: Iterable[Problem], messages: Catalogue) -> tuple[SkippedEntry, ...]:
    """Return an entry for each file or sheet that --skip-unreadable left out."""
    return tuple(
        SkippedEntry(problem.place.path, problem.place.sheet, message(problem, messages)) for problem in skipped
    )


def span(period: Period) -> PeriodSpan:
    """Return a period as JSON: its label, its first and its last day."""
    return PeriodSpan(period.label, period.start, period.last)


def plan_version(plan: Plan) -> PlanVersion:
    """Return the version of a plan; its number is None if the plan has none."""
    return PlanVersion(plan.organisation, plan.id, plan.title, plan.number or None, plan.sha256)


def row_counts(rows: RowTotals) -> RowCounts:
    """Return the numbers of rows read, used, unused and refused."""
    return RowCounts(rows.read, rows.used, rows.unused, rows.refused)


def problem_entry(problem: Problem, messages: Catalogue) -> ProblemEntry:
    """Return a problem with its place and its message in the language of the catalogue."""
    place = problem.place
    return ProblemEntry(place.file, place.row, place.column, problem.severity, problem.code, message(problem, messages))


def basis(result: Result, organisations: Mapping[str, Organisation], messages: Catalogue) -> dict[str, Any]:
    """Return the fields of `DocumentBasis`."""
    return {
        "tool": __version__,
        "as_of": result.as_of,
        "reading": result.reading or None,
        "sample": result.sample,
        "window": span(result.window),
        "plans": tuple(map(plan_version, result.plans)),
        "channel_names": {code: organisation.channels for code, organisation in organisations.items()},
        "summary": result.summary,
        "rows": row_counts(result.rows),
        "problems": tuple(problem_entry(problem, messages) for problem in result.problems),
        "passed_over": passed_entries(result.passed_over),
        "rulings": tuple(map(ruling_entry, result.rulings)),
        "skipped": skipped_entries(result.skipped, messages),
    }
