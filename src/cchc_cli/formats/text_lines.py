"""Lines of styled text: how wide a text is on a screen, how it is broken between words and put in columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from cchc_cli.formats.tables import Align
from cchc_cli.formats.view import DIM

Line = tuple[tuple[str, str], ...]  # (text, style) spans

BOLD = "bold"
HEADING = "bold underline"
INDENT = "    "
HANGING = "  "
MIN_TITLE = 12  # cells
MAX_LABEL = 20  # cells
UNBOUNDED = 10_000


def text_of(lines: Iterable[Line]) -> str:
    """Return lines as plain text."""
    return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines)


def styled_lines(text: str) -> list[Line]:
    """Return a text as lines: headings bold, indented lines dim."""
    styles = {"#": BOLD, " ": DIM}
    return [((line, styles.get(line[:1], "")),) for line in text.splitlines()]


def fitted_lines(line: Line, width: int) -> Iterator[Line]:
    """Yield a line broken between words in its last span; continuation lines are indented below the span.

    Below a head wider than a label they are indented a little instead.
    """
    if sum(cell_width(text) for text, _ in line) <= width:
        yield line
        return
    *head, (text, style) = line
    before = sum(cell_width(part) for part, _ in head)
    blanks = len(text) - len(text.lstrip())
    start = before + blanks
    indent = start if 0 < before <= MAX_LABEL else blanks + len(INDENT) + len(HANGING) * (before > 0)
    first = wrap(text[blanks:], width - start)[0] if width - start >= MIN_TITLE else ""
    yield (*head, (" " * blanks + first, style))
    remainder = text[blanks + len(first) :].strip(" ")
    for part in wrap(remainder, max(width - indent, MIN_TITLE)) if remainder else ():
        yield ((" " * indent + part, style),)


def cell_width(text: str) -> int:
    """Return the width of a text in cells: wide East Asian letters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def row_lines(cells: Sequence[list[str]], widths: Sequence[int], aligns: Sequence[Align]) -> Iterator[list[str]]:
    """Yield the lines of one table row from wrapped cells; each text is padded to its column's width."""
    for number in range(max(map(len, cells))):
        texts = (lines[number] if number < len(lines) else "" for lines in cells)
        yield [aligned_text(text, width, align) for text, width, align in zip(texts, widths, aligns, strict=True)]


def aligned_text(text: str, width: int, align: Align) -> str:
    """Return a text padded with blanks to a width."""
    room = max(width - cell_width(text), 0)
    before = {"left": 0, "centre": room // 2, "right": room}[align]
    return " " * before + text + " " * (room - before)


def wrapped_lines(text: str, total: int, style: str, indent: str = "", hanging: str = "") -> Iterator[Line]:
    """Yield the lines of a text, at most `total` cells wide; all are indented, and the later ones hang further in."""
    for number, part in enumerate(wrap(text, total - len(indent) - len(hanging))):
        yield ((indent + (hanging if number else "") + part, style),)


def wrap(text: str, width: int) -> list[str]:
    """Return a text broken between words; a word longer than the width is split."""
    lines, line = [], ""
    for word in text.split(" "):
        while cell_width(word) > width:
            cut = width - cell_width(line) - (1 if line else 0)
            if line and cut < width // 2:
                lines.append(line)
                line, cut = "", width
            lines.append(f"{line} {word[:cut]}" if line else word[:cut])
            line, word = "", word[cut:]  # noqa: PLW2901
        if line and cell_width(line) + 1 + cell_width(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]
