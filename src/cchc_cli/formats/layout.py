"""A table as lines of styled spans for any width: one layout for terminals, pipes and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from cchc_cli.formats.failure_lines import failure_lines
from cchc_cli.formats.tables import Align
from cchc_cli.formats.text_lines import (
    BOLD,
    HANGING,
    HEADING,
    INDENT,
    MIN_TITLE,
    UNBOUNDED,
    Line,
    cell_width,
    row_lines,
    wrap,
    wrapped_lines,
)
from cchc_cli.formats.view import DIM, NOTICE, TableOptions, View, ViewBlock, ViewRow

WIDE = 110
ROOMY = 150
MAX_NAME = 34
RIGHT = frozenset({"done", "due", "left", "share", "working", "files", "read", "refused"})
MAX_UNIT = 10
MAX_PERIOD, MAX_TITLE = 10, 44  # a period of several words is broken to give a title this much room
# Columns that shrink, in this order, while the title has less room than wanted: (column, its width then, room wanted).
YIELDING = (
    ("unit", MAX_UNIT, 28), ("left", 11, 28), ("status", 16, 28), ("left", 8, 16), ("status", 12, 16), ("refused", 8, 28),
    ("reports", 18, 24),
)  # fmt: skip
SCREEN = 23  # lines of the smallest terminal, less the line where the user types the next command


def is_narrow(width: int | None) -> bool:
    """Whether a table of `width` columns shortens its texts; None is an unlimited width."""
    return width is not None and width < WIDE


def is_roomy(width: int | None) -> bool:
    """Whether a table of `width` columns has words beside its signs; None is an unlimited width."""
    return width is None or width >= ROOMY


def sized_options(options: TableOptions, width: int | None) -> TableOptions:
    """Return the options of a table for its width; None is an unlimited width."""
    roomy = is_roomy(width)
    return replace(options, narrow=is_narrow(width), roomy=roomy, names=roomy and width is not None)


def lines(view: View, width: int | None = None) -> Iterator[Line]:
    """Yield the lines of a table, failures last before the counts. A width of None wraps nothing."""
    total = width or UNBOUNDED
    gap = " " if is_narrow(width) else "  "
    widths = _widths(view, total, len(gap)) if view.blocks else {}
    for number, text in enumerate(view.heading):
        yield from wrapped_lines(text, total, NOTICE if number else BOLD)
    if view.about:
        yield from wrapped_lines(view.about, total, DIM)
    yield from ((), *view.drawn) if view.drawn else ()
    headed = next((block for block in view.blocks if block.rows), None)
    for block in view.blocks:
        yield ()
        yield from wrapped_lines(block.title, total, HEADING)
        yield from _block(block, view.headers if block is headed else {}, widths, gap, total)
    below = [*view.facts, *((view.brief,) if view.brief else (*view.footer, *view.plans))]
    yield from [()] if below else []
    for text in below:
        yield from wrapped_lines(text, total, DIM)
    if view.refused:
        yield ()
        for text in view.refused:
            yield from wrapped_lines(f"! {text}", total, "color(136)", hanging=HANGING)
    closing = list(_closing(view, total))
    if view.failures:
        yield ()
        yield from failure_lines(view.failures, total, SCREEN - len(closing))
    yield from closing


def _closing(view: View, total: int) -> Iterator[Line]:
    """Yield the last lines: rows not read, and the counts."""
    yield from [()] if view.closing or view.summary else []
    for text, style in view.closing:
        yield from wrapped_lines(text, total, style)
    if view.summary:
        yield from _summary(view, total)


def plain(view: View) -> str:
    """Return the table as plain text: no control codes, nothing cut or wrapped."""
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines(view)) + "\n"


def _widths(view: View, total: int, gap: int) -> dict[str, int]:
    """Return the width of each column: its longest cell, and for the title the remaining room.

    All sections share the widths.
    """
    rows = [view.headers, *(row.cells for block in view.blocks for row in block.rows)]
    widths = {column: max(cell_width(row[column]) for row in rows) for column in view.headers}
    room = _room_for_title(widths, total, gap)
    if total < UNBOUNDED and "unit" in widths:
        room += max(widths["unit"] - MAX_NAME, 0)
        widths["unit"] = min(widths["unit"], MAX_NAME)
    if "period" in widths and room < MAX_TITLE:
        period_words = (word for row in rows for word in row["period"].split(" "))
        narrowest = max(MAX_PERIOD, *map(cell_width, period_words))
        room += max(widths["period"] - narrowest, 0)
        widths["period"] = min(widths["period"], narrowest)
    for column, max_width, wanted_room in YIELDING:
        if column in widths and room < min(widths["title"], wanted_room):
            room += max(widths[column] - max_width, 0)
            widths[column] = min(widths[column], max_width)
    widths["title"] = max(min(widths["title"], room), MIN_TITLE)
    return widths


def _room_for_title(widths: Mapping[str, int], total: int, gap: int) -> int:
    return total - sum(size for column, size in widths.items() if column != "title") - gap * (len(widths) - 1)


def _block(
    block: ViewBlock, headers: Mapping[str, str], widths: Mapping[str, int], gap: str, total: int
) -> Iterator[Line]:
    if headers:
        yield from _row(ViewRow(dict(headers), DIM), widths, gap, DIM)
    for row in reversed(block.rows) if block.upward else block.rows:
        yield from _row(row, widths, gap, "")
        for remark in row.remarks:
            yield from wrapped_lines(remark, total, DIM, INDENT)
    for text, style in block.folded:
        yield from wrapped_lines(text, total, style, hanging=HANGING)


def _row(row: ViewRow, widths: Mapping[str, int], gap: str, style: str) -> Iterator[Line]:
    cells = [(wrap if column == "title" else _evenly)(row.cells[column], width) for column, width in widths.items()]
    aligns: list[Align] = ["right" if column in RIGHT else "left" for column in widths]
    for texts in row_lines(cells, [*widths.values()], aligns):
        spans = []
        for column, text in zip(widths, texts, strict=True):
            spans += [(text, row.styles.get(column, row.style if column == "status" else style)), (gap, "")]
        while not spans[-1][0].strip():
            spans.pop()
        last_text, last_style = spans[-1]
        yield (*spans[:-1], (last_text.rstrip(), last_style))


def _summary(view: View, total: int) -> Iterator[Line]:
    line: list[tuple[str, str]] = []
    length = 0
    for text, style in view.summary:
        if line and length + 3 + cell_width(text) > total:
            yield tuple(line)
            line, length = [], 0
        line += [(" · ", "")] if line else []
        line.append((text, style))
        length += 3 + cell_width(text)
    yield tuple(line)


def _evenly(text: str, width: int) -> list[str]:
    """Return a text broken into as few lines as fit, of about equal length: "Hoàn thành / quá hạn"."""
    broken = wrap(text, width)
    longest = max(map(cell_width, text.split(" ")))
    narrower = (wrap(text, narrow) for narrow in range(min(longest, width), width))
    return broken if len(broken) == 1 else next((lines for lines in narrower if len(lines) == len(broken)), broken)
