"""Why a verdict has its status, in short: the rule, rows counted, rows not counted, the command for more."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from cchc_cli.engine.explain import Explanation
from cchc_cli.formats.commands import explain_command
from cchc_cli.formats.page.source import PageSource
from cchc_cli.formats.rows_text import snapshot_figures
from cchc_cli.formats.shortfall import shortfall_sentence
from cchc_cli.formats.verdict_rows import COMMON_REASONS, remarks_of
from cchc_cli.formats.view import verdict_figures
from cchc_cli.i18n.remarks import reason_text
from cchc_cli.i18n.sentences import sentence, type_text
from cchc_cli.model.item import Item
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import REACHED, Rejection, Status, Verdict

MAX_COUNTED = 10
MAX_REJECTED = 5
LINKED = ("http://", "https://")


class ReasonRow(Struct, frozen=True):
    """A row of evidence. `link` is its web address, "" for none; `why` is the reason why it does not count."""

    place: str
    day: str
    units: str
    title: str
    link: str
    why: str = ""


class PageReason(Struct, frozen=True):
    """Why one verdict has its status; `more_counted` and `more_rejected` are numbers of rows left out."""

    period: str
    status: Status
    figures: str
    due: str
    last_day: str  # of the rows counted
    remarks: tuple[str, ...]
    counted: tuple[ReasonRow, ...]
    more_counted: int
    rejected: tuple[ReasonRow, ...]
    more_rejected: int
    needed: str
    command: str


def reason_of(verdict: Verdict, source: PageSource) -> PageReason:
    """Return the reason of one verdict; a met or upcoming verdict has no rows."""
    messages, obligation = source.messages, verdict.obligation
    counted = counted_rows(verdict)
    brief = verdict.status in {Status.MET, Status.UPCOMING}
    explanation = None if brief else source.explain(verdict)
    rejected = _rejected(explanation, source) if explanation else []
    telling = _telling(rejected, verdict)
    return PageReason(
        period=source.period(obligation.period),
        status=verdict.status,
        figures=verdict_figures(verdict, mark_implied=True),
        due=source.due(obligation.due),
        last_day=messages.day(max(item.day for item in counted)) if counted else "",
        remarks=tuple(remarks_of(verdict, messages)),
        counted=() if brief else tuple(_row(item, source) for item in counted[:MAX_COUNTED]),
        more_counted=0 if brief else max(len(counted) - MAX_COUNTED, 0),
        rejected=tuple(_row(rejection.item, source, reason_text(rejection, messages)) for rejection in telling),
        more_rejected=len(rejected) - len(telling),
        needed=shortfall_sentence(verdict, explanation.lack, source.organisation, messages) if explanation else "",
        command="" if brief else command_of(verdict, source),
    )


def rule_of(verdict: Verdict, source: PageSource) -> str:
    """Return the rule of a verdict's quota in words."""
    return sentence(verdict.obligation.quota, source.organisation, source.messages)


def counted_rows(verdict: Verdict) -> Sequence[Item]:
    """Return the rows that count, by day; for a group, those of its units."""
    items = [*verdict.counted, *(item for member in verdict.members for item in member.counted)]
    return sorted(dict.fromkeys(items), key=lambda item: (item.day, item.file, item.row))


def command_of(verdict: Verdict, source: PageSource, periods: Sequence[Period] = ()) -> str:
    """Return the command that explains a verdict, or its quota over several `periods`, judged as on the page."""
    organisation = [f"--org {source.organisation.code}"] if source.needs_org else []
    return explain_command(verdict, source.result.reading, [*organisation, f"--as-of {source.result.as_of}"], periods)


def _rejected(explanation: Explanation, source: PageSource) -> list[Rejection]:
    """Return the rows not counted, the owner's first; a page for selected units has their rows only."""
    owners = set(explanation.verdict.obligation.credited_units)
    rejections = [
        rejection for rejection in explanation.rejected if not source.units or owners & set(rejection.item.units)
    ]
    if explanation.verdict.status in REACHED:
        rejections = [rejection for rejection in rejections if rejection.reason not in COMMON_REASONS]
    return sorted(
        rejections, key=lambda rejection: (rejection.reason in COMMON_REASONS, not owners & set(rejection.item.units))
    )


def _telling(rejected: Sequence[Rejection], verdict: Verdict) -> Sequence[Rejection]:
    """Return the rows to show: those of other units only if all can be shown."""
    if len(rejected) <= MAX_REJECTED:
        return rejected
    owners = set(verdict.obligation.credited_units)
    own = [rejection for rejection in rejected if rejection.reason != "unit" or owners & set(rejection.item.units)]
    return own[:MAX_REJECTED]


def _row(item: Item, source: PageSource, why: str = "") -> ReasonRow:
    title = item.title
    if item.kind == "states":
        title = (
            f"{type_text(item.kind, item.type, source.organisation, source.messages)} {snapshot_figures(item)}".rstrip()
        )
    return ReasonRow(
        place=item.ref,
        day=source.messages.day(item.day),
        units=", ".join(item.units),
        title=title,
        link=item.url if item.url.lower().startswith(LINKED) else "",
        why=why,
    )
