"""Who has not done what: the result by unit, or by quota."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cchc_cli.engine.by_unit import By, Gathered, fallen_due, gathered
from cchc_cli.formats.context import Context
from cchc_cli.formats.labels import period_label
from cchc_cli.formats.naming import full_name, has_several_organisations
from cchc_cli.formats.safe import safe
from cchc_cli.formats.view import FLIP_MARK, STYLES, SYMBOLS, TableOptions, View, ViewBlock, ViewRow, framed
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result, Status, Verdict

MOST_QUIET = 5  # units or quotas that lack nothing; more of them share one line
COLUMNS = {
    "unit": ("status", "unit", "title", "done", "share"),
    "quota": ("status", "quota", "period", "title", "done", "share"),
}


def by_unit(result: Result, context: Context, messages: Catalogue) -> View:
    """Return one row for each unit: how much of what fell due is done, and what is lacking."""
    return _view("unit", result, context.asked, messages)


def by_quota(result: Result, context: Context, messages: Catalogue) -> View:
    """Return one row for each quota and period that fell due: how many owners are done, and which are not."""
    return _view("quota", result, context.asked, messages)


def verdict_name(verdict: Verdict, by: By, messages: Catalogue, *, full: bool, mark: str = "") -> str:
    """Return the name of a verdict in a row: quota and period by unit, the owner by quota."""
    if by == "quota":
        return "+".join(verdict.obligation.owners)
    quota = verdict.obligation.quota
    return f"{quota.name if full else quota.id}{mark} {messages.label(verdict.obligation.period)}"


def _view(by: By, result: Result, asked: TableOptions, messages: Catalogue) -> View:
    several = has_several_organisations(result)
    found = gathered(result, by, asked.selected)
    clear = [one for one in found if one.status is Status.MET]
    folding = clear if len(clear) > MOST_QUIET and not asked.detail else []
    rows = [_row(one, by, asked, messages, several=several) for one in found if one not in folding]
    folded = [(_folded(folding, by, messages), STYLES[Status.MET])] if folding else []
    blocks = [ViewBlock(messages("overview.heading"), tuple(rows), tuple(folded), upward=True)] if found else []
    view = framed(result, asked, messages, COLUMNS[by], blocks, (), counted=fallen_due(result))
    return replace(view, headers={**view.headers, "title": messages("column.name")}) if by == "unit" else view


def _folded(clear: Sequence[Gathered], by: By, messages: Catalogue) -> str:
    """Return one line that names the units or quotas that lack nothing."""
    names = dict.fromkeys(one.unit if by == "unit" or not one.quota else one.quota.id for one in clear)
    status = messages("summary.status", status=messages(f"status.{Status.MET}"), count=len(clear))
    return safe(f"{SYMBOLS[Status.MET]} {status}: {', '.join(names)}")


def _row(one: Gathered, by: By, asked: TableOptions, messages: Catalogue, *, several: bool) -> ViewRow:
    status = one.status
    cells = {
        "status": f"{SYMBOLS[status]} {messages(f'status.{status}')}",
        **{column: safe(text) for column, text in _named(one, asked, messages, several=several).items()},
        "done": f"{len(one.done)}/{len(one.verdicts)}",
        "share": messages.percent(len(one.done), len(one.verdicts)),
    }
    full = len({verdict.obligation.quota.plan for verdict in one.verdicts}) > 1
    remarks = [
        messages(f"overview.{key}", names=", ".join(_name(verdict, by, messages, full=full) for verdict in verdicts))
        for key, verdicts in (("lacking", one.lacking), ("late", one.late))
        if verdicts
    ]
    return ViewRow(cells, STYLES[status], tuple(remarks))


def _named(one: Gathered, asked: TableOptions, messages: Catalogue, *, several: bool) -> dict[str, str]:
    if one.quota and one.period:
        name = full_name(one.quota) if several else one.quota.name
        return {"quota": name, "period": period_label(one.period, messages), "title": one.quota.title}
    code = f"{one.organisation}/{one.unit}"
    return {"unit": code if several else one.unit, "title": asked.unit_names.get(code, "")}


def _name(verdict: Verdict, by: By, messages: Catalogue, *, full: bool) -> str:
    return verdict_name(verdict, by, messages, full=full, mark=FLIP_MARK if verdict.flips else "")
