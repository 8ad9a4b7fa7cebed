"""Tables at the terminal's width, and as plain text everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from cchc_cli.cli.output import print_text
from cchc_cli.formats.layout import plain
from cchc_cli.formats.text_lines import Line, text_of
from cchc_cli.formats.view import View

if TYPE_CHECKING:
    from rich.console import Console

LINES = 50  # any height; without one, rich ignores the width of a dumb terminal


class TextStyle(Protocol):
    """How to draw lines of text: the options --color and --width."""

    @property
    def color(self) -> str:
        """One of auto, always, never."""

    @property
    def width(self) -> int | None:
        """The width in columns, None for the terminal's."""


def show(views: Callable[[int | None], Iterable[View]], drawing: TextStyle) -> None:
    """Print tables at the terminal's width, or unlimited in pipes and files."""
    if drawn_width(drawing) is None:
        print_text("".join(plain(view) for view in views(None)))
        return
    from cchc_cli.formats.terminal import draw

    def draw_views(console: Console) -> None:
        for view in views(console.width):
            draw(view, console)

    draw_on_console(draw_views, drawing)


def show_lines(lines: Sequence[Line], drawing: TextStyle) -> None:
    """Print lines of text wrapped between words at the terminal's width; redirected lines are not wrapped."""
    if drawn_width(drawing) is None:
        print_text(text_of(lines))
        return
    from cchc_cli.formats.terminal import draw_lines

    draw_on_console(lambda console: draw_lines(lines, console), drawing)


def draw_on_console(draw: Callable[[Console], None], drawing: TextStyle) -> None:
    """Draw on a terminal at once; what is redirected is drawn whole, then printed as text."""
    console = console_for(drawing.color, drawing.width)
    if sys.stdout.isatty():
        draw(console)
        return
    with console.capture() as drawn:
        draw(console)
    print_text(drawn.get())


def drawn_width(drawing: TextStyle) -> int | None:
    """Return the width in columns at which standard output is drawn, None if it is printed plain."""
    if not (sys.stdout.isatty() or drawing.color == "always" or drawing.width is not None):
        return None
    return console_for(drawing.color, drawing.width).width


def console_for(color: str, width: int | None) -> Console:
    """Return the console for tables; the option overrides NO_COLOR and TERM."""
    from rich.console import Console

    terminal = sys.stdout.isatty()
    return Console(
        width=width,
        height=LINES if width else None,
        force_terminal=terminal or color == "always",
        legacy_windows=None if terminal else False,  # a pipe is no console, even if rich detects one
        color_system={"always": "256", "never": None}.get(color, "auto"),  # "none" also drops bold and underline
        no_color={"never": True, "always": False}.get(color),
        highlight=False,
    )
