"""Reading the tasks of tables: merged cells, rows below group headings, continued rows, tables over several pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cchc_cli.drafting.headings import Columns, Role, find_columns, is_heading_row
from cchc_cli.drafting.words import folded
from cchc_cli.load.documents.blocks import Block, DocumentCell, DocumentParagraph, DocumentTable

MAX_ROWS = 1_000  # tasks of a document
MAX_CELL = 2_000  # letters of a cell; the rest is cut
_ORDINAL = re.compile(r"\d{1,3}\.?")
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđA-ZĐ])[.)]?|[-–+•*]")
_GROUP = re.compile(r"[IVX]{1,5}[.)]?|[A-ZĐ][.)]?")
_DASH = re.compile(r"[-–+•*]")
_BEGINS = re.compile(r"bắt đầu|khởi|từ(?!\w)")
_DITTO = re.compile(r"[\s.\"”“'-]*(?:nt|n\.t|như trên|//)[\s.\"”“'-]*|[\"”“]+|''")
_LEADING = re.compile(r"^((?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])[.)]|\d{1,2}(?:\.\d{1,2})+\.?)\s+(?=\S)")
_FOOTER = re.compile(r"(?:nơi nhận|ghi chú|lưu ý|người lập|tổng cộng|cộng|kt\.|tm\.|giám đốc|chủ tịch|thủ trưởng)\b.*")


class SourceRow(NamedTuple):
    """One task: the texts of its cells by role, its table, and its headings.

    `number` is the printed number, "" for none; `dash` counts the tasks below one heading, 0 for none.
    `column` is the heading of the number column, which may name the product and the cycle. `has_leads` means that the
    table has a column of leads, `cut` that a cell is longer than MAX_CELL.
    """

    table: int
    number: str
    dash: int
    cells: Mapping[Role, str]
    headings: tuple[str, ...] = ()
    task_key: int = 0
    column: str = ""
    has_leads: bool = True
    cut: bool = False

    def text(self, *roles: Role) -> str:
        return "\n".join(self.cells[role] for role in roles if self.cells.get(role))

    @property
    def wording(self) -> str:
        """The text of the task; in a table without a column of tasks, all texts of the row."""
        return self.cells.get("task") or " | ".join(text for text in self.cells.values() if text)


class RowPart(NamedTuple):
    """A table of tasks with its headings, including its continuations on other pages."""

    columns: Columns
    rows: tuple[tuple[DocumentCell, ...], ...]
    loose: bool


def task_tables(blocks: tuple[Block, ...]) -> list[RowPart]:
    """Return the tables of tasks of a document."""
    tables: list[RowPart] = []
    above: list[str] = []
    for block in blocks:
        if isinstance(block, DocumentParagraph):
            above.append(block.text)
            continue
        columns = find_columns(block)
        last = tables[-1] if tables else None
        if last and _goes_on(last, block, columns, above):
            start = columns.stop if columns else 0
            tables[-1] = last._replace(rows=(*last.rows, *block.rows[start:]))
        elif columns:
            tables.append(RowPart(columns, block.rows[columns.stop :], block.loose))
        above = []
    return tables


def _goes_on(last: RowPart, table: DocumentTable, columns: Columns | None, between: list[str]) -> bool:
    if len(table.rows[0]) != len(last.columns.roles) or any(len(text) > 5 for text in between):
        return False
    return columns is None or columns.texts == last.columns.texts or columns.roles == last.columns.roles


def source_rows(parts: list[RowPart]) -> list[SourceRow]:
    """Return the tasks of all tables, in order."""
    rows = [row for index, part in enumerate(parts) for row in _Rows(index, part).read()]
    return rows[:MAX_ROWS]


class _Rows:
    def __init__(self, table: int, part: RowPart) -> None:
        self._table, self._part, self._columns = table, part, part.columns
        self._headings: list[tuple[str, str]] = []  # number and text
        self._dashes = 0
        self._index = self._columns.having("index")[:1]

    def read(self) -> Iterator[SourceRow]:
        rows = list(self._physical())
        for position, row in enumerate(rows):
            number, cells = self._number(row), self._cells(row)
            if self._is_group(row, number, cells, rows[position + 1 :]):
                self._open(number, cells.get("task") or self._widest(row))
                continue
            if self._dashed(number):
                self._dashes += 1
            elif number:
                self._close(number)
            if not any(cells.get(role) for role in ("task", "lead", "target", "number", "product")):
                continue
            yield SourceRow(
                self._table,
                number,
                self._dashes if self._dashed(number) else 0,
                cells,
                tuple(f"{number} {text}".strip() for number, text in self._headings),
                self._task_key(row),
                self._heading("number", "target"),
                bool(self._columns.having("lead")),
                any(len(cell.text) > MAX_CELL for cell in row),
            )

    def _heading(self, *roles: Role) -> str:
        return " ".join(self._columns.texts[index] for index in self._columns.having(*roles))

    def _dashed(self, number: str) -> bool:
        return bool(_DASH.fullmatch(number)) or (not number and bool(self._headings) and bool(self._index))

    def _close(self, number: str) -> None:
        """Close the headings that are numbered like this task, and restart the count of dashes."""
        self._dashes = 0
        if _ORDINAL.fullmatch(number):
            self._headings = [heading for heading in self._headings if not _ORDINAL.fullmatch(heading[0])]

    def _open(self, number: str, text: str) -> None:
        """Open a heading: it replaces the last heading of its kind and all headings below that."""
        self._dashes = 0
        kind = _kind(number)
        same_kind = next((index for index, heading in enumerate(self._headings) if _kind(heading[0]) == kind), None)
        self._headings = [*self._headings[:same_kind], (number, text)]

    # ---- rows of the table

    def _physical(self) -> Iterator[tuple[DocumentCell, ...]]:
        """Yield the rows without repeated headings and the footer; continued rows are joined."""
        pending: tuple[DocumentCell, ...] | None = None
        for row in self._part.rows:
            if not any(cell.text for cell in row) or is_heading_row(row, self._columns):
                continue
            if self._is_footer(row):
                break
            if pending is not None and self._runs_on(pending, row):
                pending = _joined(pending, row)
                continue
            if pending is not None:
                yield pending
            pending = _without_dittos(row, pending)
        if pending is not None:
            yield pending

    def _runs_on(self, above: tuple[DocumentCell, ...], row: tuple[DocumentCell, ...]) -> bool:
        if not self._part.loose or not self._index:
            return False
        return not row[self._index[0]].text and row[self._index[0]].key != above[self._index[0]].key

    def _is_footer(self, row: tuple[DocumentCell, ...]) -> bool:
        texts = [cell.text for cell in dict.fromkeys(row) if cell.text]
        return len(texts) <= 2 and not self._number(row) and bool(_FOOTER.match(folded(texts[0])))

    def _number(self, row: tuple[DocumentCell, ...]) -> str:
        if self._index:
            text = row[self._index[0]].text.strip()
            return text if len(text) <= 8 and "\n" not in text else ""
        for column in self._columns.having("task"):
            if match := _LEADING.match(row[column].text):
                return match[1]
        return ""

    def _task_key(self, row: tuple[DocumentCell, ...]) -> int:
        columns = self._columns.having("task")
        return row[columns[-1]].key if columns else -1

    def _cells(self, row: tuple[DocumentCell, ...]) -> dict[Role, str]:
        """Return the texts by role; columns of one role are joined, a cell over several columns belongs to the first."""
        by_role: dict[Role, list[str]] = {}
        seen: set[int] = set()
        for column, role in enumerate(self._columns.roles):
            cell = row[column]
            if cell.text and cell.key not in seen and role not in {"index", "other"}:
                text = cell.text[:MAX_CELL]
                text = _LEADING.sub("", text) if role == "task" and not self._index else text
                by_role.setdefault(role, []).append(text)
            seen.add(cell.key)
        times = self._from_to(row)
        return {role: "\n".join(texts) for role, texts in by_role.items()} | ({"time": times} if times else {})

    def _from_to(self, row: tuple[DocumentCell, ...]) -> str:
        """Return "từ … đến …" for two time columns, beginning and end; "" for other columns."""
        columns = self._columns.having("time")
        if len(columns) != 2 or not _BEGINS.search(folded(self._columns.texts[columns[0]])):
            return ""
        first, last = (row[column].text for column in columns)
        if row[columns[0]].key == row[columns[1]].key or not (first and last):
            return ""
        return f"từ {first} đến {last}"

    def _widest(self, row: tuple[DocumentCell, ...]) -> str:
        texts = [cell.text for cell in dict.fromkeys(row) if cell.text and cell.text != self._number(row)]
        return max(texts, key=len, default="")

    def _is_group(
        self, row: tuple[DocumentCell, ...], number: str, cells: dict[Role, str], below: list[tuple[DocumentCell, ...]]
    ) -> bool:
        """Whether a row is a heading: it contains only one text, and the rows after it belong below it."""
        keys_with_text = {cell.key for cell in row if cell.text and cell.text != number}
        if len(keys_with_text) != 1 or not below:
            return False
        spans = sum(cell.key in keys_with_text for cell in row) > 1
        after = self._number(below[0])
        if spans or _GROUP.fullmatch(number):
            return True
        only = set(cells) <= {"task"}
        return only and (not after or bool(_DASH.fullmatch(after)) or _kind(after) != _kind(number) or not number)


def _without_dittos(row: tuple[DocumentCell, ...], above: tuple[DocumentCell, ...] | None) -> tuple[DocumentCell, ...]:
    """Return a row with the texts of the row above in place of "nt" (như trên) and ditto marks."""
    if above is None:
        return row
    return tuple(
        DocumentCell(old.text, own.key) if _DITTO.fullmatch(folded(own.text)) else own
        for own, old in zip(row, above, strict=True)
    )


def _kind(number: str) -> str:
    plain = number.rstrip(".)")
    if not plain:
        return "none"
    if plain.isdigit():
        return "digits"
    if plain[0].isdigit():
        return f"digits{plain.count('.')}"
    if re.fullmatch(r"[IVX]+", plain):
        return "roman"
    return "upper" if plain.isupper() else "lower" if plain.isalpha() else "dash"


def _joined(above: tuple[DocumentCell, ...], row: tuple[DocumentCell, ...]) -> tuple[DocumentCell, ...]:
    return tuple(
        DocumentCell(f"{upper.text} {lower.text}".strip(), upper.key) for upper, lower in zip(above, row, strict=True)
    )
