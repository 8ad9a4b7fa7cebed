"""Options for the cells of a row: one for each column of the logs."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct
from msgspec.structs import asdict

from cchc_cli.cli.options import Panel, option


class ColumnOptions(Struct, frozen=True):
    """The cell of each column, "" if not given."""

    date: Annotated[str, option("--date", Panel.ROWS, metavar="day")] = ""
    end: Annotated[str, option("--end", Panel.ROWS, metavar="day")] = ""
    sent: Annotated[str, option("--sent", Panel.ROWS, metavar="day")] = ""
    unit: Annotated[str, option("--unit", Panel.ROWS, "unit-of-row")] = ""
    type_: Annotated[str, option("--type", Panel.ROWS, "type")] = ""
    title: Annotated[str, option("--title", Panel.ROWS, metavar="text")] = ""
    channel: Annotated[str, option("--channel", Panel.ROWS, "channel")] = ""
    url: Annotated[str, option("--url", Panel.ROWS, metavar="address")] = ""
    tags: Annotated[str, option("--tags", Panel.ROWS, "tag")] = ""
    for_: Annotated[str, option("--for", Panel.ROWS, "quota-of-row")] = ""
    duration: Annotated[str, option("--duration", Panel.ROWS, metavar="2:45")] = ""
    issue: Annotated[str, option("--issue", Panel.ROWS, metavar="number")] = ""
    participants: Annotated[str, option("--participants", Panel.ROWS, metavar="number")] = ""
    period: Annotated[str, option("--period", Panel.ROWS, metavar="2026-Q1")] = ""
    number: Annotated[str, option("--number", Panel.ROWS, metavar="text")] = ""
    has: Annotated[str, option("--has", Panel.ROWS, metavar="text")] = ""
    quantity: Annotated[str, option("--quantity", Panel.ROWS, metavar="number")] = ""
    location: Annotated[str, option("--location", Panel.ROWS, metavar="text")] = ""
    value: Annotated[str, option("--value", Panel.ROWS, metavar="number")] = ""
    of: Annotated[str, option("--of", Panel.ROWS, metavar="number")] = ""
    note: Annotated[str, option("--note", Panel.ROWS, metavar="text")] = ""

    def filled(self) -> dict[str, str]:
        """Return the cells by column name; the fields `for_` and `type_` avoid Python's own words."""
        return {name.rstrip("_"): cell for name, cell in sorted(asdict(self).items())}
