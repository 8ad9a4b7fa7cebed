"""What the parts of an .xlsx say of a cell beside its value: the address behind its text, a formula, an error."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.load.opening import UnusableError

MAX_MARKS = 200_000  # of a workbook
_BOOK = "xl/workbook.xml"
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^<>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)>")
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\s([^<>]*)>")
# A cell with its formula and its stored value; shared formulas are written at their first cell only.
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)<)?"
)
_ERROR = re.compile(rb"""<(?:\w+:)?c\s([^<>]*\bt\s*=\s*["']e["'][^<>]*)>(?:\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)<""")  # fmt: skip
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_TEXT = r'"((?:[^"]|"")*)"'
_HYPERLINK = re.compile(rf"\s*=?[+@]?\s*HYPERLINK\(\s*{_TEXT}\s*(?:\)|[,;]\s*(?:{_TEXT}\s*\))?)", re.IGNORECASE)
_REFERRED = re.compile(r"\s*=?[+@]?\s*HYPERLINK\(\s*(\$?[A-Za-z]{1,3}\$?\d{1,7})\s*[,;)]", re.IGNORECASE)
_NO_PAGE = re.compile(r"(?!https?:|ftp:|file:)[a-z][a-z0-9+.-]+:(?!//)", re.IGNORECASE)  # mailto:, tel:, javascript:

Cell = tuple[int, int]  # row, column, from 1


class Mark(Struct, frozen=True):
    """What a cell says beside its value.

    `address` is behind its text, `referred` the cell that holds that address, `shown` the text where the reader of
    workbooks finds none, `formula` a formula without a stored value.
    """

    address: str = ""
    referred: Cell | None = None
    shown: str = ""
    formula: str = ""


Marks = dict[Cell, Mark]


def hyperlink(formula: str) -> Mark | None:
    """Return what a formula HYPERLINK("address"; "text") says, None of any other formula."""
    match = _HYPERLINK.match(formula)
    if match:
        return Mark(match[1].replace('""', '"').strip(), shown=(match[2] or "").replace('""', '"').strip())
    match = _REFERRED.match(formula)
    return Mark(referred=_place(match[1])) if match else None


def marks_of(clean: bytes) -> Mapping[str, Marks]:
    """Return the marks of each sheet of a repacked workbook, by its name. Raises UnusableError where there are too many."""
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        parts = {name.lower(): name for name in archive.namelist()}

        def content(part: str) -> bytes:
            return archive.read(parts[part.lower()]) if part.lower() in parts else b""

        related = relations(content(_BOOK.replace("workbook.xml", "_rels/workbook.xml.rels")))
        found: dict[str, Marks] = {}
        left = MAX_MARKS
        for attributes in map(_attributes, _found(_SHEET, content(_BOOK))):
            part = posixpath.normpath(posixpath.join("/xl", related.get(attributes.get("id", ""), ""))).lstrip("/")
            folder, name = posixpath.split(part)
            links = content(f"{folder}/_rels/{name}.rels")
            marks = found[attributes.get("name", "")] = _marks(content(part), links, left)
            left -= len(marks)
        return found


def _marks(sheet: bytes, links: bytes, most: int) -> Marks:
    marks: Marks = {}
    for place, mark in _all(sheet, links):
        known = marks.get(place)
        # A link of the sheet goes before that of a formula, which it is laid over.
        marks[place] = replace(known, address=mark.address) if known else mark
        if len(marks) > most:
            raise UnusableError("too-many-cells", most=str(MAX_MARKS))
    return marks


def _all(sheet: bytes, links: bytes) -> Iterator[tuple[Cell, Mark]]:
    if b'"e"' in sheet or b"'e'" in sheet:
        yield from _errors(sheet)
    yield from _formulas(sheet)
    yield from _links(sheet, links)


def _errors(sheet: bytes) -> Iterator[tuple[Cell, Mark]]:
    for match in _ERROR.finditer(sheet):
        if place := _place(_attributes(match[1]).get("r", "")):
            yield place, Mark(shown=_text(match[2]))


def _formulas(sheet: bytes) -> Iterator[tuple[Cell, Mark]]:
    for match in _FORMULA.finditer(sheet):
        formula, value = _text(match[2] or b""), _text(match[3] or b"")
        mark = hyperlink(formula) or (None if value else Mark(formula=f"={formula}"))
        attributes = _attributes(match[1]) if mark else {}
        place = _place(attributes.get("r", ""))
        if mark and place and attributes.get("t") != "e":
            # A text that a formula makes may be empty: it is stored, and says nothing.
            if value or (mark.formula and attributes.get("t") == "str"):
                mark = replace(mark, shown="", formula="")
            if mark != Mark():
                yield place, mark


def _links(sheet: bytes, content: bytes) -> Iterator[tuple[Cell, Mark]]:
    targets = relations(content)
    for attributes in map(_attributes, _found(_LINK, sheet)):
        address = page_address(targets.get(attributes.get("id", ""), ""))
        if not address:
            continue
        if attributes.get("location"):
            address = f"{address}#{attributes['location']}"
        first, _, last = attributes.get("ref", "").partition(":")
        for place in _places(_place(first), _place(last or first)):
            yield place, Mark(address)


def _places(first: Cell | None, last: Cell | None) -> Iterator[Cell]:
    if first and last:
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                yield row, column


def _place(text: str) -> Cell | None:
    match = _PLACE.fullmatch(text.strip())
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def page_address(target: str) -> str:
    """Return the target of a link, "" where it leads to no page: mailto:, tel:, javascript:, a place in the workbook."""
    address = target.strip()
    return "" if address.startswith("#") or _NO_PAGE.match(address) else address


def relations(content: bytes) -> dict[str, str]:
    """Return what each relation of a part leads to, by its id."""
    found = map(_attributes, _found(_RELATION, content))
    return {one.get("Id", ""): one.get("Target", "") for one in found}


def _found(pattern: re.Pattern[bytes], content: bytes) -> Iterator[bytes]:
    return (match[1] for match in pattern.finditer(content))


def _attributes(tag: bytes) -> dict[str, str]:
    """Return the attributes of a tag by their names without prefixes."""
    found = _ATTRIBUTE.finditer(tag)
    return {
        match[1].decode().rpartition(":")[2]: _text(match[2] if match[2] is not None else match[3]) for match in found
    }


def _text(content: bytes) -> str:
    return html.unescape(content.decode(errors="replace"))
