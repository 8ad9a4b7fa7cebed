"""The table as values: headings, sections of rows, and what stands below, for the terminal and for plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.problems import message
from cchc_cli.i18n.remarks import question_text
from cchc_cli.model.problem import Problem
from cchc_cli.model.verdict import SECTIONS, WORST_FIRST, Result, Status, Verdict

SYMBOLS: dict[Status, str] = {
    Status.MET: "✓", Status.LATE: "✓", Status.MISSED: "✗", Status.AT_RISK: "!", Status.OPEN: "○",
    Status.UPCOMING: "·", Status.BLOCKED: "?", Status.TRACKED: "~", Status.WAIVED: "–",
}  # fmt: skip
# Readable on dark and on light terminals alike.
STYLES: dict[Status, str] = {
    Status.MET: "green", Status.LATE: "color(136)", Status.MISSED: "bold red", Status.AT_RISK: "bold color(136)",
    Status.OPEN: "color(31)", Status.UPCOMING: "color(244)", Status.BLOCKED: "magenta", Status.TRACKED: "color(244)",
    Status.WAIVED: "color(244)",
}  # fmt: skip
MOST_REFUSED = 10
FLIP_MARK = "⇄"


@dataclass(frozen=True, slots=True)
class Row:
    """One verdict: its cells by column, the style of its status, and the remarks below its title."""

    cells: dict[str, str]
    style: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One section of the table."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class View:
    """All that the table says."""

    heading: tuple[str, ...]
    headers: dict[str, str]  # column -> its heading, in order
    blocks: tuple[Block, ...]
    summary: tuple[tuple[str, str], ...]  # text, style
    footer: tuple[str, ...] = field(default=())


def view(
    result: Result,
    names: Sequence[str],
    units: Sequence[str],
    say: Catalogue,
    *,
    detail: bool = False,
    narrow: bool = False,
) -> View:
    """Lay out a result; `names` are the organisations' own.

    `detail` adds the rows of groups' units and the plans' digests. `narrow` keeps the columns but shortens what
    they hold, for terminals of about 80 columns.
    """
    shown = [verdict for verdict in result.verdicts if verdict.decides or detail]
    several_units = len({v.obligation.owner for v in shown if v.obligation.scope != "joint"}) > 1
    columns = ["status", "quota", "title", *(["unit"] if several_units else []), "done", "period", "due", "left"]
    return View(
        heading=tuple(_heading(result, names, units, say)),
        headers={column: say(f"column.{column}") for column in columns},
        blocks=tuple(_blocks(result, shown, say, narrow=narrow)),
        summary=tuple(
            (f"{SYMBOLS[status]} {say('summary.status', status=say(f'status.{status}'), count=count)}", STYLES[status])
            for status, count in result.summary.items()
        ),
        footer=tuple(_footer(result, shown, say, detail=detail)),
    )


def _heading(result: Result, names: Sequence[str], units: Sequence[str], say: Catalogue) -> Iterator[str]:
    parts = [say("table.heading", name=", ".join(names), window=result.window.label, day=say.day(result.as_of))]
    if units:
        parts.append(say("table.units", units=", ".join(units)))
    if result.reading:
        parts.append(say("table.reading", reading=result.reading))
    yield safe(" · ".join(parts))
    if result.sample:
        yield say("table.sample")


def _blocks(result: Result, shown: Sequence[Verdict], say: Catalogue, *, narrow: bool) -> Iterator[Block]:
    """Yield the sections, in each the worst first, then by the nearest due day."""
    plans = Counter(verdict.obligation.quota.plan for verdict in shown)
    main = plans.most_common(1)[0][0] if plans else ""
    for section in SECTIONS:
        verdicts = [verdict for verdict in shown if verdict.section == section]
        if verdicts:
            verdicts.sort(key=_urgency)
            rows = [_narrow_row(one, say, main) if narrow else _row(one, say, named=len(plans) > 1) for one in verdicts]
            stood = min(result.as_of, result.window.last)
            yield Block(say(f"section.{section}", day=say.day(stood)), tuple(rows))


def _urgency(verdict: Verdict) -> tuple[int, str, int]:
    due = verdict.obligation.due
    return (WORST_FIRST[verdict.status], due.isoformat() if due else "9999", 0 if verdict.decides else 1)


def _row(verdict: Verdict, say: Catalogue, *, named: bool) -> Row:
    obligation = verdict.obligation
    quota = obligation.quota
    status = f"{SYMBOLS[verdict.status]} {say(f'status.{verdict.status}')}"
    cells = {
        "status": status + (f" {FLIP_MARK}" if verdict.flips else ""),
        "quota": quota.name if named else quota.id,
        "title": safe(quota.title),
        "unit": obligation.owner.replace(";", ", "),
        "done": figures(verdict.count, verdict.target, implied=quota.need.implied),
        "period": obligation.period.label,
        "due": say.day(obligation.due) if obligation.due else "–",
        "left": _days(verdict, say),
    }
    return Row(cells, STYLES[verdict.status], tuple(safe(text) for text in _remarks(verdict, say)))


def _narrow_row(verdict: Verdict, say: Catalogue, main: str) -> Row:
    """Shorten a row: only a plan that is not the main one is named, below; a due day loses the year of its period."""
    row = _row(verdict, say, named=False)
    obligation = verdict.obligation
    cells = {**row.cells, "status": row.cells["status"].removesuffix(f" {FLIP_MARK}")}
    if obligation.due and obligation.due.year == obligation.period.start.year:
        cells["due"] = say.short_day(obligation.due)
    remarks = row.remarks if obligation.quota.plan == main else (obligation.quota.name, *row.remarks)
    return Row(cells, row.style, remarks)


def figures(count: int, target: int | None, *, implied: bool = False) -> str:
    return f"{count}" if target is None else f"{count}/{target}{'*' if implied else ''}"


def _days(verdict: Verdict, say: Catalogue) -> str:
    if verdict.status is Status.LATE:
        return say("table.days-late", days=verdict.days_late)
    if verdict.days_left is not None:
        return say("table.days-left", days=verdict.days_left) if verdict.days_left else say("table.today")
    due = verdict.obligation.due
    if verdict.status is Status.MISSED and due:
        return say("table.overdue-by", days=(verdict.judged_as_of - due).days)
    return ""


def _remarks(verdict: Verdict, say: Catalogue) -> Iterator[str]:
    if verdict.share and verdict.share.lacking and verdict.status is not Status.BLOCKED:
        key = "table.lacking" if verdict.members else "table.documents-lacking"
        yield say(key, units=", ".join(verdict.share.lacking), rows=", ".join(verdict.share.lacking)) + _percent(
            verdict
        )
    if verdict.leads:
        yield " · ".join(say("table.lead", unit=unit, count=count) for unit, count in verdict.leads.items())
    if len(verdict.parts) > 1:
        yield " · ".join(
            say("table.part", name=part_name(part.name, say), figures=figures(part.count, part.target))
            for part in verdict.parts
        )
    if verdict.question:
        yield say("table.question", question=question_text(verdict.question, say))
    if verdict.waiver:
        yield say("table.waiver", number=verdict.waiver.number, last=say.day(verdict.waiver.last_day))
    if verdict.flips:
        flips = (say("table.flips", reading=one.reading, status=say(f"status.{one.status}")) for one in verdict.flips)
        yield f"{FLIP_MARK} " + " · ".join(flips)


def part_name(name: str, say: Catalogue) -> str:
    """Return the name of a part: its kind, and its types where two parts are of one kind."""
    kind, _, types = name.partition(":")
    words = [say(f"type.{type_}") for type_ in types.split("/") if type_]
    return ", ".join(words) if words else say(f"kind.{kind}")


def _percent(verdict: Verdict) -> str:
    """Cut, never rounded up: 99,96 % is not 100 %."""
    share = verdict.share
    if share is None or not share.of:
        return ""
    whole, rest = divmod(share.met * 10_000 // share.of, 100)
    return f" ({share.met}/{share.of} = {whole}{f'.{rest:02d}'.rstrip('0') if rest else ''} %)"


def _footer(result: Result, shown: Sequence[Verdict], say: Catalogue, *, detail: bool) -> Iterator[str]:
    if any(verdict.obligation.quota.need.implied for verdict in shown):
        yield say("legend.implied")
    if any(verdict.flips for verdict in shown):
        yield say("legend.flips")
    rows = result.rows
    yield say("rows.line", read=rows.read, used=rows.used, unused=rows.unused, refused=rows.refused)
    refused = [
        list(found) for _, found in groupby(refusals(result.problems), key=lambda p: (p.place.file, p.place.row))
    ]
    if refused:
        yield say("rows.refused")
        for problems in refused[:MOST_REFUSED]:
            yield "  " + safe("; ".join(f"{problem.place}: {message(problem, say)}" for problem in problems))
        if len(refused) > MOST_REFUSED:
            yield "  " + say("rows.more", count=len(refused) - MOST_REFUSED)
    if detail:
        for plan in result.plans:
            number = plan.number or say("plans.no-number")
            yield say("plans.line", plan=plan.id, number=number, file=plan.file, sha=plan.sha256[:12])


def refusals(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that refused a row, as against a file or none."""
    return [one for one in problems if one.severity == "error" and not one.fatal and one.place.row is not None]
