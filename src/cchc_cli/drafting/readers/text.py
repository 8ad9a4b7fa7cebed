"""Reading plain text: tabs or | between cells make tables, continued lines make paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, groupby

from cchc_cli.drafting.words import without_markdown
from cchc_cli.load.documents.blocks import Block, Document, DocumentCell, DocumentParagraph, DocumentTable, bounded
from cchc_cli.load.documents.clean_text import clean
from cchc_cli.load.opening import UnusableError

# Beginnings of a new paragraph: I. 1. 1.2. a) - + * (
BEGINS = re.compile(
    r"(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3})\s*[.)/]\s|\d{1,2}(?:\.\d{1,2}){1,3}\s|[a-zđA-ZĐ]\)\s|[-–+•*]\s|\(|Nơi nhận|Căn cứ|Phụ lục|PHỤ LỤC|Trên đây|KT\.|TM\."
)
_PAGE = re.compile(r"\d{1,3}")
_YEAR_BEGUN = re.compile(r"/(?:2|20|20\d)?$")  # a narrow column breaks "30/6/2026" anywhere
_YEAR = re.compile(r"/20\d\d(?!\d)")
_RULE = re.compile(r"[|:\-\s]*-[|:\-\s]*")
LONG = 55  # letters: a line at least this long may continue in the next


def read_text(data: bytes) -> Document:
    """Return the contents of a text file: UTF-8, UTF-16 with a byte order mark, or Windows-1258. Raises UnusableError."""
    lines = [(without_markdown(line.rstrip("\r\n")), row) for row, line in enumerate(_lines(_decoded(data)), 1)]
    return Document(bounded(list(_blocks(lines))), lines=tuple(clean(line) for line, _ in lines))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1258")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnusableError("bad-document")


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text)


def _blocks(lines: list[tuple[str, int]]) -> Iterator[Block]:
    keys = count()
    for kind, group in groupby(_joined(lines), key=lambda line: _kind(line[0])):
        if kind == "text":
            yield from paragraphs(list(group))
            continue
        table_lines = [(line, row) for line, row in group if kind == "tabs" or not _RULE.fullmatch(line)]
        cells = [[DocumentCell(clean(text), next(keys)) for text in _split(line, kind)] for line, _ in table_lines]
        width = max(map(len, cells), default=0)
        rows = tuple((*row, *(DocumentCell("", next(keys)) for _ in range(width - len(row)))) for row in cells)
        if rows:
            yield DocumentTable(rows, loose=True, row=table_lines[0][1])


def _joined(lines: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the lines without empty lines inside a table."""
    joined: list[tuple[str, int]] = []
    for index, (line, row) in enumerate(lines):
        if not line.strip():
            after = next((text for text, _ in lines[index + 1 : index + 4] if text.strip()), "")
            if joined and _kind(joined[-1][0]) != "text" and _kind(joined[-1][0]) == _kind(after):
                continue
        joined.append((line, row))
    return joined


def _kind(line: str) -> str:
    if line.count("\t") >= 2:
        return "tabs"
    return "bars" if line.startswith("|") and line.count("|") >= 3 else "text"


def _split(line: str, kind: str) -> list[str]:
    if kind == "tabs":
        return line.split("\t")
    return line.strip().strip("|").split("|")


def paragraphs(lines: list[tuple[str, int]]) -> Iterator[DocumentParagraph]:
    """Yield the paragraphs of hard-wrapped lines: a paragraph ends before a new beginning, or after a short line."""
    text, start = "", 0
    last = ""
    for raw, row in [*lines, ("", 0)]:
        line = clean(raw)
        if _PAGE.fullmatch(line):
            continue
        if text and line and _runs_on(last, line):
            text, last = f"{text} {line}", line
            continue
        if line or not row or not _waits(last):
            if text:
                yield DocumentParagraph(text, start)
            text, start, last = line, row, line
    if text:
        yield DocumentParagraph(text, start)


def rejoined(lines: list[str]) -> str:
    """Return the text of a cell from its wrapped lines; only a new beginning starts a new line."""
    text = ""
    for line in lines:
        if text and BEGINS.match(line) and not line.startswith("("):
            text = f"{text}\n{line}"
        elif _YEAR_BEGUN.search(text) and _YEAR.match((text + line)[text.rindex("/") :]):
            text += line
        else:
            text = f"{text} {line}".strip()
    return text


def _runs_on(last: str, line: str) -> bool:
    if BEGINS.match(line) or _shouts(line) != _shouts(last):
        return False
    return len(last) >= LONG or line[0].islower()


def _waits(last: str) -> bool:
    """Whether a text cannot end with this line, so that an empty line after it is only the end of a page."""
    return len(last) >= LONG and (last[-1].isalpha() or last[-1] == ",") and bool(BEGINS.match(last) or last[-1] == ",")


def _shouts(line: str) -> bool:
    return line.isupper()
