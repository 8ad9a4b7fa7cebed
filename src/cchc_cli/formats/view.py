"""A table as values: headings, sections of rows, footer; `layout` draws it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from cchc_cli.engine.explain import waits_for_answer
from cchc_cli.formats.notices import notices
from cchc_cli.formats.passed_over import passed_over_line
from cchc_cli.formats.refusals import MAX_REFUSED, refused_rows
from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.problems import message
from cchc_cli.model.plan import Part, Plan
from cchc_cli.model.verdict import Obligation, Result, Status, Verdict, summary_of
from cchc_cli.words.conditions.type_ import type_words_of

SYMBOLS: dict[Status, str] = {
    Status.MET: "✓", Status.LATE: "✓", Status.MISSED: "✗", Status.AT_RISK: "!", Status.OPEN: "○",
    Status.UPCOMING: "·", Status.BLOCKED: "?", Status.TRACKED: "~", Status.WAIVED: "–",
}  # fmt: skip
# Readable on dark and on light terminals.
STYLES: dict[Status, str] = {
    Status.MET: "green", Status.LATE: "color(136)", Status.MISSED: "bold red", Status.AT_RISK: "bold color(136)",
    Status.OPEN: "color(31)", Status.UPCOMING: "color(244)", Status.BLOCKED: "magenta", Status.TRACKED: "color(244)",
    Status.WAIVED: "color(244)",
}  # fmt: skip
DIM = "color(244)"
NOTICE = "bold color(136)"
BAR = 8  # cells
FLIP_MARK = "⇄"


class ViewRow(Struct, frozen=True):
    """One verdict: its cells by column, the style of its status, and the remarks below its title.

    `styles` are those of other cells than the status.
    """

    cells: Mapping[str, str]
    style: str
    remarks: tuple[str, ...] = ()
    styles: Mapping[str, str] = field(default_factory=dict)


class ViewBlock(Struct, frozen=True):
    """A section of the table.

    `folded` are lines (text, style) that each stand for several rows. `upward` prints the rows in reverse order, so
    that the worst is the last.
    """

    title: str
    rows: tuple[ViewRow, ...]
    folded: tuple[tuple[str, str], ...] = ()
    upward: bool = False


class ViewFailure(Struct, frozen=True):
    """A failure: its row, period and due day in words, the shortfall, and the command to run next."""

    row: ViewRow
    when: str
    needs: str
    command: str


class ViewFold(Struct, frozen=True):
    """The failures of one quota: sign and id, owners, figures, title, shortfall."""

    quota: str
    unit: str
    done: str
    title: str
    lacks: str
    style: str


class ViewRemedy(Struct, frozen=True):
    """The failures with one kind of shortfall: its name, a row for each quota, the command to run next.

    `others` is a remark on the quotas that the command does not name.
    """

    title: str
    rows: tuple[ViewFold, ...]
    command: str
    others: str


class ViewFailures(Struct, frozen=True):
    """All failures: each with its command, and folded by remedy for a screen without room for that.

    `more` replaces rows that do not fit the folded form either. Without `remedies` nothing is folded.
    """

    title: str
    entries: tuple[ViewFailure, ...]
    remedies: tuple[ViewRemedy, ...] = ()
    more: str = ""


class View(Struct, frozen=True):
    """Everything that the table shows.

    `facts` are lines about the rows shown. `footer` holds the legend and the totals of rows; `brief` replaces footer
    and plans if it is not "". `closing` holds the lines before the summary: rows refused and passed over.
    """

    heading: tuple[str, ...]
    headers: Mapping[str, str]  # column -> its heading, in order
    blocks: tuple[ViewBlock, ...]
    summary: tuple[tuple[str, str], ...]  # text, style
    facts: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    failures: ViewFailures | None = None
    closing: tuple[tuple[str, str], ...] = ()
    brief: str = ""
    about: str = ""  # a line below the heading
    drawn: tuple[tuple[tuple[str, str], ...], ...] = ()  # lines of (text, style) that are no table


class TableOptions(Struct, frozen=True):
    """How to show a table: names of organisations and units, the units selected, the layout.

    `selected` are the units whose rows are shown: the requested ones with their parents and members; empty for all.
    `detail` adds the rows of groups' units. `narrow` shortens the cells for terminals of about 80 columns; `roomy` adds
    words beside signs and whole ids of quotas; `names` adds names beside codes of units.
    """

    organisations: Sequence[str]
    unit_names: Mapping[str, str]
    units: Sequence[str] = ()
    detail: bool = False
    narrow: bool = False
    selected: frozenset[str] = frozenset()
    roomy: bool = False
    names: bool = False

    @property
    def on_screen(self) -> bool:
        """Whether the width is limited; only an unlimited table is roomy and without names."""
        return self.names or not self.roomy

    def named(self, obligation: Obligation) -> str:
        """Return an owner by code and name, "" for an owner without a name."""
        code = obligation.owner
        name = self.unit_names.get(f"{obligation.quota.organisation}/{code}", "")
        return safe(f"{code} {name}") if name and name != code else ""


def framed_view(
    result: Result,
    options: TableOptions,
    messages: Catalogue,
    columns: Sequence[str],
    blocks: Sequence[ViewBlock],
    legend: Iterable[str],
    *,
    facts: Iterable[str] = (),
    counted: Sequence[Verdict] | None = None,
    brief: str = "table.brief",
) -> View:
    """Return a table with heading, summary and footer around its sections.

    `legend` explains its signs, and is shown with --verbose only; without it, the line `brief`, a catalogue key, names
    that option. `facts` are always shown. The summary counts the deciding verdicts, or those of `counted` if given.
    """
    summary = result.summary if counted is None else summary_of(counted)
    return View(
        heading=tuple(_heading(result, options, messages)),
        headers={column: messages(f"column.{column}") for column in columns},
        blocks=tuple(blocks),
        summary=tuple(
            (
                f"{SYMBOLS[status]} {messages('summary.status', status=messages(f'status.{status}'), count=count)}",
                STYLES[status],
            )
            for status, count in summary.items()
        ),
        facts=tuple(facts),
        footer=(*legend, messages("rows.line", **_row_totals(result))),
        plans=tuple(plan_lines(result.plans, messages, digits=12)),
        refused=tuple(_refused(result, messages)),
        closing=tuple(_closing(result, messages)),
        brief="" if options.detail else messages(brief),
    )


def without_status_heading(view: View, options: TableOptions) -> View:
    """Return a table of verdicts without a heading above its signs, which have words beside them in a roomy table."""
    return view if options.roomy else replace(view, headers={**view.headers, "status": ""})


def _heading(result: Result, options: TableOptions, messages: Catalogue) -> Iterator[str]:
    name = ", ".join(options.organisations)
    parts = [messages("table.heading", name=name, window=messages.label(result.window), day=messages.day(result.as_of))]
    if options.units:
        parts.append(messages("table.units", units=", ".join(options.units)))
    if result.reading:
        parts.append(messages("table.reading", reading=result.reading))
    yield safe(" · ".join(parts))
    yield from notices(result, messages)


def _row_totals(result: Result) -> dict[str, int]:
    rows = result.rows
    return {"read": rows.read, "used": rows.used, "unused": rows.unused, "refused": rows.refused}


def _refused(result: Result, messages: Catalogue) -> Iterator[str]:
    refused = refused_rows(result.problems)
    for problems in refused[:MAX_REFUSED]:
        yield safe("; ".join(f"{problem.place}: {message(problem, messages)}" for problem in problems))
    if len(refused) > MAX_REFUSED:
        yield messages("rows.more", count=len(refused) - MAX_REFUSED)


def _closing(result: Result, messages: Catalogue) -> Iterator[tuple[str, str]]:
    if result.rows.refused:
        yield f"! {messages('rows.refused-line', count=result.rows.refused)}", NOTICE
    if result.passed_over:
        yield passed_over_line(result.passed_over, messages), DIM


def plan_lines(plans: Sequence[Plan], messages: Catalogue, digits: int | None = None) -> Iterator[str]:
    """Yield one line for each plan version: number, file, and the first `digits` of its digest (None: all)."""
    several = len({plan.organisation for plan in plans}) > 1
    for plan in plans:
        number = plan.number or messages("plans.no-number")
        name = f"{plan.organisation}/{plan.id}" if several else plan.id
        yield safe(messages("plans.line", plan=name, number=number, file=plan.file, sha=plan.sha256[:digits]))


def figures(count: int, target: int | None, *, implied: bool = False, limit: bool = False) -> str:
    """Return a count and its target; a limit's target is marked with ≤."""
    return f"{count}" if target is None else f"{count}/{'≤' if limit else ''}{target}{'*' if implied else ''}"


def verdict_figures(verdict: Verdict, *, mark_implied: bool = False) -> str:
    """Return the figures of a verdict; for a group, the numbers of units.

    A verdict that waits for an answer has no target, since no count would decide it: a group has the number of units
    with evidence.
    """
    if waits_for_answer(verdict):
        return f"{units_with_evidence(verdict) if verdict.members else verdict.count}"
    need = verdict.obligation.quota.need
    limit = need.is_limit and not verdict.members
    return figures(verdict.count, verdict.target, implied=mark_implied and need.implied, limit=limit)


def units_with_evidence(verdict: Verdict) -> int:
    """Return the number of a group's units with a row that counts."""
    return sum(bool(member.count) for member in verdict.members)


def progress_bar(verdict: Verdict) -> str:
    """Return the progress as a bar, "" without a target, for a limit, and for a verdict that waits for an answer."""
    if not verdict.target or verdict.obligation.quota.need.is_limit or waits_for_answer(verdict):
        return ""
    done = min(BAR * verdict.count // verdict.target, BAR)
    return "█" * done + "░" * (BAR - done)


def part_name(name: str, parts: Sequence[Part], messages: Catalogue) -> str:
    """Return the name of a part: its own, or its kind or types with what tells it from the other parts."""
    kind, _, types_and_tags = name.partition(":")
    if f"kind.{kind}" not in messages.messages:
        return name
    codes = [code for code in types_and_tags.split("/") if code]
    types = {word.code: messages.text(word.name) for part in parts for word in type_words_of(part)}
    names = [types.get(code, "") for code in codes]
    return ", ".join(names) if codes and all(names) else " ".join([messages(f"kind.{kind}"), *codes])
