"""`cchc evidence reject`: a ruling on rows of evidence, added to the organisation's rulings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

import typer
from msgspec import Struct
from msgspec.structs import replace

from cchc_cli import __version__
from cchc_cli.cli.command import command, only
from cchc_cli.cli.commands.evidence.target import one_organisation
from cchc_cli.cli.decisions import DecisionOptions, decision_lines, loaded_for_writing, read_span, write_decision
from cchc_cli.cli.emit import deliver_lines, open_for
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions, Panel, argument, option
from cchc_cli.cli.selection import Selection, WorkspaceOptions, find_units
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.usage import UsageError, read_day, today
from cchc_cli.drafting.yaml_text import harmless
from cchc_cli.engine.check import Case
from cchc_cli.engine.rulings import named_units, ruled
from cchc_cli.engine.usage import RowUsage
from cchc_cli.formats.rows_text import heading
from cchc_cli.formats.text_lines import Line
from cchc_cli.i18n import Catalogue
from cchc_cli.language.known_codes import KnownCodes
from cchc_cli.language.model_issue import ModelIssue
from cchc_cli.language.ruling_file import RulingFile, compile_rulings
from cchc_cli.load.plans import RULINGS_FILE
from cchc_cli.model.item import Item
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.ruling import Ruling

app = typer.Typer(add_completion=False)
COMMAND = "evidence reject"
MAX_SHOWN = 20  # rows
Entry = Mapping[str, Any]


class EvidenceRejectOptions(Struct, frozen=True):
    """The options of `cchc evidence reject`."""

    row: Annotated[str | None, argument("FILE:ROW")] = None
    period: Annotated[
        str | None,
        option("--period", Panel.WINDOW, metavar="2026-Q1"),
    ] = None
    decision: DecisionOptions = DecisionOptions()
    on: Annotated[str | None, option("--on", Panel.DECISION, metavar="day")] = None
    withdraw: Annotated[bool, option("--withdraw", Panel.DECISION)] = False
    selection: Annotated[Selection, only("--unit", "--org")] = Selection()
    outputs: OutputOptions = OutputOptions()
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def evidence_reject(options: EvidenceRejectOptions, invocation: Invocation) -> Exit:
    """Write a ruling: rows that the overseeing body does not accept count for nothing, and every output says why."""
    options.decision.check("reason", "by")
    _check_way(options)
    session, outputs = open_for(COMMAND, options.outputs, invocation)
    code = one_organisation(session, options.selection.org)
    loaded, _ = loaded_for_writing(session, code)
    case = session.case(code, rulings=False)
    if case is None or any(problem.fatal for problem in session.problems):
        raise UsageError(*(problem for problem in session.problems if problem.fatal))
    entry, rows = _entry(options, case)
    known = _place_of(replace(_compiled(entry, case, ""), accepted=options.withdraw), loaded.rulings)
    written = write_decision(session, code, RULINGS_FILE, entry, known)

    def lines() -> list[Line]:
        messages, key = session.messages, "reject.withdrawn" if options.withdraw else "reject.done"
        head = messages(key, place=written.place, count=len(rows))
        return decision_lines(written, "reject.there", [head, *_rows(rows, case.organisation, messages)], messages)

    def document() -> object:
        from cchc_cli.formats.documents.decisions import EvidenceRejectDocument

        return EvidenceRejectDocument(
            tool=__version__,
            org=code,
            place=written.place,
            written=written.new,
            accepted=options.withdraw,
            rows=tuple(item.place for item in rows),
        )

    deliver_lines(COMMAND, outputs, session.guard, options.drawing, lines, document)
    return Exit.OK


def _rows(rows: Sequence[Item], organisation: Organisation, messages: Catalogue) -> Iterator[str]:
    """Yield a line for each of the first rows, and the number of the others."""
    yield from (f"  {heading(RowUsage((item,), ()), organisation, messages)}" for item in rows[:MAX_SHOWN])
    if len(rows) > MAX_SHOWN:
        yield "  " + messages("explain.more-rows", count=len(rows) - MAX_SHOWN)


def _check_way(options: EvidenceRejectOptions) -> None:
    """Raise UsageError unless the rows are named in one of the two ways."""
    by_options = bool(options.selection.units), bool(options.period)
    if (options.row is not None) == any(by_options) or (options.row is None and not all(by_options)):
        raise UsageError(Problem("which-rows", Place("FILE:ROW"), fatal=True))


def _entry(options: EvidenceRejectOptions, case: Case) -> tuple[Entry, Sequence[Item]]:
    """Return the entry to write and the rows it names. Raises UsageError if it names none."""
    decision, period = options.decision, read_span(options.period)
    day = read_day("--on", options.on) if options.on else today(case.organisation.timezone)
    decided = {
        "accepted": options.withdraw,
        "reason": decision.reason,
        "by": decision.by,
        "on": day.isoformat(),
        **({"number": decision.number} if decision.number.strip() else {}),
    }
    if options.row is None and period is not None:
        units = find_units(options.selection.units, [case.organisation])
        selectors: Sequence[Entry] = [{"unit": _one_or_list(units), "period": period.label}]
        place = "--unit"
    else:
        item = _row(str(options.row), case)
        selectors, place = list(_selectors(item, case)), "FILE:ROW"
    entries = [
        ({**selector, **decided}, rows)
        for selector in selectors
        if (rows := _rows_named({**selector, **decided}, case, place))
    ]
    if options.row is not None:
        entries = [(entry, rows) for entry, rows in entries if item in rows]
    if not entries:
        raise UsageError(Problem("no-rows-named", Place(place), fatal=True))
    return min(entries, key=lambda pair: len(pair[1]))


def _row(text: str, case: Case) -> Item:
    """Return the row with a name: its file as in outputs or the end of that path, and its number. Raises UsageError."""
    file, _, row = text.replace("\\", "/").rpartition(":")
    items = [item for item in case.items if str(item.row) == row and f"/{item.file}".endswith(f"/{file}")]
    if not file or len({item.file for item in items}) != 1:
        raise UsageError(Problem("no-such-row", Place("FILE:ROW"), {"value": text}, fatal=True))
    return items[0]


def _selectors(item: Item, case: Case) -> Iterator[Entry]:
    """Yield the entries that can name a row; the caller takes the one that names the fewest other rows."""
    if item.url:
        yield {"url": item.url}
    if item.title:
        units = named_units(item, case.organisation)
        yield {"unit": _one_or_list(units), "day": item.day.isoformat(), "title": item.title}


def _one_or_list(units: Sequence[str]) -> str | list[str]:
    return units[0] if len(units) == 1 else list(units)


def _rows_named(entry: Entry, case: Case, place: str) -> list[Item]:
    """Return the rows that an entry names, read as from the file."""
    return list(ruled(case.items, [_compiled(entry, case, place)], case.organisation).effects[0].rows)


def _compiled(entry: Entry, case: Case, place: str) -> Ruling:
    """Return the ruling of an entry, read as from the file, as one that rejects. Raises UsageError."""
    written = {key: harmless(value) if isinstance(value, str) else value for key, value in entry.items()}
    words = RulingFile.model_validate({"rulings": [{**written, "accepted": False}]})
    issues: list[ModelIssue] = []
    rulings = compile_rulings(words, [Place("")], KnownCodes(case.organisation, issues))
    if issues:
        raise UsageError(*(Problem(issue.code, Place(place), issue.details, fatal=True) for issue in issues))
    return rulings[0]


def _place_of(ruling: Ruling, known: Sequence[Ruling]) -> Place | None:
    """Return the place of the same ruling in the file, None if it is not there or a later one took it back."""

    def named(other: Ruling) -> tuple[object, ...]:
        return other.url, frozenset(other.units), other.day, other.title, other.period

    of_rows = [other for other in reversed(known) if named(other) == named(ruling)]  # of one day, the later holds
    latest = max(of_rows, key=lambda other: other.on, default=None)
    same = latest and replace(latest, units=ruling.units, place=ruling.place) == ruling
    return latest.place if latest and same else None
