"""The table on a terminal: rich knows its colours."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from cchc_cli.formats.layout import lines
from cchc_cli.formats.view import View


def draw(view: View, console: Console) -> None:
    """Print a table on a console, as wide as it is."""
    for line in lines(view, console.width):
        console.print(Text.assemble(*line), soft_wrap=True)
