"""Failures as lines: each with its command, or folded by remedy where a screen has no room for that."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from cchc_cli.formats.text_lines import (
    BOLD,
    INDENT,
    MIN_TITLE,
    UNBOUNDED,
    Line,
    aligned_text,
    cell_width,
    wrap,
    wrapped_lines,
)
from cchc_cli.formats.view import DIM, ViewFailure, ViewFailures, ViewFold, ViewRemedy

FAILING = "bold red"
COMMAND = "color(31)"
TOGETHER = 160  # cells: on a longer line the command is too far from the shortfall
MIN_ROW = 30  # cells of title and shortfall


def failure_lines(failures: ViewFailures, total: int, room: int) -> list[Line]:
    """Return the fullest form that fits `room` lines: whole, folded, folded with rows cut to one line, fewer rows."""
    title: Line = (("━━ ", FAILING), (failures.title, FAILING), (" ━━", FAILING))
    remedies = failures.remedies
    full = [title, *_entries(failures.entries, total)]
    if not remedies or total == UNBOUNDED or _height(full, total) <= room:
        return full
    folded = [title, *_folded(remedies, total)]
    excess = _height(folded, total) - room
    if excess <= 0:
        return folded
    rows_to_cut = _rows_to_cut(remedies, total, excess)
    cut_rows = [title, *_folded(remedies, total, rows_to_cut)]
    excess = _height(cut_rows, total) - room
    if excess <= 0:
        return cut_rows
    remainder = list(wrapped_lines(failures.more, total, DIM))
    return [title, *_folded(_first_rows(remedies, excess + len(remainder)), total, rows_to_cut), *remainder]


def _height(lines: Sequence[Line], total: int) -> int:
    """Return how many lines of a screen they take; a long command takes several."""
    return sum(max(-(-sum(cell_width(text) for text, _ in line) // total), 1) for line in lines)


def _rows_to_cut(remedies: Sequence[ViewRemedy], total: int, excess: int) -> set[ViewFold]:
    """Return the rows to cut to one line, the longest first, until `excess` lines are saved."""
    widths = _widths(remedies)
    saved = {row: len(_texts(row, widths, total)) - 1 for remedy in remedies for row in remedy.rows}
    chosen: set[ViewFold] = set()
    for row in sorted(saved, key=lambda row: -saved[row]):
        if excess > 0:
            chosen.add(row)
            excess -= saved[row]
    return chosen


def _first_rows(remedies: Sequence[ViewRemedy], excess: int) -> list[ViewRemedy]:
    """Return the remedies without `excess` of their rows; the longest remedy gives way first, each keeps one row."""
    counts = [len(remedy.rows) for remedy in remedies]
    for _ in range(excess):
        longest = counts.index(max(counts))
        counts[longest] = max(counts[longest] - 1, 1)
    return [replace(remedy, rows=remedy.rows[:count]) for remedy, count in zip(remedies, counts, strict=True)]


# ---- each entry


def _entries(entries: Sequence[ViewFailure], total: int) -> Iterator[Line]:
    """Yield the lines of each failure: quota and owner, shortfall, command; the last two on one line if they fit."""
    widest = {
        column: max(cell_width(failure.row.cells[column]) for failure in entries)
        for column in ("quota", "unit", "done")
    }
    widths = {column: min(size, total // 4) for column, size in widest.items()}
    for failure in entries:
        cells, style = failure.row.cells, failure.row.style
        quota, unit = (aligned_text(cells[column], widths[column], "left") for column in ("quota", "unit"))
        head = f"{cells['status'][:1]} {quota}  {unit}  {aligned_text(cells['done'], widths['done'], 'right')}  "
        first_text, *other_texts = (
            wrap(f"{cells['title']} ({failure.when})", total - cell_width(head))
            if total > cell_width(head) + MIN_TITLE
            else ["", *wrap(f"{cells['title']} ({failure.when})", total - len(INDENT))]
        )
        yield ((head[: 2 + len(quota)], style), (head[2 + len(quota) :] + first_text, ""))
        indent = " " * cell_width(head) if first_text else INDENT
        for text in other_texts:
            yield ((indent + text, ""),)
        yield from _next_step(failure, total)


def _next_step(failure: ViewFailure, total: int) -> Iterator[Line]:
    for remark in failure.row.remarks:
        yield from wrapped_lines(remark, total, DIM, INDENT)
    width = len(INDENT) + cell_width(failure.needs) + 3 + cell_width(failure.command)
    if failure.needs and width <= min(total, TOGETHER):
        yield ((f"{INDENT}{failure.needs}   ", ""), (failure.command, COMMAND))
        return
    if failure.needs:
        yield from wrapped_lines(failure.needs, total, "", INDENT)
    yield ((INDENT + failure.command, COMMAND),)  # not wrapped here: the terminal breaks it, and it can be copied whole


# ---- folded


def _folded(remedies: Sequence[ViewRemedy], total: int, cut: Collection[ViewFold] = ()) -> Iterator[Line]:
    """Yield each remedy: its title, its rows, its command; the rows in `cut` take one line."""
    widths = _widths(remedies)
    for remedy in remedies:
        yield from wrapped_lines(remedy.title, total, BOLD)
        for row in remedy.rows:
            yield from _row(row, widths, total, cut=row in cut)
        yield from _command(remedy, total)


def _widths(remedies: Sequence[ViewRemedy]) -> tuple[int, int, int]:
    rows = [(row.quota, row.unit, row.done) for remedy in remedies for row in remedy.rows]
    quota, unit, done = (max(map(cell_width, column)) for column in zip(*rows, strict=True))
    return quota, unit, done


def _row(row: ViewFold, widths: tuple[int, int, int], total: int, *, cut: bool) -> Iterator[Line]:
    quota, unit, done = widths
    middle = f"  {aligned_text(row.unit, unit, 'left')}  {aligned_text(row.done, done, 'right')}  "
    first_text, *other_texts = [_on_one_line(row, _room(widths, total))] if cut else _texts(row, widths, total)
    yield ((aligned_text(row.quota, quota, "left"), row.style), (middle + first_text, ""))
    for text in other_texts:
        yield ((" " * (quota + cell_width(middle)) + text, ""),)


def _room(widths: tuple[int, int, int], total: int) -> int:
    return max(total - sum(widths) - 6, MIN_ROW)


def _texts(row: ViewFold, widths: tuple[int, int, int], total: int) -> list[str]:
    return wrap(f"{row.title} · {row.lacks}", _room(widths, total))


def _on_one_line(row: ViewFold, room: int) -> str:
    """Return title and shortfall on one line; the title gives way first."""
    title_room = max(room - cell_width(row.lacks) - 3, room // 3)
    return shortened_text(f"{shortened_text(row.title, title_room)} · {row.lacks}", room)


def shortened_text(text: str, room: int) -> str:
    """Return a text cut to `room` cells, between words if half of it remains; "…" replaces the rest."""
    if cell_width(text) <= room:
        return text
    end = len(text)
    while end and cell_width(text[:end]) > room - 1:
        end -= 1
    word = text.rfind(" ", 0, end + 1)
    return text[: word if word >= end // 2 else end].rstrip(" ,:·") + "…"


def _command(remedy: ViewRemedy, total: int) -> Iterator[Line]:
    """Yield the command and the remark on other quotas, on one line if they fit."""
    remark = f"   {remedy.others}" if remedy.others else ""
    if len(INDENT) + cell_width(remedy.command + remark) <= total:
        yield ((INDENT + remedy.command, COMMAND), *([(remark, DIM)] if remark else []))
        return
    yield ((INDENT + remedy.command, COMMAND),)
    if remark:
        yield from wrapped_lines(remedy.others, total, DIM, INDENT)
