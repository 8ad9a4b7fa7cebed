"""The rows of evidence as text: each with the quotas it serves, or why it serves none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc_cli.engine.usage import RowUsage, Served
from cchc_cli.formats.safe import safe
from cchc_cli.formats.text_lines import Line
from cchc_cli.formats.view import DIM, STYLES
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.remarks import reason_text
from cchc_cli.i18n.sentences import type_text
from cchc_cli.model.item import Item
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.verdict import Status

NOTE = "color(136)"


def row_usage_lines(rows: Sequence[tuple[Organisation, RowUsage]], messages: Catalogue) -> Iterator[Line]:
    """Yield one line for each row, and below it the quotas it serves or the reasons; without rows, that there are none."""
    if not rows:
        yield ((messages("rows.none"), ""),)
    for organisation, row in rows:
        place = f"{safe(row.item.ref)}  "
        yield ((place, DIM), (heading(row, organisation, messages).removeprefix(place), ""))
        if row.serves:
            yield (("    " + messages("rows.serves", quotas=safe(served_quotas(row, messages))), STYLES[Status.MET]),)
        style = NOTE if row.near or row.set_aside or row.uncredited else DIM
        yield from (((safe(text), style),) for text in reasons(row, messages))


def heading(row: RowUsage, organisation: Organisation, messages: Catalogue) -> str:
    """Return the place and the content of a row on one line."""
    return item_line(row.item, ";".join(row.channels), organisation, messages)


def item_line(item: Item, channel: str, organisation: Organisation, messages: Catalogue) -> str:
    """Return the content of an item: its channel or its type in words, then its title; of a snapshot, type and value."""
    kind = type_text(item.kind, item.type, organisation, messages)
    content = [channel, kind, snapshot_figures(item)] if item.kind == "states" else [channel or kind, f"“{item.title}”"]
    parts = [item.ref, messages.day(item.day), ";".join(item.units), *filter(None, content)]
    return "  ".join(map(safe, parts))


def snapshot_figures(item: Item) -> str:
    """Return the value of a snapshot, with its total if it has one: `95/100`; "" without a value."""
    details = item.details
    return "" if details.value is None else f"{details.value}" + (f"/{details.of}" if details.of else "")


def served_quotas(row: RowUsage, messages: Catalogue, between: str = ", ") -> str:
    """Return the quotas that a row counts for, with owners and periods."""
    return between.join(_name(quota, messages) for quota in row.serves)


def _name(quota: Served, messages: Catalogue) -> str:
    return f"{quota.quota} {quota.owner} {messages.label(quota.period)}" if quota.period else quota.quota


def reasons(row: RowUsage, messages: Catalogue) -> Iterator[str]:
    """Yield why a row does not count for the quotas it nearly serves, or that it matches none."""
    for rejection in row.set_aside:
        yield "    " + f"{safe(reason_text(rejection, messages))} ({';'.join(rejection.item.units)})"
    for nearly, reason, details in row.near:
        yield "    " + messages(
            "rows.near", quota=_name(nearly, messages), reason=messages(f"reason.{reason}", **messages.details(details))
        )
    if not (row.serves or row.near or row.uncredited or row.set_aside):
        yield "    " + messages("rows.nothing-near")
    for quota, owners in row.uncredited:
        yield "    " + messages("rows.uncredited", quota=quota, owners=owners)
