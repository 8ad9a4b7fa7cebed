"""Tables on a terminal as wide as it is, and as plain text everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from cchc_cli.cli.output import print_text
from cchc_cli.cli.usage import COLOURS, bad_option
from cchc_cli.formats.layout import plain
from cchc_cli.formats.view import View


def check_color(color: str) -> None:
    if color not in COLOURS:
        raise bad_option("--color", color, "color")


def show(views: Callable[[int | None], Iterable[View]], color: str, width: int | None) -> None:
    """Print tables laid out for the terminal's width, or for none."""
    if not (sys.stdout.isatty() or color == "always" or width is not None):
        print_text("".join(plain(view) for view in views(None)))
        return
    from rich.console import Console

    from cchc_cli.formats.terminal import draw

    console = Console(
        width=width,
        force_terminal=sys.stdout.isatty() or color == "always",
        no_color=True if color == "never" else None,
        highlight=False,
    )
    if sys.stdout.isatty():
        for view in views(console.width):
            draw(view, console)
        return
    with console.capture() as drawn:
        for view in views(console.width):
            draw(view, console)
    print_text(drawn.get())
