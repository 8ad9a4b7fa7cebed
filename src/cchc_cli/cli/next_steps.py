"""The next steps in a workspace, the most urgent first, each with the command to run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from cchc_cli.cli.selection import as_of_day
from cchc_cli.cli.session import ALL, Invocation, Session, open_session
from cchc_cli.cli.usage import UsageError
from cchc_cli.drafting.yaml_text import MARK
from cchc_cli.engine.check import Case, Query, Run
from cchc_cli.engine.select import all_time
from cchc_cli.formats.failure_lines import COMMAND
from cchc_cli.formats.refusals import refusals
from cchc_cli.formats.safe import safe
from cchc_cli.formats.text_lines import BOLD, INDENT, Line
from cchc_cli.formats.view import DIM
from cchc_cli.i18n import Catalogue
from cchc_cli.load.names import plan_files
from cchc_cli.load.opening import MEGABYTE, UnusableError, read_regular
from cchc_cli.model.period import ONE_DAY, Period
from cchc_cli.model.verdict import Status, Verdict
from cchc_cli.words.cadences.month import Month

NO_WORKSPACE = "no-workspace"
MARK_OF_STEP = "→"
STILL_TO_DO = frozenset({Status.AT_RISK, Status.OPEN, Status.UPCOMING})


class NextStep(Struct, frozen=True):
    """A next step, and the commands for it."""

    text: str
    commands: tuple[str, ...]


def lines(invocation: Invocation) -> list[Line]:
    """Return the output of `cchc` alone. Raises UsageError for a workspace whose settings cannot be used."""
    messages = invocation.messages
    if [problem.code for problem in invocation.problems if problem.fatal] == [NO_WORKSPACE]:
        lines: list[Line] = []
        steps = [NextStep(messages("next.no-workspace"), ("cchc init",))]
    else:
        session = open_session(invocation)
        codes = _organisations(session)
        default = session.workspace.settings.organisation
        several = len(session.workspace.organisations()) > 1
        lines = [((safe(text), BOLD),) for text in _heading(codes, session)]
        steps = [step for code in codes for step in _of_organisation(code, session, named=several and code != default)]
    for step in steps:
        lines.append(((f"{MARK_OF_STEP} {safe(step.text)}", ""),))
        lines += [((f"{INDENT}{command}", COMMAND),) for command in step.commands]
    return [*lines, ((messages("next.help"), DIM),)]


def _heading(codes: Sequence[str], session: Session) -> Iterator[str]:
    """Yield a line for each organisation (name, day, plans), and the notice of sample data."""
    messages = session.messages
    for code in codes:
        loaded = session.load(code)
        if loaded.organisation is not None:
            day = messages.day(as_of_day(None, loaded.organisation))
            yield messages("next.heading", name=loaded.organisation.name, day=day, plans=len(loaded.plans))
            yield from [messages("table.sample")] if loaded.organisation.sample else []


def _organisations(session: Session) -> list[str]:
    try:
        return session.organisations(None)
    except UsageError:
        if session.workspace.settings.organisation:
            raise
        return session.organisations(ALL)


def _of_organisation(code: str, session: Session, *, named: bool) -> Iterator[NextStep]:
    messages = session.messages
    before = len(session.problems)
    case = session.case(code)
    problems = session.problems[before:] if session.problems[before:] else session.problems
    org = f" --org {code}" if named else ""
    yield from _marked(code, session)
    fatal = [problem for problem in problems if problem.fatal]
    if case is None or fatal:
        first = str(fatal[0].place) if fatal else code
        yield NextStep(messages("next.unusable", count=len(fatal), place=first), (f"cchc validate{org}",))
        return
    refused = len({(problem.place.file, problem.place.row) for problem in refusals(problems)})
    if refused:
        yield NextStep(messages("next.refused", count=refused), (f"cchc validate{org}",))
    elif not case.items:
        yield NextStep(messages("next.no-evidence"), (f"cchc evidence template{org}", "cchc help evidence add"))
    elif problems:
        yield NextStep(messages("next.warned", count=len(problems)), (f"cchc validate{org}",))
    yield from _by_verdicts(case, as_of_day(None, case.organisation), messages, org)


def _marked(code: str, session: Session) -> Iterator[NextStep]:
    """Yield the number of doubtful places still marked in drafted files, and the place of the first."""
    places = [
        f"{session.workspace.name(path)}:{number}"
        for path in plan_files(session.workspace.plans_of(code))
        for number, line in enumerate(_text(path).splitlines(), 1)
        if MARK in line
    ]
    if places:
        text = session.messages("next.marked", count=len(places), mark=MARK, place=places[0])
        yield NextStep(text, ("cchc validate",))


def _text(path: Path) -> str:
    """Return the text of a plan file, "" if it cannot be read; `validate` reports why."""
    try:
        return read_regular(path, 2 * MEGABYTE).decode(errors="replace")
    except (OSError, UnusableError):
        return ""


def _by_verdicts(case: Case, day: date, messages: Catalogue, org: str) -> Iterator[NextStep]:
    """Yield the obligations missed in this month, or else in the last, and the next due day."""
    month = Month.containing(day)
    run = Run(case, Query(day, month))
    for option, window in ((month.label, month), ("last", Month.containing(month.start - ONE_DAY))):
        missed = _missed(run, window, day)
        if missed:
            text = messages("next.missed", count=len(missed), period=messages.label(window))
            yield NextStep(text, (f"cchc check --month {option}{org}",))
            break
    following = _following(run, case, day)
    if following is None:
        yield NextStep(messages("next.nothing-due"), (f"cchc calendar{org}",))
        return
    obligation, due = following.obligation, following.obligation.due or day
    left = (due - day).days
    key = "next.due" if left else "next.due-today"
    text = messages(key, count=left, quota=obligation.quota.id, title=obligation.quota.title, due=messages.day(due))
    yield NextStep(text, (f"cchc todo --days {max(left, 1)}{org}",))


def _missed(run: Run, window: Period, day: date) -> Sequence[Verdict]:
    run_of_window = run.under(Query(day, window))
    return [verdict for verdict in run_of_window.verdicts() if verdict.status is Status.MISSED and verdict.decides_exit]


def _following(run: Run, case: Case, day: date) -> Verdict | None:
    """Return the unreached verdict that is due next, None if there is none."""
    run_of_window = run.under(Query(day, all_time(case.plans, day)))
    ahead = [
        verdict
        for verdict in run_of_window.verdicts()
        if verdict.decides
        and verdict.status in STILL_TO_DO
        and verdict.obligation.due
        and verdict.obligation.due >= day
    ]
    return min(ahead, key=lambda verdict: verdict.obligation.due or day, default=None)
