"""A table as lines of styled spans for any width: one layout for terminals, pipes and files."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cchc_cli.formats.tables import Align
from cchc_cli.formats.view import DIM, NOTICE, View, ViewBlock, ViewFailure, ViewFailures, ViewRow

Line = tuple[tuple[str, str], ...]  # (text, style) spans

WIDE = 110
ROOMY = 150
MAX_NAME = 34
BOLD = "bold"
FAILING = "bold red"
COMMAND = "color(31)"
HEADING = "bold underline"
RIGHT = frozenset({"done", "due", "left", "share", "working"})
MAX_UNIT = 10
LEAST_TITLE = 12
# Columns that shrink, in this order, while the title has less room than wanted: (column, its width then, room wanted).
YIELDING = (("unit", MAX_UNIT, 28), ("left", 11, 28), ("status", 16, 28), ("left", 8, 16), ("status", 12, 16))
INDENT = "    "
HANGING = "  "
TOGETHER = 160  # cells; on a longer line the command is too far from the shortfall
UNBOUNDED = 10_000


def is_narrow(width: int | None) -> bool:
    """Whether a table of `width` columns shortens its texts; None is an unlimited width."""
    return width is not None and width < WIDE


def is_roomy(width: int | None) -> bool:
    """Whether a table of `width` columns has words beside its signs; None is an unlimited width."""
    return width is None or width >= ROOMY


def lines(view: View, width: int | None = None) -> Iterator[Line]:
    """Yield the lines of a table, failures last before the counts. A width of None wraps nothing."""
    total = width or UNBOUNDED
    gap = " " if is_narrow(width) else "  "
    widths = _widths(view, total, len(gap))
    for place, text in enumerate(view.heading):
        yield from _wrapped(text, total, NOTICE if place else BOLD)
    if view.about:
        yield from _wrapped(view.about, total, DIM)
    for place, block in enumerate(view.blocks):
        yield ()
        yield from _wrapped(block.title, total, HEADING)
        yield from _block(block, {} if place else view.headers, widths, gap, total)
    below = [*((view.brief,) if view.brief else (*view.footer, *view.plans))]
    yield from [()] if below else []
    for text in below:
        yield from _wrapped(text, total, DIM)
    if view.refused:
        yield ()
        for text in view.refused:
            yield from _wrapped(f"! {text}", total, "color(136)", hanging=HANGING)
    if view.failures:
        yield ()
        yield from failure_lines(view.failures, total)
    yield from [()] if view.closing or view.summary else []
    for text, style in view.closing:
        yield from _wrapped(text, total, style)
    if view.summary:
        yield from _summary(view, total)


def failure_lines(failures: ViewFailures, total: int) -> Iterator[Line]:
    """Yield the lines of the failures: quota and owner, shortfall, command; the last two on one line if they fit."""
    yield (("━━ ", FAILING), (failures.title, FAILING), (" ━━", FAILING))
    most = {
        column: max(cell_width(one.row.cells[column]) for one in failures.entries)
        for column in ("quota", "unit", "done")
    }
    shown = {column: min(size, total // 4) for column, size in most.items()}
    for one in failures.entries:
        cells, style = one.row.cells, one.row.style
        quota, unit = (aligned(cells[column], shown[column], "left") for column in ("quota", "unit"))
        head = f"{cells['status'][:1]} {quota}  {unit}  {aligned(cells['done'], shown['done'], 'right')}  "
        first, *rest = (
            wrap(f"{cells['title']} ({one.when})", total - cell_width(head))
            if total > cell_width(head) + LEAST_TITLE
            else ["", *wrap(f"{cells['title']} ({one.when})", total - len(INDENT))]
        )
        yield ((head[: 2 + len(quota)], style), (head[2 + len(quota) :] + first, ""))
        indent = " " * cell_width(head) if first else INDENT
        for text in rest:
            yield ((indent + text, ""),)
        yield from _what_to_do(one, total)


def _what_to_do(one: ViewFailure, total: int) -> Iterator[Line]:
    for remark in one.row.remarks:
        yield from _wrapped(remark, total, DIM, INDENT)
    together = len(INDENT) + cell_width(one.needs) + 3 + cell_width(one.command)
    if one.needs and together <= min(total, TOGETHER):
        yield ((f"{INDENT}{one.needs}   ", ""), (one.command, COMMAND))
        return
    if one.needs:
        yield from _wrapped(one.needs, total, "", INDENT)
    yield ((INDENT + one.command, COMMAND),)  # not wrapped here: the terminal breaks it, and it can be copied whole


def plain(view: View) -> str:
    """Return the table as plain text: no control codes, nothing cut or wrapped."""
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines(view)) + "\n"


def text_of(found: Iterable[Line]) -> str:
    """Return lines as plain text."""
    return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in found)


def marked(text: str) -> list[Line]:
    """Return a text as lines: headings bold, indented lines dim."""
    styles = {"#": BOLD, " ": DIM}
    return [((line, styles.get(line[:1], "")),) for line in text.splitlines()]


def fitted(line: Line, width: int) -> Iterator[Line]:
    """Yield a line broken between words in its last span; continuation lines are indented below the span."""
    *head, (text, style) = line or (("", ""),)
    before = sum(cell_width(one) for one, _ in head)
    indent = " " * (before or len(text) - len(text.lstrip()))
    first, *rest = wrap(
        text if head else text.lstrip(), max(width - len(indent) - (0 if head else len(INDENT)), LEAST_TITLE)
    )
    yield (*head, ((first if head else indent + first), style))
    for part in rest:
        yield ((indent + ("" if head else INDENT) + part, style),)


def cell_width(text: str) -> int:
    """Return the width of a text in cells: wide East Asian letters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


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
    for column, most, wanted in YIELDING:
        if column in widths and room < min(widths["title"], wanted):
            room += max(widths[column] - most, 0)
            widths[column] = min(widths[column], most)
    widths["title"] = max(min(widths["title"], room), LEAST_TITLE)
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
            yield from _wrapped(remark, total, DIM, INDENT)
    for text, style in block.folded:
        yield from _wrapped(text, total, style, hanging=HANGING)


def _row(row: ViewRow, widths: Mapping[str, int], gap: str, style: str) -> Iterator[Line]:
    cells = [(wrap if column == "title" else _evenly)(row.cells[column], width) for column, width in widths.items()]
    aligns: list[Align] = ["right" if column in RIGHT else "left" for column in widths]
    for texts in row_lines(cells, [*widths.values()], aligns):
        spans = []
        for column, text in zip(widths, texts, strict=True):
            spans += [(text, row.styles.get(column, row.style if column == "status" else style)), (gap, "")]
        while not spans[-1][0].strip():
            spans.pop()
        last, last_style = spans[-1]
        yield (*spans[:-1], (last.rstrip(), last_style))


def row_lines(cells: Sequence[list[str]], widths: Sequence[int], aligns: Sequence[Align]) -> Iterator[list[str]]:
    """Yield the lines of one table row from wrapped cells; each text is padded to its column's width."""
    for number in range(max(map(len, cells))):
        texts = (lines[number] if number < len(lines) else "" for lines in cells)
        yield [aligned(text, width, align) for text, width, align in zip(texts, widths, aligns, strict=True)]


def aligned(text: str, width: int, align: Align) -> str:
    """Return a text padded with blanks to a width."""
    room = max(width - cell_width(text), 0)
    before = {"left": 0, "centre": room // 2, "right": room}[align]
    return " " * before + text + " " * (room - before)


def _summary(view: View, total: int) -> Iterator[Line]:
    line: list[tuple[str, str]] = []
    used = 0
    for text, style in view.summary:
        if line and used + 3 + cell_width(text) > total:
            yield tuple(line)
            line, used = [], 0
        line += [(" · ", "")] if line else []
        line.append((text, style))
        used += 3 + cell_width(text)
    yield tuple(line)


def _wrapped(text: str, total: int, style: str, indent: str = "", hanging: str = "") -> Iterator[Line]:
    for place, part in enumerate(wrap(text, total - len(indent) - len(hanging))):
        yield ((indent + (hanging if place else "") + part, style),)


def _evenly(text: str, width: int) -> list[str]:
    """Return a text broken into as few lines as fit, of about equal length: "Hoàn thành / quá hạn"."""
    found = wrap(text, width)
    longest = max(map(cell_width, text.split(" ")))
    narrower = (wrap(text, narrow) for narrow in range(min(longest, width), width))
    return found if len(found) == 1 else next((lines for lines in narrower if len(lines) == len(found)), found)


def wrap(text: str, width: int) -> list[str]:
    """Return a text broken between words; a word longer than the width is split."""
    found, line = [], ""
    for word in text.split(" "):
        while cell_width(word) > width:
            cut = width - cell_width(line) - (1 if line else 0)
            if line and cut < width // 2:
                found.append(line)
                line, cut = "", width
            found.append(f"{line} {word[:cut]}" if line else word[:cut])
            line, word = "", word[cut:]  # noqa: PLW2901
        if line and cell_width(line) + 1 + cell_width(word) > width:
            found.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*found, line]
