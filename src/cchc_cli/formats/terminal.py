"""Tables on a terminal, with rich's colours."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from cchc_cli.formats.layout import lines
from cchc_cli.formats.text_lines import Line, fitted_lines
from cchc_cli.formats.view import View


def draw_lines(text: Iterable[Line], console: Console) -> None:
    """Print lines of text on a console, broken between words."""
    for line in text:
        for part in fitted_lines(line, console.width):
            console.print(Text.assemble(*part), soft_wrap=True)


def draw(view: View, console: Console) -> None:
    """Print a table at the width of the console."""
    for line in lines(view, console.width):
        console.print(Text.assemble(*line), soft_wrap=True)
