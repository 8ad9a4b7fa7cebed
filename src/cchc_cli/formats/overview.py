"""Who has not done what: the result by unit, or by quota."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cchc_cli.engine.by_unit import By, Gathered, fallen_due, gathered
from cchc_cli.formats.context import Context
from cchc_cli.formats.labels import period_label
from cchc_cli.formats.naming import full_name, has_several_organisations
from cchc_cli.formats.safe import safe
from cchc_cli.formats.view import FLIP_MARK, STYLES, SYMBOLS, TableOptions, View, ViewBlock, ViewRow, framed_view
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result, Status, Verdict

MAX_QUIET = 5  # units or quotas that lack nothing; more of them share one line
COLUMNS = {
    "unit": ("status", "unit", "title", "done", "share"),
    "quota": ("status", "quota", "period", "title", "done", "share"),
}


def by_unit(result: Result, context: Context, messages: Catalogue) -> View:
    """Return one row for each unit: how much of what fell due is done, and what is lacking."""
    return _view("unit", result, context.options, messages)


def by_quota(result: Result, context: Context, messages: Catalogue) -> View:
    """Return one row for each quota and period that fell due: how many owners are done, and which are not."""
    return _view("quota", result, context.options, messages)


def verdict_name(verdict: Verdict, by: By, messages: Catalogue, *, full: bool, flip_mark: str = "") -> str:
    """Return the name of a verdict in a row: quota and period by unit, the owner by quota."""
    if by == "quota":
        return "+".join(verdict.obligation.owners)
    quota = verdict.obligation.quota
    return f"{quota.name if full else quota.id}{flip_mark} {messages.label(verdict.obligation.period)}"


def _view(by: By, result: Result, options: TableOptions, messages: Catalogue) -> View:
    several = has_several_organisations(result)
    entries = gathered(result, by, options.selected)
    met = [entry for entry in entries if entry.status is Status.MET]
    folding = met if len(met) > MAX_QUIET and not options.detail else []
    rows = [_row(entry, by, options, messages, several=several) for entry in entries if entry not in folding]
    folded = [(_folded(folding, by, messages), STYLES[Status.MET])] if folding else []
    blocks = [ViewBlock(messages("overview.heading"), tuple(rows), tuple(folded), upward=True)] if entries else []
    view = framed_view(
        result, options, messages, COLUMNS[by], blocks, (), counted=fallen_due(result), brief="table.brief-folded"
    )
    return replace(view, headers={**view.headers, "title": messages("column.name")}) if by == "unit" else view


def _folded(met: Sequence[Gathered], by: By, messages: Catalogue) -> str:
    """Return one line that names the units or quotas that lack nothing."""
    names = dict.fromkeys(entry.unit if by == "unit" or not entry.quota else entry.quota.id for entry in met)
    status = messages("summary.status", status=messages(f"status.{Status.MET}"), count=len(met))
    return safe(f"{SYMBOLS[Status.MET]} {status}: {', '.join(names)}")


def _row(entry: Gathered, by: By, options: TableOptions, messages: Catalogue, *, several: bool) -> ViewRow:
    status = entry.status
    cells = {
        "status": f"{SYMBOLS[status]} {messages(f'status.{status}')}",
        **{column: safe(text) for column, text in _named(entry, options, messages, several=several).items()},
        "done": f"{len(entry.done)}/{len(entry.verdicts)}",
        "share": messages.percent(len(entry.done), len(entry.verdicts)),
    }
    full = len({verdict.obligation.quota.plan for verdict in entry.verdicts}) > 1
    remarks = [
        messages(f"overview.{key}", names=", ".join(_name(verdict, by, messages, full=full) for verdict in verdicts))
        for key, verdicts in (("lacking", entry.lacking), ("late", entry.late))
        if verdicts
    ]
    return ViewRow(cells, STYLES[status], tuple(remarks))


def _named(entry: Gathered, options: TableOptions, messages: Catalogue, *, several: bool) -> dict[str, str]:
    if entry.quota and entry.period:
        name = full_name(entry.quota) if several else entry.quota.name
        return {"quota": name, "period": period_label(entry.period, messages), "title": entry.quota.title}
    code = f"{entry.organisation}/{entry.unit}"
    return {"unit": code if several else entry.unit, "title": options.unit_names.get(code, "")}


def _name(verdict: Verdict, by: By, messages: Catalogue, *, full: bool) -> str:
    return verdict_name(verdict, by, messages, full=full, flip_mark=FLIP_MARK if verdict.flips else "")
