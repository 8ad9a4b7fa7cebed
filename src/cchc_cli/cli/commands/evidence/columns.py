"""The options that fill the cells of a row: one for each column that a log may have."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct
from msgspec.structs import asdict

from cchc_cli.cli.options import COLUMNS, option


class ColumnOptions(Struct, frozen=True):
    """The cell of each column, "" where none is given."""

    date: Annotated[str, option("--date", "The day: 2026-04-05 or 5/4/2026.", COLUMNS)] = ""
    end: Annotated[str, option("--end", "The last day of an event.", COLUMNS)] = ""
    sent: Annotated[str, option("--sent", "The day it was sent.", COLUMNS)] = ""
    unit: Annotated[str, option("--unit", "Whose work it is: VPS, or TCCB;VPS.", COLUMNS, "unit-of-row")] = ""
    type_: Annotated[str, option("--type", "The type, as the kind has them.", COLUMNS, "type")] = ""
    title: Annotated[str, option("--title", "The title.", COLUMNS)] = ""
    channel: Annotated[str, option("--channel", "Where it was published.", COLUMNS, "channel")] = ""
    url: Annotated[str, option("--url", "Its address, or the path of a screenshot.", COLUMNS)] = ""
    tags: Annotated[str, option("--tags", "Topics, joined by ;.", COLUMNS, "tag")] = ""
    for_: Annotated[str, option("--for", "The only quotas it serves, joined by ;.", COLUMNS, "quota-of-row")] = ""
    duration: Annotated[str, option("--duration", "Minutes and seconds: 2:45.", COLUMNS)] = ""
    issue: Annotated[str, option("--issue", "The number of a broadcast's issue.", COLUMNS)] = ""
    participants: Annotated[str, option("--participants", "How many took part.", COLUMNS)] = ""
    number: Annotated[str, option("--number", "The number of a document.", COLUMNS)] = ""
    period: Annotated[str, option("--period", "The period a report is for: 2026-Q1.", COLUMNS)] = ""
    has: Annotated[str, option("--has", "What a document contains, joined by ;.", COLUMNS)] = ""
    quantity: Annotated[str, option("--quantity", "How many were made.", COLUMNS)] = ""
    location: Annotated[str, option("--location", "Where it stands or was given out.", COLUMNS)] = ""
    value: Annotated[str, option("--value", "Of a state: how many have it.", COLUMNS)] = ""
    of: Annotated[str, option("--of", "Of a state: out of how many.", COLUMNS)] = ""
    note: Annotated[str, option("--note", "A remark.", COLUMNS)] = ""

    def filled(self) -> dict[str, str]:
        """Return the cells by column; `for_` and `type_` are named so because the bare words are Python's own."""
        return {name.rstrip("_"): cell for name, cell in sorted(asdict(self).items())}
