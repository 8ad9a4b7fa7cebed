"""The selection that commands share: organisations, plans, units, window, as-of day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from cchc_cli.cli.session import Roots, Session
from cchc_cli.cli.usage import UsageError, WindowOptions, read_day, today, wrong_in
from cchc_cli.engine.check import Case, Question
from cchc_cli.model.organisation import Names, Organisation
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import loosen, nearest
from cchc_cli.model.verdict import WARN_DAYS


class CheckOptions(Struct, frozen=True):
    """What was asked on the command line."""

    roots: Roots
    window: WindowOptions
    units: Sequence[str] = ()
    plans: Sequence[str] = ()
    plan_place: str = "--plan"
    org: str | None = None
    as_of: str | None = None
    formats: Sequence[str] = ()
    fail_on: str = "missed"
    warn_days: int | None = None
    reading: str = ""
    by: str = ""
    color: str = "auto"
    width: int | None = None
    waivers: bool = True
    require_url: bool = False
    strict: bool = False
    quiet: bool = False
    verbose: bool = False
    since: Path | None = None


def load_cases(session: Session, options: CheckOptions) -> list[Case] | None:
    """Load the organisations asked for; None when anything they need cannot be used."""
    plan = options.plans[0] if options.plans else None
    codes = session.organisations(options.org, plan)
    loaded = [session.case(code, waivers=options.waivers, require_url=options.require_url) for code in codes]
    cases = [case for case in loaded if case is not None]
    if any(problem.fatal for problem in session.problems):
        return None
    wrong = wrong_in(
        lambda: _check_names(cases, options),
        lambda: find_units(options.units, [case.organisation for case in cases]),
    )
    if wrong:
        raise UsageError(*wrong)
    return cases


def _check_names(cases: Sequence[Case], options: CheckOptions) -> None:
    plans = {plan.id for case in cases for plan in case.plans}
    readings = {name for case in cases for plan in case.plans for name in plan.readings}
    readings |= {
        name for case in cases for plan in case.plans for quota in plan.quotas.values() for name in quota.readings
    }
    problems = [
        Problem(f"unknown-{kind}", Place(place), {"value": name, "meant": nearest(name, known)}, fatal=True)
        for kind, place, names, known in (
            ("plan", options.plan_place, options.plans, plans),
            ("reading", "--reading", [options.reading] if options.reading else [], readings),
        )
        for name in names
        if name not in known
    ]
    if problems:
        raise UsageError(*problems)


def question(case: Case, options: CheckOptions, session: Session) -> Question:
    as_of = as_of_day(options.as_of, case.organisation)
    warn_days = options.warn_days if options.warn_days is not None else session.workspace.settings.warn_days
    return Question(
        as_of=as_of,
        window=options.window.window(as_of),
        units=units_in(options.units, case.organisation),
        plans=options.plans,
        reading=options.reading,
        warn_days=WARN_DAYS if warn_days is None else warn_days,
    )


def as_of_day(option: str | None, organisation: Organisation) -> date:
    return read_day("--as-of", option) if option else today(organisation.timezone)


def find_units(texts: Sequence[str], organisations: Sequence[Organisation]) -> list[str]:
    """Return the codes of units and groups named by code, name or alias in any of the organisations."""
    codes: list[str] = []
    problems = []
    for text in texts:
        found = [code for organisation in organisations if (code := _find_unit(text, organisation))]
        if found:
            codes += dict.fromkeys(found)
            continue
        known = [name for one in organisations for name in (*one.units, *_group_names(one), *one.unit_names)]
        details = {"value": text, "meant": nearest(text, known)}
        problems.append(Problem("unknown-unit", Place("--unit"), details, fatal=True))
    if problems:
        raise UsageError(*problems)
    return codes


def units_in(texts: Sequence[str], organisation: Organisation) -> list[str]:
    """Return the codes of what is asked for in one organisation; what is another's stays as it is, and matches nothing."""
    return [_find_unit(text, organisation) or text for text in texts]


def _find_unit(text: str, organisation: Organisation) -> str | None:
    """A code goes before a name, and a unit's name before a group's."""
    groups = {loosen(code): code for code in organisation.groups}
    return groups.get(loosen(text)) or organisation.unit_names.find(text) or _group_names(organisation).find(text)


def _group_names(organisation: Organisation) -> Names:
    return Names({code: (organisation.group_names.get(code, code),) for code in organisation.groups})
