"""The rows of evidence as text: each with the quotas it served, or why it served none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc_cli.engine.served import ServedRow
from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue


def render(rows: Sequence[ServedRow], say: Catalogue) -> str:
    """Return a line for each row, and below it what it served or why not."""
    return "".join(f"{line}\n" for row in rows for line in _lines(row, say))


def _lines(row: ServedRow, say: Catalogue) -> Iterator[str]:
    item = row.item
    where = item.channel or item.type or item.kind
    yield f"{item.ref}  {say.day(item.day)}  {';'.join(item.units)}  {where}  “{safe(item.title)}”"
    if row.serves:
        yield "    " + say("rows.serves", quotas=", ".join(row.serves))
    for quota, reason, details in row.near:
        yield "    " + say("rows.near", quota=quota, reason=say(f"reason.{reason}", **details))
    if not (row.serves or row.near or row.uncredited):
        yield "    " + say("rows.nothing-near")
    for quota, owners in row.uncredited:
        yield "    " + say("rows.uncredited", quota=quota, owners=owners)
