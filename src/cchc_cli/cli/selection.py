"""The selection that commands share: organisations, plans, units, window, as-of date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from shlex import quote
from typing import Annotated

from msgspec import Struct

from cchc_cli.cli.options import Panel, number, option
from cchc_cli.cli.output import kept_files
from cchc_cli.cli.session import Session
from cchc_cli.cli.usage import UsageError, bad_option, read_day, today, wrong_in
from cchc_cli.engine.check import Case, Query
from cchc_cli.model.kind import listed
from cchc_cli.model.organisation import NameIndex, Organisation
from cchc_cli.model.period import ONE_DAY, Cadence, Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import loosen, nearest
from cchc_cli.model.verdict import MAX_WARN_DAYS, WARN_DAYS, Verdict
from cchc_cli.words.cadences import parse_period, span
from cchc_cli.words.cadences.half_year import HalfYear
from cchc_cli.words.cadences.month import Month
from cchc_cli.words.cadences.quarter import Quarter
from cchc_cli.words.cadences.week import Week
from cchc_cli.words.cadences.year import Year

LAST = "last"


# The options that name a calendar period.
WINDOWS: Mapping[str, type[Cadence]] = {
    "week": Week,
    "month": Month,
    "quarter": Quarter,
    "half": HalfYear,
    "year": Year,
}


class WindowOptions(Struct, frozen=True):
    """The options for a window; at most one may be given."""

    week: Annotated[str | None, option("--week", Panel.WINDOW, metavar="2026-W16")] = None
    month: Annotated[str | None, option("--month", Panel.WINDOW, metavar="2026-04|last")] = None
    quarter: Annotated[str | None, option("--quarter", Panel.WINDOW, metavar="2026-Q2")] = None
    half: Annotated[str | None, option("--half", Panel.WINDOW, metavar="2026-H1")] = None
    year: Annotated[str | None, option("--year", Panel.WINDOW, metavar="2026")] = None
    start: Annotated[str | None, option("--from", Panel.WINDOW, metavar="day")] = None
    end: Annotated[str | None, option("--to", Panel.WINDOW, metavar="day")] = None

    @property
    def is_given(self) -> bool:
        return bool(self.place)

    @property
    def place(self) -> str:
        """The first window option that is given, "" without one."""
        values = {**{f"--{name}": getattr(self, name) for name in WINDOWS}, "--from": self.start, "--to": self.end}
        return next((name for name, value in values.items() if value), "")

    def window(self, as_of: date) -> Period:
        """Return the window; by default from the first day of the previous month to the last day of this one.

        Raises UsageError for contradictory or unreadable options.
        """
        chosen = [name for name in WINDOWS if getattr(self, name)]
        if len(chosen) + bool(self.start or self.end) > 1:
            chosen_options = [f"--{name} {getattr(self, name)}" for name in chosen]
            chosen_options += ["--from … --to …"] if self.start or self.end else []
            raise bad_option("--" + chosen[0], " ".join(chosen_options), "one-window")
        this_month = Month.containing(as_of)
        last_month = Month.containing(this_month.start - ONE_DAY)
        if self.start or self.end:
            return self._span()
        if not chosen:
            return Period(last_month.start, this_month.stop)
        if self.month == LAST:
            return last_month
        return self._calendar(chosen[0])

    def _calendar(self, name: str) -> Period:
        text = str(getattr(self, name))
        try:
            period = parse_period(text)
        except ValueError:
            raise bad_option(f"--{name}", text, name) from None
        if period.cadence is not WINDOWS[name]:
            raise bad_option(f"--{name}", text, name)
        return period

    def _span(self) -> Period:
        if not (self.start and self.end):
            raise bad_option("--from" if self.start else "--to", self.start or self.end, "from-to")
        start, end = read_day("--from", self.start), read_day("--to", self.end)
        if start > end:
            raise bad_option("--from", f"{start} .. {end}", "from-to")
        return span(start, end + ONE_DAY)


class WorkspaceOptions(Struct, frozen=True):
    """The workspace and the language."""

    plans: Annotated[Path | None, option("--plans", Panel.WORKSPACE, metavar="folder")] = None
    evidence: Annotated[Path | None, option("--evidence", Panel.WORKSPACE, metavar="folder")] = None
    root: Annotated[Path | None, option("--workspace", Panel.WORKSPACE, metavar="folder")] = None
    lang: Annotated[str | None, option("--lang", Panel.GENERAL, "lang", metavar="vi|en")] = None


class Selection(Struct, frozen=True):
    """What to judge, and how."""

    units: Annotated[list[str], option("--unit -u", Panel.SELECTION, "unit")] = []
    plans: Annotated[list[str], option("--plan", Panel.SELECTION, "plan")] = []
    org: Annotated[str | None, option("--org", Panel.SELECTION, "organisation")] = None
    window: WindowOptions = WindowOptions()
    as_of: Annotated[str | None, option("--as-of", Panel.JUDGEMENT, metavar="day")] = None
    warn_days: Annotated[
        int | None,
        number("--warn-days", Panel.JUDGEMENT, 0, MAX_WARN_DAYS),
    ] = None
    reading: Annotated[str, option("--reading", Panel.JUDGEMENT, "reading")] = ""
    no_waivers: Annotated[bool, option("--no-waivers", Panel.JUDGEMENT)] = False
    no_rulings: Annotated[bool, option("--no-rulings", Panel.JUDGEMENT)] = False
    require_verified: Annotated[bool, option("--require-verified", Panel.JUDGEMENT)] = False
    skip_unreadable: Annotated[bool, option("--skip-unreadable", Panel.JUDGEMENT)] = False
    require_url: Annotated[bool, option("--require-url", Panel.JUDGEMENT)] = False
    plan_place: str = "--plan"  # the option or argument that names a plan

    @property
    def window_place(self) -> str:
        """The option that chose the window, "" if today did."""
        return self.window.place or ("--as-of" if self.as_of else "")


def load_cases(session: Session, selection: Selection, files: Iterable[Path] = ()) -> list[Case]:
    """Return the data of the selected organisations.

    Raises UsageError for a required file that cannot be used (then with a warning for each of `files`, the outputs,
    that remains from an earlier run), and for unknown names of plans, readings and units.
    """
    plan = selection.plans[0] if selection.plans else None
    codes = session.organisations(selection.org, plan)
    loaded = [
        session.case(
            code,
            waivers=not selection.no_waivers,
            rulings=not selection.no_rulings,
            require_url=selection.require_url,
            skip_unreadable=selection.skip_unreadable,
            require_verified=selection.require_verified,
        )
        for code in codes
    ]
    cases = [case for case in loaded if case is not None]
    if any(problem.fatal for problem in session.problems):
        raise UsageError(*session.problems, *kept_files(files))
    wrong = wrong_in(
        lambda: _check_names(cases, selection),
        lambda: find_units(selection.units, [case.organisation for case in cases]),
    )
    if wrong:
        raise UsageError(*wrong)
    return cases


def _check_names(cases: Sequence[Case], selection: Selection) -> None:
    plans = {plan.id for case in cases for plan in case.plans}
    readings = {name for case in cases for plan in case.plans for name in plan.readings}
    readings |= {
        name for case in cases for plan in case.plans for quota in plan.quotas.values() for name in quota.readings
    }
    problems = [
        Problem(f"unknown-{kind}", Place(place), {"value": name, "meant": nearest(name, known)}, fatal=True)
        for kind, place, names, known in (
            ("plan", selection.plan_place, selection.plans, plans),
            ("reading", "--reading", [selection.reading] if selection.reading else [], readings),
        )
        for name in names
        if name not in known
    ]
    if problems:
        raise UsageError(*problems)


def query_of(case: Case, selection: Selection, session: Session) -> Query:
    as_of = as_of_day(selection.as_of, case.organisation)
    warn_days = selection.warn_days if selection.warn_days is not None else session.workspace.settings.warn_days
    return Query(
        as_of=as_of,
        window=selection.window.window(as_of),
        units=units_in(selection.units, case.organisation),
        plans=selection.plans,
        reading=selection.reading,
        warn_days=WARN_DAYS if warn_days is None else warn_days,
    )


def outside_plans(place: str, window: Period, plans: Sequence[Plan], verdicts: Sequence[Verdict]) -> list[Problem]:
    """Return a warning at `place`, the option that chose a window, if no plan is in force and nothing is due in it.

    What is still overdue from an earlier plan is shown in such a window too, so that a mistyped year looks judged.
    """
    if not (place and plans) or any(plan.in_force.overlaps(window) for plan in plans):
        return []
    if any(due and window.holds(due) for due in (verdict.obligation.due for verdict in verdicts)):
        return []
    nearest_plan = min(plans, key=lambda plan: max(plan.start - window.last, window.start - plan.in_force.last))
    details = {"window": window.label, "plan": nearest_plan.id, "days": nearest_plan.in_force.label}
    return [Problem("outside-plans", Place(place), details, severity="warning")]


def as_of_day(option: str | None, organisation: Organisation) -> date:
    return read_day("--as-of", option) if option else today(organisation.timezone)


def find_units(texts: Sequence[str], organisations: Sequence[Organisation]) -> list[str]:
    """Return the codes of units and groups given by code, name or alias, in any of the organisations.

    Raises UsageError for unknown ones.
    """
    codes: list[str] = []
    problems = []
    for text in texts:
        codes_of_text = [code for organisation in organisations if (code := _find_unit(text, organisation))]
        if codes_of_text:
            codes += dict.fromkeys(codes_of_text)
            continue
        known = [
            name
            for organisation in organisations
            for name in (*organisation.units, *_group_names(organisation), *organisation.unit_names)
        ]
        codes_known = listed(
            code for organisation in organisations for code in (*organisation.groups, *organisation.units)
        )
        details = {"value": text, "meant": nearest(text, known), **codes_known}
        problems.append(Problem("unknown-unit", Place("--unit"), details, fatal=True))
    if problems:
        raise UsageError(*problems)
    return codes


def units_in(texts: Sequence[str], organisation: Organisation) -> list[str]:
    """Return the codes of the given units in one organisation; a name of another organisation stays as it is."""
    return [_find_unit(text, organisation) or text for text in texts]


def _find_unit(text: str, organisation: Organisation) -> str | None:
    """Return the code of a unit or group: a group's code first, then a unit, then a group's name."""
    groups = {loosen(code): code for code in organisation.groups}
    return groups.get(loosen(text)) or organisation.unit_names.find(text) or _group_names(organisation).find(text)


def _group_names(organisation: Organisation) -> NameIndex:
    return NameIndex({code: (organisation.group_names.get(code, code),) for code in organisation.groups})


def repeated(selection: Selection, workspace: WorkspaceOptions) -> Iterator[str]:
    """Yield the options that another command needs for the same result: the day, the rows excluded, the folders."""
    places = {"--workspace": workspace.root, "--plans": workspace.plans, "--evidence": workspace.evidence}
    chosen_options = {"--as-of": selection.as_of, **places}
    yield from (f"{name} {quote(str(value))}" for name, value in chosen_options.items() if value)
    flags = {
        "--no-waivers": selection.no_waivers,
        "--no-rulings": selection.no_rulings,
        "--skip-unreadable": selection.skip_unreadable,
        "--require-url": selection.require_url,
        "--require-verified": selection.require_verified,
    }
    yield from (name for name, value in flags.items() if value)
